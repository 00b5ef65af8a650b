"""The checks that need only the printed page: exact integers, no responses, any survey report.

`find_all` in `run` runs them; each of the other modules holds one kind of check.
"""

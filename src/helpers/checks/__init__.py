"""The checks that need only the printed page: exact integers, no responses, any survey report.

`find_all` in `search` runs them; each of the other modules holds one kind of check.
"""

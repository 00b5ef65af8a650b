"""What was asked, of whom, what was answered and what was printed: `data/` as frozen objects.

It imports from `base`.
"""

"""Two editions compared, what was corrected, the letter to the author, a chapter's parameters.

It imports from `printed`, `facts`, `survey` and `base`.
"""

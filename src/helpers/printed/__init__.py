"""The printed report: against itself (`checks`), against the facts (`audit`), made responses again (`reconstruct`).

It imports from `facts`, `survey` and `base`.
"""

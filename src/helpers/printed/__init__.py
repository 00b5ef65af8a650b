"""The printed report: against itself (`checks`) and the facts (`audit`), and what it allows (`bounds`).

Responses that add up to it are made in `reconstruct`. The room imports from `facts`, `survey` and `base`.
"""

"""The least and the most that printed figures allow, where the report printed no number.

`bounds_file` reads what the book shows, without a solver; `joint_cells` and `search` find it, and need one.
"""

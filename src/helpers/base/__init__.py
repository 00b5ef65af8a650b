"""What every room stands on: paths, errors, Danish, rounding, files written whole, what is kept, forks.

It imports from no other room.
"""

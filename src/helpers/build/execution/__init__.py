"""Chapters executed at the same time, on all processors: `executor` is what a build calls."""

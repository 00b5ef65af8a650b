"""Descriptions of tables, charts and the map, and what draws them; no Sphinx. Chapters call the `show_…`.

It imports from `editions` and what is below.
"""

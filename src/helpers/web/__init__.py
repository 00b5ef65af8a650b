"""The doctree as HTML: translator, theme, search, form; `extension` is what Sphinx loads.

It imports from `pdf`, `book` and what is below. Templates, style and scripts are in `theme/`.
"""

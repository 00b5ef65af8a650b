"""The doctree as Typst, and Typst as a tagged PDF: `extension` is what Sphinx loads.

It imports from `book` and what is below.
"""

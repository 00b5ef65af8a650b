"""Sphinx: nodes, roles, renderers, transforms and what is noted of pages, the same for the web and for print.

It imports from `figures` and what is below. Each extension is named in `_config.yml` by its module.
"""

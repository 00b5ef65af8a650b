"""From sources to a book and a site: fingerprints, staging, execution, the run of Sphinx, the swap, the release.

It imports from every room but `intake` and `cli`. `build_book` is where a build begins.
"""

"""The renderers under their former name, which environments ask for until `make` installs the program anew."""

from helpers.book.renderers import DescriptionRenderer

__all__ = ["DescriptionRenderer"]

"""A file as columns of text, whatever system wrote it: `detect` finds out what it is and calls the others."""

"""An export read, matched, coded, decided, checked and made an edition.

It imports from `survey` and `base`; only `cli` imports from it. `new_edition` makes the edition, `template` writes a
workbook to answer in; `formats` reads files, `coding` answers, `check` tells what is wrong before anything is made.
"""

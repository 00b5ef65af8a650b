"""What a reader takes along: every table and figure as files, one workbook, and a description of them all.

They are written by a Sphinx extension (`helpers.web.downloads.extension`), at work only where
`vaeresteder_downloads` is set (the pipeline does), to `hent/` beside the pages: from the descriptions in the
pages themselves, so that what a chapter leaves out of an edition is in no file either.
"""

"""What Typst leaves open in a PDF: heads of rows, fields of the form, whole words, no false date, the same bytes."""

import io

import pikepdf

from helpers.pdf.form_fields import make_fields
from helpers.pdf.table_headers import mark_row_heads
from helpers.pdf.text_layer import make_searchable

_DATES = ("xmp:CreateDate", "xmp:ModifyDate", "xmpMM:History")


def finish(data: bytes, *, dated: bool) -> bytes:
    """The tagged PDF with what Typst cannot say; the same bytes for the same input.

    `dated` says that the date in the file is that of the source; any other is taken out.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        mark_row_heads(pdf)
        make_fields(pdf)
        make_searchable(pdf)
        if not dated:
            _take_out_dates(pdf)
        written = io.BytesIO()
        pdf.save(
            written,
            # A file's ID that depends on what is in it, and neither on the clock nor on chance.
            deterministic_id=True,
            # Some 20 000 structure elements, which take little room packed.
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def _take_out_dates(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in _DATES:
            if key in metadata:
                del metadata[key]
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]

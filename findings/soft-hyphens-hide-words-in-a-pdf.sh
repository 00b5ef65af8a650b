#!/usr/bin/env bash
# typst 0.15.2, PyMuPDF 1.28.2, pypdfium2 5.3.0: a soft hyphen that says where a word may be divided stays in the text of
# the PDF where the word was not divided, as /ActualText of the letter before it. The page looks right, and a search for
# the word finds nothing: MuPDF and PDFium compare with the hyphen that nobody sees.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 PyMuPDF==1.28.2 pypdfium2==5.3.0 2>/dev/null
cat > look.py <<'PY'
import pymupdf
import pypdfium2
import typst

def hits(word):
    data = typst.compile(f'#set document(title: "t")\n#set text(lang: "da")\n#"{word} her"'.encode(), format="pdf")
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    return len(pymupdf.open(stream=data)[0].search_for("fritekstsvar")), int(page.search("fritekstsvar").get_next() is not None)

plain, divisible = hits("fritekstsvar"), hits("fritekst\u00adsvar")
print("hits in MuPDF and PDFium, plain word:          ", plain)
print("hits in MuPDF and PDFium, with a soft hyphen:  ", divisible)
assert plain == (1, 1)
assert divisible == (0, 0)
PY
env/bin/python look.py

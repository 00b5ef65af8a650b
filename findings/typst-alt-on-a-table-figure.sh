#!/usr/bin/env bash
# typst 0.15.2: `figure(alt: …)` around a table makes the whole table one picture with that text: no row and no cell is
# left in the tags, and the compiler accepts the file as PDF/UA-1 all the same.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pikepdf==10.18.0 2>/dev/null
cat > look.py <<'PY'
import io

import pikepdf
import typst

HEAD = '#set document(title: "Report")\n#set text(lang: "da")\n= Report\n'
TABLE = 'table(columns: 2, table.header[Form][Share], [A], [59 %])'

def roles(source):
    pdf = pikepdf.open(io.BytesIO(typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])))
    return sorted(str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem" or
                  isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o and "/K" in o)

plain = roles(HEAD + f"#figure({TABLE}, caption: [Shares])")
alt = roles(HEAD + f'#figure({TABLE}, caption: [Shares], alt: "Shares by form")')
print("without alt:", plain)
print("with alt:   ", alt)
assert "/TD" in plain and "/TH" in plain
assert "/TD" not in alt and "/TH" not in alt
PY
env/bin/python look.py

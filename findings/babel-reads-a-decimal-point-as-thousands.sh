#!/usr/bin/env bash
# babel 2.19.0: in Danish the point groups thousands, and babel takes it away wherever it stands: "37.5" hours, as a
# spreadsheet set to English writes them, are read as 375. Only strict=True refuses; "1.5.0" becomes 150.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check babel==2.19.0 2>/dev/null
cat > look.py <<'PY'
from babel.numbers import NumberFormatError, parse_decimal

for text in ("37,5", "37.5", "1.5.0"):
    print(f"{text!r}: {parse_decimal(text, locale='da')}")
assert [str(parse_decimal(text, locale="da")) for text in ("37,5", "37.5", "1.5.0")] == ["37.5", "375", "150"]
try:
    parse_decimal("37.5", locale="da", strict=True)
except NumberFormatError as error:
    print("strict:", error)
else:
    raise SystemExit("strict no longer refuses it")
PY
env/bin/python look.py

#!/usr/bin/env bash
# pyreadstat 1.3.7 (ReadStat): a value label longer than 120 bytes is written as its first 120 bytes, without a word.
# Two answers that differ further on come back as one and the same label.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.1.1 2>/dev/null
cat > look.py <<'PY'
import pandas as pd
import pyreadstat

long = "Ja, vi samarbejder med kommunens hjemløseenhed, misbrugscenter, jobcenter og frivillige foreninger i nærområdet om dette "
labels = {1.0: long + "hver uge", 2.0: long + "hver måned"}
pyreadstat.write_sav(pd.DataFrame({"q": [1.0, 2.0]}), "answers.sav", variable_value_labels={"q": labels})
_, meta = pyreadstat.read_sav("answers.sav")
back = meta.variable_value_labels["q"]
for code, label in labels.items():
    print(f"written {len(label.encode())} bytes, read {len(back[code].encode())}: …{back[code][-20:]!r}")
print("the two answers read back are the same:", back[1.0] == back[2.0])
assert back[1.0] == back[2.0] and len(back[1.0].encode()) <= 120
PY
env/bin/python look.py

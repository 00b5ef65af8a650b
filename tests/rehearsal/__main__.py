"""`make rehearsal`: a whole 2026 book of invented answers, in `_build/rehearsal/`."""

import sys

from helpers.base.paths import ROOT
from rehearsal.rehearse import Plan, RehearsalError, rehearse

try:
    done = rehearse(ROOT / "_build" / "rehearsal", Plan(), lambda line: print(line, flush=True))
except RehearsalError as error:
    sys.exit(f"Prøven mislykkedes: {error}")
print(f"\nPrøveudgaven (opdigtede svar): {done.built / 'html' / 'index.html'}")

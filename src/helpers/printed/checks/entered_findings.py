"""What people found by reading: names and headings that say something else than what stands below them."""

from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.yaml_io import read_yaml
from helpers.printed.checks.finding import CATEGORIES, CERTAINTIES, Finding


def load_labels(path: Path) -> tuple[Finding, ...]:
    """The findings entered in a file, in its order; none where there is no file.

    Raises VaerestederError where one has an unknown class or certainty, or an id that stands already.
    """
    if not path.is_file():
        return ()
    findings = tuple(Finding(**{**raw, "figures": tuple(raw.get("figures", ()))}) for raw in read_yaml(path))
    seen: set[str] = set()
    for finding in findings:
        if finding.category not in CATEGORIES or finding.certainty not in CERTAINTIES:
            raise VaerestederError(
                f'{path.name}, "{finding.id}": category er en af {", ".join(CATEGORIES)}, '
                f"certainty en af {', '.join(CERTAINTIES)}."
            )
        if finding.id in seen:
            raise VaerestederError(f'{path.name}: "{finding.id}" står der allerede. Giv hvert fund sit eget id.')
        seen.add(finding.id)
    return findings

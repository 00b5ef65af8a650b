"""A YAML file as plain objects."""

from pathlib import Path
from typing import Any

import yaml

# The parser in C reads the questionnaire in a tenth of the time; not every build of PyYAML has it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """What stands in a YAML file, as lists, dictionaries and scalars; None where nothing does."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)

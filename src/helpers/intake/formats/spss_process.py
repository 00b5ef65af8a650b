"""Run as a process of its own: reads one SPSS file and writes its columns as JSON to standard output.

The reader is C code that a damaged file can bring down; here it takes nothing else with it. Nothing
of ours is imported, so that it starts fast.
"""

import importlib
import json
import sys
from typing import Any

MEMORY = 2_000_000_000


def _plain(value: Any) -> Any:
    """The value as Python's own number where it is one of numpy's."""
    return value.item() if hasattr(value, "item") else value


def main() -> None:
    """Writes name, label, values and value labels of each column; blank values are null."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        # Windows has no such limit; the file's size is checked before.
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import pyreadstat

    data, meta = pyreadstat.read_sav(
        sys.argv[1], user_missing=True, output_format="dict", disable_datetime_conversion=True
    )
    columns = [
        {
            "name": name,
            "label": meta.column_names_to_labels.get(name) or name,
            # NaN is the only value that differs from itself: what SPSS left empty.
            "values": [value if value == value else None for value in map(_plain, data[name])],
            "labels": list(meta.variable_value_labels.get(name, {}).items()),
        }
        for name in meta.column_names
    ]
    json.dump(columns, sys.stdout)


if __name__ == "__main__":
    main()

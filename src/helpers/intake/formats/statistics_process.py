"""Run as a process of its own: reads one SPSS or Stata file and writes its columns as JSON to standard output.

The reader is C code that a damaged file can bring down; here it takes nothing else with it. Nothing
of ours is imported, so that it starts fast.
"""

import importlib
import json
import sys
from typing import Any


def _plain(value: Any) -> Any:
    """The value as Python's own number where it is one of numpy's."""
    return value.item() if hasattr(value, "item") else value


def _limit_memory(most: int) -> None:
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        # Windows has no such limit; the file's size is checked before.
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main() -> None:
    """Writes the columns (name, label, format, values, value labels; blank values null) and multiple-response sets."""
    path, memory = sys.argv[1:]
    _limit_memory(int(memory))
    import pyreadstat

    read = pyreadstat.read_dta if path.endswith(".dta") else pyreadstat.read_sav
    data, meta = read(path, user_missing=True, output_format="dict", disable_datetime_conversion=True)
    columns = [
        {
            "name": name,
            "label": meta.column_names_to_labels.get(name) or name,
            "format": meta.original_variable_types.get(name) or "",
            # NaN is the only value that differs from itself: what the program left empty.
            "values": [value if value == value else None for value in map(_plain, data[name])],
            "labels": [[_plain(k), v] for k, v in meta.variable_value_labels.get(name, {}).items()],
            "marks": [str(value) for value in (meta.missing_user_values or {}).get(name, [])],
        }
        for name in meta.column_names
    ]
    json.dump({"columns": columns, "sets": meta.mr_sets or {}}, sys.stdout)


if __name__ == "__main__":
    main()

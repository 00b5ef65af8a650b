"""What a book is made from, as hashes: two builds with the same hash give the same book.

By content, never by time. Any change of the program, of the settings, of a version or of the data counts for every
chapter: a cache that is wrong once is worth nothing, and to know what a chapter does not reach is not worth that.
"""

import hashlib
import json
import os
import platform
import sys
import sysconfig
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from helpers.base.clock import today
from helpers.base.git_commit import source_commit
from helpers.base.paths import DATA, ROOT, THEME, TOC, edition_data
from helpers.survey.doubts_file import FILE as DOUBTS
from helpers.survey.edition import TICKS
from helpers.survey.frozen import chapters_folder

_PROGRAM = THEME.parent
_STATED = ("SOURCE_DATE_EPOCH", "TZ", "LANG", "LC_ALL", "MPLBACKEND", "MATPLOTLIBRC", "PYTHONPATH")
# Files of an edition that only the letter to its author tells of: no chapter is run again for them.
_TOLD_IN_LETTER = (TICKS, DOUBTS)
# What Python and editors leave beside what somebody wrote.
_LEFT_BESIDE = ("__pycache__", ".ipynb_checkpoints")


def hash_execution(chapter: Path, parameters: Mapping[str, str], surroundings: str) -> str:
    """What the outputs of a chapter depend on: its code, the parameters, the data and all that surrounds it.

    Its prose is not among it.
    """
    cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
    code = [(cell["source"], cell["metadata"]) for cell in cells if cell["cell_type"] == "code"]
    return _hash(
        surroundings, _hash_responses(parameters), json.dumps([chapter.name, code, dict(parameters)], sort_keys=True)
    )


def hash_inputs(parameters: Mapping[str, str], surroundings: str) -> str:
    """What all that is made of a book depends on, besides its chapters."""
    return _hash(surroundings, _hash_responses(parameters), json.dumps(dict(parameters), sort_keys=True))


def hash_edition(parameters: Mapping[str, str], beside: Iterable[Path]) -> str:
    """What a whole book depends on; `beside` are the files of other books that it tells of, which may be missing.

    The day and the commit stand in it.
    """
    return _hash(
        hash_surroundings(),
        hash_tree(chapters_folder(parameters["edition"])),
        _hash_responses(parameters),
        json.dumps(dict(parameters), sort_keys=True),
        *(hash_file(edition_data(parameters["edition"]) / name) for name in _TOLD_IN_LETTER),
        *(hash_file(path) for path in beside),
        today().isoformat(),
        source_commit(),
    )


def hash_surroundings() -> str:
    """Program, settings, versions, data, and what the environment says of them."""
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    stated = [f"{name}={os.environ.get(name, '')}" for name in _STATED]
    settings = [hash_file(path) for path in (ROOT / "_config.yml", TOC)]
    machine = [sys.version, platform.platform(), str(ROOT), str(DATA)]
    return _hash(hash_tree(_PROGRAM), hash_tree(DATA, without=_TOLD_IN_LETTER), *settings, *packages, *stated, *machine)


def hash_files(folder: Path) -> dict[str, str]:
    """The hash of each file below a folder, by its path in it."""
    return {
        path.relative_to(folder).as_posix(): hash_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(path.parts).intersection(_LEFT_BESIDE)
    }


def _hash_responses(parameters: Mapping[str, str]) -> str:
    return hash_file(Path(parameters["responses"])) if parameters.get("responses") else ""


def hash_tree(folder: Path, without: Collection[str] = ()) -> str:
    """One hash of all files below a folder, but for those with these names."""
    found = hash_files(folder).items()
    return _hash(*(part for path, content in found if Path(path).name not in without for part in (path, content)))


def hash_file(path: Path) -> str:
    """The SHA-256 of a file; blank where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _hash(*parts: str) -> str:
    """One hash of texts in their order; no two lists of texts have the same."""
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()

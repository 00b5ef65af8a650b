"""`manifest.json`: what a book or site is made from, and the SHA-256 of each of its files; a folder held against it."""

import json
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from helpers.base.errors import VaerestederError
from helpers.base.git_commit import source_commit
from helpers.base.own_folders import MARKER
from helpers.base.paths import DATA, ROOT, THEME, TOC
from helpers.base.whole_files import replace_whole
from helpers.build.fingerprint import hash_file, hash_files, hash_tree
from helpers.survey.edition import load_edition

FILE = "manifest.json"
_PROGRAM = "vaeresteder"
_NOT_LISTED = (FILE, MARKER)


@dataclass(frozen=True)
class Verification:
    """How a folder compares with its manifest: the number of files in that, and the names of those that differ.

    `inputs` are the files that it was made from and that are other ones now, as far as they are here.
    """

    count: int
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    inputs: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every file is as it was made, and there is no other."""
        return not (self.changed or self.missing or self.added)


def write_manifest(folder: Path, parameters: Mapping[str, str], chapters: Iterable[Path]) -> None:
    """Write what the book in a folder is made from, and what it holds; the same bytes for the same."""
    about = {
        "edition": parameters["edition"],
        "parameters": {**parameters, "responses": Path(parameters["responses"]).name},
        "inputs": _inputs(parameters, chapters),
    }
    _write(folder, about)


def write_site_manifest(folder: Path, editions: Mapping[str, Path]) -> None:
    """Write what a site holds, and what the books of its editions tell that they are made from."""
    told = {key: json.loads(path.read_text(encoding="utf-8")) for key, path in editions.items() if path.is_file()}
    _write(folder, {"editions": {key: {k: v for k, v in book.items() if k != "files"} for key, book in told.items()}})


def verify_folder(folder: Path) -> Verification:
    """How the files of a book or site compare with its manifest; raises VaerestederError where it has none."""
    listed = _read(folder / FILE)
    stated: Mapping[str, str] = listed["files"]
    found = _files(folder)
    here = {name: path for name in listed.get("inputs", ()) if (path := _locate(name))}
    return Verification(
        count=len(stated),
        changed=tuple(name for name in stated if name in found and found[name] != stated[name]),
        missing=tuple(name for name in stated if name not in found),
        added=tuple(name for name in found if name not in stated),
        inputs=tuple(name for name, path in here.items() if hash_file(path) != listed["inputs"][name]),
    )


def _write(folder: Path, about: Mapping[str, Any]) -> None:
    made = {
        "program": {"name": _PROGRAM, "commit": source_commit(), "sha256": hash_tree(THEME.parent)},
        "versions": _versions(),
        **about,
        "files": _files(folder),
    }
    replace_whole(folder / FILE, json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def _read(path: Path) -> Mapping[str, Any]:
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(text, str) for entry in listed["files"].items() for text in entry):
            raise ValueError
    except FileNotFoundError as error:
        raise VaerestederError(
            f"{path} findes ikke, så filerne kan ikke efterprøves. Byg udgaven med `vaeresteder build`."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise VaerestederError(f"{path} er beskadiget, så filerne kan ikke efterprøves. Byg udgaven igen.") from error
    return dict(listed)


def _files(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in hash_files(folder).items() if name not in _NOT_LISTED}


def _inputs(parameters: Mapping[str, str], chapters: Iterable[Path]) -> dict[str, str]:
    """The hash of each file of settings, data and chapters, by its path in the project, as far as it lies there."""
    edition, told = load_edition(parameters["edition"]).folder, list(chapters)
    # An edition that has a file of its own, as its chapters' order or its questionnaire, has nothing to do with ours.
    shared = [path for path in DATA.glob("*.*") if not (edition / path.name).is_file()]
    order = next(path for path in (*(chapter.with_name(TOC.name) for chapter in told[:1]), TOC) if path.is_file())
    paths = [ROOT / "_config.yml", order, *shared, *edition.glob("*.*"), *told]
    found = {_place(path): hash_file(path) for path in sorted(set(paths)) if path.is_file()}
    if parameters["responses"]:
        found[Path(parameters["responses"]).name] = hash_file(Path(parameters["responses"]))
    return found


def _place(path: Path) -> str:
    """The path within the project, or within the folder around its data: no machine's own folders are told."""
    for folder in (DATA.parent, ROOT):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def _locate(name: str) -> Path | None:
    """The file that a book tells that it is made from; None where it is not here."""
    return next((path for folder in (DATA.parent, ROOT) if (path := folder / name).is_file()), None)


def _versions() -> dict[str, str]:
    """The versions of Python and of the packages that the program needs."""
    needed = [requirement for requirement in requires(_PROGRAM) or () if "extra ==" not in requirement]
    found = {"Python": platform.python_version()}
    for name in sorted(re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in needed):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found

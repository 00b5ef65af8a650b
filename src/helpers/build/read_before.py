"""Pages that Sphinx has read in an earlier build, and what was made of them, so that only what changed is done again.

What they were read with (program, data, settings, parameters) is the key that they are kept under; it is the same, or
all are read anew. What a page looked up in another chapter is kept with it (`helpers.book.cross_chapter`). They are
taken by being moved: a build that fails, or is interrupted, has nothing to give back, and the next one reads all.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from helpers.build.fingerprint import hash_files

_RECORD = "record.json"
_PAGES = "pages"


def take_read(kept: Path, key: str, target: Path) -> dict[str, str]:
    """Move what is kept under this key to where Sphinx looks for it; the hash of each page as it was read.

    Nothing where nothing is kept, where the key is another, or where a file is not as it was left.
    """
    try:
        record = json.loads((kept / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = None
    if not isinstance(record, dict) or record.get("key") != key or record.get("files") != hash_files(kept / _PAGES):
        shutil.rmtree(kept, ignore_errors=True)
        return {}
    (kept / _PAGES).rename(target)
    shutil.rmtree(kept)
    return dict(record["sources"])


def keep_read(kept: Path, key: str, sources: Mapping[str, str], read: Path) -> None:
    """Move what Sphinx has read to where the next build finds it; `sources` are the hashes of the pages."""
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    read.rename(kept / _PAGES)
    record = {"key": key, "sources": dict(sources), "files": hash_files(kept / _PAGES)}
    # Last, and only with it is the rest of any use.
    (kept / _RECORD).write_text(json.dumps(record), encoding="utf-8")


def hash_sources(stage: Path) -> dict[str, str]:
    """The hash of each staged page, by its name."""
    found = {Path(name): digest for name, digest in hash_files(stage).items()}
    return {path.stem: digest for path, digest in found.items() if path.suffix == ".ipynb"}


def list_changed(before: Mapping[str, str], now: Mapping[str, str], root: str) -> list[str]:
    """The pages to read, by their text: those that changed, or the root.

    Where it reads nothing, Sphinx believes that nothing is to be checked and written beside the pages.
    """
    return sorted(page for page, digest in now.items() if before.get(page) != digest) or [root]

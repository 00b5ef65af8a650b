"""What a page of the book may look up besides itself when it is written, as one hash.

Titles, contents, numbers, places, terms, conclusions, the numbers that pages quote: all that Sphinx and the project's
extensions have noted of every page, but for what differs from run to run and changes nothing. A page whose own text is
the same, in a book of which this hash is the same, is written as it was.
"""

import hashlib
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.environment import BuildEnvironment

# Not looked up when a page is written: times, what stands in the settings and the program anyway, what a page was read
# with, and what Sphinx keeps for speed.
_NOT_LOOKED_UP = frozenset(
    {
        "all_docs", "app", "config", "config_status", "config_status_extra", "dependencies", "doctreedir", "events",
        "external_site_map", "included", "myst_config", "mystnb_config", "nb_new_exec_data", "original_image_uri",
        "project", "ref_context", "reread_always", "settings", "srcdir", "temp_data", "vaeresteder_lookups",
        "vaeresteder_stored", "version", "versioning_compare", "versioning_condition", "domains",
    }
)  # fmt: skip


def hash_state(env: BuildEnvironment) -> str:
    """The hash of what pages may look up in an environment that is read and numbered."""
    whole = hashlib.sha256()
    for name, value in sorted(vars(env).items()):
        if name not in _NOT_LOOKED_UP and not name.startswith(("_", "_search_index")):
            whole.update(name.encode("utf-8"))
            _add(_without_word_counts(value) if name == "metadata" else value, whole.update)
    return whole.hexdigest()


def _without_word_counts(metadata: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What pages state of themselves, but for MyST's count of their words, which only the page itself may show."""
    return {
        page: {key: each for key, each in stated.items() if key != "wordcount"} for page, stated in metadata.items()
    }


def hash_page(env: BuildEnvironment, docname: str) -> str:
    """The hash of a page as it was read."""
    return hashlib.sha256((Path(env.doctreedir) / f"{docname}.doctree").read_bytes()).hexdigest()


def _add(value: Any, add: Callable[[bytes], object]) -> None:
    """Add a value; the order of what has none, and which objects are one and the same, do not count."""
    if isinstance(value, dict):
        items = sorted(value.items(), key=lambda item: repr(item[0]))
        add(b"{%d" % len(items))
        for key, each in items:
            add(repr(key).encode("utf-8"))
            _add(each, add)
    elif isinstance(value, set | frozenset):
        add(repr(sorted(map(repr, value))).encode("utf-8"))
    elif isinstance(value, list | tuple):
        add(b"[%d" % len(value))
        for each in value:
            _add(each, add)
    elif isinstance(value, nodes.Node):
        add(value.pformat().encode("utf-8"))
    elif value is None or isinstance(value, str | bytes | int | float):
        add(repr(value).encode("utf-8"))
    else:
        add(pickle.dumps(value))

"""What the project takes from others is pinned: packages by hash, the forge's actions by commit."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.base.paths import ROOT

LOCKS = sorted(ROOT.glob("requirements*.txt"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def unpinned_actions(workflow: str) -> Iterator[str]:
    """The actions that a workflow uses by a name that may come to mean another commit."""
    for action in re.findall(r"^\s*-? *uses: *(.+)$", workflow, re.MULTILINE):
        if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", action.strip()):
            yield action


def unhashed_packages(lock: str) -> Iterator[str]:
    """The packages of a lock that are not named by version and hash."""
    for entry in re.split(r"\n(?=[A-Za-z])", re.sub(r"^ *#.*\n", "", lock, flags=re.MULTILINE).strip()):
        if not re.match(r"[\w.\[\]-]+==\S+[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", entry):
            yield entry.partition("\n")[0]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    assert list(unpinned_actions(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_packages_are_pinned_by_hash(path: Path) -> None:
    assert list(unhashed_packages(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [*LOCKS, *(ROOT / name for name in ("Makefile", "README.md", ".ci/run"))], ids=str)
def test_nothing_in_the_repository_names_a_package_host_or_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<!no-emit-)index-url|(?<!no-emit-)find-links|file:", text)


def test_what_is_not_pinned_is_found() -> None:
    assert list(unpinned_actions("  - uses: actions/checkout@v4\n")) == ["actions/checkout@v4"]
    assert list(unhashed_packages("six==1.16.0\n    # via x\nclick>=8 \\\n    --hash=sha256:" + 64 * "0")) == [
        "six==1.16.0",
        "click>=8 \\",
    ]

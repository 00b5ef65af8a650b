"""What was made before is given back as it was, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.cache import Cache


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_what_is_kept_of_some_texts_is_not_given_for_others(
    tmp_path_factory: pytest.TempPathFactory, one: list[str], other: list[str]
) -> None:
    kept = Cache(tmp_path_factory.mktemp("kept"))
    kept.put(b"\n1\n", *one)
    assert kept.get(*other) == (b"\n1\n" if one == other else None)


def test_what_is_kept_is_made_once(tmp_path: Path) -> None:
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"x")
        return b"x"

    assert Cache(tmp_path).get_or_make(make, "a") == Cache(tmp_path).get_or_make(make, "a") == b"x"
    assert len(made) == 1
    assert Cache(tmp_path).get_or_make(make, "b") == b"x"
    assert len(made) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes() + b"x"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[1:]),
        lambda path: path.unlink(),
    ],
)
def test_what_was_spoilt_is_not_given_back(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    Cache(tmp_path).put(b"svar", "a")
    [path] = tmp_path.iterdir()
    spoil(path)
    assert Cache(tmp_path).get("a") is None


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    for name in "abc":
        Cache(tmp_path).put(b"x", name)
    kept = Cache(tmp_path)
    kept.get("a")
    kept.put(b"y", "b")
    kept.prune()
    assert [Cache(tmp_path).get(name) for name in "abc"] == [b"x", b"y", None]

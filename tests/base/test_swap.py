"""A folder is swapped for another at one moment, or put back after a crash; there is never none for good."""

import multiprocessing
from contextlib import suppress
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from helpers.base import swap
from helpers.base.forking import CAN_FORK
from helpers.base.own_folders import make_folder
from helpers.base.swap import recover, swap_in


def finished(folder: Path, text: str) -> Path:
    made = make_folder(folder / "arbejde" / "published")
    (made / "side").write_text(text)
    return made


@pytest.fixture(params=["exchanged", "renamed"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "renamed":
        monkeypatch.setattr(swap, "exchange", lambda *_: False)
    return str(request.param)


def test_the_new_folder_stands_and_the_old_one_is_gone(tmp_path: Path, way: str) -> None:
    for text in "abc":
        swap_in(finished(tmp_path, text), tmp_path / "2024")
        assert (tmp_path / "2024" / "side").read_text() == text
        assert list((tmp_path / "arbejde").iterdir()) == []


def test_what_the_program_did_not_make_is_set_aside(tmp_path: Path, way: str) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "svar.csv").write_text("uerstattelig")
    swap_in(finished(tmp_path, "a"), tmp_path / "2024")
    swap_in(finished(tmp_path, "b"), tmp_path / "2024")
    assert (tmp_path / "2024" / "side").read_text() == "b"
    assert (tmp_path / "2024.lagt-til-side-1" / "svar.csv").read_text() == "uerstattelig"


@pytest.mark.parametrize("step", range(1, 5))
def test_wherever_a_swap_is_cut_off_one_of_the_two_stands_at_the_next_start(
    tmp_path: Path, way: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "2024"
    swap_in(finished(tmp_path, "gammel"), target)
    new, left, rename = finished(tmp_path, "ny"), step, Path.rename

    def cut_off(self: Path, other: Path) -> Path:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        return rename(self, other)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut_off)
        with suppress(KeyboardInterrupt):
            swap_in(new, target)
    recover(tmp_path / "arbejde" / "published", target)
    assert (target / "side").read_text() in ("gammel", "ny")
    make_folder(tmp_path / "arbejde")
    assert (target / "side").read_text() in ("gammel", "ny")


def read_all_the_time(path: Path, stop: Event, missed: "multiprocessing.Queue[int]") -> None:
    count = 0
    while not stop.is_set():
        try:
            path.read_bytes()
        except OSError:
            count += 1
    missed.put(count)


@pytest.mark.skipif(not CAN_FORK, reason="two folders cannot be exchanged here")
def test_no_reader_finds_nothing(tmp_path: Path) -> None:
    swap_in(finished(tmp_path, "0"), tmp_path / "2024")
    context = multiprocessing.get_context("spawn")
    stop, missed = context.Event(), context.Queue()
    readers = [
        context.Process(target=read_all_the_time, args=(tmp_path / "2024" / "side", stop, missed)) for _ in range(2)
    ]
    for reader in readers:
        reader.start()
    for number in range(400):
        swap_in(finished(tmp_path, str(number)), tmp_path / "2024")
    stop.set()
    assert [missed.get(timeout=60) for _ in readers] == [0, 0]
    for reader in readers:
        reader.join()

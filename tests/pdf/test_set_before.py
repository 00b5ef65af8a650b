"""A book that is set after the one before it is the book that is set by itself."""

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from helpers.base.cache import Kept
from helpers.base.forking import CAN_FORK
from helpers.pdf import set_before as module
from helpers.pdf.set_before import setting
from helpers.pdf.typesetter import can_fork, typeset

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="nothing is set before the book here")

PAGES = '#set page(width: 200pt, height: 200pt)\n#set document(title: "t")\n'
TEXT = "\n\n".join(f"= Afsnit {number} <a{number}>\n#lorem(90) @a3" for number in range(9))
BEFORE = {"main.typ": f'{PAGES}#set heading(numbering: "1")\n{TEXT}'.encode()}
NOW = {"main.typ": BEFORE["main.typ"].replace(b"= Afsnit 4", b"= Et andet afsnit, og noget mere til")}
WRONG = {"main.typ": b"#nowhere()"}


def set_in_turn(folder: Path, *books: Mapping[str, bytes], killed: bool = False) -> list[tuple[bytes, str]]:
    """One book after another, each by a setter of its own, in a process in which Typst has not run."""
    assert can_fork()
    made = []
    for sources in books:
        with setting(Kept(folder)) as setter:
            setter.begin()
            if killed:
                multiprocessing.active_children()[0].kill()
            book = setter(sources, 0)
            made.append((book.pdf, book.fault))
    return made


def by_themselves(*books: Mapping[str, bytes]) -> list[tuple[bytes, str]]:
    return [(book.pdf, book.fault) for book in (typeset(sources, 0) for sources in books)]


@needs_fork
@pytest.mark.parametrize("killed", [False, True], ids=["at work", "gone"])
def test_it_is_the_same_file(tmp_path: Path, killed: bool) -> None:
    Kept(tmp_path).keep(BEFORE, module._BOOK)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
        books = [NOW] if killed else [NOW, BEFORE, WRONG, NOW]
        assert fresh.submit(set_in_turn, tmp_path, *books, killed=killed).result() == by_themselves(*books)
    assert Kept(tmp_path).take(module._BOOK) == NOW, "what the next book is set after"


def test_without_a_book_before_it_is_set_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "begin_fork", lambda *_: pytest.fail("a process was begun"))
    monkeypatch.setattr(module, "can_fork", lambda: True)
    with setting(Kept(tmp_path)) as setter:
        setter.begin()
        assert setter(NOW, 0) == typeset(NOW, 0)
    assert Kept(tmp_path).take(module._BOOK) == NOW


def test_where_no_process_can_be_forked_it_is_set_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Kept(tmp_path).keep(BEFORE, module._BOOK)
    monkeypatch.setattr(module, "begin_fork", lambda *_: pytest.fail("a process was begun"))
    monkeypatch.setattr(module, "can_fork", lambda: False)
    with setting(Kept(tmp_path)) as setter:
        setter.begin()
        assert setter(NOW, 0) == typeset(NOW, 0)

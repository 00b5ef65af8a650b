"""The making of a book: chapters executed and staged, written as web pages and PDF, and swapped in as a whole."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from helpers.base.cache import Kept
from helpers.base.swap import swap_in
from helpers.book.contents import chapter_title, edition_toc, staged_chapters
from helpers.build.execution.executor import executing
from helpers.build.fingerprint import hash_execution, hash_reading, hash_surroundings
from helpers.build.progress import Progress
from helpers.build.read_before import hash_sources, keep_read, list_changed, take_read
from helpers.build.staging import stage_executed, stage_kept
from helpers.pdf.set_before import setting
from helpers.survey.edition import load_edition

_PAGES = "Webbogen og PDF'en"


def make_book(edition: str, responses: str, folder: Path, say: Callable[[str], object]) -> None:
    """Make the book of an edition, but for what is kept of an earlier build, and swap it in.

    Raises VaerestederError where data, a chapter or the book has a fault.
    """
    work, read = folder / ".work" / edition, folder / ".work" / f"read-{edition}"
    shutil.rmtree(work, ignore_errors=True)
    stage, published = work / "stage", work / "published"
    for new in (stage, published):
        new.mkdir(parents=True)
    toc = edition_toc(load_edition(edition))
    (stage / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
    parameters = {"edition": edition, "responses": responses}
    chapters = _Chapters(staged_chapters(toc), parameters, work, Kept(folder / ".work" / f"executed-{edition}"))
    before = take_read(read, chapters.key, work / "read")
    set_kept = Kept(work / "read" / "made" / "set")
    with _garbage_left(), executing(chapters.todo, parameters) as wait, setting(set_kept) as setter:
        titles = [chapter_title(chapter) for chapter, _ in chapters.todo]
        steps = Progress([*titles, _PAGES], folder / ".work" / f"durations-{edition}.json", say)

        # A processor has nothing to do from here on, or from when this process waits for chapters.
        if not chapters.todo:
            setter.begin()

        def unread() -> Sequence[str]:
            if chapters.todo:
                setter.begin()
            wait(lambda number: steps.begin(titles[number]))
            chapters.finish()
            steps.begin(_PAGES)
            return list_changed(before, hash_sources(stage), toc["root"])

        # Here, so that they are imported while the chapters are at work.
        import helpers.book.import_myst_nb  # noqa: F401 - before whatever else imports MyST-NB or nbformat
        from helpers.build.sphinx_build import write_book

        write_book(edition, responses, work, folder, unread, setter)
    if chapters.are_current():
        keep_read(read, chapters.key, hash_sources(stage), work / "read")
    swap_in(published, folder / edition)
    steps.finish()


@contextmanager
def _garbage_left() -> Iterator[None]:
    """A while in which no garbage is looked for, nor ever after among what is there when it ends.

    The pages are large, link both ways, and are all needed to the end, and then the process soon ends as well. To look
    through them takes a sixth of a build.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class _Chapters:
    """The chapters of an edition; those whose outputs are kept from before lie in the stage already.

    `todo` are the others, each with the place where it is to be executed, and an empty file in the stage. `key` stands
    for all that a page is read with, besides the chapters.
    """

    def __init__(self, sources: Sequence[Path], parameters: Mapping[str, str], work: Path, kept: Kept) -> None:
        self._parameters, self._stage, self._kept = parameters, work / "stage", kept
        self._surroundings = hash_surroundings()
        self._keys = {source: hash_execution(source, parameters, self._surroundings) for source in sources}
        self.key = hash_reading(parameters, self._surroundings)
        self.todo: list[tuple[Path, Path]] = []
        for source, key in self._keys.items():
            target, executed = self._stage / source.name, self._kept.take(key)
            if executed is None:
                self.todo.append((source, work / "executed" / source.name))
                # Sphinx wants to know of every page before it reads the first.
                target.touch()
            else:
                stage_kept(executed, source, target)
            # It is not to go by times.
            os.utime(target, (0, 0))

    def are_current(self) -> bool:
        """Whether what all chapters are made from is as it was at first."""
        return hash_surroundings() == self._surroundings

    def finish(self) -> None:
        """Stage what was executed, and keep it, unless what it is made from was changed meanwhile."""
        for _, executed in self.todo:
            stage_executed(executed, self._stage / executed.name)
        if not self.are_current():
            return
        for source, executed in self.todo:
            if hash_execution(source, self._parameters, self._surroundings) == self._keys[source]:
                self._kept.keep((self._stage / executed.name).read_bytes(), self._keys[source])
        self._kept.forget_unused()

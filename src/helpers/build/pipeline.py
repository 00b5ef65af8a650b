"""The making of a book: chapters executed and staged, written as web pages and PDF, and swapped in as a whole."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from helpers.base.errors import VaerestederError
from helpers.base.own_folders import make_folder, own_folder, remove_folder
from helpers.base.swap import recover, swap_in
from helpers.book.build_context import Build
from helpers.book.contents import chapter_title, edition_toc, staged_chapters
from helpers.build.execution.executor import Wait, executing
from helpers.build.fingerprint import hash_inputs, hash_surroundings
from helpers.build.manifest import write_manifest
from helpers.build.progress import Progress
from helpers.build.staging import StagedChapters
from helpers.survey.edition import load_edition

_PAGES = "Webbogen og PDF'en"


def make_book(edition: str, responses: str, folder: Path, say: Callable[[str], object]) -> tuple[str, ...]:
    """What the review of an edition came to, whose book is made and swapped in.

    What is kept of an earlier build is not made again. Raises VaerestederError where data, a chapter or the book has a
    fault.
    """
    return EditionBuild(edition, responses, folder, say).make()


class EditionBuild(Build):
    """The making of an edition's book in the folder of all books, of which Sphinx is one step.

    The chapters are at work while Sphinx is set up; it waits for them before it reads the first.
    """

    _wait: Wait

    def __init__(self, edition: str, responses: str, folder: Path, say: Callable[[str], object]) -> None:
        self._edition, self._responses, self._folder = edition, responses, folder
        self._work, self._kept = folder / ".work" / edition, folder / ".work" / f"cache-{edition}"
        # A build that was killed may have left the old book there.
        recover(self._work / "published", folder / edition)
        make_folder(self._work)
        make_folder(self._work / "published")
        (self._work / "stage").mkdir()
        own_folder(self._kept)
        described = load_edition(edition)
        toc = edition_toc(described)
        (self._work / "stage" / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
        self._parameters, surroundings = {"edition": edition, "responses": responses}, hash_surroundings()
        self._inputs = hash_inputs(self._parameters, surroundings)
        super().__init__(self._kept, self._inputs)
        executed = self.cache("chapters")
        self._chapters = StagedChapters(
            staged_chapters(described), self._parameters, surroundings, self._work, executed
        )
        self._titles = [chapter_title(chapter) for chapter, _ in self._chapters.todo]
        self._steps = Progress([*self._titles, _PAGES], folder / ".work" / f"durations-{edition}.json", say)

    def make(self) -> tuple[str, ...]:
        """Make the book, put it in the place of the old one, and say what its review came to."""
        with _garbage_left(), executing(self._chapters.todo, self._parameters) as self._wait:
            # Here, so that they are imported while the chapters are at work.
            import helpers.book.import_myst_nb  # noqa: F401 - before whatever else imports MyST-NB or nbformat
            from helpers.build.sphinx_build import write_book

            try:
                summary = write_book(self._edition, self._responses, self._work, self._folder, self)
            finally:
                self.end()
                if changed := hash_inputs(self._parameters, hash_surroundings()) != self._inputs:
                    # What was made meanwhile may be made from this and from that.
                    remove_folder(self._kept)
        if changed:
            raise VaerestederError(
                f"Svar, kapitler eller indstillinger blev ændret, mens udgaven {self._edition} blev bygget, og bogen "
                "ville være lavet af både det gamle og det nye. Den, der var bygget, står, som den var. Byg igen."
            )
        write_manifest(self._work / "published", self._parameters, staged_chapters(load_edition(self._edition)))
        swap_in(self._work / "published", self._folder / self._edition)
        self._steps.finish()
        return summary

    def wait_for_chapters(self) -> None:
        """Return when all chapters are executed and staged; raises VaerestederError with the first fault of one."""
        self._wait(lambda number: self._steps.begin(self._titles[number]))
        self._chapters.finish()
        self._steps.begin(_PAGES)


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

"""The making of a book: chapters executed and staged, written as web pages and PDF, and swapped in as a whole."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

from helpers.chapters import chapter_title, edition_toc, staged_chapters
from helpers.edition import load_edition
from helpers.execution import executing
from helpers.execution.kept import forget, keep, take
from helpers.inputs import hash_execution, hash_surroundings
from helpers.progress import Progress
from helpers.swap import swap_in

_PAGES = "Webbogen og PDF'en"


def make_book(edition: str, responses: str, folder: Path, say: Callable[[str], object]) -> None:
    """Make the book of an edition, but for chapters whose outputs are kept, and swap it in.

    Raises VaerestederError where data, a chapter or the book has a fault.
    """
    work = folder / ".work" / edition
    shutil.rmtree(work, ignore_errors=True)
    stage, published = work / "stage", work / "published"
    for new in (stage, published):
        new.mkdir(parents=True)
    toc = edition_toc(load_edition(edition))
    (stage / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
    parameters = {"edition": edition, "responses": responses}
    chapters = _Chapters(staged_chapters(toc), parameters, stage, folder / ".work" / f"executed-{edition}")
    titles = [chapter_title(chapter) for chapter in chapters.todo]
    steps = Progress([*titles, _PAGES], folder / ".work" / f"durations-{edition}.json", say)
    with executing([(chapter, stage / chapter.name) for chapter in chapters.todo], parameters) as wait:
        # Here, so that it is imported while the chapters are at work.
        from helpers import writing

        facts = writing.load_checked_facts(edition, responses)
        writing.prepare()
        wait(lambda number: steps.begin(titles[number]))
    chapters.keep()
    steps.begin(_PAGES)
    writing.write_book(facts, responses, stage, published, folder)
    swap_in(published, folder / edition)
    steps.finish()


class _Chapters:
    """The chapters of an edition; those whose outputs are kept from before lie in the stage already.

    `todo` are the others.
    """

    def __init__(self, sources: Sequence[Path], parameters: Mapping[str, str], stage: Path, kept: Path) -> None:
        self._parameters, self._stage, self._kept = parameters, stage, kept
        self._surroundings = hash_surroundings()
        self._keys = {source: hash_execution(source, parameters, self._surroundings) for source in sources}
        self.todo = [source for source in sources if not take(kept, self._keys[source], source, stage / source.name)]

    def keep(self) -> None:
        """Keep what was executed, unless what it is made from was changed meanwhile."""
        if hash_surroundings() != self._surroundings:
            return
        for source in self.todo:
            if hash_execution(source, self._parameters, self._surroundings) == self._keys[source]:
                keep(self._kept, self._keys[source], self._stage / source.name)
        forget(self._kept, others_than=set(self._keys.values()))

"""Text that means something to a program, in all that a person writes for an edition: it is shown as it was written.

A small project is built from it with the commands of the program: fields of edition.yml, wordings, corrections and
their reasons, why an edition went out, the names of exports and of themes; then the site is put together.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from foreign_markup import TEXTS
from small_project import SmallProject

from helpers.base.plain_text import known_to_xml
from helpers.survey.text_themes import load_themes
from trust.attacked import Attacked, times
from trust.test_markup import seen, shape

pytestmark = pytest.mark.trust
# So many in one field as stand beside each other in a book that can be built in a few seconds.
BATCH = 30
SHORT = tuple(text for text in TEXTS if len(text) < 200)
RECORDS = """
import sys
from datetime import date
from helpers.editions.corrections import Correction, Moved, save_corrections
from helpers.editions.published_despite import Despite, save_despite
from helpers.survey.edition import load_edition
texts = eval(sys.stdin.read())
edition = load_edition("2026")
figures = lambda text: (Moved("organisationsform.kommunal", text, text, text, text),)
save_corrections(edition, [Correction(date(2026, 5, 1), text, figures(text)) for text in texts])
save_despite(edition, [Despite(date(2026, 5, 1), text, (text,)) for text in texts])
"""


def joined(texts: Sequence[str]) -> str:
    """Many texts in one line of a settings file, of which each is found again."""
    return " ; ".join(" ".join(known_to_xml(text).split()) for text in texts)


def marked_project(folder: Path, texts: Sequence[str]) -> SmallProject:
    """A project of which all that a person writes beside the chapters is foreign text."""
    project = Attacked(folder)
    words = joined(texts)
    described = ("title", "subtitle", "publisher", "period", "notice", "short_notice")
    project.add_edition("2026", disclosure="ingen", **dict.fromkeys(described, words))
    path = project.data / "questionnaire.yml"
    asked = yaml.safe_load(path.read_text(encoding="utf-8"))
    question = asked["spoergsmaal"]["organisationsform"]
    question["ordlyd"] = {2024: question["ordlyd"], 2026: words}
    for key, text in zip(("selvejende", "kommunal", "brugerdrevet"), (texts[0], texts[1], words), strict=True):
        question["svar"][key] = {2024: question["svar"][key], 2026: known_to_xml(text)}
    path.write_text(yaml.safe_dump(asked, allow_unicode=True, sort_keys=False), encoding="utf-8")
    code = RECORDS.replace("eval(sys.stdin.read())", repr([known_to_xml(text) for text in texts]))
    project.python(code)
    return project


def built_pages(project: SmallProject) -> dict[str, str]:
    """The pages of the site that was built of the project, and of its book."""
    for command in (["build", "2026"], ["site"]):
        done = project.run(*command)
        assert done.returncode == 0, done.stdout
        assert not [line for line in done.stdout.splitlines() if "WARNING" in line or "Traceback" in line]
    site = project.folder / "_build" / "site"
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def batches() -> list[int]:
    return list(range(0, len(SHORT), BATCH))[: times(1000, 2)]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    texts = [f"Ja {number}" for number in range(BATCH)]
    return built_pages(marked_project(tmp_path_factory.mktemp("egen") / "projekt", texts))


@pytest.mark.parametrize("start", batches())
def test_what_a_person_writes_is_shown_and_is_nothing_else(
    start: int, harmless: dict[str, str], tmp_path: Path
) -> None:
    texts = SHORT[start : start + BATCH]
    pages = built_pages(marked_project(tmp_path / "projekt", texts))
    assert pages.keys() == harmless.keys()
    for name, page in pages.items():
        assert shape(page)[0] <= shape(harmless[name])[0], name
        assert shape(page)[1] <= shape(harmless[name])[1], name
    for name in ("index.html", "2026/index.html", "2026/rettelser.html"):
        told = seen(BeautifulSoup(pages[name], "html.parser").get_text(" "))
        lost = [text for text in texts if seen(" ".join(text.split())) not in told]
        assert lost == [], name


def test_the_name_of_an_export_is_only_a_name(tmp_path: Path) -> None:
    project = SmallProject(tmp_path / "projekt")
    export = "Hvilken kommune ligger værestedet i?;Hvor mange timer?\nOdense;37,5\n"
    (away := tmp_path / "væk").mkdir()
    named = [" ".join(text.split()).replace("/", "").replace("\x00", "") for text in SHORT]
    named = [name for name in named if len(name.encode("utf-8", "replace")) < 180 and name.isprintable()]
    for number, name in enumerate(named[:: max(1, len(named) // times(200, 4))]):
        file = away / f"{name}.csv"
        file.write_text(export, encoding="utf-8")
        before = {path.name for path in project.folder.rglob("*")}
        for command in ("check", "new"):
            done = project.run(command, str(2030 + number % 60), "--data", str(file))
            assert done.returncode in (0, 1), done.stdout
            assert "Traceback" not in done.stdout
            assert "gik i stå" not in done.stdout
        added = {path.name for path in project.folder.rglob("*")} - before
        assert not [each for each in added if name in each], "nothing in the project is called as it"


def test_the_name_of_a_theme_is_shown_as_it_was_written(tmp_path: Path) -> None:
    for number, text in enumerate(SHORT):
        label = " ".join(known_to_xml(text).split())
        path = tmp_path / f"themes{number}.yml"
        name = yaml.safe_dump({"navn": label}, allow_unicode=True, width=1000).strip()
        path.write_text(f"styrker:\n  rum:\n    {name}\n    ord: |\n      rummelig*\n", encoding="utf-8")
        [theme] = load_themes(path, ["styrker"])["styrker"]
        assert seen(theme.label) == seen(label)

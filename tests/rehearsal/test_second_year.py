"""The year is walked from the questionnaire to the colleague who goes on, by uv alone, and 2024 is what it was."""

import csv
import re
from pathlib import Path

import pymupdf
import pytest

from rehearsal import mistakes
from rehearsal.second_year import UV, Year, pages, stored_outputs, walk

pytestmark = [
    pytest.mark.rehearsal,
    pytest.mark.xdist_group("second year"),
    pytest.mark.skipif(not Path(UV).is_file(), reason="uv er ikke installeret: `make setup-dev` lægger det i .venv"),
]


PDF = "vaeresteder-2024.pdf"


def printed(pdf: bytes) -> str:
    """What a PDF says, but for the commit that it was made of."""
    text = "\n".join(page.get_text() for page in pymupdf.open(stream=pdf))
    return re.sub(r"\bcommit [0-9a-f]{40}(?:, med\s+ændringer, der ikke er i\s+historikken)?", "", text)


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return walk(tmp_path_factory.mktemp("Væresteder æ"))


def test_few_commands_are_typed_and_few_places_edited(year: Year) -> None:
    typed, edited = year.person.commands, year.person.edits
    published = typed.index("publish 2026", typed.index("review 2026 --laest alle")) + 1
    assert published <= 15, typed[:published]
    assert sum(file.endswith(".yml") for file in edited) <= 12
    assert sum(file.endswith(".ipynb") for file in edited) <= 6


def test_no_more_is_refused_than_what_is_not_ready(year: Year) -> None:
    # The export with its faults, and with what is to be decided; chapters with holes; nothing read; a number moved.
    assert [words.split()[0] for words in year.person.refused] == ["check", "check", "review", "publish", "publish"]
    assert year.colleague.refused == ["doctor"]


def test_each_mistake_in_the_workbook_is_told_with_its_cell(year: Year) -> None:
    lines = year.said["check"].splitlines()
    for mistake in mistakes.CELLS:
        of_row = [line for line in lines if f"række {mistake.row}," in line and mistake.heading[:20] in line]
        assert [mistake.told in line for line in of_row] == ([True] if mistake.told else []), (mistake, of_row)
    assert any("Navn og kommune er de samme som i række 30" in line for line in lines)
    assert any("er ikke markeret" in line for line in lines)
    assert any("række 83" in line for line in lines), "the row with the sum"


def test_what_the_year_asks_otherwise_is_told_before_it_is_asked(year: Year) -> None:
    told = "1 ny (afvist), 1 ændret (gennemsnitsalder), 1 udgået (mere_viden), 1 nyt svar (faglig_sparring.kvartalsvis)"
    assert told in year.said["doctor"]


def test_no_hole_and_no_sentence_that_its_numbers_break(year: Year) -> None:
    site = year.person.folder / "_build" / "site"
    for edition in ("2024", "2026"):
        read = {path.name: path.read_text(encoding="utf-8") for path in (site / edition).glob("*.html")}
        assert len(read) > 15
        assert [name for name, page in read.items() if "[Konklusionen fra" in page] == []
    with (year.person.folder / "_build" / "2026" / "claims.csv").open(encoding="utf-8", newline="") as file:
        broken = [claim for claim in csv.DictReader(file) if claim["state"] == "broken"]
    assert broken, "the answers were invented so that sentences of 2024 no longer hold"
    text = " ".join((site / "2026" / f"{claim['page']}.html").read_text("utf-8") for claim in broken)
    assert [claim["sentence"] for claim in broken if claim["sentence"] in text] == []
    assert "tabel-afvist" in (site / "2026" / "analysedel-2.html").read_text("utf-8")


def test_the_2024_book_is_byte_for_byte_what_it_was(year: Year) -> None:
    year.person("build", "2024")
    after = pages(year.person.folder / "_build" / "2024")
    assert len(year.before) > 80
    # The colophon of the PDF names the commit, and the year has made two.
    assert {name for name in {*year.before, *after} if year.before.get(name) != after.get(name)} <= {PDF}
    assert printed(year.before[PDF]) == printed(after[PDF])


def test_on_the_site_each_page_of_2024_differs_by_the_switch_and_where_the_pdf_lies(year: Year) -> None:
    site = year.person.folder / "_build" / "site" / "2024"
    changed = {}
    for name, content in year.before.items():
        if name.startswith("html/") and name.endswith(".html") and (site / name[5:]).is_file():
            was, now = (text.decode("utf-8").splitlines() for text in (content, (site / name[5:]).read_bytes()))
            changed[name] = [line for line in (set(now) - set(was)) if line.strip()]
    assert len(changed) > 15
    other = {
        line
        for lines in changed.values()
        for line in lines
        if not re.match(r" *<(?:nav class=\"editions\"|a class=\"download\")", line)
    }
    assert other == set()


def test_after_run_all_and_save_no_number_of_the_unpublished_edition_is_in_the_project(year: Year) -> None:
    shown, stored = year.leaks
    assert len(shown) > 5, "the chapter showed numbers that stood nowhere"
    assert stored == set()
    now = dict(stored_outputs(year.person.folder))
    assert {name for name, outputs in year.outputs.items() if now[name] != outputs} == set()


def test_a_correction_needs_a_reason_and_stands_on_its_page(year: Year) -> None:
    assert "Sig hvorfor: vaeresteder publish 2026 --reason" in year.said["moved"]
    corrections = year.person.folder / "_build" / "site" / "2026" / "rettelser.html"
    assert "Et værested har rettet sit timetal." in corrections.read_text(encoding="utf-8")


def test_the_colleague_is_told_what_is_missing_and_goes_on_with_the_same_answers(year: Year) -> None:
    assert "Læg nøglen fra din (eller din kollegas) kopi" in year.said["colleague"]
    data = [person.folder / "data" / "2026" / "responses.csv" for person in (year.person, year.colleague)]
    assert data[0].read_bytes() == data[1].read_bytes()
    assert year.colleague.git("status", "--short", "notebooks", "data/2024", "data/questionnaire.yml") == ""


def test_git_has_the_edition_and_no_answers(year: Year) -> None:
    kept = year.person.git("ls-files", "data/2026").split()
    assert {"data/2026/facts.csv", "data/2026/laest.yml", "data/2026/edition.yml"} <= set(kept)
    assert not [name for name in kept if name.endswith(("responses.csv", "codebook.csv", "doubts.csv"))]
    assert year.person.git("status", "--short").split("\n")[:-1] == ["?? skema.xlsx"]

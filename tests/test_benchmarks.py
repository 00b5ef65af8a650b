"""What the benchmark writes: the other programs' books have this book's tables and charts, and no result is lost."""

import csv
import json
import re
from pathlib import Path

import pytest
from other_books import plain, shown, write_myst, write_rmd
from project import Measured
from results import merge, section
from run import CASES

from helpers.book.contents import list_chapters

CHAPTERS = list_chapters("2024")


def cells(chapter: Path) -> list[dict]:
    return json.loads(chapter.read_text(encoding="utf-8"))["cells"]


@pytest.fixture(scope="module")
def rmd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bookdown")
    (folder / "facts.csv").write_text("id,tal\na,1\n", encoding="utf-8")
    write_rmd(CHAPTERS, folder / "facts.csv", folder / "bog", cache=False)
    return folder / "bog"


def test_bookdown_has_every_chapter_table_and_chart_and_the_numbers_as_this_book_shows_them(rmd: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in rmd.glob("*.Rmd")]
    assert len(texts) == len(CHAPTERS)
    described = [found for chapter in CHAPTERS for cell in cells(chapter) for found in shown(cell)]
    for kind, call in (("table", "kable"), ("figure", "bars")):
        wanted = [found["title"] for found in described if found["kind"] == kind]
        made = re.findall(rf'^{call}\(read\("c.*?"\)', "\n".join(texts), re.MULTILINE)
        assert len(made) == len(wanted) > 5
    numbers = {
        tuple(row) for path in (rmd / "numbers").glob("*.csv") for row in csv.reader(path.open(encoding="utf-8"))
    }
    for found in described:
        for row in (found if found["kind"] == "table" else found["numbers"])["rows"]:
            assert any(
                line[: 1 + len(row["cells"])] == (row["label"], *(c["text"] for c in row["cells"])) for line in numbers
            )


def test_myst_has_the_chapters_with_their_code_and_no_outputs(tmp_path: Path) -> None:
    write_myst(CHAPTERS, tmp_path / "bog")
    for chapter in CHAPTERS:
        made = cells(tmp_path / "bog" / chapter.name)
        code = [cell for cell in made if cell["cell_type"] == "code"]
        assert [cell["source"] for cell in code] == [c["source"] for c in cells(chapter) if c["cell_type"] == "code"]
        assert not any(cell["outputs"] for cell in code)
        assert not re.search(r"\{[\w-]+\}`", "".join("".join(c["source"]) for c in made if c["cell_type"] != "code"))


def test_prose_is_made_plain() -> None:
    prose = "(maal)=\n{.form}\n:::{admonition} Kort\n:class: kort\n{term}`Stedet <Sted>` har {fact}`a.b antal`.\n:::\n"
    assert plain(prose) == "Stedet har a.b antal.\n"


def turns(*pairs: tuple[float, float]) -> list[dict[str, Measured]]:
    return [{"usual": Measured(usual, 1, 100), "ours": Measured(ours, 2, 200)} for usual, ours in pairs]


def test_ratios_are_medians_of_the_ratios_within_a_turn() -> None:
    made = section("cold", ["5 turns"], turns((10, 1), (20, 4), (10, 3)), ["usual", "floor"], {"MyST": "not installed"})
    assert "| ours | 3.0 | 2.0 | 200 | **0.200** (0.100–0.300) | **2.000** (2.000–2.000) |" in made
    assert "| usual | 10.0 | 1.0 | 100 | – | – |" in made
    assert made.endswith("Not measured: MyST: not installed.\n")


def test_what_nobody_told_is_a_dash() -> None:
    untold = [{"usual": Measured(1, 1, 1), "MyST": Measured(3, None, None)}]
    assert "| MyST | 3.0 | – | – | **3.000** (3.000–3.000) | – |" in section("cold", [], untold, ["usual"], {})


def test_cases_that_are_not_measured_again_stay_as_they_were() -> None:
    old = {case: section(case, ["old"], turns((1, 1)), ["usual"], {}) for case in ("cold", "changed", "gone")}
    order = ["cold", "changed"]
    before = merge("", old, [*order, "gone"])
    after = merge(before, {"changed": section("changed", ["new"], turns((2, 1)), ["usual"], {})}, order)
    assert re.findall(r"^## (.*)\n\n- (.*)$", after, re.MULTILINE) == [("cold", "old"), ("changed", "new")]
    assert merge(after, {}, order) == after


def test_each_case_is_held_against_ways_of_its_own() -> None:
    for case in CASES.values():
        assert case.yardsticks[0] in case.ways
        assert set(case.yardsticks) <= set(case.ways)
        assert set(case.setup) <= {way.place for way in case.ways.values()}

"""A CSV file is read strictly: what is broken is refused with its row, and no answer is lost without a word."""

from pathlib import Path

import pytest

from helpers.base.errors import DataError
from helpers.intake.formats.csv_file import read_delimited
from helpers.intake.formats.detect import read_export
from helpers.survey.questionnaire import Questionnaire

FILE = Path("svar.csv")
NAMES = [f"Spørgsmål {number}?" for number in range(1, 13)]


def line(*cells: str, delimiter: str = ";") -> str:
    return delimiter.join([*cells, *["x"] * (12 - len(cells))]) + "\r\n"


HEAD = line(*NAMES)
WHOLE = HEAD + "".join(line(f"sted {number}", "et svar") for number in range(1, 9))


def read(text: str) -> list[tuple[int, tuple[str, ...]]]:
    return list(read_delimited(text.encode(), FILE)[0].rows)


REFUSED = {
    "opened, never closed, no mark after": (
        HEAD + line("a") + line("b", '"Her er ro') + line("c"), r"række 3: Et anførselstegn .* foran \"Her er ro\"",
    ),
    "opened, never closed, marks after": (
        HEAD + line("a", '"Her er ro') + line("b", '"ja; nej"') + line("c"), "række 2: Et anførselstegn",
    ),
    "opened, and met by a mark that stands alone": (
        HEAD + line("a", '"Her er ro') + line('5"', "b") + line("c"), "række 2: ",
    ),
    "closed by a curly mark": (HEAD + line("a", '"Her er ro”') + line("b"), "række 2: Et anførselstegn"),
    "a mark in the middle": (HEAD + line("a", '"Huset" er godt') + line("b"), "række 2: Et anførselstegn"),
    "cut off within an answer": (
        WHOLE + 'sted 9;"Der er', r"række 10: Filen slutter midt i et svar: \"Der er\"",
    ),
    "cut off within an answer of several lines": (WHOLE + 'sted 9;"Der er\r\naltid', "række 10: Filen slutter midt i"),
    "cut off between answers": (WHOLE + "sted 9;ja;nej", "række 10: Der er 3 felter, men 12 .* hent den igen"),
    "a short row": (HEAD + line("a") + "b;c\r\n" + line("d"), r"række 3: Der er 2 felter, men 12 .*linje 3"),
    "a long row": (HEAD + line("a") + line("b")[:-2] + ";y\r\n" + line("c"), "række 3: Der er 13 felter"),
    "a heading that is missing": (WHOLE.removeprefix("Spørgsmål 1?;"), "Overskrifterne har 11 felter"),
    "a heading too many": ("Nyt?;" + WHOLE, "Overskrifterne har 13 felter"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_whole_is_refused_with_its_row(name: str) -> None:
    text, told = REFUSED[name]
    with pytest.raises(DataError, match=f"svar.csv, (?s:.*){told}|svar.csv, række 1: {told}"):
        read(text)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ('"en linje\r\nog en til"', "en linje\r\nog en til"),
        ('"a;b"', "a;b"),
        ('"Huset ""Solen"""', 'Huset "Solen"'),
        ('27" skærm', '27" skærm'),
        ("“krøllede”", "“krøllede”"),
        ('""', ""),
    ],
)
def test_a_whole_answer_is_read_whatever_it_holds(cell: str, answer: str) -> None:
    rows = read(HEAD + line("a", cell) + line("b"))
    assert [cells[1] for _, cells in rows[1:]] == [answer, "x"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("title", ["", "Undersøgelse 2026\r\n", "Svar, hentet i marts\r\n\r\n"])
def test_titles_of_a_few_fields_stand_above_the_headings(delimiter: str, title: str) -> None:
    rows = read(title + WHOLE.replace(";", delimiter))
    assert [cells[0] for _, cells in rows[-8:]] == [f"sted {number}" for number in range(1, 9)]
    assert len(rows) == 9 + bool(title)


def test_excels_own_first_line_names_the_delimiter() -> None:
    assert len(read("sep=|\r\n" + WHOLE.replace(";", "|"))[0][1]) == 12


def test_blank_columns_at_the_end_need_no_delimiters() -> None:
    rows = read("a;b;;\r\n1;2\r\n3;4\r\n5;6;;\r\n")
    assert [cells[:2] for _, cells in rows] == [("a", "b"), ("1", "2"), ("3", "4"), ("5", "6")]


BROKEN = {
    "UTF-8 read as Windows-1252": lambda text: text.encode().decode("cp1252"),
    "the letters of DOS": lambda text: text.encode("cp865").decode("cp1252", "replace"),
    "the letters of an old Mac": lambda text: text.encode("mac_roman").decode("cp1252", "replace"),
    "letters lost": lambda text: text.encode("ascii", "replace").decode(),
    "letters replaced": lambda text: text.replace("æ", "\ufffd"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_letters_that_an_encoding_has_broken_are_told(name: str, tmp_path: Path, questionnaire: Questionnaire) -> None:
    texts = [q.text for q in questionnaire.questions.values() if q.kind == "text"]
    path = tmp_path / "svar.csv"
    path.write_text(BROKEN[name](f"{';'.join(texts)}\n{';'.join('x' for _ in texts)}\n"), encoding="utf-8")
    with pytest.raises(DataError, match=r"celle [A-Z]1: Bogstaverne æ, ø og å er ødelagt .*tegnkodning"):
        read_export(path, questionnaire)

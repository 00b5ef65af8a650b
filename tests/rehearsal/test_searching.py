"""The search for what must not be published: it finds a text in every kind of file, so that silence means something."""

import gzip
import json
from pathlib import Path

import openpyxl
import pytest
import typst

from rehearsal.answers import Answers
from rehearsal.people import Contact
from rehearsal.searching import search, secrets_of, told

NAME = "Værestedet Mågestjernen 7"


def page(path: Path) -> None:
    path.write_text("<p>Besøg V&aelig;restedet M&#229;ge\u00adstjernen\u00a07</p>", encoding="utf-8")


def notebook(path: Path) -> None:
    path.write_text(json.dumps({"outputs": [f"i {NAME}\nog"]}))


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([NAME])
    book.save(path)


def pdf(path: Path) -> None:
    path.write_bytes(typst.compile(f"Vi var i {NAME} i går.".encode()))


def packed(path: Path) -> None:
    path.write_bytes(gzip.compress(NAME.encode()))


def table(path: Path) -> None:
    path.write_text(f"id;navn\n1;{NAME}\n", encoding="utf-16")


@pytest.mark.parametrize("write", [page, notebook, workbook, pdf, packed, table], ids=lambda write: write.__name__)
def test_a_planted_name_is_found(tmp_path: Path, write: object) -> None:
    (tmp_path / "inde").mkdir()
    write(tmp_path / "inde" / "fil")  # type: ignore[operator]
    assert search(tmp_path, [NAME]) == [f"inde/fil: {NAME}"]
    assert search(tmp_path, ["Varmestuen Ravgyngen 8"]) == []


def test_a_name_in_what_a_command_says_is_found() -> None:
    assert told(f"Rækken om {NAME.upper()} er tom.", [NAME]) == [NAME]
    assert told("Rækken er tom.", [NAME]) == []


def test_what_is_released_is_no_secret_and_all_else_is(questionnaire: object) -> None:
    contact = Contact("Café Ravgyngen 3", "Isolde Skovhede", "isolde@ravgyngen3.example")
    rows = [{"styrker": "Det her må alle gerne læse."}] * 5 + [{"styrker": "Det her er kun til jer. Hilsen os"}]
    secrets = secrets_of(Answers(questionnaire, rows, contacts=[contact]))  # type: ignore[arg-type]
    assert secrets == {
        "Café Ravgyngen 3",
        "Ravgyngen",
        "Isolde Skovhede",
        "isolde@ravgyngen3.example",
        "ravgyngen3.example",
        "Det her er kun til jer.",
        "Det her er kun til jer. Hilsen os",
    }

"""The questionnaire as a workbook: out, changed as a person or a spreadsheet changes it, and in again."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from helpers.base.errors import DataError, VaerestederError
from helpers.intake.form.form_rows import ENDED, QUESTIONS
from helpers.intake.form.form_update import FormUpdate, update_questionnaire
from helpers.intake.form.form_workbook import write_form
from helpers.survey.asked_record import ASKED, asked_text
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.questionnaire_file import read_questionnaire

SMALL = """\
# Skemaet, som foreningen sendte ud.
temaer:
  rammer: Rammer og vilkår   # det første tema
  andet: "Andet: resten"

spoergsmaal:
  form:
    tema: rammer
    slags: et_svar
    # Ordlyden er foreningens.
    ordlyd: Hvordan er stedet organiseret?
    svar:
      selvejende: Selvejende
      kommunal: Kommunalt drevet  # fra 2019

  vaerter:
    tema: rammer
    slags: antal
    ordlyd: Hvor mange værter har I?
    note: >-
      Først en linje,
      så en til.
    enhed: personer
    muligt: [0, 500]
    saedvanligt:
      unge: [0, 15]
    punkter: &folk
      unge: Unge
      gamle: 56-68 år
  timer:
    tema: rammer
    slags: timer
    ordlyd: Hvor mange timer?
    saedvanligt: [0, 380]
    punkter: *folk

  ros:
    tema: andet
    slags: fritekst
    ordlyd: 'Hvad er "godt", og hvad er skidt?'
    privat: ja

# Hvad der tælles.
opdelinger:
  vaerter: form
grupper:
  form: {af: form, medlemmer: {selvejende: Selvejende, kommunal: Kommunale}}
"""


class Form:
    """A small questionnaire of which 2024 is published, and its workbook."""

    def __init__(self, folder: Path, text: str = SMALL) -> None:
        self.questionnaire, self.path = folder / "questionnaire.yml", folder / "skema.xlsx"
        self.questionnaire.write_text(text, encoding="utf-8")
        (folder / "2024").mkdir()
        published = asked_text(read_questionnaire(self.questionnaire), "2024")
        (folder / "2024" / ASKED).write_text(published, encoding="utf-8")
        write_form(self.path, self.questionnaire)
        self.book = openpyxl.load_workbook(self.path)

    def sheet(self, name: str) -> Worksheet:
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def row(self, sheet: str, *begins: str) -> int:
        """The number of the last row that begins so."""
        rows = self.sheet(sheet).iter_rows(max_col=len(begins), values_only=True)
        return max(number for number, cells in enumerate(rows, start=1) if cells == begins)

    def put(self, sheet: str, row: int, **cells: object) -> None:
        headings = [cell.value for cell in self.sheet(sheet)[1]]
        for heading, value in cells.items():
            self.sheet(sheet).cell(row, headings.index(heading) + 1).value = value  # type: ignore[assignment]

    def add(self, sheet: str, after: int, **cells: object) -> None:
        self.sheet(sheet).insert_rows(after + 1)
        self.put(sheet, after + 1, **cells)

    def read(self) -> FormUpdate:
        self.book.save(self.path)
        return update_questionnaire(self.path, self.questionnaire)

    def refused(self) -> str:
        with pytest.raises(DataError) as caught:
            self.read()
        assert self.questionnaire.read_text(encoding="utf-8") == SMALL
        assert [path.name for path in self.questionnaire.parent.glob(".*")] == []
        return str(caught.value)

    @property
    def text(self) -> str:
        return self.questionnaire.read_text(encoding="utf-8")


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return Form(tmp_path)


def test_without_a_change_not_a_byte_is_another(form: Form) -> None:
    assert form.read() == FormUpdate((), changed=False)
    assert form.text == SMALL


def test_what_is_new_and_changed_is_written_and_all_else_stays(form: Form) -> None:
    form.add(QUESTIONS, form.row(QUESTIONS, "form"), nøgle="form", år=2026, ordlyd="Hvem ejer stedet?")
    form.add(
        QUESTIONS, form.row(QUESTIONS, "ros"), nøgle="Cafe", år="2026", ordlyd="Er der café, og er den åben? ",
        tema="Rammer og vilkår", slags="Et svar",
    )  # fmt: skip
    form.add(QUESTIONS, form.row(QUESTIONS, "timer"), nøgle="timer", år=2026, ordlyd="(Udgået)")
    last = form.row("svar", "timer", "gamle")
    form.add("svar", last, spørgsmål="vaerter", nøgle="boern", år=2026, ordlyd="Børn")
    form.add("svar", last + 1, spørgsmål="cafe", nøgle="ja", ordlyd="Ja")
    form.add("svar", last + 2, spørgsmål="cafe", nøgle="nej", ordlyd="Nej, slet ikke")
    assert form.read() == FormUpdate(
        ("Skemaet i 2026 mod 2024: 1 ny (cafe), 1 ændret (form), 1 udgået (timer), 1 nyt svar (vaerter.boern).",), True
    )
    before, now = SMALL.splitlines(), form.text.splitlines()
    assert [line for line in now if line not in before] == [
        '    ordlyd: {2024: "Hvordan er stedet organiseret?", 2026: "Hvem ejer stedet?"}',
        '      boern: {2026: "Børn"}',
        '    ordlyd: {2024: "Hvor mange timer?", 2026: }',
        "    punkter:",
        '      gamle: "56-68 år"',
        "  cafe:",
        '    ordlyd: {2026: "Er der café, og er den åben?"}',
        "      ja: Ja",
        '      nej: "Nej, slet ikke"',
    ]
    assert [line for line in before if line not in now] == [
        "    ordlyd: Hvordan er stedet organiseret?", "    ordlyd: Hvor mange timer?", "    punkter: *folk"
    ]  # fmt: skip
    asked = load_questionnaire("2026", form.questionnaire)
    assert [answer.label for answer in asked.answers("cafe")] == ["Ja", "Nej, slet ikke"]
    assert list(load_questionnaire("2024", form.questionnaire).questions) == ["form", "vaerter", "timer", "ros"]


def test_answers_that_questions_share_stay_shared_where_both_are_changed(form: Form) -> None:
    for question in ("timer", "vaerter"):
        form.add("svar", form.row("svar", question, "gamle"), spørgsmål=question, nøgle="boern", år=2026, ordlyd="Børn")
    form.read()
    assert form.text == SMALL.replace("56-68 år\n", '56-68 år\n      boern: {2026: "Børn"}\n')


def test_fields_are_added_changed_and_taken_away(form: Form) -> None:
    form.put(QUESTIONS, form.row(QUESTIONS, "vaerter"), enhed=None, kort="Værter", muligt_til=600, note="Kort: ny")
    form.put(QUESTIONS, form.row(QUESTIONS, "timer"), sædvanligt_fra=None, sædvanligt_til=None)
    form.put("temaer", 2, navn="Rammer")
    form.read()
    assert form.text == SMALL.replace("    enhed: personer\n", "").replace("[0, 500]", "[0, 600]").replace(
        "Hvor mange værter har I?\n", "Hvor mange værter har I?\n    kort: Værter\n"
    ).replace("note: >-\n      Først en linje,\n      så en til.", 'note: "Kort: ny"').replace(
        "    saedvanligt: [0, 380]\n", ""
    ).replace("Rammer og vilkår   #", "Rammer   #")


def _spoil(**cells: object) -> Callable[[Form], None]:
    return lambda form: form.put(QUESTIONS, form.row(QUESTIONS, "form"), **cells)


def _drop_answer(form: Form) -> None:
    form.sheet("svar").delete_rows(form.row("svar", "form", "kommunal"))


def _drop_question(form: Form) -> None:
    form.sheet(QUESTIONS).delete_rows(form.row(QUESTIONS, "ros"))


def _move(form: Form) -> None:
    first, second = form.row(QUESTIONS, "form"), form.row(QUESTIONS, "ros")
    rows = {row: [cell.value for cell in form.sheet(QUESTIONS)[row]] for row in (first, second)}
    for row, other in ((first, second), (second, first)):
        for cell, value in zip(form.sheet(QUESTIONS)[row], rows[other], strict=True):
            cell.value = value


def _date(form: Form) -> None:
    from datetime import date

    cell = form.sheet("svar").cell(form.row("svar", "form", "selvejende"), 4)
    cell.value, cell.number_format = date(2026, 5, 1), "dd-mm-yyyy"


SPOILED: dict[str, tuple[Callable[[Form], None], str]] = {
    "wording": (_spoil(ordlyd="En anden?"), 'række 2, kolonne "C, ordlyd": Der står "En anden?". 2024 er '
                'offentliggjort med ordlyden "Hvordan er stedet organiseret?". Sæt den tilbage'),
    "kind": (_spoil(slags="enkeltvalg"), 'række 2, kolonne "E, slags": Der står "enkeltvalg". Slagsen er en af: '),
    "kind-left-out": (_spoil(slags=None), 'kolonne "E, slags": Cellen er tom. Slagsen er en af'),
    "theme": (_spoil(tema="Ramer"), 'kolonne "D, tema": Der står "Ramer". Skriv et tema fra arket "temaer": rammer'),
    "year": (_spoil(år="snart"), 'kolonne "B, år": Der står "snart". Skriv et årstal med fire cifre'),
    "key": (_spoil(nøgle="Hvad nu?"), 'kolonne "A, nøgle": Der står "Hvad nu?". En nøgle for et spørgsmål har små'),
    "private": (_spoil(privat="måske"), 'kolonne "H, privat": Der står "måske". Skriv ja, eller lad cellen stå tom'),
    "number": (_spoil(muligt_fra="nul", muligt_til="3"), 'Der står "nul". Skriv et helt tal, f.eks. 12'),
    "limits": (_spoil(muligt_fra="5", muligt_til="3"), 'Der står "3". Det er mindre end muligt_fra, 5'),
    "limits-of-words": (_spoil(muligt_fra="1", muligt_til="3"), 'række 2: Spørgsmålet "form" har grænser, men er'),
    "answer-gone": (_drop_answer, 'ark "svar": Svaret "kommunal" på "form" var med i 2024, som er offentliggjort, og '
                    "er slettet. Sæt det ind igen (svar, række med spørgsmålet form, nøglen kommunal og ordlyden"),
    "question-gone": (_drop_question, 'Spørgsmålet "ros" var med i 2024'),
    "moved": (_move, '"ros" er flyttet. Det, der var der i forvejen, skal stå i samme rækkefølge: form, vaerter'),
    "date": (_date, 'ark "svar", række 2, kolonne "D, ordlyd": Der står "2026-05-01": Regnearket har gjort teksten til '
             "en dato. Giv cellen formatet Tekst, og skriv den igen."),
    "answer-of-nothing": (
        lambda form: form.add("svar", form.row("svar", "form", "kommunal"), spørgsmål="fomr", nøgle="x", ordlyd="X"),
        'kolonne "A, spørgsmål": Der står "fomr". Spørgsmålet står ikke på arket "spørgsmål". Skriv form.'),
    "answer-without-a-year": (
        lambda form: form.add("svar", form.row("svar", "form", "kommunal"), spørgsmål="form", nøgle="x", ordlyd="X"),
        'kolonne "C, år": Cellen er tom. Svaret var ikke med i 2024. Skriv det år, hvor det er nyt'),
    "answer-without-words": (
        lambda form: form.add("svar", form.row("svar", "form", "kommunal"), spørgsmål="form", nøgle="x", år=2026),
        "Cellen er tom. Skriv svarets ordlyd, eller (udgået)"),
    "question-without-a-year": (
        lambda form: form.add(QUESTIONS, form.row(QUESTIONS, "ros"), nøgle="ny", ordlyd="Nyt?", tema="andet",
                              slags="fritekst"),
        'ark "spørgsmål", række 6: Spørgsmålet "ny" blev ikke stillet i 2024. Skriv det år, hvor det er nyt'),
    "same-year-twice": (
        lambda form: form.add(QUESTIONS, form.row(QUESTIONS, "ros"), nøgle="ros", ordlyd="Igen?"),
        'række 6, kolonne "B, år": Cellen er tom. Der er allerede en række med samme nøgle og år. Det står også'),
    "once-told-twice": (
        lambda form: form.add(QUESTIONS, form.row(QUESTIONS, "ros"), nøgle="ros", år=2026, ordlyd="Ny?", slags="antal"),
        'Der står "antal". Det gælder spørgsmålet hvert år. Slet det her, og ret række 5.'),
    "heading": (lambda form: form.put(QUESTIONS, 1, ordlyd="ordlyden"), 'række 1, kolonne "C, ordlyden": Kolonnen '
                "kendes ikke"),
    "sheet": (lambda form: form.book.remove(form.sheet("svar")), 'ark "svar": Arket mangler; filen har "spørgsmål", '
              '"temaer", "vejledning"'),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_fault_is_told_with_its_place_and_what_to_write(form: Form, name: str) -> None:
    spoil, told = SPOILED[name]
    spoil(form)
    message = form.refused()
    assert message.splitlines()[1].startswith('skema.xlsx, ark "')
    assert told in message


def test_all_faults_are_told_at_once(form: Form) -> None:
    _spoil(slags="x", tema="y")(form)
    form.put("temaer", 3, navn=None)
    assert form.refused().startswith("3 fejl i data:\n")


def test_nothing_is_written_over_and_what_is_no_workbook_is_told(form: Form) -> None:
    with pytest.raises(VaerestederError, match="findes allerede"):
        write_form(form.path, form.questionnaire)
    form.path.write_text("spørgsmål\n", encoding="utf-8")
    with pytest.raises(DataError):
        update_questionnaire(form.path, form.questionnaire)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    form = Form(tmp_path, SMALL.replace("Selvejende\n", '"=1+1"\n', 1))
    cell = form.sheet("svar").cell(2, 4)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert form.read() == FormUpdate((), changed=False)


# Wordings as people write them, with everything that means something to YAML or to a spreadsheet.
WORDINGS = st.text("abcæøå ÆØÅ,:;-–'\"#{}[]&*!|>%@`?=+2056…", min_size=1, max_size=24).filter(
    lambda text: any(letter.isalpha() for letter in text) and text.strip() and text[0] not in "“”'\""
)


def _as_a_spreadsheet(heading: object, text: object) -> object:
    """What a spreadsheet makes of a text while somebody looks at it."""
    if not isinstance(text, str):
        return text
    if text.isdecimal():
        return int(text)
    if heading in ("nøgle", "spørgsmål", "slags", "privat"):
        return f"{text.capitalize()} "
    return f"{text.replace(chr(34), '”').replace('...', '…').replace(' - ', ' – ')}  "


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wordings=st.lists(WORDINGS, min_size=3, max_size=3), by_itself=st.booleans(), remark=st.sampled_from(["", "  # x"])
)
def test_what_only_a_spreadsheet_changed_writes_the_same_bytes(
    tmp_path: Path, wordings: list[str], by_itself: bool, remark: str
) -> None:
    from helpers.base.yaml_repair import quoted

    folder = tmp_path / uuid4().hex
    folder.mkdir()
    text = SMALL
    for was, now in zip(("Selvejende\n", "Unge\n", "Hvor mange timer?\n"), wordings, strict=True):
        text = text.replace(was, f"{quoted(now)}{remark}\n", 1)
    form = Form(folder, text)
    if by_itself:
        for name in (QUESTIONS, "svar", "temaer"):
            for row in form.sheet(name).iter_rows(min_row=2):
                for heading, cell in zip(form.sheet(name)[1], row, strict=True):
                    cell.value = _as_a_spreadsheet(heading.value, cell.value)  # type: ignore[assignment]
    assert form.read() == FormUpdate((), changed=False)
    assert form.text == text


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wording=WORDINGS)
def test_any_new_wording_is_read_as_it_was_written(tmp_path: Path, wording: str) -> None:
    folder = tmp_path / uuid4().hex
    folder.mkdir()
    form = Form(folder)
    form.add("svar", form.row("svar", "form", "kommunal"), spørgsmål="form", nøgle="ny", år=2026, ordlyd=None)
    cell = form.sheet("svar").cell(form.row("svar", "form", "ny"), 4)
    cell.value, cell.data_type = wording, "s"
    assert form.read().changed
    label = next(a.label for a in load_questionnaire("2026", form.questionnaire).answers("form") if a.key == "ny")
    assert label == " ".join(wording.split())
    assert [line for line in form.text.splitlines() if not line.startswith("      ny:")] == SMALL.splitlines()


def test_a_workbook_names_what_is_no_longer_asked(tmp_path: Path) -> None:
    form = Form(tmp_path, SMALL.replace("ordlyd: Hvor mange timer?", 'ordlyd: {2024: "Hvor mange timer?", 2026: }'))
    assert form.sheet(QUESTIONS).cell(form.row(QUESTIONS, "timer", "2026"), 3).value == ENDED
    assert form.read() == FormUpdate((), changed=False)

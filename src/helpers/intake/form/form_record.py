"""What an edited workbook says otherwise of years that are published: refused with the row to put right."""

from collections.abc import Mapping, Sequence
from typing import Any

from helpers.base.clock import today
from helpers.intake.form.form_reading import FormReader
from helpers.intake.form.form_rows import ANSWERS, ENDED, QUESTIONS, TEXT
from helpers.intake.form.form_sheets import FormRow
from helpers.survey.questionnaire_wordings import answers_of, held, name_is_lost


def check_published(reader: FormReader, wanted: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep a fault for each question or answer of a published year that is gone, changed or moved."""
    asked = wanted["questions"]
    _check_order(reader, QUESTIONS, "", list(reader.before["questions"]), list(asked))
    for year, questions in records.items():
        for key, was in questions.items():
            if key not in asked:
                told = f'{QUESTIONS}, række med nøglen {key} og ordlyden "{was["text"]}"'
                reader.sheets.fail(QUESTIONS, 0, "", _gone(f'Spørgsmålet "{key}"', year, told))
                continue
            _check_text(
                reader, reader.places[QUESTIONS, key], held(asked[key].get("text", ""), year), was["text"], year
            )
            _check_answers(reader, key, asked[key], was, year)
    for key, entry in asked.items():
        then = answers_of(reader.before["questions"].get(key, {}))
        _check_order(reader, ANSWERS, key, list(then), list(answers_of(entry)))


def _check_answers(reader: FormReader, key: str, entry: Mapping[str, Any], was: Mapping[str, Any], year: str) -> None:
    now = answers_of(entry)
    for answer, label in answers_of(was).items():
        if answer not in now:
            told = f'{ANSWERS}, række med spørgsmålet {key}, nøglen {answer} og ordlyden "{label}"'
            reader.sheets.fail(ANSWERS, 0, "", _gone(f'Svaret "{answer}" på "{key}"', year, told))
        elif not name_is_lost(label):
            _check_text(reader, reader.places[ANSWERS, key, answer], held(now[answer], year), label, year)
    for answer, told in now.items():
        if held(told, year) and answer not in answers_of(was) and key in reader.before["questions"]:
            row = reader.places[ANSWERS, key, answer]
            reader.sheets.fail_at(
                row, "år", f"Svaret var ikke med i {year}. Skriv det år, hvor det er nyt, {_next(year)}."
            )


def _check_text(reader: FormReader, row: FormRow, now: str, then: str, year: str) -> None:
    if now != then:
        reader.sheets.fail_at(row, TEXT, (
            f'{year} er offentliggjort med ordlyden "{then}". Sæt den tilbage, og skriv den nye på en række nedenunder '
            f"med samme nøgle og det år, den gælder fra, {_next(year)}."
        ))  # fmt: skip


def _check_order(reader: FormReader, sheet: str, owner: str, then: Sequence[str], now: Sequence[str]) -> None:
    """The order of what was there is that of every edition's tables."""
    kept = [key for key in now if key in then]
    before = [key for key in then if key in kept]
    moved = next((key for key, other in zip(kept, before, strict=True) if key != other), "")
    if moved:
        row = reader.places[(sheet, owner, moved) if owner else (sheet, moved)]
        reader.sheets.fail(sheet, row.number, "", (
            f'"{moved}" er flyttet. Det, der var der i forvejen, skal stå i samme rækkefølge: {", ".join(before)}.'
        ))  # fmt: skip


def _gone(what: str, year: str, told: str) -> str:
    return (
        f"{what} var med i {year}, som er offentliggjort, og er slettet. Sæt det ind igen ({told}); at det er udgået, "
        f"siges med en række til med samme nøgle, året {_next(year)} og ordlyden {ENDED}."
    )


def _next(year: str) -> str:
    return f"f.eks. {max(today().year, int(year) + 1)}"

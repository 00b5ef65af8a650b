"""`data/questionnaire.yml` brought to what an edited workbook says: all of it, or nothing and every fault."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers.base.errors import DataError, Fault, SlipError, VaerestederError
from helpers.base.paths import QUESTIONNAIRE
from helpers.base.whole_files import replace_whole
from helpers.base.yaml_io import decode, parse_yaml
from helpers.intake.form.form_reading import FormReader
from helpers.intake.form.form_record import check_published
from helpers.intake.form.form_rows import ANSWERS, QUESTIONS, form_rows
from helpers.intake.form.form_sheets import FormRow, read_sheets
from helpers.intake.form.yaml_edits import edited_text
from helpers.survey.questionnaire_changes import describe_changes, later_years
from helpers.survey.questionnaire_file import published_questions, read_questionnaire

_BOM = "\ufeff"


@dataclass(frozen=True)
class FormUpdate:
    """What a workbook changed: sentences about the years to come, and whether anything was."""

    told: tuple[str, ...]
    changed: bool


def update_questionnaire(form: Path, questionnaire: Path = QUESTIONNAIRE) -> FormUpdate:
    """What became of the questionnaire; it stays as it was where the workbook says nothing else.

    Raises DataError with every fault of the workbook, each with sheet, row and column, and SlipError where the
    questionnaire itself has slips.
    """
    before, records = read_questionnaire(questionnaire), published_questions(questionnaire)
    sheets = read_sheets(form)
    if sheets.faults:
        raise DataError(sheets.faults)
    reader = FormReader(sheets, before, min(records, default=""))
    wanted = reader.read()
    if not sheets.faults:
        check_published(reader, wanted, records)
    if sheets.faults:
        raise DataError(sheets.faults)
    parsed, text = parse_yaml(questionnaire), decode(questionnaire)
    assert isinstance(parsed.root, yaml.MappingNode)
    edited = edited_text(text, parsed.root, before, wanted)
    if edited == text:
        return FormUpdate((), changed=False)
    draft = questionnaire.with_name(f".{questionnaire.name}.{os.getpid()}.yml")
    try:
        replace_whole(draft, edited)
        try:
            now = read_questionnaire(draft)
        except SlipError as error:
            raise DataError(list(_in_sheets(error, draft, reader))) from error
        if form_rows(now) != form_rows({**now, **wanted}):
            raise VaerestederError(
                f"{questionnaire.name} har en form, hvor ændringerne ikke kan skrives. Skriv hvert felt og hvert svar "
                "på sin egen linje, og kør igen. Intet er ændret."
            )
        told = tuple(filter(None, (describe_changes(year, draft) for year in later_years(draft))))
    finally:
        draft.unlink(missing_ok=True)
    bom = _BOM if questionnaire.read_bytes().startswith(_BOM.encode()) else ""
    replace_whole(questionnaire, bom + edited)
    return FormUpdate(told, changed=True)


def _in_sheets(error: SlipError, draft: Path, reader: FormReader) -> Iterator[Fault]:
    """The slips of the questionnaire that the workbook makes, each at its row of the workbook."""
    rows = dict(_lines(draft, reader))
    for slip in error.faults:
        line = max((line for line in rows if line <= slip.row), default=0)
        row = rows.get(line)
        file = reader.sheets.path.name
        if row is None:
            yield Fault(file, 0, "", slip.message)
        else:
            yield Fault(f'{file}, ark "{row.sheet}"', row.number, "", slip.message)


def _lines(draft: Path, reader: FormReader) -> Iterator[tuple[int, FormRow | None]]:
    """The line of each question and answer, and its row in the workbook; after the questions there is none."""
    root = parse_yaml(draft).root
    for section, node in root.value if isinstance(root, yaml.MappingNode) else ():
        yield section.start_mark.line + 1, None
        if section.value not in ("spoergsmaal", "questions"):
            continue
        for key, entry in node.value:
            yield key.start_mark.line + 1, reader.places.get((QUESTIONS, str(key.value)))
            for field, value in entry.value if isinstance(entry, yaml.MappingNode) else ():
                own = isinstance(value, yaml.MappingNode) and value.start_mark.line > key.start_mark.line
                for answer, _ in value.value if own and field.value in ("svar", "punkter", "answers", "items") else ():
                    place = (ANSWERS, str(key.value), str(answer.value))
                    yield answer.start_mark.line + 1, reader.places.get(place)

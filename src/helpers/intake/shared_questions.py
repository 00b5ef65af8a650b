"""Questions that several columns of an export claim: blank ones, halves, and lists beside one column an answer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from helpers.base.danish import join_words
from helpers.intake.coding.choices import code_label, read_list, read_mark
from helpers.intake.decisions import LEAVE_OUT, LISTS, SPLIT, TOGETHER, USE_COLUMNS, USE_LIST, Decisions
from helpers.intake.export import Export, ExportColumn, put_together
from helpers.intake.matching import EXACT, OPEN, SUPERSEDED, ColumnMatch
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.questions import Question


def settle_shared(
    matches: Sequence[ColumnMatch], export: Export, questionnaire: Questionnaire, decisions: Decisions
) -> tuple[ColumnMatch, ...]:
    """The matches with at most one column for each target, as far as that needs no decision; else open ones."""
    settled = list(matches)
    claims: dict[str, list[int]] = defaultdict(list)
    for index, match in enumerate(matches):
        if match.target or match.private:
            claims[match.target or match.private].append(index)
    for target, indexes in claims.items():
        if len(indexes) > 1:
            found = _settle_claim(target, [matches[index] for index in indexes], export, decisions)
            for index, match in zip(indexes, found, strict=True):
                settled[index] = match
    for question in questionnaire.questions.values():
        if question.kind == "multiple":
            _settle_list(question, settled, export, decisions)
    return tuple(settled)


def _settle_claim(
    target: str, claiming: Sequence[ColumnMatch], export: Export, decisions: Decisions
) -> Sequence[ColumnMatch]:
    """What becomes of the columns that claim one target."""
    filled = [match for match in claiming if any(map(str.strip, match.column.values))]
    if len(filled) == 1:
        told = f"Kolonnen er tom; svarene står i {_name(filled[0].column)}."
        return [match if match is filled[0] else _superseded(match, told) for match in claiming]
    apart = all(sum(bool(cell.strip()) for cell in cells) < 2 for cells in zip(*_values(claiming), strict=True))
    if not filled or not apart or any(match.private for match in claiming):
        message = f'Flere kolonner er "{target}". Skriv "{LEAVE_OUT}" ved dem, der ikke skal bruges.'
        return [_open(match, target, message) for match in claiming]
    if decisions.split.get(target) == TOGETHER:
        whole = replace(claiming[0], column=put_together([match.column for match in claiming], export.rows))
        told = f"Kolonnen er lagt sammen med {_name(claiming[0].column)}."
        return [whole, *(_superseded(match, told) for match in claiming[1:])]
    counts = join_words([
        f"{_name(match.column)} ({sum(bool(cell.strip()) for cell in match.column.values)} svar)" for match in claiming
    ])  # fmt: skip
    message = (
        f"Spørgsmålet står i flere kolonner: {counts}. Ingen række har svar i mere end én af dem. Skriv {TOGETHER}, "
        f'hvis det er ét spørgsmål, som er delt; ellers skriv "{LEAVE_OUT}" under kolonner ved dem, der ikke skal '
        "bruges."
    )
    return [_open(match, target, message, SPLIT) for match in claiming]


def _values(matches: Sequence[ColumnMatch]) -> Iterator[Sequence[str]]:
    return (match.column.values for match in matches)


def _settle_list(question: Question, settled: list[ColumnMatch], export: Export, decisions: Decisions) -> None:
    """Puts into `settled` what becomes of a list that stands beside columns for its single answers."""
    listed = next((index for index, match in enumerate(settled) if match.target == question.key), None)
    own = {match.target: match.column for match in settled if match.target.startswith(f"{question.key}.")}
    if listed is None or not own:
        return
    match, said = settled[listed], decisions.lists.get(question.key, "")
    differing = _differing_rows(question, match.column, own)
    if said == USE_LIST:
        told = f"Svarene læses i {_name(match.column)}."
        settled[:] = [_superseded(each, told) if each.target in own else each for each in settled]
    elif not differing or said == USE_COLUMNS:
        settled[listed] = _superseded(match, "Kolonnen er ikke læst: Hvert svar har sin egen kolonne.")
    else:
        first = match.column.place(export.rows[differing[0]])
        number = "1 svar" if len(differing) == 1 else f"{len(differing)} svar"
        settled[listed] = _open(match, question.key, (
            f"{_name(match.column)} har en liste med de svar, som også har hver sin kolonne, men i {number} siger de "
            f"ikke det samme, først i {export.file}, {first}. Skriv {USE_COLUMNS} eller {USE_LIST}, efter hvad der er "
            "rigtigt."
        ), LISTS)  # fmt: skip


def _differing_rows(question: Question, listed: ExportColumn, own: Mapping[str, ExportColumn]) -> list[int]:
    """The rows in which a list names other answers than the columns mark; a list that cannot be read says nothing."""
    labels = {f"{question.key}.{answer.key}": answer.label for answer in question.answers}
    differing = []
    for row, cell in enumerate(listed.values):
        read = read_list(code_label(cell.strip(), listed.labels) or cell, question) if cell.strip() else None
        if read is None or read.how != EXACT:
            continue
        marked = set()
        for target, column in own.items():
            text = column.values[row].strip()
            if text and read_mark(text, code_label(text, column.labels), labels[target]).meaning == "1":
                marked.add(target)
        if {f"{question.key}.{key}" for key in read.meaning.split()} != marked:
            differing.append(row)
    return differing


def _superseded(match: ColumnMatch, told: str) -> ColumnMatch:
    return ColumnMatch(match.column, "", SUPERSEDED, message=told)


def _open(match: ColumnMatch, target: str, message: str, section: str = "kolonner") -> ColumnMatch:
    return ColumnMatch(match.column, "", OPEN, near=target, message=message, section=section)


def _name(column: ExportColumn) -> str:
    return f"kolonne {column.letter}" if column.letter else f"variabel {column.code}"

"""The report's tables, made from facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from helpers.base.danish import danish_order
from helpers.editions.changes import DOWN, UP, surely_changed
from helpers.facts.absence import nothing_to_show
from helpers.facts.counting import REPRESENTED, municipality_groups
from helpers.facts.missing import DASH, HIDDEN, LOST
from helpers.facts.model import Facts
from helpers.figures.cells import BASES, bases_of, dash_cell, fact_cell, find_cell, marked, share_of_cell
from helpers.figures.descriptions import Cell, Note, Row, Table, source_line
from helpers.survey.frozen import questionnaire_file
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.questions import TOTAL, Answer, Group, Question
from helpers.survey.text_themes import theme_columns, theme_labels


def show_shares(facts: Facts, *keys: str, name: str, title: str) -> Table | Note:
    """The shares of answers (rows) in each group (columns) of one or more questions or measures.

    All keys are broken down by the same grouping. Each question ends with a row of its bases;
    several questions are told apart by a heading row. Answers and groups of which the edition states
    nothing, or in which nobody answered, are left out; without any group all responses are one. An
    arrow behind a share says that it surely changed since the edition before.
    """
    if nothing := nothing_to_show(facts, *keys):
        return Note(name, nothing)
    keys = tuple(key for key in keys if key in {*facts.questionnaire.questions, *facts.questionnaire.measures})
    groups = _groups(facts, keys)
    arrows = surely_changed(facts)
    rows = [_marked(row, arrows) for key in keys for row in _section(facts, key, groups, heading=len(keys) > 1)]
    shown = [facts[f] for key in keys for g in groups for f in _facts_in(facts, key, g)]
    return Table(
        name=name,
        title=title,
        columns=("Svar", *(group.label for group in groups)),
        rows=tuple(rows),
        source=_source(facts, rows, bases_of(shown)),
    )


def show_hours(facts: Facts, *, name: str, title: str) -> Table | Note:
    """The hours that a place answers with one number, and sums of hours (rows), in each group (columns)."""
    ever = load_questionnaire("")
    single = [question for question in ever.questions.values() if question.kind == "hours" and not question.answers]
    sums = [measure for measure in ever.measures.values() if measure.kind == "sum"]
    keys = (*(question.key for question in single), *(measure.key for measure in sums))
    if nothing := nothing_to_show(facts, *keys):
        return Note(name, nothing)
    labels = {question.key: f"{question.short}, gennemsnit ({question.unit})" for question in single}
    for measure in sums:
        labels[f"{measure.key}{TOTAL}"] = f"{measure.short} i alt ({measure.unit})"
        labels[measure.key] = f"{measure.short} pr. værested, gennemsnit ({measure.unit})"
    groups = _groups(facts, keys)
    rows = {
        key: Row(label, tuple(find_cell(facts, _id(key, group)) for group in groups))
        for key, label in labels.items()
        if any(_id(key, group) in facts for group in groups)
    }
    told = {key: [_base(facts, _id(key, group)) for group in groups] for key in rows}
    last = list(rows)[-1]
    bases = _bases(facts, [_id(last, group) for group in groups])
    if any(other != told[last] for other in told.values()):
        bases = replace(bases, label=f"{BASES}: {facts.questionnaire.measures[last].short.lower()}")
    return Table(
        name=name,
        title=title,
        columns=("Timer", *(group.label for group in groups)),
        rows=(*rows.values(), bases),
        source=_source(facts, [*rows.values(), bases], []),
    )


def show_municipality_groups(facts: Facts, *, name: str, title: str) -> Table | Note:
    """The places and the represented municipalities in each of the municipality groups."""
    key = municipality_groups(load_questionnaire(""))
    if nothing := nothing_to_show(facts, key):
        return Note(name, nothing)
    places = load_municipalities().values()
    rows = []
    for answer in facts.questionnaire.answers(key):
        here = [p.name for p in places if p.group == answer.key and _represented(facts, p.code)]
        rows.append(
            Row(
                answer.label,
                (
                    Cell(", ".join(sorted(here, key=danish_order)) or DASH),
                    _of(facts, f"{REPRESENTED}.{answer.key}"),
                    find_cell(facts, f"{key}.{answer.key}", "antal"),
                ),
            )
        )
    rows.append(Row("I alt", (Cell(""), _of(facts, REPRESENTED), find_cell(facts, "respondenter", "antal"))))
    return Table(
        name=name,
        title=title,
        columns=("Kommunegruppe", "Kommuner med deltagende væresteder", "Antal kommuner", "Antal væresteder"),
        rows=tuple(rows),
        source=_source(facts, rows, []),
    )


def show_themes(facts: Facts, key: str, *, name: str, title: str) -> Table | Note:
    """The themes of the answers to a question in free text, most frequent first, and last those without theme.

    Where the edition grouped no answers to it, a note says why.
    """
    themes = facts.questionnaire.text_themes.get(key, ())
    labels = dict(zip(theme_columns(key, themes), theme_labels(themes).values(), strict=True))
    *ids, without = labels
    if without not in facts:
        return Note(name, _ungrouped(facts, key))
    # What is withheld of one theme is withheld of all, and then they keep the codebook's order.
    ids.sort(key=lambda fact_id: -(facts[fact_id].value or 0))
    rows = [
        Row(labels[fact_id], (find_cell(facts, fact_id), find_cell(facts, fact_id, "antal")))
        for fact_id in (*ids, without)
    ]
    rows.append(Row("Antal væresteder, hvis svar er læst (n)", (Cell(""), fact_cell(facts[without], "base"))))
    return Table(
        name=name,
        title=title,
        columns=("Tema", "Andel af svarene", "Antal svar"),
        rows=tuple(rows),
        source=f"Et svar kan have flere temaer. {_source(facts, rows, [])}",
    )


def _ungrouped(facts: Facts, key: str) -> str:
    """Why no answer to a question in free text has a theme."""
    if facts.edition.reconstructed:
        # Nobody's words were reconstructed; the chapter retells what the report says of them.
        return ""
    if key not in facts.questionnaire.questions:
        return nothing_to_show(facts, key)
    answered = facts.get(f"{key}.besvaret")
    if answered is not None and answered.count == 0:
        return f"Ingen har svaret på spørgsmålet »{facts.questionnaire.text(key)}«."
    return "Svarenes ordlyd er ikke til rådighed, så de er ikke talt op efter temaer."


def show_codebook(facts: Facts, theme: str, *, name: str, title: str) -> Table | Note:
    """The questions of one theme: wording, kind, answers and columns of the data file."""
    questions = [q for q in facts.questionnaire.questions.values() if q.theme == theme]
    if not questions:
        ever = load_questionnaire("", questionnaire_file(facts.edition.key))
        return Note(name, nothing_to_show(facts, *(q.key for q in ever.questions.values() if q.theme == theme)))
    return Table(
        name=name,
        title=title,
        columns=("Nøgle", "Spørgsmål", "Slags", "Svar"),
        rows=tuple(
            Row(q.key, (Cell(f"{q.text} {q.note}".strip()), Cell(_KINDS[q.kind]), Cell(_answers(q)))) for q in questions
        ),
        source="",
    )


_KINDS = {
    "single": "Ét svar",
    "multiple": "Flere svar",
    "count": "Antal",
    "hours": "Timer",
    "municipality": "Sted",
    "text": "Fritekst",
}


def _answers(question: Question) -> str:
    if question.private:
        return "Gemmes ikke"
    listed = "; ".join(f"{answer.label} ({answer.key})" for answer in question.answers)
    if question.unit:
        return f"{question.unit}: {listed}" if listed else question.unit
    return listed or ("Kommunekode" if question.kind == "municipality" else "Egne ord")


def _section(facts: Facts, key: str, groups: Sequence[Group], *, heading: bool) -> Iterator[Row]:
    """The rows of one question: an optional heading, its answers, its bases."""
    answers: Sequence[Answer] = facts.questionnaire.answers(key)
    text = facts.questionnaire.text(key)
    if not answers:
        yield Row(text, tuple(find_cell(facts, _id(key, group)) for group in groups))
        return
    if heading:
        yield Row(text)
    known = {*facts, *facts.lost}
    stated = [a for a in answers if any(_id(f"{key}.{a.key}", group) in known for group in groups)]
    for answer in stated:
        yield Row(answer.label, tuple(find_cell(facts, _id(f"{key}.{answer.key}", group)) for group in groups))
    firsts = [next(iter(_facts_in(facts, key, group)), "") for group in groups]
    yield _bases(facts, firsts)


# Where a question is broken down by one that was not asked, all responses are the only group.
_EVERYBODY = Group("", "Alle væresteder", "", "")


def _groups(facts: Facts, keys: Sequence[str]) -> list[Group]:
    """The groups in which the edition states anything and anybody answered; everybody where there is none."""
    asked = [key for key in keys if key in {*facts.questionnaire.questions, *facts.questionnaire.measures}]
    every = next((groups for key in asked if (groups := facts.questionnaire.groups(key))), ())
    found = [
        group for group in every
        if any(facts[i].base_n != 0 for key in asked for i in _facts_in(facts, key, group))
    ]  # fmt: skip
    return found or [_EVERYBODY]


def _id(prefix: str, group: Group) -> str:
    """The id of the fact of one group."""
    return f"{prefix}.{group.key}" if group.key else prefix


def _facts_in(facts: Facts, key: str, group: Group) -> list[str]:
    """The ids of the facts that the edition states of one question in one group."""
    answers = facts.questionnaire.answers(key)
    ids = [_id(f"{key}.{answer.key}", group) for answer in answers] or [_id(key, group)]
    return [fact_id for fact_id in ids if fact_id in facts]


def _marked(row: Row, arrows: Mapping[str, str]) -> Row:
    """The row with an arrow behind each share that has one; its base, the same fact, has none."""
    cells = (
        marked(cell, arrows.get(cell.fact, "")) if cell.shown and cell.shown.unit == "percent" else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _base(facts: Facts, fact_id: str) -> int | None:
    """How many answered, None where that is not told."""
    fact = facts.get(fact_id)
    return fact.base_n if fact else None


def _bases(facts: Facts, ids: Sequence[str]) -> Row:
    """The row that says how many answered."""
    cells = [fact_cell(facts[i], "base") if i else replace(dash_cell(facts.edition), number=False) for i in ids]
    return Row(BASES, tuple(cells))


def _of(facts: Facts, fact_id: str) -> Cell:
    """A share as `16 af 31`."""
    fact = facts.get(fact_id)
    return share_of_cell(fact) if fact else find_cell(facts, fact_id)


def _represented(facts: Facts, code: str) -> bool:
    fact = facts.get(f"{REPRESENTED}.{code}")
    return fact is not None and fact.count == 1


def _source(facts: Facts, rows: Sequence[Row], bases: Sequence[int | None]) -> str:
    shown = {cell.text for row in rows for cell in row.cells}
    signs = []
    if facts.earlier and any(cell.shown and cell.shown.mark for row in rows for cell in row.cells):
        signs.append(f"{UP} eller {DOWN} efter et tal: sikkert større eller mindre end i {facts.earlier.edition.key}.")
    if HIDDEN in shown:
        signs.append(f"{HIDDEN}: for få svar til, at tallet kan vises.")
    if DASH in shown:
        signs.append(f"{DASH}: ikke {'trykt' if facts.edition.reconstructed else 'opgjort'}.")
    if LOST in shown:
        signs.append(f"{LOST}: trykt i rapporten, men ikke bevaret i det materiale, bogen bygger på.")
    return " ".join([*signs, source_line(facts.edition.short_notice, bases)])

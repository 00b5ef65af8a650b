"""The report's tables, made from facts."""

from collections.abc import Iterator, Sequence

from helpers.descriptions import Cell, Row, Table, source_line
from helpers.facts import Facts, fact_text
from helpers.municipalities import load_municipalities
from helpers.questionnaire import Answer, Group, Question

# What stands where the edition has no such fact, and where the report had one that was lost.
NO_FACT = "–"
LOST = "tabt"


def show_shares(facts: Facts, *keys: str, name: str, title: str) -> Table:
    """The shares of answers (rows) in each group (columns) of one or more questions or measures.

    All keys are broken down by the same grouping. Each question ends with a row of its bases;
    several questions are told apart by a heading row. Answers and groups of which the edition states
    nothing are left out.
    """
    groups = [g for g in facts.questionnaire.groups(keys[0]) if any(_facts_in(facts, key, g) for key in keys)]
    rows = [row for key in keys for row in _section(facts, key, groups, heading=len(keys) > 1)]
    bases = [facts[f].base_n for key in keys for g in groups for f in _facts_in(facts, key, g)]
    return Table(
        name=name,
        title=title,
        columns=("Svar", *(group.label for group in groups)),
        rows=tuple(rows),
        source=_source(facts, rows, [base for base in bases if base is not None]),
    )


def show_hours(facts: Facts, *, name: str, title: str) -> Table:
    """Staffed opening hours and paid hours a week (rows) by organisation form (columns)."""
    keys = ("aabningstimer", "personaletimer_i_alt", "personaletimer")
    labels = (
        "Åbent med personale, gennemsnit (timer pr. uge)",
        "Lønnede timer i alt (timer pr. uge)",
        "Lønnede timer pr. værested, gennemsnit (timer pr. uge)",
    )
    groups = [g for g in facts.questionnaire.groups("personaletimer") if f"personaletimer.{g.key}" in facts]
    rows = [
        Row(label, tuple(_cell(facts, f"{key}.{group.key}") for group in groups))
        for key, label in zip(keys, labels, strict=True)
    ]
    rows.append(_bases(facts, [f"personaletimer.{group.key}" for group in groups]))
    return Table(
        name=name,
        title=title,
        columns=("Timer", *(group.label for group in groups)),
        rows=tuple(rows),
        source=_source(facts, rows, []),
    )


def show_municipality_groups(facts: Facts, *, name: str, title: str) -> Table:
    """The places and the represented municipalities in each of the municipality groups."""
    places = load_municipalities().values()
    rows = []
    for answer in facts.questionnaire.answers("kommunegruppe"):
        here = [p.name for p in places if p.group == answer.key and _represented(facts, p.code)]
        rows.append(
            Row(
                answer.label,
                (
                    Cell(", ".join(sorted(here, key=_danish_order)) or NO_FACT),
                    _of(facts, f"kommuner.{answer.key}"),
                    _cell(facts, f"kommunegruppe.{answer.key}", "antal"),
                ),
            )
        )
    rows.append(Row("I alt", (Cell(""), _of(facts, "kommuner"), _cell(facts, "respondenter", "antal"))))
    return Table(
        name=name,
        title=title,
        columns=("Kommunegruppe", "Kommuner med deltagende væresteder", "Antal kommuner", "Antal væresteder"),
        rows=tuple(rows),
        source=_source(facts, rows, []),
    )


def show_codebook(facts: Facts, theme: str, *, name: str, title: str) -> Table:
    """The questions of one theme: wording, kind, answers and columns of the data file."""
    questions = [q for q in facts.questionnaire.questions.values() if q.theme == theme]
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
        yield Row(text, tuple(_cell(facts, f"{key}.{group.key}") for group in groups))
        return
    if heading:
        yield Row(text)
    known = {*facts, *facts.lost}
    stated = [a for a in answers if any(f"{key}.{a.key}.{group.key}" in known for group in groups)]
    for answer in stated:
        yield Row(answer.label, tuple(_cell(facts, f"{key}.{answer.key}.{group.key}") for group in groups))
    firsts = [next(iter(_facts_in(facts, key, group)), "") for group in groups]
    yield _bases(facts, firsts)


def _facts_in(facts: Facts, key: str, group: Group) -> list[str]:
    """The ids of the facts that the edition states of one question in one group."""
    answers = facts.questionnaire.answers(key)
    ids = [f"{key}.{answer.key}.{group.key}" for answer in answers] or [f"{key}.{group.key}"]
    return [fact_id for fact_id in ids if fact_id in facts]


def _bases(facts: Facts, ids: Sequence[str]) -> Row:
    """The row that says how many answered."""
    cells = [Cell(fact_text(facts[i], "base"), i, number=True) if i else Cell(NO_FACT) for i in ids]
    return Row("Antal væresteder, der svarede (n)", tuple(cells))


def _cell(facts: Facts, fact_id: str, face: str = "") -> Cell:
    """One face of a fact, or what stands in its place."""
    fact = facts.get(fact_id)
    if fact is None:
        return Cell(LOST if fact_id in facts.lost else NO_FACT, number=True)
    return Cell(fact_text(fact, face), fact_id, number=True)


def _of(facts: Facts, fact_id: str) -> Cell:
    """A share as `16 af 31`."""
    fact = facts.get(fact_id)
    if fact is None:
        return _cell(facts, fact_id)
    return Cell(f"{fact_text(fact, 'antal')} af {fact_text(fact, 'base')}", fact_id, number=True)


def _represented(facts: Facts, code: str) -> bool:
    fact = facts.get(f"kommuner.{code}")
    return fact is not None and fact.count == 1


def _danish_order(name: str) -> str:
    """A key that sorts æ, ø, å last, and Aa as å."""
    return name.lower().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))


def _source(facts: Facts, rows: Sequence[Row], bases: Sequence[int]) -> str:
    shown = {cell.text for row in rows for cell in row.cells}
    signs = []
    if NO_FACT in shown:
        signs.append(f"{NO_FACT}: ikke {'trykt' if facts.edition.reconstructed else 'opgjort'}.")
    if LOST in shown:
        signs.append(f"{LOST}: trykt i rapporten, men ikke bevaret i det materiale, bogen bygger på.")
    return " ".join([*signs, source_line(facts.edition.short_notice, bases)])

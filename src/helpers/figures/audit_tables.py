"""The tables of the source control: findings, verbal comparisons, rows of answers, printed figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpers.base.danish import capitalise, format_number, format_percent
from helpers.facts.missing import LOST
from helpers.facts.model import Facts
from helpers.figures.cells import number_cell
from helpers.figures.descriptions import Cell, Row, Table
from helpers.printed.audit import AGREES, DEVIATES, NOT_RECOMPUTED, AuditVerdict, audit_edition
from helpers.printed.checks import arithmetic_text
from helpers.printed.checks.answer_rows import AnswerRow, answer_rows
from helpers.printed.checks.comparison_rules import ALMOST, BARELY_ALMOST, CLEAR_MAJORITY, CLEARLY
from helpers.printed.checks.comparisons import VERDICTS, Judged
from helpers.printed.checks.figure_subjects import read_all
from helpers.printed.checks.finding import CATEGORIES, CERTAINTIES, Finding
from helpers.printed.findings import ROUNDING, edition_comparisons, edition_findings
from helpers.survey.printed_figures import load_figures

_STATES = {AGREES: "stemmer overens", DEVIATES: "afviger", NOT_RECOMPUTED: "kan ikke beregnes"}
# More possible bases than this are told as the first of them.
_BASES_SHOWN = 6


def show_finding_counts(facts: Facts, *, name: str, title: str) -> Table:
    """How many findings there are of each class (rows), by how sure they are (columns)."""
    findings = edition_findings(facts.edition)
    rows = [_count_row(label, [f for f in findings if f.category == key]) for key, label in CATEGORIES.items()]
    rows.append(_count_row("I alt", findings))
    return Table(name, title, ("Klasse", *map(capitalise, CERTAINTIES), "I alt"), tuple(rows), _page_only(facts))


def show_findings(facts: Facts, category: str, *, name: str, title: str) -> Table:
    """The findings of one class in the order of the report: what, the arithmetic, how sure, what is done."""
    rows = [
        Row(f"{f.where} ({f.id})", (Cell(f.text), Cell(f.arithmetic), Cell(capitalise(f.certainty)), Cell(f.action)))
        for f in edition_findings(facts.edition)
        if f.category == category
    ]
    columns = ("Sted", "Fund", "Regnestykke", "Sikkerhed", "Det gør bogen")
    return _table(facts, name, title, columns, rows)


def show_comparisons(facts: Facts, *, name: str, title: str) -> Table:
    """The verbal comparisons under the places where they stand: words, what they compare, verdict, numbers."""
    entries = edition_comparisons(facts.edition)
    rows: list[Row] = []
    for where in dict.fromkeys(entry.comparison.where for entry in entries):
        rows.append(Row(where))
        rows += [_comparison_row(entry) for entry in entries if entry.comparison.where == where]
    return _table(facts, name, title, ("Rapportens ord", "Hvad der sammenlignes", "Dom", "Tal og bemærkning"), rows)


def show_comparison_rules(facts: Facts, *, name: str, title: str) -> Table:
    """What each kind of word is taken to say, and when it holds only barely."""
    clearly, almost, barely = (format_number(limit, 1) for limit in (CLEARLY, ALMOST, BARELY_ALMOST))
    majority = format_percent(CLEAR_MAJORITY, 1)
    one_answer = "Ét svar til den anden side ville ændre det"
    rules = (
        ("Størst, hyppigst, højere, flere, »dernæst«", "Større end hvert af de andre tal", one_answer),
        ("Størstedelen, over halvdelen", "Mere end halvdelen", one_answer),
        ("Mere end dobbelt, mere end tre gange", "Mere end så mange gange det andet tal", one_answer),
        ("Langt, markant, betydelig", f"Mindst {clearly} gange det andet tal", "Større, men mindre end det"),
        ("Langt størstedelen, langt de fleste", f"Mindst {majority}", "Mere end halvdelen, men mindre end det"),
        ("Næsten", f"Fra {almost} gange det nævnte op til det, men ikke så meget", f"Fra {barely} gange"),
        ("Generelt", "Større i hvert par af tal", "Større i de fleste par"),
    )
    rows = [Row(words, (Cell(condition), Cell(barely_when))) for words, condition, barely_when in rules]
    return _table(facts, name, title, ("Ord", "Holder", "Holder knap"), rows)


def show_answer_rows(facts: Facts, *, name: str, title: str) -> Table:
    """The rows of percentages in tables and diagrams: their sum, their counts, and the bases they allow."""
    readings = read_all(load_figures(facts.edition), facts.questionnaire)
    limit = max((r.figure.base_n or 0 for r in readings), default=0)
    shown = [row for row in answer_rows(readings) if row.whole and row.unit == "percent" and row.base_n]
    rows: list[Row] = []
    for where in dict.fromkeys(row.where for row in shown):
        rows.append(Row(where))
        rows += [_answer_row(facts, row, row.base_n or 0, limit) for row in shown if row.where == where]
    columns = ("Gruppe og spørgsmål", "Trykte procenter", "I antal", "Grundlag", "Mulige grundlag", "Dom")
    return _table(facts, name, title, columns, rows)


def show_printed(facts: Facts, *places: str, name: str, title: str) -> Table:
    """Each printed figure at the places (a chapter, a table): printed, recomputed, verdict, reason."""
    verdicts = [v for v in audit_edition(facts) if any(_stands_in(v.figure.where, place) for place in places)]
    rows: list[Row] = []
    for where in dict.fromkeys(verdict.figure.where for verdict in verdicts):
        rows.append(Row(where))
        rows += [_printed_row(facts, verdict) for verdict in verdicts if verdict.figure.where == where]
    columns = ("Tal", "Trykt", "Beregnet", "Dom", "Grund")
    return Table(name, title, columns, tuple(rows or [_none(columns)]), f"{facts.edition.short_notice}.")


def _stands_in(where: str, place: str) -> bool:
    return where == place or where.startswith(f"{place},")


def _table(facts: Facts, name: str, title: str, columns: tuple[str, ...], rows: Sequence[Row]) -> Table:
    return Table(name, title, columns, tuple(rows) or (_none(columns),), _page_only(facts))


def _none(columns: Sequence[str]) -> Row:
    return Row("Ingen", tuple(Cell("") for _ in columns[1:]))


def _page_only(facts: Facts) -> str:
    return f"Bygger kun på rapportens trykte tal. {facts.edition.short_notice}: ikke brugt her."


def _count_row(label: str, findings: Iterable[Finding]) -> Row:
    listed = list(findings)
    counts = [sum(finding.certainty == certainty for finding in listed) for certainty in CERTAINTIES]
    return Row(label, tuple(map(number_cell, (*counts, len(listed)))))


def _comparison_row(entry: Judged) -> Row:
    comparison = entry.comparison
    told = " ".join(part for part in (f"{entry.arithmetic}." if entry.arithmetic else "", comparison.note) if part)
    return Row(
        f"»{comparison.words}« ({comparison.id})",
        (Cell(capitalise(comparison.about)), Cell(capitalise(VERDICTS[entry.verdict])), Cell(told)),
    )


def _answer_row(facts: Facts, row: AnswerRow, base: int, limit: int) -> Row:
    printed = [figure for figure in row.figures if figure.value is not None]
    possible = row.counts(base, ROUNDING)
    feasible = row.feasible_bases(limit, ROUNDING)
    bases = ", ".join(map(str, feasible[:_BASES_SHOWN])) + (" …" if len(feasible) > _BASES_SHOWN else "")
    if row.exclusive:
        shown, counted = (
            arithmetic_text.printed_sum(printed),
            arithmetic_text.count_sum(possible) if all(possible) else "umuligt",
        )
    else:
        shown = ", ".join(format_number(figure.value or 0) for figure in printed)
        counted = ", ".join(arithmetic_text.spread(counts) for counts in possible)
    return Row(
        f"{printed[0].group}: {facts.questionnaire.text(row.question)}",
        (
            Cell(shown),
            Cell(counted),
            number_cell(base),
            Cell(bases or "ingen"),
            Cell(capitalise(row.state(base, ROUNDING))),
        ),
    )


def _printed_row(facts: Facts, verdict: AuditVerdict) -> Row:
    figure, value = verdict.figure, verdict.recomputed
    recomputed, reason = Cell(""), verdict.reason
    if value is not None:
        fact = facts[figure.fact]
        # Beside the number as it was printed, so it stands as texts do.
        recomputed = replace(number_cell(value, figure.unit, figure.decimals, fact.id), number=False)
        if figure.unit == "listed":
            recomputed = Cell("repræsenteret" if value else "ikke repræsenteret", fact.id)
        elif not reason and figure.unit == "percent" and fact.count is not None and fact.base_n:
            reason = arithmetic_text.share(fact.count, fact.base_n)
    return Row(
        arithmetic_text.about(figure),
        (
            Cell(figure.printed or LOST),
            recomputed,
            Cell(capitalise(_STATES[verdict.state])),
            Cell(reason),
        ),
    )

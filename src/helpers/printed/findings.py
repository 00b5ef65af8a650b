"""What was found in an edition's printed report: its findings and verbal comparisons, and their counts as facts."""

from fractions import Fraction
from functools import cache

from helpers.base.rounding import Rounding
from helpers.facts.model import Fact
from helpers.printed.checks.comparisons import VERDICTS, Judged, judge_comparisons, load_comparisons
from helpers.printed.checks.entered_findings import load_labels
from helpers.printed.checks.finding import CATEGORIES, Finding
from helpers.printed.checks.run import find_all
from helpers.survey.edition import Edition
from helpers.survey.printed_figures import load_deviations, load_figures, load_quoted
from helpers.survey.questionnaire import load_questionnaire

# The rule by which the report rounds: 12.5 is printed as 13.
ROUNDING = Rounding.HALF_UP


@cache
def edition_comparisons(edition: Edition) -> tuple[Judged, ...]:
    """The verbal comparisons of an edition's report, each with its verdict."""
    comparisons = load_comparisons(edition.folder / "comparisons.yml")
    return judge_comparisons(comparisons, load_figures(edition), load_quoted(edition), ROUNDING)


@cache
def edition_findings(edition: Edition) -> tuple[Finding, ...]:
    """Every finding in an edition's report; none where the edition has no printed report."""
    return find_all(
        load_figures(edition),
        load_comparisons(edition.folder / "comparisons.yml"),
        load_labels(edition.folder / "labels.yml"),
        ROUNDING,
        quoted=load_quoted(edition),
        deviations=load_deviations(edition),
        questionnaire=load_questionnaire(edition.key),
    )


def finding_facts(edition: Edition) -> dict[str, Fact]:
    """The counts of findings and comparisons as facts, so that the book can quote them.

    `fund` and `sammenligninger` are the totals; `fund.fejl` and its like are shares of them.
    """
    findings, comparisons = edition_findings(edition), edition_comparisons(edition)
    categories = {key: sum(finding.category == key for finding in findings) for key in CATEGORIES}
    verdicts = {
        text.replace(" ", "_").replace("ø", "oe"): sum(entry.verdict == verdict for entry in comparisons)
        for verdict, text in VERDICTS.items()
    }
    return _shares("fund", categories) | _shares("sammenligninger", verdicts)


def _shares(key: str, counts: dict[str, int]) -> dict[str, Fact]:
    """A total, and each count as a share of it."""
    total = sum(counts.values())
    facts = {key: Fact(key, Fraction(total), "count", total, None, "published")}
    for part, count in counts.items():
        value = Fraction(100 * count, total) if total else None
        facts[f"{key}.{part}"] = Fact(f"{key}.{part}", value, "percent", count, total, "published")
    return facts

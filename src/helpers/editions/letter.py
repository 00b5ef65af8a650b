"""The letter to the author, to be read before an edition is published: what moved, what broke, what is missing."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from helpers.base.danish import format_date, format_number, format_percent, join_words
from helpers.base.errors import VaerestederError
from helpers.base.own_folders import make_folder
from helpers.base.paths import BUILD
from helpers.base.whole_files import replace_whole
from helpers.editions.changes import Change, Comparison
from helpers.editions.comparable_facts import keys_of
from helpers.editions.corrections import find_moved
from helpers.editions.letter_format import MARKDOWN, PAGE, Letter, LetterSection
from helpers.editions.published_despite import load_despite
from helpers.facts.claims_csv import BROKEN, HOLDS, UNKNOWN, Conclusion, read_conclusions
from helpers.facts.fact_id import FactId, measure_of
from helpers.facts.facts_csv import read_facts
from helpers.facts.load import load_pair
from helpers.facts.model import Facts
from helpers.facts.provenance import trace
from helpers.facts.text import fact_text
from helpers.facts.uncertainty import LEVEL, Strength
from helpers.survey.doubts_file import FILE as DOUBTS
from helpers.survey.doubts_file import read_doubts
from helpers.survey.edition import RECORD, Edition

NOTHING = "Intet."
# As many doubts or moved numbers as a letter of one page has room for.
_ROOM = 15


def compare_editions(
    earlier: str, later: str, *, folder: Path = BUILD, more: Callable[[Facts], Sequence[LetterSection]] = lambda _: ()
) -> Letter:
    """The letter on any two editions, written beside the later one's book and returned.

    `more` gives what else it is to say of the later edition. Raises VaerestederError where they stand in the wrong
    order, or one of them does not exist.
    """
    if earlier >= later:
        raise VaerestederError(f"Skriv den tidligste udgave først: vaeresteder compare {later} {earlier}.")
    facts = load_pair(earlier, later)
    target = folder / later
    if not target.exists():
        make_folder(target)
    return write_letter(facts, target, folder, more(facts))


def write_letter(facts: Facts, target: Path, folder: Path, more: Sequence[LetterSection] = ()) -> Letter:
    """The letter on an edition and the one before, written as Markdown and as a page into `target`.

    The conclusions of the edition are read in `target`, those of the one before in its part of `folder`. `more` comes
    last: what is to be done in the chapters.
    """
    before = folder / facts.earlier.edition.key if facts.earlier else None
    letter = compose_letter(facts, _conclusions(target), _conclusions(before), _doubts(facts.edition), more)
    replace_whole(target / MARKDOWN, letter.markdown)
    replace_whole(target / PAGE, letter.page)
    return letter


def compose_letter(
    facts: Facts,
    conclusions: Sequence[Conclusion] | None = None,
    earlier_conclusions: Sequence[Conclusion] | None = None,
    doubts: Sequence[str] | None = None,
    more: Sequence[LetterSection] = (),
) -> Letter:
    """The letter on an edition and the earlier one that its facts know; None stands for what is not known yet.

    `more` are sections that come last; the opening names them.
    """
    key = facts.edition.key
    comparison = Comparison(facts) if facts.earlier else None
    sections = list(_compared(comparison)) if comparison else []
    told = _told_conclusions(conclusions, earlier_conclusions, key)
    sections.append(LetterSection("Konklusioner, der ikke holder eller er vendt", told))
    if comparison:
        sections.append(
            LetterSection("Grundlag, der er faldet under grænsen", tuple(_fallen(comparison)) or (NOTHING,))
        )
        sections.append(
            LetterSection("Spørgsmål, der ikke kan sammenlignes", tuple(_not_alike(comparison)) or (NOTHING,))
        )
    sections.append(LetterSection("Skjulte tal", tuple(_withheld(facts)) or (NOTHING,)))
    if not facts.edition.reconstructed:
        sections.append(_doubted(doubts, key))
    sections.append(LetterSection("Tal, der afviger fra dem, der er udgivet", _some(_moved(facts))))
    if published_open := load_despite(facts.edition):
        told = tuple(f"{format_date(each.date)}: {each}" for each in published_open)
        sections.append(LetterSection("Det, der var åbent, da udgaven blev offentliggjort", told))
    title = f"Før {key} udgives" + (f": holdt op mod {comparison.years[0]}" if comparison else "")
    opening = _opening(facts, comparison)
    if more:
        opening += f" Sidst i brevet står det, der skal gøres: {join_words([each.heading.lower() for each in more])}."
    return Letter(title, opening, (*sections, *more))


def _opening(facts: Facts, comparison: Comparison | None) -> str:
    told = "Brevet er til den, der udgiver bogen, og skal ikke lægges ud."
    if facts.edition.source != "survey":
        told += f" {facts.edition.notice}"
    if comparison is None:
        return f"{told} Der er ingen tidligere udgave at sammenligne med."
    first, second = comparison.years
    answered = " og ".join(
        f"{fact_text(each['respondenter'])} svar i {year}"
        for each, year in ((comparison.earlier, first), (facts, second))
        if "respondenter" in each
    )
    out = sum(bool(reason) for reason in comparison.reasons.values())
    compared = format_number(len(comparison.changes))
    told += f" Der er {answered}. {compared} tal er sammenlignet, {format_number(out)} kan ikke sammenlignes."
    if comparison.earlier.edition.reconstructed:
        told += f" Fra {first} er kun brugt tal, som rapporten trykte."
    return told


def _doubted(doubts: Sequence[str] | None, edition: str) -> LetterSection:
    unchecked = (f"Eksporten er ikke kontrolleret. Skriv vaeresteder check {edition}.",)
    return LetterSection("Det, som datakontrollen tvivler på", unchecked if doubts is None else _some(doubts))


def _some(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that there is room for, and how many more there are."""
    every = tuple(lines)
    rest = len(every) - _ROOM
    return (*every[:_ROOM], f"Og {format_number(rest)} mere.") if rest > 0 else every or (NOTHING,)


def _compared(comparison: Comparison) -> Iterator[LetterSection]:
    """What moved: surely, perhaps, as a mean, and among the places that answered both times."""
    changes = list(comparison.changes.values())
    of = {strength: [c for c in changes if c.strength is strength] for strength in Strength}
    yield LetterSection("Det, der har flyttet sig mest", tuple(_lines(of[Strength.SURE], comparison)) or (NOTHING,))
    if of[Strength.LIKELY]:
        tested = sum(change.p_value is not None for change in changes)
        warning = (
            f"Hver for sig ligner de ingen tilfældighed, men blandt {format_number(tested)} sammenlignede andele "
            "kommer der nogle af den slags af sig selv. Skriv dem ikke som ændringer."
        )
        lines = (warning, *_lines(of[Strength.LIKELY], comparison))
        yield LetterSection("Det, der måske har flyttet sig", lines)
    means = [change for change in of[Strength.UNTESTED] if change.size.strip("0,")]
    if means:
        yield LetterSection("Gennemsnit, der ikke er testet", tuple(_lines(means, comparison)))
    if comparison.linked:
        lines = tuple(_lines([change for change in comparison.linked if change.sure], comparison))
        places = format_number(max(change.base[0] for change in comparison.linked))
        yield LetterSection(f"De samme væresteder ({places} svarede begge gange)", lines or (NOTHING,))


def _lines(changes: Sequence[Change], comparison: Comparison) -> Iterator[str]:
    """A line a question, the one with the largest change first, and in it its changes by size."""
    by_size = sorted(changes, key=lambda change: -abs(change.difference))
    for key in dict.fromkeys(measure_of(change.fact) for change in by_size):
        own = [change for change in by_size if measure_of(change.fact) == key]
        told = "; ".join(_in_words(change, comparison) for change in own)
        yield f"{comparison.later.questionnaire.text(key)} {told}."


def _in_words(change: Change, comparison: Comparison) -> str:
    told = trace(change.fact, comparison.later)
    name = ", ".join(part for part in (told.answer, told.group) if part)
    show = format_percent if change.unit == "percent" else format_number
    decimals = 0 if change.unit == "percent" else 1
    numbers = f"fra {show(change.earlier, decimals)} til {show(change.later, decimals)}"
    limits = f"{change.size} procentpoint, {LEVEL} {change.limits}" if change.limits else change.size
    return f"{f'{name}: ' if name else ''}{numbers} ({limits})"


def _told_conclusions(
    now: Sequence[Conclusion] | None, before: Sequence[Conclusion] | None, edition: str
) -> tuple[str, ...]:
    """The conclusions whose state is not what it was; all that do not hold where the earlier are not known."""
    if now is None:
        return (f"Konklusionerne er ikke bedømt. Skriv vaeresteder build {edition}.",)
    was = {conclusion.name: conclusion.state for conclusion in before or ()}
    names = {each.name for each in now}
    # What is told again elsewhere turns with the conclusion itself.
    turned = [each for each in now if each.state != was.get(each.name, HOLDS) and each.retold not in names]
    pages = {each.name: ", ".join([each.page, *(r.page for r in now if r.retold == each.name)]) for each in turned}
    told = [f"Holder ikke: »{each.sentence}« ({pages[each.name]})" for each in turned if each.state == BROKEN]
    told += _undecided([each for each in turned if each.state == UNKNOWN])
    told += [f"Holder igen: »{each.sentence}« ({pages[each.name]})" for each in turned if each.state == HOLDS]
    return (*told, "Krav og tal står i kapitlet Konklusioner.") if told else (NOTHING,)


def _undecided(conclusions: Sequence[Conclusion]) -> Iterator[str]:
    """One line for all that cannot be judged for the same reason, and about the same group."""
    alike: dict[str, list[Conclusion]] = {}
    for each in conclusions:
        # "Ingen har svaret på »Ja · Brugerdrevne«." is one reason, whatever the answer.
        alike.setdefault(re.sub(r"»[^«]* · ([^«·]+)«", r"»\1«", each.reason), []).append(each)
    for reason, found in alike.items():
        if len(found) == 1:
            yield f"Kan ikke afgøres: »{found[0].sentence}« ({found[0].page}) {found[0].reason}"
        else:
            pages = join_words(list(dict.fromkeys(each.page for each in found)))
            yield f"Kan ikke afgøres: {format_number(len(found))} konklusioner ({pages}). {reason}"


def _places(facts: Facts) -> dict[tuple[str, str], list[str]]:
    """The facts of each question in each group (blank for all responses)."""
    found: dict[tuple[str, str], list[str]] = {}
    for fact_id in facts:
        parts = FactId.parse(fact_id, facts.questionnaire)
        if parts.measure in keys_of(facts):
            found.setdefault((parts.measure, parts.group.label if parts.group else ""), []).append(fact_id)
    return found


def _fallen(comparison: Comparison) -> Iterator[str]:
    """The groups in which enough answered the last time and too few now, with the questions."""
    limit, (first, second) = comparison.smallest_base, comparison.years
    found: dict[tuple[str, int, int], list[str]] = {}
    for (key, group), ids in _places(comparison.later).items():
        bases = [
            (comparison.earlier[i].base_n or 0, comparison.later[i].base_n or 0) for i in ids if i in comparison.earlier
        ]
        fallen = [(before, now) for before, now in bases if now < limit <= before]
        if fallen and not comparison.against_question(key):
            text = f"»{comparison.later.questionnaire.text(key)}«"
            found.setdefault((group or "Alle væresteder", *fallen[0]), []).append(text)
    for (group, before, now), questions in found.items():
        yield f"{group}: {before} svar i {first}, {now} i {second}. Det gælder {join_words(questions)}."


def _not_alike(comparison: Comparison) -> Iterator[str]:
    """The questions that one edition put otherwise than the other, and measures that are defined otherwise."""
    asked = [each.questionnaire for each in (comparison.later, comparison.earlier)]
    for key in dict.fromkeys(key for each in asked for key in each.questions):
        questionnaire = next(each for each in asked if key in each.questions)
        if not questionnaire.questions[key].private and (reason := comparison.against_question(key)):
            yield f"{questionnaire.text(key)} {reason}"
    for key in asked[0].measures:
        rests_on = {asked[0].question_of(column).key for column in asked[0].measures[key].of}
        reason = comparison.against_question(key)
        if reason and not any(comparison.against_question(question) for question in rests_on):
            yield f"{asked[0].text(key)}: {reason}"


def _withheld(facts: Facts) -> Iterator[str]:
    """The groups of which numbers are withheld, with the questions."""
    by_group: dict[str, list[str]] = {}
    for (key, group), ids in _places(facts).items():
        if any(facts[fact_id].suppressed for fact_id in ids):
            by_group.setdefault(group or "Alle væresteder", []).append(f"»{facts.questionnaire.text(key)}«")
    for group, questions in by_group.items():
        yield f"{group}: {join_words(questions)}."


def _moved(facts: Facts) -> Iterator[str]:
    """The numbers that the edition has published already and that are others now."""
    record = facts.edition.folder / RECORD
    if record.is_file():
        published = read_facts(record, facts.edition)
        # A number that is new has not been published, and the counts of the source control are no answers.
        known = {fact_id for fact_id in published if fact_id in facts or measure_of(fact_id) in keys_of(facts)}
        yield from (str(moved) for moved in find_moved(published, facts) if moved.fact in known)


def _conclusions(folder: Path | None) -> tuple[Conclusion, ...] | None:
    path = folder / "claims.csv" if folder else None
    return read_conclusions(path) if path and path.is_file() else None


def _doubts(edition: Edition) -> tuple[str, ...] | None:
    """What the check of the export doubted, a sentence each; None where the export was not checked."""
    if not (edition.folder / DOUBTS).is_file():
        return None
    found = read_doubts(edition)
    return tuple(f"Række {doubt.row}: {doubt.message}" if doubt.row else doubt.message for doubt in found)

"""`mapping.yml`: everything that was matched, how, and what a person has to decide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from helpers.intake.coding.answers import CodedAnswers, unsettled
from helpers.intake.coding.postcodes import load_postcodes
from helpers.intake.decisions import BLANKS, EMPTY, IN_ORDER, INCLUDE, NOT_ASKED, NOTHING, USE, ZERO, Decisions
from helpers.intake.export import FINISHED, PARTIAL, Export
from helpers.intake.matching import LEAVE_OUT, OPEN, PRIVATE, ColumnMatch
from helpers.intake.pseudonyms import NAME
from helpers.intake.rewording import other_wordings, reworded_question
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import Question, Questionnaire

_HEAD = """\
# Sådan er eksporten læst. Filen skrives igen, hver gang vaeresteder new køres; det, du har afgjort, bliver stående.
# Udfyld de tomme felter, der står nævnt under "åbne", og kør kommandoen igen.
#   kolonner:  til      = spørgsmålets nøgle i data/questionnaire.yml, eller udelad
#   svar:      betyder  = svarets nøgle, et tal, eller tom (intet svar)
#   postnumre: postnummeret = kommunens kode med fire cifre, f.eks. '0461'
#   postnummerforslag = brug, hvis de kommuner, der er foreslået, er rigtige for de postnumre, du ikke selv har udfyldt
#   intet_valgt, blanke = nul (spørgsmålet er besvaret, intet er valgt) eller tom (spørgsmålet er ikke besvaret)
#   mangler    = ikke stillet (for en enkelt svarmulighed: nul)
#   ordlyd     = samme (kun stavning eller ordstilling er ændret) eller ændret (sammenlignes ikke med tidligere år)
#   delvise    = medtag eller udelad; talkoder = rækkefølge, hvis 1, 2, 3 … er svarene i spørgeskemaets rækkefølge
#   frigiv     = rækkenumre, hvis fritekst må vises, eller alle; ellers vises kun, at der er svaret
"""
_DOUBTS = {
    NOTHING: (
        f"I {{count}} svar er intet valgt, først i {{place}}. Skriv {ZERO}, hvis det betyder ingen af dem, "
        f"eller {EMPTY}, hvis spørgsmålet er sprunget over."
    ),
    BLANKS: (
        f"I {{count}} svar står tomme celler blandt 0 og 1, først i {{place}}. Skriv {ZERO}, hvis tom betyder ikke "
        f"valgt, eller {EMPTY}, hvis hele spørgsmålet så regnes for ubesvaret."
    ),
}


@dataclass
class Mapping:
    """The content of the file, and the open questions as sentences."""

    content: dict[str, Any]
    open: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The file as text."""
        listed = {"åbne": self.open, **self.content}
        return _HEAD + yaml.safe_dump(listed, allow_unicode=True, sort_keys=False, width=110)


def describe_mapping(
    export: Export,
    matches: Sequence[ColumnMatch],
    coded: CodedAnswers,
    questionnaire: Questionnaire,
    decisions: Decisions,
    year: str,
) -> Mapping:
    """What `mapping.yml` is to say, decisions that were made carried over; `year` is the edition's."""
    mapping = Mapping({"eksport": _about(export)})
    content, todo = mapping.content, mapping.open
    content["udgave"] = _edition(export, decisions, todo)
    content["delvise"] = _partial(export, decisions, todo)
    content["talkoder"] = decisions.numbering
    content["mangler"] = _missing(matches, questionnaire, decisions, todo)
    asked = other_wordings(matches, questionnaire)
    content["ordlyd"] = {key: decisions.wordings.get(key, "") for key in asked}
    todo += filter(
        None,
        (reworded_question(k, asked[k], questionnaire.text(k), said) for k, said in content["ordlyd"].items()),
    )
    for doubt, sentence in _DOUBTS.items():
        found = coded.doubts[doubt]
        content[doubt] = {question: decisions.doubts[doubt].get(question, "") for question in found}
        todo += [
            f"{doubt}, {question}: {sentence.format(count=len(found[question]), place=found[question][0])}"
            for question in unsettled(found, decisions.doubts[doubt])
        ]
    content |= _postcodes(coded, decisions, todo)
    content["kolonner"] = [_column(match, decisions, todo, export.file, year) for match in matches]
    content["svar"] = _answers(coded, decisions, todo, year)
    content["frigiv"] = {
        q.key: list(decisions.released.get(q.key, ()))
        for q in questionnaire.questions.values()
        if q.kind == "text" and not q.private
    }
    content["systemkolonner"] = list(export.system_columns)
    return mapping


def new_answer(question: str, year: str) -> str:
    """How an answer that the questionnaire lacks is added to it; blank where there is no question."""
    if not question:
        return ""
    return (
        " Er det en ny svarmulighed, så tilføj den i data/questionnaire.yml, under answers (eller items) ved "
        f"{question}: nøgle: {{{year}: Ordlyd}}"
    )


def _about(export: Export) -> dict[str, Any]:
    about: dict[str, Any] = {"fil": export.file, "format": export.format, "rækker": len(export.rows)}
    if export.statuses is not None:
        about |= {"gennemførte": export.statuses.count(FINISHED), "delvise": export.statuses.count(PARTIAL)}
    return about


def _edition(export: Export, decisions: Decisions, todo: list[str]) -> dict[str, str]:
    invited = "" if export.statuses is None else str(len(export.rows))
    asked = {
        "periode": ("Periode", "", "Hvornår kunne der svares? F.eks. marts-april 2026."),
        "medlemmer": ("Medlemmer", "", "Hvor mange medlemmer har foreningen?"),
        "ramme": ("Inviterede", invited, "Hvor mange væresteder fik skemaet?"),
    }
    edition = {}
    for key, (label, known, question) in asked.items():
        edition[key] = decisions.edition.get(key, "").strip() or export.about.get(label, known)
        if not edition[key] or (key != "periode" and not edition[key].isdecimal()):
            todo.append(f"udgave, {key}: {question}")
    return edition


def _partial(export: Export, decisions: Decisions, todo: list[str]) -> str:
    count = 0 if export.statuses is None else export.statuses.count(PARTIAL)
    if count and decisions.partial not in (INCLUDE, LEAVE_OUT):
        todo.append(
            f"delvise: {count} har begyndt uden at gøre skemaet færdigt. Skriv {INCLUDE} eller {LEAVE_OUT} (de regnes "
            "da blandt dem, der ikke har svaret)."
        )
    return decisions.partial


_LOST = (
    " Svarets navn er gået tabt i rapporten fra 2024. Kendes det, så skriv det i data/questionnaire.yml i stedet, "
    "og kør kommandoen igen."
)


def _label(question: Question, column: str) -> str:
    """The label of the answer that a column stands for; blank where it stands for the whole question."""
    return next((a.label for a in question.answers if column == f"{question.key}.{a.key}"), "")


def _missing(
    matches: Sequence[ColumnMatch], questionnaire: Questionnaire, decisions: Decisions, todo: list[str]
) -> dict[str, str]:
    """Questions, and single columns of questions, that no column answers.

    Where a column may be the one, only the column is asked about: two questions about one thing would
    invite two answers.
    """
    found = {match.target for match in matches} | {match.near for match in matches if match.how == OPEN}
    missing: dict[str, str] = {}
    for question in questionnaire.questions.values():
        absent = [column for column in question.columns if column not in found]
        if not absent or question.key in found:
            continue
        whole = len(absent) == len(question.columns)
        allowed = ZERO if question.kind == "multiple" and not whole else NOT_ASKED
        for key in [question.key] if whole else absent:
            missing[key] = decisions.missing.get(key, "")
            if missing[key] != allowed:
                at_column = key if not whole or len(question.columns) == 1 else question.columns[0] + " osv."
                todo.append(
                    f'mangler, {key}: Ingen kolonne har ordlyden "{question.text}". Skriv {allowed}, eller skriv '
                    f"{at_column} ved den rigtige kolonne.{_LOST if 'gået tabt' in _label(question, key) else ''}"
                )
    return missing


def _postcodes(coded: CodedAnswers, decisions: Decisions, todo: list[str]) -> dict[str, Any]:
    """The postcodes read, with what a person has said of each, and the suggestions for the others."""
    known = load_municipalities()
    postcodes = {code: decisions.postcodes.get(code, "").strip() for code in sorted(coded.postcodes)}
    suggested = {
        code: f"{place} {known[place].name}"
        for code, said in postcodes.items()
        if not said and (place := load_postcodes().get(code, ""))
    }
    accepted = decisions.suggested_postcodes.strip()
    if suggested and accepted != USE:
        number = f"{len(suggested)} postnumre" if len(suggested) > 1 else "1 postnummer"
        todo.append(
            f"postnummerforslag: {number} har en foreslået kommune (foreslåede_kommuner). Et postnummer kan nå ind i "
            "en kommune til: Se dem igennem, skriv den rigtige kode under postnumre, hvor forslaget er forkert, og "
            f"skriv så {USE}. Ligger to steder med samme postnummer i hver sin kommune, så skriv kommunens navn i "
            "eksporten i stedet for postnummeret."
        )
    todo += [
        f"postnumre, {code}: Postnummeret kendes ikke. Skriv koden på den kommune, stedet ligger i, f.eks. 0461."
        if not said else
        f'postnumre, {code}: "{said}" er ikke en kommunekode. Skriv fire cifre, f.eks. 0461.'
        for code, said in postcodes.items()
        if said not in known and code not in suggested
    ]  # fmt: skip
    return {"postnumre": postcodes, "postnummerforslag": accepted, "foreslåede_kommuner": suggested}


def _column(match: ColumnMatch, decisions: Decisions, todo: list[str], file: str, year: str) -> dict[str, str]:
    column = match.column
    decision = decisions.columns.get((column.key, column.wording), "")
    target = match.target or match.private or decision
    entry = {"kolonne": column.key, "ordlyd": column.wording, "til": target, "hvordan": match.how}
    if match.near_wording:
        entry["spørgeskemaets_ordlyd"] = match.near_wording
    if match.near:
        entry["forslag"] = match.near
    if match.how == OPEN:
        entry["besked"] = message = match.message + new_answer(match.new_answer_of, year)
        beside = f' Spørgeskemaet: "{match.near_wording}".' if match.near_wording else ""
        todo.append(f'kolonner, {file}, {column.key}: "{column.wording}".{beside} {message}')
    if match.how == PRIVATE:
        entry["besked"] = (
            "Bliver til et pseudonym: navnet læses ikke videre."
            if match.private == NAME else "Personoplysning: læses ikke videre."
        )  # fmt: skip
    return entry


def _answers(coded: CodedAnswers, decisions: Decisions, todo: list[str], year: str) -> list[dict[str, Any]]:
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    numbered: dict[str, tuple[str, str]] = {}
    for match in coded.answers:
        key, verdict = (match.question, match.read), match.verdict
        if key in entries:
            entries[key]["antal"] += match.count
            continue
        decision = decisions.answers.get(key, "")
        entries[key] = {
            "spørgsmål": match.question, "læst": match.read, "betyder": verdict.meaning or decision,
            "hvordan": verdict.how, "antal": match.count, "sted": match.place,
        }  # fmt: skip
        if verdict.near:
            entries[key]["forslag"] = verdict.near
        message = verdict.message + (new_answer(match.question, year) if verdict.unknown else "")
        if verdict.how == OPEN:
            entries[key]["besked"] = message
        if verdict.how == OPEN and verdict.numbered:
            numbered.setdefault(match.question, (match.place, match.read))
        elif verdict.how == OPEN:
            todo.append(f'svar, {match.question}, {match.place}: Der står "{match.read}". {message}')
    if numbered:
        question, (place, read) = next(iter(numbered.items()))
        todo.append(
            f"talkoder: {len(numbered)} spørgsmål er besvaret med tal uden ord, først {question}, {place}: Der står "
            f'"{read}". Skriv {IN_ORDER}, hvis 1, 2, 3 … er svarene i spørgeskemaets rækkefølge; ellers afgør hvert '
            "tal under svar."
        )
    return list(entries.values())

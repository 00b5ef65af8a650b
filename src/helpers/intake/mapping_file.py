"""`mapping.yml`: everything that was matched, how, and what a person has to decide."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from helpers.intake.answer_entries import AnswerEntry, answer_entries
from helpers.intake.decisions import BLANKS, LISTS, NOTHING, SPLIT
from helpers.intake.edition_numbers import edition_numbers
from helpers.intake.examination import ExaminedExport
from helpers.intake.export import FINISHED, PARTIAL
from helpers.intake.matching import OPEN, PRIVATE, SUPERSEDED, ColumnMatch
from helpers.intake.open_questions import (
    OpenQuestion,
    answer_message,
    column_message,
    rows_in_doubt,
    suggested_municipalities,
)
from helpers.intake.pseudonyms import NAME

_HEAD = """\
# Sådan er eksporten læst. Filen skrives igen, hver gang vaeresteder new køres; det, du har afgjort, bliver stående.
# Udfyld de tomme felter, der står nævnt under "åbne" med deres linje, og kør kommandoen igen.
#   kolonner:  til      = spørgsmålets nøgle i data/questionnaire.yml, eller udelad
#   svar:      betyder  = svarets nøgle, et tal, eller tom (intet svar)
#   postnumre: postnummeret = kommunens kode med fire cifre, f.eks. '0461'
#   postnummerforslag = brug, hvis de kommuner, der er foreslået, er rigtige for de postnumre, du ikke selv har udfyldt
#   intet_valgt, blanke = nul (spørgsmålet er besvaret, intet er valgt) eller tom (spørgsmålet er ikke besvaret)
#   mangler    = ikke stillet (for en enkelt svarmulighed: nul)
#   ordlyd     = samme (kun stavning eller ordstilling er ændret) eller ændret (sammenlignes ikke med tidligere år)
#   forslag    = brug, hvis alle de forslag, der kun afviger i stavning, er rigtige (spørgsmål og svar)
#   delvise    = medtag eller udelad; prøvesvar = medtag eller udelad; rigtig_fil = ja
#   rækker     = medtag eller udelad ved til; tilføj selv en række, der ikke er et svar: - {række: 12, til: udelad}
#   talkoder   = for hvert spørgsmål rækkefølge (1, 2, 3 … er svarene i spørgeskemaets rækkefølge), omvendt, eller
#                svarenes nøgler i den orden, som tallene har, f.eks. nej, ja, ved_ikke
#   delte      = saml, hvis et spørgsmål er delt på flere kolonner; liste_og_kolonner = kolonner eller liste
#   decimaltegn = komma eller punktum, hvis tal i filen kan læses på to måder
#   tomme_tegn = tom, hvis tegnet (NA, -99 …) betyder, at der ikke er svaret, eller svar
#   frigiv     = rækkenumre, hvis fritekst du har læst og må vise, eller alle; ellers vises kun, at der er svaret.
#                Tallene får et mærke for teksten, så en anden eksport ikke frigiver noget, som ingen har læst.
"""


def mapping_text(
    examined: ExaminedExport, open_questions: Sequence[OpenQuestion], year: str, about: Mapping[str, Any]
) -> str:
    """The file as text: what is open, then everything that was read, with what a person has decided of it.

    `about` is what else the file says of the export.
    """
    decisions, coded = examined.decisions, examined.coded
    content: dict[str, Any] = {
        "eksport": {**_about(examined), **about},
        **_only_where_asked(examined, open_questions),
        "udgave": {number.key: number.said for number in edition_numbers(examined)},
        "forslag": decisions.suggestions,
        "delvise": decisions.partial,
        "decimaltegn": decisions.decimal,
        "tomme_tegn": {mark: decisions.blank_marks.get(mark, "") for mark in coded.blank_marks},
        "talkoder": _numbering(examined, open_questions),
        "mangler": {each.key: each.decision for each in examined.missing},
        "ordlyd": {key: decisions.wordings.get(key, "") for key in examined.other_wordings},
    }
    for section, said in ((SPLIT, decisions.split), (LISTS, decisions.lists)):
        keys = {*said, *(question.about for question in open_questions if question.section == section)}
        content |= {section: {key: said.get(key, "") for key in sorted(keys)}} if keys else {}
    for doubt in (NOTHING, BLANKS):
        content[doubt] = {key: decisions.doubts[doubt].get(key, "") for key in rows_in_doubt(examined, doubt)}
    content |= {
        "postnumre": {code: decisions.postcodes.get(code, "").strip() for code in sorted(coded.postcodes)},
        "postnummerforslag": decisions.suggested_postcodes.strip(),
        "foreslåede_kommuner": suggested_municipalities(examined),
        "kolonner": [_column(match, examined, year) for match in examined.matches],
        "svar": [_answer(entry, year) for entry in answer_entries(examined)],
        "frigiv": {key: list(entries) for key, entries in examined.releases.entries.items()},
        "systemkolonner": list(examined.export.system_columns),
    }
    body = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    return _HEAD + _open_places(open_questions, body) + body


def _open_places(open_questions: Sequence[OpenQuestion], body: str) -> str:
    """What is open, each on one line with the line of the file where the answer is to be written."""
    if not open_questions:
        return "åbne: []\n"
    above = _HEAD.count("\n") + len(open_questions) + 1
    root = yaml.compose(body, Loader=yaml.BaseLoader)
    told = []
    for question in open_questions:
        line = _line_of(root, question.path)
        sentence = " ".join(str(question).split())
        told.append(f"linje {above + line}: {sentence}" if line else sentence)
    return yaml.safe_dump({"åbne": told}, allow_unicode=True, width=10**9)


def _line_of(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line, from 1, of what a path of keys and indexes leads to; 0 where it leads nowhere."""
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return 0
    return node.start_mark.line + 1 if node is not None and path else 0


def _only_where_asked(examined: ExaminedExport, open_questions: Sequence[OpenQuestion]) -> dict[str, Any]:
    """The sections that few exports need."""
    asked, decisions, rows = {question.section for question in open_questions}, examined.decisions, examined.rows
    sections: dict[str, Any] = {}
    if "rigtig_fil" in asked or decisions.right_file:
        sections["rigtig_fil"] = decisions.right_file
    if "prøvesvar" in asked or decisions.trials:
        sections["prøvesvar"] = decisions.trials
    if rows.doubted:
        sections["rækker"] = [
            {
                "række": str(examined.export.rows[each.row]),
                "begynder": each.begins,
                "mærke": each.mark,
                "til": each.said,
            }
            for each in rows.doubted
        ]
    return sections


def _about(examined: ExaminedExport) -> dict[str, Any]:
    export = examined.export
    about: dict[str, Any] = {"fil": export.file, "format": export.format, "rækker": len(export.rows)}
    about["indhold"] = examined.content
    if export.statuses is not None:
        about |= {"gennemførte": export.statuses.count(FINISHED), "delvise": export.statuses.count(PARTIAL)}
    return about


def _numbering(examined: ExaminedExport, open_questions: Sequence[OpenQuestion]) -> dict[str, str]:
    """Question → what was said of its codes, of those that have any."""
    asked = [question.about for question in open_questions if question.section == "talkoder"]
    said = examined.decisions.numbering
    return {key: said.get(key, "") for key in examined.questionnaire.questions if key in asked or said.get(key)}


def _column(match: ColumnMatch, examined: ExaminedExport, year: str) -> dict[str, str]:
    column = match.column
    decision = examined.decisions.columns.get((column.key, column.wording), "")
    target = match.target or match.private or decision
    entry = {"kolonne": column.key, "ordlyd": column.wording, "til": target, "hvordan": match.how}
    if match.near_wording:
        entry["spørgeskemaets_ordlyd"] = match.near_wording
    if match.near:
        entry["forslag"] = match.near
    if match.how == OPEN:
        entry["besked"] = column_message(match, year)
    if match.how == SUPERSEDED:
        entry["besked"] = match.message
    if match.how == PRIVATE:
        entry["besked"] = (
            "Bliver til et pseudonym: navnet læses ikke videre."
            if match.private == NAME else "Personoplysning: læses ikke videre."
        )  # fmt: skip
    return entry


def _answer(entry: AnswerEntry, year: str) -> dict[str, Any]:
    reading = entry.reading
    listed: dict[str, Any] = {
        "spørgsmål": entry.question, "læst": entry.read, "betyder": reading.meaning or entry.decision,
        "hvordan": reading.how, "antal": entry.count, "sted": entry.place,
    }  # fmt: skip
    if reading.near:
        listed["forslag"] = reading.near
    if reading.how == OPEN:
        listed["besked"] = answer_message(entry, year)
    return listed

"""What a person does between the two runs of `vaeresteder new`: reads `mapping.yml` and fills in the blanks."""

from pathlib import Path
from typing import Any

import yaml

from helpers.intake.decisions import EMPTY, IN_ORDER, INCLUDE, LEAVE_OUT, NOT_ASKED, ZERO
from helpers.intake.matching import OPEN
from helpers.survey.edition_file import write_fields
from rehearsal.exports import POSTCODES
from rehearsal.planned import INVITED, NOTICE, RELEASED, SHORT_NOTICE


def decide(mapping: Path, *, invited: int = INVITED, first_row: int = 2, partial: bool = False) -> None:
    """Answer every open question in `mapping.yml`.

    `first_row` is the number of the first response in the export, `partial` whether half responses count.
    """
    raw: dict[str, Any] = yaml.load(mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    raw["udgave"] |= {
        "periode": "marts-april 2026",
        "medlemmer": "176",
        "ramme": raw["udgave"]["ramme"] or str(invited),
    }
    raw["delvise"] = INCLUDE if partial else LEAVE_OUT
    raw["talkoder"] = IN_ORDER
    taken = set()
    for column in raw["kolonner"]:
        if column["hvordan"] == OPEN:
            column["til"] = column.get("forslag", LEAVE_OUT)
            taken.add(column["til"])
    for key in raw["mangler"]:
        if key not in taken:
            raw["mangler"][key] = ZERO if "." in key else NOT_ASKED
    for doubt in ("intet_valgt", "blanke"):
        raw[doubt] = dict.fromkeys(raw[doubt], ZERO)
    municipalities = {postcode.split()[0]: code for code, postcode in POSTCODES.items()}
    if "postnummerforslag" in raw:
        raw["postnummerforslag"] = "brug"
    raw["ordlyd"] = dict.fromkeys(raw.get("ordlyd", {}), "samme")
    raw["postnumre"] = {code: place or municipalities[code] for code, place in raw["postnumre"].items()}
    for answer in raw["svar"]:
        if answer["hvordan"] == OPEN:
            answer["betyder"] = answer.get("forslag") or EMPTY
    question, count = RELEASED
    raw["frigiv"][question] = [str(first_row + number) for number in range(count)]
    mapping.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")


def label_as_rehearsal(edition: Path) -> None:
    """Write into `edition.yml` that the answers are invented."""
    labels = {"source": "rehearsal", "notice": NOTICE, "short_notice": SHORT_NOTICE, "responses_public": False}
    write_fields(edition, {**labels, "subtitle": "Prøveudgave med opdigtede svar"}, {}, "")

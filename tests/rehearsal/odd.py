"""Years that a book has to stand: few, many, a group of two, and a part of the questionnaire left out."""

from collections.abc import Mapping
from types import MappingProxyType

from rehearsal.rehearse import Plan

ON_HOMELESSNESS = (
    "har_hjemloese", "tilbud_hjemloese", "indsatser", "samarbejdspartnere", "inddraget", "mere_viden",
    "samarbejdsbehov", "henvisninger", "samarbejdspartner",
)  # fmt: skip


def _plan(format: str, count: int, invited: int, **more: object) -> Plan:
    plain = {"partial": 0, "wanted": {}, "near_wordings": {}, "not_in_export": (), "changed": False, "doubted": ""}
    return Plan(format=format, count=count, invited=invited, **{**plain, **more})  # type: ignore[arg-type]


ODD: Mapping[str, Plan] = MappingProxyType({
    "tyve svar": _plan("spss", 20, 60),
    "to i en gruppe": _plan(
        "excel", 70, 110, wanted={"organisationsform.brugerdrevet": 2, "tilbudstype.visiteret": 2}
    ),
    "uden spørgsmål om hjemløshed": _plan("enalyzer", 90, 140, not_in_export=ON_HOMELESSNESS),
    "fem tusind svar": _plan("csv", 5000, 6000),
})  # fmt: skip

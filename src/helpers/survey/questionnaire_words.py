"""The words of `data/questionnaire.yml`: what a person writes there in Danish, and the program's name for each."""

from collections.abc import Mapping
from types import MappingProxyType

from helpers.base.edited_file import Field

TOP: Mapping[str, Field] = MappingProxyType({
    "temaer": Field("themes", True),
    "spoergsmaal": Field("questions", True),
    "maal": Field("measures"),
    "grupper": Field("groups"),
    "opdelinger": Field("breakdowns"),
    "kontroller": Field("checks"),
})  # fmt: skip
QUESTION: Mapping[str, Field] = MappingProxyType({
    "tema": Field("theme", True, "rammer"),
    "slags": Field("kind", True, "et_svar"),
    "ordlyd": Field("text", True),
    "kort": Field("short"),
    "svar": Field("answers"),
    "punkter": Field("items"),
    "enhed": Field("unit"),
    "note": Field("note"),
    "privat": Field("private"),
    "stillet_til": Field("asked_of"),
    "muligt": Field("possible"),
    "saedvanligt": Field("usual"),
})  # fmt: skip
MEASURE: Mapping[str, Field] = MappingProxyType({
    "slags": Field("kind", True, "sum"),
    "af": Field("of", True),
    "ordlyd": Field("text", True, "Hvad der tælles"),
    "kort": Field("short"),
    "svar": Field("answers"),
    "punkter": Field("items"),
    "blandt": Field("among"),
    "enhed": Field("unit"),
})  # fmt: skip
INTERVAL: Mapping[str, Field] = MappingProxyType({
    "navn": Field("label", True, "1-5 frivillige"),
    "fra": Field("from"),
    "til": Field("to"),
})  # fmt: skip
GROUPING: Mapping[str, Field] = MappingProxyType({
    "af": Field("of", True),
    "medlemmer": Field("members", True),
})  # fmt: skip
MEMBER: Mapping[str, Field] = MappingProxyType({
    "svar": Field("answer", True, "ja"),
    "navn": Field("label", True, "Åbne tilbud"),
})  # fmt: skip
CHECK: Mapping[str, Field] = MappingProxyType({
    "slags": Field("kind", True, "sum_hoejst"),
    "af": Field("of", True),
    "hoejst": Field("at_most"),
    "saetning": Field("text", True, "Hvad lyder forkert?"),
})  # fmt: skip

QUESTION_WORDS: Mapping[str, str] = MappingProxyType({
    "et_svar": "single", "flere_svar": "multiple", "antal": "count", "timer": "hours", "en_kommune": "municipality",
    "fritekst": "text",
})  # fmt: skip
# What people write for these before they have read the list.
QUESTION_GUESSES: Mapping[str, str] = MappingProxyType({
    "enkelt": "et_svar", "enkeltvalg": "et_svar", "valg": "et_svar", "ja_nej": "et_svar", "liste": "et_svar",
    "flere": "flere_svar", "flervalg": "flere_svar", "tekst": "fritekst", "fri_tekst": "fritekst", "tal": "antal",
    "heltal": "antal", "tid": "timer", "postnummer": "en_kommune",
})  # fmt: skip
MEASURE_WORDS: Mapping[str, str] = MappingProxyType({
    "gruppe_af_kommuner": "municipality_group", "intervaller": "intervals", "sum": "sum",
    "antal_valgte": "number_marked", "udelukkende": "only",
})  # fmt: skip
CHECK_WORDS: Mapping[str, str] = MappingProxyType({
    "begge_eller_ingen": "both_or_neither", "pr_person": "per_person", "sum_hoejst": "sum_at_most", "blandt": "among",
    "kraever": "requires", "samme_sted": "same_place", "steder": "places",
})  # fmt: skip
# What stands in braces in the sentence of a check.
SLOTS: Mapping[str, str] = MappingProxyType({
    "punkt": "item", "foerste": "first", "anden": "second", "graense": "limit", "raekker": "rows", "kommunen": "place",
})  # fmt: skip


def word_of(name: str, words: Mapping[str, str]) -> str:
    """The Danish word for one of the program's names."""
    return next(word for word, each in words.items() if each == name)


def field_of(name: str, fields: Mapping[str, Field]) -> str:
    """The Danish name of the field behind which one of the program's names stands."""
    return next(word for word, field in fields.items() if field.name == name)

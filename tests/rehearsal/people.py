"""Invented places, persons and free texts: what a real export holds and a book must never show."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

_KINDS = ("Værestedet", "Café", "Varmestuen", "Huset")
_FIRST = ("Måge", "Tusind", "Klokke", "Krystal", "Bøge", "Vinter", "Pære", "Hjorte", "Kobber", "Lærke", "Rav", "Tinde")
_SECOND = ("stjernen", "fryden", "gyngen", "krogen", "lunden", "porten", "sneglen", "tragten", "vingen", "ploven")
_GIVEN = ("Ditte", "Ejnar", "Gyrithe", "Hallfred", "Isolde", "Jeppe", "Kirstine", "Ludvig", "Mette-Lis", "Øjvind")
_FAMILY = ("Brandtoft", "Fuglevad", "Kvistgaard", "Lyngbæk", "Skovhede", "Tranekær", "Åbyskov")
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})

# What people write that is no plain sentence, each a trap to some format, page or workbook.
HOSTILE = (
    'De siger "kom ind" i døren; så får alle kaffe, brød & ro.',
    "<script>alert('vaerested')</script> stod der i vores gæstebog",
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)> og <b>fed</b> skrift",
    "Første linje\nanden linje; med semikolon\tog tabulator",
    "Vi er her 🙂🏠 – også om søndagen",
    "Skriv til leder@kvistgaarden.example, så viser vi rundt",
    "+45 er ikke nok, @alle skal med",
    "-",
    "[et link](javascript:alert(1)) og {fact}`respondenter`",
)
# By question, in words of everyday; the first holds themes that can be counted.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "styrker": (
        "Vores største styrke er rummelighed: her er plads til alle, som de er.",
        "Fællesskabet ved bordet betyder mere end alt andet.",
        "Vi har tid til samtaler, og relationen er stærk.",
        "De frivillige giver hverdagen ro og nærvær.",
    ),
    "udfordringer": (
        "Vi mangler personale, når nogen er syge.",
        "Økonomien er usikker, og puljerne løber ud.",
        "Lokalerne er for små til så mange mennesker.",
        "Det er svært at finde nye frivillige til aftenerne.",
    ),
    "brugerinddragelse": (
        "Brugerne holder husmøde hver måned og bestemmer maden.",
        "Brugerrådet er med til at ansætte.",
    ),
    "samarbejdsbehov": ("Vi savner én fast kontakt i kommunen.", "Fælles møder med herberget ville hjælpe."),
    "henvisninger": ("Herberget følger folk herhen om fredagen.", "Det sker sjældent."),
    "samarbejdspartner": (
        "Vi kan være bro til et fællesskab efter indflytningen.",
        "Vi kan huse kommunens gadesygeplejerske to formiddage.",
    ),
}


@dataclass(frozen=True)
class Contact:
    """Whom the questionnaire was sent to."""

    place: str
    person: str
    email: str


def make_contact(rng: Random, number: int) -> Contact:
    """An invented place with its contact person; `number` keeps them apart."""
    name = f"{rng.choice(_FIRST)}{rng.choice(_SECOND)}"
    person = f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"
    address = f"{person.casefold().translate(_ASCII)}@{name.casefold().translate(_ASCII)}{number}.example"
    return Contact(f"{rng.choice(_KINDS)} {name} {number}", person, address)


def write_text(rng: Random, question: str, contact: Contact, hostile: str = "", *, signed: bool = True) -> str:
    """What a place wrote, as people do it with their names below; `hostile` stands in it word for word."""
    told = hostile or rng.choice(_TEXTS.get(question, ("Det har vi skrevet om ovenfor.",)))
    if not signed or told.startswith(("=", "+", "-")):
        return told
    return rng.choice((
        f"{told} Hilsen {contact.person}, {contact.place}.",
        f"{told} Ring til {contact.person}.",
        f"{told} Vi skrev også om det på {contact.email}.",
    ))  # fmt: skip

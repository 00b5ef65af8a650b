"""Danish words and number formats: the one formatter through which numbers reach a reader."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from helpers.base.rounding import round_half_up

NO_BREAK_SPACE = "\u00a0"
SOFT_HYPHEN = "\u00ad"
_WORDS = (
    "nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv",
)  # fmt: skip
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def format_number(value: Fraction | int, decimals: int = 0) -> str:
    """The number as a Dane writes it: `1.348`, `26,3`; halves round up."""
    rounded = round_half_up(Fraction(value), decimals)
    scaled = int(abs(rounded) * 10**decimals)
    whole, fraction = divmod(scaled, 10**decimals)
    text = f"{whole:,}".replace(",", ".")
    if decimals:
        text += f",{fraction:0{decimals}d}"
    return f"−{text}" if rounded < 0 else text


def format_percent(value: Fraction | int, decimals: int = 0) -> str:
    """The percentage with a space that does not break before the sign: `16 %`."""
    return f"{format_number(value, decimals)}{NO_BREAK_SPACE}%"


def format_date(day: date) -> str:
    """The day as a Dane writes it: `3. november 2026`."""
    return f"{day.day}.{NO_BREAK_SPACE}{_MONTHS[day.month - 1]} {day.year}"


def counted(number: int, one: str, several: str) -> str:
    """How many of what: `1 sætning`, `2 sætninger`."""
    return f"{format_number(number)} {one if number == 1 else several}"


def number_word(number: int) -> str:
    """The number in words up to twelve (`et` is for the author to write), in digits beyond."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else format_number(number)


def danish_order(name: str) -> str:
    """A key that sorts æ, ø, å last, and Aa as å."""
    return name.lower().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))


def capitalise(text: str) -> str:
    """The text with its first letter in upper case and the rest as it was."""
    return text[:1].upper() + text[1:]


# The beginnings of the field's long words, with the places where they may be divided: what a program knows of
# Danish divides compounds in the wrong place.
_DIVIDED = """
    drifts|overens|komst drifts|aftale hjemløse|proble|matik ensomheds|proble|matik hovedstads|kommune
    provinsby|kommune provins|kommune oplands|kommune land|kommune storby|kommune kommune|gruppe sags|behandling
    sundheds|ydelse sundheds|faglig bolig|forening bolig|organisation bolig|ministeri bolig|formidling
    bolig|anvisning forsorgs|hjem lands|forening lands|organisation organisations|form hjemløse|indsats
    hjemløse|område hjemløse|reform hjemløse|situation hjemløsheds|område hjemløsheds|forskning gennemsnits|alder
    eksklusions|gruppe majoritets|gruppe aktivitets|niveau gadeplans|arbejde kerne|målgruppe medarbejder|kapacitet
    medarbejder|ressource medarbejder|time fritekst|svar fritekst|spørgsmål baggrunds|spørgsmål baggrunds|kapitel
    analyse|kapitl social|styrelse social|forvaltning social|psykiatri social|ministeri social|demokrat
    kristen|demokrat væresteds|bruger væresteds|tanke fuldtids|ansat deltids|ansat deltids|medarbejder
    samarbejds|partner samarbejds|model samarbejds|behov bruger|inddragelse bruger|involvering svar|mulighed
    data|indsamling fællesskabs|måling helheds|orienteret samfunds|tjeneste samfunds|problem arbejds|prøvning
    begrebs|afklaring fag|professionel holdnings|undersøgelse ydelses|afdeling fritids|aktivitet
    orienterings|skrivelse frivillig|gruppe personale|mangel personale|gruppe kilde|kontrol regerings|program
    sekretariats|chef støtte|løsning støtte|kontakt|person kontakt|person interesse|organisation etablerings|hjælp
    forsknings|center forsknings|centret tvær|sektoriel misbrugs|rådgiver projekt|kommune behandlings|tilbud
    behandlings|institution rusmiddel|behandling helbreds|mæssig kriminal|forsorg selvmøder|princip
    litteratur|liste netværks|samarbejde kolonne|overskrift praksis|erfaring problem|stilling forud|sætning
    sammen|ligning alders|gruppe samværs|tilbud samskabelses|initiativ samskabelses|dagsorden lov|bekendtgørelse
""".split()
_STEMS = {spelt.replace("|", ""): spelt for word in _DIVIDED for spelt in (word, capitalise(word))}
_STEM = re.compile("|".join(sorted(_STEMS, key=len, reverse=True)))


def divide_words(text: str) -> str:
    """The text with soft hyphens in the field's long words, for narrow columns and lines of print."""
    return _STEM.sub(lambda found: _STEMS[found[0]].replace("|", SOFT_HYPHEN), text)


def join_words(words: Sequence[str], last: str = "og") -> str:
    """The words as an enumeration: `a, b og c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def number_ranges(numbers: Sequence[int]) -> str:
    """The numbers in order, those that follow each other as a range: `3, 5-7 og 9`."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    return join_words([str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in ranges])

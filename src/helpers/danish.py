"""Danish words and number formats: the one formatter through which numbers reach a reader."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from helpers.rounding import round_half_up

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


def number_word(number: int) -> str:
    """The number in words up to twelve (`et` is for the author to write), in digits beyond."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else format_number(number)


def capitalise(text: str) -> str:
    """The text with its first letter in upper case and the rest as it was."""
    return text[:1].upper() + text[1:]


# The field's long words, with the places where they may be divided: what a program knows of Danish
# divides compounds in the wrong place.
_DIVIDED = (
    "drifts|overens|komst",
    "hjemløse|proble|matikker",
    "ensomheds|proble|matikker",
    "hovedstads|kommuner",
    "provinsby|kommuner",
    "oplands|kommuner",
    "land|kommuner",
    "storby|kommuner",
    "kommune|gruppe",
    "sags|behandling",
    "sundheds|ydelser",
    "bolig|foreninger",
    "forsorgs|hjem",
)


def divide_words(text: str) -> str:
    """The text with soft hyphens in the field's long words, for narrow columns."""
    for word in _DIVIDED:
        for spelt in (word, capitalise(word)):
            text = text.replace(spelt.replace("|", ""), spelt.replace("|", SOFT_HYPHEN))
    return text


def join_words(words: Sequence[str]) -> str:
    """The words as an enumeration: `a, b og c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"

"""What in a reader's text is not Danish: words of an English interface, and numbers and dates written as in English."""

import re
from collections.abc import Iterator

# Words of Sphinx, MyST-NB, docutils, Jupyter Book, browsers and libraries, small words that no Danish text has,
# and the words that facts and columns are called in the data. Left out is what Danish has too (by, have, link, to).
_ENGLISH = """
the of this that these those with without your you are and not found from has been is was were which who what when
where why how yes results? search searching contents? next previous back skip show hide toggle close open loading
submit cancel click more less read see go add remove clear reset apply settings share save load file files copy
copied expand collapse sidebar hidden cell warning error failed missing also page pages copyright built created
updated last sphinx navigation footnotes? notes home heading table image figure section chapter edition download
preparing permalink source sources references? index glossary term chart map legend axis value values count total
percent mean average share median unit question questions answers? respondents published survey reconstructed
suppressed withheld group groups null undefined nan true false january february march may june july
monday tuesday wednesday thursday friday saturday sunday language theme light dark mode contrast keyboard
""".split()
_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_ENGLISH)}|link to|back to)(?!\w)", re.IGNORECASE)
# Names that are English also in a Danish sentence, and commands, which have no mark in print.
_NAMES = re.compile(
    r"Housing[ -]First|Treatment[ -]First|Critical Time Intervention|Intensive Case Management"
    r"|Assertive Community Treatment|European Typology of Homelessness and Housing Exclusion"
    r"|(?:react-denmark-)?map, Martin Polley|source \.venv/bin/activate|make book EDITION=\d+"
    r"|git add notebooks data|hide-input"
    r"|[\w/.-]+\.(?:csv|yml|xlsx|json|html|md)|https?://\S+"
)
_NUMBER = re.compile(
    r"(?<![\w.,/:-])\d+\.(?:\d{1,2}|\d{4,})(?![\w.])"  # a decimal point; after a thousands point stand three digits
    r"|(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])"  # a thousands comma
    r"|\d%"  # Danish sets a blank before the sign
    r"|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"  # 2024-05-04
    r"|(?<!\d)\d{1,2}/(?:1[3-9]|2\d|3[01])/\d{2,4}(?!\d)"  # month before day
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}(?::\d\d)? ?[ap]m\b"
)
# Versions are no numbers.
_VERSIONS = re.compile(r"CC BY 4\.0|PDF/UA-1|WCAG 2\.\d|axe-core \d+\.\d+|v\d+:\d+")


def foreign_words(text: str) -> Iterator[str]:
    """Each English word, with the text that it stands in."""
    for match in _WORD.finditer(_NAMES.sub(_blank, text)):
        yield f'"{match[0]}" i "{text}"'


def foreign_numbers(text: str) -> Iterator[str]:
    """Each number or date that is not written in Danish, with the text that it stands in."""
    for match in _NUMBER.finditer(_VERSIONS.sub(_blank, text)):
        yield f'"{match[0]}" i "{text}"'


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])

"""Text from elsewhere as plain text: without the signs that a format or a terminal does not take for text."""

import re
import unicodedata

# What XML 1.0 has no place for, and with it neither a workbook nor an SVG.
_UNKNOWN_TO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
REPLACED = "\ufffd"
# Formatting that changes how its neighbours are read: bidirectional orders, zero widths, tags. Soft hyphens,
# which only say where a word may be divided, are the book's own.
_UNSEEN_KINDS = ("Cc", "Cf", "Cs", "Zl", "Zp")
_KEPT = "\n\u00ad"


def known_to_xml(text: str) -> str:
    """The text with each sign that XML has no place for replaced by the sign for an unknown one."""
    return _UNKNOWN_TO_XML.sub(REPLACED, text)


def without_unseen(text: str) -> str:
    """The text without signs that nobody sees: controls, directions, zero widths; a line's end stays."""
    return "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in _UNSEEN_KINDS)


def for_terminal(text: str) -> str:
    r"""The text for a terminal: what would steer it stands there as a code, `\x1b`; lines end as they did."""
    return "".join(
        sign if sign in _KEPT or unicodedata.category(sign) not in _UNSEEN_KINDS else _code(sign) for sign in text
    )


def _code(sign: str) -> str:
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"

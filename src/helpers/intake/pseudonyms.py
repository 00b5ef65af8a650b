"""The name of a place as a pseudonym: the same from year to year, and nothing without the researcher's key.

See `docs/decisions/pseudonyms.md`.
"""

import hashlib
import hmac
import os
import re
import secrets
import tempfile
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT
from helpers.intake.coding.choices import code_label
from helpers.intake.examination import ExaminedExport
from helpers.intake.wordings import normalise

# The private question whose answer, with the municipality, tells a place from all others.
NAME = "navn"
LENGTH = 16
_KEY_BYTES = 32
_ID_LENGTH = 8
# How the accents of "café" are composed; the ring of "å" is another, and tells letters apart.
_ACCENTS = re.compile("[\u0300\u0301]")
_KIND_OF_PLACE = re.compile(r"^værested(?:et)? | værested(?:et)?$")


@dataclass(frozen=True)
class PlacePseudonyms:
    """The pseudonym of the place of each kept row, blank where it is not known, and the name of the key.

    Both are blank where the export names no places.
    """

    pseudonyms: tuple[str, ...] = ()
    key_id: str = ""


def place_pseudonyms(examined: ExaminedExport, key_path: Path) -> PlacePseudonyms:
    """The places of an export; the key is read, or made, only where it names any.

    Raises what `load_key` raises.
    """
    names = next((match.column for match in examined.matches if match.private == NAME), None)
    if names is None or not any(names.values[row].strip() for row in examined.kept):
        return PlacePseudonyms()
    key = load_key(key_path)
    where = next((q.key for q in examined.questionnaire.questions.values() if q.kind == "municipality"), "")
    municipalities = examined.coded.columns.get(where) or [""] * len(examined.kept)
    written = [names.values[row].strip() for row in examined.kept]
    found = tuple(
        place_pseudonym(code_label(text, names.labels) or text, municipality, key)
        for text, municipality in zip(written, municipalities, strict=True)
    )
    return PlacePseudonyms(found, key_id(key))


def place_pseudonym(name: str, municipality: str, key: bytes) -> str:
    """The pseudonym of a place, 16 hexadecimal digits; blank where its name or municipality is.

    `municipality` is the code with four digits. Without the key nobody can tell whether a name was
    it, not by trying all the names there are.
    """
    plain = plain_name(name)
    if not plain or not municipality:
        return ""
    return hmac.new(key, f"{plain}\n{municipality}".encode(), hashlib.sha256).hexdigest()[:LENGTH]


def plain_name(name: str) -> str:
    """A name without what people write differently about one place; blank where nothing is left."""
    text = unicodedata.normalize("NFKD", normalise(name))
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text)).replace("aa", "å").replace("&", " og ")
    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    return _KIND_OF_PLACE.sub("", " ".join(words))


def key_id(key: bytes) -> str:
    """A short name for the key: equal for equal keys, and telling nothing else of it."""
    return hmac.new(key, b"key_id", hashlib.sha256).hexdigest()[:_ID_LENGTH]


def load_key(path: Path) -> bytes:
    """The 32 bytes of the researcher's key, made on first use in a file that only the owner can read.

    Raises VaerestederError where the file lies in the repository, others can read it, or it holds no key.
    """
    if path.resolve().is_relative_to(ROOT):
        raise VaerestederError(
            f"Nøglen {path} ligger i projektets mappe og kunne blive delt med andre. Læg den et andet sted, og skriv "
            "stien i miljøvariablen VAERESTEDER_KEY."
        )
    try:
        if not path.exists():
            _make_key(path)
        # Windows keeps no such bits; a home folder is its owner's there.
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise VaerestederError(f"Nøglen {path} kan læses af andre på maskinen. Skriv: chmod 600 {path}")
        text = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise VaerestederError(
            f"Nøglen {path} kan ikke læses eller skrives: Der er ikke adgang, eller disken er fuld. Ret det, eller "
            "skriv en anden sti i miljøvariablen VAERESTEDER_KEY."
        ) from error
    except UnicodeDecodeError:
        text = ""
    if not re.fullmatch(rf"[0-9a-f]{{{2 * _KEY_BYTES}}}", text):
        raise VaerestederError(
            f"Nøglen {path} er beskadiget: Filen skal have {2 * _KEY_BYTES} tegn, 0-9 og a-f. Hent den fra din kopi. "
            "Er den tabt, så flyt filen væk: Der laves en ny, men stederne kan så ikke følges fra de tidligere år."
        )
    return bytes.fromhex(text)


def _make_key(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Its rights are those of its owner from the first moment.
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_hex(_KEY_BYTES)}\n")
            file.flush()
            os.fsync(file.fileno())
        # As a whole, and only if no other run has made it meanwhile.
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()

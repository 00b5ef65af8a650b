"""Whether a file of responses is the one that its edition names, and why it may be another."""

import hashlib
from pathlib import Path


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum_fault(path: Path, expected: str) -> str:
    """Why a file is not the one with the expected checksum, and what to do, in Danish; blank where it is."""
    found = checksum(path)
    if not expected or found == expected:
        return ""
    content = path.read_bytes()
    if hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest() == expected:
        return (
            "Filens linjer slutter på en anden måde (som i Windows), så dens kontrolsum er en anden. Svarene er de "
            "samme. Et program, f.eks. Git, har skrevet linjerne om. Hent bogens mappe igen: Filen .gitattributes i "
            "den siger, at linjerne ikke må skrives om."
        )
    if hashlib.sha256(content.removeprefix(b"\xef\xbb\xbf")).hexdigest() == expected:
        return (
            "Filen er gemt igen af et program, der har sat et usynligt mærke først i den. Svarene er de samme. Gem den "
            "som UTF-8 uden mærke (BOM), eller læg den oprindelige fil tilbage."
        )
    return (
        f"Filen er ændret: Dens kontrolsum er {found}, men edition.yml siger {expected}. Læg den oprindelige fil "
        "tilbage. Er det meningen, at svarene er andre, så skriv den nye kontrolsum i edition.yml."
    )

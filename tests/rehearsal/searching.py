"""Where a text from an export turns up again: in pages, notebooks, PDFs, workbooks and all else that was built."""

import gzip
import html
import io
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pikepdf
from pdf_reading import page_texts

from rehearsal.answers import Answers
from rehearsal.planned import RELEASED

# Shorter texts ("-") say nothing about who wrote them.
_SHORTEST = 12


def secrets_of(answers: Answers) -> set[str]:
    """Names of places and persons, addresses, and each free text with its sentences, but for what is released."""
    names = {word for contact in answers.contacts for word in (contact.place, contact.person, contact.email)}
    names |= {contact.place.split()[1] for contact in answers.contacts}
    names |= {contact.email.partition("@")[2] for contact in answers.contacts}
    found = set()
    questions = [q.key for q in answers.questionnaire.questions.values() if q.kind == "text" and not q.private]
    released = ""
    for row in (*answers.rows, *answers.partial):
        for question in questions:
            text = row.get(question, "")
            if question == RELEASED[0] and row in answers.rows[: RELEASED[1]]:
                released += text
            else:
                found |= {text, *re.split(r"(?<=[.?!])\s+|\n", text)}
    return names | {text for text in found if len(text) >= _SHORTEST and bare(text) not in bare(released)}


def bare(text: str) -> str:
    """The text without white space, soft hyphens, case, and the ways in which pages and notebooks write letters."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    text = html.unescape(text).replace("\\n", "\n").replace('\\"', '"')
    return "".join(text.replace("\u00ad", "").split()).casefold()


def told(said: str, texts: Collection[str]) -> list[str]:
    """Which of the texts a command's output holds."""
    content = bare(said)
    return [text for text in texts if bare(text) in content]


def search(folder: Path, texts: Collection[str]) -> list[str]:
    """Each text found below a folder with the file that holds it."""
    wanted = {bare(text): text for text in texts}
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = "\n".join(bare(part) for part in _parts(path.name, path.read_bytes()))
        found += [f"{path.relative_to(folder)}: {text}" for key, text in wanted.items() if key in content]
    return found


def _parts(name: str, data: bytes) -> Iterator[str]:
    """All text in a file: as it stands, and what is packed in it."""
    yield data.decode("utf-8", "ignore")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "ignore")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield inner
                yield from _parts(inner, archive.read(inner))
    if data[:2] == b"\x1f\x8b":
        yield from _parts(name.removesuffix(".gz"), gzip.decompress(data))
    if data[:5] == b"%PDF-":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield from page_texts(pdf)
            yield from (str(value) for value in pdf.docinfo.values())
            with pdf.open_outline() as outline:
                yield from (str(entry.title) for entry in outline.root)
            with pdf.open_metadata() as metadata:
                yield str(metadata)
            for element in pdf.objects:
                if isinstance(element, pikepdf.Dictionary) and "/Alt" in element:
                    yield str(element.Alt)

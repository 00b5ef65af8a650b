"""A zip file that is read part by part within limits: what is packed too densely or too large is refused unread."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from helpers.intake.export import refuse

CHUNK = 1 << 18
# What reading a damaged zip file or its XML raises; XML parsers derive theirs from SyntaxError.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, SyntaxError, NotImplementedError, EOFError, OSError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """How much a zip file and the sheets in it may hold: 100,000 places and 400 columns fit with room to spare."""

    file: int = 50_000_000
    unpacked: int = 600_000_000
    part: int = 400_000_000
    small_part: int = 30_000_000
    ratio: int = 400
    dense: int = 1_000_000
    parts: int = 2_000
    rows: int = 200_000
    columns: int = 5_000
    cells: int = 12_000_000
    texts: int = 150_000_000


LIMITS = Limits()


class Archive:
    """The parts of a zip file by their names, whichever way the slashes in them lean."""

    def __init__(self, data: bytes, path: Path, limits: Limits = LIMITS) -> None:
        """Raises DataError where the bytes are no zip file, or it breaks a limit, is encrypted or points outside."""
        self.path, self.limits = path, limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*DAMAGED, ValueError) as error:
            raise refuse(path, "Filen er ikke det, som navnet siger, eller den er beskadiget. Gem den igen.") from error
        infos = self._zip.infolist()
        self._parts = {info.filename.replace("\\", "/"): info for info in infos}
        if message := self._fault(infos):
            raise refuse(path, message)

    def _fault(self, infos: list[zipfile.ZipInfo]) -> str:
        limits = self.limits
        if len(infos) > limits.parts:
            return f"Filen har mere end {limits.parts} dele. Gem kun arket med svar."
        if sum(info.file_size for info in infos) > limits.unpacked:
            return f"Filen fylder mere end {limits.unpacked // 1_000_000} MB udpakket. Gem kun arket med svar."
        if any(i.file_size > limits.dense and i.file_size > limits.ratio * max(i.compress_size, 1) for i in infos):
            return "Filen er pakket så tæt, at den kan være lavet for at fylde maskinens hukommelse. Gem den igen."
        if any(info.flag_bits & 1 for info in infos):
            return "Filen er beskyttet med en adgangskode. Gem den uden."
        if any(name.startswith("/") or ".." in name for name in self._parts):
            return "Filen har dele, der peger ud af den. Den læses ikke."
        return "Filen har to dele med samme navn. Gem den igen." if len(self._parts) != len(infos) else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, without folders."""
        return tuple(name for name in self._parts if not name.endswith("/"))

    @property
    def written_names(self) -> tuple[str, ...]:
        """The names of the parts as the file writes them."""
        return tuple(info.filename for info in self._zip.infolist())

    def read(self, name: str, largest: int = 0) -> bytes:
        """A part as a whole. Raises DataError where it is missing, damaged or larger than a part of its kind."""
        return b"".join(self.chunks(name, largest or self.limits.small_part))

    def chunks(self, name: str, largest: int) -> Iterator[bytes]:
        """A part bit by bit. Raises DataError as `read` does."""
        info = self._parts.get(name)
        if info is None:
            raise refuse(self.path, f"Filens del {name[:80]} mangler. Åbn den i det program, den kom fra, og gem igen.")
        if info.file_size > largest:
            raise refuse(self.path, (
                f"Filens del {name[:80]} er for stor til at være svar på et skema. Gem kun arket med svar."
            ))  # fmt: skip
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except (*DAMAGED, ValueError) as error:
            raise self._unreadable(name) from error

    def parse(self, name: str, prepare: Callable[[expat.XMLParserType], None], largest: int = 0) -> None:
        """Runs a part through an XML parser, tags as "namespace name", whose handlers `prepare` sets.

        Raises DataError where the part is missing, damaged, too large, or defines entities of its own.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        prepare(parser)
        try:
            for chunk in self.chunks(name, largest or self.limits.small_part):
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except (*DAMAGED, ValueError, KeyError, IndexError, OverflowError) as error:
            raise self._unreadable(name) from error

    def _refuse_doctype(self, *_: object) -> None:
        raise refuse(self.path, "Filen definerer egne XML-entiteter, som regneark aldrig skriver. Den læses ikke.")

    def _unreadable(self, name: str) -> Exception:
        return refuse(self.path, f"Filens del {name[:80]} kan ikke læses. Åbn filen i Excel, og gem den igen.")

"""What git does not have of an edition, packed for the next colleague or the next machine, with a list of it."""

import io
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.base.clock import today
from helpers.base.errors import VaerestederError
from helpers.base.paths import ROOT, edition_data, key_file
from helpers.base.whole_files import replace_whole
from helpers.survey.checksum import checksum
from helpers.survey.edition_file import read_fields

LIST = "LÆS-MIG.txt"
# Each with what it is to whoever unpacks it.
_FILES = {
    "responses.csv": "svarene, uden navne",
    "mapping.yml": "det, der er afgjort ved indlæsningen, med de ord, som stod i eksporten",
    "codebook.csv": "eksportens kolonner og koder",
    "doubts.csv": "det, som kontrollen var i tvivl om",
}


@dataclass(frozen=True)
class Handover:
    """What was packed: the archive, and the lines of its list."""

    archive: Path
    lines: tuple[str, ...]


def pack_edition(edition: str, archive: Path | None = None) -> Handover:
    """Pack what git does not have of an edition into one archive, beside the key where none is named.

    The key itself is not in it: with it and the answers a place could be told. Raises VaerestederError where there is
    nothing to pack, or the archive would lie in the project, from where it might be shared.
    """
    folder, key = edition_data(edition), key_file()
    target = (archive or key.parent / f"vaeresteder-{edition}.zip").expanduser().resolve()
    if target.is_relative_to(ROOT):
        raise VaerestederError(f"{target} ligger i bogens mappe og kunne blive delt med andre. Vælg et andet sted.")
    found = [folder / name for name in _FILES if (folder / name).is_file()]
    if not found:
        raise VaerestederError(
            f"Der er intet at gemme for {edition}: data/{edition}/ har hverken svar eller mapping.yml."
        )
    lines = _list(edition, found, key)
    content = io.BytesIO()
    # An archive knows no time before 1980, which a machine whose clock has stopped may tell.
    now = max(time.localtime()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(content, "w") as packed:
        parts = {
            LIST: ("\r\n".join(lines) + "\r\n").encode(),
            **{f"data/{edition}/{p.name}": p.read_bytes() for p in found},
        }
        for name, part in parts.items():
            packed.writestr(zipfile.ZipInfo(name, now), part, zipfile.ZIP_DEFLATED)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_whole(target, content.getvalue())
    target.chmod(0o600)
    return Handover(target, lines)


def _list(edition: str, found: Sequence[Path], key: Path) -> tuple[str, ...]:
    used = read_fields(found[0].parent / "edition.yml").get("key_id", "")
    key_lines = (
        f"Stedernes pseudonymer er lavet med nøglen {used}. Den er ikke her: Giv den videre for sig, og læg den i",
        f"~/.vaeresteder/{key.name} på den nye maskine. `vaeresteder doctor` siger, om det er den rigtige.",
    ) if used else ("Stederne har ingen pseudonymer, så der skal ingen nøgle med.",)  # fmt: skip
    return (
        f"Udgaven {edition} af Væresteders rammer og vilkår: det, som git ikke har. Pakket {today():%d-%m-%Y}.",
        "",
        *(f"data/{edition}/{path.name}: {_FILES[path.name]} (sha256 {checksum(path)})" for path in found),
        "",
        "Pak filen ud i bogens mappe, så filerne lander i data/. Kør så `vaeresteder doctor`.",
        *key_lines,
        "Eksporten med navne er heller ikke her. Har du den ikke, kan bogen bygges, men ikke læses ind igen.",
        "Filerne er fortrolige: De må ikke sendes ubeskyttet eller lægges i git.",
    )

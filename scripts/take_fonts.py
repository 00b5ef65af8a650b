"""Copies the faces of the book from their publisher's packages into `src/helpers/theme/fonts/`.

Run once and kept for the record: `python scripts/take_fonts.py` (needs npm and a network).

The PDF and the charts are set in them, so they are taken exactly as Adobe publishes them; only the file names
are evened out. The checksums prove that nothing was changed, and the full character sets mean that a
respondent's text in another alphabet can be set as well. `make_web_fonts.py` makes the web's fonts from them.
"""

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src" / "helpers" / "theme" / "fonts"
PACKAGES = {
    "source-sans@3.52.0": ("SourceSans3", "OFL-SourceSans3.md"),
    "source-serif@4.5.1": ("SourceSerif4", "OFL-SourceSerif4.md"),
}
STYLES = {"Regular": "Regular", "It": "Italic", "Semibold": "SemiBold"}
SHA256 = {
    "OFL-SourceSans3.md": "56af9b9c6715597e458284a474dc118a50a4150e9d547c70f7b4a33c3e6a9328",
    "SourceSans3-Regular.ttf": "4644c81b86ec9caaa76b634889968ed3c4f4f52f054855933acc7c2b21e53b0f",
    "SourceSans3-Italic.ttf": "192afd78f0f54a3c69eaf02d43f4d9a821e9d6110e41d3d25d61a7385cd580e4",
    "SourceSans3-SemiBold.ttf": "a3f4f8dcf343a8f24dc61951de93f3ba1558b15cd250ba24af8a40e957081b7d",
    "OFL-SourceSerif4.md": "c21d7293d87b6d7ab1d0229a2f55b77f33a7613a6a4e66f6693d68d7d8d09464",
    "SourceSerif4-Regular.ttf": "e5a4ee6a3d87bb9024796be390c6771e2a0eb1883dae25effaf57ca01668e24b",
    "SourceSerif4-Italic.ttf": "9d2950a8f1da66e21502c35d646a1d2148e79f9ea43fd2158cf02f5232e7f430",
    "SourceSerif4-SemiBold.ttf": "36db62940cb5728b12b1802476dc7fcf4c6c519a7bdd476ba23a4e555fc4655f",
}


def wanted_files(family: str, licence: str) -> dict[str, str]:
    """The members of a package that the book uses, each with its name in the project."""
    wanted = {"package/LICENSE.md": licence}
    for published, ours in STYLES.items():
        wanted[f"package/TTF/{family}-{published}.ttf"] = f"{family}-{ours}.ttf"
    return wanted


def main() -> None:
    """Writes the fonts and their licences; raises ValueError where a file is not the one expected."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for package, (family, licence) in PACKAGES.items():
            packed = subprocess.run(
                ["npm", "pack", "--silent", package],
                cwd=folder,
                check=True,
                capture_output=True,
                text=True,
            ).stdout.split()[-1]
            with tarfile.open(Path(folder) / packed) as archive:
                for member, name in wanted_files(family, licence).items():
                    extracted = archive.extractfile(member)
                    if extracted is None:
                        raise ValueError(f"{package} holds no file {member}")
                    content = extracted.read()
                    found = hashlib.sha256(content).hexdigest()
                    if found != SHA256[name]:
                        raise ValueError(f"{name}: expected sha256 {SHA256[name]}, got {found}")
                    (TARGET / name).write_bytes(content)


if __name__ == "__main__":
    main()

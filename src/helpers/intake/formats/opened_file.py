"""The bytes of a file that a person hands in, or one Danish sentence on why they cannot be had."""

from pathlib import Path

from helpers.intake.export import refuse

MAX_FILE = 50_000_000


def read_bytes(path: Path, largest: int = MAX_FILE) -> bytes:
    """What the file holds.

    Raises DataError where it is larger than `largest`, is not there, or is kept by another program.
    """
    try:
        if path.stat().st_size > largest:
            raise refuse(path, f"Filen er større end {largest // 1_000_000} MB. Gem kun arket med svar, og prøv igen.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise refuse(path, f"Filen findes ikke: {path}") from error
    except OSError as error:
        raise refuse(path, (
            "Filen kan ikke læses. Er den åben i et andet program (Excel?), så luk det, og kør igen. Ellers se efter, "
            "om du har lov til at læse den."
        )) from error  # fmt: skip


def list_folder(path: Path) -> list[Path]:
    """The files of a folder by name; raises DataError where it cannot be looked into."""
    try:
        return sorted(file for file in path.iterdir() if file.is_file())
    except OSError as error:
        raise refuse(path, "Mappen kan ikke læses. Se efter, om du har lov til at læse den.") from error

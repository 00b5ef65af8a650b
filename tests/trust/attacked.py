"""A small project that is built while something is done to it: killed, interrupted, run twice, short of room."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import yaml
from small_project import SmallProject

from helpers.build.fingerprint import hash_files
from helpers.survey.questionnaire import load_questionnaire

# `make trust` does all; the rehearsal a few of each.
FULL = os.environ.get("TRUST") == "full"
BUILD = "from helpers.cli.commands import main; main()"


def times(all_of_them: int, few: int) -> int:
    """How often something is tried."""
    return all_of_them if FULL else few


class Attacked(SmallProject):
    """Its front page has a version, so that each of a few books is known by the hashes of its files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        # Nothing that a review asks for keeps it from being published.
        rules = {"vises_ikke": sorted(load_questionnaire("2024").questions)}
        (self.notebooks / "gennemsyn.yml").write_text(yaml.safe_dump(rules), encoding="utf-8")
        self.known: dict[int, dict[str, str]] = {}

    @property
    def book(self) -> dict[str, str]:
        """The hash of each file of the book that stands; empty where none does."""
        return hash_files(self.folder / "_build" / "2024")

    @property
    def work_of_people(self) -> dict[str, str]:
        """The hash of each file that nobody can make again."""
        return hash_files(self.data) | hash_files(self.notebooks)

    def set_version(self, version: int) -> None:
        """Let the front page tell another version."""
        index = self.notebooks / "index.ipynb"
        text = index.read_text(encoding="utf-8")
        before = text[text.index("# Forsiden") :].split("\\n")[0].split('"')[0]
        index.write_text(text.replace(before, f"# Forsiden {chr(ord('a') + version)}", 1), encoding="utf-8")

    def learn(self, versions: Sequence[int]) -> None:
        """Build each version undisturbed, and know its book."""
        for version in versions:
            self.set_version(version)
            built = self.run("build", "2024")
            assert built.returncode == 0, built.stdout
            self.known[version] = self.book

    def begin(self, *arguments: str, code: str = BUILD, **options: object) -> subprocess.Popen[str]:
        """Begin a command of the program."""
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            **options,  # type: ignore[call-overload]
        )

    def environment(self) -> Mapping[str, str]:
        """The variables of a command in this project."""
        own = {"VAERESTEDER_DATA": self.data, "VAERESTEDER_NOTEBOOKS": self.notebooks, "SOURCE_DATE_EPOCH": "0"}
        return os.environ | {name: str(value) for name, value in own.items()}

    def processes(self) -> list[int]:
        """The processes that are at work for this project."""
        mark = f"VAERESTEDER_DATA={self.data}\0".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (path / "environ").read_bytes() + b"\0" and int(path.name) != os.getpid():
                    found.append(int(path.name))
        return found

    def left_after(self, seconds: float) -> list[int]:
        """The processes that are still at work after so long."""
        end = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < end:
            time.sleep(0.02)
        return left


def end_at(process: subprocess.Popen[str], seconds: float, how: signal.Signals) -> str:
    """What a command has said when a signal ended it after so long; it may have ended by itself before."""
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(how)
        said, _ = process.communicate()
    return said

"""A copy of the project to measure in: its files can be changed, and each run is a process whose costs are known."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What a researcher has installed: packages that only tests need slow every process that finds them.
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
COPIED = ("data", "notebooks", "src", "docs", "tests", "_config.yml", "_toc.yml", "pyproject.toml", "README.md")


@dataclass(frozen=True)
class Measured:
    """What a run took: seconds of wall time and of processors, and the largest process in megabytes, where known."""

    wall: float
    cpu: float | None
    memory: float | None


class Copy:
    """A copy of the project, with the packages of the environment that `python` belongs to."""

    def __init__(self, folder: Path, python: Path = PYTHON) -> None:
        self.folder, self.python = folder, str(python)
        # What a peer needs besides to be found, a variable of the environment each.
        self.settings: dict[str, str] = {}
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, folder / name)
        self.run(self.python, "-m", "compileall", "-q", "src", "tests")

    def run(self, *command: str, folder: str = ".") -> str:
        """Run a command in the copy; what it prints. Raises CalledProcessError with what it said where it fails."""
        paths = os.pathsep.join(str(self.folder / name) for name in ("src", "tests/support"))
        environment = os.environ | {"PYTHONPATH": paths, "SOURCE_DATE_EPOCH": "0"} | self.settings
        environment.pop("VAERESTEDER_DATA", None)
        return subprocess.run(
            command, cwd=self.folder / folder, env=environment, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    def write(self, file: str, change: Callable[[str], str]) -> None:
        """Change a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        changed = change(text)
        if changed == text:
            raise SystemExit(f"benchmark: nothing was changed in {file}")
        path.write_text(changed, encoding="utf-8")


Work = Callable[[Copy], object]


def measure(work: Work, copy: Copy) -> Measured:
    """What the work takes, in a process of its own, so that its peak of memory is its own."""
    began = time.perf_counter()
    child = os.fork()
    if not child:
        try:
            work(copy)
        except subprocess.CalledProcessError as error:
            print(error, error.stdout, error.stderr, file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"benchmark: {work.__name__} failed")
    return Measured(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

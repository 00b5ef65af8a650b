"""This book's pipeline against the way everybody does it, turn by turn in one run: `make bench`.

Conventional: papermill, one chapter after the other with standard kernels, then `jupyter-book build` with the same
extensions and theme, which writes web pages only. Ours: `vaeresteder build`, which writes the PDF and downloads too.
Each case is run so many times, the two in turn; what counts is the median of the ratios within a turn, because a shared
machine has good and bad minutes. Every run works on a copy of the project of its own.
"""

import argparse
import hashlib
import importlib.metadata
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
COPIED = ("data", "notebooks", "src", "docs", "_config.yml", "_toc.yml", "pyproject.toml", "README.md")
PACKAGES = ("jupyter-book", "Sphinx", "myst-nb", "papermill", "nbclient", "ipykernel", "pandas", "matplotlib", "typst")

CONVENTIONAL = """
import pathlib, sys, yaml, papermill
root = pathlib.Path(".").resolve()
toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
files = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
stage = root / "_conventional"
for file in files:
    source, target = root / f"{file}.ipynb", stage / f"{file}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    parameters = {"edition": "2024", "responses": ""} if papermill.inspect_notebook(str(source)) else {}
    papermill.execute_notebook(str(source), str(target), parameters, kernel_name="python3", progress_bar=False)
"""
FLOOR = """
import pathlib
from helpers.chapters import list_chapters
from helpers.execution import executing
stage = pathlib.Path("_conventional").resolve()
chapters = list_chapters()
with executing([(c, stage / "notebooks" / c.name) for c in chapters], {"edition": "2024", "responses": ""}) as wait:
    wait(lambda number: None)
"""


@dataclass(frozen=True)
class Measured:
    """What a run took: seconds of wall time and of processors, and the largest process in megabytes."""

    wall: float
    cpu: float
    memory: float


class Copy:
    """A copy of the project, in which files can be changed, with the packages of this environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(source, folder / name)
        self.run(sys.executable, "-m", "compileall", "-q", "src")

    def run(self, *command: str) -> None:
        """Run a command in the copy; raises CalledProcessError with what it said where it fails."""
        environment = os.environ | {"PYTHONPATH": str(self.folder / "src"), "SOURCE_DATE_EPOCH": "0"}
        environment.pop("VAERESTEDER_DATA", None)
        subprocess.run(command, cwd=self.folder, env=environment, check=True, capture_output=True)

    def measure(self, work: Callable[["Copy"], None]) -> Measured:
        """What the work takes, in a process of its own, so that its peak of memory is its own."""
        began = time.perf_counter()
        child = os.fork()
        if not child:
            try:
                work(self)
            except subprocess.CalledProcessError as error:
                print(error, error.stdout.decode(), error.stderr.decode(), file=sys.stderr)
                os._exit(1)
            os._exit(0)
        _, status, used = os.wait4(child, 0)
        if status:
            raise SystemExit(f"benchmark: {work.__name__} failed")
        return Measured(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

    def write(self, file: str, change: Callable[[str], str]) -> None:
        """Change a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        changed = change(text)
        if changed == text:
            raise SystemExit(f"benchmark: nothing was changed in {file}")
        path.write_text(changed, encoding="utf-8")


def conventional(copy: Copy) -> None:
    """papermill in turn, then Jupyter Book over all that it executed."""
    copy.run(sys.executable, "-c", CONVENTIONAL)
    jupyter_book(copy)


def jupyter_book(copy: Copy) -> None:
    """`jupyter-book build` of executed chapters."""
    stage = copy.folder / "_conventional"
    shutil.copyfile(copy.folder / "_toc.yml", stage / "_toc.yml")
    config = (copy.folder / "_config.yml").read_text(encoding="utf-8")
    config = re.sub(r"execute_notebooks: force", 'execute_notebooks: "off"', config)
    (stage / "_config.yml").write_text(config, encoding="utf-8")
    copy.run(str(Path(sys.executable).with_name("jupyter-book")), "build", "--all", "--quiet", str(stage))


def floor(copy: Copy) -> None:
    """One process that imported the libraries, a fork a chapter on all processors, then one Sphinx build."""
    copy.run(sys.executable, "-c", FLOOR)
    jupyter_book(copy)


def ours(copy: Copy) -> None:
    """The whole edition, with PDF and downloads."""
    copy.run(sys.executable, "-c", "from helpers.cli import main; main()", "build", "2024")


def clean(copy: Copy) -> None:
    """An empty `_build`."""
    for name in ("_build", "_conventional"):
        shutil.rmtree(copy.folder / name, ignore_errors=True)


def change_prose(copy: Copy) -> None:
    """Another sentence in one chapter."""
    copy.write("notebooks/baggrund.ipynb", lambda text: text.replace("siden 2009", "lige siden 2009", 1))


def change_helper(copy: Copy) -> None:
    """A comment in one module of the program."""
    copy.write("src/helpers/danish.py", lambda text: text + f"\n# {time.time_ns()}\n")


def change_data(copy: Copy) -> None:
    """Another order of the responses."""

    def turn(text: str) -> str:
        head, *rows = text.splitlines()
        return "\n".join([head, *rows[1:], rows[0], ""])

    copy.write("data/2024/responses.csv", turn)
    digest = hashlib.sha256((copy.folder / "data/2024/responses.csv").read_bytes()).hexdigest()
    copy.write(
        "data/2024/edition.yml", lambda text: re.sub(r"responses_sha256:.*", f"responses_sha256: {digest}", text)
    )


def nbval_plain(copy: Copy) -> None:
    """`pytest --nbval` over the chapters."""
    copy.run(sys.executable, "-m", "pytest", "--nbval", "-q", "-c", os.devnull, "--rootdir", ".", "-p",
             "no:cacheprovider", "notebooks")  # fmt: skip


def nbval_parallel(copy: Copy) -> None:
    """The same on all processors, as `make test` does it."""
    copy.run(sys.executable, "-m", "pytest", "--nbval", "-q", "-c", os.devnull, "--rootdir", ".", "-p",
             "no:cacheprovider", "-n", str(os.cpu_count()), "--dist", "loadfile", "notebooks")  # fmt: skip


def nothing(copy: Copy) -> None:
    """Leave all as it is."""


# Case: what is done before each run, the conventional way, and ours. A conventional pipeline knows no more than to do
# everything again: Jupyter Book's own cache is wrong when a helper or the data change.
CASES: dict[str, tuple[Callable[[Copy], None], Callable[[Copy], None], Callable[[Copy], None]]] = {
    "cold": (clean, conventional, ours),
    "floor": (clean, conventional, floor),
    "nothing changed": (nothing, conventional, ours),
    "prose of one chapter": (change_prose, conventional, ours),
    "one helper": (change_helper, conventional, ours),
    "the data": (change_data, conventional, ours),
    "nbval": (nothing, nbval_plain, nbval_parallel),
}


def measure(case: str, pairs: int) -> Iterator[tuple[Measured, Measured]]:
    """The two ways in turn, each on a copy of its own."""
    before, theirs, own = CASES[case]
    with tempfile.TemporaryDirectory() as folder:
        copies = [Copy(Path(folder) / name) for name in ("theirs", "ours")]
        if before is not clean:
            theirs(copies[0])
            own(copies[1])
        for number in range(pairs):
            pair = []
            for copy, work in zip(copies, (theirs, own), strict=True):
                before(copy)
                pair.append(copy.measure(work))
            print(f"{case} {number + 1}/{pairs}: {pair[0].wall:.1f} s, {pair[1].wall:.1f} s", flush=True)
            yield pair[0], pair[1]


def row(case: str, pairs: list[tuple[Measured, Measured]]) -> str:
    """A line of the table: medians, and the median of the ratios within a turn."""

    def median(values: Iterator[float]) -> float:
        return statistics.median(list(values))

    cells = [case]
    for field in ("wall", "cpu"):
        cells += [f"{median(getattr(pair[side], field) for pair in pairs):.1f}" for side in (0, 1)]
        ratios = [getattr(pair[1], field) / getattr(pair[0], field) for pair in pairs]
        cells.append(f"**{statistics.median(ratios):.3f}** ({min(ratios):.3f}–{max(ratios):.3f})")
    cells += [f"{median(pair[side].memory for pair in pairs):.0f}" for side in (0, 1)]
    return f"| {' | '.join(cells)} |"


def machine() -> Iterator[str]:
    """Lines about where it was measured."""
    told = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", told.read_text()) if told.exists() else None
    yield f"- {model[1] if model else platform.processor()}, {os.cpu_count()} processors, {platform.system()}"
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    yield f"- Python {platform.python_version()}, {versions}"
    yield f"- load before the run: {' '.join(f'{load:.1f}' for load in os.getloadavg())}"


def main() -> None:
    """Measure the cases asked for, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5, help="turns a case (default: %(default)s)")
    parser.add_argument("--case", action="append", choices=list(CASES), help="a case; all without it")
    arguments = parser.parse_args()
    lines = list(machine())
    rows = [row(case, list(measure(case, arguments.pairs))) for case in arguments.case or CASES]
    RESULTS.write_text("\n".join([
        "# What a build takes",
        "",
        f"Written by `make bench`: {arguments.pairs} turns a case, medians; ratios of ours within a turn.",
        "Where others use the machine at the same time, what runs side by side gains little: see load and CPU.",
        "",
        *lines,
        "",
        "| case | wall, usual (s) | ours (s) | ratio | CPU, usual (s) | ours (s) | ratio | peak, usual (MB) | ours |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
    ]), encoding="utf-8")  # fmt: skip


if __name__ == "__main__":
    main()

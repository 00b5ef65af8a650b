"""This book's pipeline against the way everybody does it and against other programs, turn by turn: `make bench`.

A case is a list of ways that are measured one after the other, so many turns; see `ways` and `peers`. Each way works on
a copy of the project, which it may share with others of the same case.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import peers
import ways
from project import PYTHON, ROOT, Copy, Measured, Work, measure
from results import merge, section

RESULTS = Path(__file__).with_name("RESULTS.md")
PACKAGES = ("jupyter-book", "Sphinx", "myst-nb", "papermill", "nbclient", "ipykernel", "nbval", "pandas", "matplotlib",
            "typst")  # fmt: skip
# The pages are written as well, but only the writing of the PDF counts, from the pages that Sphinx has read.
PDF = """
import json, pathlib, resource, time
from helpers.base.cache import Cache
from helpers.book.build_context import build_of
from helpers.build import pipeline
from helpers.pdf import parallel
write, told = parallel._write, {}
def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
def timed(app):
    # From the pages to the file, with nothing kept of a file before.
    build_of(app).cache = lambda kind: Cache(None)
    wall, cpu = time.perf_counter(), used()
    write(app)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.update(wall=time.perf_counter() - wall, cpu=used() - cpu, memory=memory)
parallel.can_fork = lambda: False
parallel._write = timed
pipeline.make_book("2024", "", pathlib.Path("_build").resolve(), lambda step: None)
print(json.dumps(told))
"""


def pdf(copy: Copy) -> Measured:
    """The PDF alone, as its own process of the pipeline writes it, but with nothing beside it."""
    return Measured(**json.loads(copy.run(copy.python, "-c", PDF).splitlines()[-1]))


@dataclass(frozen=True)
class Way:
    """One way of a case: what is done before each run, the work, and the copy that it is done in.

    `lacks` says why it cannot be measured here, if it cannot. `tells` measures a work that is not a process of its own.
    """

    before: Work
    work: Work = ways.nothing
    place: str = "ours"
    lacks: Callable[[], str] = str
    tells: Callable[[Copy], Measured] | None = None
    # Part of the work is done by processes that live on, and whose costs nobody tells.
    wall_only: bool = False


@dataclass(frozen=True)
class Case:
    """Ways by name; what each copy needs once, before the first turn; and the ways that all are held against."""

    ways: Mapping[str, Way]
    yardsticks: tuple[str, ...]
    setup: Mapping[str, tuple[Work, ...]]


# Copies with packages besides those that the book needs.
TESTS, WITH_LAB = "tests", "with JupyterLab"
ENVIRONMENTS = {TESTS: Path(sys.executable), WITH_LAB: peers.WITH_LAB / "bin" / "python"}
CONVENTIONAL, OURS = "conventional", "all of ours"
JB_CACHE, MYST, BOOKDOWN = "Jupyter Book's own execution, cache", "MyST, two kernels (no HTML)", "bookdown"
OTHERS = {
    JB_CACHE: Way(ways.nothing, peers.jupyter_book_cache, "jupyter-book"),
    MYST: Way(ways.nothing, peers.myst, "myst", peers.no_myst, wall_only=True),
    BOOKDOWN: Way(ways.nothing, peers.bookdown, "bookdown", peers.no_bookdown),
}
CASES = {
    "cold": Case(
        {
            CONVENTIONAL: Way(ways.clean, ways.conventional, "conventional"),
            "floor": Way(ways.clean, ways.floor, "floor"),
            "ours, web pages alone": Way(ways.clean, ways.pages),
            OURS: Way(ways.clean, ways.ours),
            "the PDF alone": Way(ways.nothing, tells=pdf),
            JB_CACHE: replace(OTHERS[JB_CACHE], before=peers.jupyter_book_cache_clean),
            MYST: replace(OTHERS[MYST], before=peers.myst_clean),
            BOOKDOWN: replace(OTHERS[BOOKDOWN], before=peers.bookdown_clean),
        },
        (CONVENTIONAL, "floor", BOOKDOWN),
        {
            "jupyter-book": (peers.jupyter_book_cache_setup,),
            "myst": (peers.myst_setup,),
            "bookdown": (peers.bookdown_setup,),
        },
    ),
    # A conventional pipeline knows no more than to do everything again, whatever changed; Jupyter Book's own cache is
    # wrong when a helper or the data change, and knitr's as well.
    "changed": Case(
        {
            CONVENTIONAL: Way(ways.nothing, ways.conventional, "conventional"),
            "ours, nothing": Way(ways.nothing, ways.ours),
            "ours, prose of one chapter": Way(ways.change_prose, ways.ours),
            "ours, prose that moves the pages after it": Way(ways.move_pages, ways.ours),
            "ours, code of one chapter": Way(ways.change_code, ways.ours),
            "ours, code that changes a table": Way(ways.change_table, ways.ours),
            "ours, one helper": Way(ways.change_helper, ways.ours),
            "ours, the data": Way(ways.change_data, ways.ours),
            **{f"{name}, nothing": way for name, way in OTHERS.items()},
        },
        (CONVENTIONAL,),
        {
            "conventional": (ways.conventional,),
            "ours": (ways.ours,),
            "jupyter-book": (peers.jupyter_book_cache_setup, peers.jupyter_book_cache),
            "myst": (peers.myst_setup, peers.myst),
            "bookdown": (peers.bookdown_setup_cached, peers.bookdown),
        },
    ),
    "second edition": Case(
        {
            CONVENTIONAL: Way(ways.clean_2026, ways.conventional_2026, "conventional"),
            OURS: Way(ways.clean_2026, ways.ours_2026),
        },
        (CONVENTIONAL,),
        {"conventional": (ways.invent_2026,), "ours": (ways.invent_2026, ways.ours)},
    ),
    "nbval": Case(
        {
            "standard kernels": Way(ways.nothing, ways.nbval, TESTS),
            "standard kernels, two workers": Way(ways.nothing, ways.nbval_standard_parallel, TESTS),
            "forks": Way(ways.nothing, ways.nbval_forked, TESTS),
            "forks, two workers": Way(ways.nothing, ways.nbval_forked_parallel, TESTS),
        },
        ("standard kernels",),
        {},
    ),
    "with JupyterLab, cold": Case(
        {
            "ours": Way(ways.clean, ways.ours),
            "ours with JupyterLab": Way(ways.clean, ways.ours, WITH_LAB, peers.no_lab),
            CONVENTIONAL: Way(ways.clean, ways.conventional, "conventional"),
            "conventional with JupyterLab": Way(ways.clean, ways.conventional, WITH_LAB, peers.no_lab),
        },
        ("ours", CONVENTIONAL),
        {},
    ),
    "with JupyterLab, nothing changed": Case(
        {
            "ours": Way(ways.nothing, ways.ours),
            "ours with JupyterLab": Way(ways.nothing, ways.ours, WITH_LAB, peers.no_lab),
        },
        ("ours",),
        {"ours": (ways.ours,), WITH_LAB: (ways.ours,)},
    ),
}


def run(case: Case, turns: int) -> Iterator[dict[str, Measured]]:
    """What each way of a case took, turn by turn."""
    can = {name: way for name, way in case.ways.items() if not way.lacks()}
    with tempfile.TemporaryDirectory() as folder:
        copies = {
            place: Copy(Path(folder) / place, ENVIRONMENTS.get(place, PYTHON))
            for place in dict.fromkeys(way.place for way in can.values())
        }
        for place, copy in copies.items():
            for work in case.setup.get(place, ()):
                work(copy)
        for turn in range(turns):
            took = {}
            for name, way in can.items():
                way.before(copies[way.place])
                told = way.tells(copies[way.place]) if way.tells else measure(way.work, copies[way.place])
                took[name] = replace(told, cpu=None, memory=None) if way.wall_only else told
                print(f"{turn + 1}/{turns} {name}: {told.wall:.1f} s, CPU {told.cpu:.1f} s", flush=True)
            yield took


def told(case: Case, turns: int) -> Iterator[str]:
    """Lines about when and where a case is measured."""
    cpu = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", cpu.read_text()) if cpu.exists() else None
    asked = subprocess.run(["git", "log", "-1", "--format=%h"], cwd=ROOT, capture_output=True, text=True, check=False)
    yield f"{turns} turns on {time.strftime('%Y-%m-%d')}, at commit {asked.stdout.strip() or '(none)'}"
    yield f"{model[1] if model else platform.processor()}, {os.cpu_count()} processors, {platform.system()}"
    yield f"load before: {' '.join(f'{load:.1f}' for load in os.getloadavg())}"
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    places = {way.place for way in case.ways.values() if not way.lacks()}
    versions += [peers.bookdown_version()] if "bookdown" in places else []
    versions += [peers.myst_version()] if "myst" in places else []
    yield f"Python {platform.python_version()}, {', '.join(versions)}"


def main() -> None:
    """Measure the cases asked for, and write their sections."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5, help="turns a case (default: %(default)s)")
    parser.add_argument("--case", action="append", choices=list(CASES), help="a case; all without it")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are (default: %(default)s)")
    arguments = parser.parse_args()
    for name in arguments.case or CASES:
        case = CASES[name]
        facts = list(told(case, arguments.pairs))
        missing = {way: why for way, how in case.ways.items() if (why := how.lacks())}
        made = section(name, facts, list(run(case, arguments.pairs)), case.yardsticks, missing)
        before = arguments.out.read_text(encoding="utf-8") if arguments.out.exists() else ""
        arguments.out.write_text(merge(before, {name: made}, list(CASES)), encoding="utf-8")


if __name__ == "__main__":
    main()

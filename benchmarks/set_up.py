"""From an empty folder to the book of 2024 by both ways of the README, turn by turn, caches empty: writes SETUP.md.

`.venv/bin/python benchmarks/set_up.py --pairs 2`, with a network; each turn fetches 250 MB twice.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = Path(sys.executable).with_name("uv")
RESULTS = Path(__file__).with_name("SETUP.md")
WAYS = {
    "make book": ("make", "book"),
    "uv run vaeresteder build 2024": (str(UV), "run", "vaeresteder", "build", "2024"),
}
# What a person's own machine would not have set.
UNSET = {"PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "UV_CACHE_DIR", "MAKEFLAGS", "VAERESTEDER_DATA"}


def seconds(command: tuple[str, ...]) -> float:
    """What a way takes in a clone of what is committed, with a cache of its own; raises where it fails."""
    with tempfile.TemporaryDirectory() as place:
        clone = Path(place) / "bog"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        caches = {"PIP_CACHE_DIR": f"{place}/pip", "UV_CACHE_DIR": f"{place}/uv"}
        settings = {name: value for name, value in os.environ.items() if name not in UNSET} | caches
        began = time.perf_counter()
        subprocess.run(command, cwd=clone, env=settings, check=True, capture_output=True)
        took = time.perf_counter() - began
        if not (clone / "_build" / "2024" / "html" / "index.html").is_file():
            sys.exit(f"benchmark: no book by {' '.join(command)}")
        return took


def main() -> None:
    """Measure so many pairs, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=2)
    pairs = parser.parse_args().pairs
    if not shutil.which("make"):
        sys.exit("benchmark: make is not installed")
    turns = [{name: seconds(command) for name, command in WAYS.items()} for _ in range(pairs)]
    conventional, ours = ([turn[name] for turn in turns] for name in WAYS)
    ratios = [b / a for a, b in zip(conventional, ours, strict=True)]
    lines = [
        "# From an empty folder to the book",
        "",
        f"`benchmarks/set_up.py`: {pairs} turns of both ways on {os.cpu_count()} cores, each in a new clone,",
        "caches empty, packages from the network; seconds of wall time.",
        "",
        "| way | median | turns |",
        "|---|---:|---|",
        *(
            f"| `{name}` | {statistics.median(took):.0f} | {', '.join(f'{second:.0f}' for second in took)} |"
            for name, took in zip(WAYS, (conventional, ours), strict=True)
        ),
        "",
        f"uv takes {statistics.median(ratios):.2f} of the time of pip; the book itself is the same work in both.",
        "",
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()

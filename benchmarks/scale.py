"""What loading, checking and counting takes from a hundred responses to ten million, ours beside pandas.

`make bench-scale` writes `benchmarks/SCALE.md`; `measure` gives its tables to whoever wants them. Every run is a
process of its own, from the start of the interpreter to its end; contenders take turns. The responses are
drawn at random from the questionnaire: nothing in them is a finding.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from helpers.survey.edition import load_edition
from helpers.survey.municipalities import load_municipalities
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.questions import Question

RESULT = Path(__file__).with_name("SCALE.md")
EDITION = "2024"
# Rows, and how often each contender runs.
CASES = ((103, 9), (10_000, 7), (1_000_000, 5), (10_000_000, 1))
# pandas needs some 2 GB a million.
LARGEST_FOR_PANDAS = 1_000_000
OURS, PANDAS, READ, IMPORT = "ours", "pandas", "pandas, reading alone", "import pandas"
# Different rows to draw from; free text is different in each response none the less.
_POOL = 20_000
_TEXT = 'Godt sted nr. §, med "ro", plads og varme hænder'


@dataclass(frozen=True)
class Run:
    """One process: seconds of wall and CPU, peak memory in GiB, and what it printed."""

    wall: float
    cpu: float
    memory: float
    printed: dict[str, object]


def write_responses(path: Path, rows: int, seed: int = 1) -> None:
    """A file of so many responses without faults."""
    chance = random.Random(seed)
    columns = load_questionnaire(EDITION).columns
    pool = [_line(chance) for _ in range(min(rows, _POOL))]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(["id", *columns]) + "\n")
        for number in range(rows):
            file.write(f"r{number:08}," + chance.choice(pool).replace("§", str(number)))


def _line(chance: random.Random) -> str:
    cells = [cell for question in load_questionnaire(EDITION).questions.values() for cell in _answers(question, chance)]
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _answers(question: Question, chance: random.Random) -> Iterator[str]:
    skipped = chance.random() < 0.08
    for _ in question.columns:
        if question.kind == "text":
            yield _TEXT if chance.random() < 0.4 else ""
        elif skipped:
            yield ""
        elif question.kind == "single":
            yield chance.choice(question.answers).key
        elif question.kind == "municipality":
            yield chance.choice(list(load_municipalities()))
        elif question.kind == "multiple":
            yield chance.choice("01")
        else:
            half = question.kind == "hours" and chance.random() < 0.3
            blank = chance.random() < 0.05
            yield "" if blank else f"{chance.randrange(60)}{'.5' if half else ''}"


def plant_faults(clean: Path, spoilt: Path, rows: int) -> set[tuple[int, str, str]]:
    """A copy of a file with one wrong cell in each column that can have one: (row, column, what was typed)."""
    wrong = {
        "single": ("komunal", "Ja", "ved ikke"),
        "municipality": ("101", "Odense"),
        "multiple": ("2", "x", "1.0"),
        "count": ("NA", "2.5", "ca. 4"),
        "hours": ("37,5", "-1", "30.25"),
    }
    questions = load_questionnaire(EDITION).questions.values()
    spots = [(q.kind, column) for q in questions if q.kind != "text" for column in q.columns]
    planted = {
        2 + number * rows // len(spots): (column, wrong[kind][number % len(wrong[kind])])
        for number, (kind, column) in enumerate(spots)
    }
    with clean.open(encoding="utf-8", newline="") as source, spoilt.open("w", encoding="utf-8", newline="") as target:
        header = next(csv.reader([source.readline()]))
        target.write(",".join(header) + "\n")
        for row, line in enumerate(source, start=2):
            if row in planted:
                cells = next(csv.reader([line]))
                column, typed = planted[row]
                cells[header.index(column)] = typed
                text = io.StringIO()
                csv.writer(text, lineterminator="\n").writerow(cells)
                line = text.getvalue()
            target.write(line)
    return {(row, column, typed) for row, (column, typed) in planted.items()}


def run(contender: str, path: Path) -> Run:
    """One contender over one file, in a process of its own."""
    import time

    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, __file__, "--run", contender, str(path)], stdout=subprocess.PIPE)
    assert process.stdout
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{contender} failed over {path.name}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20, json.loads(printed))


def contend(contender: str, path: Path) -> dict[str, object]:
    """What a contender says of a file: a digest of all counts, or the wrong cells that it found."""
    if contender == IMPORT:
        import pandas  # noqa: F401

        return {}
    if contender == OURS:
        return _ours(path)
    return _pandas(path, contender == READ)


def _ours(path: Path) -> dict[str, object]:
    from helpers.base.errors import DataError
    from helpers.facts.compute import compute_facts
    from helpers.survey.responses import load_responses

    # As many as one likes answer here.
    edition = replace(load_edition(EDITION), frame=10**9)
    try:
        responses = load_responses(edition, path)
    except DataError as error:
        # A message begins with what was typed, where anything was.
        typed = [fault.message.split('"')[1] if fault.message.startswith('"') else "" for fault in error.faults]
        places = [(fault.row, fault.column) for fault in error.faults]
        return {"wrong": [[*place, text] for place, text in zip(places, typed, strict=True)]}
    facts = compute_facts(responses, edition).values()
    told = {fact.id: (str(fact.value), fact.base_n) for fact in facts if fact.base_n is not None}
    told.pop("svarprocent")
    return {"facts": _digest(told), "number": len(told)}


def _digest(told: dict[str, tuple[str, int]]) -> str:
    return hashlib.sha256(json.dumps(sorted(told.items())).encode()).hexdigest()


def _pandas(path: Path, reading_alone: bool) -> dict[str, object]:
    """The same with pandas as most people use it: the default reader, checks by column, counts by group."""
    from fractions import Fraction

    import pandas as pd

    questionnaire = load_questionnaire(EDITION)
    frame = pd.read_csv(path)
    if reading_alone:
        return {}
    if wrong := _wrong_with_pandas(frame):
        return {"wrong": wrong}
    places = load_municipalities()
    told: dict[str, tuple[str, int]] = {}

    def tell(fact_id: str, total: float, base: int, divisor: int = 1) -> None:
        told[fact_id] = (str(Fraction(total) / (base * divisor)) if base else "None", int(base))

    def share(key: str, items: dict[str, "pd.Series"]) -> None:
        count(key, {name: 100 * item.astype("float").where(of.notna()) for name, (item, of) in items.items()})

    def count(key: str, items: dict[str, "pd.Series"], total: str = "") -> None:
        table = pd.DataFrame(items)
        groups = questionnaire.groups(key)
        sums, bases = table.sum(), table.count()
        for name in items:
            tell(name, sums[name], bases[name])
            if total:
                told[total] = (str(Fraction(sums[name])) if bases[name] else "None", int(bases[name]))
        if groups:
            grouped = table.groupby(frame[groups[0].question])
            sums, bases = grouped.sum(), grouped.count()
            for group in groups:
                for name in items:
                    tell(f"{name}.{group.key}", sums.at[group.answer, name], bases.at[group.answer, name])
                    if total:
                        told[f"{total}.{group.key}"] = (
                            str(Fraction(sums.at[group.answer, name])), int(bases.at[group.answer, name]),
                        )  # fmt: skip

    codes = frame["kommune"].dropna().astype(int).map("{:04}".format)
    represented = set(codes.unique())
    tell("kommuner", 100 * len(represented), len(places))
    for answer in questionnaire.answers("kommunegruppe"):
        members = {code for code, place in places.items() if place.group == answer.key}
        tell(f"kommuner.{answer.key}", 100 * len(represented & members), len(members))
    for code in places:
        tell(f"kommuner.{code}", 100 * int(code in represented), 1)
    for question in questionnaire.questions.values():
        key, columns = question.key, list(question.columns)
        if question.kind == "single":
            share(key, {f"{key}.{a.key}": (frame[key] == a.key, frame[key]) for a in question.answers})
        elif question.kind == "multiple":
            count(key, {column: 100 * frame[column] for column in columns})
        elif question.kind == "text" and columns:
            count(key, {f"{key}.besvaret": 100 * frame[key].notna().astype("float")})
        elif question.kind in ("count", "hours"):
            count(key, {column: frame[column] for column in columns})
    for measure in questionnaire.measures.values():
        key, of = measure.key, measure.of[0]
        battery = frame[[f"{of}.{item}" for item in measure.among]]
        if measure.kind == "municipality_group":
            groups = codes.map({code: place.group for code, place in places.items()}).reindex(frame.index)
            share(key, {f"{key}.{a.key}": (groups == a.key, groups) for a in measure.answers})
        elif measure.kind == "intervals":
            inside = {a.key: frame[of].between(a.lowest, float("inf") if a.highest is None else a.highest)
                      for a in measure.answers}  # fmt: skip
            share(key, {f"{key}.{name}": (item, frame[of]) for name, item in inside.items()})
        elif measure.kind == "sum":
            count(key, {key: frame[list(measure.of)].sum(axis=1, skipna=False)}, total=f"{key}_i_alt")
        elif measure.kind == "number_marked":
            count(key, {key: frame[list(questionnaire.questions[of].columns)].sum(axis=1, skipna=False)})
        else:
            wanted = frame[[f"{of}.{item}" for item in measure.items]]
            everything = battery.sum(axis=1, skipna=False)
            only = (wanted.sum(axis=1, skipna=False) == everything) & (everything > 0)
            said = wanted.notna().any(axis=1)
            share(key, {key: (only, said.where(said))})
    return {"facts": _digest(told), "number": len(told)}


def _wrong_with_pandas(frame: object) -> list[list[object]]:
    """The cells that a check of pandas' columns finds: row, column, and what pandas took them for."""
    import pandas as pd

    assert isinstance(frame, pd.DataFrame)
    found: list[list[object]] = []
    for question in load_questionnaire(EDITION).questions.values():
        columns = list(question.columns)
        for column in columns if question.kind != "text" else []:
            cells = frame[column]
            if question.kind == "single":
                right = cells.isin([answer.key for answer in question.answers])
            elif question.kind == "municipality":
                right = pd.to_numeric(cells, errors="coerce").isin([int(code) for code in load_municipalities()])
            elif question.kind == "multiple":
                right = pd.to_numeric(cells, errors="coerce").isin([0, 1])
            else:
                numbers = pd.to_numeric(cells, errors="coerce") * (2 if question.kind == "hours" else 1)
                right = (numbers >= 0) & (numbers % 1 == 0)
            wrong = cells[~right & cells.notna()]
            found += [[int(row) + 2, column, str(cell)] for row, cell in wrong.items()]
        if question.kind == "multiple":
            blank = frame[columns].isna()
            half = blank.any(axis=1) & ~blank.all(axis=1)
            found += [[int(row) + 2, columns[0], ""] for row in frame.index[half]]
    found += [[int(row) + 2, "id", ""] for row in frame.index[frame["id"].duplicated() | frame["id"].isna()]]
    return found


def measure(cases: Sequence[tuple[int, int]] = CASES) -> str:
    """The tables in Markdown. Stops where two contenders count otherwise, or a planted fault is not found."""
    lines = [
        "| responses | who | wall, s | CPU, s | peak, GiB | wall a row, µs | wall to pandas | CPU to pandas |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for rows, rounds in cases:
            path, spoilt = Path(folder) / "clean.csv", Path(folder) / "spoilt.csv"
            write_responses(path, rows)
            who = [OURS, PANDAS, READ, IMPORT] if rows <= LARGEST_FOR_PANDAS else [OURS]
            runs: dict[str, list[Run]] = {contender: [] for contender in who}
            for _ in range(rounds):
                for contender in who:
                    runs[contender].append(run(contender, path))
            lines += _lines(rows, path, runs)
            planted = plant_faults(path, spoilt, rows)
            path.unlink()
            for contender in who[:2]:
                told = {tuple(cell) for cell in run(contender, spoilt).printed["wrong"]}  # type: ignore[attr-defined]
                if contender == OURS and not planted <= told:
                    raise SystemExit(f"Not found: {planted - told}")
                faults.append(f"| {rows:,} | {contender} | {len(planted)} | {len(planted & told)} |")
            spoilt.unlink()
            print(*lines[-len(who) :], *faults[-2:], sep="\n", flush=True)
    table = ["| responses | who | planted | told with row, column and as typed |", "| ---: | --- | ---: | ---: |"]
    return "\n".join([*lines, "", *table, *faults])


def _lines(rows: int, path: Path, runs: dict[str, list[Run]]) -> Iterator[str]:
    digests = {str(each.printed) for who in (OURS, PANDAS) if who in runs for each in runs[who]}
    if len(digests) != 1:
        raise SystemExit(f"The contenders count otherwise: {digests}")
    for who, each in runs.items():
        wall, cpu, memory = (statistics.median(getattr(r, name) for r in each) for name in ("wall", "cpu", "memory"))
        ratios = [_ratio(name, each, runs[PANDAS]) if PANDAS in runs else "" for name in ("wall", "cpu")]
        a_row = "" if who == IMPORT else f"{wall / rows * 1e6:,.1f}"
        yield f"| {rows:,} | {who} | {wall:.2f} | {cpu:.2f} | {memory:.2f} | {a_row} | {' | '.join(ratios)} |"


def _ratio(name: str, one: Sequence[Run], other: Sequence[Run]) -> str:
    return f"{statistics.median(getattr(a, name) / getattr(b, name) for a, b in zip(one, other, strict=True)):.2f}"


def main() -> None:
    """Run one contender, or measure all and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", nargs=2, metavar=("CONTENDER", "FILE"))
    parser.add_argument("--cases", nargs="*", metavar="ROWS:ROUNDS", help="103:9 1000000:5, for example")
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps(contend(asked.run[0], Path(asked.run[1]))))
        return
    cases = [tuple(map(int, case.split(":"))) for case in asked.cases or ()] or CASES
    before = os.getloadavg()
    tables = measure(cases)  # type: ignore[arg-type]
    after = os.getloadavg()
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "pyarrow", "numpy"))
    RESULT.write_text(
        f"""# Load, check and count: time and memory against the number of responses

Written by `make bench-scale`. Each run is a process of its own, from the start of Python to its end: load, check, all
facts. Medians; ratios are medians over runs that followed each other. *pandas* is `read_csv` as it comes, the same
checks and the same counts; the digest of all its facts must be ours. The responses are drawn at random from the
questionnaire ({len(load_questionnaire(EDITION).columns)} columns, some 290 bytes a response).

{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}. Load of the machine
(1 minute) before {before[0]:.1f}, after {after[0]:.1f}.

{tables}
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()

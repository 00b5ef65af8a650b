"""The second year as a researcher lives it: a clone in a folder with a space and an æ, uv, an editor, no make.

Every command is one that README or the chapter *Sådan laver du næste udgave* gives, every edit one that a message
asks for.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from helpers.base.paths import ROOT
from rehearsal import mistakes
from rehearsal.exports import WRITE
from rehearsal.planned import NEW_ANSWERS, REWORDED
from rehearsal.rehearse import Plan, invent

UV = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
PLAN = Plan(format="excel", count=80, invited=145, partial=0, near_wordings={}, not_in_export=())
MAKING = """\
tilblivelse:
  projekt: Undersøgelsen er foreningens egen.
  formål: Den skal vise, hvad der er sket siden sidst.
  udsendelse: Det blev sendt på e-mail til værestedets leder.
"""
NEW_QUESTION = """\
  afvist:
    tema: rammer
    slags: et_svar
    ordlyd: {2026: Har værestedet måttet sige nej til nye brugere?}
    svar: {ja: Ja, nej: Nej, ved_ikke: Ved ikke}
"""
SECTION = (
    "## Nye brugere\n\n{numref}`tabel-afvist` viser, om værestederne har måttet sige nej. [Flere svarer ja "
    "({fact}`afvist.ja`) end ved ikke ({fact}`afvist.ved_ikke`).]{#flere_afviser .claim}"
)
Cells = list[dict[str, Any]]


@dataclass
class Person:
    """Somebody with a folder, a home and a terminal; counts what is typed and edited."""

    folder: Path
    home: Path
    commands: list[str] = field(default_factory=list)
    edits: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def git(self, *words: str) -> str:
        """What git says."""
        return self._run("git", *words).stdout

    def __call__(self, *words: str, refused: bool = False) -> str:
        """What a command of the program says, given with uv; it is refused exactly where that is expected."""
        self.commands.append(" ".join(words))
        done = self._run(UV, "run", "vaeresteder", *words)
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        assert bool(done.returncode) == refused, f"{words}\n{done.stdout}\n{done.stderr}"
        self.refused += [" ".join(words)] if refused else []
        return done.stdout + done.stderr

    def python(self, code: str) -> str:
        """What a piece of code prints in the project's own environment."""
        done = self._run(str(self.folder / ".venv" / "bin" / "python"), "-c", code)
        assert not done.returncode, done.stderr
        return done.stdout

    def edit(self, file: str, *changes: tuple[str, str]) -> None:
        """Change a text file in an editor, each place once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, (file, old)
            text = text.replace(old, new)
            self.edits.append(file)
        path.write_text(text, encoding="utf-8")

    def write(self, chapter: str, change: Callable[[Cells], None]) -> None:
        """Change a chapter in an editor of notebooks."""
        path = self.folder / "notebooks" / f"{chapter}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        change(notebook["cells"])
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.edits.append(path.name)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        settings = {
            name: value
            for name, value in os.environ.items()
            # What the tests have set for themselves is not set on a person's machine.
            if not name.startswith(("VAERESTEDER_", "PYTEST_")) and name not in ("PYTHONPATH", "VIRTUAL_ENV", "UV")
        }
        cache = os.environ.get("UV_CACHE_DIR") or str(Path.home() / ".cache" / "uv")
        settings |= {"HOME": str(self.home), "PATH": str(self.home / "bin"), "SOURCE_DATE_EPOCH": "0"}
        settings |= {"UV_CACHE_DIR": cache, "UV_PYTHON": sys.base_prefix + "/bin/python3", "PYTHONUTF8": "1"}
        return subprocess.run(words, cwd=self.folder, env=settings, capture_output=True, encoding="utf-8", check=False)


def arrive(place: Path, origin: Path, name: str) -> Person:
    """Somebody who has cloned the project, with git and no make in the path."""
    home = place / f"{name}s hjem"
    (home / "bin").mkdir(parents=True)
    (home / "Downloads").mkdir()
    git = shutil.which("git")
    assert git
    (home / "bin" / "git").symlink_to(git)
    folder = place / f"{name}s bog, æ"
    subprocess.run([git, "clone", "--quiet", str(origin), str(folder)], check=True, capture_output=True)
    person = Person(folder, home)
    person.git("config", "user.email", "person@example.dk")
    person.git("config", "user.name", "En person")
    return person


@dataclass
class Year:
    """The year that was walked: who walked it, what was said on the way, the colleague, and 2024 before it.

    `leaks` are the numbers that a chapter showed of the unpublished edition, and those of them in the project's files.
    """

    person: Person
    colleague: Person
    said: dict[str, str]
    before: dict[str, bytes]
    outputs: dict[str, list[Any]]
    leaks: tuple[set[str], set[str]]


def walk(place: Path) -> Year:
    """Live the second year in a folder."""
    origin = place / "opbevaret"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(ROOT), str(origin)], check=True, capture_output=True)
    person, said = arrive(place, origin, "Mette"), {}
    person("doctor")
    person("build", "2024")
    before, outputs = pages(person.folder / "_build" / "2024"), dict(stored_outputs(person.folder))
    export = gather(person, said)
    leaks = write(person, said)
    publish(person, said)
    correct(person, said, export)
    colleague = hand_on(person, said, export, arrive(place, origin, "Ahmed"))
    return Year(person, colleague, said, before, outputs, leaks)


def gather(person: Person, said: dict[str, str]) -> Path:
    """From the questionnaire to the answers; the export is where it came."""
    ask(person)
    said["doctor"] = person("doctor")
    person("template", "2026", "skema.xlsx")
    export = answer(person)
    said["check"] = person("check", "2026", "--data", str(export), refused=True)
    mistakes.correct(export)
    said["corrected"] = person("check", "2026", "--data", str(export), refused=True)
    said["new"] = person("new", "2026", "--data", str(export))
    decide(person)
    said["written"] = person("new", "2026", "--data", str(export))
    with (person.folder / "data" / "2026" / "edition.yml").open("a", encoding="utf-8") as file:
        file.write(MAKING)
    person.edits.append("edition.yml")
    return export


def write(person: Person, said: dict[str, str]) -> tuple[set[str], set[str]]:
    """From the answers to chapters without a hole; what JupyterLab showed and left of numbers on the way."""
    said["build"] = person("build", "2026")
    said["review"] = person("review", "2026", refused=True)
    write_anew(person)
    said["written anew"] = person("review", "2026")
    clear_up(person, said["written anew"])
    said["cleared up"] = person("review", "2026")
    return run_all_and_save(person)


def publish(person: Person, said: dict[str, str]) -> None:
    """Through the gate, which is closed at first."""
    said["gate"] = person("publish", "2026", refused=True)
    person("review", "2026", "--laest", "alle")
    said["publish"] = person("publish", "2026")
    commit(person, "Udgaven 2026")


def correct(person: Person, said: dict[str, str], export: Path) -> None:
    """A correction after publication: twenty hours more in one place."""
    mistakes.put(export, mistakes.HOURS, 4, lambda hours: (hours or 0) + 20)
    person("new", "2026", "--data", str(export))
    said["moved"] = person("publish", "2026", refused=True)
    said["correction"] = person("publish", "2026", "--reason", "Et værested har rettet sit timetal.")
    commit(person, "Rettet")


def hand_on(person: Person, said: dict[str, str], export: Path, colleague: Person) -> Person:
    """The colleague, who goes on from a clone and what git does not have."""
    person("gem", "2026")
    colleague.git("pull", "--quiet")
    said["colleague"] = colleague("doctor", refused=True)
    with ZipFile(person.home / ".vaeresteder" / "vaeresteder-2026.zip") as packed:
        packed.extractall(colleague.folder)
    shutil.copytree(person.home / ".vaeresteder", colleague.home / ".vaeresteder")
    colleague("doctor")
    colleague("new", "2026", "--data", str(export))
    return colleague


def ask(person: Person) -> None:
    """Change the questionnaire: one question reworded, one new, one answer new, one question dropped, two names."""
    wording = REWORDED["gennemsnitsalder"]
    new, label = NEW_ANSWERS["faglig_sparring"]
    lost = "Målgruppe, hvis navn er gået tabt (tabel 4, kolonne {})"
    was, dropped = (
        "Hvad er gennemsnitsalderen i værestedets kernemålgruppe?",
        "Efterspørger værestedet mere viden om den",
    )
    person.edit(
        "data/questionnaire.yml",
        (f"ordlyd: {was}", f'ordlyd: {{2024: "{was}", 2026: "{wording}"}}'),
        (
            f"ordlyd: {dropped} kommunale hjemløseindsats?",
            f'ordlyd: {{2024: "{dropped} kommunale hjemløseindsats?", 2026: }}',
        ),
        (
            "      maanedligt: 1 gang om måneden\n",
            f"      maanedligt: 1 gang om måneden\n      {new}: {{2026: {label}}}\n",
        ),
        ("  faglig_sparring:\n    tema", f"{NEW_QUESTION}  faglig_sparring:\n    tema"),
        # With its year: a name without one would be that of 2024 as well, as if the report had been found.
        *(
            (f"{key}: {lost.format(key[-1])}", f'{key}: {{2024: "{lost.format(key[-1])}", 2026: {name}}}')
            for key, name in (("tabt_2", "Unge"), ("tabt_7", "Ældre"))
        ),
    )


def answer(person: Person) -> Path:
    """The export of eighty places with the mistakes that people make, among the person's downloads."""
    answers = invent(person.folder / "data" / "questionnaire.yml", PLAN)
    for row in answers.rows:
        _fit_professions(row)
    export = WRITE[PLAN.format](person.home / "Downloads", answers)
    mistakes.plant(export)
    return export


def _fit_professions(row: dict[str, str]) -> None:
    """No more of a profession than there are people: else the check would doubt every other place."""
    left = sum(int(row[key] or 0) for key in row if key.startswith("personale_antal."))
    for key in (key for key in row if key.startswith("faglighed.") and row[key]):
        row[key] = str(min(left, int(row[key])))
        left -= int(row[key])


def decide(person: Person) -> None:
    """Fill in what `vaeresteder new` asks for."""
    person.edit(
        "data/2026/mapping.yml",
        ("  periode: ''", "  periode: marts til april 2026"),
        ("  medlemmer: ''", "  medlemmer: 176"),
        ("  ramme: ''", "  ramme: 145"),
        ("postnummerforslag: ''", "postnummerforslag: brug"),
    )


def offered(person: Person) -> dict[str, str]:
    """The sentences that the letter has ready, by the names of those that wait."""
    letter = (person.folder / "_build" / "2026" / "brev.html").read_text(encoding="utf-8")
    text = unescape(re.sub(r"<[^>]+>", "", letter))
    return {found[1]: found[0] for found in re.finditer(r"\[[^\[\]]*\]\{#(\w+)_2026 \.otherwise\}", text)}


def write_anew(person: Person) -> None:
    """Put in what the letter offers, write one sentence in own words, and show and tell what is asked anew."""
    pastes = offered(person)
    chapters = sorted((person.folder / "notebooks").glob("*.ipynb"))
    borrowed = set(re.findall(r"\.if-(\w+)", "".join(path.read_text(encoding="utf-8") for path in chapters)))
    rewritten = min(set(pastes) - borrowed)
    for path in chapters:
        source = path.read_text(encoding="utf-8")
        if any(f"#{name} .claim" in source for name in pastes):
            person.write(path.stem, lambda cells: _paste(cells, pastes, rewritten))

    def show(cells: Cells) -> None:
        call = 'show_shares(facts, "afvist", name="tabel-afvist", title="Har værestedet måttet afvise nye brugere")'
        bound = 'bind(facts, flere_afviser=largest("afvist.ja", "afvist.ved_ikke"))'
        cells.append({"cell_type": "markdown", "id": "afvist-a", "metadata": {}, "source": SECTION})
        cells.append(_code("afvist-b", call))
        cells.append(_code("afvist-c", bound))

    person.write("analysedel-2", show)


def _paste(cells: Cells, pastes: dict[str, str], rewritten: str) -> None:
    """What is offered goes after the sentence that waits; in one place the sentence itself is written anew."""
    for cell in cells:
        source = "".join(cell["source"])
        for name, paste in pastes.items():
            if marked := re.search(rf"\[[^\[\]]*\]\{{#{name} \.claim[^}}]*\}}", source):
                own = re.sub(r"^\[|\]\{[^}]*\}$", "", paste)
                source = source.replace(marked[0], own if name == rewritten else f"{marked[0]} {paste}")
        cell["source"] = source.splitlines(keepends=True)


def clear_up(person: Person, told: str) -> None:
    """Delete the condition of the sentence that was written anew, by the lines that the review names."""
    note = re.search(
        r"(\S+)\.ipynb, .*celle (\d+): Betingelsen \w+ har ingen sætning.* slet linje (\d+)(?: til (\d+))?", told
    )
    assert note, told
    number, first, last = int(note[2]), int(note[3]), int(note[4] or note[3])

    def delete(cells: Cells) -> None:
        lines = "".join(cells[number - 1]["source"]).splitlines(keepends=True)
        cells[number - 1]["source"] = lines[: first - 1] + lines[last:]

    person.write(note[1], delete)


def _code(name: str, source: str) -> dict[str, Any]:
    tags = {"tags": ["hide-input"]}
    return {"cell_type": "code", "id": name, "metadata": tags, "execution_count": None, "outputs": [], "source": source}


# "Run all" in JupyterLab and save, as its server does it; prints what the chapter then showed.
RUN_ALL = """
import json
from types import SimpleNamespace
import nbformat
from nbclient import NotebookClient
from helpers.base.paths import NOTEBOOKS
from helpers.build.jupyter_server_config import save_sources
path = NOTEBOOKS / "analysedel-2.ipynb"
notebook = nbformat.read(path, 4)
for cell in notebook.cells:
    if "parameters" in cell.metadata.get("tags", []):
        cell.source = cell.source.replace('"2024"', '"2026"')
NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
print(json.dumps([cell.get("outputs") for cell in notebook.cells]))
model = {"type": "notebook", "content": notebook}
save_sources(model, path=path.name, contents_manager=SimpleNamespace(_get_os_path=lambda name: str(path)))
nbformat.write(model["content"], path)
"""


def run_all_and_save(person: Person) -> tuple[set[str], set[str]]:
    """The numbers that the chapter showed and that stood in no file of the project before, and those that do now."""
    # The outlines of the municipalities hold every number there is.
    tracked = (
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
        "notebooks",
        "data/2024",
        "data/2026",
        "docs",
    )

    def text() -> str:
        names = [name for name in person.git(*tracked).split("\0") if name]
        return "\n".join((person.folder / name).read_bytes().decode("utf-8", "replace") for name in names)

    before = text()
    shown = person.python(RUN_ALL)
    new = {number for number in re.findall(r"\d+ af \d+", shown) if number not in before}
    after = text()
    return new, {number for number in new if number in after}


def commit(person: Person, message: str) -> None:
    """What the screen says after publication."""
    person.git("add", "notebooks", "data")
    person.git("commit", "--quiet", "-m", message)
    person.git("push", "--quiet")


def pages(book: Path) -> dict[str, bytes]:
    """What a reader can open of a book, file by file; not the list of what it was made from."""
    return {
        path.relative_to(book).as_posix(): path.read_bytes()
        for path in sorted(book.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def stored_outputs(project: Path) -> Iterator[tuple[str, list[Any]]]:
    """The outputs stored in the chapters at work, by chapter and cell."""
    for path in sorted((project / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield f"{path.stem}/{cell['id']}", cell["outputs"]

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from helpers.base.paths import THEME
from helpers.build.build_book import Book
from helpers.cli.commands import main
from helpers.cli.danish_click import EditionKey
from helpers.cli.doctor import Diagnosis
from helpers.facts.claims_csv import Conclusion


@pytest.mark.parametrize(
    "command",
    [[], *([name] for name in sorted(main.commands))],
)
def test_every_command_has_help_in_danish_with_an_example(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert not command or "Eksempel: vaeresteder" in result.output


def test_a_fault_is_told_without_a_traceback() -> None:
    result = CliRunner().invoke(main, ["audit", "1999"])
    assert result.exit_code == 1
    assert 'ingen udgave "1999"' in result.output
    assert "Traceback" not in result.output


def test_the_audit_prints_its_three_counts() -> None:
    result = CliRunner().invoke(main, ["audit", "2024"])
    assert result.exit_code == 0
    assert "trykte tal" in result.output
    assert "deviations.yml" in result.output


def test_help_loads_neither_pandas_nor_matplotlib() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from helpers.cli.commands import main; "
        "CliRunner().invoke(main, ['--help']); sys.exit(bool({'pandas', 'matplotlib', 'sphinx'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def fake_book(tmp_path: Path, *states: str) -> Book:
    conclusions = tuple(Conclusion(f"navn_{n}", s, "side", "", "", "", "", "") for n, s in enumerate(states))
    summary = ("Ingen sætning er skiftet ud.", "Ingen sætning venter på at blive skrevet.")
    return Book(tmp_path / "html" / "index.html", tmp_path / "bog.pdf", tmp_path / "facts.csv", conclusions, summary)


@pytest.mark.parametrize(
    ("states", "options", "code"),
    [
        (["holds", "broken"], ["--strict"], 1),
        (["holds", "broken"], [], 0),
        (["holds", "unknown"], ["--strict"], 0),
        (["holds"], ["--strict"], 0),
    ],
)
def test_strict_fails_on_a_broken_conclusion_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, states: list[str], options: list[str], code: int
) -> None:
    monkeypatch.setattr("helpers.build.build_book.build_book", lambda *_, **__: fake_book(tmp_path, *states))
    result = CliRunner().invoke(main, ["build", "2024", *options])
    assert result.exit_code == code
    assert "Ingen sætning er skiftet ud.\nIngen sætning venter på at blive skrevet" in result.output
    assert f"Læs brevet først: {tmp_path / 'brev.html'}" in result.output
    if not code:
        assert result.output.splitlines()[-1] == str(tmp_path / "html" / "index.html"), "the last line is what to open"


def test_a_foreign_report_is_audited_from_its_printed_figures_alone(tmp_path: Path) -> None:
    clean = Path(__file__).parents[1] / "data" / "rse_survey_2018.csv"
    assert "0 fund i rse_survey_2018.csv" in CliRunner().invoke(main, ["audit", "--published", str(clean)]).output
    spoilt = tmp_path / "tal.csv"
    lines = clean.read_text(encoding="utf-8").splitlines()
    row = next(n for n, line in enumerate(lines) if ",percent," in line)
    number = re.search(r",([\d.]+),percent,", lines[row])
    assert number
    lines[row] = lines[row].replace(f",{number[1]},percent,", ",3.33,percent,")
    spoilt.write_text("\n".join(lines) + "\n", encoding="utf-8")
    output = CliRunner().invoke(main, ["audit", "--published", str(spoilt)]).output
    assert "0 fund" not in output
    assert "fund i tal.csv" in output


def test_the_template_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "skema.xlsx"
    assert CliRunner().invoke(main, ["template", "2027", str(path)]).exit_code == 0
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["template", "2027", str(path)])
    assert result.exit_code == 1
    assert "findes allerede" in result.output
    assert path.read_bytes() == before


def test_an_export_without_answers_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.intake.new_edition.new_edition.__defaults__", (tmp_path / "data", None, None))
    monkeypatch.setattr("helpers.build.freeze.freeze_before", lambda *_, **__: ())
    path = tmp_path / "skema.xlsx"
    CliRunner().invoke(main, ["template", "2027", str(path)])
    result = CliRunner().invoke(main, ["new", "2026", "--data", str(path)])
    assert "ting at afgøre" in result.output
    assert not (tmp_path / "data" / "2026" / "responses.csv").exists()


def test_nothing_is_frozen_while_it_may_be_the_wrong_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[str] = []
    monkeypatch.setattr("helpers.intake.new_edition.new_edition.__defaults__", (tmp_path / "data", None, None))
    monkeypatch.setattr("helpers.build.freeze.freeze_before", lambda year, **_: frozen.append(year) or ())
    wrong, right = tmp_path / "eksport.csv", tmp_path / "skema.xlsx"
    wrong.write_text("Hvad spiste du?;Smagte det?\nSuppe;Ja\n", encoding="utf-8")
    told = CliRunner().invoke(main, ["new", "2026", "--data", str(wrong)]).output
    assert "rigtig_fil" in told
    assert frozen == []
    CliRunner().invoke(main, ["template", "2026", str(right)])
    assert "rigtig_fil" not in CliRunner().invoke(main, ["new", "2026", "--data", str(right)]).output
    assert frozen == ["2026"]


def test_a_note_about_an_export_is_printed_before_the_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.intake.new_edition.new_edition.__defaults__", (tmp_path / "data", None, None))
    monkeypatch.setattr("helpers.build.freeze.freeze_before", lambda *_, **__: ())
    path = tmp_path / "eksport.csv"
    path.write_text("Er værestedet et åbent eller et visiteret tilbud?;Smagte det?\nBegge;Ja\n", encoding="utf-8")
    told, *lines = CliRunner().invoke(main, ["new", "2026", "--data", str(path)]).output.splitlines()
    assert told == "Skemaet i 2026 mod 2024: de samme spørgsmål og svar."
    kinds = [kind for line in lines if (kind := line.split(" ")[0]) in ("Bemærk:", "-")]
    assert set(kinds) == {"Bemærk:", "-"}
    assert kinds == sorted(kinds, key=["Bemærk:", "-"].index)
    assert any('"Smagte det?"' in line for line in lines if line.startswith("Bemærk:"))


def test_the_doctor_tells_the_remedy_and_fails_where_something_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    well, ill = Diagnosis("Python", True, "3.11.7"), Diagnosis("PDF", False, "kan ikke", "Kør make book.")
    monkeypatch.setattr("helpers.cli.doctor.examine", lambda: iter([well]))
    assert CliRunner().invoke(main, ["doctor"]).output == "i orden  Python: 3.11.7\n"
    monkeypatch.setattr("helpers.cli.doctor.examine", lambda: iter([well, ill]))
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "FEJL     PDF: kan ikke\n         Kør make book.\n" in result.output
    assert "1 ting skal rettes." in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--help"], ("Brug: main [OPTIONS]", "Kommandoer:", "Vis denne hjælp.")),
        (["byg"], ("Fejl: Kommandoen 'byg' findes ikke.", "for at få hjælp")),
        (["new"], ("Fejl: Der mangler 'YEAR'.",)),
        (["new", "2026"], ("Fejl: Der mangler valgmuligheden '--data'.",)),
        (["new", "2026", "--data", "findes-ikke.xlsx"], ("Stien 'findes-ikke.xlsx' findes ikke.",)),
        (["new", "2026", "--dta", "x"], ("Valgmuligheden '--dta' findes ikke.", "Mente du")),
        (["doctor", "mere"], ("Der er skrevet noget for meget (mere)",)),
        (["audit", "--rounding", "op"], ("'op' er ikke en af 'half-up'",)),
    ],
)
def test_the_command_line_speaks_danish_also_where_it_is_misused(arguments: list[str], told: tuple[str, ...]) -> None:
    output = CliRunner().invoke(main, arguments).output
    for words in told:
        assert words in output


def test_the_words_of_the_command_line_are_compiled_from_their_source() -> None:
    path = THEME / "locale" / "da" / "LC_MESSAGES" / "vaeresteder"
    with path.with_suffix(".po").open(encoding="utf-8") as source, path.with_suffix(".mo").open("rb") as compiled:
        catalogs = read_po(source, locale="da"), read_mo(compiled)
    # The compiler puts the time of day into the head, which has no id.
    written, used = ({tuple(m.id): tuple(m.string) for m in catalog if m.id} for catalog in catalogs)
    assert written == used
    assert len(written) > 20


OF_EDITIONS = {
    "build": ["{}"],
    "publish": ["{}"],
    "review": ["{}"],
    "verify": ["{}"],
    "withheld": ["{}"],
    "notebooks": ["{}"],
    "gem": ["{}"],
    "compare": ["{}", "2024"],
    "compare, second": ["2024", "{}"],
    "audit": ["{}"],
    "bounds": ["{}"],
    "new": ["{}", "--data", "svar.csv"],
    "check": ["{}", "--data", "svar.csv"],
    "template": ["{}", "skema.xlsx"],
}


def test_every_command_of_an_edition_is_tried() -> None:
    taking = {
        name
        for name, command in main.commands.items()
        if any(isinstance(parameter.type, EditionKey) for parameter in command.params)
    }
    assert taking == {name.partition(",")[0] for name in OF_EDITIONS}
    # What a command is given by its place is an edition or a file, and nothing that nobody looks at.
    given = [each for command in main.commands.values() for each in command.params if isinstance(each, click.Argument)]
    assert [each.name for each in given if not isinstance(each.type, EditionKey | click.Path)] == []


@pytest.mark.parametrize("command", list(OF_EDITIONS))
@pytest.mark.parametrize("key", ["../x", "{folder}/2026", "2024/", "", ".", "2024/../2026", "2026\n", "20 26", "link"])
def test_what_is_no_edition_is_refused_and_a_folder_of_answers_stays_as_it_is(
    command: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (answers := tmp_path / "2026").mkdir()
    for name in ("responses.csv", "mapping.yml", "edition.yml"):
        (answers / name).write_text("uerstattelig", encoding="utf-8")
    (data := tmp_path / "data").mkdir()
    (data / "2031").symlink_to(answers)
    monkeypatch.setattr("helpers.cli.danish_click.DATA", data)
    monkeypatch.chdir(tmp_path)
    Path("svar.csv").write_text("a;b\n", encoding="utf-8")
    given = "2031" if key == "link" else key.format(folder=tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    result = CliRunner().invoke(
        main, [command.partition(",")[0], *(part.format(given) for part in OF_EDITIONS[command])]
    )
    assert result.exit_code == 1
    assert ("er et link" if key == "link" else "er ikke et årstal med fire cifre") in result.output
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", ["new", "check"])
def test_an_export_that_is_named_twice_is_refused(tmp_path: Path, command: str) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    result = CliRunner().invoke(
        main, [command, "2026", "--data", str(tmp_path / "a.csv"), "--data", str(tmp_path / "b.csv")]
    )
    assert result.exit_code != 0
    assert "--data er skrevet 2 gange" in result.output

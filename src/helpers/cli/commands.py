"""The command `vaeresteder`: it parses, calls, prints and sets the exit code, and computes nothing.

Each command imports what it needs when it runs, so that the help is there at once.
"""

from pathlib import Path

import click

from helpers.base.errors import VaerestederError
from helpers.cli.chapters import lab, notebooks
from helpers.cli.danish_click import EDITION, EDITION_KEY, Commands, tell_changes, the_only
from helpers.cli.form import skema
from helpers.cli.handing_over import gem, template
from helpers.cli.printed_report import audit, bounds, reconstruct
from helpers.cli.publishing import publish, review, verify, withheld
from helpers.cli.terminal import say
from helpers.cli.waiting import told_while_waiting

_EXPORT = click.Path(exists=True, path_type=Path)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Byg og efterprøv bogen Væresteders rammer og vilkår."""


main.add_command(audit)
main.add_command(bounds)
main.add_command(reconstruct)
main.add_command(review)
main.add_command(publish)
main.add_command(withheld)
main.add_command(gem)
main.add_command(template)
main.add_command(skema)
main.add_command(verify)
main.add_command(lab)
main.add_command(notebooks)


@main.command(cls=click.Command)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Lav en mappe med kapitler, data og indstillinger at arbejde i.

    Eksempel: vaeresteder init vaeresteder
    """
    from helpers.build.new_project import make_project

    say(f"Projektet ligger i {make_project(folder)}. Gå derind med `cd {folder}`, og kør `vaeresteder doctor`.")


@main.command()
@EDITION
@click.option(
    "--responses",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
    help="En anden svarfil end udgavens egen.",
)
@click.option("--strict", is_flag=True, help="Afslut med fejl, hvis en konklusion ikke holder.")
def build(edition: str, responses: Path | None, strict: bool) -> None:
    """Byg en udgave: webbog, PDF og tal.

    Eksempel: vaeresteder build 2024
    """
    from helpers.build.build_book import build_book
    from helpers.build.stored_outputs import find_unpublished
    from helpers.editions.letter_format import PAGE
    from helpers.facts.claims_csv import BROKEN

    tell_changes(edition)
    book = build_book(edition, str(responses or ""), say=say)
    say()
    for line in book.summary:
        say(line)
    say(f"Læs brevet først: {book.front_page.parents[1] / PAGE}")
    say()
    say(f"PDF:     {book.pdf}")
    say(f"Tal:     {book.facts}")
    if stored := find_unpublished():
        say(f"I git ligger tal, der ikke er offentliggjort, i {', '.join(stored)}. Fjern dem: vaeresteder notebooks")
    say("Åbn bogen i en browser:")
    say(book.front_page)
    broken = sum(conclusion.state == BROKEN for conclusion in book.conclusions)
    if strict and broken:
        raise VaerestederError(f"{broken} konklusioner holder ikke i disse svar.")


@main.command()
def site() -> None:
    """Saml de byggede udgaver til ét websted med et skift mellem dem.

    Eksempel: vaeresteder site
    """
    from helpers.build.site import assemble_site

    assembled = assemble_site()
    say(f"Udgaver: {', '.join(assembled.editions)}")
    for edition in assembled.unpublished:
        say(f"{edition} er ikke offentliggjort endnu: Kør `vaeresteder publish {edition}`, før webstedet lægges ud.")
    say("Åbn webstedet i en browser:")
    say(assembled.front_page)


@main.command()
def doctor() -> None:
    """Se, om maskinen har det, der skal til, og hvad der ellers skal gøres.

    Eksempel: vaeresteder doctor
    """
    from helpers.cli.doctor import examine

    wrong = 0
    for diagnosis in examine():
        say(f"{'i orden' if diagnosis.well else 'FEJL':7}  {diagnosis.name}: {diagnosis.found}")
        if not diagnosis.well:
            wrong += 1
            say(f"{'':7}  {diagnosis.remedy}")
    if wrong:
        raise VaerestederError(f"{wrong} ting skal rettes.")


@main.command()
@click.argument("earlier", type=EDITION_KEY)
@click.argument("later", type=EDITION_KEY)
def compare(earlier: str, later: str) -> None:
    """Hold to udgaver op mod hinanden, og skriv brevet til forfatteren.

    Eksempel: vaeresteder compare 2024 2026
    """
    from helpers.book.review.letter_sections import letter_sections
    from helpers.book.review.review import review_edition
    from helpers.editions.letter import compare_editions

    letter = compare_editions(earlier, later, more=lambda facts: letter_sections(review_edition(facts)))
    say(letter.markdown)


@main.command()
@click.argument("year", type=EDITION_KEY)
@click.option(
    "--data",
    "export",
    required=True,
    multiple=True,
    callback=the_only,
    type=_EXPORT,
    help="Eksporten: en fil, en zip-fil eller en mappe fra SurveyXact, SPSS, Enalyzer eller Excel.",
)
def new(year: str, export: Path) -> None:
    """Lav en ny udgaves data af en eksport.

    Eksempel: vaeresteder new 2026 --data eksport.xlsx
    """
    from helpers.build.build_book import alone_with
    from helpers.build.freeze import freeze_before
    from helpers.intake.new_edition import new_edition
    from helpers.intake.reading_time import expected_time
    from helpers.survey.frozen import chapters_folder

    tell_changes(year)
    with alone_with(year, f"Udgaven {year} laves af en eksport"), told_while_waiting(expected_time(export)):
        edition = new_edition(year, export)
    # A wrong file may be of a year that never comes.
    for earlier in freeze_before(year, say=say) if edition.right_file else ():
        say(
            f"Kapitlerne og spørgeskemaet til {earlier} er lagt fast i {chapters_folder(earlier).parent}; {earlier} "
            f"bygges af dem fremover. Skriv til {year} i notebooks/ og data/questionnaire.yml. Læg begge dele i git."
        )
    for note in edition.notes:
        say(f"Bemærk: {note}")
    for question in edition.open:
        say(f"- {question}")
    for line in edition.ledger:
        say(line)
    say(edition.next_step)


@main.command()
@click.argument("year", type=EDITION_KEY)
@click.option(
    "--data",
    "export",
    type=_EXPORT,
    multiple=True,
    callback=the_only,
    help="Eksporten; ellers den, som mapping.yml nævner.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Mappen til siden og den mærkede kopi; ellers den, hvor eksporten ligger.",
)
def check(year: str, export: Path | None, folder: Path | None) -> None:
    """Kontrollér en eksport: alle fejl, al tvivl og noter på én gang.

    Eksempel: vaeresteder check 2026 --data eksport.xlsx
    """
    from helpers.intake.check.report_files import plan_reports, write_reports
    from helpers.intake.check.run import check_export, locate_export
    from helpers.intake.reading_time import expected_time
    from helpers.survey.doubts_file import write_doubts

    tell_changes(year)
    path = export or locate_export(year)
    reports = plan_reports(path, folder)
    with told_while_waiting(expected_time(path)):
        result = check_export(year, path)
    for line in result.lines:
        say(line)
    write_reports(result, reports)
    write_doubts(result.year, result.doubt_record)
    say()
    say(f"Mærket kopi: {reports.workbook}")
    say(f"Side:        {reports.page}")
    if result.stops:
        raise click.exceptions.Exit(1)

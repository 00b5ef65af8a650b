"""The commands that make files for others: an empty workbook to answer in, and what the next colleague needs."""

from pathlib import Path

import click

from helpers.base.errors import VaerestederError
from helpers.cli.danish_click import EDITION_KEY, ProjectCommand, tell_changes
from helpers.cli.terminal import say


@click.command(cls=ProjectCommand)
@click.argument("year", type=EDITION_KEY)
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), required=False)
def gem(year: str, path: Path | None) -> None:
    """Pak det, som git ikke har af en udgave, i én fil til den næste kollega.

    Eksempel: vaeresteder gem 2026
    """
    from helpers.build.build_book import alone_with
    from helpers.intake.handover import pack_edition

    with alone_with(year, f"Udgaven {year} pakkes"):
        packed = pack_edition(year, path)
    for line in packed.lines:
        say(line)
    say()
    say(f"Pakket: {packed.archive}. Læg en kopi et sikkert sted.")


@click.command(cls=ProjectCommand)
@click.argument("year", type=EDITION_KEY)
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def template(year: str, path: Path) -> None:
    """Lav en tom projektmappe at svare i, for dem uden et spørgeskemasystem.

    Eksempel: vaeresteder template 2027 skema.xlsx
    """
    from helpers.intake.template import write_template
    from helpers.survey.questionnaire import load_questionnaire

    if path.exists():
        raise VaerestederError(f"{path} findes allerede. Vælg et andet navn, så intet overskrives.")
    tell_changes(year)
    say(f"Skrevet: {write_template(path, load_questionnaire(year))}")

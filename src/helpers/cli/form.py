"""The commands for the questionnaire as a workbook: written out, and read in again."""

from pathlib import Path

import click

from helpers.cli.danish_click import ProjectCommand
from helpers.cli.terminal import say


class ProjectCommands(click.Group):
    """Commands under one word, each of which works on a project."""

    command_class = ProjectCommand


@click.group(cls=ProjectCommands)
def skema() -> None:
    """Ret spørgeskemaet i et regneark: skriv det ud, og læs det ind igen.

    Eksempel: vaeresteder skema ud spoergeskema.xlsx
    """


@skema.command()
@click.argument("fil", type=click.Path(dir_okay=False, path_type=Path), default=Path("spoergeskema.xlsx"))
def ud(fil: Path) -> None:
    """Skriv spørgeskemaet ud som en projektmappe, der kan rettes i Excel eller LibreOffice.

    Eksempel: vaeresteder skema ud spoergeskema.xlsx
    """
    from helpers.intake.form.form_workbook import write_form

    say(f"Skrevet: {write_form(fil)}. Ret i den, gem den, og kør: vaeresteder skema ind {fil}")


@skema.command()
@click.argument("fil", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def ind(fil: Path) -> None:
    """Læs en rettet projektmappe ind i data/questionnaire.yml.

    Eksempel: vaeresteder skema ind spoergeskema.xlsx
    """
    from helpers.intake.form.form_update import update_questionnaire

    update = update_questionnaire(fil)
    for line in update.told:
        say(line)
    say(
        "data/questionnaire.yml er rettet." if update.changed else "Intet er ændret: Filen siger det samme som skemaet."
    )

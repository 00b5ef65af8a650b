"""The commands for whoever writes in the chapters: JupyterLab, and the outputs that they are stored with."""

import click

from helpers.cli.danish_click import EDITION_KEY
from helpers.cli.terminal import say


@click.command()
def lab() -> None:
    """Åbn kapitlerne i JupyterLab. Det gemmer det, du skriver, og ikke tallene.

    Eksempel: vaeresteder lab
    """
    from helpers.build.lab import open_lab

    raise click.exceptions.Exit(open_lab())


@click.command()
@click.argument("edition", required=False, type=EDITION_KEY)
def notebooks(edition: str | None) -> None:
    """Kør kapitlerne, og gem den nyeste offentliggjorte udgaves resultater i dem.

    Med en udgave køres de kapitler, der er lagt fast til den.

    Eksempel: vaeresteder notebooks
    """
    from helpers.build.stored_outputs import store_outputs

    folder = store_outputs(edition or "", say=say)
    say(f"Kapitlerne er kørt. Se ændringerne med: git diff --stat {folder}")

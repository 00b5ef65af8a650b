"""The one way in which a command speaks to a terminal."""

import click

from helpers.base.plain_text import for_terminal


def say(told: object = "") -> None:
    """Print a line, or several; what stands in cells and file names cannot steer the terminal."""
    click.echo(for_terminal(str(told)))

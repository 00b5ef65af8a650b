"""The manners of the command line: Danish in every word, and faults without a traceback."""

import gettext
import os
from typing import IO, Any

import click

from helpers.base.errors import VaerestederError
from helpers.base.paths import THEME

# click takes its own words from here, whatever language the machine is set to.
os.environ["LANGUAGE"] = "da"
gettext.bindtextdomain("vaeresteder", THEME / "locale")
gettext.textdomain("vaeresteder")


class Fault(click.ClickException):
    """A fault that a person can act on, shown without a traceback and without an English prefix."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.secho(self.format_message(), fg="red", err=True, file=file)


class Commands(click.Group):
    """A group of commands that tells the program's own faults as such."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VaerestederError as error:
            raise Fault(str(error)) from error

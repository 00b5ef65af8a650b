"""The manners of the command line: Danish in every word, and faults without a traceback."""

import gettext
import os
from typing import IO, Any

import click

from helpers.base.errors import VaerestederError
from helpers.base.paths import BUILD, DATA, ROOT, THEME, check_key, is_project
from helpers.base.plain_text import for_terminal
from helpers.cli.last_resort import explain
from helpers.cli.terminal import say

# click takes its own words from here, whatever language the machine is set to.
os.environ["LANGUAGE"] = "da"
gettext.bindtextdomain("vaeresteder", THEME / "locale")
gettext.textdomain("vaeresteder")


class PrintedFault(click.ClickException):
    """Whatever a command ends with but success, shown without a traceback and without an English prefix."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        click.secho(for_terminal(self.format_message()), fg="red", err=True, file=file)


class EditionKey(click.ParamType[str]):
    """The key of an edition, checked where it enters: it names a folder of data and one of the book, and no other."""

    name = "udgave"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return check_key(value, DATA, BUILD)


EDITION_KEY = EditionKey()


class ProjectCommand(click.Command):
    """A command that works on a project, and says so where there is none."""

    def invoke(self, ctx: click.Context) -> Any:
        if not is_project(ROOT):
            raise VaerestederError(
                f"I {ROOT} er der intet projekt: _config.yml og data/questionnaire.yml mangler. "
                "Gå ind i projektets mappe, eller lav et med `vaeresteder init MAPPE`."
            )
        return super().invoke(ctx)


class Commands(click.Group):
    """A group of commands that tells in Danish whatever one of them ends with."""

    command_class = ProjectCommand

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            # Click's to tell, as are the next, in the words of its catalogue; but what was typed may steer a terminal.
            error.message = for_terminal(error.message)  # type: ignore[misc]
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (Exception, KeyboardInterrupt) as error:
            raise PrintedFault(*explain(error)) from error


def _newest() -> str:
    from helpers.survey.edition import newest_edition

    return newest_edition()


# The edition that a command is about: the newest, where none is named.
EDITION = click.argument("edition", default=_newest, type=EDITION_KEY)


def tell_changes(year: str) -> None:
    """Print what a year asks otherwise than the edition before it. Raises SlipError where it has slips."""
    from helpers.survey.questionnaire_changes import describe_changes

    if told := describe_changes(year):
        say(told)


def the_only(_ctx: click.Context, param: click.Parameter, given: tuple[Any, ...]) -> Any:
    """The value of an option that can be given once; None where it was not given.

    Raises VaerestederError where it was given twice, of which click would take the last without a word.
    """
    if len(given) > 1:
        told = ", ".join(map(str, given))
        raise VaerestederError(
            f"{param.opts[0]} er skrevet {len(given)} gange ({told}). Skriv det én gang, med én fil."
        )
    return given[0] if given else None

"""The command `vaeresteder`: it parses, calls, prints and sets the exit code, and computes nothing.

Each command imports what it needs when it runs, so that the help is there at once.
"""

from pathlib import Path
from typing import IO, Any

import click

from helpers.errors import VaerestederError


class _Fault(click.ClickException):
    """A fault that a person can act on, shown without a traceback and without an English prefix."""

    def show(self, file: IO[Any] | None = None) -> None:
        click.secho(self.format_message(), fg="red", err=True, file=file)


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except VaerestederError as error:
            raise _Fault(str(error)) from error


_EDITION = click.argument("edition", default="2024")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Byg og efterprøv bogen Væresteders rammer og vilkår."""


@main.command()
@_EDITION
@click.option(
    "--responses",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
    help="En anden svarfil end udgavens egen.",
)
def build(edition: str, responses: Path | None) -> None:
    """Byg en udgave: webbog, PDF og tal.

    Eksempel: vaeresteder build 2024
    """
    from helpers.book import build_book

    book = build_book(edition, str(responses or ""), progress=True)
    click.echo()
    click.echo(f"Webbog:  {book.front_page}")
    click.echo(f"PDF:     {book.pdf}")
    click.echo(f"Tal:     {book.facts}")
    click.echo()
    click.echo("Åbn webbogen i en browser. Kør `make test`, før den lægges ud.")


@main.command()
def notebooks() -> None:
    """Kør kapitlerne, og gem 2024-udgavens resultater i dem.

    Eksempel: vaeresteder notebooks
    """
    from helpers.chapters import chapter_title, list_chapters, refresh_chapter

    for chapter in list_chapters():
        refresh_chapter(chapter, progress={"desc": chapter_title(chapter), "unit": "celle"})
    click.echo("Kapitlerne er kørt. Se ændringerne med `git diff --stat notebooks`.")


@main.command()
@_EDITION
def audit(edition: str) -> None:
    """Hold rapportens trykte tal op mod svarene.

    Eksempel: vaeresteder audit 2024
    """
    from helpers.audit import audit_edition, audit_facts, audit_problems
    from helpers.edition import load_edition
    from helpers.facts import fact_text, load_facts
    from helpers.published import load_deviations

    verdicts = audit_edition(load_facts(edition))
    counts = audit_facts(verdicts)
    click.echo(f"{fact_text(counts['trykte_tal'])} trykte tal:")
    for key, text in (
        ("stemmer", "stemmer overens med svarene"),
        ("afviger", "afviger, med en forklaring i deviations.yml"),
        ("uden_modstykke", "kan ikke genberegnes, med en note"),
    ):
        click.echo(f"{fact_text(counts[f'trykte_tal.{key}'], 'antal'):>5} {text}")
    problems = audit_problems(verdicts, load_deviations(load_edition(edition)))
    if problems:
        raise VaerestederError("\n".join(problems))


@main.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Hvor svarene skrives; ellers i udgavens egen svarfil.",
)
def reconstruct(out: Path | None) -> None:
    """Find svar, der passer med rapportens trykte tal (kræver `make setup-dev`).

    Eksempel: vaeresteder reconstruct --out svar.csv
    """
    from helpers.reconstruct import write_reconstruction

    click.echo(f"Skrevet: {write_reconstruction(out)}")

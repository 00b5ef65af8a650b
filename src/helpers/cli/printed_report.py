"""The commands about a printed report: its figures checked, what they allow, and responses made of them."""

from pathlib import Path

import click

from helpers.base.errors import VaerestederError
from helpers.cli.danish_click import EDITION
from helpers.cli.terminal import say

_NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@EDITION
@click.option(
    "--published",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Trykte tal fra en anden rapport, med samme kolonner som published.csv; ingen svar er nødvendige.",
)
@click.option(
    "--rounding",
    type=click.Choice(["half-up", "half-even", "truncate"]),
    default="half-up",
    show_default=True,
    help="Hvordan rapporten har afrundet (med --published).",
)
@click.option("--vejet", "weighted", is_flag=True, help="Tallene er vejede (med --published): intet fund er sikkert.")
@click.option("--template", type=_NEW_FILE, help="Skriv en fil med kolonnerne og nogle eksempler, og gør ikke andet.")
def audit(edition: str, published: Path | None, rounding: str, weighted: bool, template: Path | None) -> None:
    """Hold rapportens trykte tal op mod svarene og mod hinanden.

    Eksempel: vaeresteder audit 2024

    Eksempel: vaeresteder audit --template tal.csv

    Eksempel: vaeresteder audit --published tal.csv

    \b
    Kolonnerne i filen til --published:
      id         et navn til tallet, forskelligt fra række til række
      locator    side- eller linjenummer i rapporten
      where      stedet: Tabel 1, Diagram 2, Kapitel 3 ...
      group      hvem tallet gælder: tomt eller "Alle", eller "Køn: kvinder"
      item       "Spørgsmål: svar"; "Spørgsmål (flere svar): svar", hvis
                 man kunne vælge flere
      printed    tallet, som det er trykt: 12,5 %
      value      tallet med decimalpunktum: 12.5
      unit       percent, count, base, mean, hours, total eller listed
      base_n     hvor mange der svarede; tomt, hvis det ikke er trykt
      fact       tomt, eller det samme navn ved tal, der er det samme
      note       hvor tallet er fra; skal stå, når fact er tomt
      dimension  kan udelades: årstal eller tabel, når samme spørgsmål
                 er stillet flere gange eller til forskellige
    """
    if template is not None:
        from helpers.printed.checks.template import write_template

        say(f"Skrevet: {write_template(template)}. Ret eksemplerne til rapportens tal.")
    elif published is not None:
        _audit_published(published, rounding, weighted)
    elif weighted:
        raise VaerestederError("--vejet gælder tal fra en anden rapport. Skriv også --published og filens navn.")
    else:
        _audit_edition(edition)


def _audit_edition(edition: str) -> None:
    from helpers.facts.load import load_facts
    from helpers.facts.text import fact_text
    from helpers.printed.audit import audit_edition, audit_facts, audit_problems
    from helpers.survey.edition import load_edition
    from helpers.survey.printed_figures import load_deviations

    verdicts = audit_edition(load_facts(edition))
    counts = audit_facts(verdicts)
    say(f"{fact_text(counts['trykte_tal'])} trykte tal:")
    for key, text in (
        ("stemmer", "stemmer overens med svarene"),
        ("afviger", "afviger, med en forklaring i deviations.yml"),
        ("uden_modstykke", "kan ikke genberegnes, med en note"),
    ):
        say(f"{fact_text(counts[f'trykte_tal.{key}'], 'antal'):>5} {text}")
    agreeing = fact_text(counts["trykte_navne.stemmer"], "antal")
    say(f"{fact_text(counts['trykte_navne'])} trykte navne på kommuner: {agreeing} stemmer overens med svarene.")
    say(f"{fact_text(counts['tabte_tal'])} tal er tabt i tekstudtrækket; af dem er kun stedet kendt.")
    problems = audit_problems(verdicts, load_deviations(load_edition(edition)))
    if problems:
        raise VaerestederError("\n".join(problems))


def _audit_published(path: Path, rounding: str, weighted: bool) -> None:
    from helpers.base.rounding import Rounding
    from helpers.printed.checks.finding import CATEGORIES
    from helpers.printed.checks.run import check_published

    findings = check_published(path, Rounding(rounding), weighted=weighted)
    for finding in findings:
        say(f"{finding.where} ({CATEGORIES[finding.category]}, {finding.certainty}): {finding.text}")
        say(f"    {finding.arithmetic}")
    say(f"{len(findings)} fund i {path.name}.")


@click.command()
@EDITION
@click.option(
    "--kryds",
    "cross",
    nargs=2,
    metavar="SVAR SVAR",
    help="Kun disse to svar: Hvor mange af dem, der har givet det første, kan have givet det andet? Intet skrives.",
)
def bounds(edition: str, cross: tuple[str, str] | None) -> None:
    """Find det mindste og det højeste, som de trykte tal tillader (kræver `make setup-dev`).

    Det gælder svar, som rapporten ikke har krydset. Uden --kryds regnes rækkerne i udgavens bounds.csv om.

    Eksempel: vaeresteder bounds 2024

    Eksempel: vaeresteder bounds 2024 --kryds har_hjemloese.ja aktiviteter.faellesskab
    """
    from helpers.printed.bounds.bound_text import tell_bound
    from helpers.printed.bounds.search import find_bounds, write_bounds
    from helpers.survey.edition import load_edition
    from helpers.survey.questionnaire import load_questionnaire

    about = load_edition(edition)
    found = find_bounds(about, [cross]) if cross else write_bounds(about)
    for bound in found:
        say(tell_bound(bound, load_questionnaire(edition)))


@click.command()
@click.option("--out", type=_NEW_FILE, help="Hvor svarene skrives; ellers i udgavens egen svarfil.")
def reconstruct(out: Path | None) -> None:
    """Find svar, der passer med rapportens trykte tal (kræver `make setup-dev`).

    Eksempel: vaeresteder reconstruct --out svar.csv
    """
    from helpers.printed.reconstruct.reconstruction import write_reconstruction

    say(f"Skrevet: {write_reconstruction(out)}")

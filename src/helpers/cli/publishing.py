"""The commands that stand between a built book and its readers: the review of its chapters, and publication."""

from pathlib import Path

import click

from helpers.base.errors import VaerestederError
from helpers.cli.danish_click import EDITION, EDITION_KEY
from helpers.cli.terminal import say


@click.command()
@EDITION
@click.option("--laest", "read", multiple=True, help="Det, du har læst: koden, kapitlets navn eller alle.")
def review(edition: str, read: tuple[str, ...]) -> None:
    """Læs en udgaves kapitler efter: tal uden navn, sammenligninger uden betingelse, spørgsmål, der ikke vises.

    Eksempel: vaeresteder review 2026

    Eksempel: vaeresteder review 2026 --laest metode --laest 3f2a9c1d
    """
    from helpers.book.review.reading_list import tick
    from helpers.book.review.remark import Weight
    from helpers.book.review.review import review_edition
    from helpers.facts import load_facts

    found = review_edition(load_facts(edition))
    if read:
        ticked = tick(found.book, read)
        say(f"{len(ticked)} ting er mærket som læst i data/{edition}/laest.yml.")
    for remark in found.remarks:
        say(f"- {remark}")
    for sentence in found.waiting:
        say(f"- {sentence}")
    if found.unread:
        say(f"Læs dette, og skriv vaeresteder review {edition} --laest og koden:")
    for matter in found.unread:
        say(f"  {matter}")
    for line in found.summary:
        say(line)
    if found.weighing(Weight.STOPS, Weight.BLOCKS):
        raise VaerestederError(f"Ret kapitlerne, før {edition} offentliggøres.")


@click.command()
@click.argument("edition", type=EDITION_KEY)
@click.option("--reason", default="", help="Hvorfor offentliggjorte tal har flyttet sig; står på siden Rettelser.")
@click.option("--trods", "despite", default="", help="Hvorfor udgaven skal ud med det, der er åbent; står samme sted.")
def publish(edition: str, reason: str, despite: str) -> None:
    """Offentliggør en udgave: se efter, om den er klar, skriv dens tal op, byg bogen, og saml webstedet.

    Eksempel: vaeresteder publish 2026

    Eksempel: vaeresteder publish 2026 --reason "Et værested har rettet sit timetal."
    """
    from helpers.build.release import publish_edition, tell_afterwards
    from helpers.facts.missing import HIDDEN

    published = publish_edition(edition, reason, despite=despite, say=say)
    if published.first:
        say(f"Udgaven {edition} er offentliggjort. Dens tal er skrevet op i data/{edition}/facts.csv.")
    elif published.correction is None:
        say("Ingen offentliggjorte tal har flyttet sig.")
    else:
        say(f"{len(published.correction.figures)} tal er rettet og står på siden Rettelser:")
        for figure in published.correction.figures:
            say(f"- {figure}")
        hidden = sum(figure.now == HIDDEN for figure in published.correction.figures)
        if hidden:
            say(
                f"{hidden} af dem står uden det gamle og det nye tal: For få væresteder har svaret eller er skyld i "
                "ændringen, og de kunne kendes på den."
            )
    if published.passed:
        say(f"Offentliggjort, selv om {'; '.join(published.passed)}. Det står på siden Rettelser.")
    for line in tell_afterwards(edition):
        say(line)
    say("Åbn webstedet i en browser:")
    say(published.site.front_page)


@click.command()
@EDITION
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="En anden mappe med en manifest.json, for eksempel et hentet websted; ellers udgavens bog.",
)
def verify(edition: str, folder: Path | None) -> None:
    """Efterprøv en bygget bog eller et websted: om hver fil er, som den blev bygget.

    Eksempel: vaeresteder verify 2024
    """
    from helpers.base.paths import BUILD
    from helpers.build.manifest import verify_folder

    place = folder or BUILD / edition
    found = verify_folder(place)
    for words, names in (("ændret", found.changed), ("mangler", found.missing), ("lagt til", found.added)):
        for name in names:
            say(f"{words:9} {name}")
    for name in found.inputs:
        say(f"Bemærk: {name} er en anden nu end den, som bogen er bygget af.")
    if not found.whole:
        wrong = len(found.changed) + len(found.missing) + len(found.added)
        raise VaerestederError(
            f"{wrong} filer i {place} er ikke, som de blev bygget. Byg udgaven igen, eller hent webstedet igen."
        )
    say(f"{found.count} filer i {place} er, som de blev bygget.")


@click.command()
@EDITION
def withheld(edition: str) -> None:
    """Vis, hvad hver profil for skjulte tal ville skjule i en udgave, før du vælger en.

    Eksempel: vaeresteder withheld 2026
    """
    from helpers.base.danish import format_percent
    from helpers.facts.profile_shares import weigh_profiles

    for each in weigh_profiles(edition):
        say(f"skjules: {each.profile.key}{'   (valgt)' if each.chosen else ''}")
        say(f"  {each.profile.rule}")
        say(f"  Eksempel: {each.profile.example}")
        say(f"  Kilde: {each.profile.source}.")
        told = f"{format_percent(100 * each.withheld, 1)} af svarenes tal i {edition} skjules"
        more = f"; efter reglen alene {format_percent(100 * each.alone, 1)}, resten, så de ikke kan regnes ud"
        say(f"  {told}{more if each.withheld > each.alone else ''}.")
    say(f"Skriv din profil i data/{edition}/edition.yml, og byg udgaven igen: vaeresteder build {edition}")

"""Slips that people make in `data/questionnaire.yml`, each with what must be told of it.

A slip is a name, a change of the file's text, and parts of the message: what is wrong, the line to write, and
the number of faults.
"""

from collections.abc import Callable
from dataclasses import dataclass

CAFE = """\
  cafe:
    tema: rammer
    slags: et_svar
    ordlyd: {2026: "Har værestedet en café?"}
    svar:
      ja: Ja
      nej: Nej

"""
BEFORE = "  faglighed:\n"
INDDRAGET = "    ordlyd: Oplever værestedet at blive inddraget i den kommunale hjemløseindsats?\n"


@dataclass(frozen=True)
class SlipCase:
    """One slip: its name, the file with it (`spoil` is given the sound text with a new question), what is told."""

    name: str
    spoil: Callable[[str], str]
    told: str
    write: str = ""
    count: int = 1


def with_cafe(text: str) -> str:
    """The questionnaire with a new question for 2026, written as the file's head shows it."""
    assert BEFORE in text
    return text.replace(BEFORE, CAFE + BEFORE, 1)


def _cafe(was: str, now: str) -> Callable[[str], str]:
    """A slip within the new question."""

    def spoil(text: str) -> str:
        assert was in CAFE, was
        return text.replace(CAFE, CAFE.replace(was, now, 1), 1)

    return spoil


def _text(was: str, now: str) -> Callable[[str], str]:
    """A slip anywhere else."""

    def spoil(text: str) -> str:
        assert was in text, was
        return text.replace(was, now, 1)

    return spoil


WORDING = 'ordlyd: {2026: "Har værestedet en café?"}'
WITH_COMMA = '    ordlyd: {2026: "Har værestedet en café, og er den åben?"}'
SLIPS = (
    # Names.
    SlipCase("é i nøgle", _cafe("  cafe:", "  café:"), '"café" kan ikke være nøgle for et spørgsmål', "  cafe:"),
    SlipCase("mellemrum i nøgle", _cafe("  cafe:", "  har cafe:"), '"har cafe" kan ikke være nøgle', "  har_cafe:"),
    SlipCase("stort bogstav", _cafe("  cafe:", "  Cafe:"), '"Cafe" kan ikke være nøgle', "  cafe:"),
    SlipCase("bindestreg", _cafe("  cafe:", "  cafe-tilbud:"), '"cafe-tilbud" kan ikke være nøgle', "  cafe_tilbud:"),
    SlipCase("nøgle taget af mål", _cafe("  cafe:", "  frivillige:"), '"frivillige" er allerede navnet på noget andet'),
    SlipCase("svarets nøgle er et tal", _cafe("      ja: Ja", "      1: Ja"), '"1" kan ikke være nøgle for et svar', "      ja: Ja"),
    SlipCase("svarets nøgle er et interval", _cafe("      ja: Ja", "      18_35: 18-35 år"), '"18_35" kan ikke', "svar_18_35_aar: 18-35"),
    # Quotation.
    SlipCase("kolon i ordlyd", _cafe(WORDING, "ordlyd: Har værestedet en café: ja eller nej?"), "et kolon", '    ordlyd: {2026: "Har værestedet en café: ja eller nej?"}'),
    SlipCase("komma i ordlyd", _cafe(WORDING, "ordlyd: {2026: Har værestedet en café, og er den åben?}"), '"og er den åben?" er ikke et årstal', WITH_COMMA),
    SlipCase("komma og kolon", _cafe(WORDING, "ordlyd: {2026: Har værestedet: en café, en bar?}"), "", '    ordlyd: {2026: "Har værestedet: en café, en bar?"}'),
    SlipCase("to år med komma", _cafe(WORDING, "ordlyd: {2026: Café, ja?, 2028: Café, nej?}"), "er ikke et årstal", '    ordlyd: {2026: "Café, ja?", 2028: "Café, nej?"}'),
    SlipCase("komma i svar", _cafe("ja: Ja", "ja: {2026: Ja, hver dag}"), '"hver dag" er ikke et årstal', '      ja: {2026: "Ja, hver dag"}'),
    SlipCase("krøllede anførselstegn med komma", _cafe(WORDING, "ordlyd: {2026: “Har værestedet en café, og er den åben?”}"), "er ikke et årstal", WITH_COMMA),
    SlipCase("krøllede anførselstegn", _cafe(WORDING, "ordlyd: {2026: ”Har værestedet en café?”}"), "ikke dem fra tastaturet", f"    {WORDING}"),
    SlipCase("krøllede om tekst", _cafe("nej: Nej", "nej: »Nej«"), "ikke dem fra tastaturet", '      nej: "Nej"'),
    SlipCase("anførselstegn ikke lukket", _cafe(WORDING, 'ordlyd: "Har værestedet en café?'), "Anførselstegnene passer ikke sammen", f"    {WORDING}"),
    SlipCase("anførselstegn i ordlyd", _cafe(WORDING, 'ordlyd: "Caféen" eller "baren": hvilken?'), "Anførselstegnene", "    ordlyd: {2026: '\"Caféen\" eller \"baren\": hvilken?'}"),
    SlipCase("anførselstegn i år", _cafe(WORDING, 'ordlyd: {2026: "Er "cafeen" åben?"}'), "", "    ordlyd: {2026: 'Er \"cafeen\" åben?'}"),
    SlipCase("procenttegn først", _cafe("nej: Nej", "nej: % ved ikke"), "et andet tegn", '      nej: "% ved ikke"'),
    SlipCase("havelåge", _cafe("nej: Nej", "nej: Plads #2"), "Hvad der står efter #", '      nej: "Plads #2"'),
    SlipCase("tuborgklamme glemt", _cafe(WORDING, "ordlyd: {2026: Har værestedet en café?"), "Tuborgklammen er ikke lukket", f"    {WORDING}"),
    SlipCase("første tuborgklamme glemt", _cafe(WORDING, "ordlyd: 2026: Har værestedet en café?}"), "tuborgklammer", f"    {WORDING}"),
    SlipCase("uden tuborgklammer", _cafe(WORDING, "ordlyd: 2026: Har værestedet en café?"), "tuborgklammer", f"    {WORDING}"),
    SlipCase("intet mellemrum efter år", _cafe(WORDING, "ordlyd: {2026:Har værestedet en café?}"), "er ikke et årstal", f"    {WORDING}"),
    SlipCase("intet mellemrum efter kolon", _cafe("tema: rammer", "tema:rammer"), "mangler et mellemrum efter kolon", "    tema: rammer"),
    SlipCase("kolon glemt", _cafe("tema: rammer", "tema rammer"), "mangler et kolon", "    tema: rammer"),
    SlipCase("kolon glemt efter svar", _cafe("    svar:", "    svar"), "mangler et kolon", "    svar:"),
    # Indentation.
    SlipCase("tabulator", _cafe("    slags", "\tslags"), "tabulator", "    slags: et_svar"),
    SlipCase("tre mellemrum", _cafe("    slags", "   slags"), "ikke rykket lige så langt ind", "    slags: et_svar"),
    SlipCase("fem mellemrum", _cafe("    slags", "     slags"), "ikke rykket lige så langt ind", "    slags: et_svar"),
    SlipCase("svar ikke rykket ind", _cafe("      ja: Ja\n      nej: Nej", "    ja: Ja\n    nej: Nej"), '"ja" hører til under linjen ovenfor', "      ja: Ja", 2),
    SlipCase("spørgsmål rykket for langt ind", lambda text: text.replace(CAFE, "".join(f"  {line}\n" for line in CAFE.splitlines())), 'kan ikke have "cafe" under sig'),
    SlipCase("spørgsmål ikke rykket ind", _cafe("  cafe:\n    tema", "cafe:\n    tema"), "ikke rykket lige så langt ind", "  cafe:"),
    SlipCase("fast mellemrum", _cafe("    slags", "\u00a0\u00a0\u00a0\u00a0slags"), "almindelige mellemrum", "    slags: et_svar"),
    # Fields.
    SlipCase("intet tema", _cafe("    tema: rammer\n", ""), 'mangler feltet "tema"', "    tema: rammer"),
    SlipCase("ukendt tema", _cafe("tema: rammer", "tema: ramme"), 'nævner "ramme", som ikke er defineret', "    tema: rammer"),
    SlipCase("ingen slags", _cafe("    slags: et_svar\n", ""), 'mangler feltet "slags"', "    slags: et_svar"),
    SlipCase("ukendt slags", _cafe("slags: et_svar", "slags: enkelt"), '"enkelt" kendes ikke. Skriv en af: et_svar', "    slags: et_svar"),
    SlipCase("ingen svar", _cafe("    svar:\n      ja: Ja\n      nej: Nej\n", ""), "har ingen svar", "    svar:\n      ja: Ja"),
    SlipCase("tomme svar", _cafe("      ja: Ja\n      nej: Nej\n", ""), "har ingen svar", "    svar:\n      ja: Ja"),
    SlipCase("svar som liste", _cafe("      ja: Ja\n      nej: Nej", "      - Ja\n      - Nej"), "med en nøgle foran", "    svar:\n      ja: Ja\n      nej: Nej"),
    SlipCase("svar i klammer", _cafe("svar:\n      ja: Ja\n      nej: Nej", "svar: [Ja, Ved ikke]"), "med en nøgle foran", "    svar:\n      ja: Ja\n      ved_ikke: Ved ikke"),
    SlipCase("svar på række", _cafe("svar:\n      ja: Ja\n      nej: Nej", "svar: Ja, Nej"), "med en nøgle foran", "    svar:\n      ja: Ja\n      nej: Nej"),
    SlipCase("svar uden ordlyd", _cafe("nej: Nej", "nej:"), 'Svaret "nej" har ingen ordlyd'),
    SlipCase("to svar ens", _cafe("nej: Nej", "nej: Ja"), "har samme ordlyd og kan ikke skelnes"),
    SlipCase("ingen ordlyd", _cafe(f"    {WORDING}\n", ""), 'mangler feltet "ordlyd"', "    ordlyd: {2026:"),
    SlipCase("tom ordlyd", _cafe(WORDING, "ordlyd: {2026: }"), "Ordlyden er tom i alle år"),
    SlipCase("ordlyd som liste", _cafe(WORDING, "ordlyd: [2026: Har værestedet en café?]"), "skal stå en tekst", f"    {WORDING}"),
    SlipCase("stavet forkert", _cafe("slags:", "slgs:"), 'har feltet "slgs", som ikke kendes', "    slags: et_svar"),
    SlipCase("ukendt felt", _cafe("    svar:", "    farve: blå\n    svar:"), 'har feltet "farve", som ikke kendes'),
    SlipCase("felt to gange", _cafe("    svar:", "    tema: kvalitet\n    svar:"), '"tema" står der to gange'),
    SlipCase("spørgsmål to gange", _cafe("  cafe:", "  aabningstimer:"), '"aabningstimer" står der to gange'),
    SlipCase("svar to gange", _cafe("nej: Nej", "ja: Nej"), '"ja" står der to gange'),
    SlipCase("samme ordlyd to gange", _cafe(WORDING, 'ordlyd: {2026: "Hvad hedder værestedet?"}'), 'samme ordlyd som "navn"'),
    SlipCase("grænser uden tal", _cafe("    svar:", "    muligt: [0, 5]\n    svar:"), "har grænser, men er ikke et tal"),
    SlipCase("grænser som tekst", _text("muligt: [0, 168]", "muligt: 0-168"), "to hele tal i kantede klammer", "    muligt: [0, 100]"),
    SlipCase("svar ved fritekst", _cafe("et_svar", "fritekst"), "er af slagsen fritekst og har ingen svar at vælge"),
    SlipCase("ukendt genbrug", _cafe("svar:\n      ja: Ja\n      nej: Nej", "svar: *ja_nej"), 'intet, der hedder "*ja_nej"', "    svar: *ja_nej_ved_ikke"),
    # Years and wordings of the past.
    SlipCase("år glemt", _cafe('{2026: "Har værestedet en café?"}', "Har værestedet en café?"), "blev ikke stillet i 2024. Skriv det år", f"    {WORDING}"),
    SlipCase("år er ikke et år", _cafe("{2026:", "{26:"), '"26" er ikke et årstal'),
    SlipCase("ordlyd ændret", _text(INDDRAGET, "    ordlyd: Er I med?\n"), "er ændret, og 2024 er offentliggjort", '    ordlyd: {2024: "Oplever værestedet at blive inddraget i den kommunale hjemløseindsats?", 2026: "Er I med?"}'),
    SlipCase("spørgsmål slettet", lambda text: text.replace(text[text.index("  inddraget:\n") : text.index("  mere_viden:\n")], ""), '"inddraget" blev stillet i 2024 og er slettet', '    ordlyd: {2024: "Oplever værestedet'),
    SlipCase("spørgsmål aldrig stillet", _text("    ordlyd: Hvad er de største styrker i det arbejde, som værestedet udfører?", '    ordlyd: {2026: "Hvad er de største styrker i det arbejde, som værestedet udfører?"}'), 'af "styrker" er ændret', "{2024:"),
    SlipCase("svar uden år", _text("      andet: Andet\n", "      andet: Andet\n      aldrig: Aldrig\n"), 'Svaret "aldrig" var ikke med i 2024', '      aldrig: {2026: "Aldrig"}'),
    SlipCase("svar slettet", _text("      praktiske_moeder: Møder med et praktisk formål\n", ""), 'Svaret "praktiske_moeder" var med i 2024 og er slettet', "praktiske_moeder: {2024: \"Møder med et praktisk formål\", 2026: }"),
    SlipCase("svar ændret", _text("      praktiske_moeder: Møder med et praktisk formål\n", "      praktiske_moeder: Praktiske møder\n"), 'af svaret "praktiske_moeder" er ændret', '      praktiske_moeder: {2024: "Møder med et praktisk formål", 2026: "Praktiske møder"}'),
    SlipCase("slags ændret", _text("    slags: fritekst\n    ordlyd: Hvad er værestedets", "    slags: antal\n    ordlyd: Hvad er værestedets"), "var af slagsen fritekst i 2024", "    slags: fritekst"),
    # Git and other programs.
    SlipCase("sammenfletning", _cafe("    slags", "<<<<<<< HEAD\n    slags"), "to udgaver af filen"),
)  # fmt: skip

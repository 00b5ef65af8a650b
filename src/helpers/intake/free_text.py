"""Free text as themes while its words are at hand; what no theme was found in is told to the researcher alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from helpers.base.errors import VaerestederError
from helpers.base.paths import BUILD, DATA, ROOT, THEMES
from helpers.base.whole_files import replace_whole
from helpers.intake.coding.answers import NOT_RELEASED
from helpers.intake.coding.choices import code_label
from helpers.intake.examination import ExaminedExport
from helpers.survey.questionnaire import Questionnaire
from helpers.survey.responses import with_themes
from helpers.survey.text_themes import WITHOUT, Theme, find_themes, theme_columns, theme_labels

# The first line of the list begins so.
_LIST = "Svar uden tema i "
_COPY = (
    "# Kopi af de temaer, som svarene i {year} er grupperet efter. Ret ikke her: ret data/{file}, og kør\n"
    "# vaeresteder new {year} igen.\n#\n"
)


@dataclass(frozen=True)
class Grouped:
    """Free text grouped by themes.

    `questionnaire` has the themes of the questions whose answers were read as text; `columns` their
    columns of `responses.csv`, one text a kept row. `unmatched` holds, of each of the questions, row
    number and text of the answers without theme; `read` how many answers there were.
    """

    questionnaire: Questionnaire
    columns: Mapping[str, list[str]]
    unmatched: Mapping[str, tuple[tuple[int, str], ...]]
    read: Mapping[str, int]


def group_texts(examined: ExaminedExport) -> Grouped:
    """The answers in free text, of the rows that are responses, grouped by the themes in `data/themes.yml`.

    A question of which every answer is blank or withheld is left out: there are no words to read.
    Raises DataError where the file of themes has faults.
    """
    themed = with_themes(examined.asked, THEMES).text_themes
    columns: dict[str, list[str]] = {}
    unmatched: dict[str, tuple[tuple[int, str], ...]] = {}
    read: dict[str, int] = {}
    for key in (key for key in themed if key in examined.by_target):
        texts = _written(examined, key)
        known = [text not in ("", NOT_RELEASED) for text in texts]
        if not any(known):
            continue
        found = [_marks(text, themed[key]) if is_known else None for text, is_known in zip(texts, known, strict=True)]
        for index, name in enumerate(theme_columns(key, themed[key])):
            columns[name] = [marks[index] if marks else "" for marks in found]
        read[key] = sum(known)
        unmatched[key] = tuple(
            (examined.export.rows[row], text)
            for row, text, marks in zip(examined.kept, texts, found, strict=True)
            if marks and marks[-1] == "1"
        )
    kept = MappingProxyType({key: themes for key, themes in themed.items() if key in read})
    return Grouped(replace(examined.asked, text_themes=kept), columns, unmatched, read)


def _written(examined: ExaminedExport, key: str) -> list[str]:
    """What was written to a question, withheld or not; blank where it is no answer."""
    column = examined.by_target[key]
    values = [column.values[row].strip() for row in examined.kept]
    return [
        (code_label(value, column.labels) or value) if cell else ""
        for value, cell in zip(values, examined.coded.columns[key], strict=True)
    ]


def _marks(text: str, themes: Sequence[Theme]) -> list[str]:
    """1 or 0 for each theme, and last for having none."""
    found = find_themes(text, themes) or (WITHOUT,)
    return ["1" if key in found else "0" for key in theme_labels(themes)]


def keep_themes(folder: Path, year: str, grouped: Grouped) -> None:
    """Keep a copy of the themes with the edition, whatever becomes of the file; none where nothing was grouped."""
    copy = folder / THEMES.name
    if not grouped.read:
        copy.unlink(missing_ok=True)
        return
    head = _COPY.format(year=year, file=THEMES.name)
    replace_whole(copy, head + THEMES.read_text(encoding="utf-8"))


def write_unmatched(export: Path, grouped: Grouped) -> Path | None:
    """The file beside the export that lists every answer without theme; None where there are none.

    The answers may tell who wrote them, so the file is written nowhere but there, and not at all where
    the export lies in the project's own folder. A list from an earlier run is taken away. Raises
    VaerestederError where the folder cannot be written in, or holds another file of that name.
    """
    path = export.absolute().with_name(f"{export.name if export.is_dir() else export.stem}.uden-tema.txt")
    if any(path.resolve().is_relative_to(own) for own in (ROOT, DATA, BUILD)):
        return None
    try:
        ours = not path.exists() or path.read_bytes().startswith(_LIST.encode())
        if not any(grouped.unmatched.values()):
            if ours:
                path.unlink(missing_ok=True)
            return None
        if not ours:
            raise VaerestederError(
                f"Svarene er skrevet, men {path} findes allerede og er ikke en liste over svar uden tema. Flyt filen, "
                "og kør kommandoen igen."
            )
        replace_whole(path, "\n".join(_listed(export, grouped)) + "\n")
    except OSError as error:
        raise VaerestederError(
            f"Svarene er skrevet, men listen over svar uden tema kan ikke skrives til {path}. Kopiér eksporten til en "
            "mappe, hvor der kan skrives, og kør kommandoen igen."
        ) from error
    return path


def _listed(export: Path, grouped: Grouped) -> Iterator[str]:
    yield f"{_LIST}{export.name}: Intet ord i {THEMES.name} passer på dem."
    yield "Svarene kan røbe, hvem der har skrevet dem: Giv ikke filen videre, og slet den, når den er brugt."
    for key, answers in grouped.unmatched.items():
        if answers:
            yield f"\n{grouped.questionnaire.text(key)} ({key})"
        for row, text in answers:
            yield f"række {row}: {' '.join(text.split())}"


def tell_unmatched(grouped: Grouped, listed: Path | None) -> tuple[str, ...]:
    """What the researcher is told of the grouping, in Danish, and where the list is; nothing where no text was read."""
    if not grouped.read:
        return ()
    counts = ", ".join(f"{key} {len(grouped.unmatched[key])} af {read}" for key, read in grouped.read.items())
    told = f"Svar uden tema: {counts}."
    if listed:
        told += f" De står i {listed} (kun der). Hører de til et tema, så føj ord til {THEMES}, og kør kommandoen igen."
    elif any(grouped.unmatched.values()):
        told += (
            " De er ikke skrevet ned, for eksporten ligger i projektets mappe, og svarene kan røbe, hvem der skrev "
            "dem. Flyt eksporten ud af mappen, og kør kommandoen igen, hvis du vil se dem."
        )
    return (told,)

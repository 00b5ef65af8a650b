"""What is wrong where a text is no YAML, each with the line to write, found by trying what people mean.

A repair is right if the text can be read further with it than without. So all slips of a file are told at
once, although a parser stops at the first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from helpers.base.errors import Slip

# So many slips of form are told; who has more has saved something else.
_MOST = 40
_WORD = r"[A-Za-zæøåÆØÅ_]\w*"
_FIELD = re.compile(
    r"^(?P<start>[ \t\u00a0]*(?:- )?[^\s:{}\[\]\"'#][^:{}\[\]\"'#]*?):(?:[ \t\u00a0]+(?P<value>.*\S))?\s*$"
)
_LONE_QUOTE = re.compile(r"""^\s*(?:- )?[\w.]+:\s+(["'])(?!.*\1\s*(?:#.*)?$)""")
# So far above the line where an error shows may it have been made.
_BACK = 10
_YEAR = re.compile(r"[\"']?((?:19|20)\d\d)[\"']?\s*:")
_MEANS_ELSE = "Teksten har et kolon eller et andet tegn, der betyder noget andet uden anførselstegn."
_QUOTES = "\"'“”„‟«»‘’"


# The parser in C reads the questionnaire in a tenth of the time; not every build of PyYAML has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Mended:
    """A text as it was read with its slips mended: root, slips, whether all was read, lines."""

    root: yaml.Node | None
    slips: tuple[Slip, ...]
    complete: bool
    lines: tuple[str, ...]


def repair(file: str, text: str) -> Mended:
    """A text that is no YAML, mended line by line."""
    written, lines = text.splitlines(), text.splitlines()
    slips: list[Slip] = []
    while len(slips) < _MOST:
        root, error = _compose(lines)
        if error is None:
            return Mended(root, tuple(slips), True, tuple(lines))
        at = _place(error)
        found = _find(lines, error)
        if found is None:
            message = (
                "Filen kan ikke læses her. Er linjen rykket lige så langt ind som de andre af slagsen, og er der kolon "
                "efter nøglen? Ret det, og kør igen: Resten er ikke læst endnu."
            )
            row = min(at, len(written) - 1)
            slips.append(Slip(file, row + 1, "", message, written[row] if written else ""))
            break
        row, message, line = found
        slips.append(Slip(file, row + 1, "", message, written[row], line.rstrip()))
        lines[row] = line
    return Mended(None, tuple(slips), False, tuple(lines))


def quoted(text: str) -> str:
    """A text between quotation marks that YAML takes as they are."""
    inner = text.strip()
    if len(inner) > 1 and inner[0] in _QUOTES and inner[-1] in _QUOTES:
        inner = inner[1:-1].strip()
    inner = inner.strip("“”„‟") if inner.count("“") + inner.count("”") + inner.count("„") == 1 else inner
    return f"'{inner.replace(chr(39), chr(39) * 2)}'" if '"' in inner or "\\" in inner else f'"{inner}"'


def history(value: str) -> str:
    """A mapping of years to wordings as it should stand on a line; blank where the text names no year.

    Whatever stands between two years is the wording of the first, commas, colons and quotation marks included.
    """
    inner = value.strip()
    inner = inner.removeprefix("{").removesuffix("}")
    years = list(_YEAR.finditer(inner))
    if not years or inner[: years[0].start()].strip():
        return ""
    ends = [*(year.start() for year in years[1:]), len(inner)]
    parts = []
    for year, end in zip(years, ends, strict=True):
        wording = inner[year.end() : end].strip()
        wording = wording.removesuffix(",").strip() if end < len(inner) else wording
        parts.append(f"{year[1]}: {quoted(wording)}" if wording else f"{year[1]}: ")
    return "{" + ", ".join(parts) + "}"


def _compose(lines: Sequence[str]) -> tuple[yaml.Node | None, yaml.MarkedYAMLError | None]:
    """The root of the lines, or the error."""
    try:
        return yaml.compose("\n".join(lines) + "\n", Loader=LOADER), None
    except yaml.MarkedYAMLError as error:
        return None, error
    except yaml.reader.ReaderError as error:
        row = "\n".join(lines)[: error.position].count("\n")
        mark = yaml.Mark("", 0, row, 0, None, 0)
        return None, yaml.MarkedYAMLError(problem="character", problem_mark=mark)


def _place(error: yaml.MarkedYAMLError) -> int:
    """The index of the line that an error is about: where what never ends began, else where it shows."""
    context = error.context or ""
    if error.context_mark and any(word in context for word in ("flow", "quoted", "simple key")):
        return int(error.context_mark.line)
    return int(error.problem_mark.line) if error.problem_mark else 0


def _find(lines: Sequence[str], error: yaml.MarkedYAMLError) -> tuple[int, str, str] | None:
    """The repair that lets most be read, the nearest of them: its line, what is wrong there, and the line to write."""
    at, best, furthest = _place(error), None, _place(error)
    for row in _near(lines, error):
        for message, line in _candidates(lines, row, error):
            if line == lines[row]:
                continue
            _, left = _compose([*lines[:row], line, *lines[row + 1 :]])
            reached = len(lines) + 1 if left is None else _place(left)
            if reached > max(furthest, at, row):
                best, furthest = (row, message, line), reached
    return best


def _near(lines: Sequence[str], error: yaml.MarkedYAMLError) -> list[int]:
    """The lines that may be at fault: where an error shows and those before, and whichever begin with a lone quote."""
    at = _place(error)
    shows = int(error.problem_mark.line) if error.problem_mark else at
    near = dict.fromkeys([at, *range(at - 1, max(at - _BACK, -1), -1), shows, shows - 1])
    near |= dict.fromkeys(row for row, line in enumerate(lines[: at + 1]) if _LONE_QUOTE.match(line))
    return [row for row in near if 0 <= row < len(lines) and lines[row].strip()]


def _candidates(lines: Sequence[str], row: int, error: yaml.MarkedYAMLError) -> Iterator[tuple[str, str]]:
    """What may be wrong on a line, the likeliest first, each with the line as it should be."""
    line = lines[row]
    if re.match(r"<{7}|={7}|>{7}", line):
        yield "Git har sat to udgaver af filen sammen her. Behold den ene, og slet de tre linjer med tegnene.", "#"
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or "\u00a0" in indent:
        for width in _widths(lines, row):
            told = "Linjen er rykket ind med andet end almindelige mellemrum (f.eks. tabulator)."
            yield told, " " * width + line.strip()
    visible = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", line.replace("\t", " ").replace("\u00a0", " "))
    if visible != line:
        yield "Linjen har et usynligt tegn, som ikke kan læses.", visible
    yield from _of_alias(lines, line, error)
    yield from _of_value(line)
    if colon := re.match(rf"^(\s*(?:- )?{_WORD}):([^\s:].*)$", line):
        yield "Der mangler et mellemrum efter kolon.", f"{colon[1]}: {colon[2]}"
    if missing := re.match(rf"^(\s*(?:- )?{_WORD})\s+([^:]+)$", line):
        yield "Der mangler et kolon efter nøglen.", f"{missing[1]}: {missing[2].strip()}"
    if re.fullmatch(rf"\s*{_WORD}\s*", line):
        yield "Der mangler et kolon efter nøglen.", f"{line.rstrip()}:"
    for width in _widths(lines, row):
        yield "Linjen er ikke rykket lige så langt ind som de andre af slagsen.", " " * width + line.strip()


def _of_alias(lines: Sequence[str], line: str, error: yaml.MarkedYAMLError) -> Iterator[tuple[str, str]]:
    """What may be wrong where something named elsewhere in the file is asked for."""
    names = sorted(set(re.findall(r"&(\w+)", "\n".join(lines))))
    found = re.match(rf"^(\s*(?:- )?{_WORD}:\s+)(\*\S+)\s*$", line)
    if found and names and "alias" in (error.problem or ""):
        known = ", ".join(f"*{name}" for name in names)
        yield f'Der er intet, der hedder "{found[2]}". Skriv en af: {known}.', f"{found[1]}*{names[0]}"


def _of_value(line: str) -> Iterator[tuple[str, str]]:
    """What may be wrong with what stands after the key."""
    found = re.match(r"^(?P<start>\s*(?:- )?[\w.]+):\s+(?P<value>.*\S)\s*$", line) or _FIELD.match(line)
    if not found or not found["value"]:
        return
    start, value = f"{found['start'].rstrip()}: ", found["value"]
    if told := history(value):
        if value.startswith("{") and value.endswith("}"):
            yield _MEANS_ELSE, start + told
        elif value.startswith("{"):
            yield "Tuborgklammen er ikke lukket.", start + told
        else:
            yield "Årstal og ordlyd skal stå i tuborgklammer.", start + told
    closing = {"{": "}", "[": "]"}.get(value[0], "")
    if closing and value.count(value[0]) > value.count(closing):
        yield "Klammen er ikke lukket.", start + value + closing
    if value[0] in "\"'":
        told = "Anførselstegnene passer ikke sammen."
        yield told, start + quoted(value if value.count(value[0]) % 2 == 0 else value[1:])
    else:
        yield _MEANS_ELSE, start + quoted(value)


def _widths(lines: Sequence[str], row: int) -> list[int]:
    """How far a line may be meant to be indented: as the one before, or the ones that it may belong beside."""
    now = len(lines[row]) - len(lines[row].lstrip())
    above = [line for line in lines[:row] if line.strip() and not line.lstrip().startswith("#")]
    used = {len(line) - len(line.lstrip(" ")) for line in above[-40:] if "\t" not in line}
    if not above:
        return [0]
    before = len(above[-1]) - len(above[-1].lstrip())
    opens = above[-1].rstrip().endswith(":")
    first = before + 2 if opens else before
    below = next((line for line in lines[row + 1 :] if line.strip()), "")
    if lines[row].rstrip().endswith(":") and (deeper := len(below) - len(below.lstrip(" "))) >= 2:
        # What stands under it tells more than what stands above.
        first = deeper - 2
    return [first, *sorted(used - {first, now}, key=lambda width: (abs(width - now), -width))]

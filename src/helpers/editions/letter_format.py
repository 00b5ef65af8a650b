"""A letter as text: its sections, written as Markdown and as a page that stands by itself."""

import re
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class LetterLine:
    """A line of the letter with the place that it is about, and with text to paste there; each may be blank.

    `link` leads from the letter's folder.
    """

    text: str
    link: str = ""
    paste: str = ""


@dataclass(frozen=True)
class LetterSection:
    """One heading of the letter and the lines under it, at least one."""

    heading: str
    lines: tuple[str | LetterLine, ...]


@dataclass(frozen=True)
class Letter:
    """A letter as plain text: its title, what it is about, its sections."""

    title: str
    opening: str
    sections: tuple[LetterSection, ...]

    @property
    def markdown(self) -> str:
        """The letter as Markdown, without signs that a text could mean by chance."""
        parts = [f"# {_plain(self.title)}", _plain(self.opening)]
        for section in self.sections:
            parts += [f"## {_plain(section.heading)}", "\n".join(map(_markdown, section.lines))]
        return "\n\n".join(parts) + "\n"

    @property
    def page(self) -> str:
        """The letter as a page that stands by itself."""
        body = "".join(
            f"<section><h2>{escape(section.heading)}</h2><ul>{''.join(map(_html, section.lines))}</ul></section>"
            for section in self.sections
        )
        return (
            '<!doctype html>\n<html lang="da"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="robots" content="noindex"><title>{escape(self.title)}</title><style>{_STYLE}</style></head>'
            f"<body><main><h1>{escape(self.title)}</h1><p>{escape(self.opening)}</p>{body}</main></body></html>\n"
        )


def _markdown(line: str | LetterLine) -> str:
    if isinstance(line, str):
        return f"- {_plain(line)}"
    link = f" [Se stedet](<{line.link}>)" if line.link else ""
    paste = f"\n\n  ```\n  {line.paste}\n  ```\n" if line.paste else ""
    return f"- {_plain(line.text)}{link}{paste}"


def _html(line: str | LetterLine) -> str:
    if isinstance(line, str):
        return f"<li>{escape(line)}</li>"
    link = f' <a href="{escape(line.link)}">Se stedet</a>' if line.link else ""
    paste = f"<pre>{escape(line.paste)}</pre>" if line.paste else ""
    return f"<li>{escape(line.text)}{link}{paste}</li>"


_STYLE = (
    "body{font:1rem/1.45 sans-serif;color:#1f2a33;background:#fff;margin:0}"
    "main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.4rem 0 .3rem}"
    "ul{margin:0;padding-left:1.2rem}li{margin:.2rem 0;overflow-wrap:anywhere}"
    "pre{font-size:.85rem;background:#f1f3f4;padding:.4rem .6rem;white-space:pre-wrap;overflow-wrap:anywhere}"
    "@media print{body{font-size:9pt}main{padding:0;max-width:none}}"
)


def _plain(text: str) -> str:
    """The text with a backslash before what Markdown would read as a sign."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(text.split()))

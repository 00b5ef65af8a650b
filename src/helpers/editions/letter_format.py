"""A letter as text: its sections, written as Markdown and as a page that stands by itself."""

import re
from dataclasses import dataclass

from helpers.base.page_template import render

# The two files of a letter, beside the book.
MARKDOWN, PAGE = "brev.md", "brev.html"


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
        return render("letter.html", letter=self)


def _markdown(line: str | LetterLine) -> str:
    if isinstance(line, str):
        return f"- {_plain(line)}"
    link = f" [Se stedet](<{line.link}>)" if line.link else ""
    paste = f"\n\n  ```\n  {line.paste}\n  ```\n" if line.paste else ""
    return f"- {_plain(line.text)}{link}{paste}"


def _plain(text: str) -> str:
    """The text with a backslash before what Markdown would read as a sign."""
    escaped = re.sub(r"([\\`*_\[\]<>#~&|])", r"\\\1", " ".join(text.split()))
    # What begins a line may begin a list, a line or a heading above it.
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", escaped)

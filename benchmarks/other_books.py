"""This book's chapters as other programs read them: the same prose, the same tables and charts of the same numbers.

bookdown gets R Markdown: each table a `kable` of a data file with the rows as this book shows them, each chart a
`ggplot` of its numbers, the map a bar for each municipality. It counts nothing, which is in its favour. MyST gets the
notebooks, their code as it is. Roles, which only this book knows, become their own words.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

DESCRIPTION = "application/vnd.vaeresteder.description+json"
SETUP = """---
title: "{title}"
lang: da
site: bookdown::bookdown_site
output: bookdown::gitbook
---

```{{r setup, include=FALSE}}
knitr::opts_chunk$set(echo = FALSE, cache = {cache}, warning = FALSE, message = FALSE, dev = "svg")
library(knitr)
library(ggplot2)
read <- function(name) read.csv(file.path("numbers", name), check.names = FALSE, colClasses = "character")
value <- function(text) as.numeric(sub(",", ".", sub("^([0-9]+(,[0-9]+)?).*$", "\\\\1", text)))
bars <- function(shown) {{
  long <- do.call(rbind, lapply(seq_along(shown)[-1], function(column) data.frame(
    label = factor(shown[[1]], levels = rev(unique(shown[[1]]))),
    group = names(shown)[column], value = suppressWarnings(value(shown[[column]])), text = shown[[column]])))
  ggplot(long, aes(value, label, fill = group)) + geom_col(position = "dodge", na.rm = TRUE) +
    geom_text(aes(label = text), position = position_dodge(width = 0.9), hjust = -0.1, size = 3, na.rm = TRUE) +
    labs(x = NULL, y = NULL, fill = NULL) + theme_minimal()
}}
```

"""


def plain(prose: str) -> str:
    """Prose without what only Sphinx or this book understands: roles, targets, attributes on a line, fences."""
    prose = re.sub(r"\{[\w-]+\}`([^`<]*?)\s*(?:<[^`>]*>)?`", r"\1", prose)
    lines = [
        line for line in prose.splitlines() if not re.match(r"\s*(\([\w-]+\)=|\{[.#][^}]*\}|:{3,}|:\w+:|```)", line)
    ]
    return "\n".join(lines) + "\n"


def shown(cell: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What an executed cell shows: the descriptions of its tables and figures, but for those with nothing to show."""
    for output in cell.get("outputs", []):
        description = output.get("data", {}).get(DESCRIPTION)
        if description and description["kind"] in ("table", "figure"):
            yield description


def table(description: Mapping[str, Any]) -> list[list[str]]:
    """The columns and rows of a table, or of the numbers behind a figure; a row that is a heading has no cells."""
    described = description if description["kind"] == "table" else description["numbers"]
    columns = [str(column) for column in described["columns"]]
    rows = [[row["label"], *(cell["text"] for cell in row["cells"])] for row in described["rows"]]
    return [columns, *([*row, *[""] * (len(columns) - len(row))] for row in rows)]


def write_rmd(chapters: Iterable[Path], facts: Path, folder: Path, *, cache: bool) -> None:
    """The chapters, executed, as a bookdown project; the register of numbers is the table of all `facts`."""
    (folder / "numbers").mkdir(parents=True)
    for number, chapter in enumerate(chapters):
        cells = json.loads(chapter.read_text(encoding="utf-8"))["cells"]
        text = "".join(_rmd(cells, f"{number:02}", folder / "numbers"))
        if chapter.stem == "talregister":
            (folder / "numbers" / "facts.csv").write_bytes(facts.read_bytes())
            text += '\n```{r facts}\nkable(read("facts.csv"))\n```\n'
        if not number:
            text = SETUP.format(title="Væresteders rammer og vilkår", cache=str(cache).upper()) + text
        # bookdown begins with the file of this name.
        (folder / ("index.Rmd" if not number else f"{number:02}-{chapter.stem}.Rmd")).write_text(text, encoding="utf-8")


def _rmd(cells: Iterable[Mapping[str, Any]], chapter: str, folder: Path) -> Iterator[str]:
    for place, cell in enumerate(cells):
        if cell["cell_type"] == "markdown":
            # A footnote's name is for all chapters, which bookdown makes one file of.
            yield re.sub(r"\[\^([^\]]+)\]", rf"[^{chapter}-\1]", plain("".join(cell["source"]))) + "\n"
        for number, description in enumerate(shown(cell)):
            name, rows = f"c{chapter}-{place}-{number}", table(description)
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            title = json.dumps(description["title"], ensure_ascii=False)
            if description["kind"] == "table":
                yield f'```{{r {name}}}\nkable(read("{name}.csv"), caption = {title})\n```\n\n'
            else:
                height = min(12, 2 + len(rows) / 6)
                chunk = f"{name}, fig.cap={title}, fig.height={height:.1f}"
                yield f'```{{r {chunk}}}\nbars(read("{name}.csv"))\n```\n\n'


def write_myst(chapters: Iterable[Path], folder: Path) -> None:
    """The chapters as a MyST project: prose made plain, cells of code as they are, nothing executed."""
    folder.mkdir(parents=True)
    names = []
    for chapter in chapters:
        notebook = json.loads(chapter.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = plain("".join(cell["source"]))
            else:
                cell |= {"outputs": [], "execution_count": None}
        # MyST executes a notebook only where it names its kernel.
        notebook["metadata"] = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        names.append(chapter.name)
        (folder / chapter.name).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    contents = "".join(f"    - file: {name}\n" for name in names)
    (folder / "myst.yml").write_text(
        f"version: 1\nproject:\n  title: Væresteder\n  toc:\n{contents}site:\n  template: ./template\n",
        encoding="utf-8",
    )
    # MyST's own theme is fetched when it is first used; without it MyST reads, executes, and writes its pages as data.
    (folder / "template").mkdir()
    (folder / "template" / "template.yml").write_text(
        "jtex: v1\nkind: site\ntitle: Ingen\nfiles: []\n", encoding="utf-8"
    )

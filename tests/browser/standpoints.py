"""The form of the closing pages as a reader uses it: answers put into it, read from it, laid beside another's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .chromium import Tab

PAGE = "2024/egne-standpunkter.html"
CHOICE, TODAY, OUGHT = "hvor-tilfreds-er-du", "sadan-er-det-i-dag", "sadan-bor-det-vaere"

Answers = Mapping[str, Mapping[str, str]]

MINE: Answers = {
    "emne-vilkaar": {
        CHOICE: "utilfreds",
        TODAY: "Vi mangler plads.\n\nHuslejen stiger.",
        OUGHT: "Et bad & et værksted",
    },
    "emne-personale": {CHOICE: "tilfreds"},
    "emne-kurser": {CHOICE: "ved-ikke"},
    "eget-emne-a": {"emne": "Transport til lægen", TODAY: "Nr. 7 kører ikke mere"},
}
THEIRS: Answers = {
    "emne-vilkaar": {CHOICE: "tilfreds", TODAY: "<b>Lokalerne</b> er nye"},
    "emne-personale": {CHOICE: "tilfreds"},
    "emne-brobygning": {CHOICE: "delvist-tilfreds"},
    "eget-emne-a": {"emne": "Åbningstid om vinteren"},
}

FILL = """
(name, answers) => {
  const write = (field, text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  if (name) write(document.getElementById("standpunkter-navn"), name);
  for (const [topic, given] of Object.entries(answers))
    for (const [question, text] of Object.entries(given)) {
      const field = document.querySelector(`#${topic} [data-question="${question}"]`);
      if (field.matches("fieldset")) field.querySelector(`[value="${text}"]`).click();
      else write(field, text);
    }
}
"""
READ = """
() => {
  const answers = {};
  for (const field of document.querySelectorAll(".topic [data-question]")) {
    const text = field.matches("fieldset") ? field.querySelector(":checked")?.value : field.value;
    if (text) (answers[field.closest(".topic").id] ??= {})[field.dataset.question] = text;
  }
  return { name: document.getElementById("standpunkter-navn").value, answers };
}
"""
SAID = "[...document.querySelectorAll('.said')].map((each) => each.textContent).join(' ')"
KEPT = "JSON.stringify(Object.entries(localStorage))"


@dataclass(frozen=True)
class Filled:
    """What stands in the fields."""

    name: str
    answers: Answers


def fill(tab: Tab, answers: Answers, name: str = "") -> None:
    tab.call(FILL, name, answers)


def read(tab: Tab) -> Filled:
    return Filled(**tab.call(READ))


def said(tab: Tab) -> str:
    """What the page says of what was done, and reads aloud."""
    return str(tab.js(SAID))


def press(tab: Tab, does: str) -> None:
    """The button that does something."""
    tab.act(f"document.querySelector('[data-does={does}]').click()")


def take(tab: Tab, file: Path, does: str = "load") -> str:
    """What the page says when a file is loaded, or laid beside (`lay`)."""
    tab.js("document.querySelector('.form-tools .said').replaceChildren()")
    tab.choose_file(f"[data-does={does}]", ".form-tools [type=file]", file)
    tab.js("""new Promise((done) => {
      const look = () => document.querySelector(".form-tools .said").textContent ? done(1) : setTimeout(look, 5);
      look();
    })""")
    return said(tab)


def file_with(folder: Path, given: Answers, called: str = "", **other: Any) -> Path:
    """A file as another person's page has saved it."""
    told = {"kind": "vaeresteder-standpunkter", "version": 1, "edition": "2024", "name": called, "answers": given}
    file = folder / "svar.json"
    file.write_text(json.dumps(told | other), encoding="utf-8")
    return file

"""Wordings of questions and answers in `data/questionnaire.yml`: a text, or a mapping from the years of its changes."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from helpers.base.edited_file import EditedFile
from helpers.base.edited_words import ascii_key
from helpers.base.yaml_repair import history, quoted

# How the questionnaire names an answer that the report printed and the text extraction lost.
_LOST_NAME = "gået tabt"
YEAR = re.compile(r"(?:19|20)\d\d")
_CURLY = "[“”„‟«»]"
_EXAMPLE = 'Skriv {årstal: "ordlyd"}, f.eks. {2026: "Har værestedet en café?"}.'


def read_wording(file: EditedFile, node: yaml.Node, what: str) -> str | dict[str, str]:
    """A text, or a mapping from years to texts; with a slip the nearest thing that may be meant."""
    if isinstance(node, yaml.MappingNode):
        return _history(file, node, what)
    if isinstance(node, yaml.SequenceNode):
        line = history(file.span(node).strip("[]"))
        file.fail(node, f"{what}: Her skal stå en tekst. {_EXAMPLE}", file.value_line(node, line) if line else "")
        return {}
    text = file.text(node, what)
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return text
    told = history(file.rest(node)) if YEAR.match(text) else ""
    after = file.rest(node)[len(file.span(node)) :]
    if told:
        file.fail(node, f"{what}: Årstal og ordlyd skal stå i tuborgklammer.", file.value_line(node, told))
    elif re.fullmatch(f"{_CURLY}.*{_CURLY}", text):
        message = f'{what}: Anførselstegnene er ikke dem fra tastaturet (") og ville komme med i teksten.'
        file.fail(node, message, file.value_line(node, quoted(text)))
    elif re.match(r" #\w", after):
        message = f"{what}: Hvad der står efter #, er en note og kommer ikke med. Sæt teksten i anførselstegn."
        file.fail(node, message, file.value_line(node, quoted(file.rest(node))))
    return text


def _history(file: EditedFile, node: yaml.MappingNode, what: str) -> dict[str, str]:
    line = history(file.span(node))
    wrong = [str(key.value) for key, value in node.value
             if not YEAR.fullmatch(str(key.value)) or not isinstance(value, yaml.ScalarNode)]  # fmt: skip
    curly = any(re.match(_CURLY, str(value.value)) for _, value in node.value)
    write = file.value_line(node, line) if line and node.flow_style else ""
    if wrong:
        advice = "Sæt ordlyden i anførselstegn, så komma og kolon hører med til den." if write else _EXAMPLE
        file.fail(node, f'{what}: "{wrong[0]}" er ikke et årstal. {advice}', write)
        return {}
    if curly:
        file.fail(node, f'{what}: Anførselstegnene er ikke dem fra tastaturet (").', write)
        return {}
    told = {year: file.text(value, what) for year, _, value in file.entries(node, "årstal og ordlyd")}
    if told and not any(told.values()):
        file.fail(node, f"{what}: Ordlyden er tom i alle år. Skriv den.")
    return told


def read_answers(file: EditedFile, node: yaml.Node, owner: yaml.Node, what: str, word: str) -> dict[str, Any]:
    """The answers (or items) by their keys; `owner` is the question's key, `word` the field that they stand under."""
    indent = f"{file.indent(owner)}  "
    if listed := _listed(node):
        lines = "\n".join(f"{indent}  {ascii_key(label)}: {label}" for label in listed)
        message = f"{what}: Under {word} står hvert svar på sin egen linje, med en nøgle foran."
        file.fail(node, message, f"{indent}{word}:\n{lines}")
        return {ascii_key(label): label for label in listed}
    if isinstance(node, yaml.ScalarNode) or not node.value:
        message = f"{what} har ingen svar under {word}. Føj dem til, hvert på sin linje."
        file.fail(owner, message, f"{indent}{word}:\n{indent}  ja: Ja\n{indent}  nej: Nej")
        return {}
    answers: dict[str, Any] = {}
    for key, key_node, value in file.entries(node, "svar med nøgle og ordlyd"):
        label = str(value.value) if isinstance(value, yaml.ScalarNode) else ""
        file.key(key, key_node, "et svar", ascii_key(label) if label and not re.search("[a-zæøå]", key.lower()) else "")
        answers[key] = read_wording(file, value, f'{what}, "{key}"')
        if answers[key] == "":
            file.fail(key_node, f'{what}: Svaret "{key}" har ingen ordlyd. Skriv den efter kolon.')
    return answers


def _listed(node: yaml.Node) -> list[str]:
    """The labels that were written as a list, or in a row with commas between."""
    if isinstance(node, yaml.SequenceNode):
        return [str(each.value) for each in node.value if isinstance(each, yaml.ScalarNode)]
    if isinstance(node, yaml.ScalarNode) and node.value:
        return [part.strip() for part in str(node.value).split(",") if part.strip()]
    return []


def held(value: Any, year: str) -> Any:
    """What a value that may have changed was in a year; the last that it was where `year` is blank."""
    if not isinstance(value, Mapping) or not all(YEAR.fullmatch(str(key)) for key in value):
        return value
    told = None
    for first, wording in sorted(value.items(), key=lambda item: str(item[0])):
        if year and str(first) > year:
            break
        told = wording if year else wording or told
    return told or ""


def name_is_lost(label: str) -> bool:
    """Whether a label stands in the place of a name that nobody knows any more."""
    return _LOST_NAME in label


def answers_of(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answers or items of a question, by their keys; none where it has none."""
    found: Mapping[str, Any] = entry.get("answers") or entry.get("items") or {}
    return found

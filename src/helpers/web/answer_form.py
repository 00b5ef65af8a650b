"""The form of the closing pages in HTML: each row of its tables a group of fields, and the tools to keep answers.

The page itself can be filled in and printed. `standpoints.js` keeps what is written on the reader's device,
saves and loads files, and lays another person's answers beside; what only it can do is hidden until it runs.
"""

from html import escape

from docutils import nodes

from helpers.base.errors import VaerestederError
from helpers.book.answer_form import BOX, CHOICE, FIELD, LINE, SCALES, form_field, form_rows

# The class of the span that stands where the tools are to be.
TOOLS = "form-tools"
# The version of the files; raise it where a key or its meaning changes.
VERSION = 1
# Signs that a field takes.
LONGEST = {BOX: 2000, LINE: 120}


def write_answers(table: nodes.table) -> str:
    """A table of the class `form` as groups of fields; raises VaerestederError where a row has no key."""
    topics = []
    for _, entries in form_rows(table):
        fields = [field for entry in entries for field in entry.findall(form_field)]
        if not fields or not fields[0]["topic"]:
            raise VaerestederError(f'Emnet "{entries[0].astext()}" har ingen nøgle. Skriv [Emnet]{{#emne-noegle}}.')
        topic = fields[0]["topic"]
        inner = "".join(map(_field, fields))
        topics.append(
            f'<fieldset class="topic" id="{escape(topic)}"><legend>{escape(fields[0]["row"])}</legend>\n'
            f'<div class="asked">{inner}</div></fieldset>\n'
        )
    return f'<div class="topics">\n{"".join(topics)}</div>\n'


def _field(field: form_field) -> str:
    """One field with its label, under the key of its question."""
    name, label = f"{field['topic']}-{field['question']}", escape(field["label"])
    question = f'data-question="{field["question"]}"'
    if field["kind"] == CHOICE:
        answers = "".join(
            f'<label><input type="radio" name="{name}" value="{key}" autocomplete="off"> {escape(answer)}</label>\n'
            for key, answer in SCALES[field["label"]].items()
        )
        return f'<fieldset class="choice" {question}><legend>{label}</legend>\n{answers}</fieldset>\n'
    shared = f'id="{name}" {question} maxlength="{LONGEST[field["kind"]]}" autocomplete="off"'
    control = f'<input type="text" {shared}>' if field["kind"] == LINE else f'<textarea rows="3" {shared}></textarea>'
    return f'<div class="{FIELD} {field["kind"]}"><label for="{name}">{label}</label>{control}</div>\n'


def write_tools(edition: str) -> str:
    """What can be done with the answers; without script, that they are not kept."""
    return f"""<div class="{TOOLS}" data-edition="{escape(edition)}" data-version="{VERSION}">
<p class="without-script">Din browser kører ikke sidens JavaScript. Du kan udfylde felterne og skrive siden ud, men
svarene bliver hverken husket eller gemt i en fil.</p>
<div class="with-script" hidden>
<div class="{FIELD} line"><label for="standpunkter-navn">Dit navn eller din rolle (kan udelades)</label>
<input type="text" id="standpunkter-navn" maxlength="80" autocomplete="off"></div>
<p class="buttons">
<button type="button" data-does="save">Gem i en fil</button>
<button type="button" data-does="load">Hent fra en fil</button>
<button type="button" data-does="print">Skriv ud</button>
<button type="button" data-does="lay">Læg en andens svar ved siden af</button>
<button type="button" data-does="delete">Slet mine svar</button>
</p>
<input type="file" accept=".json,application/json" hidden>
<div class="said" role="status"></div>
<p class="buttons"><button type="button" data-does="undo" hidden>Fortryd</button></p>
<section class="beside" aria-labelledby="side-om-side" hidden></section>
</div>
</div>
"""

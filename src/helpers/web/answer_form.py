"""The form of the closing pages in HTML: each row of its tables a group of fields, and the tools to keep answers.

The page itself can be filled in and printed. `standpoints.js` keeps what is written on the reader's device,
saves and loads files, and lays another person's answers beside; what only it can do is hidden until it runs.
"""

from docutils import nodes

from helpers.base.errors import VaerestederError
from helpers.base.page_template import render
from helpers.book.answer_form import BOX, LINE, SCALES, form_field, form_rows

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
        topics.append((fields[0]["topic"], fields[0]["row"], [field.attributes for field in fields]))
    return render("form_topics.html", topics=topics, scales=SCALES, longest=LONGEST)


def write_tools(edition: str) -> str:
    """What can be done with the answers; without script, that they are not kept."""
    return render("form_tools.html", edition=edition, version=VERSION)

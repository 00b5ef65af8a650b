"""The roles that put a number into a sentence, resolved from the edition's data.

`fact` (an id and, after a space, a face), `printed` (the id of a printed figure, shown as printed),
`literature` (the id of a figure quoted from another study, shown as the report quotes it) and `edition`
(a word of the edition's own: `udgave`, `periode`, `udgiver` or `mindste_grundlag`).
"""

from collections.abc import Callable

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.util.docutils import SphinxRole

from helpers.base.errors import VaerestederError
from helpers.book.environment import quotations_of
from helpers.book.nodes import absent
from helpers.book.quotations import Quotations


class QuotationRole(SphinxRole):
    """A role that puts one number into the sentence, or marks the place of one that is not there."""

    def __init__(self, name: str, quote: Callable[[Quotations, str], str]) -> None:
        super().__init__()
        self._kind = name
        self._quote = quote

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The number as an inline node that carries the id it came from.

        Whether an id that nothing has is a mistake is decided when it is known that its sentence applies.
        """
        quotations, fact_id = quotations_of(self.env.app), self.text.split(" ")[0]
        absence = quotations.absences.find(fact_id) if self._kind == "fact" else None
        if absence:
            return [absent(absence=absence)], []
        if self._kind == "edition" and quotations.is_untold(self.text):
            return [absent(untold=True, sentence=True)], []
        try:
            text = self._quote(quotations, self.text)
        except VaerestederError as error:
            place = absent(fault=str(error))
            place.source, place.line = self.get_source_info()
            return [place], []
        return [nodes.inline(self.rawtext, text, classes=[self._kind], fact_id=fact_id)], []


ROLES = {
    "fact": Quotations.fact,
    "printed": Quotations.figure,
    "literature": Quotations.quoted,
    "edition": Quotations.edition,
}

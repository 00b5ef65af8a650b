"""Facts loaded: from an edition's responses, or from what it published."""

from pathlib import Path

from helpers.facts.compute import compute_facts, only_printed
from helpers.facts.fact_id import LINKED, measure_of
from helpers.facts.facts_csv import read_facts
from helpers.facts.linked_facts import link_facts, published_links
from helpers.facts.linked_places import can_be_linked
from helpers.facts.model import Fact, Facts
from helpers.facts.publications import load_publications
from helpers.survey.edition import RECORD, earlier_edition, load_edition
from helpers.survey.responses import Responses, load_responses


def load_facts(edition: str | int, responses: str = "") -> Facts:
    """The facts of an edition (its key, also as a number), from its own responses or the file that `responses` names.

    Where the edition's responses are not on this machine, the facts are those that it published
    (`facts.csv` in its folder). Those of the edition before it come along as `earlier`.
    Raises DataError where the responses have faults, VaerestederError where there is no such edition
    or nothing to count.
    """
    edition = str(edition)
    before = earlier_edition(edition)
    return load_pair(before, edition, responses) if before else _load(edition, responses)[0]


def load_pair(earlier: str, later: str, responses: str = "") -> Facts:
    """The facts of an edition with those of any earlier one as `earlier`; see `load_facts`.

    Where the same places can be followed from one to the other, their shares are facts too; where the earlier
    responses are not on this machine, or not published yet, those that the later edition has published.
    """
    before, first = _load(earlier, "")
    facts, second = _load(later, responses)
    if second is None and earlier != earlier_edition(later):
        # The record links the places to another edition than the one asked for.
        kept = {key: fact for key, fact in facts.items() if measure_of(key) != LINKED}
        facts = Facts(facts.edition, facts.questionnaire, kept, facts.lost)
    linked: dict[str, Fact] = {}
    published = () if responses else load_publications(facts.edition)
    if second and can_be_linked(before.edition, facts.edition):
        if first:
            linked = link_facts(before, first, facts, second, published)
        elif published and earlier == earlier_edition(later):
            linked = published_links(published[-1])
    return facts.after(before).with_facts(linked)


def _load(edition: str, responses: str) -> tuple[Facts, Responses | None]:
    """The facts of an edition, and the responses that they were counted from where those are here."""
    described = load_edition(edition)
    record = described.folder / RECORD
    if not responses and not (described.folder / "responses.csv").is_file() and record.is_file():
        return read_facts(record, described), None
    loaded = load_responses(described, Path(responses) if responses else None)
    facts = compute_facts(loaded, described, () if responses else load_publications(described))
    if facts.waiting:
        # The record says of the places that answered twice what may be told of them.
        return facts, None
    return (only_printed(facts) if described.reconstructed else facts), loaded

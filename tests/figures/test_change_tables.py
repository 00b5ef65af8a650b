from fractions import Fraction
from pathlib import Path

import pytest
from two_editions import change, edition, facts, rows

from helpers.facts.model import Fact, Facts
from helpers.figures.change_tables import show_comparability, show_linked
from helpers.figures.descriptions import Note, Table
from helpers.figures.tables import show_shares
from helpers.survey.questionnaire import Questionnaire


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts(rows(), tmp_path_factory.mktemp("foer"), edition("2026"))


def comparability(facts: Facts) -> dict[str, list[str]]:
    return {row.label: [cell.text for cell in row.cells] for row in show_comparability(facts, name="t", title="t").rows}


def test_the_first_edition_tells_what_the_next_can_be_compared_with(facts_2024: Facts) -> None:
    told = comparability(facts_2024)
    assert told["Hvordan er værestedet organiseret?"] == ["6", ""]
    assert told["Hvad er de største styrker i det arbejde, som værestedet udfører?"] == [
        "0",
        "Rapporten fra 2024 har ikke trykt svarene.",
    ]
    assert told["Antal markerede målgrupper"][0] == "0"
    assert "1 tal: Tallet i rapporten fra 2024 er et andet end det, som bogen regner med" in told["Antal frivillige"][1]


def test_every_question_says_whether_it_is_compared(earlier: Facts, tmp_path: Path) -> None:
    def asked(questionnaire: Questionnaire) -> Questionnaire:
        return questionnaire.as_asked({"inddraget": "Er I med?"}, ("mere_viden",))

    told = comparability(facts(rows(), tmp_path, edition("2028"), asked).after(earlier))
    assert told["Hvordan er værestedet organiseret?"] == ["6 af 6", ""]
    assert told["Er I med?"][0] == "0 af 9"
    assert told["Er I med?"][1].startswith("Ordlyden er ændret fra »Oplever")
    assert told["Efterspørger værestedet mere viden om den kommunale hjemløseindsats?"] == [
        "0 af 9", "Ikke stillet i 2028.",
    ]  # fmt: skip


def test_an_arrow_stands_behind_a_share_that_surely_changed_and_is_explained(earlier: Facts, tmp_path: Path) -> None:
    later = facts(change(rows(), inddraget="ja"), tmp_path, edition("2028")).after(earlier)
    table = show_shares(later, "inddraget", "mere_viden", name="t", title="t")
    marked = {row.label for row in table.rows for cell in row.cells if cell.text.endswith(("↑", "↓"))}
    assert marked == {"Ja", "Nej", "Ved ikke"}
    assert "100\u00a0%\u00a0↑" in {cell.text for row in table.rows for cell in row.cells}
    assert not [cell for row in table.rows[-1:] for cell in row.cells if not cell.text.isdigit()], "bases have no arrow"
    assert table.source.startswith("↑ eller ↓ efter et tal: sikkert større eller mindre end i 2026.")


def test_without_an_earlier_edition_or_a_sure_change_a_table_has_no_arrow(facts_2024: Facts, earlier: Facts) -> None:
    for each in (facts_2024, earlier, earlier.after(earlier)):
        assert "↑" not in repr(show_shares(each, "inddraget", name="t", title="t"))


def with_places(facts: Facts, shares: dict[str, tuple[int, int, int]], base: int = 100) -> Facts:
    more = {"samme_steder": Fact("samme_steder", Fraction(base), "count", base, None, "survey")}
    for key, counts in shares.items():
        for end, count in zip(("foer", "nu", "begge"), counts, strict=True):
            fact_id = f"samme_steder.{key}.{end}"
            more[fact_id] = Fact(fact_id, Fraction(100 * count, base), "percent", count, base, "survey")
    return facts.with_facts(more)


def test_the_same_places_have_a_table_of_their_own(earlier: Facts) -> None:
    later = with_places(earlier.after(earlier), {"inddraget.ja": (40, 70, 38), "inddraget.nej": (50, 50, 45)})
    table = show_linked(later, name="t", title="t")
    assert isinstance(table, Table)
    heading, yes, no = table.rows
    assert heading.label.startswith("Oplever værestedet")
    assert [cell.text for cell in yes.cells[:3]] == ["40\u00a0%", "70\u00a0%", "+30\u00a0↑"]
    assert [cell.text for cell in no.cells[2:]] == ["0", "−6 til +6", "100"]
    assert yes.cells[1].fact == "samme_steder.inddraget.ja.nu"


def test_without_places_that_can_be_followed_nothing_is_shown(earlier: Facts, facts_2024: Facts) -> None:
    assert show_linked(earlier.after(earlier), name="t", title="t") == Note("t", "")
    assert show_linked(facts_2024, name="t", title="t") == Note("t", "")
    few = with_places(earlier.after(earlier), {"inddraget.ja": (1, 2, 1)}, base=3)
    note = show_linked(few, name="t", title="t")
    assert isinstance(note, Note)
    assert note.text.startswith("For få væresteder svarede")

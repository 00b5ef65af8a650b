"""The table of what shares can be, had everybody answered."""

from helpers.base.danish import NO_BREAK_SPACE
from helpers.facts.model import Facts
from helpers.figures.descriptions import Note, Table
from helpers.figures.nonresponse_table import show_nonresponse


def test_each_share_stands_with_its_interval_and_its_limits(facts_2024: Facts) -> None:
    table = show_nonresponse(facts_2024, "tilbudstype.aaben", "frivillige.ingen.kommunal", name="t", title="T")
    assert isinstance(table, Table)
    told = [[cell.text.replace(NO_BREAK_SPACE, " ") for cell in row.cells] for row in table.rows]
    # 84 of 103 in 145: 58 to 87 %. 28 of 51: of 61 and 42 more in the worst case.
    assert told[0] == ["82 %", "77-85 %", "58-87 %"]
    assert told[1][::2] == ["55 %", "27-78 %"]
    assert table.rows[0].label == "Er værestedet et åbent eller et visiteret tilbud? Drevet som et åbent tilbud"
    shown = table.rows[0].cells[2].shown
    assert shown is not None
    assert (shown.values, shown.between) == (("58", "87"), "til")


def test_a_share_that_the_edition_does_not_state_is_left_out(facts_2024: Facts) -> None:
    assert show_nonresponse(facts_2024, "tilbudstype.intet", name="t", title="T") == Note("t", "")

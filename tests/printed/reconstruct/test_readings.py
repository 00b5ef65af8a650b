"""What the book says can or cannot be read out of the printed numbers of 2024, tried number by number.

The rounding is written anew here, and every count is tried: what is said to be impossible is proved.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from helpers.facts.model import Facts
from helpers.survey.edition import load_edition
from helpers.survey.printed_figures import PrintedFigure, load_deviations, load_figures

EDITION = load_edition("2024")
FIGURES = {figure.id: figure for figure in load_figures(EDITION)}
ALL, CONTACT = 103, 41
# Table 5: those in the four forms of organisation who said no, and who did not know.
NO_IN_FORMS, UNKNOWN_IN_FORMS = 6 + 5 + 7 + 40, 1 + 2


def printed(name: str) -> int:
    value = FIGURES[name].value
    assert value is not None
    return int(value)


def row(prefix: str) -> list[int]:
    return [printed(name) for name in FIGURES if name.startswith(prefix)]


def prints(count: int, base: int) -> int:
    """A share as the report prints it: halves up."""
    return (200 * count + base) // (2 * base)


def counts(percent: int, base: int) -> list[int]:
    return [count for count in range(base + 1) if prints(count, base) == percent]


def sums(percents: Sequence[int], base: int) -> set[int]:
    """Every number of answers that shares of one base can come from together."""
    return {sum(taken) for taken in product(*(counts(percent, base) for percent in percents))}


WITHOUT = "tabel_8.uden_hjemloese."
OFFERS = row(WITHOUT + "tilbud_hjemloese")
SINGLE = [row(WITHOUT + "inddraget"), row(WITHOUT + "mere_viden")]
MARKED = row(WITHOUT + "indsatser") + row(WITHOUT + "samarbejdspartnere")


def test_what_is_tried_is_what_is_printed() -> None:
    assert OFFERS == [3, 85, 10]
    assert SINGLE == [[15, 36, 49], [14, 64, 22]]
    assert len(MARKED) == 8
    no = [figure for name, figure in FIGURES.items() if name.startswith("tabel_5.") and name.endswith("hjemloese.nej")]
    assert sum(counts_of(figure) for figure in no) == NO_IN_FORMS


def counts_of(figure: PrintedFigure) -> int:
    assert figure.base_n is not None
    (only,) = counts(printed(figure.id), figure.base_n)
    return only


def test_only_59_of_those_without_contact_give_the_column_of_table_8() -> None:
    possible = [base for base in range(1, ALL - CONTACT + 1) if all(counts(percent, base) for percent in MARKED)]
    assert possible == [59]
    assert all(59 in sums(each, 59) for each in SINGLE)


def test_the_offers_go_together_with_one_blank_and_not_without() -> None:
    assert 58 in sums(OFFERS, 59)
    assert 59 not in sums(OFFERS, 59)
    # Of those who answered, however many they are.
    assert not [base for base in range(1, 2000) if base in sums(OFFERS, base)]


def test_the_share_of_no_is_the_same_in_both_readings() -> None:
    assert prints(51, 59) == prints(50, 58) == 86


def test_the_row_of_table_3_is_impossible_for_every_base_and_without_one_cell_only_17_fits() -> None:
    shares = row("tabel_3.driftsoverenskomst")
    assert 13 in shares
    assert not [base for base in range(1, ALL + 1) if any(total <= base for total in sums(shares, base))]
    others = [share for share in shares if share != 13]
    assert [base for base in range(1, 18) if any(total <= base for total in sums(others, base))] == [17]


def test_the_two_left_over_in_table_3_are_those_outside_the_four_forms() -> None:
    bases = {
        form: [base for base in range(1, size + 1) if base in sums(row(f"tabel_3.{form}"), base)]
        for form, size in (("selvejende", 16), ("kommunal", 61), ("brugerdrevet", 7))
    }
    assert bases == {"selvejende": [15], "kommunal": [49, 51], "brugerdrevet": [5]}
    # 90 answered; at most two of them are in no form, and at most 17 of those with an agreement answered.
    told = printed("tekst.frivillige.3")
    possible = [
        (municipal, agreed, told - 15 - 5 - municipal - agreed)
        for municipal in bases["kommunal"]
        for agreed in (15, 16, 17)
    ]
    assert [each for each in possible if 0 <= each[2] <= 2] == [(51, 17, 2)]


def readings() -> Iterator[tuple[int, int, int]]:
    """Everything that the 103 can have answered about contact, after Table 5: no, unknown, blank; 41 said yes."""
    for no in range(NO_IN_FORMS, NO_IN_FORMS + 3):
        for unknown in range(UNKNOWN_IN_FORMS, UNKNOWN_IN_FORMS + 3):
            blank = ALL - CONTACT - no - unknown
            if blank >= 0:
                yield no, unknown, blank


def met(no: int, blanks: int, base: int, column: int, offers: tuple[int, int, int], of: int) -> int:
    """How many printed readings hold: the two shares of all, and the column of Table 8 at a base."""
    shares = [prints(CONTACT, base) == 40, prints(no, base) == 56]
    held = [bool(counts(percent, column)) for percent in (*MARKED, *SINGLE[0], *SINGLE[1])]
    told = [prints(count, of) == percent for count, percent in zip(offers, OFFERS, strict=True)]
    return sum([*shares, *held, *told])


def test_by_the_rule_of_the_book_no_reading_meets_more_than_the_one_it_has() -> None:
    found = {}
    for no, unknown, blank in readings():
        for said_yes, said_no in product(range(no + 1), repeat=2):
            for said_unknown in range(no + 1 - said_yes - said_no):
                answered = said_yes + said_no + said_unknown
                if answered and abs(said_yes - 2) < 3 and abs(said_unknown - 6) < 3:
                    offers = (said_yes, said_no, said_unknown)
                    key = (no, unknown, blank, *offers)
                    found[key] = met(no, blank, ALL - blank, no, offers, answered)
    most = max(found.values())
    best = [key for key, number in found.items() if number == most]
    assert (59, 3, 0, 2, 51, 6) in best
    assert {key[0] for key in best} == {59}
    # The others have a blank among the offers, or a yes or an unknown more in the place of a no.
    whole = [key[3:] for key in best if key[2] == 0 and sum(key[3:]) == 59]
    assert sorted(whole) == [(2, 50, 7), (2, 51, 6), (3, 50, 6)]
    assert min(whole, key=lambda offers: sum(map(miss, offers, OFFERS))) == (2, 51, 6)


def miss(count: int, percent: int) -> int:
    """By how much a count of 59 lies outside what is printed, in two-hundredths of an answer."""
    return max(0, (2 * percent - 1) * 59 - 200 * count, 200 * count - (2 * percent + 1) * 59 + 1)


@pytest.mark.parametrize(("no", "unknown", "blank"), [(58, 3, 1), (58, 4, 0)])
def test_with_a_place_more_in_the_column_and_blanks_in_the_base_every_figure_holds(
    no: int, unknown: int, blank: int
) -> None:
    assert (no, unknown, blank) in list(readings())
    every = 2 + len(MARKED) + 6 + 3
    assert met(no, blank, ALL, no + 1, (2, 50, 6), 59) == every
    assert met(59, 0, ALL, 59, (2, 51, 6), 59) == every - 2


def test_the_other_readings_are_the_only_ones() -> None:
    every = [each for each in readings() if prints(CONTACT, ALL) == 40 and prints(each[0], ALL) == 56]
    assert every == [(58, 3, 1), (58, 4, 0)]


def test_the_readings_that_were_not_chosen_are_named(facts_2024: Facts) -> None:
    reasons = {name: each.reason for each in load_deviations(EDITION) for name in each.figures}
    assert "andre læsninger" in reasons["tekst.hjemloese.3"]
    assert "passer alle tre" in reasons["tabel_8.uden_hjemloese.tilbud_hjemloese.nej"]
    assert facts_2024["har_hjemloese.nej"].count == 59

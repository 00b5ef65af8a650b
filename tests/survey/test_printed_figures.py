"""The transcribed figures against the printed report, and the rules that each row keeps.

The golden numbers were typed from the report itself, never from the file.
"""

import csv
import itertools
import re
from collections import Counter
from decimal import Decimal

import pytest

from helpers.base.paths import DATA, edition_data

UNITS = {"percent", "count", "base", "mean", "hours", "total", "listed"}
WORDS = {
    "ingen": "0", "et": "1", "én": "1", "to": "2", "tre": "3", "fem": "5", "fire": "4", "seks": "6",
    "otte": "8", "ni": "9", "ti": "10", "dobbelt": "2",
}  # fmt: skip
# Words that are a number only as a whole.
PHRASES = {"et halvt": "0.5", "over halvdelen": "50", "ikke repræsenteret": "0"}
IMPOSSIBLE = "Umuligt"

# One line of a table each: the ids from the left, the numbers as printed.
LINES = {
    "tabel_3.selvejende": "13 13 33 7 7 27",
    "tabel_3.driftsoverenskomst": "12 13 29 6 6 41",
    "tabel_3.kommunal": "55 33 8 4 0 0",
    "tabel_3.brugerdrevet": "20 20 40 0 0 20",
    "tabel_4.aaben": "82 98 67 63 90 40 20 63 94",
    "tabel_4.visiteret": "100 100 50 75 75 13 13 50 63",
    "tabel_5.brugerdrevet.kernemaalgruppe": "43 29 29",
    "tabel_5.selvejende.kernemaalgruppe": "38 25 19 13 6",
    "tabel_5.driftsoverenskomst.kernemaalgruppe": "35 29 24 12",
    "tabel_5.brugerdrevet.alder": "86 14",
    "tabel_5.selvejende.alder": "6 69 25",
    "tabel_5.driftsoverenskomst.alder": "65 35",
    "tabel_5.kommunal.alder": "2 79 20",
    "tabel_5.brugerdrevet.hjemloese": "14 86",
    "tabel_5.selvejende.hjemloese": "69 31",
    "tabel_5.driftsoverenskomst.hjemloese": "53 41 6",
    "tabel_5.kommunal.hjemloese": "31 66 3",
    "tabel_6.selvejende": "25 6 38 19 0 13",
    "tabel_6.driftsoverenskomst": "35 12 18 6 12 18",
    "tabel_6.kommunal": "39 26 10 15 2 8",
    "tabel_7.selvejende": "81 88 94 19 31 19",
    "tabel_7.driftsoverenskomst": "94 82 88 12 35 35",
    "tabel_7.kommunal": "74 70 95 43 3 18",
    "tabel_7.brugerdrevet": "86 71 57 43 0 0",
    "tabel_8.med_hjemloese.tilbud_hjemloese": "27 59 15",
    "tabel_8.med_hjemloese.indsatser": "32 49 17 10 29",
    "tabel_8.med_hjemloese.samarbejdspartnere": "66 37 34",
    "tabel_8.med_hjemloese.inddraget": "44 39 17",
    "tabel_8.med_hjemloese.mere_viden": "34 56 10",
    "tabel_8.uden_hjemloese.tilbud_hjemloese": "3 85 10",
    "tabel_8.uden_hjemloese.indsatser": "17 15 15 10 29",
    "tabel_8.uden_hjemloese.samarbejdspartnere": "14 19 15",
    "tabel_8.uden_hjemloese.inddraget": "15 36 49",
    "tabel_8.uden_hjemloese.mere_viden": "14 64 22",
}
# Lines whose answers exclude each other, with the number of places the percentages come from.
SINGLE_ANSWERS = {
    "tabel_3.selvejende": 15, "tabel_3.kommunal": 51, "tabel_3.brugerdrevet": 5,
    "tabel_5.brugerdrevet.kernemaalgruppe": 7, "tabel_5.selvejende.kernemaalgruppe": 16,
    "tabel_5.driftsoverenskomst.kernemaalgruppe": 17,
    "tabel_5.brugerdrevet.alder": 7, "tabel_5.selvejende.alder": 16,
    "tabel_5.driftsoverenskomst.alder": 17, "tabel_5.kommunal.alder": 61,
    "tabel_5.brugerdrevet.hjemloese": 7, "tabel_5.selvejende.hjemloese": 16,
    "tabel_5.driftsoverenskomst.hjemloese": 17, "tabel_5.kommunal.hjemloese": 61,
    "tabel_6.selvejende": 16, "tabel_6.driftsoverenskomst": 17, "tabel_6.kommunal": 61,
    "tabel_8.med_hjemloese.tilbud_hjemloese": 41, "tabel_8.med_hjemloese.inddraget": 41,
    "tabel_8.med_hjemloese.mere_viden": 41, "tabel_8.uden_hjemloese.inddraget": 59,
    "tabel_8.uden_hjemloese.mere_viden": 59, "diagram_1": 103,
}  # fmt: skip
# What the report prints for one fact, in the order of its lines.
STATED = {
    "medlemmer": ["171"],
    "ramme": ["145", "145"],
    "respondenter": ["103", "103"],
    "svarprocent": ["69,66"],
    "organisationsform.boligsocial": ["et enkelt"],
    "organisationsform.ved_ikke": ["Et enkelt"],
    "organisationsform.selvejende": ["16 %", "16 %"],
    "organisationsform.driftsoverenskomst": ["17 %", "17 %"],
    "organisationsform.kommunal": ["59 %", "59 %"],
    "organisationsform.brugerdrevet": ["7 %"],
    "kommuner": ["47"],
    "kommuner.opland": ["otte", "24", "8", "24"],
    "kommuner.storby": ["to", "tre", "tre", "2", "3"],
    "aabningstimer.selvejende": ["26,3 timer pr. uge", "26,3"],
    "aabningstimer.driftsoverenskomst": ["33,7 timer pr. uge", "33,7 timer"],
    "aabningstimer.kommunal": ["36,5 timer pr. uge", "36,5"],
    "personaletimer_i_alt.selvejende": ["1348 timer"],
    "personaletimer_i_alt.driftsoverenskomst": ["1901 timer"],
    "personaletimer_i_alt.kommunal": ["6448 timer"],
    "personaletimer.selvejende": ["89,8 timer"],
    "personaletimer.driftsoverenskomst": ["111,8 timer"],
    "personaletimer.kommunal": ["119,4 timer"],
    "kun_ordinaert_ansatte": ["92", "32", "92"],
    "kun_deltidsansatte": ["26", "92"],
    "personale_antal.deltid": ["1,9"],
    "personale_antal.fuldtid": ["1,8"],
    "tilbudstype.aaben": ["82 procent", "82 %", "82 procent", "82 %"],
    "tilbudstype.begge": ["11 procent", "11 %"],
    "tilbudstype.visiteret": ["8 procent", "8 %", "8 %", "100 %"],
    "maalgrupper_antal.aaben": ["5,4"],
    "maalgrupper_antal.visiteret": ["4,4"],
    "maalgrupper.hjemloeshed.aaben": ["49 procent", "40 %", "49 procent"],
    "maalgrupper.psykisk_saarbarhed.visiteret": ["alle otte", "100 procent", "100 %"],
    "kernemaalgruppe.psykisk_saarbarhed.kommunal": ["67 %", "67"],
    "kernemaalgruppe.misbrug.kommunal": ["13 %"],
    "kernemaalgruppe.hjemloeshed.kommunal": ["2 %", "et"],
    "kernemaalgruppe.hjemloeshed.selvejende": ["13 %", "to"],
    "faglighed.paedagogisk.kommunal": ["2,1"],
    "faglighed.socialfaglig.driftsoverenskomst": ["1"],
    "faglighed.socialfaglig.selvejende": ["0,5"],
    "faglighed.ufaglaert.selvejende": ["1,3"],
    "aktiviteter.gruppeforloeb.kommunal": ["næsten halvdelen, 43 procent", "43 %"],
    "aktiviteter.fremskudt_sagsbehandling.selvejende": ["19 procent", "31 %", "31"],
    "aktiviteter.fremskudt_sundhed.selvejende": ["31 procent", "19 %"],
    "aktiviteter.fremskudt_sagsbehandling.kommunal": ["tre procent", "3 %", "tre procent"],
    "har_hjemloese.ja": ["40 procent", "40 %"],
    "har_hjemloese.nej": ["56 procent", "56 %"],
    "har_hjemloese.ja.selvejende": ["69 %", "69 procent", "69 procent"],
    "mere_viden.nej.uden_hjemloese": ["64 %", "65 procent"],
    "samarbejdspartner.besvaret.uden_hjemloese": ["15"],
    "samarbejdspartner.besvaret.med_hjemloese": ["12"],
}

Row = dict[str, str]


def _read(name: str) -> list[Row]:
    with (edition_data("2024") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = _read("published.csv")
BY_ID = {row["id"]: row for row in ROWS}
QUOTED = _read("literature.csv")


def _line(prefix: str) -> list[Row]:
    return [row for row in ROWS if row["id"].startswith(prefix + ".") and row["printed"]]


def _as_number(printed: str) -> str:
    """The printed text as a number with a decimal point: its digits, or else its word."""
    lower = printed.lower()
    if lower in PHRASES:
        return PHRASES[lower]
    digits = re.findall(r"\d+(?:,\d+)?", printed)
    found = [d.replace(",", ".") for d in digits] or [WORDS[w] for w in lower.split() if w in WORDS]
    assert len(found) == 1, f"{printed!r} holds {len(found)} numbers"
    return found[0]


def _counts(value: str, base: int) -> list[int]:
    """The counts of `base` that print as `value` percent, halves rounded up."""
    step = Decimal(1).scaleb(Decimal(value).as_tuple().exponent) / 2  # type: ignore[arg-type]
    low, high = Decimal(value) - step, Decimal(value) + step
    return [count for count in range(base + 1) if low * base <= 100 * count < high * base]


def test_there_are_over_320_printed_figures_with_ids_of_their_own():
    assert sum(bool(row["printed"]) for row in ROWS) > 320
    assert [i for i, times in Counter(row["id"] for row in ROWS).items() if times > 1] == []
    assert [row["id"] for row in ROWS if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", row["id"])] == []


@pytest.mark.parametrize(("prefix", "printed"), LINES.items())
def test_each_line_of_a_table_is_what_the_report_prints(prefix, printed):
    assert [row["printed"] for row in _line(prefix)] == [f"{p} %" for p in printed.split()]


@pytest.mark.parametrize(("fact", "printed"), STATED.items())
def test_each_place_that_states_a_fact_is_kept_as_printed(fact, printed):
    stated = [row for row in ROWS if row["fact"] == fact and row["printed"]]
    assert [row["printed"] for row in sorted(stated, key=lambda row: int(row["locator"]))] == printed


@pytest.mark.parametrize(("prefix", "base"), SINGLE_ANSWERS.items())
def test_percentages_of_one_question_come_from_counts_that_fill_the_base(prefix, base):
    line = _line(prefix)
    assert {row["base_n"] for row in line} == {str(base)}
    assert any(sum(c) == base for c in itertools.product(*(_counts(r["value"], base) for r in line)))


@pytest.mark.parametrize("prefix", ["tabel_3.driftsoverenskomst", "tabel_8.uden_hjemloese.tilbud_hjemloese"])
def test_the_two_lines_that_no_number_of_places_can_give_say_so(prefix):
    line = _line(prefix)
    for base in range(1, 104):
        possible = [_counts(row["value"], base) for row in line]
        assert base not in {sum(counts) for counts in itertools.product(*possible)}
    assert all(re.search(r"10[0-9] procent tilsammen|98 procent tilsammen", row["note"]) for row in line)


def test_means_of_target_groups_follow_from_the_columns_of_tabel_4():
    for group, base, mean in (("aaben", 84, "5.4"), ("visiteret", 8, "4.4")):
        cells = [row for row in _line(f"tabel_4.{group}") if row["fact"].startswith("maalgrupper")]
        assert len(cells) == 8
        counts = [_counts(row["value"], base) for row in cells]
        assert {len(c) for c in counts} == {1}
        # Half up to one decimal, in integers.
        tenths = (20 * sum(c for (c,) in counts) + base) // (2 * base)
        assert Decimal(tenths) / 10 == Decimal(mean)
        assert [r["value"] for r in ROWS if r["fact"] == f"maalgrupper_antal.{group}"] == [mean]


def test_tabel_1_counts_places_and_municipalities():
    groups = ("land", "opland", "provinsby", "storby", "hovedstad")
    places = [BY_ID[f"tabel_1.{group}.vaeresteder"]["printed"] for group in groups]
    represented = [BY_ID[f"tabel_1.{group}.kommuner"]["printed"] for group in groups]
    of_all = [BY_ID[f"tabel_1.{group}.kommuner_i_alt"]["printed"] for group in groups]
    assert places == ["33", "10", "31", "9", "20"]
    assert represented == ["16", "8", "12", "2", "9"]
    assert of_all == ["31", "24", "16", "3", "24"]
    assert (sum(map(int, places)), sum(map(int, represented)), sum(map(int, of_all))) == (103, 47, 98)


def test_tabel_1_lists_47_municipalities_each_once_with_code_and_official_name():
    with (DATA / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        official = {row["code"]: row for row in csv.DictReader(file)}
    listed = [row for row in ROWS if row["id"].startswith("tabel_1.kommune.")]
    codes = [row["id"].rsplit(".", 1)[1] for row in listed]
    assert len(set(codes)) == len(codes) == 47
    assert [row["fact"] for row in listed] == [f"kommuner.{code}" for code in codes]
    groups = Counter(official[code]["group"] for code in codes)
    assert groups == {"land": 16, "opland": 8, "provinsby": 12, "storby": 2, "hovedstad": 9}
    renamed = {}
    for row, code in zip(listed, codes, strict=True):
        if row["printed"] != official[code]["name"]:
            renamed[row["printed"]] = official[code]["name"]
            assert official[code]["name"] in row["note"]
    assert renamed == {
        "Rønne": "Bornholm",
        "Kallundborg": "Kalundborg",
        "Ikast / Brande": "Ikast-Brande",
        "Høje Taastrup": "Høje-Taastrup",
        "Lyngby/Taarbæk": "Lyngby-Taarbæk",
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_row_is_complete_and_its_value_is_its_printed_text(row):
    assert row["unit"] in UNITS
    assert row["locator"].isdigit()
    assert row["where"]
    assert row["item"]
    assert row["fact"] or row["note"]
    if not row["printed"]:
        assert row["value"] == ""
        assert row["note"].startswith("Tabt i tekstudtrækket")
    elif row["id"].startswith("tabel_1.kommune."):
        assert (row["unit"], row["value"]) == ("listed", "1")
    elif row["id"] == "tekst.faglighed.8":
        # Printed "1" among means with one decimal.
        assert (row["printed"], row["value"]) == ("1", "1.0")
    else:
        assert row["value"] == _as_number(row["printed"])


@pytest.mark.parametrize("row", [r for r in ROWS if r["unit"] == "percent" and r["base_n"] and r["value"]],
                         ids=lambda row: row["id"])  # fmt: skip
def test_each_percentage_has_a_count_in_its_base_or_says_that_none_gives_it(row):
    assert (_counts(row["value"], int(row["base_n"])) == []) == row["note"].startswith(IMPOSSIBLE)


@pytest.mark.parametrize("row", [r for r in ROWS if r["unit"] in ("count", "base") and r["base_n"]],
                         ids=lambda row: row["id"])  # fmt: skip
def test_no_count_is_larger_than_its_base(row):
    assert int(row["value"]) <= int(row["base_n"])
    assert row["unit"] == "count" or row["value"] == row["base_n"]


def test_a_lost_figure_names_its_fact_so_that_its_place_can_say_that_it_is_lost():
    lost = [row for row in ROWS if not row["printed"]]
    assert [row["id"] for row in lost if not row["fact"]] == []
    assert Counter(row["id"].split(".")[0] for row in lost) == {
        "figur_organisationsform": 6, "tabel_5": 2, "diagram_2": 15,
    }  # fmt: skip


def test_quoted_figures_have_ids_and_citations_and_their_values_are_their_printed_text():
    assert len({row["id"] for row in QUOTED}) == len(QUOTED) > 30
    for row in QUOTED:
        assert re.fullmatch(r"[a-z]+[0-9]{4}(\.[a-z0-9_]+)+", row["id"]), row["id"]
        assert row["citation"], row["id"]
        assert row["page"] or row["note"] or row["citation"] == "Landsforeningen af Væresteder, 2020", row["id"]
        assert row["value"] in ("", _as_number(row["printed"]) if row["value"] else ""), row["id"]
    printed = {row["id"]: row["printed"] for row in QUOTED}
    assert printed["ff2022.eksklusion.vaerested"] == "18 procent"
    assert printed["regeringen2021.housing_first.effekt"] == "otte til ni ud af 10"
    assert printed["hjelmar2016.udeblivelser.efter"] == "1,5 procent"
    assert printed["lv2020.svarpersoner"] == "956"

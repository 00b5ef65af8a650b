"""The columns of printed tables: fitted to their contents, nothing divided that must stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures.font_metrics import longest_word, text_width
from helpers.pdf.column_widths import FIELD, FIELD_WIDTH, GAP, LINES, NARROWEST_NUMBERS, TICK, fit_columns

LONG = "Kolonnen hedder noget andet i teksten, end den gør i tabellen, og tallene er de samme begge steder. "
words = st.text(alphabet="abcdefgæøå ", max_size=80)


@given(st.integers(2, 8).flatmap(lambda n: st.lists(st.lists(words, min_size=n, max_size=n), min_size=1, max_size=6)))
def test_no_column_is_narrower_than_its_longest_word(rows: list[list[str]]) -> None:
    kinds = ["text"] * len(rows[0])
    setting = fit_columns(kinds, ["Svar"] * len(kinds), rows)
    assert sum(setting.widths) <= LINES[setting.way] + 1e-6
    needed = sum(max(longest_word(text) for text in (*column, "Svar")) for column in zip(*rows, strict=True))
    if needed + GAP * len(kinds) <= LINES["turned"]:
        for width, column in zip(setting.widths, zip(*rows, strict=True), strict=True):
            assert width - GAP >= max(map(longest_word, column)) - 1e-6


def test_a_number_is_never_divided_and_its_column_never_too_narrow_to_be_told_apart() -> None:
    setting = fit_columns(["text", "number", "number"], ["Svar", "A", "B"], [[LONG, "12 af 103 væresteder", "3"]])
    assert setting.widths[1] - GAP >= text_width("12 af 103 væresteder")
    assert setting.widths[2] - GAP == pytest.approx(NARROWEST_NUMBERS)


def test_room_goes_where_it_saves_lines() -> None:
    kinds, head = ["text"] * 4, ["Sted", "Fund", "Sikkerhed", "Grund"]
    rows: list[list[str | None]] = [["Tabel 3", LONG * 2, "Sikker", "Kort"], ["Tabel 4", LONG, "Mulig", ""]]
    setting = fit_columns(kinds, head, rows)
    assert setting.widths[1] > 0.6 * sum(setting.widths)
    assert setting.height < fit_columns(kinds, head, [[LONG] * 4] * 2).height


def test_a_table_is_no_wider_than_what_stands_in_it() -> None:
    setting = fit_columns(["text", "number"], ["Svar", "Antal"], [["Ja", "12"], ["Nej", "7"]])
    assert setting.way == "normal"
    assert sum(setting.widths) < 0.4 * LINES["normal"]


def test_what_is_to_be_read_up_is_set_small_and_what_is_too_wide_is_turned() -> None:
    assert fit_columns(["text", "text"], ["Nøgle", "Spørgsmål"], [["a", LONG]]).way == "small"
    many = fit_columns(["text", *["number"] * 9], ["Svar", *["Driftsudgifterne"] * 9], [["Ja", *["1"] * 9]])
    assert many.way == "turned"


def test_who_writes_has_more_room_than_what_they_write_about() -> None:
    kinds, head = ["text", "choice", FIELD, FIELD], ["Emne", "Hvor tilfreds er du?", "I dag", "I morgen"]
    answer = "Delvist\u00a0tilfreds"
    setting = fit_columns(kinds, head, [[LONG, answer, "", ""]])
    topic, choice, *fields = setting.widths
    assert sum(setting.widths) == pytest.approx(LINES[setting.way])
    assert topic < min(fields)
    assert choice - GAP >= text_width(answer) + TICK
    assert min(fields) - GAP >= FIELD_WIDTH


def test_the_head_of_numbers_keeps_its_words_whole_where_there_is_room() -> None:
    head = ["Svar", "Selvejende", "Selvejende med driftsoverenskomst"]
    narrow = fit_columns(["text", "number", "number"], head, [["Mere end 20 frivillige", "13 %", "12 %"]])
    assert narrow.widths[2] - GAP >= longest_word(head[2], bold=True, whole=True)
    assert longest_word(head[2], bold=True, whole=True) > longest_word(head[2], bold=True)


def test_cells_over_several_columns_claim_no_column() -> None:
    rows: list[list[str | None]] = [[None, None], ["Ja", "12"]]
    assert fit_columns(["text", "number"], ["Svar", "Antal"], rows) == fit_columns(
        ["text", "number"], ["Svar", "Antal"], [["", ""], ["Ja", "12"]]
    )


def test_widths_that_the_author_states_are_kept() -> None:
    setting = fit_columns(["text"] * 3, ["Tal", "Værdi", "Står i"], [["Selvejende", "1", "2"]], [4, 1, 3])
    assert [width / setting.widths[1] for width in setting.widths] == pytest.approx([4, 1, 3])
    assert sum(setting.widths) == pytest.approx(LINES[setting.way])


def test_what_is_left_of_the_line_is_for_writing() -> None:
    rows: list[list[str | None]] = [["Brobygning", "", ""]] * 4
    setting = fit_columns(["text", FIELD, FIELD], ["Emne", "Sådan er det i dag", "Sådan bør det være"], rows)
    assert sum(setting.widths) == pytest.approx(LINES["normal"])
    assert min(setting.widths[1:]) > FIELD_WIDTH
    assert setting.height > fit_columns(["text"] * 3, ["Emne", "I dag", "Bør"], rows).height

import numpy as np
import pandas as pd
import pytest
from conftest import code_values
from hypothesis import given
from hypothesis import strategies as st

from helpers.survey.coded_column import CodedColumn, code_numbers, tally

ANSWERS = st.lists(st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from([0, 1, 37, None])), max_size=50)


@given(ANSWERS)
def test_a_table_of_codes_counts_what_the_values_would(answers: list[tuple[str | None, int | None]]) -> None:
    by, column = (code_values(side) for side in zip(*answers, strict=True)) if answers else (code_values([]),) * 2
    table = tally(column, by)
    for row, group in enumerate(by.values):
        for place, value in enumerate(column.values):
            assert table[row, place] == answers.count((group, value))
    assert table.sum() == len(answers)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**9)), max_size=50))
def test_numbers_that_are_coded_stay_what_they_were(numbers: list[int | None]) -> None:
    missing = np.array([number is None for number in numbers], dtype=bool)
    coded = code_numbers(np.array([number or 0 for number in numbers], dtype=np.int64), missing)
    assert [coded.values[code] for code in coded.codes] == numbers


@pytest.mark.parametrize("distinct", [3, 300, 70_000])
def test_codes_are_as_narrow_as_the_values_are_few_and_are_counted_wide(distinct: int) -> None:
    numbers = np.arange(200_000, dtype=np.int64) % distinct
    column = code_numbers(numbers, np.zeros(len(numbers), dtype=bool))
    assert column.codes.dtype == np.min_scalar_type(distinct)
    everybody = CodedColumn(np.zeros(len(numbers), dtype=np.uint8), (None,))
    table = tally(column, everybody)
    assert table.dtype == np.int64
    expected = pd.Series(numbers).value_counts()
    assert dict(zip(column.values, table[0].tolist(), strict=True)) == expected.to_dict()

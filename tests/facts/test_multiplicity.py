"""The procedure of Benjamini and Hochberg, held against scipy and the example of its authors."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from helpers.facts.multiplicity import step_up_limit


def test_it_keeps_what_its_authors_keep() -> None:
    """Benjamini and Hochberg 1995, section 4: of fifteen, the four smallest."""
    thousandths = [1, 4, 19, 95, 201, 278, 298, 344, 459, 3240, 4262, 5719, 6528, 7590, 10000]
    p_values = [Fraction(number, 10000) for number in thousandths]
    assert sum(p <= step_up_limit(p_values) for p in p_values) == 4


@given(st.lists(st.integers(0, 10000), min_size=1, max_size=60))
def test_it_keeps_what_scipy_keeps(numbers: list[int]) -> None:
    p_values = [Fraction(number, 10007) for number in numbers]
    kept = false_discovery_control([float(p) for p in p_values], method="bh") <= 0.05
    assert [p <= step_up_limit(p_values) for p in p_values] == kept.tolist()


def test_one_alone_is_judged_at_five_per_cent() -> None:
    assert step_up_limit([Fraction(1, 2)]) == step_up_limit([]) == Fraction(5, 100)

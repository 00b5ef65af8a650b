import pytest

from helpers.base.errors import VaerestederError
from helpers.facts.model import Facts
from helpers.survey.edition import load_edition

EDITION = load_edition("2024")


def test_an_unknown_fact_is_named_with_its_edition(facts_2024: Facts) -> None:
    with pytest.raises(VaerestederError, match=r"2024 har intet tal med id .intet"):
        facts_2024["intet"]

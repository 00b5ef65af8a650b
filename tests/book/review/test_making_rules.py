from dataclasses import replace
from pathlib import Path

import reviewed

from helpers.book.review.making_rules import check_making
from helpers.book.review.remark import Remark, Weight
from helpers.facts.model import Facts

PROSE = "# Metode\n\n[{edition}`tilblivelse.udsendelse`]{.survey} [{edition}`tilblivelse.projekt`]{.survey}"


def say(folder: Path, facts: Facts, source: str = "survey", **making: str) -> list[Remark]:
    edition = replace(facts.edition, source=source, making=making)
    told = Facts(edition, facts.questionnaire, dict(facts))
    return reviewed.review_chapters(folder, told, {"metode": [PROSE]}, check_making)


def test_what_the_edition_does_not_tell_of_the_making_is_told_with_the_line_to_write(
    tmp_path: Path, facts_2024: Facts
) -> None:
    untold, unused = say(tmp_path, facts_2024, projekt="Et projekt.", maling="Stavet forkert.")
    assert "data/2024/edition.yml: udsendelse: …" in untold.remedy
    assert "maling" in unused.fault
    assert {untold.weight, unused.weight} == {Weight.NOTE}, "it may be left out"


def test_a_reconstructed_edition_has_its_making_in_the_chapters(tmp_path: Path, facts_2024: Facts) -> None:
    assert say(tmp_path, facts_2024, source="reconstructed") == []
    assert say(tmp_path, facts_2024, udsendelse="På e-mail.", projekt="Et projekt.") == []

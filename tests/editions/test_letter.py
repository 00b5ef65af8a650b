"""The letter names every planted change, and nothing that did not change."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from two_editions import Row, change, edition, facts, rows, write_edition

from helpers.base.errors import VaerestederError
from helpers.base.paths import DATA, ROOT
from helpers.editions.letter import NOTHING, compare_editions, compose_letter, write_letter
from helpers.editions.letter_format import Letter, LetterSection
from helpers.facts.claims_csv import BROKEN, HOLDS, UNKNOWN, Conclusion
from helpers.facts.facts_csv import read_facts
from helpers.facts.model import Facts
from helpers.survey.questionnaire import Questionnaire, load_questionnaire

CHOICES = [q for q in load_questionnaire("2024").questions.values() if q.kind == "single"]
GROUPING = {group.question for groups in load_questionnaire("2024").groupings.values() for group in groups}


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return facts(rows(), tmp_path_factory.mktemp("foer"), edition("2026"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nu")


def section(letter: Letter, heading: str) -> tuple[str, ...]:
    (found,) = [each.lines for each in letter.sections if each.heading.startswith(heading)]
    return found


def told(letter: Letter) -> dict[str, tuple[str, ...]]:
    return {each.heading: each.lines for each in letter.sections if each.lines != (NOTHING,)}


def conclusion(name: str, state: str, sentence: str = "De fleste er åbne.") -> Conclusion:
    return Conclusion(name, state, "analysedel-1", sentence, "Tallet er over 50.", "inddraget.ja = 33 %", "", "")


def test_a_letter_on_two_editions_with_the_same_answers_names_nothing(earlier: Facts, folder: Path) -> None:
    letter = compose_letter(facts(rows(), folder, edition("2028")).after(earlier), (), (), ())
    # Of the target groups of 2024 two have lost their names, whatever the answers are.
    assert list(told(letter)) == ["Spørgsmål, der ikke kan sammenlignes"]
    assert section(letter, "Spørgsmål, der") == (
        "Antal markerede målgrupper: Bygger på »Hvilke målgrupper kommer på værestedet?«. "
        "Navnet på en svarmulighed er gået tabt.",
    )


@settings(max_examples=15)
@given(st.sets(st.sampled_from([q.key for q in CHOICES if q.key not in GROUPING]), max_size=4), st.integers(0, 2))
def test_every_question_whose_answers_were_moved_is_named_and_no_other(
    earlier: Facts, folder: Path, planted: set[str], answer: int
) -> None:
    moved = change(rows(), **{q.key: q.answers[answer].key for q in CHOICES if q.key in planted})
    letter = compose_letter(facts(moved, folder, edition("2028")).after(earlier), (), (), ())
    lines = [line for line in section(letter, "Det, der har flyttet sig mest") if line != NOTHING]
    questionnaire = load_questionnaire("2024")
    named = {key for key in questionnaire.questions if any(line.startswith(questionnaire.text(key)) for line in lines)}
    assert named == planted
    assert len(lines) == len(planted)
    for key in planted:
        (line,) = [line for line in lines if line.startswith(questionnaire.text(key))]
        label = questionnaire.questions[key].answers[answer].label
        assert re.search(
            rf"{re.escape(label)}: fra \d+\u00a0% til 100\u00a0% \(\+\d+ procentpoint, 95\u00a0%-interval \+", line
        )


def test_the_largest_change_stands_first(earlier: Facts, folder: Path) -> None:
    half = [row | {"mere_viden": "ja"} if n % 2 else row for n, row in enumerate(change(rows(), inddraget="ja"))]
    lines = section(
        compose_letter(facts(half, folder, edition("2028")).after(earlier)), "Det, der har flyttet sig mest"
    )
    assert [line.partition(" ")[0] for line in lines] == ["Oplever", "Efterspørger"]


def test_a_change_that_may_be_chance_is_named_as_such(earlier: Facts, folder: Path) -> None:
    """Of all it is sure; in the groups, which are many and small, it may be chance."""
    moved = [row | {"inddraget": "ja"} if n % 3 == 0 else row for n, row in enumerate(rows())]
    letter = compose_letter(facts(moved, folder, edition("2028")).after(earlier))
    (sure,) = section(letter, "Det, der har flyttet sig mest")
    assert re.search(r"inddraget i den kommunale hjemløseindsats\? Ja: fra \d+\u00a0% til \d+\u00a0% \(\+\d+", sure)
    warning, line = section(letter, "Det, der måske har flyttet sig")
    assert "Skriv dem ikke som ændringer." in warning
    assert "Ja, Har" in line


def test_means_are_told_without_a_verdict(earlier: Facts, folder: Path) -> None:
    later = facts(change(rows(), aabningstimer="50"), folder, edition("2028")).after(earlier)
    letter = compose_letter(later, (), (), ())
    (line,) = section(letter, "Gennemsnit, der ikke er testet")
    assert line.startswith("Hvor mange timer om ugen har værestedet åbent")
    assert "til 50,0" in line
    assert section(letter, "Det, der har flyttet sig mest") == (NOTHING,)


def test_a_question_that_changed_is_named_with_why_and_no_longer_as_a_change(earlier: Facts, folder: Path) -> None:
    def asked(questionnaire: Questionnaire) -> Questionnaire:
        return questionnaire.as_asked({"inddraget": "Er I med?"}, ("mere_viden",))

    letter = compose_letter(facts(change(rows(), inddraget="ja"), folder, edition("2028"), asked).after(earlier))
    lines = section(letter, "Spørgsmål, der ikke kan sammenlignes")
    assert any(line.startswith("Er I med? Ordlyden er ændret fra »Oplever") for line in lines)
    assert any(line.startswith("Efterspørger") and line.endswith("Ikke stillet i 2028.") for line in lines)
    assert len(lines) == 3
    assert section(letter, "Det, der har flyttet sig mest") == (NOTHING,)


def few(of: Sequence[Row]) -> list[Row]:
    """All but three of the user-run places call themselves municipal."""
    kept = [row["id"] for row in of if row["organisationsform"] == "brugerdrevet"][:3]
    return [
        row | {"organisationsform": "kommunal"} if row["organisationsform"] == "brugerdrevet" and row["id"] not in kept
        else row for row in of
    ]  # fmt: skip


def test_a_base_that_fell_below_the_limit_and_what_is_withheld_for_it_are_named(earlier: Facts, folder: Path) -> None:
    letter = compose_letter(facts(few(rows()), folder, edition("2028")).after(earlier))
    (fallen,) = section(letter, "Grundlag, der er faldet under grænsen")
    assert fallen.startswith("Brugerdrevne: 30 svar i 2026, 3 i 2028. Det gælder »")
    assert "»Antal frivillige«" in fallen
    # The next smallest group goes with it, so that nobody finds it by subtraction.
    withheld = [line.partition(":")[0] for line in section(letter, "Skjulte tal")]
    assert withheld[0] != withheld[-1]
    assert "Brugerdrevne" in withheld


def test_conclusions_that_broke_or_turned_are_named_and_those_that_stayed_are_not(earlier: Facts, folder: Path) -> None:
    later = facts(rows(), folder, edition("2028")).after(earlier)
    now = [conclusion("a", HOLDS), conclusion("b", BROKEN, "B holdt."), conclusion("c", UNKNOWN, "C ved vi ikke."),
           conclusion("d", HOLDS, "D holder igen."), conclusion("e", BROKEN)]  # fmt: skip
    before = [*(conclusion(name, HOLDS) for name in "abc"), conclusion("d", BROKEN), conclusion("e", BROKEN)]
    lines = section(compose_letter(later, now, before), "Konklusioner")
    assert [line.partition(":")[0] for line in lines[:-1]] == ["Holder ikke", "Kan ikke afgøres", "Holder igen"]
    assert lines[0] == "Holder ikke: »B holdt.« (analysedel-1)"
    assert section(compose_letter(later), "Konklusioner")[0].endswith("Skriv vaeresteder build 2028.")


def test_conclusions_that_cannot_be_judged_for_one_reason_are_one_line(earlier: Facts, folder: Path) -> None:
    later = facts(rows(), folder, edition("2028")).after(earlier)
    now = [
        conclusion(name, UNKNOWN, name.upper())._replace(reason=reason)
        for name, reason in (
            ("a", "Ingen har svaret på »Ja · Brugerdrevne«."),
            ("b", "Ingen har svaret på »Nej · Brugerdrevne«."),
            ("c", "Ingen har svaret på »Nej · Selvejende«."),
        )
    ]
    assert section(compose_letter(later, now, ()), "Konklusioner")[:-1] == (
        "Kan ikke afgøres: 2 konklusioner (analysedel-1). Ingen har svaret på »Brugerdrevne«.",
        "Kan ikke afgøres: »C« (analysedel-1) Ingen har svaret på »Nej · Selvejende«.",
    )


def test_invented_answers_are_said_to_be_so(earlier: Facts, folder: Path) -> None:
    invented = replace(edition("2028"), source="rehearsal", notice="Svarene er opdigtede.")
    assert "Svarene er opdigtede." in compose_letter(facts(rows(), folder, invented).after(earlier)).opening
    assert edition("2028").notice not in compose_letter(facts(rows(), folder, edition("2028"))).opening


def test_doubts_of_the_check_are_passed_on_and_an_unchecked_export_is_said_to_be(earlier: Facts, folder: Path) -> None:
    later = facts(rows(), folder, edition("2028")).after(earlier)
    assert section(compose_letter(later, doubts=("Række 7: 400 timer.",)), "Det, som datak") == ("Række 7: 400 timer.",)
    assert section(compose_letter(later, doubts=()), "Det, som datak") == (NOTHING,)
    many = section(compose_letter(later, doubts=tuple(f"Række {n}" for n in range(40))), "Det, som datak")
    assert (many[0], many[-1], len(many)) == ("Række 0", "Og 25 mere.", 16)
    assert "vaeresteder check 2028" in section(compose_letter(later), "Det, som datak")[0]


def test_a_first_edition_has_a_letter_without_a_comparison(earlier: Facts) -> None:
    letter = compose_letter(earlier)
    assert letter.title == "Før 2026 udgives"
    assert "Det, der har flyttet sig mest" not in [each.heading for each in letter.sections]


def test_of_a_reconstructed_edition_there_is_no_export_to_doubt(facts_2024: Facts) -> None:
    assert not [each for each in compose_letter(facts_2024).sections if "datakontrollen" in each.heading]


def test_what_a_text_holds_is_never_markup() -> None:
    letter = Letter("T", "*å* <b>", (LetterSection("H", ("<script>x</script> [a](b) `c`",)),))
    assert "<script>" not in letter.page
    soup = BeautifulSoup(letter.page, "html.parser")
    assert soup.li.get_text() == "<script>x</script> [a](b) `c`"
    assert soup.html["lang"] == "da"
    assert [h.name for h in soup.find_all(re.compile("^h[1-6]$"))] == ["h1", "h2"]
    assert r"\<script\>x\</script\> \[a\](b) \`c\`" in letter.markdown


def test_the_letter_is_written_beside_the_book_and_not_in_it(earlier: Facts, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "2028"
    target.mkdir()
    letter = write_letter(facts(rows(), folder, edition("2028")).after(earlier), target, tmp_path)
    assert {path.name for path in target.iterdir()} == {"brev.md", "brev.html"}
    assert (target / "brev.md").read_text(encoding="utf-8") == letter.markdown


def test_numbers_that_differ_from_the_published_ones_are_named(compared: tuple[Path, str]) -> None:
    _, printed = compared
    moved = printed.partition("## Tal, der afviger")[2].partition("\n## ")[0]
    (line,) = [line for line in moved.splitlines() if line.startswith("- ")]
    assert line.startswith("- Hvordan er værestedet organiseret?")
    assert re.search(r": 10.% \(8 af 80\) → 25.% \(20 af 80\)$", line)


def test_the_wrong_order_is_refused() -> None:
    with pytest.raises(VaerestederError, match="vaeresteder compare 2024 2026"):
        compare_editions("2026", "2024")


# The whole way: two surveys on disk, whose places can be followed


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with three editions, and what `compare 2026 2030` printed."""
    root = tmp_path_factory.mktemp("rod")
    data = root / "data"
    data.mkdir()
    for name in ("questionnaire.yml", "municipalities.csv", "comparison_words.yml"):
        shutil.copyfile(DATA / name, data / name)
    write_edition(data, rows(80), edition("2026", key_id="n1"))
    write_edition(data, change(rows(90), mere_viden="ja"), edition("2028", key_id="n2"))
    write_edition(data, change(rows(80), inddraget="ja"), edition("2030", key_id="n1"))
    record = (
        "id,value,unit,count,base_n,source,suppressed,note\norganisationsform.selvejende,10,percent,8,80,survey,0,\n"
    )
    (data / "2030" / "facts.csv").write_text(record, encoding="utf-8")
    (data / "2030" / "doubts.csv").write_text(
        "rule,row,question,message\nx,7,aabningstimer,400 timer.\n", encoding="utf-8"
    )
    code = (
        "from helpers.facts.facts_csv import write_facts; from helpers.facts.load import load_facts;"
        "from pathlib import Path;"
        "from helpers.cli.commands import main;"
        "write_facts(load_facts('2028'), Path('facts-2028.csv')); main()"
    )
    environment = os.environ | {"VAERESTEDER_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code, "compare", "2026", "2030"],
        env=environment, cwd=root, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return root, done.stdout


def test_any_two_editions_can_be_compared(compared: tuple[Path, str]) -> None:
    root, printed = compared
    assert printed.startswith("# Før 2030 udgives: holdt op mod 2026")
    assert (root / "_build" / "2030" / "brev.md").read_text(encoding="utf-8") in printed
    assert "Oplever værestedet at blive inddraget" in printed
    assert "Efterspørger værestedet mere viden" not in re.split("## (Sætninger|Spørgsmål og svar), der", printed)[0]
    assert "- Række 7: 400 timer." in printed


def test_places_are_followed_where_one_key_made_both_pseudonyms(compared: tuple[Path, str]) -> None:
    root, printed = compared
    assert "## De samme væresteder (80 svarede begge gange)" in printed
    other_key = read_facts(root / "facts-2028.csv", edition("2028"))
    assert not [fact_id for fact_id in other_key if fact_id.startswith("samme_steder")]

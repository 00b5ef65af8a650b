"""Every slip in the questionnaire told with the line to write; files of earlier shape; years that are published."""

import shutil
from pathlib import Path

import pytest
from questionnaire_slips import CAFE, SLIPS, SlipCase, with_cafe

from helpers.base.edited_words import with_names
from helpers.base.errors import Slip, SlipError
from helpers.base.paths import DATA, QUESTIONNAIRE
from helpers.survey.asked_record import ASKED, asked_text
from helpers.survey.questionnaire import load_questionnaire
from helpers.survey.questionnaire_changes import describe_difference
from helpers.survey.questionnaire_file import named_years, old_words, read_questionnaire

SOUND = QUESTIONNAIRE.read_text(encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A questionnaire beside an edition of 2024 that is published."""
    (tmp_path / "2024").mkdir()
    shutil.copy(DATA / "2024" / ASKED, tmp_path / "2024" / ASKED)
    (tmp_path / "questionnaire.yml").write_text(with_cafe(SOUND), encoding="utf-8")
    return tmp_path / "questionnaire.yml"


def told(path: Path) -> str:
    with pytest.raises(SlipError) as caught:
        read_questionnaire(path)
    return str(caught.value)


def test_a_new_question_is_asked_from_its_year_on(path: Path) -> None:
    assert "cafe" not in load_questionnaire("2024", path).questions
    assert load_questionnaire("2026", path).text("cafe") == "Har værestedet en café?"
    assert named_years(path) == ["2026"]


@pytest.mark.parametrize("case", SLIPS, ids=[case.name for case in SLIPS])
def test_a_slip_is_told_with_the_line_to_write(path: Path, case: SlipCase) -> None:
    path.write_text(case.spoil(with_cafe(SOUND)), encoding="utf-8")
    message = told(path)
    assert case.told in message
    assert case.write in message.partition("Skriv:")[2]
    assert message.startswith(f"{case.count} fejl i questionnaire.yml:\n")


@pytest.mark.parametrize(
    "case", [case for case in SLIPS if "\n" not in case.write and case.write], ids=lambda case: case.name
)
def test_the_line_to_write_mends_the_slip(path: Path, case: SlipCase) -> None:
    path.write_text(case.spoil(with_cafe(SOUND)), encoding="utf-8")
    with pytest.raises(SlipError) as caught:
        read_questionnaire(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for slip in sorted(caught.value.faults, reverse=True):
        assert isinstance(slip, Slip)
        if slip.stands:
            lines[slip.row - 1] = slip.write
        elif not slip.row:
            lines.insert(lines.index("  mere_viden:"), slip.write)
        else:
            lines.insert(slip.row, slip.write)
    path.write_text("\n".join(lines), encoding="utf-8")
    read_questionnaire(path)


def test_all_slips_are_told_at_once(path: Path) -> None:
    text = with_cafe(SOUND).replace('{2026: "Har værestedet en café?"}', "{2026: Café, ja eller nej?")
    text = text.replace("    slags: en_kommune\n", "\tslags: en_kommune\n").replace(
        "  styrker:\n    tema: kvalitet", "  styrker:\n    tema: kvalitt", 1
    )
    text = text.replace("      andet: Andet\n", "      Andet: Andet\n")
    path.write_text(text, encoding="utf-8")
    message = told(path)
    for part in (
        "tabulator",
        "Tuborgklammen er ikke lukket",
        "kvalitt",
        '"Andet" kan ikke være nøgle',
        '"andet" var med i 2024',
    ):
        assert part in message


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (with_cafe(SOUND).encode("cp1252"), "linje 1: Filen er ikke gemt som UTF-8"),
        (with_cafe(SOUND).encode("utf-16"), "Filen er gemt som UTF-16"),
        (b"", "Filen er tom"),
        (b"# kun en note\n", "Filen er tom"),
    ],
)
def test_a_file_saved_in_another_way_is_told(path: Path, content: bytes, part: str) -> None:
    path.write_bytes(content)
    assert part in told(path)


@pytest.mark.parametrize("save", [
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.replace("2026:", "'2026':").encode(),
])  # fmt: skip
def test_what_can_only_mean_one_thing_is_read(path: Path, save: object) -> None:
    sound = read_questionnaire(path)
    path.write_bytes(save(with_cafe(SOUND)))  # type: ignore[operator]
    assert read_questionnaire(path) == sound


def test_a_name_that_was_lost_may_be_put_in(path: Path) -> None:
    path.write_text(SOUND.replace("Målgruppe, hvis navn er gået tabt (tabel 4, kolonne 2)", "Personer i gæld"), "utf-8")
    assert "Personer i gæld" in [answer.label for answer in load_questionnaire("2024", path).answers("maalgrupper")]


def test_a_file_with_english_names_says_the_same_and_can_be_written_anew(tmp_path: Path) -> None:
    english = tmp_path / "questionnaire.yml"
    text = SOUND
    for was, now in (
        ("\ntemaer:", "\nthemes:"), ("\nspoergsmaal:", "\nquestions:"), ("\nmaal:", "\nmeasures:"),
        ("\ngrupper:", "\ngroups:"), ("\nopdelinger:", "\nbreakdowns:"), ("\nkontroller:", "\nchecks:"),
        ("    tema:", "    theme:"), ("    svar:", "    answers:"), ("    punkter:", "    items:"),
        ("    slags: et_svar\n", "    kind: single\n"), ("    privat: ja ", "    private: true "),
        ("    muligt:", "    possible:"), ("\n    ordlyd:", "\n    text:"),
        ("{navn: ", "{label: "), (", fra: ", ", from: "),
    ):  # fmt: skip
        assert was in text
        text = text.replace(was, now)
    english.write_text(text, encoding="utf-8")
    assert text != SOUND
    assert read_questionnaire(english) == read_questionnaire(QUESTIONNAIRE)
    assert not old_words(QUESTIONNAIRE)
    assert with_names(text, old_words(english)) == SOUND


def test_the_record_of_2024_is_what_2024_was_asked() -> None:
    assert (DATA / "2024" / ASKED).read_text(encoding="utf-8") == asked_text(read_questionnaire(QUESTIONNAIRE), "2024")


def test_the_difference_between_two_years_is_told_in_a_line(path: Path) -> None:
    text = with_cafe(SOUND)
    for was, now in (
        ("Hvilke af disse indsatser tilbyder værestedet?",
         '{2024: "Hvilke af disse indsatser tilbyder værestedet?", 2026: "Hvilke?"}'),
        ("Hvordan inddrager værestedet brugerne?", '{2024: "Hvordan inddrager værestedet brugerne?", 2026: }'),
        ("      andet: Andet\n", '      andet: Andet\n      aldrig: {2026: "Aldrig"}\n'),
    ):  # fmt: skip
        assert was in text
        text = text.replace(was, now)
    path.write_text(text, encoding="utf-8")
    load_questionnaire.cache_clear()
    earlier, later = load_questionnaire("2024", path), load_questionnaire("2026", path)
    assert describe_difference(earlier, later) == (
        "1 ny (cafe), 1 ændret (indsatser), 1 udgået (brugerinddragelse), 1 nyt svar (faglig_sparring.aldrig)"
    )
    assert describe_difference(earlier, earlier) == ""


def test_the_head_of_the_file_shows_lines_that_can_be_written(path: Path) -> None:
    assert 'ordlyd: {2026: "Har værestedet en café?"}' in SOUND.partition("temaer:")[0]
    assert 'ordlyd: {2026: "Har værestedet en café?"}' in CAFE

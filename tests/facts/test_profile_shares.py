from click.testing import CliRunner

from helpers.cli.commands import main
from helpers.facts.profile_shares import weigh_profiles


def test_the_stricter_a_profile_the_more_it_withholds() -> None:
    none, small, strict = weigh_profiles("2024")
    assert none.withheld == 0 < small.withheld < strict.withheld < 1
    assert strict.alone < strict.withheld
    assert [each.chosen for each in (none, small, strict)] == [True, False, False]


def test_whoever_chooses_sees_rule_example_source_and_share() -> None:
    shown = CliRunner().invoke(main, ["withheld", "2024"])
    assert shown.exit_code == 0
    for words in ("skjules: ingen   (valgt)", "skjules: små grupper", "skjules: streng", "Kilde: ", "Eksempel: "):
        assert words in shown.output
    assert "0,0\u00a0% af svarenes tal i 2024 skjules." in shown.output

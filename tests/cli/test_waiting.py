"""Whoever waits is told how long, and whoever does not wait is told nothing."""

import time

import pytest

from helpers.cli import waiting


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.3)
    monkeypatch.setattr(waiting, "PAUSE", 0.05)


def test_nothing_is_said_of_what_is_over_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting.told_while_waiting("omkring 10 sekunder"):
        pass
    assert capsys.readouterr().out == ""


def test_long_work_tells_what_to_expect_and_then_that_it_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting.told_while_waiting("omkring 40 sekunder"):
        time.sleep(0.8)
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("Eksporten læses. Det tager omkring 40 sekunder")
    assert set(rest) == {"Eksporten læses stadig."}


def test_a_refusal_passes_and_ends_the_telling(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="afvist"), waiting.told_while_waiting("omkring 10 sekunder"):
        raise ValueError("afvist")
    time.sleep(0.4)
    assert capsys.readouterr().out == ""

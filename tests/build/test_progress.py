"""Progress, with a clock that the test turns."""

from pathlib import Path

import pytest

from helpers.build.progress import USUAL_SECONDS, Progress

STEPS = ["Baggrund", "Metode", "PDF"]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def work(record: Path, *seconds: float) -> list[str]:
    """The lines that are said while each step takes so many seconds."""
    said: list[str] = []
    clock = Clock()
    progress = Progress(STEPS, record, said.append, clock)
    for step, duration in zip(STEPS, seconds, strict=True):
        progress.begin(step)
        clock.now += duration
    progress.finish()
    return said


def left(lines: list[str]) -> list[int]:
    return [int(line.split("ca. ")[1].split()[0]) for line in lines]


def test_each_step_is_one_line_with_its_place_and_name(tmp_path: Path) -> None:
    assert [line.split("  ca.")[0] for line in work(tmp_path / "tid.json", 1, 1, 1)] == [
        "1/3  Baggrund", "2/3  Metode  ", "3/3  PDF     ",
    ]  # fmt: skip


def test_the_first_time_the_usual_is_expected_and_then_what_was_seen(tmp_path: Path) -> None:
    assert left(work(tmp_path / "tid.json", 10, 20, 5)) == [round(3 * USUAL_SECONDS), 20, 15]


def test_the_first_time_steps_that_end_at_once_do_not_make_the_rest_short(tmp_path: Path) -> None:
    assert left(work(tmp_path / "tid.json", 0.02, 0.03, 9)) == [3, 2, 1]


def test_the_next_time_the_last_durations_are_expected(tmp_path: Path) -> None:
    record = tmp_path / ".work" / "tid.json"
    work(record, 10, 20, 5)
    assert left(work(record, 10, 20, 5)) == [35, 25, 5]


def test_a_slower_day_is_noticed(tmp_path: Path) -> None:
    record = tmp_path / "tid.json"
    work(record, 10, 20, 5)
    today = left(work(record, 20, 40, 10))
    assert today[0] == 35
    assert 25 < today[1] <= 50
    assert 5 < today[2] <= 10


def test_one_short_step_that_took_longer_does_not_change_what_is_expected_of_the_rest(tmp_path: Path) -> None:
    record = tmp_path / "tid.json"
    work(record, 0.01, 20, 20)
    assert left(work(record, 0.5, 20, 20))[1] in (41, 42)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"Baggrund": "længe"}', '{"Baggrund": null}'])
def test_durations_that_cannot_be_read_are_passed_over(tmp_path: Path, content: str) -> None:
    record = tmp_path / "tid.json"
    record.write_text(content, encoding="utf-8")
    assert len(work(record, 1, 1, 1)) == 3

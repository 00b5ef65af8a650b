"""Two builds of one book at once are never mixed; two editions are built side by side."""

import random
import time
from pathlib import Path

import pytest

from trust.attacked import Attacked, times

pytestmark = pytest.mark.trust


def test_one_builds_and_the_other_waits_its_turn_or_is_refused_in_danish(tmp_path: Path) -> None:
    project, chance = Attacked(tmp_path / "projekt"), random.Random(1)
    project.learn((1, 2))
    refused = 0
    for number in range(times(20, 3)):
        version = 1 + number % 2
        project.set_version(version)
        first = project.begin("build", "2024")
        time.sleep(chance.uniform(0, 0.5))
        second = project.begin("build", "2024")
        told = {process.communicate()[0]: process.returncode for process in (first, second)}
        assert sorted(told.values())[0] == 0
        for said, code in told.items():
            assert code in (0, 4), said
            if code == 4:
                refused += 1
                assert "Udgaven 2024 bygges allerede af proces" in said
                assert "Traceback" not in said
        assert project.book == project.known[version]
    assert refused


def test_two_editions_are_built_side_by_side(tmp_path: Path) -> None:
    project = Attacked(tmp_path / "projekt")
    project.add_edition("2026")
    both = [project.begin("build", key) for key in ("2024", "2026")]
    for process in both:
        said, _ = process.communicate()
        assert process.returncode == 0, said
    assert (project.folder / "_build" / "2026" / "html" / "index.html").is_file()

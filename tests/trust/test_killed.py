"""A build that is killed or interrupted at any moment: the old book or the new one, nothing lost, nobody at work."""

import random
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from trust.attacked import Attacked, end_at, times

pytestmark = [
    pytest.mark.trust,
    pytest.mark.skipif(sys.platform != "linux", reason="the processes of a build are looked for in /proc"),
]
VERSIONS = (1, 2, 3)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    made = Attacked(tmp_path_factory.mktemp("dræbt") / "projekt")
    made.learn(VERSIONS)
    return made


@pytest.mark.parametrize(("how", "often"), [(signal.SIGKILL, times(200, 5)), (signal.SIGINT, times(40, 3))])
def test_the_book_is_whole_after_each_and_the_next_build_is_as_if_none_had_been(
    project: Attacked, how: signal.Signals, often: int
) -> None:
    chance, before, longest = random.Random(often), project.book, 0.0
    standing = next(version for version, book in project.known.items() if book == before)
    for _ in range(often):
        version = chance.choice([each for each in VERSIONS if each != standing])
        project.set_version(version)
        work, began = project.work_of_people, time.monotonic()
        process = project.begin("build", "2024")
        said = end_at(process, chance.uniform(0, longest or 4.0), how)
        if process.returncode == 0:
            longest = max(longest, time.monotonic() - began)
        assert project.left_after(1.0) == []
        assert project.book in (project.known[standing], project.known[version]), said
        assert project.work_of_people == work
        if how == signal.SIGINT and process.returncode not in (0, -signal.SIGINT, 1):
            # Before the first line of the program runs, Python itself ends.
            assert process.returncode == 130, said
            assert "Afbrudt." in said
            assert "Traceback" not in said
        standing = version if project.book == project.known[version] else standing
    project.set_version(VERSIONS[0])
    assert project.run("build", "2024").returncode == 0
    assert project.book == project.known[VERSIONS[0]]


def test_after_a_crash_nothing_has_to_be_deleted_by_hand(project: Attacked, tmp_path: Path) -> None:
    """What killed builds leave in the folder of work is no obstacle, and not taken for anything whole."""
    work = project.folder / "_build" / ".work"
    for place in ("2024/stage", "2024/published/html", "cache-2024/pdf"):
        (work / place).mkdir(parents=True, exist_ok=True)
        (work / place / "rest").write_text("halvt")
    (work / "2024.lock").write_text('{"process": 1', encoding="utf-8")
    project.set_version(VERSIONS[1])
    assert project.run("build", "2024").returncode == 0
    assert project.book == project.known[VERSIONS[1]]
    shutil.rmtree(project.folder / "_build")
    assert project.run("build", "2024").returncode == 0
    assert project.book == project.known[VERSIONS[1]]

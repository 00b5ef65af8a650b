"""Two commands of different kinds at once: each does what it was asked for, or says in Danish why it has to wait."""

import random
import time

import pytest

from trust.attacked import Attacked, times

pytestmark = pytest.mark.trust
EXPORTS = (
    "Hvilken kommune ligger værestedet i?;Hvor mange timer?\nOdense;37,5\n",
    "Hvilken kommune ligger værestedet i?;Hvor mange timer?\nAarhus;12\nOdense;8\n",
)
NEW = ("new", "2026", "--data", "svar.csv")
OTHER = ("new", "2026", "--data", "andre.csv")
PAIRS = {
    "new during build": (("build", "2024"), NEW),
    "publish during build": (("build", "2024"), ("publish", "2024")),
    "build during publish": (("publish", "2024"), ("build", "2024")),
    "gem during new": (NEW, ("gem", "2026", "../pakke.zip")),
    "new during new": (NEW, OTHER),
    "site during build": (("build", "2024"), ("site",)),
}
# What a command may say that could not be done now.
WAITS = ("allerede af proces", "mens udgaven 2024 blev bygget", "er ikke dem, som udgaven 2024", "intet at gemme")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    made = Attacked(tmp_path_factory.mktemp("samtidig") / "projekt")
    made.learn((1, 2))
    for name, export in zip(("svar.csv", "andre.csv"), EXPORTS, strict=True):
        (made.folder / name).write_text(export, encoding="utf-8")
    # Frozen chapters are no longer those that get another version.
    return made


@pytest.mark.parametrize("pair", list(PAIRS))
def test_both_are_done_or_one_is_told_to_wait(project: Attacked, pair: str) -> None:
    chance = random.Random(pair)
    first, second = PAIRS[pair]
    for number in range(times(10, 2)):
        project.set_version(1 + number % 2)
        begun = [project.begin(*first)]
        time.sleep(chance.uniform(0, 2.0))
        begun.append(project.begin(*second))
        for process in begun:
            said, _ = process.communicate()
            assert process.returncode == 0 or any(words in said for words in WAITS), said
            assert "Traceback" not in said
        assert project.processes() == []
        # Whatever came of it, each can be done alone now.
        for command in (first, second):
            done = project.run(*command)
            assert done.returncode == 0, done.stdout


def test_an_edition_is_made_of_one_export(project: Attacked) -> None:
    """What the exports ask for and what was read of them stand in several files, which are of the same one."""
    told = {}
    for command in (NEW, OTHER):
        assert project.run(*command).returncode == 0
        told[command] = {path.name: path.read_bytes() for path in (project.data / "2026").iterdir() if path.is_file()}
    chance = random.Random(2)
    for _ in range(times(10, 2)):
        begun = [project.begin(*NEW)]
        time.sleep(chance.uniform(0, 1.5))
        begun.append(project.begin(*OTHER))
        for process in begun:
            process.communicate()
        assert {
            path.name: path.read_bytes() for path in (project.data / "2026").iterdir() if path.is_file()
        } in told.values()

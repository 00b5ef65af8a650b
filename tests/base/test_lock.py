"""One writer at a time, who is named; a lock does not outlive its holder."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.base.errors import BusyError
from helpers.base.lock import one_writer

HOLDER = """
import pathlib, sys, time
from helpers.base.lock import one_writer
with one_writer(pathlib.Path(sys.argv[1]), "Udgaven 2024 bygges"):
    print("holdt", flush=True)
    time.sleep(600)
"""


def holder(file: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "holdt\n"
    return process


def test_who_comes_second_is_told_who_is_first_and_since_when(tmp_path: Path) -> None:
    file = tmp_path / "arbejde" / "2024.lock"
    with holder(file) as process:
        for _ in range(2):
            with pytest.raises(BusyError) as told, one_writer(file, "Webstedet samles"):
                pass
        expected = (
            rf"^Udgaven 2024 bygges allerede af proces {process.pid} på maskinen \S+, siden kl\. \d\d\.\d\d den .*\. "
            r"Vent, til det er færdigt, og kør kommandoen igen\.$"
        )
        assert re.search(expected, str(told.value))
        # Another folder is another's.
        with one_writer(tmp_path / "arbejde" / "2026.lock", "Udgaven 2026 bygges"):
            pass
        process.send_signal(signal.SIGKILL)
    with one_writer(file, "Udgaven 2024 bygges"):
        pass


def test_a_lock_file_that_tells_nothing_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "2024.lock"
    file.write_text("{")
    with one_writer(file, "Udgaven 2024 bygges"):
        file.write_text("{")
        with (
            pytest.raises(BusyError, match=r"^Udgaven 2024 bygges allerede\. Vent"),
            one_writer(file, "Udgaven 2024 bygges"),
        ):
            pass
    with one_writer(file, "Udgaven 2024 bygges"):
        pass

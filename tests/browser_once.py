"""Debian's Chromium, run once for one page: what the page says when its scripts have run.

It needs no driver: the browser itself prints the document. Where it is not installed, tests are skipped;
in CI that is a failure, for there it is installed.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

TRIES = 4
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--timeout=30000",
)  # fmt: skip


def chromium() -> str:
    """The path of the browser; without one the test is skipped, in CI it fails."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = "Chromium er ikke installeret (Debian: apt install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def rendered(address: str, profile: Path) -> BeautifulSoup:
    """The document at an address when its scripts have run; fails where the page complained.

    A browser that dies on a busy machine prints nothing or an empty document: it is started again.
    """
    browser, said = chromium(), ""
    for number in range(TRIES):
        run = subprocess.run(
            [browser, *QUIET, f"--user-data-dir={profile}-{number}", "--dump-dom", address],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        said = run.stderr
        soup = BeautifulSoup(run.stdout, "html.parser")
        if run.returncode == 0 and soup.body is not None and soup.body.find():
            complaints = [line for line in said.splitlines() if "CONSOLE" in line]
            assert complaints == [], complaints
            return soup
    pytest.fail(f"Chromium viste ikke {address}:\n{said[-2000:]}")


def evaluated(scripts: list[Path], body: str, expressions: list[str], folder: Path) -> list[Any]:
    """What expressions are worth on a page with this body, after these scripts."""
    asking = folder / "ask.js"
    asked = ", ".join(f"() => ({expression})" for expression in expressions)
    asking.write_text(
        f"document.getElementById('answers').textContent = JSON.stringify([{asked}].map((ask) => ask() ?? null));",
        encoding="utf-8",
    )
    loaded = "".join(f'<script src="{script.as_uri()}"></script>' for script in [*scripts, asking])
    page = folder / "ask.html"
    head = '<!DOCTYPE html><html lang="da"><meta charset="utf-8"><title>t</title>'
    page.write_text(f'{head}<body>{body}<pre id="answers"></pre>{loaded}', encoding="utf-8")
    answers = rendered(page.as_uri(), folder / "profile").find(id="answers")
    assert answers is not None
    found: list[Any] = json.loads(answers.get_text())
    return found

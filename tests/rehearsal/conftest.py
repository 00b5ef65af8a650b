"""The rehearsed year that several modules look at."""

import os
from pathlib import Path

import pytest

from rehearsal.rehearse import Plan, Rehearsal, invent, rehearse


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    """The year that `make rehearsal` has just built; one of its own where the tests are run alone."""
    plan = Plan()
    if built := os.environ.get("REHEARSED"):
        folder = Path(built).resolve()
        return Rehearsal(folder, invent(folder / "data" / "questionnaire.yml", plan), folder / "eksport", {})
    return rehearse(tmp_path_factory.mktemp("proeve") / "aar", plan)

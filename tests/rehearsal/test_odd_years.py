"""Years that a book has to stand: 20 answers, two in a group, a theme that was not asked, 5,000 answers."""

import re
from pathlib import Path

import pytest

from rehearsal.looking import book_faults
from rehearsal.odd import ODD
from rehearsal.rehearse import rehearse
from rehearsal.searching import search, secrets_of, told

pytestmark = pytest.mark.rehearsal


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ODD])
def test_the_whole_book_is_built_and_looks_like_one(name: str, tmp_path: Path) -> None:
    year = rehearse(tmp_path / "aar", ODD[name])
    assert not re.search("warning|error|traceback", year.said["build"], re.IGNORECASE)
    assert book_faults(year.built) == []
    # Of the texts of thousands a part tells as much as all.
    secrets = sorted(secrets_of(year.answers))[:1000]
    assert search(year.built, secrets) == []
    assert told("".join(year.said.values()), secrets) == []

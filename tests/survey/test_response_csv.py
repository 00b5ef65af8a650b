import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.base.errors import DataError, Fault
from helpers.survey import response_csv as cells_module
from helpers.survey.response_csv import _quoted_strictly, read_cells

TEXT = st.text(st.sampled_from('ab1æ,"\n\r ;\x00'), max_size=6)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("celler") / "celler.csv"


def accept(header: list[str]) -> list[Fault]:
    return [] if header == ["id", "a", "b"] else [Fault("celler.csv", 1, "", "Et andet hoved.")]


def read(path: Path) -> list[tuple[str, str, str]]:
    """The rows of a file of three columns, the last of which is coded."""
    cells = read_cells(path, "id", {"a"}, accept)
    few = cells.coded["b"]
    texts = (cells.texts["id"].to_pylist(), cells.texts["a"].to_pylist(), [few.values[code] for code in few.codes])
    return list(zip(*texts, strict=True))


# A writer whose rows end in a line feed alone leaves a carriage return without marks.
WRITERS = st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL)])


@given(st.lists(st.tuples(st.text("xyz1", min_size=1, max_size=3), TEXT, TEXT), max_size=8), WRITERS)
def test_what_was_written_is_read(path: Path, rows: list[tuple[str, str, str]], written: tuple[str, int]) -> None:
    end, quoting = written
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator=end, quoting=quoting).writerows([("id", "a", "b"), *rows])
    assert read(path) == rows


@given(st.text(st.sampled_from('x,"\n\r'), max_size=30))
def test_a_file_is_read_as_a_strict_reader_reads_it_or_refused(path: Path, body: str) -> None:
    text = "id,a,b\nr,,\n" + body
    path.write_bytes(text.encode())
    try:
        expected = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        expected = []
    if not expected or any(len(row) != 3 for row in expected):
        with pytest.raises(DataError):
            read(path)
    else:
        assert [list(row) for row in read(path)] == expected[1:]


@given(st.text(st.sampled_from('x,"\n'), max_size=40), st.integers(1, 8))
def test_marks_are_judged_alike_wherever_the_blocks_of_a_file_part(path: Path, text: str, size: int) -> None:
    path.write_bytes(text.encode())
    whole = _quoted_strictly(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells_module, "_BLOCK", size)
        assert _quoted_strictly(path) == whole


def test_a_mark_within_a_cell_is_a_letter_like_others(path: Path) -> None:
    path.write_text('id,a,b\n1,19" skærm,"x"\n', encoding="utf-8")
    assert not _quoted_strictly(path)
    assert read(path) == [("1", '19" skærm', "x")]


def test_texts_that_come_late_in_a_large_file_have_codes_of_their_own(path: Path) -> None:
    rows = [(f"r{n}", "x" * 60, str(n // 500)) for n in range(150_000)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "a", "b"), *rows])
    assert path.stat().st_size > 2 * cells_module._BLOCK
    assert read(path) == rows

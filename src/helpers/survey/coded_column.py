"""A column of responses as codes: each distinct value once, and for each response the place of its own.

A million answers are then a few values and a million small numbers, and whatever is asked of the answers
is asked of each value once. Counting is a table of codes, in 64-bit integers, whatever the codes' own width.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Value = TypeVar("Value", bound=str | int | None)
Other = TypeVar("Other", bound=str | int | None)
# So many rows at a time stay in the processor's cache.
_ROWS = 1 << 16
_MISSING = -1


@dataclass(frozen=True)
class CodedColumn(Generic[Value]):
    """One column: response number i gave `values[codes[i]]`, None where it gave nothing."""

    codes: NDArray[np.unsignedinteger[Any]]
    values: tuple[Value, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def map(self, change: Callable[[Value], Other]) -> "CodedColumn[Other]":
        """The column with another value in the place of each."""
        return CodedColumn(self.codes, tuple(map(change, self.values)))

    def rows_where(self, holds: Callable[[Value], bool]) -> NDArray[np.bool_]:
        """For each response, whether something holds of its value."""
        return np.array([holds(value) for value in self.values], dtype=bool).take(self.codes)

    def numbers(self: "CodedColumn[int | None]") -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The value of each response, 0 where it is missing; and whether it is missing."""
        known = np.array([value or 0 for value in self.values], dtype=np.int64)
        return known.take(self.codes), self.rows_where(lambda value: value is None)


def code_numbers(numbers: NDArray[np.int64], missing: NDArray[np.bool_]) -> CodedColumn[int | None]:
    """Numbers (none of them negative) as a coded column; None where they are missing."""
    marked = np.where(missing, _MISSING, numbers)
    found = pa.Array.from_buffers(pa.int64(), len(marked), [None, pa.py_buffer(marked)]).dictionary_encode()
    values = tuple(None if value == _MISSING else value for value in found.dictionary.to_pylist())
    return CodedColumn(np.from_dlpack(found.indices).astype(np.min_scalar_type(len(values))), values)


def tally(column: CodedColumn[Any], by: CodedColumn[Any]) -> NDArray[np.int64]:
    """How many responses have each value: a row for each value of `by`, a column for each of `column`."""
    shape = (len(by.values), len(column.values))
    counts = np.zeros(shape[0] * shape[1], dtype=np.int64)
    step = max(_ROWS, len(counts))
    for start in range(0, len(column), step):
        rows = slice(start, start + step)
        cells = by.codes[rows].astype(np.intp) * shape[1] + column.codes[rows]
        counts += np.bincount(cells, minlength=len(counts))
    return counts.reshape(shape)


class Coder:
    """Gathers one column from blocks, each with distinct texts of its own."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._blocks: list[NDArray[np.unsignedinteger[Any]]] = []

    def add(self, block: pa.DictionaryArray) -> None:
        """Append a block."""
        # Arrow's own ways to lists of numbers and to numpy import pandas, which costs more than all of a small file.
        places = [self._places.setdefault(text, len(self._places)) for text in block.dictionary.to_pylist()]
        narrow = np.array(places, dtype=np.min_scalar_type(len(self._places)))
        self._blocks.append(narrow.take(np.asarray(np.from_dlpack(block.indices), dtype=np.int32)))

    def column(self) -> CodedColumn[str]:
        """All that was added."""
        codes = np.concatenate(self._blocks) if self._blocks else np.zeros(0, dtype=np.uint8)
        return CodedColumn(codes, tuple(self._places))

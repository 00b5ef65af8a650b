"""All counts held against a second implementation: pandas, as the benchmark runs it beside ours."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from helpers.base.paths import ROOT


@pytest.fixture(scope="module")
def scale() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scale", ROOT / "benchmarks" / "scale.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("rows", "seed"), [(103, 1), (3000, 2)])
def test_every_number_is_the_one_that_pandas_counts(scale: ModuleType, tmp_path: Path, rows: int, seed: int) -> None:
    path = tmp_path / "svar.csv"
    scale.write_responses(path, rows, seed)
    ours, theirs = scale.contend(scale.OURS, path), scale.contend(scale.PANDAS, path)
    assert ours["number"] > 400
    assert ours == theirs


def test_every_planted_fault_is_found_as_it_was_typed(scale: ModuleType, tmp_path: Path) -> None:
    clean, spoilt = tmp_path / "svar.csv", tmp_path / "fejl.csv"
    scale.write_responses(clean, 500)
    planted = scale.plant_faults(clean, spoilt, 500)
    told = {tuple(cell) for cell in scale.contend(scale.OURS, spoilt)["wrong"]}
    assert len(planted) > 40
    assert planted <= told

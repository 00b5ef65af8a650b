from pathlib import Path

from helpers.base.yaml_io import read_yaml


def test_a_text_holds_no_sign_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "fil.yml"
    path.write_text('a: "x\\x07\\uffffy"\n"\\x1b": [z]\n', encoding="utf-8")
    assert read_yaml(path) == {"a": "x\ufffd\ufffdy", "\ufffd": ["z"]}

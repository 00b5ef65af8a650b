"""The README's numbers and commands, held against the project."""

import json
import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from helpers.base.paths import ROOT
from helpers.build.lab import kernel_command
from helpers.cli.commands import main
from helpers.facts.model import Facts
from helpers.printed.audit import audit_edition, audit_facts

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_prints_the_counts_of_the_source_control(facts_2024: Facts) -> None:
    counts = audit_facts(audit_edition(facts_2024))
    block = README.split("<!-- audit")[1].split("<!-- /audit -->")[0]
    printed = [int(number) for number in re.findall(r"\| (\d+) \|", block)]
    states = ("trykte_tal.stemmer", "trykte_tal.afviger", "trykte_tal.uden_modstykke")
    keys = ("trykte_tal", *states, "trykte_navne", "tabte_tal")
    assert printed == [counts[key].count for key in keys]


def test_every_command_in_the_readme_exists() -> None:
    targets = set(re.findall(r"make ([\w-]+)", README))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    commands = set(re.findall(r"vaeresteder (\w+)", README))
    assert {"build", "audit", "reconstruct"} <= commands
    for command in commands:
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0, command


def test_the_two_commands_stand_first() -> None:
    block = README.split("```sh")[1].split("```")[0]
    assert re.findall(r"^make (\w+)", block, re.MULTILINE) == ["book", "test"]


def test_every_file_that_the_documents_link_to_is_there() -> None:
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / target).exists(), (document, target)


def test_jupyterlab_stays_out_of_the_environment_that_builds_the_book() -> None:
    pinned = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt")}
    assert not [name for name, text in pinned.items() if re.search(r"^jupyterlab==", text, re.MULTILINE)]
    assert re.search(r"^jupyterlab==", (ROOT / "requirements-lab.txt").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_kernel_of_jupyterlab_is_the_python_of_the_book(tmp_path: Path) -> None:
    """What `make lab` does: a kernel under the name that the chapters ask for."""
    assert "vaeresteder lab" in (ROOT / "Makefile").read_text(encoding="utf-8")
    subprocess.run(kernel_command(tmp_path), check=True, capture_output=True)
    kernel = json.loads((tmp_path / "share" / "jupyter" / "kernels" / "python3" / "kernel.json").read_text("utf-8"))
    assert kernel["argv"][0] == sys.executable
    assert "/.venv-lab/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

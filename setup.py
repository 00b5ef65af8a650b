"""What a wheel brings along besides the program: the files of a project, which `vaeresteder init` writes out.

All else stands in pyproject.toml; only there the files of folders that come with each edition cannot be named.
"""

import subprocess
from collections import defaultdict
from pathlib import Path

from setuptools import setup

HERE = Path(__file__).parent
TARGET = "share/vaeresteder/project"
PROJECT = ("_config.yml", "_toc.yml", "data", "notebooks", "requirements.txt", "LICENSE-CONTENT.md")


def project_files() -> list[Path]:
    """The files that git tracks: answers and keys that lie beside them are nobody else's."""
    if (HERE / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z", *PROJECT], cwd=HERE, capture_output=True, check=True)
        return [Path(name) for name in listed.stdout.decode().split("\0") if name]
    # A source distribution, which holds what git tracked when it was made.
    return [
        path.relative_to(HERE)
        for name in PROJECT
        for path in (sorted((HERE / name).rglob("*")) if (HERE / name).is_dir() else [HERE / name])
        if path.is_file()
    ]


folders: defaultdict[str, list[str]] = defaultdict(list)
for file in project_files():
    folders[(TARGET / file.parent).as_posix()].append(file.as_posix())
setup(data_files=sorted(folders.items()))

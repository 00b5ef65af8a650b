"""The commit that the program was built from."""

import subprocess
from pathlib import Path

from helpers.base.paths import ROOT


def source_commit(folder: Path = ROOT) -> str:
    """The commit that the book was built from, and that files differ from it; blank without a git history."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        # The program may lie in a folder of another project's history.
        if Path(git("rev-parse", "--show-toplevel")) != folder.resolve():
            return ""
        commit = git("rev-parse", "HEAD")
        changed = git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"commit {commit}" + (", med ændringer, der ikke er i historikken" if changed else "")

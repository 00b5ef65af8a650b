"""Runs `vaeresteder` in the project's own environment, which is made where it is missing or out of date.

`uv run vaeresteder build 2024` brings Python along; `python3 vaeresteder build 2024` does the same with the Python that
is there. Neither needs make or a shell, on any system. Without a command the environment is made ready and no more,
which is what `make` asks for. Only what comes with Python is there when this runs.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
# It holds the folder that the environment was made in, whose paths lead nowhere once that has another name.
STAMP = ENVIRONMENT / "installed"
MADE_FROM = (ROOT / "requirements.txt", ROOT / "pyproject.toml")
OLDEST = (3, 11)
# Where uv finds none of these, it fetches the newest of them.
VERSIONS = ">=3.11,<3.14"


def set_up() -> None:
    """Make the environment, or bring it up to date; raises CalledProcessError where a step fails, and has said why."""
    # uv names itself to what it runs.
    uv = os.environ.get("UV")
    if not uv and sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 eller nyere er nødvendig; dette er {sys.version.split()[0]}.")
    if not _is_of_this_folder():
        make = [uv, "venv", "--quiet", "--python", VERSIONS] if uv else [sys.executable, "-m", "venv"]
        _run(*make, "--clear", str(ENVIRONMENT))
    install = (
        [uv, "pip", "install", "--quiet", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    )
    print("Gør klar: Det, som programmet skal bruge, bliver hentet og lagt i mappen .venv.", flush=True)
    print(f"Det sker kun nu og tager {'et halvt minuts tid' if uv else 'nogle minutter'}.", flush=True)
    _run(*install, "--require-hashes", "--requirement", str(ROOT / "requirements.txt"))
    # No hash fits a folder, so the program itself comes in a second step.
    _run(*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(str(ROOT), encoding="utf-8")


def _is_ready() -> bool:
    """Whether the environment was made here, after the last change of what it is made from."""
    return _is_of_this_folder() and all(path.stat().st_mtime <= STAMP.stat().st_mtime for path in MADE_FROM)


def _is_of_this_folder() -> bool:
    """Whether the environment is there and its paths lead here; make's own mark, before this file was, is blank."""
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") in ("", str(ROOT))


def _run(*words: str) -> None:
    """Run a step; of what pip prints only how many packages it has come to, where somebody looks."""
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as step:
        packages = 0
        for line in step.stdout or ():
            if line.startswith("Collecting ") and sys.stdout.isatty():
                packages += 1
                print(f"\r{packages} pakker", end="", flush=True)
        print("\n" if packages else "", end="")
    if step.returncode:
        raise subprocess.CalledProcessError(step.returncode, words)


def main() -> int:
    """The exit code of the command; that of the step which failed, where the environment cannot be made."""
    if not _is_ready():
        try:
            set_up()
        except subprocess.CalledProcessError as failed:
            print(
                "Det lykkedes ikke at gøre klar; ovenfor står hvorfor. Prøv igen. Sker det samme, så slet mappen "
                ".venv, og prøv én gang til.",
                file=sys.stderr,
            )
            return failed.returncode
    if not sys.argv[1:]:
        return 0
    try:
        return subprocess.call([str(PROGRAMS / "vaeresteder"), *sys.argv[1:]])
    except KeyboardInterrupt:
        # It has been told as well, and has said what is to be said.
        return 130


if __name__ == "__main__":
    sys.exit(main())

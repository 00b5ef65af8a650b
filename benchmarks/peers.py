"""Other programs that make books, measured beside ours where they are installed (README.md tells how).

Jupyter Book with its own execution and cache, MyST, and bookdown; and an environment with JupyterLab for our own.
"""

import functools
import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

from other_books import write_myst, write_rmd
from project import PYTHON, ROOT, Copy

MYST = Path(__file__).with_name("node_modules") / ".bin" / "myst"
# What the book needs and JupyterLab; made by links, so that it takes no room.
WITH_LAB = ROOT / "_build" / "benchmark" / "with-jupyterlab"
# codetools: knitr's cache needs it.
R_PACKAGES = ("bookdown", "knitr", "rmarkdown", "ggplot2", "codetools")
FACTS = """
import pathlib
from helpers.facts.facts_csv import write_facts
from helpers.book.quotations import load_book_facts
write_facts(load_book_facts("2024"), pathlib.Path("_facts.csv"))
"""


def jupyter_book_cache(copy: Copy) -> None:
    """`jupyter-book build`, which executes the chapters itself and keeps what they gave."""
    copy.run(copy.python, "-c", "from jupyter_book.cli.main import main; main()", "build", "--quiet", "_cached")


def jupyter_book_cache_setup(copy: Copy) -> None:
    """The chapters with the same settings, but that they are executed by Jupyter Book, with its cache."""
    stage = copy.folder / "_cached"
    shutil.copytree(copy.folder / "notebooks", stage / "notebooks")
    shutil.copyfile(copy.folder / "_toc.yml", stage / "_toc.yml")
    config = (copy.folder / "_config.yml").read_text(encoding="utf-8")
    (stage / "_config.yml").write_text(config.replace("execute_notebooks: force", "execute_notebooks: cache"), "utf-8")


def jupyter_book_cache_clean(copy: Copy) -> None:
    """Leave nothing of what was built."""
    shutil.rmtree(copy.folder / "_cached" / "_build", ignore_errors=True)


def bookdown(copy: Copy) -> None:
    """bookdown, all chapters in one session."""
    copy.run("Rscript", "-e", 'bookdown::render_book("index.Rmd", quiet = TRUE)', folder="_bookdown")


def bookdown_setup(copy: Copy, *, cache: bool = False) -> None:
    """The chapters as bookdown reads them."""
    copy.run(copy.python, "-c", FACTS)
    write_rmd(_chapters(copy), copy.folder / "_facts.csv", copy.folder / "_bookdown", cache=cache)


def bookdown_setup_cached(copy: Copy) -> None:
    """The same with knitr's cache."""
    bookdown_setup(copy, cache=True)


def bookdown_clean(copy: Copy) -> None:
    """Leave nothing of what was built."""
    for name in ("_book", "_bookdown_files"):
        shutil.rmtree(copy.folder / "_bookdown" / name, ignore_errors=True)


def myst(copy: Copy) -> None:
    """MyST: read and executed, two kernels at a time; the server for them, which it leaves behind, is ended."""
    try:
        copy.run(str(MYST), "build", "--site", "--ci", "--execute", "--execute-parallel", "2", folder="_myst")
    finally:
        for told in (copy.folder / "_jupyter").glob("jpserver-*.json"):
            os.kill(json.loads(told.read_text(encoding="utf-8"))["pid"], signal.SIGTERM)
    executed = (copy.folder / "_myst/_build/site/content/analysedel-1.json").read_text(encoding="utf-8")
    if "image/svg+xml" not in executed:
        raise SystemExit("benchmark: MyST executed nothing")


def myst_setup(copy: Copy) -> None:
    """The chapters as MyST reads them, and a place for the server that it starts."""
    write_myst(_chapters(copy), copy.folder / "_myst")
    settings = copy.folder / "_jupyter"
    settings.mkdir()
    (settings / "jupyter_server_config.json").write_text('{"ServerApp": {"allow_root": true}}', encoding="utf-8")
    copy.settings |= {
        "PATH": f"{WITH_LAB / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_CONFIG_DIR": str(settings),
        "JUPYTER_RUNTIME_DIR": str(settings),
    }


def myst_clean(copy: Copy) -> None:
    """Leave nothing of what was built."""
    shutil.rmtree(copy.folder / "_myst" / "_build", ignore_errors=True)


def _chapters(copy: Copy) -> list[Path]:
    toc = (copy.folder / "_toc.yml").read_text(encoding="utf-8")
    return [copy.folder / f"{file}.ipynb" for file in re.findall(r"(?:root|file): (\S+)", toc)]


@functools.cache
def no_bookdown() -> str:
    """Why bookdown cannot be measured, if it cannot."""
    return "" if bookdown_version() else f"R with the packages {', '.join(R_PACKAGES)} is not installed"


@functools.cache
def bookdown_version() -> str:
    """The versions of R and of the packages, or nothing."""
    ask = f"cat(R.version$major, R.version$minor, sapply(c({', '.join(map(json.dumps, R_PACKAGES))}), "
    ask += "function(name) as.character(packageVersion(name))))"
    try:
        asked = subprocess.run(["Rscript", "-e", ask], capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return ""
    packages = ", ".join(f"{name} {version}" for name, version in zip(R_PACKAGES, asked[2:], strict=True))
    return f"R {asked[0]}.{asked[1]}, {packages}"


@functools.cache
def no_myst() -> str:
    """Why MyST cannot be measured, if it cannot."""
    return no_lab() if MYST.exists() else "MyST is not installed"


def myst_version() -> str:
    """The version of MyST, or nothing."""
    return f"mystmd {json.loads(Path(__file__).with_name('package.json').read_text())['dependencies']['mystmd']}"


@functools.cache
def no_lab() -> str:
    """Make the environment with JupyterLab; why that cannot be done, if it cannot."""
    python = WITH_LAB / "bin" / "python"
    shutil.rmtree(WITH_LAB, ignore_errors=True)
    shutil.copytree(PYTHON.parents[1], WITH_LAB, symlinks=True, copy_function=os.link)
    have = _names((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    lab = (ROOT / "requirements-lab.txt").read_text(encoding="utf-8")
    # What the book needs stays as it is.
    more = [block for block in re.split(r"\n(?=\S)", lab) if not _names(block) <= have]
    (WITH_LAB / "more.txt").write_text("\n".join(more) + "\n", encoding="utf-8")
    command = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    done = subprocess.run(
        [str(python), *command, "-r", str(WITH_LAB / "more.txt")], capture_output=True, text=True, check=False
    )
    return "" if not done.returncode else f"JupyterLab could not be installed ({done.stderr.strip().splitlines()[-1]})"


def _names(requirements: str) -> set[str]:
    """The packages of a file of requirements."""
    return set(re.findall(r"^([\w.-]+)==", requirements, flags=re.MULTILINE))

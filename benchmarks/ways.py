"""The ways to make this book that are compared, and the changes after which it is made again.

Conventional is what everybody does: papermill, one chapter after the other in standard kernels, then
`jupyter-book build` with the same extensions and theme. It writes web pages only.
"""

import hashlib
import re
import shutil
import sys
import time

from project import Copy

# The chapters of an edition into `_conventional`, with the settings that `jupyter-book build` takes there.
CONVENTIONAL = """
import pathlib, sys, yaml, papermill
edition = sys.argv[1]
root = pathlib.Path(".").resolve()
toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
if edition != "2024":  # Nothing was printed that could be held against the responses.
    for part in toc["parts"]:
        part["chapters"] = [c for c in part["chapters"] if c["file"] != "notebooks/kildekontrol"]
files = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
stage = root / "_conventional"
stage.mkdir(exist_ok=True)
(stage / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
for file in files if "papermill" in sys.argv else ():
    source, target = root / f"{file}.ipynb", stage / f"{file}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    parameters = {"edition": edition, "responses": ""} if papermill.inspect_notebook(str(source)) else {}
    papermill.execute_notebook(str(source), str(target), parameters, kernel_name="python3", progress_bar=False)
"""
FORKED = """
import pathlib
from helpers.book.contents import list_chapters
from helpers.build.execution.executor import executing
stage = pathlib.Path("_conventional").resolve()
chapters = list_chapters()
with executing([(c, stage / "notebooks" / c.name) for c in chapters], {"edition": "2024", "responses": ""}) as wait:
    wait(lambda number: None)
"""
# The pipeline of `vaeresteder build` with Sphinx set to write pages alone: neither PDF, nor downloads, nor letter.
PAGES = """
import pathlib
from contextlib import contextmanager
from helpers.build import pipeline
executing = pipeline.executing
@contextmanager
def pages_alone(*arguments):
    with executing(*arguments) as wait:
        # Here, because this is where they are imported anyway.
        import helpers.book.import_myst_nb
        from helpers.build import sphinx_build
        run = sphinx_build._run_sphinx
        def run_for_pages(stage, target, settings):
            run(stage, target, settings | {"vaeresteder_pdf_folder": "", "vaeresteder_downloads": False})
            # Something to publish in the place of the PDF.
            folder = pathlib.Path(settings["vaeresteder_pdf_folder"])
            folder.mkdir()
            (folder / settings["vaeresteder_pdf_name"]).touch()
        sphinx_build._run_sphinx = run_for_pages
        sphinx_build.offer_download = sphinx_build.write_letter = lambda *_: None
        yield wait
pipeline.executing = pages_alone
pipeline.make_book("2024", "", pathlib.Path("_build").resolve(), lambda step: None)
"""


def conventional(copy: Copy, edition: str = "2024") -> None:
    """papermill in turn, then Jupyter Book over all that it executed."""
    copy.run(copy.python, "-c", CONVENTIONAL, edition, "papermill")
    jupyter_book(copy, edition)


def conventional_2026(copy: Copy) -> None:
    """The same for the second edition."""
    conventional(copy, "2026")


def floor(copy: Copy) -> None:
    """One process that imported the libraries, a fork a chapter on all processors, then one `jupyter-book build`."""
    copy.run(copy.python, "-c", CONVENTIONAL, "2024")
    copy.run(copy.python, "-c", FORKED)
    jupyter_book(copy, "2024")


def jupyter_book(copy: Copy, edition: str) -> None:
    """`jupyter-book build` of executed chapters."""
    stage = copy.folder / "_conventional"
    config = (copy.folder / "_config.yml").read_text(encoding="utf-8")
    config = re.sub(r"execute_notebooks: force", 'execute_notebooks: "off"', config)
    config = re.sub(r"^( +)language: da$", rf'\g<0>\n\1vaeresteder_edition: "{edition}"', config, flags=re.MULTILINE)
    (stage / "_config.yml").write_text(config, encoding="utf-8")
    copy.run(
        copy.python, "-c", "from jupyter_book.cli.main import main; main()", "build", "--all", "--quiet", str(stage)
    )


def ours(copy: Copy, edition: str = "2024") -> None:
    """The whole edition: web pages, PDF and downloads."""
    copy.run(copy.python, "-c", "from helpers.cli.commands import main; main()", "build", edition)


def ours_2026(copy: Copy) -> None:
    """The second edition, beside the first."""
    ours(copy, "2026")


def pages(copy: Copy) -> None:
    """Chapters executed and web pages written, and nothing else, as the conventional way does it."""
    copy.run(copy.python, "-c", PAGES)


def nbval(copy: Copy, *options: str) -> None:
    """`pytest --nbval` over the chapters."""
    copy.run(copy.python, "-m", "pytest", "--nbval", "-q", "-c", "/dev/null", "--rootdir", ".", "-p",
             "no:cacheprovider", *options, "notebooks")  # fmt: skip


def nbval_standard_parallel(copy: Copy) -> None:
    """Standard kernels, on two workers."""
    nbval(copy, "-n", "2", "--dist", "loadfile")


def nbval_forked(copy: Copy) -> None:
    """Forked kernels, one chapter after the other."""
    nbval(copy, "-p", "forked_kernels")


def nbval_forked_parallel(copy: Copy) -> None:
    """Forked kernels on two workers, as `make test` does it."""
    nbval(copy, "-p", "forked_kernels", "-n", "2", "--dist", "loadfile")


def clean(copy: Copy) -> None:
    """Leave nothing of what was built."""
    for name in ("_build", "_conventional"):
        shutil.rmtree(copy.folder / name, ignore_errors=True)


def clean_2026(copy: Copy) -> None:
    """Leave nothing of what was built of the second edition."""
    shutil.rmtree(copy.folder / "_conventional", ignore_errors=True)
    for path in (copy.folder / "_build").glob("**/*2026*"):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists() and path.parent.name == ".work":
            path.unlink()


def invent_2026(copy: Copy) -> None:
    """The data of a second edition, the one of `make rehearsal`, beside the first."""
    # A part of the tests, with their packages.
    copy.run(sys.executable, "-m", "rehearsal")
    rehearsed = copy.folder / "_build" / "rehearsal" / "data"
    shutil.copytree(rehearsed, copy.folder / "data", dirs_exist_ok=True)
    shutil.rmtree(copy.folder / "_build")


def change_prose(copy: Copy) -> None:
    """Another sentence in one chapter."""
    copy.write("notebooks/baggrund.ipynb", lambda text: text.replace("siden 2009", "lige siden 2009", 1))


def move_pages(copy: Copy) -> None:
    """Half a page more in an early chapter, so that what comes after it in print moves."""
    more = " ".join(f"Ord {time.time_ns()}." for _ in range(99))
    copy.write("notebooks/baggrund.ipynb", lambda text: text.replace("siden 2009", f"siden 2009. {more} Siden 2009", 1))


def change_code(copy: Copy) -> None:
    """A comment in a cell of one chapter that has tables and charts."""
    copy.write(
        "notebooks/analysedel-3.ipynb",
        lambda text: (
            text.replace('"check_parameters()\\n"', f'"check_parameters()  # {time.time_ns()}\\n"', 1)
            if "check_parameters()  #" not in text
            else re.sub(r"check_parameters\(\)  # \d+", f"check_parameters()  # {time.time_ns()}", text)
        ),
    )


def change_table(copy: Copy) -> None:
    """Another title of a table in the same chapter: its outputs change with its code."""
    title = "Indsatser og samarbejde på hjemløseområdet"
    copy.write(
        "notebooks/analysedel-3.ipynb",
        lambda text: re.sub(rf'(title=\\"{title})[ \d]*', rf"\g<1> {time.time_ns()}", text),
    )


def change_helper(copy: Copy) -> None:
    """A comment in one module of the program."""
    copy.write("src/helpers/base/danish.py", lambda text: text + f"\n# {time.time_ns()}\n")


def change_data(copy: Copy) -> None:
    """Another order of the responses."""

    def turn(text: str) -> str:
        head, *rows = text.splitlines()
        return "\n".join([head, *rows[1:], rows[0], ""])

    copy.write("data/2024/responses.csv", turn)
    digest = hashlib.sha256((copy.folder / "data/2024/responses.csv").read_bytes()).hexdigest()
    copy.write("data/2024/edition.yml", lambda text: re.sub(r"kontrolsum:.*", f"kontrolsum: {digest}", text))


def nothing(copy: Copy) -> None:
    """Leave all as it is."""

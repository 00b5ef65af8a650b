"""Chapters in forks of one process: the outputs of a standard kernel, and nothing carried from one to the next."""

import json
import os
import time
from pathlib import Path

import nbformat
import pytest

from helpers.base.errors import VaerestederError
from helpers.base.forking import CAN_FORK
from helpers.book.contents import execute_chapter, list_chapters
from helpers.build.execution.executor import executing, refresh_chapters

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="chapters have standard kernels here")
CHAPTERS = list_chapters("2024")

ODD_CELLS = [
    "print('ud'); print('ud igen')",
    "import sys\nprint('ud'); print('fejl', file=sys.stderr); print('ud'); sys.stdout.write('uden linjeskift')",
    "1 + 1",
    "1 + 1;",
    "_ + len(Out)",
    "print('før'); display('vist'); print('efter'); 'svar'",
    "class Rich:\n"
    "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/html': '<b>3</b>', 'text/plain': 'tre', 'application/x+json': {'liste': (1, 2), 3: None}}, "
    "{'a': 1}\n"
    "Rich()",
    "display(Rich(), Rich())",
    "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['æ', None]})",
    "from IPython.display import HTML, Markdown, SVG, clear_output\nHTML('<i>x</i>')",
    "handle = display('gammel', display_id='x')\nprint('imellem')\nhandle.update('ny')",
    "print('væk'); clear_output(); print('bliver')",
    "print('væk'); clear_output(wait=True); print('bliver')",
    "%%capture taget\nprint('fanget')",
    "taget.stdout, taget.outputs",
    "!echo fra skallen",
    # In a kernel a thread hands on what a program writes, when it comes to it.
    "import os, time; os.system('echo fra et program'); time.sleep(0.5); print('fra Python')",
    "import subprocess; _ = subprocess.run(['sh', '-c', 'echo fejl >&2']); time.sleep(0.5)",
    "svar = !printf 'a\\nb'\nsvar",
    "%%bash\necho fra bash",
    "%who_ls int str",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1)); plt.plot([1, 2]);",
    "plt.get_backend(), os.getcwd() == os.path.abspath('.'), sys.path[0], __name__",
    "import asyncio\nawait asyncio.sleep(0, 'ventet')",
    "get_ipython().__class__.__name__, len(In)",
    "import math\nmath?",
    "import warnings; warnings.warn('pas på', stacklevel=5)",
    "from IPython.core.magic import register_line_magic\n@register_line_magic\ndef dobbelt(line):\n"
    "    return line * 2\n%dobbelt ab",
    "",
    "print('slut'); raise SystemExit",
    "print('for sent')",
]
FAILING_CELLS = [
    "def f(x):\n    print('før')\n    return 1 / x\n\nf(0)",
    "for",
    "%findes_ikke",
    "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise ValueError('æ\\nø') from error",
    "from helpers.facts.load import load_facts\nload_facts('1066')",
    "from helpers.findes_ikke import noget",
]


def telling(path: Path) -> str:
    """Code that writes the process of the chapter into a file, and goes on for minutes."""
    return f"import os, time\nopen({str(path)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)"


def is_ended(told: Path) -> bool:
    """Whether the process is at an end, or is soon: what is killed may take a moment to be gone."""
    for _ in range(1000):
        try:
            # One that nobody has looked after is listed for a while as dead.
            if Path(f"/proc/{told.read_text()}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.01)
    return False


def notebook(path: Path, *cells: str) -> Path:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.cells.insert(0, nbformat.v4.new_markdown_cell("# Kapitel"))
    for number, cell in enumerate(made.cells):
        cell.id = f"celle-{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)
    return path


def execute(folder: Path, *chapters: Path, fork: bool = CAN_FORK, **parameters: str) -> list[Path]:
    targets = [folder / chapter.name for chapter in chapters]
    with executing(list(zip(chapters, targets, strict=True)), parameters, fork=fork) as wait:
        wait(lambda number: None)
    return targets


def outputs(path: Path) -> list[list[str]]:
    return [[json.dumps(o, sort_keys=True) for o in c.outputs] for c in nbformat.read(path, 4).cells if "outputs" in c]


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All chapters with the parameters that stand in them."""
    folder = tmp_path_factory.mktemp("kapitler")
    execute(folder, *CHAPTERS)
    return folder


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_byte_for_byte_what_a_standard_kernel_stored(
    executed: Path, chapter: Path, tmp_path: Path
) -> None:
    """`make check` holds the stored chapters against standard kernels, with nbval."""
    assert (executed / chapter.name).read_bytes() == chapter.read_bytes()


def joined(told: list[str]) -> list[str]:
    """The outputs of a cell with each stream in one: a kernel sends every fifth of a second what was written."""
    kept: list[dict[str, str]] = []
    streams: dict[str, dict[str, str]] = {}
    for output in map(json.loads, told):
        if output["output_type"] != "stream":
            streams = {}
        elif output["name"] in streams:
            streams[output["name"]]["text"] += output["text"]
            continue
        else:
            streams[output["name"]] = output
        kept.append(output)
    return sorted(map(json.dumps, kept)) if streams else list(map(json.dumps, kept))


@needs_fork
def test_whatever_a_cell_does_gives_the_outputs_of_a_standard_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where it is set, ipykernel passes over what other programs write.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    source = notebook(tmp_path / "sære.ipynb", *ODD_CELLS)
    execute_chapter(source, tmp_path / "kerne.ipynb", {})
    [forked] = execute(tmp_path / "ud", source)
    told = zip(ODD_CELLS, outputs(forked), outputs(tmp_path / "kerne.ipynb"), strict=True)
    for cell, ours, theirs in told:
        assert joined(ours) == joined(theirs), cell
    assert sum(map(len, outputs(forked))) > len(ODD_CELLS)


@needs_fork
def test_a_failing_cell_is_told_as_a_standard_kernel_tells_it(tmp_path: Path) -> None:
    for number, cell in enumerate(FAILING_CELLS):
        chapter = notebook(tmp_path / f"{number}.ipynb", "tal = 3", cell)
        told = []
        for fork in (True, False):
            with pytest.raises(VaerestederError, match=rf"^{number}\.ipynb, celle 3:\n") as caught:
                execute(tmp_path / "ud", chapter, fork=fork)
            told.append(str(caught.value))
        assert told[0] == told[1]


@needs_fork
def test_no_chapter_finds_anything_of_another(tmp_path: Path) -> None:
    """Neither names nor what was done to a module, the environment, the folder, or the random numbers."""
    leave = "import os, random, sys\nimport helpers.base.danish\nspor = 1\nhelpers.base.danish.spor = 1\n"
    leave += "sys.spor = 1\nrandom.seed(1)\nos.environ['SPOR'] = '1'\nos.chdir('/')"
    look = "import os, random, sys\nimport helpers.base.danish\n"
    look += "print('spor' in dir(), hasattr(helpers.base.danish, 'spor'), hasattr(sys, 'spor'), 'SPOR' in os.environ,\n"
    look += "      os.getcwd() == '/', random.random() == random.Random(1).random(), len(In))"
    chapters = [notebook(tmp_path / f"{name}.ipynb", code) for name, code in (("a", leave), ("b", look), ("c", look))]
    _, *looked = execute(tmp_path / "ud", *chapters)
    for path in looked:
        [[output]] = outputs(path)
        assert json.loads(output)["text"] == "False False False False False False 2\n"


@needs_fork
def test_a_chapter_has_a_process_of_its_own_forked_from_one_with_the_libraries_and_one_thread(tmp_path: Path) -> None:
    who = "import os, sys\nprint('pandas' in sys.modules, 'seaborn' in sys.modules, os.getpid(), os.getppid())\n"
    who += "print(len(os.listdir(f'/proc/{os.getppid()}/task')))\nimport helpers.figures.share_bars"
    chapters = [notebook(tmp_path / f"{name}.ipynb", who) for name in "abc"]
    told = [json.loads(outputs(path)[0][0])["text"].split() for path in execute(tmp_path / "ud", *chapters)]
    assert {tuple(text[:2]) for text in told} == {("True", "True")}
    assert len({text[2] for text in told}) == 3
    assert len({text[3] for text in told}) == 1
    assert {text[4] for text in told} == {"1"}


@needs_fork
def test_a_fault_stops_the_chapters_that_are_still_at_work(tmp_path: Path) -> None:
    told, never = tmp_path / "proces", tmp_path / "aldrig"
    fails = f"import os, time\nwhile not os.path.exists({str(told)!r}):\n    time.sleep(.01)\ntime.sleep(.1); 1 / 0"
    chapters = [telling(told), fails, *[f"open({str(never)!r}, 'w')"] * (os.cpu_count() or 1)]
    with pytest.raises(VaerestederError, match=r"1\.ipynb, celle 2:"):
        execute(tmp_path / "ud", *(notebook(tmp_path / f"{n}.ipynb", code) for n, code in enumerate(chapters)))
    assert is_ended(told)
    assert not never.exists()


@needs_fork
def test_what_still_runs_is_ended_where_the_caller_gives_up(tmp_path: Path) -> None:
    told = tmp_path / "proces"

    def give_up_soon() -> None:
        with executing([(notebook(tmp_path / "langsom.ipynb", telling(told)), tmp_path / "ud.ipynb")], {}):
            while not told.exists() or not told.read_text():
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up_soon()
    assert is_ended(told)


@needs_fork
@pytest.mark.parametrize("how", ["os._exit(0)", "os.kill(os.getpid(), 9)", "os.kill(os.getppid(), 9)"])
def test_a_process_that_goes_down_is_a_fault(tmp_path: Path, how: str) -> None:
    chapter = notebook(tmp_path / "kapitel.ipynb", f"import os, time\n{how}\ntime.sleep(600)")
    with pytest.raises(VaerestederError, match=r"(gik ned|kunne ikke køres)"):
        execute(tmp_path / "ud", chapter)


def test_without_forks_chapters_run_in_turn_in_standard_kernels(tmp_path: Path) -> None:
    chapters = [notebook(tmp_path / f"{name}.ipynb", f"'{name}'") for name in "ab"]
    begun: list[int] = []
    with executing([(c, tmp_path / "ud" / c.name) for c in chapters], {}, fork=False) as wait:
        wait(begun.append)
    assert begun == [0, 1]
    assert [json.loads(outputs(tmp_path / "ud" / c.name)[0][0])["data"]["text/plain"] for c in chapters] == [
        "'a'",
        "'b'",
    ]


def test_refreshed_chapters_keep_their_outputs_and_a_failing_cell_changes_none(tmp_path: Path) -> None:
    good, bad = notebook(tmp_path / "god.ipynb", "6 * 7"), notebook(tmp_path / "dårlig.ipynb", "1 / 0")
    before = good.read_bytes()
    with pytest.raises(VaerestederError, match=r"dårlig\.ipynb, celle 2"):
        refresh_chapters([good, bad], lambda number: None)
    assert good.read_bytes() == before
    refresh_chapters([good], lambda number: None)
    assert json.loads(outputs(good)[0][0])["data"] == {"text/plain": "42"}

"""A papermill engine without a kernel beside it: the cells run in this very process, as in a standard kernel.

The shell is ipykernel's own, and so are the messages that it sends; nbclient makes outputs of them, as it does of
a kernel's. Only the sockets between the two are left out. A process has one such shell, so whoever uses the engine
makes a process for each chapter (`helpers.build.execution.fork_server`).
"""

import builtins
import contextlib
import getpass
import io
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any

import papermill.engines
from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from traitlets.config import Config

from helpers.book.import_nbformat import NotebookNode

ENGINE = "this-process"
Deliver = Callable[[dict[str, Any]], object]


class ThisProcessEngine(papermill.engines.NBClientEngine):
    """papermill's way to the shell: its parameters, saved notebooks and error reports stay as they are."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Execute the cells in this process, which must not have had a shell before."""
        kept = ("log_output", "stdout_file", "stderr_file")
        _Client(nb_man, **{name: kwargs[name] for name in kept if name in kwargs}).execute()


class _Client(PapermillNotebookClient):
    """nbclient without a kernel to talk to."""

    def execute(self, **_: Any) -> NotebookNode:
        """Execute the cells one after another, up to the first that fails."""
        self.reset_execution_trackers()
        with _Shell() as self._shell:
            self.papermill_execute_cells()
        self.set_widgets_metadata()
        notebook: NotebookNode = self.nb
        return notebook

    def execute_cell(self, cell: NotebookNode, cell_index: int, *_: Any, **__: Any) -> NotebookNode:
        """Execute one cell; raises CellExecutionError where it fails and its tags do not allow it."""
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        cell["metadata"]["execution"] = {}
        cell.outputs = []
        self.clear_before_next_output = False
        reply = self._shell.run(cell.source, lambda message: self.process_message(message, cell, cell_index))
        allowed = self.allow_errors or "raises-exception" in cell.metadata.get("tags", [])
        if reply["status"] == "error" and not allowed:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell


class _Shell:
    """IPython in this process, started when the first cell comes; its messages go to whoever ran the cell."""

    def __init__(self) -> None:
        self._deliver: Deliver = lambda message: None
        self._shell: Any = None
        self._undo = contextlib.ExitStack()

    def __enter__(self) -> "_Shell":
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def run(self, source: str, deliver: Deliver) -> dict[str, Any]:
        """Execute a cell, hand on each of its messages, and return what a kernel would reply."""
        if self._shell is None:
            self._start()
        shell, self._deliver = self._shell, deliver
        self._session.send(None, "execute_input", {"code": source, "execution_count": shell.execution_count})
        with _no_questions():
            result = shell.run_cell(source, store_history=True, silent=False)
        sys.stdout.flush()
        sys.stderr.flush()
        shell.payload_manager.clear_payload()
        if result.success:
            return {"status": "ok"}
        error = result.error_before_exec or result.error_in_exec
        traceback = shell._last_traceback or []
        return {"status": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": traceback}

    def _start(self) -> None:
        """Make the shell and the two streams as a kernel makes them, but for the history on the disk."""
        config = Config()
        config.HistoryManager.hist_file = ":memory:"
        self._session = _Session(lambda message: self._deliver(message))
        self._shell = ZMQInteractiveShell.instance(config=config, user_ns={}, compiler_class=XCachingCompiler)
        # Nobody sits before a window that would be served between two cells.
        self._shell.enable_gui = lambda gui=None: None
        for sender in (self._shell.displayhook, self._shell.display_pub):
            sender.session = self._session
        for name, number in (("stdout", 1), ("stderr", 2)):
            stream = self._undo.enter_context(_Stream(name, number, self._session))
            self._undo.callback(setattr, sys, name, getattr(sys, name))
            setattr(sys, name, stream)


class _Session(Session):
    """What the shell takes for its way to the frontend; each message goes to `deliver`, as JSON has it."""

    def __init__(self, deliver: Deliver) -> None:
        super().__init__()
        self._hand_on = deliver

    def send(self, stream: object, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        """Hand on a message, or one made of a type and its content."""
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
        self._hand_on(message | {"content": self.unpack(self.pack(message["content"]))})


class _Stream(io.TextIOBase):
    """stdout or stderr: what is written becomes one message when the cell ends or shows something.

    So does what a program writes that the cell has called, to the file descriptor itself.
    """

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str, number: int, session: Session) -> None:
        super().__init__()
        self.name = name
        self._number, self._session = number, session
        self._written = ""
        self._lock = threading.Lock()
        self._before = os.dup(number)
        self._beside = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed when the stream is left
        os.dup2(self._beside.fileno(), number)

    def __exit__(self, *_: object) -> None:
        os.dup2(self._before, self._number)
        os.close(self._before)
        self._beside.close()

    def fileno(self) -> int:
        """The descriptor that other programs write to."""
        return self._number

    def writable(self) -> bool:
        """That this stream is for writing."""
        return True

    def write(self, text: str) -> int:
        """Keep the text until it is flushed."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        with self._lock:
            self._written += self._from_beside() + text
        return len(text)

    def flush(self) -> None:
        """Send what was written since the last time, if anything."""
        with self._lock:
            text, self._written = self._written + self._from_beside(), ""
        if text:
            self._session.send(None, "stream", {"name": self.name, "text": text})

    def _from_beside(self) -> str:
        """What was written to the descriptor; the file is then empty again."""
        if not self._beside.tell():
            return ""
        self._beside.seek(0)
        text = self._beside.read().decode("utf-8", "replace")
        self._beside.seek(0)
        self._beside.truncate()
        return text


@contextlib.contextmanager
def _no_questions() -> Iterator[None]:
    """Nobody sits before a chapter that is executed, so it can ask nothing; the words are ipykernel's."""

    def refusal(asked: str) -> Callable[..., str]:
        def refuse(*_: object, **__: object) -> str:
            raise StdinNotImplementedError(f"{asked} was called, but this frontend does not support input requests.")

        return refuse

    with contextlib.ExitStack() as undo:
        for module, name, asked in ((builtins, "input", "raw_input"), (getpass, "getpass", "getpass")):
            undo.callback(setattr, module, name, getattr(module, name))
            setattr(module, name, refusal(asked))
        yield


def register() -> None:
    """Make papermill know the engine."""
    papermill.engines.papermill_engines.register(ENGINE, ThisProcessEngine)

"""A pytest plugin: nbval checks chapters in forks of the process that a build forks its chapters from.

nbval, its comparisons, jupyter_client and ipykernel are as they are; only how a process is started differs. Where a
process cannot be forked, and with `-p no:forked_kernels`, kernels are started as usual.
"""

import contextlib
import functools
import json
import os
import select
import signal
import subprocess
import time
from queue import Empty
from typing import Any

import nbval.kernel
import nbval.plugin
import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import LocalProvisioner


def pytest_configure(config: pytest.Config) -> None:
    # Not before, because the tests say first where the program's data lie.
    from helpers.base.forking import CAN_FORK

    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    patch.setattr(nbval.plugin, "RunningKernel", _Kernel)
    if CAN_FORK:
        server = _Server()
        config.pluginmanager.register(server)
        patch.setattr(nbval.kernel, "KernelManager", functools.partial(_Manager, server))


class _Server:
    """The process that is forked; it begins as soon as it is clear that chapters will be checked."""

    _process: subprocess.Popen[str] | None = None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        chapters = sorted({str(item.path) for item in session.items if isinstance(item, nbval.plugin.IPyNbCell)})
        if not chapters:
            return
        from helpers.build.execution.executor import start_server

        self._process = start_server(chapters)

    def pytest_unconfigure(self) -> None:
        if self._process:
            self._process.communicate()

    def fork(self, **kernel: Any) -> int:
        """Start a kernel; the number of its process."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(kernel) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


class _Process:
    """A kernel's process, which is another's child, as jupyter_client knows its own."""

    stdin = stdout = stderr = None

    def __init__(self, number: int) -> None:
        self.pid = number
        self._handle = os.pidfd_open(number)

    def poll(self) -> int | None:
        """None while it runs; how it ended is known to its parent alone."""
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self) -> int:
        select.select([self._handle], [], [])
        os.close(self._handle)
        return 0

    def send_signal(self, number: int) -> None:
        signal.pidfd_send_signal(self._handle, number)


class _Provisioner(LocalProvisioner):
    """jupyter_client's way to start a process: its connection file and command, and a fork."""

    async def launch_kernel(self, cmd: list[str], *, env: dict[str, str], cwd: str, **_: Any) -> Any:
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        number = self.parent.server.fork(arguments=arguments, folder=cwd, environment=env)
        self.process, self.pid, self.pgid = _Process(number), number, number
        return self.connection_info


class _Client(BlockingKernelClient):
    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answers on both channels; raises RuntimeError where it does not.

        jupyter_client then waits a while for messages that nobody asked for; nbval passes over them anyway.
        """
        end = time.monotonic() + (timeout or 60)
        while self.is_alive() and time.monotonic() < end:
            self.kernel_info()
            with contextlib.suppress(Empty):
                self.get_shell_msg(timeout=1)
                self.get_iopub_msg(timeout=0.05)
                return
        raise RuntimeError("the kernel does not answer")


class _Manager(KernelManager):
    def __init__(self, server: _Server, **settings: Any) -> None:
        super().__init__(**settings)
        self.server, self.client_factory = server, _Client
        self.provisioner = _Provisioner(kernel_spec=self.kernel_spec, parent=self)


class _Kernel(nbval.kernel.RunningKernel):
    def get_message(self, stream: str, timeout: float | None = None) -> Any:
        """The next message; raises RuntimeError where the kernel is gone, for which nbval would wait half an hour."""
        end = time.monotonic() + (timeout or float("inf"))
        while True:
            left = end - time.monotonic()
            try:
                return super().get_message(stream, timeout=min(left, 1))
            except Empty:
                if not self.is_alive():
                    raise RuntimeError("the kernel has gone down") from None
                if left <= 1:
                    raise

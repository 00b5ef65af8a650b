"""When Sphinx reads the chapters, and which of them: not before they are executed, and by content, not by time."""

from collections.abc import Callable, Sequence

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def wait_for_chapters(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Wait until all chapters are executed: Sphinx has been set up while they were at work.

    All, because a page looks up in the others what it tells again, and what is not there.
    """
    executed: Callable[[], object] | None = app.config.vaeresteder_executed
    if executed is not None:
        executed()


def list_unread(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """The pages that are not as they were when they were read before."""
    unread: Sequence[str] = app.config.vaeresteder_unread
    return unread


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    # What is called when all chapters are needed, and returns when they are there.
    app.add_config_value("vaeresteder_executed", None, "")
    app.add_config_value("vaeresteder_unread", (), "")
    app.connect("env-get-outdated", list_unread)
    # Before `helpers.retold` looks at the chapters.
    app.connect("env-before-read-docs", wait_for_chapters, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

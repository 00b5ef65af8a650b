"""When Sphinx reads the chapters, and which of them: not before they are executed, and by content, not by time."""

from collections.abc import Callable, Sequence

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def list_unread(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """The pages that are not as they were when they were read before, when all chapters are executed.

    Sphinx has been set up while they were at work. All, because a page looks up in the others what it tells again, and
    what is not there.
    """
    unread: Callable[[], Sequence[str]] | None = app.config.vaeresteder_unread
    return unread() if unread is not None else ()


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    # What waits until all chapters are there, and names the pages whose text is not as it was.
    app.add_config_value("vaeresteder_unread", None, "")
    # Before `helpers.book.cross_chapter` looks at the chapters.
    app.connect("env-get-outdated", list_unread, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

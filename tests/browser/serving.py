"""A folder as a static host serves it, on this machine alone, compressed where that helps."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a host leaves alone, because it is compressed already.
COMPRESSED = (".woff2", ".png", ".pdf", ".xlsx")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: a test says what it has to say."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the folder while it is served, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def bytes_sent(address: str, folder: Path) -> int:
    """How many bytes a host sends for a file of the folder, without the headers."""
    file = folder / unquote(urlsplit(address).path).lstrip("/")
    content = file.read_bytes()
    return len(content) if file.suffix in COMPRESSED else len(gzip.compress(content, 6))

"""A sign of life from work that takes its time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from helpers.cli.terminal import say

PATIENCE, PAUSE = 2.0, 20.0


@contextmanager
def told_while_waiting(expected: str) -> Iterator[None]:
    """Say after two seconds how long the export is expected to take, and now and then that it is still being read.

    Nothing is said of what is over before.
    """
    over = Event()

    def tell() -> None:
        if over.wait(PATIENCE):
            return
        say(f"Eksporten læses. Det tager {expected}, længere på en maskine, der har travlt.")
        while not over.wait(PAUSE):
            say("Eksporten læses stadig.")

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()

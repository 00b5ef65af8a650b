"""Notes of pages go with the pages."""

from types import SimpleNamespace
from typing import Any

from helpers.book.page_data import Noted


def test_notes_of_a_page_are_forgotten_with_it_and_those_of_others_are_not() -> None:
    env: Any = SimpleNamespace()
    connected: dict[str, Any] = {}
    app: Any = SimpleNamespace(connect=connected.__setitem__)
    one, other = Noted[list[str]]("et"), Noted[int]("andet")
    one.of(env)["a"] = ["ord"]
    one.of(env)["b"] = []
    other.of(env)["a"] = 1
    one.connect(app)
    connected["env-purge-doc"](app, env, "a")
    connected["env-purge-doc"](app, env, "c")
    assert one.of(env) == {"b": []}
    assert other.of(env) == {"a": 1}

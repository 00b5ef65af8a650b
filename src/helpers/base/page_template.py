"""What stands outside Sphinx's own templates: whole pages, and parts of pages, each from one template of Jinja.

A template escapes every value that it is given, and knows no name that it was not given.
"""

from functools import cache
from typing import TYPE_CHECKING

from helpers.base.paths import THEME

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = THEME / "pages"


def render(template: str, **values: object) -> str:
    """The page or part of a page as HTML."""
    return _templates().get_template(template).render(values)


@cache
def _templates() -> "Environment":
    # Most commands write no page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )

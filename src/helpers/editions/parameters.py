"""A chapter's parameters, checked in the notebook itself: a misspelt one is refused, never passed over.

papermill notes an unknown parameter in its log and goes on, and so does a person who edits the cell by
hand; the chapter would then tell of another edition than was asked for.
"""

import ast
import difflib
import re
import sys
from collections.abc import Sequence

from helpers.base.errors import VaerestederError

# The names that a parameters cell has, with an example of each.
PARAMETERS = {"edition": '"2026"', "responses": '"svar.csv"'}


def check_parameters() -> None:
    """Look at the cells above the one that calls this, and pass where there is no notebook around.

    Raises VaerestederError where they set a name that is no parameter, or a parameter to what it cannot be.
    """
    problems = find_misspelt(_cells())
    if problems:
        raise VaerestederError("\n".join(problems))


def find_misspelt(cells: Sequence[str]) -> list[str]:
    """What is wrong with the parameters in executed cells, the last of which asks; one sentence a fault.

    Looked at are the cells just above it that set names to constants: the chapter's own parameters and
    those that papermill has put in. A cell that does anything else ends the search.
    """
    given: dict[str, object] = {}
    for cell in reversed(cells[:-1]):
        constants = _constants(cell)
        if not constants:
            break
        given = constants | given
    return [problem for name, value in given.items() if (problem := _problem(name, value))]


def _cells() -> Sequence[str]:
    """The cells that this notebook has executed, the present one last; none outside a notebook."""
    if "IPython" not in sys.modules:
        return ()
    from IPython import get_ipython

    shell = get_ipython()
    return shell.user_ns.get("In", ()) if shell is not None else ()


def _constants(cell: str) -> dict[str, object]:
    """The names that a cell sets to constants."""
    try:
        statements = ast.parse(cell).body
    except SyntaxError:
        return {}
    return {
        target.id: statement.value.value
        for statement in statements
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _problem(name: str, value: object) -> str:
    """What is wrong with one parameter; blank where nothing is."""
    if name not in PARAMETERS:
        near = difflib.get_close_matches(name.lower(), PARAMETERS, n=1)
        meant = f' Mente du "{near[0]}"?' if near else ""
        return f'"{name}" er ingen parameter.{meant} Kapitlerne har: {", ".join(PARAMETERS)}.'
    if name == "edition" and type(value) is int and re.fullmatch(r"\d{4}", str(value)):
        # What `papermill -p edition 2026` makes of it; `load_facts` reads it as the year that it is.
        return ""
    if not isinstance(value, str):
        return (
            f"{name} = {value!r} er ikke tekst. Skriv den i anførselstegn: {name} = {PARAMETERS[name]} "
            f"(og med papermill -r i stedet for -p)."
        )
    if name == "edition" and not re.fullmatch(r"\d{4}", value):
        return f'edition = "{value}" er ikke en udgave. Skriv fire cifre i anførselstegn: edition = {PARAMETERS[name]}.'
    return ""

"""A pytest plugin: nbval holds the chapters of editions whose numbers are published (`pytest notebooks data`)."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pass over the chapters at work while they are written for an edition whose numbers are not published.

    What they hold is of the edition before then, which has chapters of its own; a build and the review hold them.
    """
    # Here, because the tests say first where the program's data lie.
    from helpers.base.paths import NOTEBOOKS
    from helpers.survey.frozen import edition_at_work, newest_published

    if edition_at_work() != newest_published():
        reason = f"written for {edition_at_work() or 'the next edition'}, whose numbers are not published"
        for item in items:
            if item.path.parent == NOTEBOOKS:
                item.add_marker(pytest.mark.skip(reason=reason))

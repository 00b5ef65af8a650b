"""axe-core's rules for accessible pages, put to a page as it stands in a tab."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .chromium import Tab

# WCAG 2.2 at level AA, and what axe holds to be good practice besides.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

# axe leaves the size of targets out unless asked.
RUN = """
(only) => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: only.rules ? { type: "rule", values: only.rules } : { type: "tag", values: only.tags },
  ...(only.rules ? {} : { rules: { "target-size": { enabled: true } } }),
}).then((result) => result.violations.flatMap((rule) => rule.nodes.map((node) =>
  `${rule.id}: ${node.html.slice(0, 120)} ${node.failureSummary.split("\\n").slice(1).join(" ").trim()}`)))
"""


@cache
def _axe() -> str:
    """The rules' own script: the package that carries it is a driver of another browser, and is not imported."""
    package = find_spec("axe_playwright_python")
    assert package, "axe-core mangler: installér requirements-browser.txt (`make check` gør det)"
    assert package.origin
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def broken_rules(tab: Tab, rules: Sequence[str] = ()) -> list[str]:
    """What on the page breaks a rule, one line a place; of all rules, or of those named."""
    tab.js(f"{_axe()};0")
    found: list[str] = tab.call(RUN, {"rules": list(rules)} if rules else {"tags": list(TAGS)})
    return found

"""The Sphinx side of the book: its settings, nodes and roles, and what the roles quote."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from helpers.book.build_context import SETTING, Build
from helpers.book.contents import named_at_work
from helpers.book.environment import load_quotations
from helpers.book.nodes import PRINT_ONLY, absent, chart, instead, visit_chart_html, visit_chart_text
from helpers.book.roles import ROLES, QuotationRole
from helpers.survey.edition import load_edition


def fill_config(app: Sphinx, config: Config) -> None:
    """The edition, its notice, and a build, unless the configuration has its own."""
    if getattr(config, SETTING) is None:
        setattr(config, SETTING, Build())
    if not config.vaeresteder_edition:
        config.vaeresteder_edition = named_at_work()
    if not config.vaeresteder_notice:
        config.vaeresteder_notice = load_edition(config.vaeresteder_edition).notice


def leave_to_print(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take out of a web page what only print has."""
    if app.builder.format == "html":
        for node in [each for each in doctree.findall(nodes.Element) if PRINT_ONLY in each.get("classes", ())]:
            node.parent.remove(node)


def setup(app: Sphinx) -> dict[str, bool]:
    """The extension, registered with Sphinx."""
    app.setup_extension("myst_nb")
    app.add_config_value("vaeresteder_edition", "", "env", str)
    app.add_config_value("vaeresteder_responses", "", "env", str)
    app.add_config_value("vaeresteder_notice", "", "env", str)
    app.add_config_value(SETTING, None, "")
    app.add_node(absent)
    app.add_node(instead)
    app.add_node(chart, html=(visit_chart_html, None), text=(visit_chart_text, None))
    for name, quote in ROLES.items():
        app.add_role(name, QuotationRole(name, quote))
    app.connect("config-inited", fill_config)
    app.connect("builder-inited", load_quotations)
    app.connect("doctree-resolved", leave_to_print)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

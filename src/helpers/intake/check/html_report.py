"""The check as a page that stands alone: no script, nothing from elsewhere, every text escaped by the tree it is in."""

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from helpers.base.danish import capitalise, format_number
from helpers.intake.check.finding import DOUBT, FAULT, HEADINGS, NOTE, CheckFinding, CheckResult, count_words

GENERATOR = "vaeresteder check"
_STYLE = Path(__file__).with_name("page.css")
_COLUMNS = ("Celle", "Spørgsmål", "Der står", "Hvad der er galt", "Tilladt", "Nærmeste gæt")
_DOUBT_COLUMNS = ("Celle", "Spørgsmål", "Der står", "Hvad der er i tvivl")
_EXPLAINED = {
    FAULT: "Fejl standser: Udgaven bygges ikke, før cellen er rettet i eksporten eller svaret afgjort i mapping.yml.",
    DOUBT: "Tvivl standser ikke: Svaret kan være rigtigt, men bør ses efter.",
    NOTE: "Noter er til orientering.",
}


def page_html(result: CheckResult) -> str:
    """The whole HTML document."""
    html = Element("html", lang="da")
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="generator", content=GENERATOR)
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    # Should anything slip through, it neither runs nor fetches.
    policy = {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"}
    SubElement(head, "meta", policy)
    SubElement(head, "meta", name="robots", content="noindex")
    _text(head, "title", f"Kontrol af {result.export.file}, {result.year}")
    _text(head, "style", _STYLE.read_text(encoding="utf-8"))
    main = SubElement(SubElement(html, "body"), "main")
    _text(main, "h1", f"Kontrol af {result.export.file}")
    _text(main, "p", result.summary).set("class", "lead")
    _contents(main, result)
    for kind, found in result.findings.items():
        if found:
            section = SubElement(main, "section", {"class": kind, "aria-labelledby": kind})
            _text(section, "h2", f"{HEADINGS[kind]} ({format_number(len(found))})").set("id", kind)
            if kind == NOTE:
                _text(section, "p", _EXPLAINED[kind])
                _notes(section, found)
            else:
                _table(section, kind, found)
    _text(main, "p", (
        "Siden viser, hvad der står i eksportens celler. Den hører til eksporten og skal ikke lægges ud eller ind i "
        "projektet."
    )).set("class", "caption")  # fmt: skip
    return f"<!DOCTYPE html>\n{tostring(html, encoding='unicode', method='html')}\n"


def _contents(main: Element, result: CheckResult) -> None:
    found = [kind for kind, findings in result.findings.items() if findings]
    navigation = SubElement(main, "nav", {"aria-label": f"På siden: {count_words(result)}"})
    listed = SubElement(navigation, "ul")
    for kind in found:
        link = _text(SubElement(listed, "li"), "a", f"{HEADINGS[kind]}: {format_number(len(result.findings[kind]))}")
        link.set("href", f"#{kind}")


def _table(section: Element, kind: str, found: tuple[CheckFinding, ...]) -> None:
    # The roles are said outright: a browser forgets them where cells are laid out as cards.
    table = SubElement(section, "table", role="table")
    _text(table, "caption", _EXPLAINED[kind])
    columns = _COLUMNS if kind == FAULT else _DOUBT_COLUMNS
    header = SubElement(SubElement(table, "thead", role="rowgroup"), "tr", role="row")
    for name in columns:
        _text(header, "th", name).attrib.update(scope="col", role="columnheader")
    body = SubElement(table, "tbody", role="rowgroup")
    for finding in found:
        row = SubElement(body, "tr", role="row")
        where = _text(row, "th", capitalise(finding.place.words) or "Hele eksporten")
        where.attrib.update(scope="row", role="rowheader")
        texts = (finding.place.wording, finding.given, finding.message, finding.allowed, finding.near)
        for name, text in zip(columns[1:], texts, strict=False):
            cell = _text(row, "td", text or "–")
            cell.attrib.update({"role": "cell", "data-label": name})
            if name in ("Der står", "Nærmeste gæt"):
                cell.set("class", "given")


def _notes(section: Element, found: tuple[CheckFinding, ...]) -> None:
    listed = SubElement(section, "ul")
    for finding in found:
        where = finding.place.words
        wording = f' "{finding.place.wording}"' if finding.place.wording else ""
        _text(listed, "li", f"{capitalise(where)}{wording}: {finding.message}" if where else finding.message)


def _text(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, tag)
    element.text = text
    return element

"""The link to the PDF on every web page: where it leads, what it says, and that it is there only with a PDF."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.base.paths import THEME
from helpers.web.pdf_link import PLACE_OF_DOWNLOAD, beside_the_pages, megabytes, offer_download

PAGE = f"<html><body><header>{PLACE_OF_DOWNLOAD}</header></body></html>"
PAGES = ("index.html", "404.html", "analyse/dybt/nede.html")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    for page in PAGES:
        path = tmp_path / "html" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE, encoding="utf-8")
    (tmp_path / "vaeresteder-2024.pdf").write_bytes(bytes(1_250_000))
    return tmp_path


def link_of(html: str) -> dict[str, str]:
    [link] = BeautifulSoup(html, "html.parser").select("header a.download")
    return {"text": link.get_text(), **link.attrs}


def test_the_link_leads_to_the_pdf_from_every_page_of_a_built_edition(edition: Path) -> None:
    pdf = edition / "vaeresteder-2024.pdf"
    offer_download(edition / "html", pdf)
    for page in PAGES:
        path = edition / "html" / page
        link = link_of(path.read_text(encoding="utf-8"))
        assert (path.parent / link["href"]).resolve() == pdf
        assert link["text"] == "Hent som PDF (1,3\u00a0MB)"
        assert link["type"] == "application/pdf"


def test_in_the_site_the_pdf_lies_among_the_pages(edition: Path) -> None:
    pdf = edition / "vaeresteder-2024.pdf"
    offer_download(edition / "html", pdf)
    for page in PAGES:
        path = edition / "html" / page
        link = link_of(beside_the_pages(path.read_text(encoding="utf-8"), path, edition / "html", pdf))
        assert (path.parent / link["href"]).resolve() == edition / "html" / "vaeresteder-2024.pdf"


def test_without_a_pdf_a_page_has_no_link(edition: Path) -> None:
    layout = (THEME / "html" / "layout.html").read_text(encoding="utf-8")
    assert layout.count(PLACE_OF_DOWNLOAD) == 1
    assert not BeautifulSoup(layout, "html.parser").select(".download")
    html = edition / "html"
    assert beside_the_pages(PAGE, html / "index.html", html, edition / "vaeresteder-2024.pdf") == PAGE


def test_sizes_have_a_decimal_comma(tmp_path: Path) -> None:
    file = tmp_path / "fil"
    file.write_bytes(bytes(849_999))
    assert megabytes(file) == "0,8"

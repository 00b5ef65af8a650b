"""The site under test: its pages, and where a browser finds them."""

from dataclasses import dataclass
from pathlib import Path

# One page of each kind: front pages, prose, charts and tables, the map, wide tables, a form, what is not found.
LIKE_ALL = (
    "index.html",
    "404.html",
    "2024/index.html",
    "2024/analysedel-1.html",
    "2024/metode.html",
    "2024/egne-standpunkter.html",
    "2024/rettelser.html",
    "2024/search.html",
)


@dataclass(frozen=True)
class Site:
    """The folder of the site, and the address (with a slash at its end) where it is served."""

    folder: Path
    address: str

    @property
    def pages(self) -> list[str]:
        """Every page, as its path within the site."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def at(self, page: str) -> str:
        """The page's address on the server."""
        return self.address + page

    def on_disk(self, page: str) -> str:
        """The page's address where the site lies on a disk or a memory stick."""
        path, mark, query = page.partition("?")
        return (self.folder / path).as_uri() + mark + query

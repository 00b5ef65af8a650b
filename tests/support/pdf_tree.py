"""The structure of a PDF as a tree to ask: what is read aloud, in which order, and as what."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from pdf_reading import painted, squeezed
from pikepdf import Array, Dictionary

CONTENTS_HEADING = "Indhold"


@dataclass
class Element:
    """A structure element: its type as the file names it and as a reader's program knows it."""

    raw: Any
    kind: str
    role: str
    parent: "Element | None"
    children: "list[Element]" = field(default_factory=list)
    # Texts, annotations and elements in reading order.
    content: list[Any] = field(default_factory=list)

    def all(self, *kinds: str) -> "list[Element]":
        """Those of some kinds below it, in reading order."""
        found = []
        for child in self.children:
            found += [child] if child.kind in kinds else []
            found += child.all(*kinds)
        return found

    @property
    def text(self) -> str:
        """What is read aloud of it; for a picture or a field what stands for it."""
        if "/ActualText" in self.raw or "/Alt" in self.raw:
            return str(self.raw.get("/ActualText", self.raw.get("/Alt")))
        parts = (part.text if isinstance(part, Element) else part for part in self.content)
        return "".join(part for part in parts if isinstance(part, str))

    @property
    def annotations(self) -> list[Any]:
        """The links and fields that it contains."""
        return [part for part in self.content if not isinstance(part, (str, Element))]

    def attribute(self, owner: str, key: str) -> Any:
        attributes = self.raw.get("/A", Array())
        for each in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(each, Dictionary) and str(each.get("/O")) == owner and key in each:
                return each[key]
        return None

    def __str__(self) -> str:
        return f"<{self.kind}> {self.text[:40]!r}"


class Reading:
    """A PDF as one reads it: what its pages show and what its structure says of that."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.root = pdf, pdf.Root
        maps: dict[Any, dict[int, str]] = {}
        self.pages = [list(painted(page, page.obj.get("/Resources"), maps)) for page in pdf.pages]
        self.marked: dict[tuple[Any, int], str] = {}
        for page, pieces in zip(pdf.pages, self.pages, strict=True):
            for piece in pieces:
                for mark in reversed(piece.marks):
                    if isinstance(mark, int):
                        key = page.obj.objgen, mark
                        self.marked[key] = self.marked.get(key, "") + piece.text
                        break
        # Which element reads which marked content, and which element an object of the file is.
        self.claims: list[tuple[tuple[Any, int], Element]] = []
        self.owners: dict[Any, Element] = {}
        self.annotations = [(page, each) for page in pdf.pages for each in page.obj.get("/Annots", [])]

    @cached_property
    def structure(self) -> Any:
        return self.root.get("/StructTreeRoot")

    @cached_property
    def top(self) -> list[Element]:
        if self.structure is None:
            return []
        roles = {str(key): str(value) for key, value in self.structure.get("/RoleMap", Dictionary()).items()}
        kids = self.structure.get("/K", Array())
        return [self._element(kid, None, roles, None) for kid in (kids if isinstance(kids, Array) else [kids])]

    @cached_property
    def elements(self) -> list[Element]:
        """All elements in reading order."""
        found: list[Element] = []

        def walk(element: Element) -> None:
            found.append(element)
            for child in element.children:
                walk(child)

        for element in self.top:
            walk(element)
        return found

    def all(self, *kinds: str) -> list[Element]:
        return [element for element in self.elements if element.kind in kinds]

    def _element(self, raw: Any, parent: Element | None, roles: dict[str, str], page: Any) -> Element:
        kind = role = str(raw.S)
        seen = {role}
        while role in roles and roles[role] not in seen:
            role = roles[role]
            seen.add(role)
        element = Element(raw, kind.lstrip("/"), role.lstrip("/"), parent)
        self.owners[raw.objgen] = element
        page = raw.get("/Pg", page)
        kids = raw.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                child = self._element(kid, element, roles, page)
                element.children.append(child)
                element.content.append(child)
            elif isinstance(kid, Dictionary) and "/Obj" in kid:
                element.content.append(kid.Obj)
            else:
                number = kid.MCID if isinstance(kid, Dictionary) else kid
                shown = kid.get("/Pg", page) if isinstance(kid, Dictionary) else page
                key = (shown.objgen if shown is not None else None), int(number)
                self.claims.append((key, element))
                element.content.append(self.marked.get(key, ""))
        return element

    @cached_property
    def parent_tree(self) -> dict[int, Any]:
        """By the number that a page or annotation has, the elements that its content belongs to, or its element."""
        tree = self.structure.get("/ParentTree") if self.structure is not None else None
        return dict(pikepdf.NumberTree(tree).items()) if tree is not None else {}

    def leads_somewhere(self, destination: Any) -> bool:
        """Whether a destination, or the name of one, is a page of the file."""
        if isinstance(destination, (pikepdf.String, pikepdf.Name)):
            names = self.root.get("/Names", Dictionary()).get("/Dests")
            destination = dict(pikepdf.NameTree(names)).get(str(destination)) if names is not None else None
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        pages = {page.obj.objgen for page in self.pdf.pages}
        return isinstance(destination, Array) and len(destination) > 0 and destination[0].objgen in pages

    def contents(self) -> list[str]:
        """The titles that the list of contents names, without their page numbers."""
        titles: list[str] = []
        within = False
        for element in self.elements:
            if re.fullmatch("H[1-6]", element.kind):
                within = squeezed(element.text) == CONTENTS_HEADING
            elif within and element.kind == "TOCI":
                # A joiner keeps the page number from the beginning of a line.
                titles.append(re.sub("\u2060?\\d+$", "", squeezed(element.text)))
        return titles

    def bookmarks(self) -> list[tuple[int, str, Any]]:
        """All bookmarks in order: depth from 1, title, destination."""
        found: list[tuple[int, str, Any]] = []

        def walk(items: Any, depth: int) -> None:
            for item in items:
                place = item.destination
                if place is None and item.action is not None:
                    place = item.action.get("/D")
                found.append((depth, squeezed(str(item.title)), place))
                walk(item.children, depth + 1)

        with self.pdf.open_outline() as outline:
            walk(outline.root, 1)
        return found

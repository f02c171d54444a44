# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The structure of a document for those who listen to it: headings, tables, lists, pictures.

reportlab draws pages but knows no structure, so the tree is written here as PDF asks for it
(ISO 32000-1, 14.7 and 14.8).
"""

from collections.abc import Iterator
from typing import Any

from coopdesk.language import Language


class Node:
    """One element: a tag such as "P" or "TH", in its parent, in reading order."""

    def __init__(self, tag: str, parent: "Node | None" = None, alternative: str = "") -> None:
        self.tag = tag
        self.parent = parent
        self.alternative = alternative
        self.kids: list[Node] = []
        self.marks: list[tuple[int, int]] = []
        if parent is not None:
            parent.kids.append(self)

    def add(self, tag: str, alternative: str = "") -> "Node":
        """A new element at the end of this one; `alternative` says a picture in words."""
        return Node(tag, self, alternative)


class Tags:
    """What has been marked on each page, and the tree it belongs to."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._pages: list[list[Node]] = [[]]

    def mark(self, node: Node) -> str:
        """The operator that begins a piece of this element on the present page."""
        page = self._pages[-1]
        node.marks.append((len(self._pages) - 1, len(page)))
        page.append(node)
        return f"/{node.tag} <</MCID {len(page) - 1}>> BDC"

    def turn(self) -> None:
        """From now on pieces stand on the next page."""
        self._pages.append([])

    def write(self, doc: Any, language: Language) -> None:
        """Puts the tree into reportlab's document, whose pages are all shown."""
        _drop_empty(self.root)
        pages = [_number(doc, f"Page{page + 1}") for page in range(len(self._pages))]
        tree = _reserve(doc, "StructTree")
        numbers = {id(node): _reserve(doc, f"Struct{at}") for at, node in enumerate(_all(self.root))}
        for at, node in enumerate(_all(self.root)):
            parent = numbers[id(node.parent)] if node.parent else tree
            doc.idToObject[f"Struct{at}"] = _element(node, parent, numbers, pages, language)
        parents = " ".join(
            f"{page} [{' '.join(f'{numbers[id(node)]} 0 R' for node in marked)}]"
            for page, marked in enumerate(self._pages)
        )
        doc.idToObject["StructTree"] = (
            f"<</Type /StructTreeRoot /K [{numbers[id(self.root)]} 0 R] "
            f"/ParentTree <</Nums [{parents}]>> /ParentTreeNextKey {len(pages)}>>"
        ).encode("ascii")
        for page in range(len(pages)):
            _join_page(doc.idToObject[f"Page{page + 1}"], page)
        _join_catalogue(doc)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _all(kid)


def _drop_empty(node: Node) -> bool:
    node.kids = [kid for kid in node.kids if not _drop_empty(kid)]
    # An empty cell holds its column.
    return not node.kids and not node.marks and node.tag not in ("TD", "TH")


def _reserve(doc: Any, name: str) -> int:
    doc.Reference(b"", name)
    return _number(doc, name)


def _number(doc: Any, name: str) -> int:
    return int(doc.idToObjectNumberAndVersion[name][0])


def _element(
    node: Node, parent: int, numbers: dict[int, int], pages: list[int], language: Language
) -> bytes:
    kids = [f"<</Type /MCR /Pg {pages[page]} 0 R /MCID {mark}>>" for page, mark in node.marks]
    kids += [f"{numbers[id(kid)]} 0 R" for kid in node.kids]
    extra = f" /Lang ({language})" if node.parent is None else ""
    if node.alternative:
        extra += f" /Alt <feff{node.alternative.encode('utf-16-be').hex()}>"
    if node.tag == "TH":
        extra += " /A <</O /Table /Scope /Column>>"
    return (
        f"<</Type /StructElem /S /{node.tag} /P {parent} 0 R /K [{' '.join(kids)}]{extra}>>"
    ).encode("ascii")


def _join_page(page: Any, key: int) -> None:
    # reportlab writes only the entries that a page names.
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents = key
    page.Tabs = "/S"


def _join_catalogue(doc: Any) -> None:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

    doc.Catalog.StructTreeRoot = PDFObjectReference("StructTree")
    doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

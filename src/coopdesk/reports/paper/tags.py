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

    __slots__ = ("alternative", "kids", "marks", "number", "parent", "tag")

    def __init__(self, tag: str, parent: "Node | None" = None, alternative: str = "") -> None:
        self.tag = tag
        self.parent = parent
        self.number = 0
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
        elements = list(_all(self.root))
        pages = [
            int(doc.idToObjectNumberAndVersion[f"Page{page + 1}"][0]) for page in range(len(self._pages))
        ]
        tree = doc.objectcounter + len(elements) + 1
        for at, node in enumerate(elements, doc.objectcounter + 1):
            node.number = at
        for node in elements:
            _keep(doc, _element(node, node.parent.number if node.parent else tree, pages, language))
        parents = " ".join(
            f"{page} [{' '.join(f'{node.number} 0 R' for node in marked)}]"
            for page, marked in enumerate(self._pages)
        )
        name = _keep(doc, (
            f"<</Type /StructTreeRoot /K [{self.root.number} 0 R] "
            f"/ParentTree <</Nums [{parents}]>> /ParentTreeNextKey {len(pages)}>>"
        ))  # fmt: skip
        for page in range(len(pages)):
            _join_page(doc.idToObject[f"Page{page + 1}"], page)
        _join_catalogue(doc, name)


def _all(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _all(kid)


def _drop_empty(node: Node) -> bool:
    node.kids = [kid for kid in node.kids if not _drop_empty(kid)]
    # An empty cell holds its column.
    return not node.kids and not node.marks and node.tag not in ("TD", "TH")


def _keep(doc: Any, written: str) -> str:
    """Gives reportlab's document one more object, already written out; the name it goes by.
    Its own `Reference` does the same, with checks that cost more than a table of names."""
    doc.objectcounter += 1
    name = f"Tag{doc.objectcounter}"
    doc.idToObjectNumberAndVersion[name] = (doc.objectcounter, 0)
    doc.numberToId[doc.objectcounter] = name
    doc.idToObject[name] = written.encode("ascii")
    return name


def _element(node: Node, parent: int, pages: list[int], language: Language) -> str:
    if len(node.marks) == 1 and not node.kids and not node.alternative and node.tag != "TH":
        page, mark = node.marks[0]
        return f"<</S /{node.tag} /P {parent} 0 R /Pg {pages[page]} 0 R /K {mark}>>"
    kids = [f"<</Type /MCR /Pg {pages[page]} 0 R /MCID {mark}>>" for page, mark in node.marks]
    kids += [f"{kid.number} 0 R" for kid in node.kids]
    extra = f" /Lang ({language})" if node.parent is None else ""
    if node.alternative:
        extra += f" /Alt <feff{node.alternative.encode('utf-16-be').hex()}>"
    if node.tag == "TH":
        extra += " /A <</O /Table /Scope /Column>>"
    return f"<</S /{node.tag} /P {parent} 0 R /K [{' '.join(kids)}]{extra}>>"


def _join_page(page: Any, key: int) -> None:
    # reportlab writes only the entries that a page names.
    page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
    page.StructParents = key
    page.Tabs = "/S"


def _join_catalogue(doc: Any, tree: str) -> None:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

    doc.Catalog.StructTreeRoot = PDFObjectReference(tree)
    doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

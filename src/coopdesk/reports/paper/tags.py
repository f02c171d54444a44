# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The structure of a document for those who listen to it: headings, tables, lists, pictures.

reportlab draws pages but knows no structure, so the tree is written here as PDF asks for it
(ISO 32000-1, 14.7 and 14.8).
"""

from typing import Any

from coopdesk.language import Language

_UNKNOWN = b"9999999999 0 R"
"""What stands for the number of the tree until it is known; as long as any number."""


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
        self._page_numbers: list[int] = []

    def mark(self, node: Node) -> str:
        """The operator that begins a piece of this element on the present page."""
        page = self._pages[-1]
        node.marks.append((len(self._pages) - 1, len(page)))
        page.append(node)
        return f"/{node.tag} <</MCID {len(page) - 1}>> BDC"

    def turn(self) -> None:
        """From now on pieces stand on the next page."""
        self._pages.append([])

    def announce(self, doc: Any) -> None:
        """Tells reportlab's document, whose pages are all shown, that a tree will follow."""
        _drop_empty(self.root)
        self._page_numbers = [
            int(doc.idToObjectNumberAndVersion[f"Page{page + 1}"][0]) for page in range(len(self._pages))
        ]
        for page in range(len(self._pages)):
            _join_page(doc.idToObject[f"Page{page + 1}"], page)
        _join_catalogue(doc)

    def complete(self, data: bytes, language: Language) -> bytes:
        """The finished file with the tree after its own objects.

        To hand every element to reportlab as an object of its document would take longer than to
        draw the pages.
        """
        start, size, trailer = _ending(data)
        elements: list[Node] = []
        _gather(self.root, elements)
        for number, node in enumerate(elements, size + 1):
            node.number = number
        objects = [self._tree(size)]
        for node in elements:
            parent = node.parent.number if node.parent else size
            objects.append(_element(node, parent, self._page_numbers, language))
        body, entries = _numbered(objects, size, start)
        own = data[data.index(b"\n", start + len(b"xref\n")) + 1 : trailer]
        count = size + len(objects)
        return b"".join([
            data[:start].replace(_UNKNOWN, b"%10d 0 R" % size, 1), body,
            b"xref\n0 %d\n" % count, own, entries,
            data[trailer : data.rindex(b"startxref")].replace(b"/Size %d" % size, b"/Size %d" % count, 1),
            b"startxref\n%d\n%%%%EOF\n" % (start + len(body)),
        ])  # fmt: skip

    def _tree(self, number: int) -> str:
        parents = " ".join(
            f"{page} [{' '.join(f'{node.number} 0 R' for node in marked)}]"
            for page, marked in enumerate(self._pages)
        )
        return (
            f"<</Type /StructTreeRoot /K [{number + 1} 0 R] "
            f"/ParentTree <</Nums [{parents}]>> /ParentTreeNextKey {len(self._pages)}>>"
        )


def _ending(data: bytes) -> tuple[int, int, int]:
    """Where the table of objects begins, how many it has, and where what follows it begins."""
    start = int(data[data.rindex(b"startxref") + len(b"startxref") :].split()[0])
    trailer = data.index(b"trailer", start)
    size = int(data[start:trailer].split(maxsplit=3)[2])
    return start, size, trailer


def _numbered(objects: list[str], first: int, offset: int) -> tuple[bytes, bytes]:
    """The objects as they stand in a file, and their entries in its table."""
    written: list[str] = []
    entries: list[str] = []
    for number, told in enumerate(objects, first):
        text = f"{number} 0 obj\n{told}\nendobj\n"
        written.append(text)
        entries.append(f"{offset:010d} 00000 n \n")
        offset += len(text)
    return "".join(written).encode("ascii"), "".join(entries).encode("ascii")


def _gather(node: Node, found: list[Node]) -> None:
    found.append(node)
    for kid in node.kids:
        _gather(kid, found)


def _drop_empty(node: Node) -> bool:
    if node.kids:
        node.kids = [kid for kid in node.kids if not _drop_empty(kid)]
    # An empty cell holds its column.
    return not node.kids and not node.marks and node.tag not in ("TD", "TH")


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


def _join_catalogue(doc: Any) -> None:
    from reportlab.pdfbase.pdfdoc import PDFDictionary

    doc.Catalog.StructTreeRoot = _UNKNOWN
    doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

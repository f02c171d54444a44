# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page of the handbook as a document, built block by block: nothing in it is guessed to be mark-up,
and nothing is loaded from anywhere."""

from collections.abc import Iterator

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextListFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from coopdesk.desk.handbook import LINK, TITLES
from coopdesk.records import markdown
from coopdesk.records.markdown import Block, Heading, ListBlock, Paragraph, Quote, Runs
from coopdesk.ui import look

MEASURE, BESIDE = 640, 24
"""As wide as one reads, in pixels: about 75 letters; and the room between the text and the scroll bar."""
LINE_HEIGHT = 150
TEXT, SECTION, TITLE = 16, 16, 28


class PageView(QTextBrowser):
    """Shows a text; a link to another page is told by `page_wanted` and opens nothing by itself."""

    page_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._colours: look.Palette | None = None
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        look.give(self, "writing")
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._followed)

    def _followed(self, address: QUrl) -> None:
        if address.toString() in TITLES:
            self.page_wanted.emit(address.toString())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The text stays as wide as one reads; the scroll bar stands at the edge of the window."""
        beside = max(BESIDE, self.contentsRect().width() - self.verticalScrollBar().width() - MEASURE)
        if self.viewportMargins().right() != beside:
            self.setViewportMargins(0, 0, beside, 0)
        super().resizeEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing: a page has no pictures, and no file is opened on its behalf."""
        return None

    @property
    def in_other_colours(self) -> bool:
        """Whether the text was written before the colours changed."""
        return self._colours is not None and self._colours != look.palette()

    def show_text(self, text: str) -> None:
        """Show a page from its beginning."""
        self._colours = look.palette()
        self.document().clear()
        writer = Writer(QTextCursor(self.document()))
        for block in markdown.parse(text):
            writer.write(block)
        self.moveCursor(QTextCursor.MoveOperation.Start)


class Writer:
    """Writes blocks into a document."""

    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor = cursor
        self._is_first = True
        self._colours = look.palette()

    def write(self, block: Block) -> None:
        """Write one block at the end."""
        if isinstance(block, Heading):
            title = block.level == 1
            self._begin(0 if title else 24, 12 if title else 4)
            self._runs(block.runs, self._format(TITLE if title else SECTION, strong=True, serif=title))
        elif isinstance(block, Paragraph):
            self._begin(0, 10)
            self._runs(block.runs, self._format(TEXT))
        elif isinstance(block, ListBlock):
            self._list(block)
        elif isinstance(block, Quote):
            for inner in block.blocks:
                self.write(inner)

    def _list(self, block: ListBlock) -> None:
        kind = QTextListFormat()
        styles = QTextListFormat.Style
        kind.setStyle(styles.ListDecimal if block.ordered else styles.ListDisc)
        made = None
        for item in block.items:
            self._begin(0, 6)
            if made is None:
                made = self._cursor.createList(kind)
            else:
                made.add(self._cursor.block())
            self._runs(item.runs, self._format(TEXT))

    def _begin(self, above: int, below: int) -> None:
        lines = QTextBlockFormat()
        lines.setTopMargin(above)
        lines.setBottomMargin(below)
        lines.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._is_first:
            self._cursor.setBlockFormat(lines)
        else:
            self._cursor.insertBlock(lines)
        self._is_first = False

    def _format(self, size: int, *, strong: bool = False, serif: bool = False) -> QTextCharFormat:
        font = QFont("PT Serif" if serif else "Inter")
        font.setPixelSize(size)
        weights = QFont.Weight
        font.setWeight(weights.Bold if serif else weights.DemiBold if strong else weights.Normal)
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(QColor(self._colours.ink))
        return made

    def _runs(self, runs: Runs, usual: QTextCharFormat) -> None:
        for run in runs:
            styled = QTextCharFormat(usual)
            if isinstance(run, markdown.Run):
                if run.bold:
                    styled.setFontWeight(QFont.Weight.DemiBold)
                styled.setFontItalic(run.italic)
                styled.setFontStrikeOut(run.struck)
            for words, key in pieces(run.text):
                self._cursor.insertText(words, self._link(styled, key) if key else styled)

    def _link(self, usual: QTextCharFormat, key: str) -> QTextCharFormat:
        made = QTextCharFormat(usual)
        made.setAnchor(True)
        made.setAnchorHref(key)
        made.setForeground(QColor(self._colours.accent))
        made.setFontUnderline(True)
        return made


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A text cut at its links: words, and the page they lead to, "" for none."""
    at = 0
    for found in LINK.finditer(text):
        yield text[at : found.start()], ""
        yield str(TITLES[found[1]]), found[1]
        at = found.end()
    yield text[at:], ""

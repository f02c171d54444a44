# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The third version: a text begun from both, or another value in the field's own editor."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coopdesk.desk.differences import TOKEN, Mark, Part, differences
from coopdesk.desk.entering import Entered
from coopdesk.records.declaration import Field
from coopdesk.ui import look
from coopdesk.ui.deciding.marked_text import UNDERLINE, pieces, spans
from coopdesk.ui.editors import EDITORS
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.editors.texts import FRAME, Paragraphs
from coopdesk.ui.look import give
from coopdesk.ui.work import Work

LEAST, MOST = 2, 10
Coloured = tuple[int, int, int]
"""Where words begin and end, and which side they come from (0 or 1)."""


def origins(before: str, sides: Sequence[Sequence[Part]], text: str) -> list[Coloured]:
    """The words of a text that stand in neither side's earlier text, with the side that added them."""
    added = [_words_added(parts) for parts in sides]
    found: list[Coloured] = []
    for start, end, mark in spans(
        part for part in differences(before, text) if part.mark is not Mark.REMOVED
    ):
        if mark is not Mark.ADDED:
            continue
        tokens = [(match.start(), match.end(), match[0]) for match in TOKEN.finditer(text, start, end)]
        found += _of_span(tokens, added)
    return _joined(found)


def _of_span(tokens: list[tuple[int, int, str]], added: Sequence[frozenset[str]]) -> list[Coloured]:
    """The sides of the words of one span; signs and spaces go with the words beside them."""
    sides = [_side_of(token, added) for _, _, token in tokens]
    known = [side for side in sides if side is not None]
    if not known:
        return []
    filled: list[Coloured] = []
    last = known[0]
    for (start, end, token), side in zip(tokens, sides, strict=True):
        last = last if side is None else side
        if side is not None or not token[0].isalnum():
            filled.append((start, end, last))
    return filled


def _side_of(token: str, added: Sequence[frozenset[str]]) -> int | None:
    if not token[0].isalnum():
        return None
    return next((at for at, words in enumerate(added) if token in words), None)


def _words_added(parts: Sequence[Part]) -> frozenset[str]:
    return frozenset(word for part in parts if part.mark is Mark.ADDED for word in TOKEN.findall(part.text))


def _joined(found: list[Coloured]) -> list[Coloured]:
    """Words that follow each other from the same side as one."""
    joined: list[Coloured] = []
    for start, end, side in found:
        if joined and joined[-1][1] == start and joined[-1][2] == side:
            joined[-1] = (joined[-1][0], end, side)
        else:
            joined.append((start, end, side))
    return joined


class ThirdText(Paragraphs):
    """The text of the third version; words of either side are underlined in its colour."""

    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        give(self, "third")
        self._before = ""
        self._sides: Sequence[Sequence[Part]] = ()
        self._coloured: list[Coloured] = []
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._look)
        self.resized.connect(self._fit)

    def compare(self, before: str, sides: Sequence[Sequence[Part]]) -> None:
        """Know what is compared."""
        self._before, self._sides = before, sides
        self._look()

    def _look(self) -> None:
        self._coloured = origins(self._before, self._sides, self.toPlainText())
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        wanted = max(LEAST, self.lines(MOST))
        self.setFixedHeight(wanted * self.fontMetrics().lineSpacing() + FRAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and Enter save."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then the lines under what comes from one side."""
        super().paintEvent(event)
        colours = look.palette()
        painter = QPainter(self.viewport())
        block = self.firstVisibleBlock()
        while block.isValid():
            area = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if area.top() > self.viewport().height():
                break
            for start, end, side in self._coloured:
                first, last = start - block.position(), end - block.position()
                for box in pieces(block.layout(), block.text(), max(0, first), last):
                    line = QRectF(
                        box.left() + area.left(), box.bottom() + area.top() - 1, box.width(), UNDERLINE
                    )
                    painter.fillRect(line, QColor(colours.accent if side == 0 else colours.them))
            block = block.next()
        painter.end()


class TextOfThird(Editor):
    """The third version of a text as an editor like any other."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ThirdText()
        self.text.textChanged.connect(self._changed)
        self.lines.addWidget(self.text)

    def put(self, entered: Entered, names: object) -> None:
        """Show a text."""
        if self.text.toPlainText() != entered:
            self.text.setPlainText(str(entered))

    def entered(self) -> Entered:
        """The text as typed."""
        return self.text.toPlainText()

    def widgets(self) -> list[QWidget]:
        """The text."""
        return [self.text]


def editor_of_third(what: Field, work: Work, is_text: bool) -> Editor:
    """The editor of a third version: with the colours of both sides for texts."""
    return TextOfThird() if is_text else EDITORS[type(what.kind)](what, work)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one writing area of a note: plain text, in which names, decisions and follow-ups show as such."""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from coopdesk.language import current
from coopdesk.ui.look import give
from coopdesk.ui.notes import marks
from coopdesk.ui.notes.marks import Marker, Names

LONGEST_MENTION = 40
_MENTION = re.compile(r"(?:^|[^\w@])@(?P<typed>[^\W\d_][^@\n]*)?$")


class Writing(QTextEdit):
    """The text. What is typed behind an @ is told, so that somebody can complete it."""

    typed = Signal()
    mention_typed = Signal(str)
    """What stands between an @ and the cursor, "" where the cursor is in no mention."""
    dropped = Signal(object)
    """Mime data of files or a picture, dropped or pasted."""

    def __init__(self) -> None:
        super().__init__()
        give(self, "writing")
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFont(marks.text_font())
        self.document().setDefaultFont(marks.text_font())
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.marker = Marker(self.document())
        self.keys: Callable[[QKeyEvent], bool] | None = None
        """Whoever takes keys first, such as an open list of names."""
        self._given_space = -1
        """Where the cursor stood behind a name that was completed with a space."""
        self._completed: set[str] = set()
        """Names that were taken from the list: whole, even while what they mean is still being made."""
        self._shaping = False
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._moved)

    # The text

    def text(self) -> str:
        """The whole text as it was typed, no-break spaces included."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def put(self, text: str) -> None:
        """Show another text; what was typed before cannot be undone into it."""
        self._shaping = True
        self._completed.clear()
        self.setPlainText(text)
        self._shape(joined=False)
        self._shaping = False
        self.document().clearUndoRedoStacks()
        self.marker.rehighlight()

    def place(self) -> tuple[int, int]:
        """Where the cursor stands: the number of its line, and the letters behind it in that line."""
        cursor = self.textCursor()
        return cursor.blockNumber(), cursor.block().length() - 1 - cursor.positionInBlock()

    def go_to(self, place: tuple[int, int]) -> None:
        """Go where the cursor stood in this text before it was put in order: a line that was written out
        is the same line, and whoever stood behind the last one stands behind it still."""
        number, letters_behind = place
        block = self.document().findBlockByNumber(number)
        cursor = self.textCursor()
        if block.isValid():
            cursor.setPosition(block.position() + max(0, block.length() - 1 - letters_behind))
        else:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def know(self, names: Names, on: date) -> None:
        """Whom the names of the text mean, and which day those without a year follow."""
        if names == self.marker.names and on == self.marker.on:
            return
        self.marker.names, self.marker.on = names, on
        self._dress()

    def complete(self, name: str) -> None:
        """Put a name in the place of what is typed behind the last @."""
        cursor = self.textCursor()
        found = _MENTION.search(self._before(cursor))
        if found is None:
            return
        self._completed.add(name.casefold())
        cursor.beginEditBlock()
        length = len(found["typed"] or "")
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, length)
        after = self.document().characterAt(self.textCursor().position())
        spaced = after not in (" ", ",", ".")
        cursor.insertText(f"{name} " if spaced else name)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._given_space = cursor.position() if spaced else -1

    def _before(self, cursor: QTextCursor) -> str:
        text = cursor.block().text()[: cursor.positionInBlock()]
        return text[-LONGEST_MENTION - 1 :]

    def _changed(self) -> None:
        if self._shaping:
            return
        self._shaping = True
        self._shape(joined=True)
        self._shaping = False
        self.typed.emit()
        self._tell_mention()

    def _dress(self) -> None:
        document = self.document()
        untouched = not document.isUndoAvailable() and not document.isRedoAvailable()
        self._shaping = True
        self.marker.rehighlight()
        self._shape(joined=True)
        self._shaping = False
        if untouched:
            document.clearUndoRedoStacks()
        self.viewport().update()

    def _shape(self, *, joined: bool) -> None:
        """Give every paragraph the room of its kind; one step with what was typed, for undo. In the
        middle of undoing nothing is given, or there would be nothing left to redo."""
        if joined and self.document().availableRedoSteps():
            return
        block = self.document().begin()
        while block.isValid():
            read = self.marker.read(block) if block.text().lstrip()[:1] in ("!", ">") else None
            has_meta = bool(read and marks.meta_parts(read, self.marker))
            wanted = marks.block_format(read.kind if read else None, has_meta)
            if _room(block) != (wanted.leftMargin(), wanted.bottomMargin()):
                cursor = QTextCursor(block)
                if joined:
                    cursor.joinPreviousEditBlock()
                else:
                    cursor.beginEditBlock()
                cursor.setBlockFormat(wanted)
                cursor.endEditBlock()
            block = block.next()

    # The cursor

    def _moved(self) -> None:
        here = self.textCursor().blockNumber() if self.hasFocus() else -1
        if here != self.marker.here:
            before = self.marker.here
            self.marker.here = here
            self._reread(before)
            self._reread(here)
        self._tell_mention()

    def _reread(self, number: int) -> None:
        block = self.document().findBlockByNumber(number)
        if number >= 0 and block.isValid() and block.text().lstrip()[:1] in ("!", ">"):
            self._shaping = True
            self.marker.rehighlightBlock(block)
            self._shaping = False
            self.viewport().update()

    def _tell_mention(self) -> None:
        cursor = self.textCursor()
        found = None if cursor.hasSelection() else _MENTION.search(self._before(cursor))
        said = (found["typed"] or "") if found else ""
        names = (*self.marker.names.sides, *self._completed)
        is_whole = any(said.casefold().startswith(name) for name in names)
        self.mention_typed.emit("" if is_whole or said.count(" ") > 3 else said)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The line of the cursor shows as it is typed."""
        super().focusInEvent(event)
        self._moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """All lines show as they are read."""
        super().focusOutEvent(event)
        before, self.marker.here = self.marker.here, -1
        self._reread(before)
        self.mention_typed.emit("")

    def event(self, event: QEvent) -> bool:
        """An open list of names comes before the shortcuts of the window; undo goes to the desk where
        nothing is left to undo here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.keys and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab) and self.keys(event):
                event.accept()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
                event.ignore()
                return False
            if event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key for the list of names while it is open, else for the text."""
        if self.keys and self.keys(event):
            event.accept()
            return
        if event.text() and event.text() in closing_signs():
            self._take_given_space()
        super().keyPressEvent(event)

    def _take_given_space(self) -> None:
        """A comma stands right behind a name: the space that was given with the name goes."""
        cursor = self.textCursor()
        is_here = not cursor.hasSelection() and cursor.position() == self._given_space
        if is_here and self._before(cursor).endswith(" "):
            cursor.deletePreviousChar()

    # Files

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, files and pictures."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Text goes into the text as plain text, files and pictures are told."""
        is_file = source.hasUrls() and all(url.isLocalFile() for url in source.urls())
        if is_file or (source.hasImage() and not source.hasText()):
            self.dropped.emit(source)
        elif source.hasText():
            self.textCursor().insertText(source.text().replace("\r\n", "\n").replace("\r", "\n"))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grounds and blocks, then the text."""
        painter = QPainter(self.viewport())
        offset = QPointF(0, -self.verticalScrollBar().value())
        block = self.cursorForPosition(QPoint(0, max(0, event.rect().top() - 60))).block()
        while block.isValid():
            area = self.document().documentLayout().blockBoundingRect(block).translated(offset)
            if area.top() > event.rect().bottom() + 40:
                break
            if area.bottom() >= event.rect().top() - 40:
                self._paint(painter, block, offset)
            block = block.next()
        painter.end()
        super().paintEvent(event)

    def _paint(self, painter: QPainter, block: QTextBlock, offset: QPointF) -> None:
        read = self.marker.read(block) if block.text().lstrip()[:1] in ("!", ">") else None
        layout = block.layout()
        origin = layout.position() + offset
        marks.draw_chips(painter, block, origin, self.marker)
        if read:
            last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
            height = last.y() + last.height() if last else 24
            area = QRect(0, int(origin.y()), self.viewport().width(), int(height))
            marks.draw_block(painter, area, read, self.marker, _has_meta_room(block))


def closing_signs() -> str:
    """The signs that stand right behind a word in the current language."""
    return ",.)…" if current() == "fr" else ",.)…;:!?"


def _room(block: QTextBlock) -> tuple[float, float]:
    made = block.blockFormat()
    return made.leftMargin(), made.bottomMargin()


def _has_meta_room(block: QTextBlock) -> bool:
    return bool(block.blockFormat().bottomMargin() >= marks.AROUND + marks.META_ROOM)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of what is due: painted rows with a round tick, a direction and the distance in days."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from coopdesk.desk.today_page import DueRow
from coopdesk.records.rules.due import DueKind
from coopdesk.ui import days, icons, look, painted
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Chip, Ink
from coopdesk.ui.today.due_model import DueModel, Foot, Heading, Index, meta, sides, title

ROW, FIRST_HEADING, HEADING, FOOT = 52, 36, 32, 44
PAD, TICK, TEXT = 16, 20, 48
CHIP_ROOM, DAY_ROOM = 152, 108
NARROW = 560
"""Below this width the direction stands in the second line instead of a chip of its own."""
POSTPONE = ("r", "к")
"""The same key in the Latin and the Cyrillic layout."""
NO_TICK = {DueKind.NOTICE: "hourglass", DueKind.OPPORTUNITY: "coins"}


class DueList(QListView):
    """What is due. Space ticks, R puts off, Enter opens."""

    done_wanted = Signal(object)
    put_off_wanted = Signal(object)
    open_wanted = Signal(object)
    more_wanted = Signal(object)
    painted_first = Signal()

    def __init__(self, model: DueModel) -> None:
        super().__init__()
        self._due = model
        self._hovered = -1
        self._shown = False
        self.setModel(model)
        self.setItemDelegate(DuePainter(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        look.give(self, "bare-list")

    @property
    def due(self) -> DueModel:
        """The model."""
        return self._due

    @property
    def hovered(self) -> int:
        """The row under the mouse, -1 for none."""
        return self._hovered

    def current(self) -> DueRow | Foot | None:
        """What is chosen."""
        entry = self._due.entry(self.currentIndex())
        return None if isinstance(entry, Heading) else entry

    def choose(self, row: int) -> None:
        """Make a row the current one."""
        if row >= 0:
            self.setCurrentIndex(self._due.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that act on the row; the others move about."""
        entry = self.current()
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(entry)
        elif key == Qt.Key.Key_Space and plain:
            self._tick(entry)
        elif plain and event.text().lower() in POSTPONE and isinstance(entry, DueRow):
            self.put_off_wanted.emit(entry)
        elif event.text() and event.text().isprintable() and plain:
            event.ignore()  # typing finds nothing here; a shortcut of the window may want it
        else:
            super().keyPressEvent(event)

    def _tick(self, entry: DueRow | Foot | None) -> None:
        if isinstance(entry, DueRow):
            self.done_wanted.emit(entry)
        elif entry:
            self._open(entry)

    def _open(self, entry: DueRow | Foot | None) -> None:
        if isinstance(entry, DueRow):
            self.open_wanted.emit(entry)
        elif entry:
            self.more_wanted.emit(entry)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick does it, anywhere else it opens."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        index = self.indexAt(point)
        entry = self._due.entry(index)
        if entry is None or isinstance(entry, Heading):
            return
        if isinstance(entry, DueRow) and point.x() < TEXT - 4:
            self.done_wanted.emit(entry)
        else:
            self._open(entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def leaveEvent(self, event: object) -> None:
        """No row is under the mouse."""
        self._hover(QModelIndex())

    def _hover(self, index: QModelIndex) -> None:
        is_row = index.isValid() and not isinstance(self._due.entry(index), Heading)
        row = index.row() if is_row else -1
        if row != self._hovered:
            self._hovered = row
            cursor = Qt.CursorShape.PointingHandCursor if is_row else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(cursor)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and say so the first time there is something."""
        super().paintEvent(event)
        if not self._shown and self._due.rowCount():
            self._shown = True
            self.painted_first.emit()


class DuePainter(QStyledItemDelegate):
    """Draws a heading, a row or the foot."""

    def __init__(self, shown_in: DueList) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are 52 high, headings lower."""
        entry = self._list.due.entry(index)
        if isinstance(entry, Heading):
            return QSize(0, HEADING if index.row() else FIRST_HEADING)
        return QSize(0, FOOT if isinstance(entry, Foot) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry = self._list.due.entry(index)
        area: QRect = option.rect
        painter.save()
        if isinstance(entry, Heading):
            self._draw_heading(painter, area, entry)
        elif isinstance(entry, Foot):
            self._draw_foot(painter, area, entry, self._is_current(index), index.row() == self._list.hovered)
        elif entry is not None:
            self._draw_row(painter, area, entry, index)
        painter.restore()

    def _is_current(self, index: Index) -> bool:
        return index.row() == self._list.currentIndex().row()

    def _draw_heading(self, painter: QPainter, area: QRect, heading: Heading) -> None:
        colours = look.palette()
        ink = Ink(META, SEMIBOLD, colours.alert if heading.late else colours.ink3)
        line = area.adjusted(PAD, 4, -PAD, 0)
        width = painted.write(painter, line, heading.text, ink)
        count = Ink(META, NORMAL, ink.colour)
        painted.write(painter, line.adjusted(width + 8, 0, 0, 0), str(heading.count), count)

    def _draw_foot(
        self, painter: QPainter, area: QRect, foot: Foot, is_current: bool, is_hovered: bool
    ) -> None:
        colours = look.palette()
        if is_current or is_hovered:
            painted.fill(painter, area, colours.tint if is_current else colours.hover)
        painted.fill(painter, QRect(area.left(), area.top(), area.width(), 1), colours.line)
        ink = Ink(BODY, MEDIUM, colours.accent)
        painted.write(painter, area.adjusted(TEXT - 3, 0, -PAD, 0), foot.text, ink)
        if is_current and self._list.hasFocus():
            painted.fill(painter, QRect(area.left(), area.top() + 1, 3, area.height()), colours.accent)

    def _draw_row(self, painter: QPainter, area: QRect, row: DueRow, index: Index) -> None:
        colours = look.palette()
        is_current = self._is_current(index)
        if is_current:
            painted.fill(painter, area, colours.tint)
            if self._list.hasFocus():
                painted.fill(painter, QRect(area.left(), area.top(), 3, area.height()), colours.accent)
        elif index.row() == self._list.hovered:
            painted.fill(painter, area, colours.hover)
        self._draw_tick(painter, area, row, is_current)
        right = area.right() - PAD
        longest_words = days.distance(min(self._list.due.latest, -88))
        longest = painted.width_of(painter, longest_words, Ink(META, NORMAL, colours.ink))
        room = max(DAY_ROOM, longest)
        self._draw_day(painter, QRect(right - room, area.top(), room, ROW), row)
        end = right - room - 12
        before, after = sides(row)
        second = meta(row)
        if area.width() < NARROW:
            second = " · ".join(part for part in (second, f"{before} → {after}" if after else before) if part)
        elif before:
            chip = self._chip(row, before, after, is_current)
            painted.draw_chip(painter, end - CHIP_ROOM - 4, area.center().y() + 1, CHIP_ROOM, chip)
            end -= CHIP_ROOM + 16
        texts = QRect(area.left() + TEXT, area.top(), max(0, end - area.left() - TEXT), ROW)
        faded = self._list.due.is_done(row)
        name = Ink(BODY, MEDIUM, colours.ink3 if faded else colours.ink)
        painted.write(painter, QRect(texts.left(), area.top() + 8, texts.width(), 20), title(row), name)
        grey = Ink(META, NORMAL, colours.ink2 if is_current else colours.ink3)
        painted.write(painter, QRect(texts.left(), area.top() + 28, texts.width(), 16), second, grey)
        self._draw_line(painter, area, index, colours.line)

    def _draw_line(self, painter: QPainter, area: QRect, index: Index, colour: str) -> None:
        """The hairline to the next row, which starts under the title."""
        following = self._list.due.entry(self._list.due.index(index.row() + 1))
        if isinstance(following, DueRow):
            left = area.left() + TEXT
            line = QRect(left, area.bottom(), area.right() - PAD - left, 1)
            painted.fill(painter, line, colour)

    def _chip(self, row: DueRow, before: str, after: str, is_current: bool) -> Chip:
        colours, chip = look.palette(), Chip(before, after)
        if row.side == "ours":
            return chip.ours(colours, is_current)
        return chip.theirs(colours) if row.side == "theirs" else chip.neutral(colours)

    def _draw_tick(self, painter: QPainter, area: QRect, row: DueRow, is_current: bool) -> None:
        colours = look.palette()
        square = QRect(QPoint(area.left() + PAD, area.center().y() - TICK // 2 + 1), QSize(TICK, TICK))
        if not self._list.due.can_be_done(row):
            icons.draw(painter, NO_TICK.get(row.kind, "clock"), square, colours.ink3)
            return
        done = self._list.due.is_done(row)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(QColor(colours.good if done else colours.accent if is_current else colours.line2), 1.25)
        )
        painter.setBrush(QColor(colours.good_tint if done else colours.surface))
        painter.drawEllipse(QRectF(square).adjusted(0.6, 0.6, -0.6, -0.6))
        if done or is_current:
            colour = colours.good if done else colours.accent
            icons.draw(painter, "check", square.adjusted(3, 3, -3, -3), colour)

    def _draw_day(self, painter: QPainter, area: QRect, row: DueRow) -> None:
        colours, on = look.palette(), self._list.due.on
        late = row.days < 0
        shown = days.short(row.on, on) if late else days.with_weekday(row.on, on)
        ink = Ink(BODY, MEDIUM if not late else NORMAL, colours.alert if late else colours.ink)
        painted.write(painter, QRect(area.left(), area.top() + 8, area.width(), 20), shown, ink, RIGHT)
        distance = Ink(META, NORMAL, colours.alert if late else colours.ink3)
        below = QRect(area.left(), area.top() + 28, area.width(), 16)
        painted.write(painter, below, days.distance(row.days), distance, RIGHT)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names as chips in a line, such as those present, with a field to add one by typing."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QSizePolicy, QVBoxLayout

from coopdesk.desk.desk import Desk
from coopdesk.desk.note_people import Known, Side
from coopdesk.language import N_, Message
from coopdesk.ui import icons, look, painted
from coopdesk.ui.chips import Flow
from coopdesk.ui.editors.new_link import CREATE
from coopdesk.ui.finding import Finder, Found
from coopdesk.ui.look import give
from coopdesk.ui.notes import marks
from coopdesk.ui.notes.mentions import ADD, TO_MAKE
from coopdesk.ui.painted import MEDIUM, META, Ink
from coopdesk.ui.panel import Panel, Words
from coopdesk.ui.work import Outcome, Work

TAKE_OUT = N_("Take out")
REMOVES = N_("Delete takes out")
AS_TYPED = "="
"""The key of a line of the list that stands for the typed name itself."""


class NameChip(QAbstractButton):
    """One name; Delete takes it out, Enter or a click opens what else can be done."""

    out_wanted = Signal()

    def __init__(self, name: str, side: Side, remark: str) -> None:
        super().__init__()
        self._name, self._side = name, side
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name}, {remark}" if remark else name)
        self.setAccessibleDescription(str(REMOVES))

    def sizeHint(self) -> QSize:
        """As wide as the name, at most 240."""
        font = self.font()
        font.setPixelSize(META)
        font.setWeight(MEDIUM)
        return QSize(min(QFontMetrics(font).horizontalAdvance(self._name) + 17, 240), painted.CHIP_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes out, the arrows go from name to name."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.out_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The name on the ground of its side."""
        colours = look.palette()
        painter = QPainter(self)
        painted.box(
            painter, self.rect(), 4, marks.fill_of(self._side, colours), "" if self._side else colours.line
        )
        ink = Ink(META, MEDIUM, marks.ink_of(self._side, colours))
        painted.write(painter, self.rect().adjusted(8, 0, -7, 0), self._name, ink)
        if self.hasFocus():
            painted.ring(painter, self.rect(), colours, 4)
        painter.end()


class AddLine(QLineEdit):
    """The field to add a name; Esc gives up."""

    given_up = Signal()
    emptied = Signal()
    """The keyboard went elsewhere and nothing is typed."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """An empty field goes when the keyboard goes on; a list below it is a part of it."""
        super().focusOutEvent(event)
        if not self.text().strip() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.emptied.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class NamesField(Panel):
    """The chips and the field."""

    added = Signal(object)
    """A Known that was chosen, or a typed name as str."""
    taken_out = Signal(int)
    role_chosen = Signal(int, str)

    def __init__(
        self,
        work: Work,
        ask: Callable[[Desk, str], list[Known]],
        add: Message,
        field: Message,
        label: Words | None,
    ) -> None:
        super().__init__()
        self._work, self._ask_desk = work, ask
        self.takes_names = False
        """Whether a name that nobody kept has may be added as it is typed."""
        self.roles: dict[str, Message] = {}
        self._known: dict[str, Known] = {}
        self.chips: list[NameChip] = []
        self.add = self.button(add, "quiet-small")
        self.add.clicked.connect(self.begin_adding)
        self.line = AddLine()
        give(self.line, "note-add")
        self.name(self.line, field)
        self.wording.say(self._ask_for, field)
        self.line.hide()
        self.finder = Finder(self.line, self._ask)
        self.finder.picked.connect(self._picked)
        self.line.returnPressed.connect(self._entered)
        self.line.given_up.connect(self._end_adding)
        self.line.emptied.connect(self._fold_line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._flow = Flow(6)
        if label:
            head = self.label(label, "meta")
            head.setMinimumHeight(24)
            self._flow.addWidget(head)
        self._flow.addWidget(self.add)
        self._flow.addWidget(self.line)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(self._flow)

    def _ask_for(self, words: str) -> None:
        """Say what is to be typed, in a field that is wide enough for it."""
        self.line.setPlaceholderText(words)
        font = self.line.font()
        font.setPixelSize(META)
        self.line.setFixedWidth(max(180, QFontMetrics(font).horizontalAdvance(words) + 20))

    def show_names(self, names: Sequence[tuple[str, Side, str]]) -> None:
        """Show these names: (name, side, remark)."""
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [NameChip(*one) for one in names]
        for widget in (self.add, self.line):
            self._flow.removeWidget(widget)
        for at, chip in enumerate(self.chips):
            chip.out_wanted.connect(partial(self._take_out, at))
            chip.clicked.connect(partial(self._open_menu, at))
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add)
        self._flow.addWidget(self.line)
        self._flow.invalidate()
        self.updateGeometry()
        self._order()
        if focused >= 0:
            (self.chips[min(focused, len(self.chips) - 1)] if self.chips else self.add).setFocus()

    def length(self) -> int:
        """The width that all names and the button need in one line."""
        return self._flow.length()

    def _order(self) -> None:
        # A new chip is last of the whole window: it is led to its place, not the field to the chip. Qt
        # orders nothing behind a widget that takes no keyboard.
        before = self.add.previousInFocusChain()
        while before and before is not self.add and not before.focusPolicy():
            before = before.previousInFocusChain()
        widgets = [*([before] if before else []), *self.chips, self.add, self.line]
        for first, second in pairwise(widgets):
            self.setTabOrder(first, second)

    def showEvent(self, event: object) -> None:
        """Icons in the colours of now."""
        self.in_new_colours()

    def in_new_colours(self) -> None:
        """The sign of adding in the colours of now."""
        self.add.setIcon(icons.icon("plus", look.palette().accent, icons.CHIP))
        self.add.setIconSize(QSize(icons.CHIP, icons.CHIP))

    def begin_adding(self) -> None:
        """Let a name be typed."""
        self.add.hide()
        self.line.show()
        self.line.setFocus()

    def _end_adding(self) -> None:
        self._fold_line()
        self.add.setFocus()

    def _fold_line(self) -> None:
        self.line.clear()
        self.add.show()
        self.line.hide()

    def _ask(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        self._work.ask(partial(self._found, text=text), receiver, lane="finding")

    def _found(self, desk: Desk, text: str) -> list[Found]:
        found = self._ask_desk(desk, text) if text else []
        self._known = {one.id: one for one in found}
        lines = [_line(one) for one in found]
        if not self.takes_names or not text:
            return lines
        # Enter takes the first line: where nobody is found, the name as it is typed, never a new record.
        there = [line for line in lines if line.type not in TO_MAKE]
        offers = [line for line in lines if line.type in TO_MAKE]
        return [*there, Found(AS_TYPED, ADD.format(name=text), icon="plus"), *offers]

    def _picked(self, found: Found) -> None:
        typed = self.line.text().strip()
        if not typed:
            return  # Enter is told by the list and by the field
        one = self._known.get(found.key)
        self.line.clear()
        self.added.emit(one or typed)
        QTimer.singleShot(0, self._added)

    def _added(self) -> None:
        if self.takes_names:
            self.begin_adding()
        else:
            self._end_adding()

    def _entered(self) -> None:
        typed = self.line.text().strip()
        if not typed:
            self._end_adding()
        elif self.takes_names:
            self.line.clear()
            self.added.emit(typed)
        elif self.finder.best:
            self._picked(self.finder.best)

    def _take_out(self, at: int) -> None:
        self.taken_out.emit(at)

    def _open_menu(self, at: int, *_: object) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.chips[at].text())
        for key, words in self.roles.items():
            menu.addAction(str(words)).triggered.connect(partial(self._choose_role, at, key))
        if self.roles:
            menu.addSeparator()
        out = menu.addAction(icons.icon("x", look.palette().ink2), str(TAKE_OUT))
        out.triggered.connect(partial(self._menu_out, at))
        chip = self.chips[at]
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _choose_role(self, at: int, key: str, *_: object) -> None:
        self.role_chosen.emit(at, key)

    def _menu_out(self, at: int, *_: object) -> None:
        self.taken_out.emit(at)


def _line(one: Known) -> Found:
    if one.type in TO_MAKE:
        return Found(one.id, CREATE.format(name=one.name), one.remark, one.type, "plus")
    return Found(one.id, one.name, one.remark, one.type)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One version as a card: whose it is, what it changed, what it rests on, and the button that keeps it."""

from datetime import date, datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.desk.differences import Mark, Part
from coopdesk.desk.weighing import Side
from coopdesk.language import N_, NC_
from coopdesk.ui import days, look, painted
from coopdesk.ui.deciding.marked_text import MarkedText
from coopdesk.ui.painted import META, SEMIBOLD, Ink
from coopdesk.ui.panel import ElidedLabel, Panel, plain_label, wrapped_label
from coopdesk.ui.sign import Sign

KEEP = NC_("button", "Keep this text")
RESTS_ON = N_("Rests on the text of {day}; the other change was not known there yet.")
RESTS_ON_NOTHING = N_("The other change was not known there yet.")
EMPTY = NC_("version", "(empty)")
BAR, RADIUS, DISC = 3, 8, 32


def clock(at: datetime, on: date) -> str:
    """A day and the time: 18 November, 09:20."""
    return f"{days.day_and_month(at.date(), on)}, {at:%H:%M}"


def initials(name: str) -> str:
    """The first letters of the first and the last name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Disc(QWidget):
    """The initials of a person on a disc in the colour of the side."""

    def __init__(self, is_first: bool) -> None:
        super().__init__()
        self._is_first = is_first
        self._text = ""
        self.setFixedSize(QSize(DISC, DISC))

    def show_name(self, name: str) -> None:
        """Show somebody's initials."""
        self._text = initials(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc."""
        colours = look.palette()
        ink, fill = (
            (colours.accent, colours.tint) if self._is_first else (colours.them_text, colours.them_tint)
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QRectF(self.rect()))
        painted.write(
            painter, self.rect(), self._text, Ink(META, SEMIBOLD, ink), Qt.AlignmentFlag.AlignCenter
        )
        painter.end()


class SideCard(Panel):
    """A version; `kept` carries its number when it is chosen."""

    kept = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__("card")
        self._place = place
        self._side: Side | None = None
        self._number = 0
        self._disc = Disc(place == 0)
        self._officer = ElidedLabel("name")
        self._device = ElidedLabel("meta")
        self._when = plain_label("meta")
        self.text = MarkedText()
        self._eye = Sign("eye", 14, lambda colours: colours.ink3)
        self._rests = wrapped_label("meta")
        self.keep = keyed(self.button(KEEP, "keep"), str(place + 1))
        self.keep.clicked.connect(self._keep)
        self._lay_out()

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._officer)
        who.addWidget(self._device)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._disc)
        head.addLayout(who, 1)
        head.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._rests, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 14 + BAR, 16, 16)
        lines.setSpacing(12)
        lines.addLayout(head)
        lines.addWidget(self.text)
        lines.addStretch(1)
        lines.addLayout(foot)
        lines.addWidget(self.keep)

    def show_side(self, side: Side, on: date) -> None:
        """Show a version."""
        self._side, self._number = side, side.number
        self._disc.show_name(side.officer)
        self._officer.setText(side.officer)
        self._device.setText(side.device)
        self._when.setText(clock(side.at, on))
        shown = side.parts if any(part.text for part in side.parts) else (Part(Mark.SAME, str(EMPTY)),)
        self.text.show_parts(shown)
        rests = RESTS_ON.format(day=days.day_and_month(side.saw.date(), on)) if side.saw else RESTS_ON_NOTHING
        self._rests.setText(str(rests))
        self.keep.setAccessibleDescription(f"{side.officer}, {side.device}")

    def _keep(self) -> None:
        self.kept.emit(self._number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar at the top in the colour of the side."""
        super().paintEvent(event)
        colours = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(whole)
        colour = colours.accent if self._place == 0 else colours.them
        painter.fillRect(QRect(0, 0, self.width(), BAR), QColor(colour))
        painter.end()


def keyed(button: QPushButton, key: str, role: str = "key") -> QPushButton:
    """A button that shows its key at its right end."""
    cap = plain_label(role, key)
    cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    line = QHBoxLayout(button)
    line.setContentsMargins(12, 0, 10, 0)
    line.addStretch(1)
    line.addWidget(cap)
    return button

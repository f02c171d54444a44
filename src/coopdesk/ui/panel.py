# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every part of the window shares: words that follow the language, and labels that never
read a record's text as mark-up."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.language import Message
from coopdesk.ui.look import give, palette

Words = Message | Callable[[], str]


class Wording:
    """The words of one part of the window, said again when the language changes."""

    def __init__(self) -> None:
        self._said: list[tuple[Callable[[str], object], Words]] = []

    def say(self, setter: Callable[[str], object], words: Words) -> None:
        """Put the words through `setter` now and after each change of language."""
        self._said.append((setter, words))
        setter(_spoken(words))

    def again(self) -> None:
        """Say everything in the language that is current now."""
        for setter, words in self._said:
            setter(_spoken(words))


def _spoken(words: Words) -> str:
    return str(words) if isinstance(words, Message) else words()


class Panel(QWidget):
    """A part of the window with a role in the style sheet and words of its own."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wording = Wording()
        self._colours = palette()
        if role:
            give(self, role)
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language and of the colours."""
        if event.type() == QEvent.Type.LanguageChange:
            self.wording.again()
            self.after_language_change()
        elif event.type() == QEvent.Type.StyleChange and self._colours is not palette():
            self._colours = palette()
            self.in_new_colours()
        super().changeEvent(event)

    def in_new_colours(self) -> None:
        """For panels that show icons: what they are drawn in has changed."""

    def after_language_change(self) -> None:
        """For panels that show more than fixed words."""

    def label(self, words: Words | None = None, role: str = "") -> QLabel:
        """A label in plain text."""
        made = plain_label(role)
        if words is not None:
            self.wording.say(made.setText, words)
        return made

    def button(self, words: Words, role: str = "") -> QPushButton:
        """A button; its words are its accessible name too."""
        made = QPushButton()
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setAutoDefault(False)
        if role:
            give(made, role)
        self.wording.say(made.setText, words)
        self.wording.say(made.setAccessibleName, words)
        return made

    def name(self, widget: QWidget, words: Words) -> None:
        """Give a widget its accessible name."""
        self.wording.say(widget.setAccessibleName, words)


def column(widget: QWidget) -> QVBoxLayout:
    """The layout of a widget whose parts stand one below the other, edge to edge."""
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made


def plain_label(role: str = "", text: str = "") -> QLabel:
    """A label that shows any text as it is, mark-up included."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if role:
        give(made, role)
    return made


def wrapped_label(role: str = "", text: str = "") -> QLabel:
    """A plain label of several lines."""
    made = plain_label(role, text)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


class ElidedLabel(QLabel):
    """A plain label of one line that ends in … where there is no room; all of it on hover."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            give(self, role)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if shown == self.text() else _escaped(self.text()))
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), int(self.alignment()), shown)
        painter.end()


def _escaped(text: str) -> str:
    from html import escape

    return escape(text)


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    give(made, "rule")
    return made


def on_button(text: str) -> str:
    """A record's text as a button shows it: & is a letter there, not a shortcut."""
    return text.replace("&", "&&")

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one banner: what happened, and at most two things to do about it."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from coopdesk.language import N_, Message
from coopdesk.ui.look import give
from coopdesk.ui.panel import Panel, wrapped_label

CLOSE = N_("Close")
ANNOUNCEMENT = N_("Message")
Act = Callable[[], None]


class Banner(Panel):
    """Stands below the screen while there is something to say: it covers nothing and moves nothing."""

    def __init__(self) -> None:
        super().__init__("canvas")
        self._acts: tuple[Act | None, Act | None] = (None, None)
        self._frame = QFrame()
        give(self._frame, "banner")
        self._title = wrapped_label("name")
        self._text = wrapped_label()
        self._first = self._make_button()
        self._second = self._make_button()
        self._close = self.button(CLOSE, "quiet")
        self.name(self._frame, ANNOUNCEMENT)
        self._lay_out()
        self._first.clicked.connect(self._first_clicked)
        self._second.clicked.connect(self._second_clicked)
        self._close.clicked.connect(self.hide)
        self.hide()

    def _make_button(self) -> QPushButton:
        made = QPushButton()
        made.setAutoDefault(False)
        made.hide()
        return made

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        line = QHBoxLayout(self._frame)
        line.setContentsMargins(16, 10, 8, 10)
        line.setSpacing(8)
        line.addLayout(texts, 1)
        line.addWidget(self._first)
        line.addWidget(self._second)
        line.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.addWidget(self._frame)

    def tell(
        self,
        title: str,
        text: str = "",
        first: tuple[Message, Act] | None = None,
        second: tuple[Message, Act] | None = None,
    ) -> None:
        """Say something, with buttons to act on it; what was said before goes."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        for button, act in ((self._first, first), (self._second, second)):
            words = str(act[0]) if act else ""
            button.setText(words)
            button.setAccessibleName(words)
            button.setVisible(act is not None)
        self._acts = (first[1] if first else None, second[1] if second else None)
        worked_on = QApplication.focusWidget()
        stays = worked_on if worked_on and is_in_sight(worked_on) else None
        self.show()
        whole = self.parentWidget()
        around = whole.layout() if whole else None
        if stays and around:
            around.activate()  # the screen above is lower from now on
            bring_in_sight(stays)

    @property
    def told(self) -> str:
        """What is said now, "" for nothing."""
        return "" if self.isHidden() else f"{self._title.text()} {self._text.text()}".strip()

    def after_language_change(self) -> None:
        """What was said in another language has been read."""
        self.hide()

    def _first_clicked(self) -> None:
        self._act(0)

    def _second_clicked(self) -> None:
        self._act(1)

    def _act(self, which: int) -> None:
        act = self._acts[which]
        self.hide()
        if act:
            act()


def is_in_sight(widget: QWidget) -> bool:
    """Whether the row or the letter that has the keyboard is seen; other widgets have none."""
    if isinstance(widget, QAbstractItemView):
        return widget.viewport().rect().intersects(widget.visualRect(widget.currentIndex()))
    if isinstance(widget, QTextEdit):
        return widget.viewport().rect().intersects(widget.cursorRect())
    return False


def bring_in_sight(widget: QWidget) -> None:
    """Scroll to the row or the letter that has the keyboard, as little as is needed."""
    if isinstance(widget, QAbstractItemView):
        widget.scrollTo(widget.currentIndex())
    elif isinstance(widget, QTextEdit):
        widget.ensureCursorVisible()

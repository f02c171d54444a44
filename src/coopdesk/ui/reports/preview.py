# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The preview of a report: its pages, and above them what one does with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.language import N_, Message
from coopdesk.ui import icons, look
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.reports.page_view import PAGES, PageView
from coopdesk.ui.reports.paper import Paper
from coopdesk.ui.work import Work

PREVIEW = N_("Preview")
PERCENT = N_("{n}%")
SMALLER, LARGER, FIT = N_("Smaller"), N_("Larger"), N_("Fit the width")
PREVIOUS_PAGE, NEXT_PAGE = N_("Previous page"), N_("Next page")
SAVE, PRINT = N_("Save as PDF…"), N_("Print…")
NOTHING_YET = N_("The report appears here")
SIZES = {"+": "larger", "-": "smaller", "*": "fit"}
"""Keys while the keyboard is in the preview."""
DRAWING = N_("Drawing the report…")


class Preview(Panel):
    """Pages with their tools, or a sentence in their place."""

    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__("side")
        self.paper: Paper | None = None
        self._said: Message | str = ""
        self.pages = PageView(work)
        self.pages.moved.connect(self._show_place)
        self.name(self.pages, PREVIEW)
        self._title = plain_label("section")
        self._sentence = wrapped_label("second")
        self._middle = QStackedWidget()
        self._middle.addWidget(self._words())
        self._middle.addWidget(self.pages)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar())
        whole.addWidget(self._middle, 1)
        self.say(NOTHING_YET)
        self._bind_keys()

    def _words(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(4)
        lines.addWidget(self._title)
        lines.addWidget(self._sentence)
        lines.addStretch(1)
        return page

    def _bar(self) -> QWidget:
        bar = Panel("bar")
        self.smaller = self._tool("−", SMALLER, self._smaller, "−")
        self.larger = self._tool("+", LARGER, self._larger, "+")
        self.fit = self.button(FIT, "quiet")
        self.wording.say(self.fit.setToolTip, partial("{} (*)".format, FIT))
        self.fit.clicked.connect(self.pages.fit_width)
        self.previous = self._tool("", PREVIOUS_PAGE, self._page_before)
        self.next = self._tool("", NEXT_PAGE, self._page_after)
        self.magnified = plain_label("meta-2")
        self.place = plain_label("meta-2")
        for label in (self.magnified, self.place):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.save = self.button(SAVE, "with-icon")
        self.print = self.button(PRINT, "primary")
        self.save.clicked.connect(self.save_wanted)
        self.print.clicked.connect(self.print_wanted)
        line = QHBoxLayout(bar)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(4)
        for part in (self.previous, self.place, self.next):
            line.addWidget(part)
        line.addSpacing(12)
        for part in (self.smaller, self.magnified, self.larger, self.fit):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.save)
        line.addSpacing(4)
        line.addWidget(self.print)
        pages = (self.previous, self.place, self.next)
        self._tools: tuple[QWidget, ...] = (*pages, self.smaller, self.magnified, self.larger, self.fit)
        self._draw_icons()
        return bar

    def _tool(self, text: str, words: Message, act: Callable[[], None], keys: str = "") -> QPushButton:
        made = QPushButton(text)
        look.give(made, "icon")
        made.setAutoDefault(False)
        self.name(made, words)
        self.wording.say(made.setToolTip, partial("{} ({})".format, words, keys) if keys else words)
        made.clicked.connect(act)
        return made

    def _bind_keys(self) -> None:
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        for keys, button in SIZES.items():
            made = QShortcut(QKeySequence(keys), self)
            # Not with Ctrl: a French keyboard says Ctrl+- where one presses Ctrl+6.
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(getattr(self, button).click)
        self.print.setToolTip("Ctrl+P")
        self.save.setToolTip("Ctrl+S")

    def _draw_icons(self) -> None:
        colours = look.palette()
        self.previous.setIcon(icons.icon("chevron-up", colours.ink2))
        self.next.setIcon(icons.icon("chevron-down", colours.ink2))
        self.save.setIcon(icons.before_words("file-type-pdf", colours.ink))
        self.print.setIcon(icons.before_words("printer", colours.on_fill))
        for button in (self.save, self.print):
            button.setIconSize(icons.BEFORE_WORDS)

    def in_new_colours(self) -> None:
        """Icons in the colours of now."""
        self._draw_icons()

    def after_language_change(self) -> None:
        """Say the sentence and the page in the language of now."""
        if isinstance(self._said, Message):
            self._title.setText(str(self._said))
        self._show_place()

    # What is shown

    def say(self, title: Message | str, sentence: str = "") -> None:
        """Show words instead of pages."""
        self.paper, self._said = None, title
        self._title.setText(str(title))
        self._sentence.setText(sentence)
        self._middle.setCurrentIndex(0)
        self._show_place()

    def wait(self) -> None:
        """Say that a report is being drawn; one that is shown stays until the next is there."""
        if self.paper is None:
            self.say(DRAWING)

    def show_paper(self, paper: Paper) -> None:
        """Show a report."""
        self.paper = paper
        self._middle.setCurrentWidget(self.pages)
        self.pages.show_paper(paper)
        self._show_place()

    def _page_before(self) -> None:
        self.pages.turn_to(self.pages.page - 1)

    def _page_after(self) -> None:
        self.pages.turn_to(self.pages.page + 1)

    def _smaller(self) -> None:
        self.pages.magnify(-1)

    def _larger(self) -> None:
        self.pages.magnify(1)

    def _show_place(self) -> None:
        there = self.paper is not None
        page, pages = self.pages.page, self.pages.page_count
        self.place.setText(PAGES.format(n=page, m=pages) if there else "")
        self.magnified.setText(PERCENT.format(n=round(self.pages.magnification * 100)) if there else "")
        for part in self._tools:
            part.setVisible(there)
        for button in (self.save, self.print):
            button.setEnabled(there)
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < pages)

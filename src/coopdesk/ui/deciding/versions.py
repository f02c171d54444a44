# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The versions of one field, what stood before, and the third version: the piece that decides.

The screen of decisions and the form of a record show it alike.
"""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.desk.differences import Mark
from coopdesk.desk.weighing import Weighed
from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, NC_, sentence
from coopdesk.records.kinds import Flag
from coopdesk.ui import days
from coopdesk.ui.deciding import acts
from coopdesk.ui.deciding.acts import Choice, Opened
from coopdesk.ui.deciding.marked_text import Legend
from coopdesk.ui.deciding.side_card import SideCard, keyed
from coopdesk.ui.deciding.third_version import TextOfThird, editor_of_third
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.panel import Panel, plain_label, rule, wrapped_label
from coopdesk.ui.sign import Sign
from coopdesk.ui.work import Done, Failure, Outcome, Work

BEFORE = N_("Earlier text, {day}")
NOTHING_BEFORE = NC_("version", "(empty)")
THIRD = N_("Third version")
FROM_BOTH = N_("begun from both, correct it as needed")
ANOTHER = N_("another value than these")
BEGIN_WITH = N_("Begin with version {number}")
SAVE_THIRD = N_("Save the third version")
LATER = N_("Decide later")
ADDED, REMOVED = NC_("difference", "added"), NC_("difference", "removed")
WAITS = N_("Waiting for earlier changes: {name}. Nothing to decide yet.")
SIDE_BY_SIDE = 640
BETWEEN_DRAFTS = 1500


class Versions(Panel):
    """Decides between the versions of a field. `decided` carries the Choice that was saved."""

    decided = Signal(object)
    later_wanted = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, *, in_form: bool = False) -> None:
        super().__init__()
        self._work = work
        self._in_form = in_form
        self._opened: Opened | None = None
        self._editor: Editor | None = None
        self._begun_with = ""
        self._has_draft = False
        self._choice: Choice | None = None
        """What was given to be saved, until another decision is shown."""
        self._asked: list[Choice] = []
        """What was given to be saved, and not answered yet."""
        self._saved_text = ""
        self.cards: list[SideCard] = []
        self._before = Panel("sunken")
        self._clock = Sign("history", 14, lambda colours: colours.ink3)
        self._since = plain_label("heading-2")
        self._before_text = wrapped_label("second")
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._third = QWidget()
        self._hint = plain_label("meta")
        self._begin = [self.button(partial(BEGIN_WITH.format, number=at + 1), "quiet") for at in range(2)]
        self._room = QVBoxLayout()
        self.save = keyed(self.button(SAVE_THIRD, "primary-keyed"), "Ctrl Enter", "key-on-fill")
        self.later = self.button(LATER)
        self._refusal = wrapped_label("error")
        self._waits = wrapped_label("second")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(BETWEEN_DRAFTS)
        self._pause.timeout.connect(self.keep_typed)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._clock)
        head.addWidget(self._since, 1)
        before = QVBoxLayout(self._before)
        before.setContentsMargins(16, 8, 16, 10)
        before.setSpacing(2)
        before.addLayout(head)
        before.addWidget(self._before_text)
        self._cards.setSpacing(16)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(self._before)
        lines.addWidget(self._waits)
        lines.addLayout(self._cards)
        lines.addWidget(self._third)
        self._lay_out_third()

    def _lay_out_third(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.label(THIRD, "section"))
        head.addWidget(self._hint)
        head.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.save)
        buttons.addWidget(self.later)
        buttons.addStretch(1)
        self._legends = [Legend(Mark.ADDED), Legend(Mark.REMOVED)]
        for legend, words in zip(self._legends, (ADDED, REMOVED), strict=True):
            self.wording.say(legend.say, words)
            buttons.addWidget(legend)
        begin = head
        lines = QVBoxLayout(self._third)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        if not self._in_form:
            lines.addWidget(rule())
            lines.addSpacing(8)
        lines.addLayout(head)
        if self._in_form:
            begin = QHBoxLayout()
            lines.addLayout(begin)
        for button in self._begin:
            begin.addWidget(button)
        if self._in_form:
            begin.addStretch(1)
        lines.addLayout(self._room)
        lines.addWidget(self._refusal)
        lines.addSpacing(4)
        lines.addLayout(buttons)
        self.later.setVisible(not self._in_form)

    def _connect(self) -> None:
        self.save.clicked.connect(self.save_third)
        self.later.clicked.connect(self.later_wanted)
        for at, button in enumerate(self._begin):
            button.clicked.connect(partial(self._begin_with, at))
        for at in range(9):
            shortcut = QShortcut(QKeySequence(str(at + 1)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._keep_at, at))
        enter = QShortcut(QKeySequence("Ctrl+Return"), self)
        enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        enter.activated.connect(self.save_third)

    # Showing

    @property
    def weighed(self) -> Weighed | None:
        """What is to be decided."""
        return self._opened.weighed if self._opened else None

    @property
    def editor(self) -> Editor | None:
        """The editor of the third version, None where there can be none."""
        return self._editor

    def show_decision(self, opened: Opened) -> None:
        """Show a decision, with what was typed for it last time."""
        self.keep_typed()
        self._opened = opened
        self._choice = None
        weighed = opened.weighed
        on = date.today()
        self._show_before(weighed, on)
        self._show_cards(weighed, on)
        self._waits.setText(WAITS.format(name=weighed.decision.title or weighed.label))
        self._waits.setVisible(weighed.decision.waiting)
        self._refusal.hide()
        self._show_third(opened)

    def _show_before(self, weighed: Weighed, on: date) -> None:
        self._before.setVisible(weighed.since is not None)
        if weighed.since is not None:
            self._since.setText(BEFORE.format(day=days.day_and_month(weighed.since.date(), on)))
        self._before_text.setText(weighed.before or str(NOTHING_BEFORE))

    def _show_cards(self, weighed: Weighed, on: date) -> None:
        for card in self.cards[len(weighed.sides) :]:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        del self.cards[len(weighed.sides) :]
        while len(self.cards) < len(weighed.sides):
            card = SideCard(len(self.cards))
            card.kept.connect(self.keep)
            self.cards.append(card)
            self._cards.addWidget(card, 1)
        for card, side in zip(self.cards, weighed.sides, strict=True):
            card.show_side(side, on)
            card.keep.setEnabled(not weighed.decision.waiting)

    def _show_third(self, opened: Opened) -> None:
        weighed = opened.weighed
        if self._editor:
            self._room.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        can_be_written = not isinstance(weighed.what.kind, Flag) and not weighed.decision.waiting
        self._third.setVisible(can_be_written or not self._in_form)
        for widget in (*self._begin, *self._legends):
            widget.setVisible(can_be_written and weighed.is_text and len(weighed.sides) == 2)
        self.save.setVisible(can_be_written)
        if not can_be_written:
            self._hint.setText("")
            return
        text_hint = FROM_BOTH if weighed.both is not None else ""
        self._hint.setText(str(text_hint if weighed.is_text else ANOTHER))
        self._editor = editor_of_third(weighed.what, self._work, weighed.is_text)
        self._editor.call(str(THIRD))
        if isinstance(self._editor, TextOfThird):
            self._editor.text.compare(weighed.before or "", [side.parts for side in weighed.sides])
            self._editor.text.save_wanted.connect(self.save_third)
        self._begun_with, self._has_draft = _beginning(weighed), opened.typed is not None
        self._editor.put(self._begun_with if opened.typed is None else opened.typed, opened.names)
        self._editor.changed.connect(self._typed)
        self._room.addWidget(self._editor)
        QWidget.setTabOrder(self._editor.widgets()[-1], self.save)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards stand side by side where there is room."""
        super().resizeEvent(event)
        narrow = event.size().width() < SIDE_BY_SIDE
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._cards.direction() != direction:
            self._cards.setDirection(direction)

    def focus_first(self) -> None:
        """The keyboard goes to the first version."""
        if self.cards:
            self.cards[0].keep.setFocus()

    # Typing

    def has_typed(self) -> bool:
        """Whether a third version is begun by hand."""
        return bool(self._editor and self._editor.entered() != self._begun_with)

    def _typed(self) -> None:
        self._refusal.hide()
        if not self._pause.isActive():
            self._pause.start()

    def keep_typed(self) -> None:
        """Keep the third version as a draft; one that is taken back leaves none. What is typed on after it
        was given to be saved is saved too."""
        self._pause.stop()
        if self._choice:
            self._write_on(self._choice)
        elif self._opened and self._editor and (self.has_typed() or self._has_draft):
            text = str(self._editor.entered()) if self.has_typed() else None
            self._has_draft = text is not None
            verb = partial(acts.keep_typed, decision=self._opened.weighed.decision.id, text=text)
            self._work.do(verb, self._typed_kept)

    def _write_on(self, choice: Choice) -> None:
        text = str(self._editor.entered()) if self._editor else ""
        if self._opened and choice.third is not None and text != self._saved_text:
            decided, after = self._opened.weighed.decision, self._saved_text
            self._saved_text = text
            verb = partial(acts.write_on, decided=decided, after=after, text=text)
            self._work.do(verb, self._typed_kept)

    def _typed_kept(self, outcome: Outcome[Done[None]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)

    def _begin_with(self, at: int) -> None:
        if self._opened and self._editor and at < len(self._opened.weighed.sides):
            self._editor.put(self._opened.weighed.sides[at].shown, {})
            self._typed()
            self._editor.widgets()[-1].setFocus()

    # Deciding

    def _keep_at(self, at: int) -> None:
        if self._opened and at < len(self._opened.weighed.sides):
            self.keep(self._opened.weighed.sides[at].number)

    def keep(self, number: int) -> None:
        """Keep the version with a number."""
        self._decide(number, None)

    def save_third(self) -> None:
        """Save the third version."""
        if self._editor and self.save.isVisibleTo(self):
            self._decide(None, str(self._editor.entered()))

    def _decide(self, number: int | None, third: str | None) -> None:
        if not self._opened or self._choice or self._opened.weighed.decision.waiting:
            return
        self._pause.stop()
        one = self._opened.weighed.decision
        self._choice = Choice(one.id, one.type, one.record, number, third)
        self._saved_text = third or ""
        if self._editor and third is None:
            self._editor.setEnabled(False)  # another version is chosen: what is typed here leads nowhere
        self._asked.append(self._choice)
        self._work.do(partial(acts.decide, choice=self._choice), self._decided)

    def _decided(self, outcome: Outcome[Done[Choice]]) -> None:
        is_in_front = self._asked.pop(0) is self._choice
        if isinstance(outcome, Failure):
            self._refused(outcome.error, is_in_front)
            return
        if is_in_front:
            self._has_draft = False
            self.keep_typed()
        self.decided.emit(outcome.value.value)

    def _refused(self, error: CoopdeskError, is_in_front: bool) -> None:
        """It stands to be decided still, with all that was typed meanwhile."""
        if not is_in_front:
            self.failed.emit(error)
            return
        self._choice = None
        if self._editor:
            self._editor.setEnabled(True)
        self.keep_typed()
        if error.code == "outdated_decision":
            self.failed.emit(error)
            return
        self._refusal.setText(sentence(error))
        self._refusal.show()


def _beginning(weighed: Weighed) -> str:
    """What a third version begins with: both changes in one text, else the first version."""
    if not weighed.is_text:
        return ""
    return weighed.both if weighed.both is not None else weighed.sides[0].shown

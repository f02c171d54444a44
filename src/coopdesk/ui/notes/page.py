# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one note: head, writing area, what belongs to it, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.desk import new_partner, note_kinds, note_lines, note_people
from coopdesk.desk.desk import Desk
from coopdesk.desk.note_capture import Captured, Noted
from coopdesk.desk.note_people import Known, Side
from coopdesk.language import LANGUAGES, N_, Language
from coopdesk.records.types.notes import NOTE_STATES
from coopdesk.ui import icons, look
from coopdesk.ui.look import give
from coopdesk.ui.notes.head import NoteHead
from coopdesk.ui.notes.hints import Hints
from coopdesk.ui.notes.kind_choice import KindChoice
from coopdesk.ui.notes.marks import Names
from coopdesk.ui.notes.mentions import Mentions
from coopdesk.ui.notes.photos import Photos
from coopdesk.ui.notes.writing import Writing
from coopdesk.ui.panel import ElidedLabel, Panel, plain_label, rule, wrapped_label
from coopdesk.ui.top_bar import OWN_NAMES
from coopdesk.ui.work import Outcome, Success, Work

NOTES = N_("Notes")
MINUTES, MINUTES_IN = N_("Minutes"), N_("Minutes in another language")
FINAL, AS_DRAFT = N_("Make final"), N_("Back to draft")
ALL_FIELDS = N_("All fields")
TEXT = N_("Text of the note")
WRITE_HERE = N_(
    "Write here. {name} names a person or a partner, {decision} begins a decision, {follow_up} a follow-up."
)
TO_THE_BIN = N_("Goes to the bin when saved: {lines}")
PAUSE = 200
MINUTES_KEYS = "Ctrl+P"


class NotePage(Panel):
    """The note that is written. It asks the desk for names alone; keeping is for others."""

    changed = Signal()
    back_wanted = Signal()
    minutes_wanted = Signal(str)
    fields_wanted = Signal()
    finished = Signal(str)
    """The state the note is to have: "final" or "draft"."""
    failed = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__("page")
        self._work = work
        self.shown = Noted()
        self._meant: dict[str, Known] = {}
        self._putting = self._kind_follows = False
        self.head = NoteHead(work)
        self.text = Writing()
        self.name(self.text, TEXT)
        hint = partial(WRITE_HERE.format, name="@", decision="!", follow_up=">")
        self.wording.say(self.text.setPlaceholderText, hint)
        self.photos = Photos(work)
        self.hints = Hints()
        self.mentions = Mentions(self)
        self.text.keys = self.mentions.take_key
        self.bin_note = wrapped_label("meta")
        self.bin_note.hide()
        self.saved = ElidedLabel("good-small")  # gives way before the buttons beside it do
        self.saved.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.saved.setMinimumWidth(24)
        self._meaning = QTimer(self)
        self._meaning.setSingleShot(True)
        self._meaning.setInterval(PAUSE)
        self._make_bar()
        self._lay_out()
        self._connect()

    def _make_bar(self) -> None:
        self.back = self.button(NOTES, "crumb")
        self.kind = KindChoice()
        self.minutes = self.button(MINUTES, "with-icon")
        self.wording.say(self.minutes.setToolTip, partial("{} ({})".format, MINUTES, MINUTES_KEYS))
        self.languages = QPushButton()
        self.languages.setAutoDefault(False)
        give(self.languages, "square")
        self.name(self.languages, MINUTES_IN)
        self.wording.say(self.languages.setToolTip, MINUTES_IN)
        self.final = self.button(self._final_words)
        self.fields = self.button(ALL_FIELDS, "quiet-plain")
        menu = QMenu(self)
        for language in LANGUAGES:
            menu.addAction(OWN_NAMES[language]).triggered.connect(partial(self._minutes_in, language))
        self.menu = menu
        self.languages.clicked.connect(self._show_languages)

    def _lay_out(self) -> None:
        self._chevron, self._kept = plain_label(), plain_label()
        self._kept.hide()
        bar = QHBoxLayout()
        bar.setContentsMargins(-4, 0, 0, 0)
        bar.setSpacing(2)
        bar.addWidget(self.back)
        bar.addWidget(self._chevron)
        bar.addWidget(self.kind)
        bar.addStretch(1)
        bar.addWidget(self._kept)
        bar.addWidget(self.saved)
        bar.addSpacing(8)
        bar.addWidget(self.fields)
        bar.addWidget(self.minutes)
        bar.addWidget(self.languages)
        bar.addSpacing(4)
        bar.addWidget(self.final)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(40, 16, 40, 8)
        lines.setSpacing(0)
        lines.addLayout(bar)
        lines.addSpacing(12)
        lines.addWidget(self.head)
        lines.addSpacing(14)
        lines.addWidget(rule())
        lines.addSpacing(15)
        lines.addWidget(self.text, 1)
        lines.addWidget(self.bin_note)
        lines.addWidget(self.photos)
        lines.addSpacing(8)
        lines.addWidget(rule())
        lines.addWidget(self.hints)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.kind.chosen.connect(self._kind_chosen)
        self.minutes.clicked.connect(self._minutes_here)
        self.final.clicked.connect(self._finish)
        self.fields.clicked.connect(self.fields_wanted)
        self.head.changed.connect(self._changed)
        self.head.failed.connect(self.failed)
        self.head.title.text_wanted.connect(self.text.setFocus)
        self.text.typed.connect(self._text_typed)
        self.text.mention_typed.connect(self._mention_typed)
        self.text.dropped.connect(self.photos.take)
        self.photos.changed.connect(self._changed)
        self.mentions.picked.connect(self._mention_picked)
        self._meaning.timeout.connect(self._ask_meaning)

    # What it shows

    def put(self, shown: Noted, now: Captured | None = None) -> None:
        """Show a note, or what was typed of it and not saved."""
        self._putting = True
        self.shown = shown
        self._meant = {}
        captured = now or baseline(shown)
        self.head.put(shown, captured.entered, captured.present)
        self.photos.put(captured.entered)
        self.text.know(self._names(), self.head.day)
        self.text.put(captured.text)
        self._putting = False
        self._kind_follows = not shown.id and self._kind() == self._kind_by_title()
        self.kind.show_kind(self._kind())
        self.final.setText(self._final_words())
        self.fields.setVisible(bool(shown.id))
        self._dress_icons()
        self._ask_meaning()
        self._tell_bin()

    def adopt(self, shown: Noted) -> None:
        """Know a note as it was just saved: what stands on the screen stays as it is."""
        self._putting, self._kind_follows = True, False
        self.shown = shown
        self.head.adopt(shown)
        self._putting = False
        self.fields.setVisible(bool(shown.id))
        self._tell_bin()

    def captured(self) -> Captured:
        """What is on the screen now."""
        entered = {**self.head.entered(), **self.photos.entered()}
        return Captured(
            {key: value for key, value in entered.items() if value}, self.text.text(), self.head.present
        )

    def has_changes(self) -> bool:
        """Whether anything is other than it was shown."""
        return self.captured() != baseline(self.shown)

    def focus_first(self) -> None:
        """The cursor to the title where there is none yet, else to the end of the text."""
        if not self.head.title.text():
            self.head.title.setFocus()
        else:
            if self.text.textCursor().atStart():
                self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.setFocus()

    def _changed(self) -> None:
        if self._putting:
            return
        self._follow_title()
        self.text.know(self._names(), self.head.day)
        self.changed.emit()

    def _text_typed(self) -> None:
        if self._putting:
            return
        self._meaning.start()
        self._tell_bin()
        self.changed.emit()

    def counts(self) -> tuple[int, int, int]:
        """How many decisions, follow-ups and people the note holds."""
        kinds = [note_lines.kind_of(line) for line in self.text.text().split("\n") if line.strip(" !>")]
        return kinds.count("decision"), kinds.count("follow-up"), len(self.head.present)

    # Names

    def _names(self) -> Names:
        sides: dict[str, Side] = {one.name.casefold(): one.side for one in self.head.known.values()}
        unclear = {typed: one for typed, one in self._meant.items() if one.type in note_people.UNCLEAR}
        found = [one for typed, one in self._meant.items() if typed not in unclear]
        sides.update({one.name.casefold(): one.side for one in found})
        sides.update({one.name.casefold(): one.side for one in self.head.present})
        people = [one for one in (*self.head.known.values(), *found) if one.type == "person"]
        meant = {one.name.casefold(): one.name for one in people}
        meant.update({typed: one.name for typed, one in self._meant.items() if one.type == "person"})
        return Names(sides, meant, unclear)

    def _ask_meaning(self) -> None:
        text = self.text.text()
        if "@" not in text and "\n>" not in f"\n{text}":
            return
        near = {one.name: one.person for one in self.head.present}
        skip = [one.name for one in self.head.known.values() if one.type != "person"]
        question = partial(note_people.meant, text=text, on=self.head.day, near=near, skip=skip)
        self._work.ask(question, self._meaning_came, lane="meant")

    def _meaning_came(self, outcome: Outcome[dict[str, Known]]) -> None:
        if isinstance(outcome, Success):
            self._meant = outcome.value
            self.text.know(self._names(), self.head.day)

    def _mention_typed(self, typed: str) -> None:
        if not typed:
            self.mentions.hide()
            return
        self._work.ask(partial(_completions, typed=typed), self._completions_came, lane="mention")

    def _completions_came(self, outcome: Outcome[tuple[str, list[Known]]]) -> None:
        if not isinstance(outcome, Success) or not self.text.hasFocus():
            return
        typed, found = outcome.value
        cursor = self.text.cursorRect()
        corner = self.text.viewport().mapTo(self, QPoint(0, 0))
        self.mentions.show_found(found, typed, cursor.translated(corner), self._room())

    def _room(self) -> QRect:
        return self.rect().adjusted(40, self.text.y(), -40, -8)

    def _mention_picked(self, one: object) -> None:
        if not isinstance(one, Known):
            self.head.add_present(str(one))
            self.text.complete(str(one))
            return
        if one.type in ("person", note_people.TO_MAKE):
            self.head.add_present(one)
        elif one.type in ("organisation", new_partner.TO_MAKE):
            self.head.add_partner(one)
        elif not self.head.has_place:
            self.head.set_place(one)
        else:
            self.head.known[one.id] = one
        self.text.know(self._names(), self.head.day)
        self.text.complete(one.name)

    # What goes to the bin

    def _tell_bin(self) -> None:
        gone = self.lines_gone()
        self.bin_note.setText(TO_THE_BIN.format(lines="; ".join(gone)) if gone else "")
        self.bin_note.setVisible(bool(gone))

    def lines_gone(self) -> list[str]:
        """The lines of decisions and follow-ups that were kept and are not there any more."""
        kept = self.shown.kept
        if not kept:
            return []
        lines = [line for line in self.text.text().split("\n") if note_lines.kind_of(line)]
        if all(one.line in lines for one in kept):
            return []
        now = [(kind, line) for line in lines if (kind := note_lines.kind_of(line)) and line.strip(" !>")]
        which = note_lines.matched([(one.kind, one.line) for one in kept], now)
        return [one.line.lstrip("!> ") for at, one in enumerate(kept) if at not in which]

    # The bar

    def _kind(self) -> str:
        return str(self.head.entered().get("kind", ""))

    def _kind_by_title(self) -> str:
        """The kind of which the title speaks, else the one the note was begun with."""
        spoken = note_kinds.kind_of_title(self.head.title.text(), bool(self.head.partner_ids()))
        return spoken or str(self.shown.entered.get("kind", ""))

    def _follow_title(self) -> None:
        """A new note is of the kind its title speaks of, until the officer chooses one."""
        if self._kind_follows and self._kind() != self._kind_by_title():
            self.head.set_kind(self._kind_by_title())
            self.kind.show_kind(self._kind())

    def _show_languages(self) -> None:
        self.menu.popup(self.languages.mapToGlobal(self.languages.rect().bottomLeft()))

    def tell_kept(self, words: str) -> None:
        """Say that what is typed is kept, "" while it is not."""
        self.saved.setText(words)
        self._kept.setVisible(bool(words))

    def _kind_chosen(self, code: str, *_: object) -> None:
        self._kind_follows = False
        self.head.put_field("kind", code)

    def _state(self) -> str:
        return str(self.head.entered().get("state", "") or "draft")

    def _final_words(self) -> str:
        return str(FINAL if self._state() == "draft" else AS_DRAFT)

    def _finish(self) -> None:
        self.head.put_field("state", "final" if self._state() == "draft" else "draft")
        self.final.setText(self._final_words())
        self.finished.emit(str(NOTE_STATES[self._state()]))

    def _minutes_here(self) -> None:
        from coopdesk.language import current

        self.minutes_wanted.emit(current())

    def _minutes_in(self, language: Language, *_: object) -> None:
        self.minutes_wanted.emit(language)

    def in_new_colours(self) -> None:
        """Icons in the colours of now."""
        self._dress_icons()

    def _dress_icons(self) -> None:
        colours = look.palette()
        self.minutes.setIcon(icons.before_words("file-type-pdf", colours.ink))
        self.minutes.setIconSize(icons.BEFORE_WORDS)
        self.languages.setIcon(icons.icon("chevron-down", colours.ink))
        self.languages.setIconSize(QSize(icons.INLINE, icons.INLINE))
        self._kept.setPixmap(icons.pixmap("circle-check", icons.INLINE, colours.good, 4))
        self._chevron.setPixmap(icons.pixmap("chevron-right", icons.CHIP, colours.ink3))

    def after_language_change(self) -> None:
        """Blocks name their kind in the other language."""
        self.text.viewport().update()
        self._tell_bin()

    def parts(self) -> Sequence[QWidget]:
        """What takes the keyboard, in the order of reading."""
        return (self.back, self.kind, self.head, self.text, self.photos)


def baseline(shown: Noted) -> Captured:
    """What a note holds before anything is typed."""
    return Captured({key: value for key, value in shown.entered.items() if value}, shown.text, shown.present)


def _completions(desk: Desk, typed: str) -> tuple[str, list[Known]]:
    found = note_people.found(desk, typed)
    cities = new_partner.offered_cities(typed, found)
    return typed, [*found, *(cities or note_people.offered(typed, found))]

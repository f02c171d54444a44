# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen Partners: the list at the left, at the right the page of one partner, or its form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.entering import Entered
from coopdesk.desk.partner_page import LONGEST_STORY, PartnerPage, partner_page
from coopdesk.desk.partner_story import StoryEntry
from coopdesk.language import N_, current
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui import verbs
from coopdesk.ui.panel import Panel
from coopdesk.ui.partners.list_pane import ListPane
from coopdesk.ui.partners.page import Page
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.state import State
from coopdesk.ui.work import Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.drafts import Draft
    from coopdesk.ui.record_form import RecordForm

ORGANISATION, NOTE, AGREEMENT, PERSON, POST = (
    BY_KEY[key] for key in ("organisation", "note", "agreement", "person", "post")
)
WHOLE_STORY = 300
"""Entries that are shown of a long story; what is older stands in the lists."""
SHOWN_TYPES = frozenset(
    "organisation place person post agreement party promise note decision follow-up exchange participation"
    " contribution listing match".split()
)
BACK = N_("Back to the page")
IN_THE_BIN = N_("Moved to the bin: {title}")
UNDO = N_("Undo")
STILL_HERE = N_("This record is not saved yet.")
STILL_HERE_HOW = N_("Correct the marked fields, or discard what is typed.")
DISCARD = N_("Discard")
DRAFT_FOUND = N_("Text that was not saved is still here.")
DRAFT_FROM = N_("Typed on {day}, {time} UTC.")
USE_DRAFT = N_("Use it")


@dataclass(frozen=True, slots=True)
class Told:
    """A page with as much of its story as was asked for."""

    page: PartnerPage
    story: tuple[StoryEntry, ...]


def told(desk: Desk, organisation: str, most: int) -> Told:
    """The page of a partner on this day; raises WorldError where it is gone."""
    page = partner_page(desk, organisation, date.today(), most)
    return Told(page, page.story)


class PartnersScreen(Screen):
    """Who we work with, and the whole story with each."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.pane = ListPane(work)
        self.page = Page(work)
        self._form: RecordForm | None = None
        self._form_pane = Panel("page")
        self._blank = Panel("canvas")
        self._begun = False
        self._id = ""
        self._most = LONGEST_STORY
        self._right = QStackedWidget()
        for widget in (self._blank, self.page, self._form_pane):
            self._right.addWidget(widget)
        lines = QHBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.pane)
        lines.addWidget(self._right, 1)
        self._connect()

    def _connect(self) -> None:
        self.pane.chosen.connect(self._show)
        self.pane.entered.connect(self.page.focus_first)
        self.pane.new_wanted.connect(self._new_partner)
        self.pane.shown.connect(self._list_shown)
        self.pane.model.failed.connect(self.failed)
        self.page.open_wanted.connect(self._open)
        self.page.story.more_wanted.connect(self._show_story)
        head = self.page.head
        head.note_wanted.connect(self._new_note)
        head.agreement_wanted.connect(self._new_agreement)
        head.person_wanted.connect(self._new_person)
        head.edit_wanted.connect(self.edit)
        head.briefing_wanted.connect(self._show_briefing)
        head.copied.connect(self._copied)
        back = QShortcut(QKeySequence("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._back)

    # What the frame asks

    def begin(self) -> None:
        """Read the list; the keyboard goes to it."""
        if not self._begun:
            self._begun = True
            self.pane.load(self._id)
            self.pane.model.ask_signs()
        self.pane.focus_list()

    def refresh(self) -> None:
        """Read list and page again."""
        if self._begun:
            self.pane.load()
            self.pane.model.ask_signs()
            self._reload()
        if self._form and self._form.kind and self._form.record_id:
            self._form.follow(Touched({self._form.kind.key: (self._form.record_id,)}))

    def follow(self, touched: Touched) -> None:
        """Read again what a save may have changed here."""
        if not self._begun:
            return
        if self._form:
            self._form.follow(touched)
        if SHOWN_TYPES & touched.ids.keys():
            self.pane.load()
            self._reload()

    def show_record(self, kind: object, record_id: str) -> bool:
        """Show a partner; everything else has its own list."""
        if kind is not ORGANISATION:
            return False
        if self._begun:
            self.leave(partial(self._choose, record_id))
        else:
            self._id = record_id
            self._show(record_id)
        return True

    def begin_record(self, kind: object, values: Mapping[str, object]) -> bool:
        """Begin a partner here."""
        if not isinstance(kind, RecordType) or kind is not ORGANISATION:
            return False
        given = {key: value for key, value in values.items() if isinstance(value, str | tuple | Mapping)}
        self._begin_form(given)
        return True

    def has_changes(self) -> bool:
        """Whether the form holds what is not saved."""
        return bool(self._form and self._form.has_changes())

    def leave(self, then: Callable[[], None]) -> None:
        """Save the form, then go on."""
        if self._form and self._right.currentWidget() is self._form_pane:
            self._form.leave(then)
        else:
            then()

    def keep(self) -> None:
        """Keep what the form holds as a draft."""
        if self._form and self._form.has_changes():
            self._form.keep_draft()

    def save(self) -> None:
        """Save the form."""
        if self._form:
            self._form.save()

    def after_language_change(self) -> None:
        """The page in the other language."""
        self._reload()

    # List and page

    def _list_shown(self) -> None:
        self.first_shown.emit()
        if not self.pane.model.rowCount():
            self._right.setCurrentWidget(self._blank)

    def _choose(self, organisation: str) -> None:
        self.pane.choose(organisation)
        self._show(organisation)

    def _show(self, organisation: str) -> None:
        if organisation == self._id and self._right.currentWidget() is not self._blank:
            return
        self.leave(partial(self._ask, organisation))

    def _ask(self, organisation: str) -> None:
        if organisation != self._id:
            self._most = LONGEST_STORY
        self._id = organisation
        self.work.ask(
            partial(told, organisation=organisation, most=self._most), self._page_came, lane="partner"
        )

    def _reload(self) -> None:
        if self._id and self._begun:
            question = partial(told, organisation=self._id, most=self._most)
            self.work.ask(question, self._newer_came, lane="partner")

    def _page_came(self, outcome: Outcome[Told]) -> None:
        if isinstance(outcome, Failure):
            self._right.setCurrentWidget(self._blank)
            self.failed.emit(outcome.error)
            return
        self.page.show_page(outcome.value.page, outcome.value.story)
        self.page.to_top()
        self._right.setCurrentWidget(self.page)

    def _newer_came(self, outcome: Outcome[Told]) -> None:
        """The page again; where the partner is gone, the list has chosen another one."""
        if isinstance(outcome, Failure):
            if self._right.currentWidget() is self.page:
                self._right.setCurrentWidget(self._blank)
            self._id = ""
            return
        self.page.show_page(outcome.value.page, outcome.value.story)

    def _show_story(self) -> None:
        self._most = WHOLE_STORY
        self._reload()

    def _open(self, type_key: str, record_id: str) -> None:
        self.open_wanted.emit(BY_KEY[type_key], record_id)

    # What can be done with a partner

    def _new_note(self) -> None:
        self.new_wanted.emit(NOTE, {"organisations": (self._id,)})

    def _new_agreement(self) -> None:
        self.new_wanted.emit(AGREEMENT, {})

    def _new_person(self) -> None:
        self.new_wanted.emit(PERSON, {})

    def _new_partner(self) -> None:
        self._begin_form({})

    def _copied(self, words: str) -> None:
        self.told.emit(words, "", None)

    def _show_briefing(self) -> None:
        """The briefing on this partner, to be read before it is saved or printed."""
        self.report_wanted.emit("briefing", self._id, self.page.head.title.text(), current())

    # The form

    @property
    def form(self) -> "RecordForm":
        """The form of the partner, made when it is first needed."""
        if self._form is None:
            self._form = self._make_form()
        return self._form

    def _make_form(self) -> "RecordForm":
        from coopdesk.ui.record_form import RecordForm

        form = RecordForm(self.work)
        form.state_changed.connect(self.state_changed)
        form.saved.connect(self._saved)
        form.stayed.connect(self._stayed)
        form.draft_found.connect(self._draft_found)
        form.removed.connect(self._removed)
        form.failed.connect(self.failed)
        form.report_wanted.connect(self.report_wanted)
        self.back = self.button(BACK, "quiet")
        self.back.clicked.connect(self._back)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 0)
        head.addWidget(self.back)
        head.addStretch(1)
        lines = QVBoxLayout(self._form_pane)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(form, 1)
        return form

    def edit(self) -> None:
        """Open the form of the partner that is shown."""
        if self._id:
            self.form.open(ORGANISATION, self._id)
            self._right.setCurrentWidget(self._form_pane)
            self.back.setFocus()

    def _begin_form(self, given: Mapping[str, Entered]) -> None:
        self.form.begin(ORGANISATION, given)
        self._right.setCurrentWidget(self._form_pane)

    def _back(self) -> None:
        if self._right.currentWidget() is self._form_pane:
            self.form.leave(self._show_page_again)
        else:
            self.pane.focus_list()

    def _show_page_again(self) -> None:
        self._right.setCurrentWidget(self.page if self._id else self._blank)
        self._reload()
        self.pane.focus_list()

    def _saved(self, organisation: str) -> None:
        """A new partner becomes the one that is shown."""
        if self.form.record_id is None:
            self._id = organisation
            self.pane.load(organisation)

    def _removed(self, title: str) -> None:
        self._id = ""
        self._right.setCurrentWidget(self._blank)
        undo = partial(self.work.do, verbs.undo, self._undone)
        self.told.emit(IN_THE_BIN.format(title=title), "", (UNDO, undo))

    def _undone(self, outcome: object) -> None:
        """What came back is shown by the notice of what was touched."""

    def _stayed(self, organisation: str) -> None:
        self._right.setCurrentWidget(self._form_pane)
        if organisation:
            self.pane.choose(organisation)
        self.told.emit(str(STILL_HERE), str(STILL_HERE_HOW), (DISCARD, self.form.discard_changes))
        self.stayed.emit()

    def _draft_found(self, draft: "Draft") -> None:
        words = DRAFT_FROM.format(day=draft.at[:10], time=draft.at[11:16])
        acts = ((USE_DRAFT, self.form.use_draft), (DISCARD, self.form.discard_changes))
        self.told.emit(str(DRAFT_FOUND), words, acts)

    @property
    def state(self) -> State:
        """Where the form stands."""
        return self._form.state if self._form else State.SAVED

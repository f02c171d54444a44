# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk on the screen: navigation, top bar and banner around the screen in front."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.desk.desk import Desk, Office, Touched, Whose
from coopdesk.errors import CoopdeskError
from coopdesk.language import LANGUAGES, N_, Message, current, sentence, set_current
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui.navigation import Navigation
from coopdesk.ui.panel import Panel
from coopdesk.ui.screens import directory
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.stage import Stage
from coopdesk.ui.state import State
from coopdesk.ui.top_bar import TopBar
from coopdesk.ui.watching import Watch
from coopdesk.ui.work import Done, Failure, OpenedDesk, Outcome, Success, Work

NOTHING_TO_UNDO = N_("There is nothing left to undo.")
NOTHING_TO_REDO = N_("There is nothing to redo.")
NOTE_WAITS = N_("A note is not finished: what was typed is still here.")
GO_ON = N_("Go on writing")
NOT_DONE = N_("This could not be done.")

if TYPE_CHECKING:
    from coopdesk.ui.banner import Act, Banner
    from coopdesk.ui.command_list import Command
    from coopdesk.ui.finding import Found


class Workplace(Panel):
    """What the window shows while a desk is open."""

    left = Signal()
    """All is saved: the window may close now."""
    lock_wanted = Signal()
    first_shown = Signal()
    arranged = Signal()
    """A screen was arranged in a way that is kept at once."""

    def __init__(self, work: Work) -> None:
        super().__init__("canvas")
        self._work = work
        self.locked = False
        self.state = State.SAVED
        self.commands: tuple[Command, ...] = ()
        self.navigation = Navigation()
        self.top = TopBar(work, self._commands_for)
        self._banner: Banner | None = None
        self.stage = Stage(work)
        self.watch = Watch(work, self)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self._spoken = current()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        self._column = right
        right.addWidget(self.stage, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)
        QWidget.setTabOrder(self.top.search, self.navigation.view)

    @property
    def banner(self) -> "Banner":
        """What is said below the screen, where it moves nothing that one looks at; made when there is first
        something to say."""
        if self._banner is None:
            from coopdesk.ui.banner import Banner

            self._banner = Banner()
            self._column.addWidget(self._banner)
        return self._banner

    def hush(self) -> None:
        """What was said has been read."""
        if self._banner:
            self._banner.hide()

    def _connect(self) -> None:
        self._work.touched.connect(self._follow)
        self.watch.changed.connect(self._follow)
        self.watch.much_changed.connect(self.stage.refresh)
        self.watch.counted.connect(self.navigation.set_counts)
        self.watch.counted_unsent.connect(self.top.show_unsent)
        self.top.bundles_wanted.connect(partial(self.show_screen, "bundles"))
        self.navigation.chosen.connect(self.show_screen)
        self.navigation.passphrase_wanted.connect(partial(self.show_screen, "settings"))
        self.stage.entered.connect(self._entered)
        self.stage.arrived.connect(self._hear)
        self.top.found.connect(self._found)
        self.top.new_wanted.connect(self.choose_new)
        self.top.undo_wanted.connect(self.undo)
        self.top.redo_wanted.connect(self.redo)
        self.top.language_wanted.connect(self.speak)
        self.top.lock_wanted.connect(self.lock)
        self.top.search_left.connect(self._focus_screen)

    def _hear(self, screen: Screen) -> None:
        """What a new screen wants of the rest of the window."""
        screen.open_wanted.connect(self.go_to)
        screen.new_wanted.connect(self.begin_record)
        screen.told.connect(self._tell)
        screen.failed.connect(self.tell_failure)
        screen.state_changed.connect(self._state_changed)
        screen.stayed.connect(self._stayed)
        screen.command_wanted.connect(self.run)
        screen.screen_wanted.connect(self.show_screen)
        screen.arranged.connect(self.arranged)
        screen.report_wanted.connect(self.show_report)
        screen.office_changed.connect(self._ask_office)
        screen.counts_changed.connect(self.watch.count_soon)
        screen.first_shown.connect(self.first_shown)

    def begin(self, opened: OpenedDesk) -> None:
        """Show the desk that was just opened, in the language of now: the first start may have changed it
        while this waited outside the window."""
        if self._spoken != current():
            self.in_other_language()
        self.locked = opened.locked
        self.navigation.greet(opened.office, opened.locked)
        self.top.show_language()
        self.stage.arrange(opened.view.get("screens", {}))  # type: ignore[arg-type]
        self.stage.made(directory.FIRST).take_ahead(opened.first)
        self.show_screen(directory.FIRST)

    def tell_draft(self) -> None:
        """Say that a note was being written when the desk was last closed, or cut off."""
        self._work.ask(_waiting_note, self._note_waits, lane="waiting")

    def _note_waits(self, outcome: Outcome[bool]) -> None:
        if isinstance(outcome, Success) and outcome.value and self.stage.key != "notes":
            self._tell(str(NOTE_WAITS), "", (GO_ON, partial(self.show_screen, "notes")))

    def tell_place(self) -> None:
        """Say city, office and country in the language of now; they are looked up on the worker."""
        self._work.ask(_whose, self._place_came, lane="place")

    def _place_came(self, outcome: Outcome[Whose]) -> None:
        if isinstance(outcome, Success):
            self.navigation.tell_place(outcome.value)

    def take_commands(self, commands: "tuple[Command, ...]") -> None:
        """Know the commands, and bind their keys."""
        from PySide6.QtGui import QKeySequence, QShortcut

        self.commands = commands
        for command in commands:
            if command.keys:
                shortcut = QShortcut(self)
                shortcut.setKeys([QKeySequence(keys) for keys in (command.keys, *command.more)])
                shortcut.activated.connect(command.act)

    # Between the screens

    def show_screen(self, key: str) -> None:
        """Bring a screen to the front."""
        self.hush()
        self.stage.show_screen(key)

    def go_to(self, kind: RecordType, record_id: str) -> None:
        """Show a record where it belongs."""
        self.hush()
        self.stage.show_record(kind, record_id)

    def begin_record(self, kind: RecordType, values: Mapping[str, object] | None = None) -> None:
        """Begin a record where it belongs."""
        self.hush()
        self.stage.begin_record(kind, values or {})

    def show_report(self, name: str, record_id: str, title: str, language: str) -> None:
        """Show a report about a record, once what is typed is saved; Esc leads back from it."""
        from coopdesk.ui.reports.screen import ReportsScreen

        back = self.stage.key

        def show(screen: Screen) -> None:
            if isinstance(screen, ReportsScreen):
                screen.show_report(name, record_id, title, language, back)

        self.hush()
        self.stage.show_screen("reports", show)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A bundle may be dropped anywhere."""
        from coopdesk.ui.bundles.dropping import bundles_in

        if bundles_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into the bundles that are dropped."""
        from coopdesk.ui.bundles.dropping import bundles_in
        from coopdesk.ui.bundles.screen import BundlesScreen

        files = bundles_in(event.mimeData())
        event.acceptProposedAction()
        self.hush()

        def show(screen: Screen) -> None:
            if isinstance(screen, BundlesScreen):
                screen.take_files(files)

        self.stage.show_screen("bundles", show)

    def choose_new(self) -> None:
        """Let the officer choose what kind of record to begin."""
        from coopdesk.ui.new_menu import open_new_menu

        place = directory.BY_KEY.get(self.navigation.current)
        open_new_menu(self.top.new, place.types if place else (), self.begin_record)

    def _found(self, found: "Found") -> None:
        if found.type:
            self.go_to(BY_KEY[found.type], found.key)
        else:
            self.run(found.key)

    def run(self, key: str) -> None:
        """Carry out a command by its key."""
        command = next((one for one in self.commands if one.key == key), None)
        if command:
            command.act()

    def _ask_office(self) -> None:
        self._work.ask(_office, self._office_came, lane="office")

    def _office_came(self, outcome: Outcome[tuple[Office, bool]]) -> None:
        if isinstance(outcome, Success):
            office, self.locked = outcome.value
            self.navigation.greet(office, self.locked)
            self.tell_place()

    def _commands_for(self, text: str) -> "list[Found]":
        from coopdesk.ui.command_list import matching

        return matching(self.commands, text)

    def _entered(self, key: str) -> None:
        self.navigation.mark(key)
        self._state_changed(State.SAVED)

    def _stayed(self) -> None:
        """The screen in front stays there: so does its item in the navigation."""
        self.navigation.mark(self.navigation.current)

    def _focus_screen(self) -> None:
        if self.stage.front:
            self.stage.front.begin()

    # Verbs

    def save(self) -> None:
        """Save what is typed on the screen in front."""
        if self.stage.front:
            self.stage.front.save()

    def undo(self) -> None:
        """Take back the last save."""
        from coopdesk.ui import verbs

        self._leave(partial(self._work.do, verbs.undo, self._undone))

    def redo(self) -> None:
        """Bring back what the last undo took."""
        from coopdesk.ui import verbs

        self._leave(partial(self._work.do, verbs.redo, self._redone))

    def _leave(self, then: Callable[[], None]) -> None:
        if self.stage.front:
            self.stage.front.leave(then)
        else:
            then()

    def _undone(self, outcome: Outcome[Done[int]]) -> None:
        self._tell_if_nothing(outcome, str(NOTHING_TO_UNDO))

    def _redone(self, outcome: Outcome[Done[int]]) -> None:
        self._tell_if_nothing(outcome, str(NOTHING_TO_REDO))

    def _tell_if_nothing(self, outcome: Outcome[Done[int]], nothing: str) -> None:
        self.hush()
        if isinstance(outcome, Failure):
            self.tell_failure(outcome.error)
        elif not outcome.value.value:
            self.banner.tell(nothing)

    def refresh(self) -> None:
        """Read everything again."""
        self.stage.refresh()
        self.watch.count_soon()

    def come_back(self) -> None:
        """The officer comes from another program: look at once what was saved there."""
        self.watch.look_now()

    def lock(self) -> None:
        """Lock the desk; one without a passphrase gets one first."""
        if self.locked:
            self.lock_wanted.emit()
        else:
            self.show_screen("settings")

    def speak(self, language: str) -> None:
        """Show everything in another language, at once, and from the next start on."""
        chosen = next(known for known in LANGUAGES if known == language)
        set_current(chosen)
        self.in_other_language()
        from coopdesk.ui import verbs

        self._work.do(partial(verbs.remember_language, language=chosen), self._remembered)

    def in_other_language(self) -> None:
        """Say everything in the language that is current now."""
        self._spoken = current()
        QCoreApplication.sendEvent(self.window(), QEvent(QEvent.Type.LanguageChange))
        self.top.show_language()
        if self.commands:
            self.tell_place()

    def _remembered(self, outcome: Outcome[Done[None]]) -> None:
        if isinstance(outcome, Failure):
            self.tell_failure(outcome.error)

    def leave(self) -> bool:
        """Whether the window may close now; else what is typed is saved and `left` follows."""
        screen = self.stage.front
        if screen is None or not screen.has_changes():
            self.stage.keep()
            return True
        if self.state is State.REFUSED:
            self.stage.keep()
            return True
        screen.leave(self.left.emit)
        return False

    # What the window hears

    def _follow(self, touched: Touched) -> None:
        self.stage.follow(touched)

    def _state_changed(self, state: State) -> None:
        self.state = state
        self.top.show_state(state)

    def _tell(self, title: str, text: str, acts: object) -> None:
        self.banner.tell(title, text, *buttons(acts))

    def tell_failure(self, error: CoopdeskError) -> None:
        """Say why something was not done."""
        self.banner.tell(str(NOT_DONE), sentence(error))


def _office(desk: Desk) -> tuple[Office, bool]:
    return desk.office, desk.is_locked


def _waiting_note(desk: Desk) -> bool:
    from coopdesk.desk.note_capture import waiting

    return waiting(desk) is not None


def _whose(desk: Desk) -> Whose:
    from coopdesk.desk.partner_names import whose

    return whose(desk)


def buttons(acts: object) -> "tuple[tuple[Message, Act], ...]":
    """The buttons of a notice: none, one (words, action), or two of them."""
    if not isinstance(acts, tuple) or not acts:
        return ()
    return acts if isinstance(acts[0], tuple) else (acts,)

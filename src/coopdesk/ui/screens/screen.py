# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every screen is to the frame around it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import Signal

from coopdesk.desk.desk import Touched
from coopdesk.language import Message
from coopdesk.ui.panel import Panel
from coopdesk.ui.work import Work


class Place(NamedTuple):
    """One item of the navigation: `types` are the record types at home there, the first of them what
    a new record is; `crafted` names its class, "" for list and form."""

    key: str
    label: Message
    icon: str
    types: tuple[str, ...] = ()
    crafted: str = ""


class Screen(Panel):
    """What the window shows for one item of the navigation.

    A screen asks and acts through `work` alone; what it wants of the rest of the window it
    says by a signal. Opening a record elsewhere, for one, is `open_wanted`, never a window
    of its own.
    """

    open_wanted = Signal(object, str)
    """A RecordType and an id: show this record where it belongs."""
    new_wanted = Signal(object, object)
    """A RecordType and a Mapping[field key, value] to begin with: a new record of it."""
    told = Signal(str, str, object)
    """Title, sentence, and None or (words of the button, action): one thing for the banner."""
    failed = Signal(object)
    """A CoopdeskError that is shown in the banner."""
    state_changed = Signal(object)
    """The ui.state.State of what is typed here."""
    screen_wanted = Signal(str)
    """The key of a screen, or of a list behind one: show it, as it was left."""
    command_wanted = Signal(str)
    """The key of a command of the window, such as "lock" or "language fr" (see `commanding`)."""
    office_changed = Signal()
    """The office, or whether the desk is locked, was changed: the frame reads both again."""
    report_wanted = Signal(str, str, str, str)
    """The name of a report (see `desk.reporting`), the id and title of what it is about, and its
    language: show it before it is saved or printed."""
    counts_changed = Signal()
    """Something was done that no save shows: what waits, or is not sent yet, is to be counted anew."""
    arranged = Signal()
    """The screen was arranged in a way that is kept at once, such as filters under a name."""
    left = Signal()
    """After `leave` was asked: everything typed is saved, or kept as a draft."""
    stayed = Signal()
    """After `leave` was asked: something typed is refused, and the screen stays in front."""
    first_shown = Signal()
    """Once: the first rows, or that there are none, stand on the screen. What can wait comes after."""

    def __init__(self, work: Work) -> None:
        super().__init__("canvas")
        self.work = work

    def begin(self) -> None:
        """Called each time the screen comes to the front: read what it shows, focus its first part."""

    def take_ahead(self, answer: object) -> None:
        """Called on the first screen before `begin`: what it would ask, if that was answered already."""

    def follow(self, touched: Touched) -> None:
        """Called after each save while the screen exists: refresh what this changed, nothing else."""

    def refresh(self) -> None:
        """Read everything again: another program may have saved."""

    def show_record(self, kind: object, record_id: str) -> bool:
        """Show a record here; False when this screen has no place for its type."""
        return False

    def begin_record(self, kind: object, values: Mapping[str, object]) -> bool:
        """Begin a record of a type with these values; False when this screen has no form for it."""
        return False

    def has_changes(self) -> bool:
        """Whether something typed here is not saved yet."""
        return False

    def save(self) -> None:
        """What Ctrl+S means here: save what is typed."""
        self.leave(lambda: None)

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is typed, then do `then`; a screen that must stay does not call it and says why."""
        then()

    def keep(self) -> None:
        """Keep what is typed as a draft, at once: the window closes or locks, whatever may be refused."""

    def remembered(self) -> dict[str, object]:
        """How the officer has arranged this screen (splitter, columns, order), as JSON may hold it."""
        return {}

    def arrange(self, remembered: Mapping[str, object]) -> None:
        """Arrange the screen as `remembered` said; called once, before `begin`."""

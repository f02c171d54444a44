# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks again and again, on the worker, whether another window or a command has saved, and counts
what waits."""

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.noticing import Noticed, Seen, look, waiting
from coopdesk.ui.work import Outcome, Success, Work

BETWEEN = 1000
"""Milliseconds between two looks: a save of another program is seen within two seconds."""
SOON = 300
"""Milliseconds after a save until what waits is counted: several saves are counted once."""


class Watch(QObject):
    """Says what others saved, and how much waits."""

    changed = Signal(object)
    """The Touched of others' saves."""
    much_changed = Signal()
    """So much was saved elsewhere that everything is to be read again."""
    counted = Signal(object)
    """How much waits, by the key of the screen."""
    counted_unsent = Signal(int)
    """How many saves are in no bundle yet."""

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._seen: Seen | None = None
        self._day = ""
        self._looking = QTimer(self)
        self._looking.setInterval(BETWEEN)
        self._looking.timeout.connect(self.look_now)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(SOON)
        self._counting.timeout.connect(self.count_now)
        work.touched.connect(self.count_soon)

    def start(self) -> None:
        """Begin to look."""
        self._looking.start()
        self.look_now()
        self.count_now()

    def look_now(self) -> None:
        """Look once, if the look has begun at all; after midnight count again too."""
        if not self._looking.isActive():
            return
        self._work.ask(partial(look, before=self._seen), self._looked, lane="watch")
        if self._day != date.today().isoformat():
            self.count_soon()

    def count_soon(self, touched: Touched | None = None) -> None:
        """Count in a moment."""
        self._counting.start()

    def count_now(self) -> None:
        """Count what waits."""
        today = date.today()
        self._day = today.isoformat()
        self._work.ask(partial(waiting, on=today), self._counted, lane="counting")
        self._work.ask(_unsent, self._unsent_counted, lane="unsent")

    def _looked(self, outcome: Outcome[Noticed]) -> None:
        if not isinstance(outcome, Success):
            return
        self._seen = outcome.value.seen
        touched = outcome.value.touched
        if touched is None:
            self.much_changed.emit()
        elif touched:
            self.changed.emit(touched)
        if touched is None or touched:
            self.count_soon()

    def _counted(self, outcome: Outcome[dict[str, int]]) -> None:
        if isinstance(outcome, Success):
            found = outcome.value
            counts = {
                "today": found["late"] + found["decide"],
                "follow-ups": found["follow-ups"],
                "fair": found["matches"],
                "bundles": found["decide"],
            }
            self.counted.emit(counts)

    def _unsent_counted(self, outcome: Outcome[int]) -> None:
        if isinstance(outcome, Success):
            self.counted_unsent.emit(outcome.value)


def _unsent(desk: Desk) -> int:
    from coopdesk.desk.unsent import unsent

    return unsent(desk)

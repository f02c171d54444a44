# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one worker thread: it alone holds the open desk. Jobs go in, outcomes come back.

The window hands over a question or a verb with the method that is to receive the outcome.
Outcomes return through a signal to `Work`, which lives on the thread of the window, so every
receiver runs there. A receiver is a method of a QObject: one that was deleted meanwhile is
left out. After a verb, `Work.touched` tells the whole window what changed.
"""

import sys
from collections.abc import Callable
from functools import partial
from threading import Thread
from time import monotonic, sleep
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal, Slot

from coopdesk.desk.desk import Desk
from coopdesk.desk.noticing import view
from coopdesk.errors import BugError
from coopdesk.ui.clearing import Clearing
from coopdesk.ui.hands import Done, Failure, Hands, Job, OpenedDesk, Outcome, Success, attempted

__all__ = ["Done", "Failure", "OpenedDesk", "Outcome", "Success", "Work"]

T = TypeVar("T")
TURN = 0.001
"""Seconds until the worker lets the window have its turn: Python's own 5 ms add up to a visible wait."""
LONGEST_GOODBYE = 15.0
"""Seconds that closing waits for what runs beside, then for the save in progress."""
MOMENT = 0.02
"""Seconds of that wait at a time."""


class Work(QObject):
    """The side of the window: takes jobs, hands out outcomes, says what was touched."""

    touched = Signal(object)
    _done = Signal(object, object)

    def __init__(self, hands: Hands | None = None) -> None:
        """`hands` are those that have begun to work already."""
        super().__init__()
        self._count = 0
        self._newest: dict[str, int] = {}
        self._clearing = Clearing()
        sys.setswitchinterval(TURN)
        self._beside: list[Thread] = []
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._hands = hands or Hands()
        self._hands.listen(self._is_outdated, self._tell)

    def ask(
        self, question: Callable[[Desk], T], receiver: Callable[[Outcome[T]], None], lane: str = ""
    ) -> None:
        """Ask the desk; within a lane only the newest question counts."""
        self._submit(partial(_answer, question), receiver, lane)

    def do(self, verb: Callable[[Desk], Done[T]], receiver: Callable[[Outcome[Done[T]]], None]) -> None:
        """Let the desk do something; `touched` follows when it is done."""
        self._submit(partial(_answer, verb), receiver, "")

    def run(self, action: Callable[[], T], receiver: Callable[[Outcome[T]], None], lane: str = "") -> None:
        """Run something that needs no desk, yet may keep the window waiting."""
        self._submit(partial(_run, action), receiver, lane)

    def beside(
        self,
        action: Callable[[], T],
        receiver: Callable[[Outcome[T]], None],
        *,
        is_awaited: bool = True,
    ) -> None:
        """Run something long that needs no desk of ours beside everything else, on a thread of its own;
        `is_awaited`: the window waits for it before it ends, within reason."""
        self._count += 1
        job = Job(self._count, partial(_run, action), receiver)
        thread = Thread(target=self._run_beside, args=(job,), name="coopdesk-beside", daemon=True)
        if is_awaited:
            self._beside.append(thread)
        thread.start()

    def _run_beside(self, job: Job) -> None:
        self._tell(job, attempted(job.action, self._hands))

    def _tell(self, job: Job, outcome: Outcome[Any]) -> None:
        """Called on the worker: send the outcome over to the thread of the window, if it is there still."""
        if shiboken6.isValid(self):
            self._done.emit(job, outcome)

    def open(self, opening: Callable[[], Desk], receiver: Callable[[Outcome[OpenedDesk]], None]) -> None:
        """Open or make a desk and keep it at hand."""
        self._submit(partial(_open, opening), receiver, "")

    def take_opened(self, receiver: Callable[[Outcome[OpenedDesk]], None]) -> None:
        """Receive the desk that the hands began to open by themselves."""
        self._submit(_opened, receiver, "")

    def close(self, receiver: Callable[[Outcome[None]], None]) -> None:
        """Close the desk, after everything that was asked before; the thread waits for another."""
        self._submit(_close, receiver, "")

    def stop(self) -> None:
        """Let the jobs in hand finish, within reason, close the desk and end the thread. What comes of them
        is received meanwhile. What still runs beside after that is ended with the program, as a power cut
        would: it writes whole files or none."""
        if not self._hands.is_running:
            return
        if self._is_beside():
            self._wait_while(self._is_beside)
        if self._hands.stop(MOMENT) or self._wait_while(lambda: self._hands.is_running):
            self._clearing.stop()

    def _is_beside(self) -> bool:
        return any(thread.is_alive() for thread in self._beside)

    def _wait_while(self, goes_on: Callable[[], bool]) -> bool:
        """Wait for an end, within reason; whether it came. Events go on: what came is received, and a window
        that was hidden goes from the screen."""
        end = monotonic() + LONGEST_GOODBYE
        is_on = True
        while is_on and monotonic() < end:
            sleep(MOMENT)
            is_on = goes_on()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return not is_on

    def _submit(self, action: Callable[[Hands], T], receiver: Callable[[Any], None], lane: str) -> None:
        if not isinstance(getattr(receiver, "__self__", None), QObject):
            raise TypeError("the receiver of an outcome is a method of a QObject")
        self._count += 1
        if lane:
            self._newest[lane] = self._count
        self._hands.put(Job(self._count, action, receiver, lane))

    def _is_outdated(self, job: Job) -> bool:
        return bool(job.lane) and self._newest.get(job.lane) != job.number

    @Slot(object, object)
    def _deliver(self, job: Job, outcome: Outcome[Any]) -> None:
        if self._is_outdated(job):
            return
        if shiboken6.isValid(job.receiver.__self__):  # type: ignore[attr-defined]
            job.receiver(outcome)
        value = outcome.value if isinstance(outcome, Success) else None
        if isinstance(value, Done) and value.touched:
            self.touched.emit(value.touched)


def _answer(question: Callable[[Desk], T], hands: Hands) -> T:
    return question(hands.desk)


def _run(action: Callable[[], T], hands: Hands) -> T:
    return action()


def _open(opening: Callable[[], Desk], hands: Hands) -> OpenedDesk:
    desk = opening()
    hands.take(desk)
    return OpenedDesk(desk.office, desk.is_locked, view(desk))


def _opened(hands: Hands) -> OpenedDesk:
    match hands.ahead:
        case Success(opened):
            return opened
        case Failure(error):
            raise error
    raise BugError("not_begun", "Nobody asked the worker to open a desk by itself.")


def _close(hands: Hands) -> None:
    hands.let_go()

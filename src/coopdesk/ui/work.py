# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one worker thread: it alone holds the open desk. Jobs go in, outcomes come back.

The window hands over a question or a verb with the method that is to receive the outcome.
Outcomes return through a signal to `Work`, which lives on the thread of the window, so every
receiver runs there. A receiver is a method of a QObject: one that was deleted meanwhile is
left out. After a verb, `Work.touched` tells the whole window what changed.
"""

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import partial
from threading import Thread
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from coopdesk.desk.desk import Desk, Office, Touched
from coopdesk.desk.noticing import view
from coopdesk.errors import BugError, CoopdeskError
from coopdesk.frozen import dataclass
from coopdesk.ui.clearing import Clearing

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
LOG = logging.getLogger("coopdesk.ui")
TURN = 0.001
"""Seconds until the worker lets the window have its turn: Python's own 5 ms add up to a visible wait."""
LONGEST_GOODBYE = 15_000
"""How long closing waits for the save in progress, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Success(Generic[T_co]):
    """What a job gave."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job gave nothing."""

    error: CoopdeskError


Outcome = Success[T] | Failure


@dataclass(frozen=True, slots=True)
class Done(Generic[T_co]):
    """What a verb gives: its result, and what it touched."""

    value: T_co
    touched: Touched = field(default_factory=lambda: Touched({}))


@dataclass(frozen=True, slots=True)
class OpenedDesk:
    """What the window needs to know of the desk that the worker opened."""

    office: Office
    locked: bool
    view: Mapping[str, object] = field(default_factory=dict)
    """How the window was arranged when it was last closed."""


@dataclass(frozen=True, slots=True)
class _Job:
    number: int
    action: Callable[["Hands"], object]
    receiver: Callable[[Any], None]
    lane: str = ""


class Hands(QObject):
    """The side of the worker thread: runs one job after the other with the desk it holds."""

    done = Signal(object, object)

    def __init__(self, is_outdated: Callable[[_Job], bool]) -> None:
        super().__init__()
        self._is_outdated = is_outdated
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The open desk."""
        if self._desk is None:
            raise BugError("no_open_desk", "A question came before the desk was open.")
        return self._desk

    @property
    def is_open(self) -> bool:
        """Whether a desk is open."""
        return self._desk is not None

    def take(self, desk: Desk) -> None:
        """Work with this desk from now on."""
        if self._desk is not None:
            self._desk.close()
        self._desk = desk

    def let_go(self) -> None:
        """Close the desk."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None
            from coopdesk.desk import viewing

            viewing.forget_copies()

    @Slot(object)
    def run(self, job: _Job) -> None:
        """Run one job, unless a later one has taken its place."""
        if not self._is_outdated(job):
            self.done.emit(job, attempted(job.action, self))

    @Slot()
    def stop(self) -> None:
        """Close the desk and end the thread."""
        self.let_go()
        self.thread().quit()


def attempted(action: Callable[[Hands], T], hands: Hands) -> Outcome[T]:
    """The outcome of an action: nothing is raised past here, for a signal would swallow it."""
    try:
        return Success(action(hands))
    except CoopdeskError as error:
        return Failure(error)
    except Exception as error:
        return Failure(_logged(error, hands))


def _logged(error: Exception, hands: Hands) -> BugError:
    """Note a mistake of ours in the desk's log, and where coopdesk was started."""
    from coopdesk.desk.bug_log import lines_about, of_us, write

    LOG.error("\n".join(lines_about(error)))
    return of_us(write(hands.desk.store.profile, error) if hands.is_open else None)


class Work(QObject):
    """The side of the window: takes jobs, hands out outcomes, says what was touched."""

    touched = Signal(object)
    _wanted = Signal(object)
    _stopping = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._newest: dict[str, int] = {}
        self._clearing = Clearing()
        sys.setswitchinterval(TURN)
        self._beside: list[Thread] = []
        self._thread = QThread()
        self._thread.setObjectName("coopdesk-work")
        self._hands = Hands(self._is_outdated)
        self._hands.moveToThread(self._thread)
        self._wanted.connect(self._hands.run, Qt.ConnectionType.QueuedConnection)
        self._stopping.connect(self._hands.stop, Qt.ConnectionType.QueuedConnection)
        self._hands.done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread.start()

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

    def beside(self, action: Callable[[], T], receiver: Callable[[Outcome[T]], None]) -> None:
        """Run something long that needs no desk of ours beside everything else, on a thread of its own."""
        self._count += 1
        job = _Job(self._count, partial(_run, action), receiver)
        thread = Thread(target=self._run_beside, args=(job,), name="coopdesk-beside")
        self._beside.append(thread)
        thread.start()

    def _run_beside(self, job: _Job) -> None:
        self._hands.done.emit(job, attempted(job.action, self._hands))

    def open(self, opening: Callable[[], Desk], receiver: Callable[[Outcome[OpenedDesk]], None]) -> None:
        """Open or make a desk and keep it at hand."""
        self._submit(partial(_open, opening), receiver, "")

    def close(self, receiver: Callable[[Outcome[None]], None]) -> None:
        """Close the desk, after everything that was asked before; the thread waits for another."""
        self._submit(_close, receiver, "")

    def stop(self) -> None:
        """Let the jobs in hand finish, close the desk and end the thread."""
        if not self._thread.isRunning():
            return
        for thread in self._beside:
            thread.join()
        self._stopping.emit()
        if self._thread.wait(LONGEST_GOODBYE):
            self._clearing.stop()

    def _submit(self, action: Callable[[Hands], T], receiver: Callable[[Any], None], lane: str) -> None:
        if not isinstance(getattr(receiver, "__self__", None), QObject):
            raise TypeError("the receiver of an outcome is a method of a QObject")
        self._count += 1
        if lane:
            self._newest[lane] = self._count
        self._wanted.emit(_Job(self._count, action, receiver, lane))

    def _is_outdated(self, job: _Job) -> bool:
        return bool(job.lane) and self._newest.get(job.lane) != job.number

    @Slot(object, object)
    def _deliver(self, job: _Job, outcome: Outcome[Any]) -> None:
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


def _close(hands: Hands) -> None:
    hands.let_go()

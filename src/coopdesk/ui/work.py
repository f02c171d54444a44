# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The one worker thread: it alone holds the open desk. Jobs go in, outcomes come back.

The window hands over a question or a verb with the method that is to receive the outcome.
Outcomes return through a signal to `Work`, which lives on the thread of the window, so every
receiver runs there. A receiver is a method of a QObject: one that was deleted meanwhile is
left out. After a verb, `Work.touched` tells the whole window what changed.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from coopdesk.desk.desk import Desk, Office, Touched
from coopdesk.errors import BugError, CoopdeskError
from coopdesk.ui.clearing import Clearing

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
LOG = logging.getLogger("coopdesk.ui")
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

    def take(self, desk: Desk) -> None:
        """Work with this desk from now on."""
        if self._desk is not None:
            self._desk.close()
        self._desk = desk

    @Slot(object)
    def run(self, job: _Job) -> None:
        """Run one job, unless a later one has taken its place."""
        if not self._is_outdated(job):
            self.done.emit(job, attempted(job.action, self))

    @Slot()
    def stop(self) -> None:
        """Close the desk and end the thread."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        self.thread().quit()


def attempted(action: Callable[[Hands], T], hands: Hands) -> Outcome[T]:
    """The outcome of an action: nothing is raised past here, for a signal would swallow it."""
    try:
        return Success(action(hands))
    except CoopdeskError as error:
        return Failure(error)
    except Exception as error:
        # The frames without the message, which may hold what was typed.
        frames = "".join(traceback.format_tb(error.__traceback__))
        LOG.error("%s\n%s", type(error).__name__, frames)
        return Failure(
            BugError("bug", "Something went wrong inside coopdesk: {kind}.", kind=type(error).__name__)
        )


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

    def open(self, opening: Callable[[], Desk], receiver: Callable[[Outcome[OpenedDesk]], None]) -> None:
        """Open or make a desk and keep it at hand."""
        self._submit(partial(_open, opening), receiver, "")

    def stop(self) -> None:
        """Let the jobs in hand finish, close the desk and end the thread."""
        if not self._thread.isRunning():
            return
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
    return OpenedDesk(desk.office, desk.is_locked)

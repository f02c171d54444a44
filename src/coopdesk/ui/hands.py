# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker thread itself, without Qt: it opens the desk while Qt still loads.

Jobs go in through a queue and are run one after the other; whoever listens is told each outcome,
on the worker. What a job is and what comes of it is said here too, for `work` and all who ask it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import field
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from coopdesk.desk.desk import Desk, Office, Touched
from coopdesk.errors import BugError, CoopdeskError
from coopdesk.frozen import dataclass

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
LOG = logging.getLogger("coopdesk.ui")


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
    first: object = None
    """What the first screen would ask, answered already in the language of the window; None where it
    was not asked ahead."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the worker is to do, and who receives what comes of it; within a lane only the job with
    the highest number counts."""

    number: int
    action: Callable[["Hands"], object]
    receiver: Callable[[Any], None]
    lane: str = ""


class Hands:
    """The worker: runs one job after the other with the desk it holds."""

    def __init__(self, first: Callable[["Hands"], OpenedDesk] | None = None) -> None:
        """`first` is begun at once; what comes of it is kept in `ahead`."""
        self.ahead: Outcome[OpenedDesk] | None = None
        self._first = first
        self._desk: Desk | None = None
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="coopdesk-work", daemon=True)
        self._thread.start()

    def listen(self, is_outdated: Callable[[Job], bool], tell: Callable[[Job, Outcome[Any]], None]) -> None:
        """Before the first job: let `tell` have each outcome, and leave out the jobs that are outdated
        when their turn comes. Both are called on the worker."""
        self._is_outdated, self._tell = is_outdated, tell

    def put(self, job: Job) -> None:
        """Run this job after those before it."""
        self._jobs.put(job)

    @property
    def is_running(self) -> bool:
        """Whether the thread has not ended."""
        return self._thread.is_alive()

    def stop(self, seconds: float) -> bool:
        """Finish the jobs, close the desk, and end the thread; whether it did within that time."""
        self._jobs.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    # On the worker

    def _work(self) -> None:
        if self._first:
            self.ahead = attempted(self._first, self)
        while self._next(self._jobs.get()):
            pass
        self.let_go()

    def _next(self, job: Job | None) -> bool:
        """Run a job; False for none. Nothing of it is held while the next one is long in coming."""
        if job and not self._is_outdated(job):
            self._tell(job, attempted(job.action, self))
        return job is not None

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
        """Close the desk; nothing that was read of it stays."""
        self.ahead = None
        if self._desk is not None:
            self._desk.close()
            self._desk = None
            from coopdesk.desk import viewing

            viewing.forget_copies()


def attempted(action: Callable[[Hands], T], hands: Hands) -> Outcome[T]:
    """The outcome of an action: nothing is raised past here, for a signal would swallow it."""
    try:
        return Success(action(hands))
    except CoopdeskError as error:
        return Failure(error)
    except Exception as error:
        return Failure(_of_the_world(error, hands) or _logged(error, hands))


def _of_the_world(error: Exception, hands: Hands) -> CoopdeskError | None:
    """What the disk or another program did to the open desk while it was read; None for our own mistakes."""
    if not hands.is_open:
        return None
    from coopdesk.desk.safekeeping import damage_behind

    return damage_behind(error, hands.desk.profile)


def _logged(error: Exception, hands: Hands) -> BugError:
    """Note a mistake of ours in the desk's log, and where coopdesk was started."""
    from coopdesk.desk.bug_log import lines_about, of_us, write

    LOG.error("\n".join(lines_about(error)))
    return of_us(write(hands.desk.store.profile, error) if hands.is_open else None)

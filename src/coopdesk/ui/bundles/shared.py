# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ways to the shared folder and back, in steps: what needs the desk is done on the worker, what goes
to the folder beside it. A folder that does not answer so keeps nothing else of the window waiting."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from coopdesk.ui.bundles import shared_verbs as verbs
from coopdesk.ui.bundles.shared_verbs import Inside
from coopdesk.ui.work import Done, Failure, Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.desk.leaving_shared import Cleared, Clearing, Parcel
    from coopdesk.desk.sending import Wish
    from coopdesk.desk.sharing import Fetched, Gathered, Lying, Place, Unnamed


class Looking(QObject):
    """Asks what is new there; one look at a time, and one more where somebody asked meanwhile."""

    came = Signal(object)
    """The outcome: a Lying, None where no folder is shared."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._place: Place | None = None
        self._is_looking = self._is_asked_again = False

    def begin(self) -> None:
        """Ask."""
        if self._is_looking:
            self._is_asked_again = True
            return
        self._is_looking, self._is_asked_again = True, False
        self._work.ask(verbs.place, self._placed)

    def _placed(self, outcome: "Outcome[Place | None]") -> None:
        if isinstance(outcome, Failure) or outcome.value is None:
            self._end(outcome)
            return
        self._place = outcome.value
        self._work.beside(partial(verbs.lying, self._place), self._lies, is_awaited=False)

    def _lies(self, outcome: "Outcome[Unnamed]") -> None:
        if isinstance(outcome, Failure) or self._place is None:
            self._end(outcome)
            return
        self._work.ask(partial(verbs.told, place=self._place, found=outcome.value), self._told)

    def _told(self, outcome: "Outcome[Lying]") -> None:
        self._end(outcome)

    def _end(self, outcome: Outcome[object]) -> None:
        self._is_looking = False
        self.came.emit(outcome)
        if self._is_asked_again:
            self.begin()


class Fetching(QObject):
    """Fetches what is new there and says what it would bring; then reads it, or lets it be."""

    seen = Signal(object)
    """The outcome of the first: an Inside, None where no folder is shared."""
    taken = Signal(object)
    """The outcome of the second: a Gathered."""
    remarked = Signal(object)
    """The same once more, where there is something else to be told of the folder."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._fetched: Fetched | None = None
        self._gathered: Gathered | None = None
        self._folder = Path()

    def begin(self) -> None:
        """Fetch what is new."""
        self.drop()
        self._work.ask(verbs.place, self._placed)

    def _placed(self, outcome: "Outcome[Place | None]") -> None:
        if isinstance(outcome, Failure) or outcome.value is None:
            self.seen.emit(outcome)
            return
        self._work.beside(partial(verbs.fetch, outcome.value), self._came, is_awaited=False)

    def _came(self, outcome: "Outcome[Fetched]") -> None:
        if isinstance(outcome, Failure):
            self.seen.emit(outcome)
            return
        self._fetched = outcome.value
        self._work.ask(partial(verbs.inside, fetched=self._fetched), self._looked)

    def _looked(self, outcome: Outcome[Inside]) -> None:
        if isinstance(outcome, Failure):
            self.drop()
        self.seen.emit(outcome)

    def take(self) -> None:
        """Read what was fetched."""
        fetched, self._fetched = self._fetched, None
        if fetched:
            self._folder = fetched.place.folder
            self._work.do(partial(verbs.take, fetched=fetched), self._read)

    def _read(self, outcome: "Outcome[Done[Gathered]]") -> None:
        if isinstance(outcome, Failure):
            self.taken.emit(outcome)
            return
        self._gathered = outcome.value.value
        self.taken.emit(Success(self._gathered))
        self._work.ask(partial(verbs.to_clear, folder=self._folder), self._lies)

    # What was read stands, and was told, also where nothing can be taken away now.

    def _lies(self, outcome: "Outcome[Clearing]") -> None:
        if isinstance(outcome, Success):
            self._work.beside(partial(verbs.clear, outcome.value), self._cleared, is_awaited=False)

    def _cleared(self, outcome: "Outcome[Cleared]") -> None:
        remarks = outcome.value.remarks() if isinstance(outcome, Success) else ()
        if self._gathered and remarks:
            self.remarked.emit(replace(self._gathered, remarks=remarks))

    def drop(self) -> None:
        """Let what was fetched be."""
        fetched, self._fetched = self._fetched, None
        if fetched:
            self._work.run(fetched.remove, self._dropped)

    def _dropped(self, outcome: Outcome[None]) -> None:
        """The copies are gone, or go when the window closes."""


class Delivering(QObject):
    """Writes a bundle, and carries it there."""

    written = Signal(object)
    """The outcome: the Done of a Sent."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._parcel: Parcel | None = None
        self._files: tuple[Path, ...] = ()
        self._refused: Failure | None = None

    def begin(self, folder: Path, wish: "Wish") -> None:
        """Write for a shared folder, which is remembered."""
        self._work.ask(partial(verbs.parcel, folder=folder, wish=wish), self._packed)

    def _packed(self, outcome: "Outcome[Parcel]") -> None:
        if isinstance(outcome, Failure):
            self.written.emit(outcome)
            return
        self._parcel = outcome.value
        self._work.beside(partial(verbs.deliver, self._parcel), self._delivered)

    def _delivered(self, outcome: Outcome[tuple[Path, ...]]) -> None:
        if self._parcel is None:
            return
        if isinstance(outcome, Failure):
            self._refused = outcome
            self._work.ask(partial(verbs.withdraw, parcel=self._parcel), self._withdrawn)
            return
        self._files = outcome.value
        self._work.ask(partial(verbs.delivered, parcel=self._parcel), self._lies)

    def _withdrawn(self, outcome: Outcome[None]) -> None:
        self.written.emit(self._refused)

    def _lies(self, outcome: "Outcome[Clearing]") -> None:
        if isinstance(outcome, Failure):  # what was delivered stands all the same
            self._end(())
            return
        self._work.beside(partial(verbs.clear, outcome.value), self._cleared, is_awaited=False)

    def _cleared(self, outcome: "Outcome[Cleared]") -> None:
        self._end(outcome.value.remarks() if isinstance(outcome, Success) else ())

    def _end(self, remarks: tuple[str, ...]) -> None:
        from coopdesk.desk.leaving_shared import sent

        if self._parcel:
            self.written.emit(Success(Done(sent(self._parcel, self._files, remarks))))

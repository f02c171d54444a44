# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the screens stand: one in front, the others kept as they were left, each made when first
needed."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from coopdesk.desk.desk import Touched
from coopdesk.records.declaration import RecordType
from coopdesk.ui.screens import directory
from coopdesk.ui.screens.screen import Place, Screen
from coopdesk.ui.work import Work

LISTS = "list "
"""Before the key of a place: its list and form, where it has a crafted screen besides."""


class Stage(QStackedWidget):
    """All screens made so far."""

    entered = Signal(str)
    """The key of the screen that has come to the front."""
    arrived = Signal(object)
    """A screen was made: the frame connects what it wants to hear."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._screens: dict[str, Screen] = {}
        self._missed: dict[str, list[Touched]] = {}
        self._remembered: dict[str, Mapping[str, object]] = {}
        self._key = ""

    @property
    def key(self) -> str:
        """The key of the screen in front, "" before the first."""
        return self._key

    @property
    def front(self) -> Screen | None:
        """The screen in front."""
        return self._screens.get(self._key)

    def show_screen(self, key: str, then: Callable[[Screen], object] | None = None) -> None:
        """Bring a screen to the front, once what is typed in the one before is saved, then act on it."""
        front = self.front
        if front is None or key == self._key:
            self._enter(key, then)
        else:
            front.leave(partial(self._enter, key, then))

    def show_record(self, kind: RecordType, record_id: str) -> None:
        """Show a record where it belongs: on the screen of its type, else in its list."""
        self._on_its_screen(kind, lambda screen: screen.show_record(kind, record_id))

    def begin_record(self, kind: RecordType, values: Mapping[str, object]) -> None:
        """Begin a record where it belongs."""
        self._on_its_screen(kind, lambda screen: screen.begin_record(kind, values))

    def _on_its_screen(self, kind: RecordType, act: Callable[[Screen], bool]) -> None:
        home = directory.home_of(kind.key)
        self.show_screen(home.key, partial(self._act_or_list, home, act))

    def _act_or_list(self, home: Place, act: Callable[[Screen], bool], screen: Screen) -> None:
        if not act(screen):
            self.show_screen(LISTS + home.key, act)

    def made(self, key: str) -> Screen:
        """The screen with this key, made now if it was not there yet."""
        found = self._screens.get(key)
        if found is None:
            place = directory.BY_KEY[key.removeprefix(LISTS)]
            make = directory.listed if key.startswith(LISTS) else directory.made
            found = self._screens[key] = make(place, self._work)
            found.arrange(self._remembered.get(key, {}))
            self.addWidget(found)
            self.arrived.emit(found)
        return found

    def _enter(self, key: str, then: Callable[[Screen], object] | None) -> None:
        screen = self.made(key)
        self._key = key
        self.setCurrentWidget(screen)
        self.entered.emit(key.removeprefix(LISTS))
        screen.begin()
        for touched in self._missed.pop(key, ()):
            screen.follow(touched)
        if then:
            then(screen)

    def follow(self, touched: Touched) -> None:
        """Let the screen in front follow a save at once, the others when they come to the front."""
        for key, screen in self._screens.items():
            if key == self._key:
                screen.follow(touched)
            else:
                self._missed[key] = [merged([*self._missed.get(key, ()), touched])]

    def refresh(self) -> None:
        """Let the screen in front read everything again; the others read when they are made anew."""
        everything = Touched({kind: ("",) for place in directory.PLACES for kind in place.types})
        for key, screen in self._screens.items():
            if key == self._key:
                screen.refresh()
            else:
                self._missed[key] = [everything]

    def keep(self) -> None:
        """Keep what is typed anywhere as drafts."""
        for screen in self._screens.values():
            screen.keep()

    def remembered(self) -> dict[str, Mapping[str, object]]:
        """How each screen was arranged, those too that were not opened this time."""
        made = {key: screen.remembered() for key, screen in self._screens.items()}
        return {**self._remembered, **{key: kept for key, kept in made.items() if kept}}

    def arrange(self, remembered: Mapping[str, object]) -> None:
        """Remember how the screens were arranged, for when they are made."""
        self._remembered = {key: kept for key, kept in remembered.items() if isinstance(kept, dict)}


def merged(notices: list[Touched]) -> Touched:
    """Several notices as one."""
    ids: dict[str, tuple[str, ...]] = {}
    for notice in notices:
        for key, touched in notice.ids.items():
            ids[key] = tuple(dict.fromkeys((*ids.get(key, ()), *touched)))
    return Touched(ids)

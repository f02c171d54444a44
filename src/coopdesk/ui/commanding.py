# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands of the window and their keys."""

from collections.abc import Callable, Iterator
from functools import partial

from coopdesk.desk import handbook
from coopdesk.desk.reporting import REPORTS
from coopdesk.language import LANGUAGES, N_, Message
from coopdesk.records.types import BY_KEY
from coopdesk.ui.command_list import Command
from coopdesk.ui.new_menu import begun_types
from coopdesk.ui.screens.directory import ASIDE, PLACES, WITHIN, home_of, keys_of
from coopdesk.ui.stage import LISTS
from coopdesk.ui.top_bar import LOCK, NEW, OWN_NAMES, REDO, UNDO
from coopdesk.ui.workplace import Workplace

FIND = N_("Search")
SAVE = N_("Save")
REFRESH = N_("Read everything again")
GO_TO = N_("Go to: {screen}")
LIST_OF = N_("List: {types}")
REPORT_OF = N_("Report: {name}")
BEGIN = N_("New: {type}")
SHOW_IN = N_("Show in: {language}")
NEXT, PREVIOUS = N_("Next screen"), N_("Previous screen")
EXPLAIN = N_("Handbook: this screen")
HANDBOOK = N_("Handbook: {page}")
OTHER_DESK = N_("Open another desk…")
COLOURS = N_("Colours: {scheme}")
SCHEMES: dict[str, Message] = {"light": N_("Light"), "dark": N_("Dark"), "": N_("As the system")}


def commands_of(workplace: Workplace, wear: Callable[[str], None]) -> tuple[Command, ...]:
    """All commands; `wear` puts on a colour scheme by its name."""
    return (
        Command("find", FIND, workplace.top.focus_search, "search", "Ctrl+K"),
        Command("new", NEW, workplace.choose_new, "plus", "Ctrl+N"),
        Command("new note", _words("note"), partial(_begin, workplace, "note"), "notes", "Ctrl+Shift+N"),
        Command("save", SAVE, workplace.save, "check", "Ctrl+S"),
        Command("undo", UNDO, workplace.undo, "arrow-back-up", "Ctrl+Z"),
        Command("redo", REDO, workplace.redo, "arrow-forward-up", "Ctrl+Shift+Z", ("Ctrl+Y",)),
        *_screens(workplace),
        Command("lock", LOCK, workplace.lock, "lock", "Ctrl+L"),
        Command("refresh", REFRESH, workplace.refresh, "history", "F5"),
        Command("next", NEXT, partial(_step, workplace, 1), "chevron-down", "Ctrl+PgDown"),
        Command("previous", PREVIOUS, partial(_step, workplace, -1), "chevron-up", "Ctrl+PgUp"),
        Command("explain", EXPLAIN, partial(_explain, workplace), "book", "F1"),
        Command("other desk", OTHER_DESK, partial(_other_desk, workplace), "home"),
        *_begun(workplace),
        *_lists(workplace),
        *_reports(workplace),
        *_languages(workplace),
        *_schemes(wear),
        *_handbook(workplace),
    )


def _screens(workplace: Workplace) -> Iterator[Command]:
    for place in PLACES:
        keys, *more = keys_of(place.key) or ("",)
        words = partial(GO_TO.format, screen=place.label)
        go = partial(workplace.show_screen, place.key)
        yield Command(f"go {place.key}", words, go, place.icon, keys, tuple(more))
    for place in ASIDE:
        words = partial(GO_TO.format, screen=place.label)
        yield Command(f"go {place.key}", words, partial(workplace.show_screen, place.key), place.icon)


def _lists(workplace: Workplace) -> Iterator[Command]:
    for place in PLACES:
        for key in place.types:
            words = partial(LIST_OF.format, types=BY_KEY[key].plural)
            yield Command(f"list {key}", words, partial(_list, workplace, key), "table")


def _reports(workplace: Workplace) -> Iterator[Command]:
    for name, report in REPORTS.items():
        words = partial(REPORT_OF.format, name=report.label)
        yield Command(f"report {name}", words, partial(_report, workplace, name), "report")


def _begun(workplace: Workplace) -> Iterator[Command]:
    for kind in begun_types(()):
        if kind.key != "note":
            begin = partial(_begin, workplace, kind.key)
            yield Command(f"new {kind.key}", _words(kind.key), begin, home_of(kind.key).icon)


def _languages(workplace: Workplace) -> Iterator[Command]:
    for language in LANGUAGES:
        words = partial(SHOW_IN.format, language=OWN_NAMES[language])
        yield Command(f"language {language}", words, partial(workplace.speak, language), "language")


def _schemes(wear: Callable[[str], None]) -> Iterator[Command]:
    icons = {"light": "sun", "dark": "moon", "": "device-desktop"}
    for name, label in SCHEMES.items():
        words = partial(COLOURS.format, scheme=label)
        yield Command(f"colours {name}", words, partial(wear, name), icons[name])


def _handbook(workplace: Workplace) -> Iterator[Command]:
    for key, title in handbook.TITLES.items():
        words = partial(HANDBOOK.format, page=title)
        yield Command(f"handbook {key}", words, partial(_read, workplace, key), "book")


def _words(key: str) -> Callable[[], str]:
    return partial(BEGIN.format, type=BY_KEY[key].label)


def _begin(workplace: Workplace, key: str) -> None:
    workplace.begin_record(BY_KEY[key])


def _list(workplace: Workplace, key: str) -> None:
    place = home_of(key)
    workplace.hush()
    screen_key = LISTS + place.key if place.crafted else place.key
    workplace.stage.show_screen(screen_key, partial(_show_type, key))


def _show_type(key: str, screen: object) -> None:
    from coopdesk.ui.screens.list_screen import ListScreen

    if isinstance(screen, ListScreen):
        screen.show_type(BY_KEY[key])


def _report(workplace: Workplace, name: str) -> None:
    workplace.hush()
    workplace.stage.show_screen("reports", partial(_choose_report, name))


def _choose_report(name: str, screen: object) -> None:
    from coopdesk.ui.reports.screen import ReportsScreen

    if isinstance(screen, ReportsScreen):
        screen.choosing.ask_for(name)


def _other_desk(workplace: Workplace) -> None:
    workplace.hush()
    workplace.stage.show_screen("settings", _choose_desk)


def _choose_desk(screen: object) -> None:
    from coopdesk.ui.screens.settings import SettingsScreen

    if isinstance(screen, SettingsScreen):
        screen.desks.choose()


def _explain(workplace: Workplace) -> None:
    if workplace.stage.key != "handbook":
        _read(workplace, handbook.page_of_screen(workplace.navigation.current))


def _read(workplace: Workplace, page: str) -> None:
    back = workplace.stage.key
    workplace.hush()
    show = partial(_show_page, page, "" if back == "handbook" else back)
    workplace.stage.show_screen("handbook", show)


def _show_page(page: str, back: str, screen: object) -> None:
    from coopdesk.ui.handbook.screen import HandbookScreen

    if isinstance(screen, HandbookScreen):
        screen.show_page(page, back)


def _step(workplace: Workplace, by: int) -> None:
    keys = [place.key for place in PLACES]
    now = WITHIN.get(workplace.navigation.current, workplace.navigation.current)
    workplace.show_screen(keys[((keys.index(now) if now in keys else 0) + by) % len(keys)])

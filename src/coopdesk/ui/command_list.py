# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be done from anywhere in the window, by name and by shortcut: one list for the search
field, the shortcuts and the tooltips."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from coopdesk.desk.desk import Desk
from coopdesk.language import Message
from coopdesk.records.folding import fold, fold_typed
from coopdesk.ui.finding import Found, found_records
from coopdesk.ui.screens.directory import home_of

MOST_COMMANDS = 5
"""Commands above the records that a text finds."""


class Command(NamedTuple):
    """A verb: its words, the icon beside them, its keys ("Ctrl+K"; "" for none) and what it does.
    `more` are keys that do the same on other keyboards."""

    key: str
    words: Callable[[], str] | Message
    act: Callable[[], None]
    icon: str = "arrow-right"
    keys: str = ""
    more: tuple[str, ...] = ()

    def said(self) -> str:
        """Its words in the current language."""
        return str(self.words) if isinstance(self.words, Message) else self.words()


def matching(commands: Iterable[Command], text: str) -> list[Found]:
    """The commands whose words begin with all words of a text; all of them for an empty text."""
    typed = fold_typed(text)
    found = [command for command in commands if not typed or begins(typed, fold(command.said()))]
    return [as_line(command) for command in (found[:MOST_COMMANDS] if typed else found)]


def as_line(command: Command) -> Found:
    """A command as a line of the list."""
    return Found(command.key, command.said(), command.keys.replace("+", " "), icon=command.icon)


def begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether every typed word is the beginning of one of the words; both folded."""
    return all(any(word.startswith(part) for word in words) for part in typed)


def load_search() -> None:
    """Load what a search needs on the worker, so that the first letter does not wait for it."""
    from coopdesk.desk import asking

    del asking


def with_commands(commands: list[Found], text: str, desk: Desk) -> list[Found]:
    """What a text finds: records whose name begins with it, the commands, other records; for the worker."""
    typed = fold_typed(text)
    records = [replace(found, icon=home_of(found.type).icon) for found in found_records(desk, (), text)]
    named = [found for found in records if begins(typed, fold(found.name)[: len(typed)])]
    return [*named, *commands, *(found for found in records if found not in named)]

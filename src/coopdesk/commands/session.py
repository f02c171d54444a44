# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one call of the command line carries: where the desk is, how to speak and print."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopdesk import paths
from coopdesk.errors import WorldError
from coopdesk.language import N_, Message, labelled, set_current

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk

DONE, NOT_MET, WRONG_USAGE, OPEN = 0, 1, 2, 3
"""The exit codes; OPEN: done, but something needs a decision or is missing."""

SKIPPED = N_("Changed since, left as it is: {type} {title}, {field}")
PROGRESS = {"rows": N_("Rows"), "search": N_("Search")}
PASSPHRASE_VARIABLE = "COOPDESK_PASSPHRASE_FILE"
NAMES = ("title", "city", "officer")
"""Facts of messages that people named: of long ones the beginning is told."""
CLEAR_LINE = "\r\x1b[K"
ON_NETWORK = N_(
    "This desk lies on a network drive: {folder}. It can be damaged there;"
    " move it to a disk of this computer."
)


@dataclass
class Session:
    """The common options, and the ways to print: data on stdout, messages on stderr."""

    chosen_profile: str | None = None
    language: str | None = None
    json: bool = False
    passphrase_file: str | None = None
    quiet: bool = False

    @property
    def profile(self) -> Path:
        """The folder of the desk."""
        return paths.profile_folder(self.chosen_profile)

    def desk(self) -> "Desk":
        """The desk of the profile, open; from now on words are in its language unless one was asked for."""
        from coopdesk.desk.desk import chosen_language

        self.warn_of_network()
        opened = self._opened()
        set_current(chosen_language(opened, self.language))
        return opened

    def _opened(self) -> "Desk":
        from coopdesk.desk.desk import Desk

        try:
            return Desk.open(self.profile, self.passphrase())
        except WorldError as error:
            if error.code != "locked":
                raise
            from coopdesk.commands import passphrases

            if not passphrases.can_ask():
                raise
            return Desk.open(self.profile, passphrases.ask())

    def passphrase(self) -> str | None:
        """The passphrase in the file that was named, None where none was."""
        named = self.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE)
        if not named:
            return None
        from coopdesk.commands import passphrases

        return passphrases.read(Path(named))

    def warn_of_network(self) -> None:
        """Say so where the profile lies on a network drive."""
        from coopdesk.desk.founding import is_on_network

        if is_on_network(self.profile):
            self.say(ON_NETWORK, folder=self.profile)

    def say(self, message: Message, **facts: object) -> None:
        """A message for the person, on stderr."""
        if not self.quiet:
            told = {name: _short(fact) if name in NAMES else fact for name, fact in facts.items()}
            self.tell(message.format(**told))

    def tell(self, line: str) -> None:
        """A line for the person that is in words already, on stderr."""
        if not self.quiet:
            from coopdesk.commands.tables import plain

            print(plain(line), file=sys.stderr)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None] | None]:
        """Shows how far a long work has come, where somebody looks on; its line is gone at the end."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        try:
            yield _show_progress
        finally:
            print(CLEAR_LINE, end="", file=sys.stderr, flush=True)

    def put(self, line: str = "") -> None:
        """A line of data."""
        from coopdesk.commands.tables import plain

        print(plain(line))

    def put_json(self, value: Any) -> None:
        """A JSON value on one line, handed over at once."""
        print(json.dumps(value, ensure_ascii=False), flush=True)

    def put_saved(self, record_id: str, type_key: str, version: str) -> None:
        """The answer of a save: the id, or as JSON also type and version."""
        if self.json:
            self.put_json({"id": record_id, "type": type_key, "version": version})
        else:
            print(record_id)

    def put_facts(self, facts: "dict[str, Any]", line: str) -> None:
        """As JSON the facts, else the one line that matters."""
        if self.json:
            self.put_json(facts)
        else:
            print(line)

    def put_lines(self, rows: Iterable[Iterable[str]]) -> None:
        """Aligned lines without heads."""
        from coopdesk.commands.tables import aligned

        for line in aligned([list(row) for row in rows]):
            print(line)

    def put_rows(self, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """An aligned table; nothing where it has no rows."""
        from coopdesk.commands.tables import table

        for line in table(list(heads), [list(row) for row in rows]):
            print(line)


def _short(fact: object) -> object:
    from coopdesk.commands.tables import WIDEST, cut

    return cut(fact, WIDEST) if isinstance(fact, str) else fact


def _show_progress(part: str, done: int, total: int) -> None:
    amount = f"{done}/{total}" if total else str(done)
    print(f"{CLEAR_LINE}{labelled(PROGRESS.get(part, part), amount)}", end="", file=sys.stderr, flush=True)

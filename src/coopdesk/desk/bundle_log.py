# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log of bundles: what was sent and read here, and taking the last one read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from coopdesk.desk import trusting
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.receiving import (
    ASIDE,
    CHANGES,
    DECISIONS,
    FILES,
    MISSING,
    NOTHING_NEW,
    RETURNED,
    UNREADABLE,
)
from coopdesk.desk.sending import READERS
from coopdesk.errors import WorldError
from coopdesk.language import N_
from coopdesk.store import arrivals

SHORTEST_PREFIX = 6
NOTHING = N_("Nothing new was in it.")
TOLD = (
    ("saves", CHANGES),
    ("files", FILES),
    ("decisions", DECISIONS),
    ("missing", MISSING),
    ("strange", ASIDE),
    ("damaged", UNREADABLE),
)
"""What counts of a bundle are told, in this order."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A bundle in the log: `what` became of it, when (RFC 3339), its file, from which computer it
    came, how much was in it, whether it can still be taken back, and for which computers one that was
    sent is (none: for the whole office)."""

    id: str
    what: Literal["sent", "read", "undone"]
    at: str
    file: str
    sender: str
    counts: Mapping[str, Any]
    can_undo: bool = False
    readers: tuple[str, ...] = ()

    def words(self) -> list[str]:
        """What was in it, in the current language, one sentence part a line."""
        told = [words.count(self.counts[key]) for key, words in TOLD if self.counts.get(key)]
        if not told:
            told = [str(NOTHING if self.what == "sent" else NOTHING_NEW)]
        return [*told, *([str(RETURNED)] if self.counts.get("returned") else [])]


def log(desk: Desk) -> list[Logged]:
    """The bundles that were read and written here, the newest first."""
    connection = desk.store.connection
    read = [
        Logged(
            *(one.id, "undone" if one.undone else "read", one.at, one.file),
            trusting.device_name(desk, one.sender),
            one.summary,
            arrivals.can_undo(connection, one.id),
        )
        for one in arrivals.arrivals(connection)
    ]
    sent = [
        Logged(
            *(one.id, "sent", one.at, one.file, ""),
            {key: count for key, count in one.summary.items() if key != READERS},
            readers=tuple(one.summary.get(READERS, ())),
        )
        for one in arrivals.sendings(connection)
    ]
    return sorted([*read, *sent], key=lambda one: one.at, reverse=True)


def undo(desk: Desk, bundle: str) -> Touched:
    """Take back all that a bundle brought; raises WorldError once something was saved, read or written
    after it, or where no such bundle was read."""
    connection = desk.store.connection
    key = _meant(desk, bundle)
    with desk.store.alone():
        if not arrivals.can_undo(connection, key):
            raise WorldError(
                "bundle_not_last",
                "Something was saved, read or sent after this bundle: {id}. It cannot be taken back whole;"
                " change single fields with their history.",
                id=key[:SHORTEST_PREFIX],
            )
        touched = arrivals.undo(connection, key)
        desk.store.journal.forget()
    desk.store.note_end()
    return Touched({kind: tuple(ids) for kind, ids in touched.items()})


def _meant(desk: Desk, text: str) -> str:
    """The whole id of a bundle that was read."""
    known = [one.id for one in arrivals.arrivals(desk.store.connection) if not one.undone]
    wanted = text.strip().lower()
    found = [key for key in known if len(wanted) >= SHORTEST_PREFIX and key.startswith(wanted)]
    if len(found) != 1:
        raise WorldError(
            "unknown_bundle",
            "No bundle with this id was read here: {id}. The last ones: {bundles}.",
            id=text,
            bundles=", ".join(key[:SHORTEST_PREFIX] for key in known[:5]) or "–",
        )
    return found[0]

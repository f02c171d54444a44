# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an officer does at a desk, in the words of the command line."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from coopdesk.desk import asking, deciding, edits, saving
from coopdesk.desk.deciding import OpenDecision
from coopdesk.desk.desk import Desk
from coopdesk.desk.saving import Reversed
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store.connection import transaction
from coopdesk.store.incarnations import add_incarnation
from coopdesk.store.writing import Saved


class Officer:
    """Somebody at work on a desk; records are named by type and id."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def new(self, type_key: str, *assignments: str) -> str:
        """The id of a record made of "field=value"."""
        saved = self._saved(type_key, None, assignments)
        assert saved is not None
        return saved.id

    def change(
        self, type_key: str, record_id: str, *assignments: str, seen: str | None = None
    ) -> Saved | None:
        """A save of a record, as whoever had the version `seen` before the eyes."""
        return self._saved(type_key, record_id, assignments, seen)

    def _saved(
        self, type_key: str, record_id: str | None, assignments: tuple[str, ...], seen: str | None = None
    ) -> Saved | None:
        kind = BY_KEY[type_key]
        wishes = [edits.read_assignment(kind, text) for text in assignments]
        touches, whole = edits.touches(self.desk, wishes)
        return saving.save(self.desk, kind, record_id, touches, whole=whole, seen=seen)

    def record(self, type_key: str, record_id: str) -> Record:
        """The record as it stands."""
        found = self.desk.record(type_key, record_id)
        assert found is not None
        return found

    def values(self, type_key: str, record_id: str) -> Mapping[str, Any]:
        """The values of a record as it stands."""
        return self.record(type_key, record_id).values

    def version(self, type_key: str, record_id: str) -> str:
        """The version that a form would show now."""
        return self.record(type_key, record_id).version

    def is_in_bin(self, type_key: str, record_id: str) -> bool:
        """Whether a record is not shown."""
        return self.record(type_key, record_id).removed

    def remove(self, type_key: str, record_id: str) -> list[Saved]:
        """Moves a record to the bin."""
        return saving.remove(self.desk, BY_KEY[type_key], record_id)

    def restore(self, type_key: str, record_id: str) -> list[Saved]:
        """Takes a record out of the bin."""
        return saving.restore(self.desk, BY_KEY[type_key], record_id)

    def undo(self) -> Reversed:
        """Takes back the last save there is."""
        done = saving.undo(self.desk)
        assert done is not None
        return done

    def redo(self) -> Reversed:
        """Brings back what the last undo took."""
        done = saving.redo(self.desk)
        assert done is not None
        return done

    def found(self, text: str, of_type: str = "") -> list[str]:
        """The names that a search brings, in their order."""
        return [hit.title for hit in asking.find(self.desk, text, of_type=of_type)]

    def decisions(self) -> list[OpenDecision]:
        """What stands to be decided."""
        return deciding.open_decisions(self.desk)


@contextmanager
def colleague(desk: Desk) -> Iterator[Officer]:
    """A colleague whose saves come from another computer: once in a test.

    Until computers can exchange bundles, the other one is a second feed in the same desk.
    """
    connection = desk.store.connection
    with transaction(connection):
        add_incarnation(connection, desk.store.keys, name="second PC")
    with Desk.open(desk.profile) as other:
        other.office = replace(other.office, officer="Kofi Exemple")
        yield Officer(other)
    with transaction(connection):
        connection.execute("UPDATE feed SET own = 0 WHERE f = (SELECT max(f) FROM feed)")

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which record a UID of a card or calendar entry means: our own, or one that an earlier import took.

What other programs call a record is kept with the import that took it, on this computer: an
appointment that was moved since is found again, and an import that is taken back is forgotten.
"""

from collections.abc import Mapping
from hashlib import blake2b

from coopdesk.desk.desk import Desk
from coopdesk.interchange.uids import record_of
from coopdesk.records.types import BY_KEY
from coopdesk.store import import_runs, reading

KEY = "uids"
"""Where the summary of an import keeps them."""


class KnownUids:
    """The UIDs that this desk knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._taken: dict[str, str] | None = None

    def __call__(self, type_key: str, uid: str) -> str:
        """The id of the record of this type with the UID, "" where there is none."""
        if not uid.strip():
            return ""
        own, _ = record_of(uid)
        if own and self._is_there(type_key, own):
            return own
        if self._taken is None:
            self._taken = {}
            for run in reversed(import_runs.runs(self._desk.store)):
                kept = run.summary.get(KEY, {})
                if not run.reverted and isinstance(kept, dict):
                    self._taken.update(kept)
        return self._taken.get(short(type_key, uid), "")

    def _is_there(self, type_key: str, record_id: str) -> bool:
        connection = self._desk.store.connection
        standing = reading.standing(connection, record_id)
        return type_key in BY_KEY and reading.type_of(connection, standing) == type_key


def summary_of(uids: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The UIDs of other programs that an import took, as they are kept."""
    return {short(key, uid): one for (key, uid), one in uids.items() if record_of(uid)[0] != one}


def short(type_key: str, uid: str) -> str:
    """A UID may be a whole sentence with names in it: its hash is enough to know it again."""
    return blake2b(f"{type_key} {uid.strip()}".encode("utf-8", "replace"), digest_size=9).hexdigest()

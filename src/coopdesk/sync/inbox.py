# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came in a bundle, into the store: everything in one transaction, every segment proven first.

What cannot be understood yet is kept: payloads that refer to versions which have not arrived, and
items of kinds that this version does not know.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b

from coopdesk.collector import without_collector
from coopdesk.errors import BugError
from coopdesk.history.segment import Proven
from coopdesk.store import arrivals, files, noticing, pieces, vault
from coopdesk.store import receipts as kept_receipts
from coopdesk.store.accepting import EVERYBODY, Trust
from coopdesk.store.connection import Connection, one, rows
from coopdesk.store.incarnations import add_incarnation
from coopdesk.store.incoming import Incoming, TakenIn
from coopdesk.store.keeping import Store
from coopdesk.sync import items, receipts
from coopdesk.sync.items import Chunk, Item
from coopdesk.sync.unpacking import READING_FAILS, Payload

MOST_WAITING_BYTES = 256 * 1024 * 1024
"""So much may wait for earlier changes; a stranger must not fill the disk."""
MOST_PIECES = 100_000
"""Of one file; more is no file that an officer attached."""
MOST_UNNAMED_BYTES = 256 * 1024 * 1024
"""So much of attached files is kept that no record here names yet; what is not is asked for later."""
MOST_UNKNOWN = 10_000
"""So many items of unknown kinds are kept; a hostile bundle must not fill the disk."""

Coming = dict[tuple[bytes, int], set[tuple[int, int]]]
"""By address and size of a file, where its pieces begin and how long they are."""


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What trust says: whose saves count, what a device is called, whether it belongs to the office at
    all; `statements` takes signed statements in and returns what trust says after them."""

    trust: Trust = EVERYBODY
    names: Callable[[bytes], str] = lambda device: ""
    knows: Callable[[bytes], bool] = lambda device: True
    statements: Callable[[Sequence[bytes]], Trust] | None = None


@dataclass(slots=True)
class Received:
    """What a bundle brought. `decisions` are open now and were not before; `waiting` counts payloads
    that refer to earlier changes which have not arrived; `damaged` what could not be read or proven;
    `files` attachments that become whole once their pieces are kept; `returned`: this device's
    own unknown saves came back."""

    id: str
    taken: TakenIn = field(default_factory=TakenIn)
    decisions: int = 0
    waiting: int = 0
    missing: int = 0
    damaged: int = 0
    elsewhere: int = 0
    unknown: int = 0
    files: int = 0

    def counts(self) -> dict[str, int]:
        """The figures, as the log of bundles keeps them."""
        taken = self.taken
        return {
            "saves": taken.saves,
            "versions": taken.leaves,
            "known": taken.known,
            "strange": taken.strange,
            "decisions": self.decisions,
            "missing": self.missing,
            "damaged": self.damaged + taken.refused,
            "unknown": self.unknown,
            "files": self.files,
            "returned": int(taken.returned),
        }


class Inbox:
    """Takes the items of bundles into a store. Use inside `store.alone()`."""

    def __init__(self, store: Store, door: Doorkeeper) -> None:
        self._store = store
        self._door = door
        self._space = bytes.fromhex(store.setting("space") or "")
        store.journal.refresh()
        store.journal.seal()
        self._incoming = Incoming(store.connection, door.trust, door.names)

    def take(self, found: Iterable[Item], key: str, sender: bytes, file: str, now: int) -> Received:
        """Take in the items of one bundle, or of several parts of a shipment, which are gone through once
        more, for attached files, when all else is safe on disk. Raises WorldError where the disk
        refuses, and then nothing is changed."""
        with without_collector():
            return self._take(found, Received(key), sender, file, now)

    def _take(
        self, found: Iterable[Item], received: Received, sender: bytes, file: str, now: int
    ) -> Received:
        connection = self._store.connection
        coming: Coming = {}
        before, open_before = arrivals.ends(connection), _open_ones(connection)
        for item in found:
            self._item(item, received, now, coming)
        received.damaged += self._try_waiting()
        received.taken = self._incoming.finish()
        if received.taken.returned:
            add_incarnation(connection, self._store.keys)
        received.files = self._files(coming)
        if coming:
            known = self._door.knows(sender)
            self._store.afterwards(partial(keep_pieces, self._store, found, unnamed=known))
        received.decisions = len(_open_ones(connection) - open_before)
        received.waiting = int(one(connection, "SELECT count(*) FROM waiting_payload") or 0)
        received.missing = received.waiting + self._store.sealed.gaps()
        arrivals.note_arrival(connection, received.id, now, sender, file, received.counts(), before)
        self._store.journal.forget()
        return received

    def _item(self, item: Item, received: Received, now: int, coming: Coming) -> None:
        try:
            if item.kind == items.SEGMENTS:
                received.damaged += self._payload(item.body, now)
            elif item.kind == items.STATEMENTS:
                self._statements(items.list_of(item))
            elif item.kind == items.RECEIPTS:
                self._receipts(items.list_of(item), now)
            elif item.kind == items.CHUNK:
                chunk = items.chunk_of(item)
                place = coming.setdefault((chunk.address, chunk.total), set())
                if len(place) < MOST_PIECES:
                    place.add((chunk.offset, len(chunk.data)))
            else:
                received.unknown += self._keep_unknown(item)
        except READING_FAILS:
            received.damaged += 1

    def _statements(self, entries: Sequence[bytes]) -> None:
        if self._door.statements is not None:
            self._incoming.trust_now(self._door.statements(entries))

    def _payload(self, body: bytes, now: int) -> int:
        """Take the segments of a payload; how many are not what they say. What waits is kept."""
        damaged, waits = 0, False
        for found in self._segments(Payload(body)):
            if found is None:
                damaged += 1
            elif isinstance(found, Proven):
                self._add(found)
            else:
                waits = True
        if waits and self._has_room(body):
            self._store.connection.execute(
                "INSERT OR IGNORE INTO waiting_payload VALUES (?,?,?)", (_digest(body), body, now)
            )
        return damaged

    def _add(self, found: Proven) -> None:
        try:
            self._incoming.add(found)
        except READING_FAILS as error:
            # Half a segment may stand in the log: nothing of this import may stay.
            raise BugError("segment_not_taken", "A segment could not be taken in whole.") from error

    def _has_room(self, body: bytes) -> bool:
        """Whether one more payload can wait; what cannot is asked for again, since no receipt names it."""
        kept = one(self._store.connection, "SELECT coalesce(sum(length(body)), 0) FROM waiting_payload")
        return int(kept) + len(body) <= MOST_WAITING_BYTES

    def _segments(self, payload: Payload) -> Iterator[Proven | object | None]:
        here = self._incoming.held(payload.wanted())
        for found in payload.segments(here):
            if not isinstance(found, Proven):
                yield found
                continue
            segment = found.segment
            signed = vault.signed_by(segment.feed.device, segment.signature, segment.message())
            yield found if signed and segment.feed.space == self._space else None

    def _try_waiting(self) -> int:
        """Payloads that waited for earlier changes: again and again, while one more can be read; how many
        segments are not what they say."""
        connection = self._store.connection
        progress, damaged = True, 0
        while progress:
            progress = False
            for key, body in rows(connection, "SELECT hash, body FROM waiting_payload ORDER BY at, hash"):
                connection.execute("DELETE FROM waiting_payload WHERE hash = ?", (key,))
                try:
                    damaged += self._payload(body, 0)
                except READING_FAILS:
                    damaged += 1
                still = one(connection, "SELECT 1 FROM waiting_payload WHERE hash = ?", key)
                progress = progress or not still
        return damaged

    def _receipts(self, entries: Sequence[bytes], now: int) -> None:
        for raw in entries:
            receipt = receipts.read(raw, vault.signed_by)
            if receipt.space == self._space and self._door.knows(receipt.device):
                kept_receipts.keep(self._store.connection, receipt.device, receipt.age, now, raw)

    def _files(self, coming: Coming) -> int:
        """How many attached files become whole with these pieces."""
        if not coming:
            return 0
        store, sizes = self._store, files.sizes(self._store.connection)
        return sum(
            sizes.get(address.hex()) == total
            and pieces.would_be_whole(store.profile, store.keys, address, total, found)
            for (address, total), found in coming.items()
        )

    def _keep_unknown(self, item: Item) -> int:
        connection = self._store.connection
        if one(connection, "SELECT count(*) FROM unknown_item") >= MOST_UNKNOWN:
            return 0
        key = _digest(item.kind.encode() + b"\0" + item.body)
        return int(
            connection.execute(
                "INSERT OR IGNORE INTO unknown_item VALUES (?,?,?)", (key, item.kind, item.body)
            ).rowcount
        )


def keep_pieces(store: Store, found: Iterable[Item], *, unnamed: bool) -> None:
    """Keep those pieces among these items that belong to files which records name; with `unnamed` also
    others, up to a limit, for the part with their record may come later. Nothing else that a bundle
    holds may fill the disk. Raises WorldError where the disk refuses."""
    sizes = files.sizes(store.connection)
    room = MOST_UNNAMED_BYTES - pieces.waiting_bytes(store.profile) if unnamed else 0
    for chunk in _chunks(found):
        size = sizes.get(chunk.address.hex())
        if size is None:
            room -= len(chunk.data)
        if size == chunk.total or (size is None and room >= 0):
            at = (chunk.address, chunk.offset, chunk.total)
            pieces.put_piece(store.profile, store.keys, *at, chunk.data)


def _chunks(found: Iterable[Item]) -> Iterator[Chunk]:
    for item in found:
        if item.kind == items.CHUNK:
            with suppress(*READING_FAILS):
                yield items.chunk_of(item)


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=32).digest()


def _open_ones(connection: Connection) -> set[str]:
    return noticing.open_decisions(connection)

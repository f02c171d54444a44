# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Segments of other machines into the log and the rows, inside the caller's transaction.

The log takes every leaf. Then each touched record is read anew: where a leaf was made upon the
version that stands in the row, which is nearly always so, only the touched columns change;
all other records are settled from their leaves, by the same rules as a save made here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from coopdesk.history import chain
from coopdesk.history.segment import FeedName, Proven, Segment
from coopdesk.records.identity import to_bytes, to_text
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.values import Touches
from coopdesk.store import accepting, joins, outgoing, saves, writing
from coopdesk.store.accepting import EVERYBODY, STRANGE, Trust
from coopdesk.store.applying import Applying
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

AT_ONCE = 50_000
"""So many leaves are brought into the rows together: memory has an end."""
_LOG = "INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?,?)"


class Leaf(NamedTuple):
    """A leaf on its way into the rows."""

    row: int
    lamport: int
    n: int
    record: str
    kind: str
    parents: bytes
    hash: bytes
    touches: Touches


@dataclass(slots=True)
class TakenIn:
    """What came in: ids of changed records by type, how many saves and leaves were new, by device the
    new saves; `strange` leaves are kept but don't count, `known` segments were here already; `returned`
    says that unknown saves of this device came back: it was restored, or it has a double."""

    touched: dict[str, list[str]] = field(default_factory=dict)
    segments: int = 0
    known: int = 0
    saves: int = 0
    leaves: int = 0
    strange: int = 0
    refused: int = 0
    returned: bool = False
    by_device: dict[bytes, int] = field(default_factory=dict)


class Incoming:
    """Takes proven segments in, after the caller sealed this device's open one; `trust` says whose
    saves count. Call `add` for each segment and `finish` at the end."""

    def __init__(
        self,
        connection: Connection,
        trust: Trust = EVERYBODY,
        names: Callable[[bytes], str] = lambda device: "",
    ) -> None:
        self._connection = connection
        self._trust = trust
        self._limited: set[bytes] = set()
        self._everyone = False
        self._names = names
        self._began = self._applied = self._row = one(connection, "SELECT max(l) FROM log") or 0
        self._numbers: dict[bytes, int] = {}
        self._kinds: dict[bytes, str] = {}
        self._texts: dict[bytes, str] = {}
        self._next_number = one(connection, "SELECT max(n) FROM record") or 0
        self._leaves: list[Leaf] = []
        self._joining = False
        self.feeds: set[FeedName] = set()
        self.result = TakenIn()

    def take(self, proven: Iterable[Proven]) -> TakenIn:
        """Take these segments into log and rows."""
        for one_segment in proven:
            self.add(one_segment)
        return self.finish()

    def trust_now(self, trust: Trust) -> None:
        """Go by this from now on; what came before is looked at again at the end."""
        self._trust = trust
        self._everyone = True

    def held(self, wanted: Iterable[tuple[bytes, int]]) -> dict[tuple[bytes, int], tuple[bytes, bytes]]:
        """Identity and record of each of these leaves, named by the end of its segment and its place in
        it, that is here."""
        found = {}
        known: dict[int, bytes] = {}
        for end, place, identity, n, text, kind in outgoing.held(self._connection, wanted):
            record = known.get(n)
            if record is None:
                record = known[n] = to_bytes(text)
                # What is said of these records needs no looking up.
                self._numbers[record], self._kinds[record], self._texts[record] = n, kind, text
            found[end, place] = identity, record
        return found

    def add(self, proven: Proven) -> None:
        """Take a segment into the log, and into the rows when enough have come together."""
        self._leaves += self._log(proven)
        if len(self._leaves) > AT_ONCE:
            self._apply()

    def finish(self) -> TakenIn:
        """Bring the rows up to date; what came in."""
        self._apply()
        self._reconsider()
        if self._joining:
            joins.refresh(self._connection)
        return self.result

    def _reconsider(self) -> None:
        """Let those leaves of limited devices count that lie before the limits."""
        if not self._limited and not self._everyone:
            return
        devices = None if self._everyone else self._limited
        for n in accepting.reconsider(self._connection, self._trust, devices):
            record, key = self._connection.execute("SELECT id, type FROM record WHERE n = ?", (n,)).fetchone()
            if key in STORED_BY_KEY:
                writing.resettle(self._connection, STORED_BY_KEY[key], n)
                self.result.touched.setdefault(key, []).append(record)
                self._joining = self._joining or key == SAME_AS.key
        query = "SELECT count(*) FROM unaccepted WHERE l > ? AND why = ?"
        self.result.strange = one(self._connection, query, self._began, STRANGE)

    def _apply(self) -> None:
        # A version has a higher number than any version its author had seen.
        self._leaves.sort(key=lambda leaf: (leaf.lamport, leaf.hash))
        applying = Applying(self._connection)
        for leaf in self._leaves:
            applying.add(leaf)
        for key, records in applying.finish().items():
            self.result.touched.setdefault(key, []).extend(records)
            self._joining = self._joining or key == SAME_AS.key
        self._leaves, self._applied = [], self._row

    def _log(self, proven: Proven) -> list[Leaf]:
        segment = proven.segment
        feed = self._feed(segment.feed, self._names(segment.feed.device))
        if one(self._connection, 'SELECT s FROM segment WHERE feed = ? AND "end" = ?', feed, segment.end):
            self.result.known += 1
            return []
        if not self._kinds_agree(segment):
            self.result.refused += 1
            return []
        base, shared = self._known_prefix(feed, proven)
        first = self._row + 1
        leaves, edges = self._log_rows(proven, feed, shared)
        lamport = chain.decode_head(segment.saves[-1][1]).lamport
        number = self._connection.execute(
            "INSERT INTO segment VALUES (NULL,?,?,?,?,?,?,?,?,?)",
            (
                *(feed, first, self._row, len(proven.hashes), lamport),
                *(segment.seed, segment.start, segment.end, segment.signature),
            ),
        ).lastrowid
        if base:
            self._connection.execute("INSERT INTO segment_base VALUES (?,?,?)", (number, base, shared))
        self.result.segments += 1
        self.result.leaves += len(leaves)
        self.feeds.add(segment.feed)
        own = one(self._connection, "SELECT own FROM feed WHERE f = ?", feed)
        self.result.returned = self.result.returned or bool(own)
        return self._counting(segment.feed, feed, leaves, edges) if leaves else []

    def _kinds_agree(self, segment: Segment) -> bool:
        """Whether the records of a segment are of the types that are known of them here."""
        self._number_records(segment.records, segment.kinds)
        kinds = self._kinds
        return all(kinds[one] == kind for one, kind in zip(segment.records, segment.kinds, strict=True))

    def _feed(self, name: FeedName, device: str) -> int:
        found: int | None = one(self._connection, "SELECT f FROM feed WHERE id = ?", name.id)
        if found is not None:
            return found
        return int(
            self._connection.execute(
                "INSERT INTO feed VALUES (NULL,?,?,?,?,?,0)",
                (name.id, name.device, name.incarnation, name.space, device),
            ).lastrowid
            or 0
        )

    def _known_prefix(self, feed: int, proven: Proven) -> tuple[int, int]:
        """The segment that begins with the same leaves, and how many; a branch shares some of them."""
        best = (0, 0)
        same_start = "SELECT s FROM segment WHERE feed = ? AND start = ?"
        for (number,) in all_rows(self._connection, same_start, feed, proven.segment.start):
            known = outgoing.hashes(self._connection, number)
            shared = 0
            for ours, theirs in zip(known, proven.hashes, strict=False):
                if ours != theirs:
                    break
                shared += 1
            best = max(best, (number, shared), key=lambda found: found[1])
        return best if best[1] else (0, 0)

    def _log_rows(self, proven: Proven, feed: int, skip: int) -> tuple[list[Leaf], list[int]]:
        """Write the leaves behind the first `skip` into the log; they themselves, and the numbers of the
        saves of which another segment may hold a part."""
        segment = proven.segment
        heads = dict(segment.saves)
        numbers, texts = self._numbers, self._texts
        made: list[Leaf] = []
        values: list[tuple[object, ...]] = []
        row, pos, head, lamport, wall, total = self._row, segment.offset - 1, b"", 0, 0, 0
        begun = 0
        columns = zip(
            *(segment.records, segment.kinds, segment.parents, segment.bodies),
            *(proven.hashes, proven.touches),
            strict=True,
        )
        for place, (record, kind, parents, body, identity, touches) in enumerate(columns):
            if place in heads:
                head = heads[place]
                told = chain.decode_head(head)
                lamport, wall, total = told.lamport, told.wall, told.leaves
                pos = segment.offset if place == 0 else 0
            else:
                pos += 1
            if place < skip:
                continue
            row += 1
            begun += pos == 0
            # The head also stands at the first leaf of a segment that goes on with a save.
            kept = head if place in heads or place == skip else None
            n = numbers[record]
            values.append((row, feed, n, pos, lamport, wall, kept, parents, body, identity))
            made.append(Leaf(row, lamport, n, texts[record], kind, parents, identity, touches))
        self._connection.executemany(_LOG, values)
        self._row = row
        self.result.saves += begun
        counted = self.result.by_device
        counted[segment.feed.device] = counted.get(segment.feed.device, 0) + begun
        edges = [made[0].lamport] if made and values[0][3] else []
        return made, [*edges, lamport] if pos + 1 < total else edges

    def _number_records(self, records: Iterable[bytes], kinds: Iterable[str]) -> None:
        """Look up the row number and type of each record; those not known yet get a number."""
        kind_of = dict(zip(records, kinds, strict=True))
        missing = [record for record in kind_of if record not in self._numbers]
        self._texts |= {record: to_text(record) for record in missing}
        for start in range(0, len(missing), 500):
            part = {self._texts[record]: record for record in missing[start : start + 500]}
            marks = ",".join("?" * len(part))
            query = f"SELECT id, n, type FROM record WHERE id IN ({marks})"
            for record_id, number, kind in all_rows(self._connection, query, *part):
                record = part.pop(record_id)
                self._numbers[record], self._kinds[record] = number, kind
            new = []
            for record_id, record in part.items():
                self._next_number += 1
                self._numbers[record], self._kinds[record] = self._next_number, kind_of[record]
                new.append((self._next_number, record_id, kind_of[record]))
            self._connection.executemany("INSERT INTO record VALUES (?,?,?)", new)

    def _counting(self, name: FeedName, feed: int, leaves: list[Leaf], edges: list[int]) -> list[Leaf]:
        """The leaves, with those noted whose values don't count (yet)."""
        if self._trust.limits(name.device):
            self._refuse((leaf.row for leaf in leaves), STRANGE)
            self._limited.add(name.device)
            return leaves
        completed, _ = saves.hold_parts(self._connection, feed, dict.fromkeys(edges))
        # What came in with this import and is not in the rows yet stands among the leaves already.
        return leaves + [_leaf(part) for part in completed if part.row <= self._applied]

    def _refuse(self, found: Iterable[int], why: str) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO unaccepted VALUES (?,?)", [(row, why) for row in found]
        )


def _leaf(part: saves.Part) -> Leaf:
    lamport = chain.decode_head(part.head).lamport
    touches = chain.decode_body(part.body)
    return Leaf(part.row, lamport, part.n, part.record, part.kind, part.parents, part.hash, touches)

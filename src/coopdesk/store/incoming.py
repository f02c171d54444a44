# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Segments of other machines into the log and the rows, inside the caller's transaction.

The log takes every leaf (`log_rows`). Where one was made upon the version that stands in the row, which is
nearly always so, only the touched columns change, many at once (`straight`); the others are looked at one
by one (`applying`), by the same rules as a save made here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import repeat

from coopdesk.history import chain
from coopdesk.history.segment import MOST_STEP, FeedName, Proven, Segment
from coopdesk.records.identity import all_to_bytes, to_text
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.store import accepting, joins, outgoing, saves, writing
from coopdesk.store.accepting import EVERYBODY, STRANGE, Trust
from coopdesk.store.applying import Applying
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.journal import highest_lamport
from coopdesk.store.log_rows import Leaf, LogRows, rows_of
from coopdesk.store.straight import Straight

AT_ONCE = 50_000
"""So many leaves are brought into the rows together: memory has an end."""


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
        self._known: dict[tuple[bytes, str], tuple[int, str]] = {}
        self._highest = highest_lamport(connection)
        self._next_number = one(connection, "SELECT max(n) FROM record") or 0
        self._straight = Straight()
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
        held: dict[tuple[bytes, int], tuple[bytes, bytes]] = {}
        for end, found in outgoing.held(self._connection, wanted):
            places, identities, numbers, texts, kinds = zip(*found, strict=True)
            records = all_to_bytes(texts)
            # What is said of these records needs no looking up.
            named = zip(records, kinds, strict=True)
            self._known.update(zip(named, zip(numbers, texts, strict=True), strict=True))
            held.update(zip(zip(repeat(end), places), zip(identities, records, strict=True), strict=False))
        return held

    def add(self, proven: Proven) -> None:
        """Take a segment into the log, and into the rows when enough have come together."""
        self._log(proven)
        if len(self._leaves) + len(self._straight) > AT_ONCE:
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
        touched, left = self._straight.follow(self._connection, {leaf.n for leaf in self._leaves})
        self._leaves += left
        # A version has a higher number than any version its author had seen.
        self._leaves.sort(key=lambda leaf: (leaf.lamport, leaf.hash))
        applying = Applying(self._connection)
        for leaf in self._leaves:
            applying.add(leaf)
        for found in (touched, applying.finish()):
            for key, records in found.items():
                self.result.touched.setdefault(key, []).extend(records)
                self._joining = self._joining or key == SAME_AS.key
        self._straight, self._leaves, self._applied = Straight(), [], self._row

    def _log(self, proven: Proven) -> None:
        segment = proven.segment
        feed = self._feed(segment.feed, self._names(segment.feed.device))
        if one(self._connection, 'SELECT s FROM segment WHERE feed = ? AND "end" = ?', feed, segment.end):
            self.result.known += 1
            return
        lamport, _ = chain.NUMBERS.unpack_from(segment.saves[-1][1])
        if lamport > self._highest + MOST_STEP:
            self.result.refused += 1
            return
        self._number_records(segment)
        named = zip(segment.records, segment.kinds, strict=True)
        numbers, ids = zip(*map(self._known.__getitem__, named), strict=True)
        base, shared = self._known_prefix(feed, proven)
        first = self._row + 1
        made = rows_of(proven, feed, (numbers, ids), first, shared)
        made.write(self._connection)
        self._row += len(made)
        number = self._connection.execute(
            "INSERT INTO segment VALUES (NULL,?,?,?,?,?,?,?,?,?)",
            (
                *(feed, first, self._row, len(proven.hashes), made.lamport),
                *(segment.seed, segment.start, segment.end, segment.signature),
            ),
        ).lastrowid
        if base:
            self._connection.execute("INSERT INTO segment_base VALUES (?,?,?)", (number, base, shared))
        self._count(segment.feed, feed, made)
        if not self._trust.limits(segment.feed.device):
            self._highest = max(self._highest, lamport)
        if len(made):
            self._to_rows(segment.feed, feed, made)

    def _count(self, name: FeedName, feed: int, made: LogRows) -> None:
        result, begun = self.result, made.positions.count(0)
        result.segments += 1
        result.leaves += len(made)
        result.saves += begun
        result.by_device[name.device] = result.by_device.get(name.device, 0) + begun
        self.feeds.add(name)
        result.returned = result.returned or bool(
            one(self._connection, "SELECT own FROM feed WHERE f = ?", feed)
        )

    def _to_rows(self, name: FeedName, feed: int, made: LogRows) -> None:
        """Remember what is to be brought into the rows; note what does not count (yet)."""
        if self._trust.limits(name.device):
            self._refuse(made.rows, STRANGE)
            self._limited.add(name.device)
            self._leaves += made.leaves()
            return
        if not made.edges:
            self._straight.add(made)
            return
        completed, _ = saves.hold_parts(self._connection, feed, dict.fromkeys(made.edges))
        self._leaves += made.leaves()
        # What came in with this import and is not in the rows yet stands among the leaves already.
        self._leaves += [_leaf(part, feed) for part in completed if part.row <= self._applied]

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

    def _number_records(self, segment: Segment) -> None:
        """Look up the row number of each record that is not known yet; a new one gets a number. Only with
        its type does an id name a record: what a stranger says of one cannot be in a member's way."""
        named = dict.fromkeys(zip(segment.records, segment.kinds, strict=True))
        missing = [(to_text(name[0]), name) for name in named if name not in self._known]
        for start in range(0, len(missing), 500):
            part = missing[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT id, type, n FROM record WHERE id IN ({marks})"
            found = all_rows(self._connection, query, *(text for text, _ in part))
            here = {(text, kind): number for text, kind, number in found}
            new = []
            for text, name in part:
                number = here.get((text, name[1]))
                if number is None:
                    self._next_number += 1
                    number = self._next_number
                    new.append((number, text, name[1]))
                self._known[name] = number, text
            self._connection.executemany("INSERT INTO record VALUES (?,?,?)", new)

    def _refuse(self, found: Iterable[int], why: str) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO unaccepted VALUES (?,?)", [(row, why) for row in found]
        )


def _leaf(part: saves.Part, feed: int) -> Leaf:
    lamport = chain.decode_head(part.head).lamport
    touches = chain.decode_body(part.body)
    return Leaf(part.row, lamport, part.n, part.record, part.kind, part.parents, part.hash, touches, feed)

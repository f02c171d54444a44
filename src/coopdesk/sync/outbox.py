# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a bundle is to carry: the segments that its recipients lack by their receipts, receipts,
unknown items and attachments.

Nothing is remembered of what was sent: a bundle that was lost is simply sent again with the next.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coopdesk.history.chain import decode_bodies, decode_body, split_heads
from coopdesk.history.segment import Segment
from coopdesk.records.identity import to_text
from coopdesk.records.kinds import Attachment
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store import arrivals, files, outgoing, pieces, vault
from coopdesk.store import receipts as kept_receipts
from coopdesk.store.keeping import Store
from coopdesk.store.sealed import Sealed
from coopdesk.sync import items, receipts
from coopdesk.sync.items import Chunk, Item
from coopdesk.sync.packing import Sent, encode
from coopdesk.sync.receipts import Receipt, Want

HEARD_MS = 60 * 86_400_000
"""Devices of which nothing came for longer are not waited for."""
RECEIPT_BYTES = 8_000
"""Room for receipts in a bundle, the sender's included."""
MOST_WAITING = 64
PAYLOAD_LEAVES = 20_000
PAYLOAD_BYTES = 2_000_000
"""So much goes into one payload, about: a damaged frame costs no more."""


class _Found(NamedTuple):
    """A segment to be packed, and for each leaf the log row of the version it was made upon, where known."""

    segment: Segment
    hashes: Sequence[bytes]
    touches: Sequence[Touches]
    seen: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Load:
    """What a bundle is to carry: segments by number, those of ours that all recipients hold, the
    addresses of attachments with the byte to begin from; `is_all`: no sealed segment is left out."""

    segments: tuple[Sealed, ...]
    confirmed: frozenset[int]
    recipients: tuple[bytes, ...]
    files: dict[str, int] = field(default_factory=dict)
    is_all: bool = False


def receipts_of(store: Store, now: int) -> list[Receipt]:
    """The receipts of the devices of which something came within 60 days, ours left out; of a device
    that began anew, or has a double, there are several."""
    kept = kept_receipts.kept(store.connection, now - HEARD_MS)
    return [receipts.read(one.raw, vault.signed_by) for one in kept]


def all_receipts(store: Store) -> list[Receipt]:
    """The newest receipts of every other device, however old."""
    return receipts_of(store, HEARD_MS)


def load(
    store: Store,
    known: Sequence[Receipt],
    *,
    everything: bool = False,
    held: int = 0,
    thin: bool = False,
) -> Load:
    """What those who gave these receipts lack; `held` is the number of a segment up to which they are
    known to hold all. Seal before. Without receipts, or with `everything`, all there is."""
    sealed = store.sealed.all()
    confirming = confirmed(store, known)
    wanted = tuple(
        one for one in sealed if everything or not (one.number <= held or one.number in confirming)
    )
    found: dict[str, int] = {}
    if not thin:
        named = _addresses(store, wanted)
        found = dict.fromkeys(files.addresses(store.connection) if everything else named, 0)
    for receipt in known:
        found |= _asked_for(store, receipt.wants)
    recipients = tuple(receipt.device for receipt in known)
    return Load(wanted, confirming, recipients, _present(store, found), len(wanted) == len(sealed))


def confirmed(store: Store, known: Sequence[Receipt]) -> frozenset[int]:
    """The numbers of the segments that all of these hold, none where there are no receipts."""
    if not known:
        return frozenset()
    found: set[int] = set()
    for feed, segments in store.sealed.by_feed().items():
        hint = receipts.hint_of(feed)
        held = [receipts.held(receipt.feeds.get(hint, ()), segments) for receipt in known]
        found |= {one.number for one in segments if all(one.end in ends for ends in held)}
    return frozenset(found)


def _addresses(store: Store, segments: Iterable[Sealed]) -> Iterator[str]:
    """The addresses of the attachments that these segments name."""
    keys = {
        kind.key: [what for what in kind.fields if isinstance(what.kind, Attachment)]
        for kind in STORED_BY_KEY.values()
    }
    if next(files.kept(store.profile), None) is None:
        return  # nothing here that could be sent
    named = {what.key.encode() for fields in keys.values() for what in fields}
    # "photo" is also found where "photos" stands.
    named = {key for key in named if not any(other in key for other in named - {key})}
    for segment in segments:
        for kind, body in outgoing.values_with(store.connection, segment.number, named):
            touches = decode_body(body) if keys.get(kind) else {}
            for what in keys.get(kind, ()):
                touch = touches.get(what.key)
                scalars = [one for one, add in touch.items() if add] if isinstance(touch, dict) else [touch]
                yield from (str(one).split(" ", 1)[0] for one in scalars if one)


def _asked_for(store: Store, wants: Sequence[Want]) -> dict[str, int]:
    if not wants:
        return {}
    have = {want.address: want.have for want in wants}
    known = ((address, bytes.fromhex(address)[: receipts.WANTED]) for address in _named(store))
    return {address: have[short] for address, short in known if short in have}


def _named(store: Store) -> Iterator[str]:
    return (address for address in files.addresses(store.connection) if len(address) == 64)


def _present(store: Store, found: dict[str, int]) -> dict[str, int]:
    return {
        address: start
        for address, start in found.items()
        if len(address) == 64 and files.place(store.profile, store.keys, address).is_file()
    }


def contents(store: Store, what: Load, statements: Sequence[bytes] = (), now: int = 0) -> Iterator[Item]:
    """The items of a bundle, in the order in which they are to be read."""
    if statements:
        yield items.list_item(items.STATEMENTS, statements)
    yield items.list_item(items.RECEIPTS, _receipts(store, now))
    yield from segment_items(store, what)
    yield from _passed_on(store)
    yield from _chunks(store, what.files)


def segment_items(store: Store, what: Load) -> Iterator[Item]:
    """The segments as payloads; each refers only to what all recipients hold or what goes before it."""
    here = set(what.confirmed)
    for group in _groups(store, [one.number for one in what.segments]):
        named = outgoing.versions_of(store.connection, _not_told(group.values()))
        rows = {row for found in group.values() for row in found.seen if row is not None}
        place_of = store.sealed.places(rows | set(named.values()), here).get
        sent = [Sent(*found[:3], tuple(map(place_of, found.seen))) for found in group.values()]
        yield Item(items.SEGMENTS, encode(sent, {one: place_of(row) for one, row in named.items()}.get))
        here |= group.keys()


def _not_told(group: Iterable[_Found]) -> Iterator[tuple[str, bytes]]:
    """The versions upon which leaves were made that are not one version in a row that is told: record and
    identity."""
    for found in group:
        parents = found.segment.parents
        for at in [at for at, row in enumerate(found.seen) if row is None and parents[at]]:
            record = to_text(found.segment.records[at])
            yield from ((record, one) for one in split_heads(parents[at]))


def _groups(store: Store, numbers: Sequence[int]) -> Iterator[dict[int, _Found]]:
    group: dict[int, _Found] = {}
    size = leaves = 0
    for number, found in zip(numbers, outgoing.segments(store.connection, numbers), strict=True):
        bodies = found.segment.bodies
        try:
            touches = decode_bodies(bodies)
        except ValueError:
            continue  # `check` names it; what is damaged here is not passed on
        more = sum(map(len, bodies)) + sum(len(head) for _, head in found.segment.saves)
        if group and (size + more > PAYLOAD_BYTES or leaves + len(bodies) > PAYLOAD_LEAVES):
            yield group
            group, size, leaves = {}, 0, 0
        group[number] = _Found(found.segment, found.hashes, touches, found.seen)
        size, leaves = size + more, leaves + len(bodies)
    if group:
        yield group


def _receipts(store: Store, now: int) -> list[bytes]:
    """Our receipt, and as many of the others' as there is room for."""
    mine = receipts.signed(our_receipt(store), lambda message: vault.sign(store.keys, message))
    found, room = [mine], RECEIPT_BYTES - len(mine)
    for one in kept_receipts.kept(store.connection):
        if len(one.raw) <= room:
            found.append(one.raw)
            room -= len(one.raw)
            kept_receipts.note_passed(store.connection, one, now)
    return found


def our_receipt(store: Store) -> Receipt:
    """What this machine holds and wants now, with the next number."""
    by_feed = store.sealed.by_feed()
    return Receipt(
        bytes.fromhex(store.setting("space") or ""),
        store.keys.public,
        kept_receipts.incarnation(store.connection),
        kept_receipts.next_number(store.connection),
        {receipts.hint_of(feed): tuple(receipts.runs(found)) for feed, found in by_feed.items() if found},
        tuple(_wants(store)),
    )


def _wants(store: Store) -> Iterator[Want]:
    missing = (
        address for address in _named(store) if not files.place(store.profile, store.keys, address).is_file()
    )
    for _, address in zip(range(receipts.MOST_WANTED), missing, strict=False):
        raw = bytes.fromhex(address)
        yield Want(raw[: receipts.WANTED], pieces.here(store.profile, store.keys, raw))


def _passed_on(store: Store) -> Iterator[Item]:
    """What this machine cannot read, or not yet: others may."""
    waiting = "SELECT body FROM waiting_payload ORDER BY at, hash LIMIT ?"
    for (body,) in store.connection.execute(waiting, (MOST_WAITING,)):
        yield Item(items.SEGMENTS, body)
    for kind, body in store.connection.execute("SELECT kind, body FROM unknown_item ORDER BY hash"):
        yield Item(kind, body)


def _chunks(store: Store, wanted: dict[str, int]) -> Iterator[Item]:
    for address, start in wanted.items():
        whole = files.get(store.profile, store.keys, address)
        # An empty file travels as one empty piece: else nobody would ever see that it is all here.
        for offset in range(start, max(len(whole), 1), files.CHUNK):
            data = whole[offset : offset + files.CHUNK]
            yield items.chunk_item(Chunk(bytes.fromhex(address), offset, len(whole), data))


def summary(store: Store, what: Load) -> dict[str, int]:
    """How much is inside: saves, versions, records, files and their bytes."""
    numbers = [one.number for one in what.segments]
    saves = versions = 0
    records: set[int] = set()
    query = (
        "SELECT rec, pos FROM segment JOIN log ON log.feed = segment.feed AND l BETWEEN first AND last"
        " WHERE s = ?"
    )
    for number in numbers:
        for rec, pos in store.connection.execute(query, (number,)):
            versions += 1
            saves += pos == 0
            records.add(rec)
    return {"saves": saves, "versions": versions, "records": len(records), "files": len(what.files)}


def note(store: Store, key: str, file: str, counts: Mapping[str, object], now: int) -> None:
    """Write down that a bundle was written."""
    arrivals.note_sending(store.connection, key, now, file, counts)


def clock() -> int:
    """Now, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000

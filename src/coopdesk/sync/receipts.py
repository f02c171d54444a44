# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Receipts: which segments of which feeds a machine holds, and which attachments it wants.

A run is a chain of segments; it is named by how many it has and by the first bytes of the running
hash at the end of some of them: the last, and of those before it at ever larger steps. Whoever is
ahead finds the last one, whoever is behind finds one that is not much earlier, and neither sends
again what the other has.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import cbor2

from coopdesk.history import chain
from coopdesk.history.segment import FeedName
from coopdesk.sync import limits

PURPOSE = "coopdesk receipt 1"
HINT = 8
"""Bytes of the identity of a feed, or of the hash before a run that has no beginning."""
MARK = 6
"""Bytes of the running hash at the end of a segment."""
WANTED = 16
"""Bytes of the address of an attachment."""
MOST_WANTED = 100
_STEPS = (2, 4, 6, 8, 10, 12, 14, 16)


class Link(Protocol):
    """A segment as receipts see it: the running hashes before it and at its end."""

    @property
    def start(self) -> bytes: ...
    @property
    def end(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Run:
    """A chain of `count` segments; `root` begins the hash before it, empty at the start of the feed;
    `marks` begin the hashes at the places that `places` gives."""

    count: int
    root: bytes
    marks: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Want:
    """An attachment that is not here whole: the first bytes of its address, and how many bytes of it
    are here already."""

    address: bytes
    have: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a device said it holds. `incarnation` and `number` tell the newer of two; `raw` is what was
    signed and passes on; the keys of `feeds` are the first bytes of their identities."""

    space: bytes
    device: bytes
    incarnation: int
    number: int
    feeds: dict[bytes, tuple[Run, ...]] = field(default_factory=dict)
    wants: tuple[Want, ...] = ()
    raw: bytes = b""

    @property
    def age(self) -> tuple[int, int]:
        """The higher of two is the newer."""
        return self.incarnation, self.number


def places(count: int) -> list[int]:
    """The segments of a run, counted from 1, whose ends a receipt names: the last, the multiple of 4
    before it, of 16 before that, of 64, of 256 and so on."""
    found = [count]
    for step in _STEPS:
        before = (found[-1] - 1) >> step << step
        if before <= 0:
            break
        found.append(before)
    return found


def runs(links: Sequence[Link]) -> list[Run]:
    """The chains that these segments of one feed form; a branch has its own."""
    start_of = {link.end: link.start for link in links}
    followed = {link.start for link in links}
    found = []
    for link in links:
        if link.end not in followed:
            ends, root = _chain(link.end, start_of)
            marks = tuple(ends[place - 1][:MARK] for place in places(len(ends)))
            found.append(Run(len(ends), b"" if root == chain.START else root[:HINT], marks))
    return found


def _chain(tip: bytes, start_of: dict[bytes, bytes]) -> tuple[list[bytes], bytes]:
    """The ends of the segments up to this one, the earliest first, and the hash before them."""
    ends: list[bytes] = []
    at = tip
    while at in start_of and len(ends) <= len(start_of):
        ends.append(at)
        at = start_of[at]
    return ends[::-1], at


def held(found_runs: Iterable[Run], links: Sequence[Link]) -> set[bytes]:
    """The ends of those of our segments of a feed that lie in the runs of somebody's receipt."""
    start_of = {link.end: link.start for link in links}
    by_mark = {link.end[:MARK]: link.end for link in links}
    found: set[bytes] = set()
    for run in found_runs:
        at = next((by_mark[mark] for mark in run.marks if mark in by_mark), b"")
        while at in start_of and at not in found:
            found.add(at)
            at = start_of[at]
            if run.root and at.startswith(run.root):
                break
    return found


def signed(receipt: Receipt, sign: Callable[[bytes], bytes]) -> bytes:
    """A receipt as it travels: its content and the signature of its device."""
    feeds = [
        [hint, [[run.count, run.root, b"".join(run.marks)] for run in found]]
        for hint, found in sorted(receipt.feeds.items())
    ]
    wants = [[want.address, want.have] for want in receipt.wants]
    facts = (receipt.space, receipt.device, receipt.incarnation, receipt.number)
    body = cbor2.dumps([PURPOSE, *facts, feeds, wants])
    return cbor2.dumps([body, sign(body)])


def read(raw: bytes, signed_by: Callable[[bytes, bytes, bytes], bool]) -> Receipt:
    """The receipt in these bytes; raises ValueError where it is none, or its device did not sign it."""
    try:
        body, signature = limits.read_cbor(raw)
        purpose, space, device, incarnation, number, feeds, wants, *_ = limits.read_cbor(body)
        if purpose != PURPOSE or not signed_by(device, signature, body):
            raise ValueError("signature")
        if len(device) != 32 or not all(
            type(one) is int and 0 <= one < 2**53 for one in (incarnation, number)
        ):
            raise ValueError("numbers")
        return Receipt(
            *(space, device, incarnation, number),
            {hint: tuple(map(_run, found)) for hint, found in feeds},
            tuple(map(_want, wants[:MOST_WANTED])),
            raw,
        )
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError("receipt") from error


def _run(facts: Sequence[object]) -> Run:
    count, root, marks = facts
    if not isinstance(count, int) or not isinstance(root, bytes) or not isinstance(marks, bytes):
        raise ValueError("run")
    return Run(count, root, tuple(marks[at : at + MARK] for at in range(0, len(marks), MARK)))


def _want(facts: Sequence[object]) -> Want:
    address, have = facts
    if not isinstance(address, bytes) or not isinstance(have, int):
        raise ValueError("want")
    return Want(address, have)


def hint_of(feed: FeedName) -> bytes:
    """How a receipt names a feed."""
    return feed.id[:HINT]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Segments become a payload and come back to the byte; what was not written so is refused."""

import os
from dataclasses import replace

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coopdesk.history import chain
from coopdesk.history.segment import Proven
from coopdesk.records.identity import to_text
from coopdesk.records.values import Touches
from coopdesk.store.vault import signed_by
from coopdesk.sync.columns import LONGEST, packed, unpacked
from coopdesk.sync.packing import Columns, Place, encode
from coopdesk.sync.unpacking import MOST_TOGETHER, Held, Payload, Waiting
from tests.sync.earlier import in_layout_one
from tests.sync.hostile import nested
from tests.sync.offices import Office, segment
from tests.sync.proving import prove

words = st.text(max_size=30)
touches = st.dictionaries(
    st.sampled_from(["title", "text", "starts", "venue", "number"]),
    words | st.integers(-(2**60), 2**60) | st.none() | st.dictionaries(words, st.booleans(), max_size=3),
    max_size=4,
)
leaves = st.tuples(st.binary(min_size=16, max_size=16), st.sampled_from(["note", "person"]), touches)
office = Office()


def ordered(values: Touches) -> Touches:
    return {
        key: {slot: touch[slot] for slot in sorted(touch)} if isinstance(touch, dict) else touch
        for key, touch in sorted(values.items())
    }


@given(st.lists(st.integers(-(2**61), 2**61), max_size=50))
def test_columns_come_back(numbers: list[int]) -> None:
    assert unpacked(packed(numbers), len(numbers)) == numbers


def test_columns_that_are_none_are_refused() -> None:
    for data, count in (
        (b"", 1),
        (b"\x01\x00", 0),
        (b"\x03\x00", 1),
        (b"\x01\x00\x00", 1),
        (b"\x01", LONGEST + 1),
    ):
        with pytest.raises(ValueError, match=r"\d"):
            unpacked(data, count)
    with pytest.raises(OverflowError):
        packed([-(2**63), 2**63])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(leaves, min_size=1, max_size=3), min_size=1, max_size=4))
def test_segments_come_back_to_the_byte(saves: list[list[tuple[bytes, str, Touches]]]) -> None:
    clean = [[(record, kind, ordered(values)) for record, kind, values in save] for save in saves]
    first = segment(office, clean)
    second = segment(office, clean, first.segment.end)
    found = list(Payload(encode([first, second], lambda _: None)).segments({}))
    assert found == [first, second]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(leaves, min_size=1, max_size=3), min_size=1, max_size=4))
def test_layout_one_is_read_beside_it(saves: list[list[tuple[bytes, str, Touches]]]) -> None:
    clean = [[(record, kind, ordered(values)) for record, kind, values in save] for save in saves]
    first = segment(office, clean, os.urandom(32))
    second = segment(office, clean, first.segment.end)
    old = in_layout_one(encode([first, second], lambda _: None))
    assert cbor2.loads(old)[0] == 1
    assert list(Payload(old).segments({})) == [first, second]


def changed(proven: Proven, parent: bytes) -> Proven:
    """The same leaf, saved by somebody who had this version before the eyes; not signed anew."""
    one = proven.segment
    sealed = chain.commitment(chain.salt(one.seed, 0), one.bodies[0])
    leaf_head = chain.encode_leaf_head(to_text(one.records[0]), one.kinds[0], parent, proven.touches[0])
    end = chain.extend(one.start, leaf_head, sealed, one.saves[0][1])
    found = prove(replace(one, parents=[parent], end=end))
    assert found is not None
    return found


def test_a_reference_to_something_that_has_not_come_waits_for_it() -> None:
    record = os.urandom(16)
    before = segment(office, [[(record, "note", {"title": "before"})]])
    after = changed(
        segment(office, [[(record, "note", {"title": "after"})]], before.segment.end), before.hashes[0]
    )
    place = Place(before.segment.end, 0)
    payload = Payload(encode([after], {before.hashes[0]: place}.get))
    assert payload.wanted() == [place]
    [waiting] = payload.segments({})
    assert waiting == Waiting(after.segment.feed, place)
    assert list(payload.segments({place: Held(before.hashes[0], record)})) == [after]
    together = Payload(encode([before, after], lambda _: None))
    assert together.wanted() == []
    assert list(together.segments({})) == [before, after]
    loose = encode([after], lambda _: None)
    for data in (loose, in_layout_one(loose)):
        assert list(Payload(data).segments({})) == [after]


def test_a_changed_byte_never_passes_for_what_was_signed() -> None:
    first = segment(office, [[(os.urandom(16), "note", {"title": "Visit", "labels": {"x": True}})]])
    second = segment(office, [[(os.urandom(16), "person", {"title": "Ama"})]], first.segment.end)
    honest = encode([first, second], lambda _: None)
    data = bytearray(honest)
    for place in range(len(data)):
        for change in (0x01, 0x20, 0xFF):
            data[place] ^= change
            try:
                found = list(Payload(bytes(data)).segments({}))
            except ValueError:
                found = []
            for one in found:
                passes = isinstance(one, Proven) and signed_by(
                    one.segment.feed.device, one.segment.signature, one.segment.message()
                )
                assert not passes or one in (first, second), (place, change)
            data[place] ^= change
    assert bytes(data) == honest


@settings(max_examples=300, deadline=None)
@given(
    st.booleans(),
    st.integers(0, 10),
    st.recursive(
        st.integers(-5, 2**40) | st.binary(max_size=40) | st.text(max_size=5) | st.none() | st.booleans(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 3), inner, max_size=3),
        max_leaves=8,
    ),
)
@example(False, 9, {0: b""})
@example(False, 4, 5)
@example(True, 10, {0: b""})
@example(True, 2, [[0, True, bytes(16), bytes(64), 1, 0]])
def test_any_column_replaced_by_anything_raises_nothing_unexpected(
    old: bool, column: int, value: object
) -> None:
    proven = segment(office, [[(bytes(16), "note", {"title": "Visit"})]])
    honest = encode([proven], lambda _: None)
    columns = cbor2.loads(in_layout_one(honest) if old else honest)
    columns[column] = value
    try:
        payload = Payload(cbor2.dumps(columns))
        payload.wanted()
        list(payload.segments({}))
    except ValueError:
        pass


def test_payloads_made_to_do_harm_are_refused() -> None:
    proven = segment(office, [[(bytes(16), "note", {"title": "Visit"})]])
    columns = cbor2.loads(encode([proven], lambda _: None))
    crowded = [*columns[:2], [[0, None, 65_536, 0]] * 3, *columns[3:]]
    assert sum(one[2] for one in crowded[2]) > MOST_TOGETHER
    many = [*columns[:2], columns[2] * 4097, *columns[3:]]
    wrong = (b"", b"\x80", nested(17), nested(100_000), b"\x98\xff", cbor2.dumps(crowded), cbor2.dumps(many))
    for data in (*wrong, b"\x8e" + b"\xc2\x41\x01" * 14, b"\xa1\x01" * 9):
        with pytest.raises(ValueError, match="payload"):
            Payload(data)


def test_a_small_payload_that_would_fill_the_memory_is_refused() -> None:
    """Numbers and texts that go on are few bytes, whatever the count."""
    proven = segment(office, [[(bytes(16), "note", {"title": "Visit"})]])
    honest = Columns(*cbor2.loads(encode([proven], lambda _: None)))
    leaves, tail = MOST_TOGETHER // 2, honest.heads[5][0]
    frame = [0, None, leaves, 0]
    many = honest._replace(frames=[frame], dense=honest.dense[:80] + bytes(16) * leaves)
    keys = [f"{number:03}" for number in range(100)]
    author, *rest = cbor2.loads(tail)
    long = cbor2.dumps([author * 2000, *rest])
    heads = [packed(column) for column in ([leaves], [0, *[1] * (leaves - 1)], range(1, leaves + 1))]
    heads += [packed([5] * leaves), packed([0] * leaves)]
    for right in (many, many._replace(heads=[*heads, [tail]])):
        assert Payload(cbor2.dumps(right)).leaves == leaves
    for wrong in (
        many._replace(shapes=[["note", keys, *[["x"]] * 100]]),
        many._replace(shapes=[["note", ["k" * 65], ["x"]]]),
        many._replace(shapes=[["note", ["title"], ["x" * 33]]]),
        many._replace(shapes=[["note", [f"{number}{'k' * 60}" for number in range(7)], *[["x"]] * 7]]),
        honest._replace(heads=[*honest.heads[:5], [tail, long]]),
        many._replace(heads=[*heads, [long]]),
        honest._replace(heads=[*heads, [tail]]),
        many._replace(dense=b""),
        many._replace(dense=many.dense + b"x"),
    ):
        data = cbor2.dumps(wrong)
        assert len(data) < 80 + 17 * leaves
        with pytest.raises(ValueError, match="payload"):
            Payload(data)


@pytest.mark.parametrize(
    "value", [2**63, -(2**63) - 1, [1], 1.5, b"x", {1: "x"}, {"a": [1]}, {"a": {"b": 1}}]
)
def test_a_value_that_no_field_can_hold_is_refused(value: object) -> None:
    for touches in ({"population": value}, {"population": {"slot": value}}):
        proven = segment(office, [[(bytes(16), "place", touches)]])  # type: ignore[list-item]
        with pytest.raises(ValueError, match="payload"):
            Payload(encode([proven], lambda _: None))


def test_a_payload_may_be_empty() -> None:
    assert list(Payload(encode([], lambda _: None)).segments({})) == []

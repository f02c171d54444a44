# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The running hash: what it covers, and what stays the same for ever."""

import pytest

from coopdesk.history import chain, leaf

SEED = bytes(range(16))
ID = "0" * 26


def identity(
    body: dict[str, object], previous: bytes = chain.START, parents: bytes = b"", seed: bytes = SEED
) -> bytes:
    encoded = chain.encode_body(body)  # type: ignore[arg-type]
    head = chain.encode_leaf_head(ID, "place", parents, body)
    return chain.extend(previous, head, chain.commitment(chain.salt(previous, seed), encoded))


def test_an_identity_never_changes_from_one_version_to_the_next() -> None:
    assert identity({"country": "TG", "name": {"fr": "Lomé"}}).hex() == (
        "b246c65a39e85ac1cb1791cbcacd4f808c4d034fa1cad6366960d70ef296acce"
    )


def test_the_order_of_fields_and_slots_does_not_matter() -> None:
    assert identity({"a": 1, "name": {"fr": "x", "en": "y"}}) == identity(
        {"name": {"en": "y", "fr": "x"}, "a": 1}
    )


@pytest.mark.parametrize(
    "other",
    [
        identity({"a": 2}),
        identity({"b": 1}),
        identity({"a": 1}, previous=b"x" * 32),
        identity({"a": 1}, parents=b"p" * 32),
        identity({"a": 1}, seed=b"s" * 16),
    ],
)
def test_every_part_is_covered(other: bytes) -> None:
    assert identity({"a": 1}) != other


def test_values_can_be_told_from_their_commitment_only_with_the_salt() -> None:
    body = chain.encode_body({"a": 1})
    assert chain.commitment(b"1" * 16, body) != chain.commitment(b"2" * 16, body)


def test_feeds_differ_by_space_device_and_incarnation() -> None:
    feeds = {
        chain.feed_id(space, device, incarnation)
        for space in (b"a" * 16, b"b" * 16)
        for device in (b"c" * 32, b"d" * 32)
        for incarnation in (1, 2)
    }
    assert len(feeds) == 8


def test_a_version_of_two_heads_names_both() -> None:
    heads = chain.join_heads([b"b" * 32, b"a" * 32])
    assert chain.split_heads(heads) == (b"a" * 32, b"b" * 32)
    assert leaf.version_name(heads).count("+") == 1


def test_a_body_comes_back_as_it_was() -> None:
    touches = {
        "name": {"fr": "Lomé", "ru": None},
        "population": 5,
        "themes": {"water": True},
        "country": None,
    }
    assert chain.decode_body(chain.encode_body(touches)) == touches  # type: ignore[arg-type]

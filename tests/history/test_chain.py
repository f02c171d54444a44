# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The running hash: what it covers, and what stays the same for ever."""

import cbor2
import pytest

from coopdesk.history import chain, leaf

SEED = bytes(range(16))
ID = "0" * 26


def identity(
    body: dict[str, object],
    previous: bytes = chain.START,
    parents: bytes = b"",
    seed: bytes = SEED,
    save: bytes = b"",
) -> bytes:
    encoded = chain.encode_body(body)  # type: ignore[arg-type]
    head = chain.encode_leaf_head(ID, "place", parents, body)
    return chain.extend(previous, head, chain.commitment(chain.salt(seed, 0), encoded), save)


def test_an_identity_never_changes_from_one_version_to_the_next() -> None:
    assert identity({"country": "TG", "name": {"fr": "Lomé"}}).hex() == (
        "4275ba57fcbaf00c87da595cc860f84bd7176363e7965d03cd034a6820f00729"
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
        identity({"a": 1}, save=b"s"),
    ],
)
def test_every_part_is_covered(other: bytes) -> None:
    assert identity({"a": 1}) != other


def test_values_can_be_told_from_their_commitment_only_with_the_salt() -> None:
    body = chain.encode_body({"a": 1})
    assert chain.commitment(b"1" * 16, body) != chain.commitment(b"2" * 16, body)


def test_a_seed_gives_the_same_salts_one_by_one_and_all_at_once() -> None:
    count = chain.SALTS_AT_ONCE * 2 + 3
    found = chain.salts(SEED, count)
    assert found == [chain.salt(SEED, place) for place in range(count)]
    assert {len(one) for one in found} == {chain.SALT_SIZE}
    assert len({*found, *chain.salts(bytes(16), count)}) == 2 * count


def test_the_head_of_a_save_comes_back_and_never_begins_like_that_of_a_leaf() -> None:
    head = chain.SaveHead(2**63 - 1, -5, "Ama", 1, 3, True, "undo", b"r" * 32, "run")
    encoded = head.encoded()
    assert chain.decode_head(encoded) == head
    assert encoded[0] < chain.encode_shape("place", ["name"])[0]
    more = encoded[: chain.NUMBERS.size] + cbor2.dumps([*cbor2.loads(encoded[chain.NUMBERS.size :]), "new"])
    assert chain.decode_head(more) == head


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

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of a device and of a space: derived, sealed to each other, handed to members."""

import pytest

from coopdesk.store.device_identity import identity_of
from coopdesk.sync import keys, knowing
from coopdesk.sync.bundle_keys import new_identity, recipient_of
from coopdesk.sync.statements import KEY
from tests.sync.office import KEYS, SPACE, two_stewards


def test_the_second_key_of_a_device_follows_from_the_first() -> None:
    identity = identity_of(bytes(32))
    assert identity == identity_of(bytes(32))
    assert identity.startswith("AGE-SECRET-KEY-1")
    assert recipient_of(identity).startswith("age1")
    assert len({identity_of(bytes([number]) * 32) for number in range(50)}) == 50


def test_who_holds_the_newest_key_opens_all_before_it() -> None:
    hall, _ = two_stewards()
    made = [new_identity() for _ in range(4)]
    held: dict[str, str] = {}
    for identity in made:
        before = [key.recipient for key in hall.roster.keys]
        hall.say(KEY, keys.key_facts(identity, held, before))
        held[recipient_of(identity)] = identity
    newest = {recipient_of(made[-1]): made[-1]}
    assert keys.opened(hall.roster, newest) == held
    assert set(keys.opened(hall.roster, {recipient_of(made[1]): made[1]}).values()) == set(made[:2])
    found = keys.space_keys(SPACE, hall.roster, held)
    assert found is not None
    assert found.current == made[-1]
    assert set(found.earlier) == set(made[:-1])


def test_wraps_open_for_members_only_and_only_the_right_identity() -> None:
    hall, _ = two_stewards()
    identity = new_identity()
    hall.say(KEY, keys.key_facts(identity, {}, []))
    held = {recipient_of(identity): identity}
    mayor, thief = KEYS["mayor"].identity, KEYS["thief"].identity
    body = keys.wraps_of(held, hall.roster, [recipient_of(mayor)])
    assert keys.unwrapped(body, mayor) == held
    assert keys.unwrapped(body, thief) == {}
    other = new_identity()
    wrong = keys.wraps_of({recipient_of(identity): other}, hall.roster, [recipient_of(mayor)])
    assert keys.unwrapped(wrong, mayor) == {}


@pytest.mark.parametrize("body", [b"", b"\x81\x01", b"\x81\x82\x01\x02", b"\xff", bytes(100)])
def test_nonsense_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 whatever is wrong with it
        keys.unwrapped(body, KEYS["mayor"].identity)
    with pytest.raises(ValueError):  # noqa: PT011
        knowing.read(body, SPACE)

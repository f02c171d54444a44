# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom an office believes: the same on every machine, whatever the order in which words arrive."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.sync.bundle_keys import new_identity, recipient_of
from coopdesk.sync.roster import NO_ROLE, evaluate
from coopdesk.sync.statements import OFFICER, READER, RECOVERY, STEWARD, content_of, known, read
from tests.sync.office import KEYS, SPACE, Computer, together, two_stewards

ONE, TWO, THREE = (bytes([number]) * 32 for number in (1, 2, 3))


def test_the_first_computer_is_a_steward_and_admits() -> None:
    hall = Computer("hall").found()
    hall.admit("laptop")
    assert [(member.name, member.role) for member in hall.roster.active] == [
        ("hall", STEWARD),
        ("laptop", OFFICER),
    ]
    assert hall.roster.members[KEYS["laptop"].public].introduced_by == KEYS["hall"].public


def test_only_a_steward_admits() -> None:
    hall = Computer("hall").found()
    hall.admit("laptop")
    laptop = hall.joined("laptop")
    laptop.admit("thief")
    assert laptop.role_of("thief") == NO_ROLE
    hall.hears(laptop).change("laptop", STEWARD)
    assert hall.role_of("thief") == NO_ROLE, "what was said before stays without force"


def test_a_stranger_founds_another_office_only() -> None:
    hall, thief = Computer("hall").found(), Computer("thief").found()
    assert hall.hears(thief).role_of("thief") == NO_ROLE


def test_what_refers_to_missing_words_waits() -> None:
    hall, mayor = two_stewards()
    mayor.admit("laptop")
    late = mayor.admit("north")
    hall.said[late.hash] = late
    assert hall.role_of("north") == NO_ROLE
    assert hall.roster.waiting == {late.hash}
    assert hall.hears(mayor).role_of("north") == OFFICER


def test_withdrawn_access_counts_up_to_what_was_held() -> None:
    hall, _ = two_stewards()
    hall.admit("laptop")
    hall.revoke("laptop", ONE, TWO)
    gone = hall.roster.members[KEYS["laptop"].public]
    assert (gone.role, gone.limits) == (NO_ROLE, (frozenset({ONE, TWO}),))
    hall.admit("laptop")
    assert hall.role_of("laptop") == NO_ROLE, "the same keys never come back"


def test_of_two_withdrawals_only_what_both_held_counts() -> None:
    hall, mayor = two_stewards()
    hall.admit("laptop")
    mayor.hears(hall)
    hall.revoke("laptop", ONE)
    mayor.revoke("laptop", TWO)
    gone = together([hall, mayor]).members[KEYS["laptop"].public]
    assert set(gone.limits) == {frozenset({ONE}), frozenset({TWO})}


def test_a_withdrawn_steward_cannot_answer_back() -> None:
    hall, mayor = two_stewards()
    beside = mayor.joined("mayor")
    hall.revoke("mayor")
    beside.admit("thief", STEWARD)
    beside.revoke("hall")
    roster = together([hall, beside])
    assert roster.role(KEYS["hall"].public) == STEWARD
    assert roster.role(KEYS["mayor"].public) == NO_ROLE
    assert roster.role(KEYS["thief"].public) == NO_ROLE


def test_what_a_withdrawn_steward_said_before_stays() -> None:
    hall, mayor = two_stewards()
    mayor.admit("north")
    hall.hears(mayor).revoke("mayor")
    assert hall.role_of("north") == OFFICER


def test_a_helper_admitted_beside_a_withdrawal_has_no_say() -> None:
    hall, mayor = two_stewards()
    root = hall.roster.heads
    mayor.admit("thief", STEWARD, seen=root)
    thief = mayor.joined("thief")
    thief.revoke("hall")
    hall.revoke("mayor")
    roster = together([hall, thief])
    assert [member.name for member in roster.stewards] == ["hall"]


def test_of_three_who_withdraw_each_other_in_a_ring_one_stays() -> None:
    hall, mayor = two_stewards()
    hall.admit("north", STEWARD)
    mayor.hears(hall)
    north = hall.joined("north")
    hall.revoke("mayor")
    mayor.revoke("north")
    north.revoke("hall")
    # The hall speaks first: what the mayor's office said is void, so that the north keeps the word.
    assert [member.name for member in together([hall, mayor, north]).stewards] == ["north"]


def test_the_sheet_stands_for_the_steward_that_printed_it() -> None:
    hall, _ = two_stewards()
    hall.print_sheet()
    sheet = hall.joined("sheet")
    sheet.admit("south", STEWARD)
    sheet.revoke("hall", ONE)
    assert [member.name for member in sheet.roster.stewards] == ["mayor", "south"]
    sheet.admit("thief")
    assert sheet.role_of("thief") == NO_ROLE, "the sheet goes with the computer that printed it"


def test_the_sheet_of_a_withdrawn_steward_brings_nobody_in() -> None:
    hall, mayor = two_stewards()
    mayor.print_sheet()
    hall.hears(mayor)
    sheet = mayor.joined("sheet")
    hall.revoke("mayor")
    sheet.admit("thief", STEWARD)
    sheet.revoke("hall")
    assert [member.name for member in together([hall, sheet]).stewards] == ["hall"]


def test_a_newer_sheet_replaces_the_older() -> None:
    hall = Computer("hall").found()
    hall.print_sheet()
    hall.say(RECOVERY, {"key": KEYS["south"].public})
    sheet = hall.joined("sheet")
    sheet.admit("thief")
    assert sheet.role_of("thief") == NO_ROLE


def test_readers_may_not_write() -> None:
    hall = Computer("hall").found()
    hall.admit("north", READER)
    hall.admit("south")
    hall.change("south", READER, THREE)
    members = hall.roster.members
    assert members[KEYS["north"].public].limits == (frozenset(),)
    assert members[KEYS["south"].public].limits == (frozenset({THREE}),)
    hall.change("north", OFFICER)
    assert hall.roster.members[KEYS["north"].public].may_write


def test_of_two_roles_given_at_once_the_lesser_counts() -> None:
    hall, mayor = two_stewards()
    hall.admit("north")
    mayor.hears(hall)
    hall.change("north", STEWARD)
    mayor.change("north", READER, ONE)
    assert together([hall, mayor]).role(KEYS["north"].public) == READER


def test_a_new_key_is_due_after_a_withdrawal_and_after_two_at_once() -> None:
    hall, mayor = two_stewards()
    assert hall.roster.renew_key
    first, second, third, fourth = (new_identity() for _ in range(4))
    hall.make_key(first)
    assert not mayor.hears(hall).roster.renew_key
    hall.admit("laptop")
    mayor.hears(hall)
    hall.revoke("laptop")
    hall.make_key(second)
    mayor.make_key(third)
    hall.hears(mayor)
    assert {key.recipient for key in hall.roster.keys} == {recipient_of(second), recipient_of(third)}
    assert hall.roster.renew_key
    hall.make_key(fourth)
    assert [key.recipient for key in hall.roster.keys] == [recipient_of(fourth)]
    assert not hall.roster.renew_key


def test_words_survive_the_way_and_changed_ones_are_refused() -> None:
    hall = Computer("hall").found()
    made = hall.revoke("laptop", ONE)
    assert read(made.encoded()) == made
    assert known(made.space, made.signer, made.kind, content_of(made), made.signature) == made
    for forged in (
        replace(made, signer=KEYS["mayor"].public),
        replace(made, seen=()),
        replace(made, space=SPACE[::-1]),
        replace(made, facts={**made.facts, "device": KEYS["south"].public}),
    ):
        with pytest.raises(ValueError, match="signature"):
            read(forged.encoded())


def test_what_is_no_statement_is_refused_at_once() -> None:
    hall = Computer("hall").found()
    for nonsense in (b"", b"\x80", b"\xff" * 50, bytes(100_000), hall.say("found", {}).encoded()):
        with pytest.raises(ValueError):  # noqa: PT011 whatever is wrong with it
            read(nonsense)


def test_later_versions_may_say_more() -> None:
    hall = Computer("hall").found()
    unknown = read(hall.say("holiday", {"until": 3}).encoded())
    hall.admit("laptop")
    assert hall.role_of("laptop") == OFFICER
    assert unknown.hash in hall.said


NAMES = sorted(KEYS)
ACTS = st.tuples(
    st.sampled_from(("admit", "role", "revoke", "key", "sheet", "hear")), *[st.sampled_from(NAMES)] * 2
)


def _acted(acts: list[tuple[str, str, str]]) -> dict[str, Computer]:
    """Computers that all trust the hall, after these acts, some of them not allowed."""
    hall = Computer("hall").found()
    office = {name: hall.joined(name) for name in NAMES}
    for act, who, whom in acts:
        one = office[who]
        if act == "admit":
            one.admit(whom, STEWARD if len(one.said) % 3 else OFFICER)
        elif act == "role":
            one.change(whom, (READER, OFFICER, STEWARD)[len(one.said) % 3], bytes([len(one.said)]) * 32)
        elif act == "revoke":
            one.revoke(whom, bytes([len(one.said)]) * 32)
        elif act == "key":
            one.make_key(_IDENTITIES[len(one.said) % len(_IDENTITIES)])
        elif act == "sheet":
            one.print_sheet()
        else:
            one.hears(office[whom])
    return office


_IDENTITIES = [new_identity() for _ in range(8)]


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTS, max_size=25), st.randoms())
def test_the_order_of_arrival_does_not_matter(acts: list[tuple[str, str, str]], chance: Random) -> None:
    office = _acted(acts)
    every = list(
        {hash_: one for computer in office.values() for hash_, one in computer.said.items()}.values()
    )
    root = office["hall"].root
    expected = evaluate(every, root)
    shuffled = list(every)
    chance.shuffle(shuffled)
    assert evaluate(shuffled, root) == expected
    assert evaluate(shuffled + shuffled, root) == expected
    assert not expected.waiting


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTS, max_size=25))
def test_nobody_gets_in_without_a_steward_and_nobody_comes_back(acts: list[tuple[str, str, str]]) -> None:
    office = _acted(acts)
    every = {hash_: one for computer in office.values() for hash_, one in computer.said.items()}
    roster = evaluate(every.values(), office["hall"].root)
    stood = {KEYS["hall"].public, *roster.members}
    for member in roster.members.values():
        if member.introduced_by:
            assert member.introduced_by in stood | {KEYS["sheet"].public}
    without = [one for one in every.values() if one.signer != KEYS["hall"].public or one.kind == "found"]
    assert set(evaluate(without, office["hall"].root).members) == {KEYS["hall"].public}

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settling: two officers who did not see each other, and every order in which saves may arrive."""

from dataclasses import replace
from hashlib import blake2b
from random import Random
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.history.meeting import meet
from coopdesk.history.settle import Reading, settle, settle_whole
from coopdesk.records.kinds import KINDS, Kind, Prose, Rule
from coopdesk.records.values import Touches, apply

SAMPLES: dict[str, list[str | int]] = {
    "line": ["Lomé", "Ломе", "Lome"],
    "prose": ["un\ndeux\ntrois", "UN\ndeux\ntrois", "un\ndeux\nTROIS", "un\ntrois"],
    "flag": [0, 1],
    "day": ["2026-11-24", "2026-12-01"],
    "moment": ["2026-11-24T09:30:00+00:00[Africa/Lome]", "2026-11-24"],
    "count": [0, 12, 4000],
    "decimal": ["1.5", "2"],
    "percentage": ["43", "12.5"],
    "money": ["12.50 XOF", "3 EUR"],
    "choice": ["draft", "final"],
    "language": ["fr", "en", "ru"],
    "country": ["TG", "BJ"],
    "phone": ["+22890112233", "+22990112233"],
    "email": ["a@example.org", "b@example.org"],
    "web": ["https://example.org"],
    "coordinates": ["6.13,1.22", "7,2"],
    "link": ["0" * 26, "1" * 26],
    "attachment": ["a" * 64 + " 3 text/plain a.txt", "b" * 64 + " 4 image/png b.png"],
}
FORMS = ("single", "many", "multilingual")


def leaf(name: str, parents: list[Leaf], touches: Touches, lamport: int | None = None) -> Leaf:
    identity = blake2b(name.encode(), digest_size=32).digest()
    rise = max((parent.order[0] for parent in parents), default=0) + 1
    return Leaf(identity, tuple(p.hash for p in parents), touches, (lamport or rise, b"feed", identity))


def value_rule(_: str) -> Rule:
    return Rule.VALUE


def touch_of(kind: type[Kind], form: str, draw: st.DrawFn) -> Touches:
    values = SAMPLES[kind.name]
    if form == "many":
        member = str(draw(st.sampled_from(values)))
        return {"field": {member: draw(st.booleans())}}
    value = draw(st.sampled_from([*values, None]))
    if form == "multilingual":
        return {"field": {draw(st.sampled_from(["fr", "ru"])): None if value is None else str(value)}}
    return {"field": value}


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Leaf], Rule]:
    kind = draw(st.sampled_from(KINDS))
    form = draw(st.sampled_from(FORMS))
    rule = Rule.SET if form == "many" else Rule.PROSE if kind is Prose else Rule.VALUE
    leaves: list[Leaf] = []
    for number in range(draw(st.integers(1, 8))):
        seen = (
            draw(st.lists(st.sampled_from(leaves), max_size=3, unique_by=lambda one: one.hash))
            if leaves
            else []
        )
        touches = touch_of(kind, form, draw)
        if number and draw(st.integers(0, 5)) == 0:
            touches = {REMOVED: draw(st.integers(0, 1))}
        leaves.append(leaf(f"{number}", seen, touches, draw(st.integers(1, 4))))
    return leaves, rule


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_samples_here(kind: type[Kind]) -> None:
    assert SAMPLES[kind.name]


@settings(max_examples=400, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(history: tuple[list[Leaf], Rule], chance: Random) -> None:
    leaves, rule = history
    expected = settle(leaves, lambda _: rule)
    for _ in range(4):
        shuffled = leaves + chance.sample(leaves, len(leaves) // 2)
        chance.shuffle(shuffled)
        assert settle(shuffled, lambda _: rule) == expected


def offered(reading: Reading) -> set[object]:
    values: set[object] = {version.value for one in reading.open for version in one.versions}
    for value in reading.values.values():
        values |= set(value.values()) if isinstance(value, dict) else {value}
    return values


@settings(max_examples=300, deadline=None)
@given(histories())
def test_what_nobody_replaced_is_shown_or_offered(history: tuple[list[Leaf], Rule]) -> None:
    leaves, rule = history
    if rule is not Rule.VALUE:
        return
    reading = settle(leaves, lambda _: rule)
    seen_by_someone = {parent for one in leaves for parent in one.parents}
    for one in leaves:
        if one.hash in seen_by_someone or "field" not in one.touches:
            continue
        touch = one.touches["field"]
        for value in touch.values() if isinstance(touch, dict) else [touch]:
            assert value is None or value in offered(reading)


@settings(max_examples=200, deadline=None)
@given(histories())
def test_a_decision_that_saw_everything_settles_everything(history: tuple[list[Leaf], Rule]) -> None:
    leaves, rule = history
    before = settle(leaves, lambda _: rule)
    touches: Touches = {REMOVED: 0}
    for one in before.open:
        if one.field != REMOVED:
            chosen = one.versions[-1].value
            if one.slot is None:
                touches[one.field] = chosen
            else:
                slots = touches.setdefault(one.field, {})
                assert isinstance(slots, dict)
                slots[one.slot] = chosen
    heads = [one for one in leaves if one.hash in before.heads]
    after = settle([*leaves, leaf("decision", heads, touches, 99)], lambda _: rule)
    assert after.open == ()
    assert not after.removed
    assert len(after.heads) == 1


def test_two_officers_change_one_field_and_both_values_stay() -> None:
    first = leaf("first", [], {"stage": "contact"})
    lome = leaf("lome", [first], {"stage": "signed"})
    lyon = leaf("lyon", [first], {"stage": "active"})
    reading = settle([first, lome, lyon], value_rule)
    [decision] = reading.open
    assert {version.value for version in decision.versions} == {"signed", "active"}
    assert reading.values["stage"] == decision.versions[0].value


def test_equal_changes_are_no_two_versions() -> None:
    first = leaf("first", [], {"stage": "contact"})
    both = [leaf(name, [first], {"stage": "signed"}) for name in ("lome", "lyon")]
    reading = settle([first, *both], value_rule)
    assert reading.open == ()
    assert reading.values == {"stage": "signed"}


def test_different_fields_never_meet() -> None:
    first = leaf("first", [], {"stage": "contact", "form": "twinning"})
    one = leaf("one", [first], {"stage": "signed"})
    other = leaf("other", [first], {"form": "project"})
    reading = settle([first, one, other], value_rule)
    assert reading.open == ()
    assert reading.values == {"stage": "signed", "form": "project"}


def test_a_member_added_unseen_outlives_a_removal() -> None:
    first = leaf("first", [], {"themes": {"water": True, "health": True}})
    takes = leaf("takes", [first], {"themes": {"water": False}})
    adds = leaf("adds", [first], {"themes": {"water": True, "waste": True}})
    reading = settle([first, takes, adds], lambda _: Rule.SET)
    assert reading.values["themes"] == ("health", "waste", "water")


def test_texts_changed_in_different_places_are_joined_and_marked() -> None:
    first = leaf("first", [], {"text": "un\ndeux\ntrois\nquatre"})
    one = leaf("one", [first], {"text": "UN\ndeux\ntrois\nquatre"})
    other = leaf("other", [first], {"text": "un\ndeux\ntrois\nQUATRE"})
    reading = settle([first, one, other], lambda _: Rule.PROSE)
    assert reading.values["text"] == "UN\ndeux\ntrois\nQUATRE"
    assert reading.joined == {"text"}
    assert reading.open == ()


def test_texts_changed_in_one_place_are_two_versions() -> None:
    first = leaf("first", [], {"text": "un\ndeux"})
    one = leaf("one", [first], {"text": "1\ndeux"})
    other = leaf("other", [first], {"text": "I\ndeux"})
    reading = settle([first, one, other], lambda _: Rule.PROSE)
    [decision] = reading.open
    assert {version.value for version in decision.versions} == {"1\ndeux", "I\ndeux"}


def test_an_edit_that_a_removal_had_not_seen_keeps_the_record() -> None:
    first = leaf("first", [], {"stage": "contact"})
    removes = leaf("removes", [first], {REMOVED: 1})
    edits = leaf("edits", [first], {"stage": "signed"})
    assert settle([first, removes], value_rule).removed
    reading = settle([first, removes, edits], value_rule)
    assert not reading.removed
    assert [one.field for one in reading.open] == [REMOVED]


def test_whoever_removes_with_everything_in_view_removes() -> None:
    first = leaf("first", [], {"stage": "contact"})
    edits = leaf("edits", [first], {"stage": "signed"})
    removes = leaf("removes", [edits], {REMOVED: 1})
    restored = leaf("restored", [removes], {REMOVED: 0})
    assert settle([first, edits, removes], value_rule).removed
    assert not settle([first, edits, removes, restored], value_rule).removed


def test_a_version_whose_past_has_not_arrived_waits() -> None:
    first = leaf("first", [], {"stage": "contact"})
    missing = leaf("missing", [first], {"stage": "announced"})
    late = leaf("late", [missing], {"stage": "signed"})
    near = leaf("near", [first], {"stage": "active"})
    [decision] = settle([first, late, near], value_rule).open
    assert decision.waiting
    assert not settle([first, missing, late, near], value_rule).open[0].waiting


def test_an_untrusted_signer_is_transparent() -> None:
    first = leaf("first", [], {"stage": "contact"})
    stranger = Leaf(b"s" * 32, (first.hash,), {"stage": "ended"}, (2, b"x", b"s"), accepted=False)
    after = leaf("after", [stranger], {"form": "project"})
    reading = settle([first, stranger, after], value_rule)
    assert reading.values == {"stage": "contact", "form": "project"}
    assert reading.open == ()


RULES = {"text": Rule.PROSE, "members": Rule.SET}
some_members = st.dictionaries(st.sampled_from("abc"), st.booleans(), min_size=1)
some_names = st.dictionaries(st.sampled_from(["fr", "ru"]), st.sampled_from(["x", "y", None]), min_size=1)
some_touches: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "line": st.sampled_from([*SAMPLES["line"], None]),
        "text": st.sampled_from([*SAMPLES["prose"], None]),
        "members": some_members,
        "name": some_names,
        REMOVED: st.sampled_from([0, 0, 0, 1]),
    },
)
some_small_touches: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "line": st.sampled_from([*SAMPLES["line"], None]),
        "text": st.sampled_from([*SAMPLES["prose"], None]),
        "count": st.sampled_from([0, 1, True, None]),
        "flag": st.sampled_from([0, 1, False]),
        "members": some_members,
        "name": some_names,
    },
)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_what_all_others_saw_may_be_read_as_one_version(data: st.DataObject) -> None:
    made: list[Leaf] = []
    for number in range(data.draw(st.integers(1, 9))):
        seen: list[Leaf] = []
        straight = data.draw(st.integers(0, 3)) > 0
        if made and straight:
            seen = made[-1:]  # mostly upon the newest, so that histories are long before they part
        elif made:
            seen = data.draw(st.lists(st.sampled_from(made), max_size=2, unique_by=lambda one: one.hash))
        made.append(leaf(f"leaf {number}", seen, dict(data.draw(some_touches))))
    if data.draw(st.booleans()):
        made.pop(data.draw(st.integers(0, len(made) - 1)))

    assert settle(made, rule_of) == settle_whole(made, rule_of)


def rule_of(key: str) -> Rule:
    return RULES.get(key, Rule.VALUE)


@st.composite
def partings(draw: st.DrawFn) -> tuple[list[Leaf], list[Leaf], list[Leaf]]:
    """A history whose last version saw all others, and two lines that go on from there."""
    trunk: list[Leaf] = []
    for number in range(draw(st.integers(0, 4))):
        seen = (
            draw(st.lists(st.sampled_from(trunk), max_size=2, unique_by=lambda one: one.hash))
            if trunk
            else []
        )
        made = leaf(f"trunk {number}", seen, dict(draw(some_touches)))
        trunk.append(replace(made, accepted=draw(st.integers(0, 4)) > 0))
    trunk.append(leaf("parting", trunk, dict(draw(some_touches))))
    lines: list[list[Leaf]] = []
    for name in ("ours", "theirs"):
        line: list[Leaf] = []
        lamport = draw(st.integers(6, 8))
        for number in range(draw(st.integers(1, 3))):
            touches = dict(draw(some_small_touches if draw(st.integers(0, 3)) else some_touches))
            line.append(leaf(f"{name} {number}", [*trunk, *line][-1:], touches, lamport + number))
        lines.append(line)
    return trunk, lines[0], lines[1]


@settings(max_examples=1000, deadline=None)
@given(partings())
def test_two_branches_that_meet_show_what_their_whole_history_says(
    history: tuple[list[Leaf], list[Leaf], list[Leaf]],
) -> None:
    trunk, ours, theirs = history
    before = settle_whole([*trunk, *ours], rule_of)
    assume(not (before.open or before.removed or before.joined))
    meeting = meet(ours, theirs, rule_of)
    event("left to settling" if meeting is None else f"{len(meeting.open)} open")
    if meeting is not None:
        after = settle_whole([*trunk, *ours, *theirs], rule_of)
        assert after.values == apply(before.values, dict(meeting.shown))
        assert after.open == meeting.open
        assert set(after.heads) == {ours[-1].hash, theirs[-1].hash}
        assert not after.removed
        assert not after.joined


def test_only_what_both_branches_changed_is_to_be_decided() -> None:
    first = leaf("first", [], {"stage": "contact", "form": "twinning", "budget": 1})
    ours = leaf("ours", [first], {"stage": "signed", "form": "project"})
    theirs = [leaf("one", [first], {"stage": "active"}), leaf("two", [], {"budget": 2}, 3)]
    meeting = meet([ours], theirs, value_rule)
    assert meeting is not None
    assert meeting.shown["budget"] == 2
    assert [(one.field, {version.value for version in one.versions}) for one in meeting.open] == [
        ("stage", {"signed", "active"})
    ]


@pytest.mark.parametrize("touch", [{REMOVED: 1}, {REMOVED: 0}, {"text": "I\ndeux"}])
def test_what_needs_the_whole_history_is_left_to_settling(touch: Touches) -> None:
    first = leaf("first", [], {"text": "un\ndeux"})
    ours = leaf("ours", [first], {"text": "un\nII"})
    assert meet([ours], [leaf("theirs", [first], touch)], rule_of) is None

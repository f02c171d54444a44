# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Undo and redo: what comes next, and what takes a save back."""

from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.history.reversal import REDO, UNDO, Step, reversing, take_back, to_redo, to_undo
from coopdesk.records.kinds import Rule


def step(name: str, purpose: str = "", reverses: str = "") -> Step:
    return Step(name.encode(), purpose, reverses.encode())


def firsts(steps: tuple[Step, ...]) -> list[bytes]:
    return [step.first for step in steps]


def leaf(name: str, parents: list[str], touches: dict[str, object]) -> Leaf:
    return Leaf(name.encode(), tuple(p.encode() for p in parents), touches, (len(name), b"", name.encode()))  # type: ignore[arg-type]


def rule(_: str) -> Rule:
    return Rule.VALUE


def test_undo_walks_back_save_by_save() -> None:
    saves = [step("a"), step("b"), step("u", UNDO, "b")]
    assert firsts(to_undo(saves)) == [b"a"]
    assert firsts(to_redo(saves)) == [b"u"]


def test_after_redo_the_save_can_be_undone_again() -> None:
    saves = [step("a"), step("u", UNDO, "a"), step("r", REDO, "u")]
    assert firsts(to_undo(saves)) == [b"r"]
    assert to_redo(saves) == ()


def test_a_new_save_ends_redo() -> None:
    assert to_redo([step("a"), step("u", UNDO, "a"), step("b")]) == ()


def test_nothing_saved_nothing_to_undo() -> None:
    assert to_undo([]) == ()


def test_saves_of_one_work_go_back_together() -> None:
    work = [Step(name.encode(), act="import 1") for name in "bc"]
    assert firsts(to_undo([step("a"), *work])) == [b"c", b"b"]
    undone = [Step(b"u", UNDO, b"c", "undo import 1"), Step(b"v", UNDO, b"b", "undo import 1")]
    assert firsts(to_undo([step("a"), *work, *undone])) == [b"a"]
    assert firsts(to_redo([step("a"), *work, *undone])) == [b"v", b"u"]
    assert reversing("undo import 1", REDO) == reversing("import 1", REDO) == "redo import 1"


def test_an_edit_goes_back_to_what_was_there() -> None:
    leaves = [leaf("1", [], {"stage": "contact"}), leaf("2", ["1"], {"stage": "signed", "form": "project"})]
    assert take_back(leaves, b"2", rule).touches == {"stage": "contact", "form": None}


def test_a_creation_goes_to_the_bin() -> None:
    assert take_back([leaf("1", [], {"stage": "contact"})], b"1", rule).touches == {REMOVED: 1}


def test_a_field_changed_since_is_left_and_named() -> None:
    leaves = [
        leaf("1", [], {"stage": "contact", "form": "project"}),
        leaf("2", ["1"], {"stage": "signed", "form": "twinning"}),
        leaf("3", ["2"], {"stage": "active"}),
    ]
    back = take_back(leaves, b"2", rule)
    assert back.touches == {"form": "project"}
    assert back.skipped == ("stage",)


def test_members_and_languages_go_back_each_on_its_own() -> None:
    leaves = [
        leaf("1", [], {"themes": {"water": True}, "name": {"fr": "Lomé"}}),
        leaf("2", ["1"], {"themes": {"water": False, "waste": True}, "name": {"fr": "Lome", "ru": "Ломе"}}),
    ]
    back = take_back(leaves, b"2", lambda key: Rule.SET if key == "themes" else Rule.VALUE)
    assert back.touches == {"themes": {"water": True, "waste": False}, "name": {"fr": "Lomé", "ru": None}}

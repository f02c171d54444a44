# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles by command line: written, looked into, read, listed, taken back."""

from pathlib import Path

import pytest

from tests.commands.terminal import Terminal


@pytest.fixture
def other(desk: Terminal, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A second computer of the office, admitted by the first."""
    second = Terminal(desk.profile.with_name("second"), capsys)
    second.done("join", "second.coopjoin", "--officer", "Kofi Exemple", "--no-passphrase")
    desk.done("admit", "second.coopjoin", "--output", "welcome.coopx")
    second.done("init", "--from", "welcome.coopx")
    return second


def test_a_change_travels_and_is_told_in_words(desk: Terminal, other: Terminal) -> None:
    note = desk.new("note", "title=Visite")
    written = desk.json("bundle", "write", "news.coopx", "--everything")
    assert Path(written["files"][0]).is_file()
    seen = other.json("bundle", "inspect", "news.coopx")
    assert (seen["part"], seen["parts"], seen["damage"]) == (1, 1, "")
    brought = other.done("bundle", "read", "news.coopx")
    assert "change" in brought.out
    assert "Visite" in other.done("show", "note", note).out
    assert desk.json("state")["words"] == other.json("state")["words"]
    assert other.done("bundle", "read", "news.coopx").out == "Nothing new: all of it was here already.\n"


def test_two_versions_end_with_code_3_and_are_decided_once(desk: Terminal, other: Terminal) -> None:
    note = desk.new("note", "title=Visite")
    desk.done("bundle", "write", "one.coopx", "--everything")
    other.done("bundle", "read", "one.coopx")
    desk.done("set", "note", note, "title=Réunion")
    other.done("set", "note", note, "title=Atelier")
    other.done("bundle", "write", "two.coopx", "--everything")
    read = desk("bundle", "read", "two.coopx")
    assert (read.code, "1 needs your decision" in read.out) == (3, True)
    conflict = desk.json("conflicts")[0]["id"]
    desk.done("resolve", conflict, "--keep", "2")
    desk.done("bundle", "write", "three.coopx", "--everything")
    other.done("bundle", "read", "three.coopx")
    assert other.json("conflicts") == []
    assert desk.json("state") == other.json("state")


def test_looking_first_changes_nothing_and_reading_can_be_taken_back(desk: Terminal, other: Terminal) -> None:
    desk.new("note", "title=Visite")
    written = desk.json("bundle", "write", "news.coopx", "--everything")
    before = other.json("state")
    other.done("bundle", "read", "news.coopx", "--dry-run")
    assert other.json("state") == before
    other.done("bundle", "read", "news.coopx")
    assert other.json("state") != before
    other.done("bundle", "undo", written["id"][:6])
    assert other.json("state") == before
    assert [entry["what"] for entry in other.json("bundle", "log")][:1] == ["undone"]
    refused = other("bundle", "undo", written["id"])
    assert refused.code == 1


def test_what_is_no_bundle_is_refused_with_a_sentence(desk: Terminal) -> None:
    Path("letter.txt").write_text("Bonjour")
    refused = desk("bundle", "read", "letter.txt")
    assert refused.code == 1
    assert refused.err.startswith("Not a bundle: letter.txt.")

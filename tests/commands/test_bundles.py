# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles by command line: written, looked into, read, listed, taken back."""

import mailbox
import shutil
from email import message_from_bytes
from email.policy import SMTP
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
    [seen] = other.json("bundle", "inspect", "news.coopx")
    assert (seen["part"], seen["parts"], seen["damage"]) == (1, 1, "")
    brought = other.done("bundle", "read", "news.coopx")
    assert "change" in brought.out
    assert "Visite" in other.done("show", "note", note).out
    assert desk.json("state")["words"] == other.json("state")["words"]
    assert other.done("bundle", "read", "news.coopx").out == "Nothing new: all of it was here already.\n"


def test_who_has_a_desk_is_told_how_to_join_another_office(desk: Terminal, other: Terminal) -> None:
    refused = desk("join", "again.coopjoin", "--officer", "Awa Exemple")
    assert refused.code == 1
    assert refused.err == (
        f"The desk in this folder has access to its office: {desk.profile}. Another office needs a desk of"
        " its own, in another folder: coopdesk --profile DIR join again.coopjoin\n"
    )
    assert not Path("again.coopjoin").exists()
    assert desk("--json", "join", "again.coopjoin", "--officer", "Awa").error["error"] == "has_access"
    used = desk("init", "--from", "welcome.coopx")
    assert "coopdesk --profile DIR init --from welcome.coopx" in used.err
    made = desk("init", "--city", "Kara", "--country", "TG", "--officer", "Awa", "--no-passphrase")
    assert made.err.endswith("For another one, name another folder: coopdesk --profile DIR\n")


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


def test_a_bundle_goes_and_comes_by_mail_whatever_the_file_is_called(desk: Terminal, other: Terminal) -> None:
    desk.new("note", "title=Visite")
    written = desk.json("bundle", "write", "--mail", "news.eml", "--everything")
    assert (written["files"], written["drafts"]) == ([], ["news.eml"])
    mail = message_from_bytes(Path("news.eml").read_bytes(), policy=SMTP)
    assert mail["Subject"].startswith("Bundle from coopdesk: ")
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/octet-stream"]
    shutil.copy("news.eml", "holiday.jpg")
    [seen] = other.json("bundle", "inspect", "holiday.jpg")
    assert (seen["id"], seen["damage"]) == (other.json("bundle", "inspect", "news.eml")[0]["id"], "")
    assert "change" in other.done("bundle", "read", "holiday.jpg", "--dry-run").out
    [brought] = other.json("bundle", "read", "holiday.jpg")
    assert (brought["id"], brought["files"]) == (written["id"], ["holiday.jpg"])
    assert desk.json("state") == other.json("state")
    assert [entry["file"] for entry in desk.json("bundle", "log")][:1] == ["news.eml"]


def test_a_mailbox_with_several_bundles_is_read_at_once(desk: Terminal, other: Terminal) -> None:
    box = mailbox.mbox("Inbox")
    for title in ("Un", "Deux"):
        desk.new("note", f"title={title}")
        desk.done("bundle", "write", "--mail", f"{title}.eml", "--everything")
        box.add(Path(f"{title}.eml").read_bytes())
    box.close()
    seen = other.json("bundle", "inspect", "Inbox")
    assert len({one["id"] for one in seen}) == 2
    assert other.done("bundle", "inspect", "Inbox").out.count("Part: 1/1") == 2
    brought = other.json("bundle", "read", "Inbox")
    assert [one["files"] for one in brought] == [["Inbox"], ["Inbox"]]
    assert desk.json("state") == other.json("state")


def test_a_mail_without_bundle_says_that_it_has_none(desk: Terminal) -> None:
    Path("hello.eml").write_text("From: a@city.example\nSubject: hello\n\nno bundle\n")
    for words in (("read", "hello.eml"), ("read", "hello.eml", "--dry-run"), ("inspect", "hello.eml")):
        refused = desk("bundle", *words)
        assert (refused.code, refused.err.startswith("Not a bundle: hello.eml.")) == (1, True)


def test_a_mail_is_written_beside_the_bundle_and_one_of_them_must_be_named(desk: Terminal) -> None:
    desk.new("note", "title=Visite")
    answer = desk.done("bundle", "write", "news.coopx", "--mail", "news.eml")
    assert answer.out == "news.coopx\nnews.eml\n"
    assert "Open it in your mail program" in answer.err
    assert desk("bundle", "write").code == 2
    assert desk("bundle", "write", "--mail", "missing/news.eml").code == 1
    assert desk.done("bundle", "write", "--dry-run").out


def test_a_withdrawn_computers_bundle_says_so_in_a_sentence(desk: Terminal, other: Terminal) -> None:
    [(name, key)] = [(one["name"], one["id"]) for one in desk.json("devices") if one["state"] != "own"]
    other.new("note", "title=Vol")
    other.done("bundle", "write", "theirs.coopx", "--everything")
    desk.done("revoke", key)
    for words in (("read", "theirs.coopx", "--dry-run"), ("read", "theirs.coopx")):
        read = desk("bundle", *words)
        assert read.code == 3
        assert f"The access of this computer was withdrawn: {name}." in read.out
        assert "set aside" in read.out

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Three computers of one city hall by command line, from the first desk to a stolen laptop and a sheet."""

import shutil
from pathlib import Path

import pytest

from tests.desk.test_safekeeping import key_on
from tests.journeys.computers import On, bring, joins, titles


def test_from_the_first_desk_to_a_stolen_laptop(on: On, tmp_path: Path) -> None:
    hall = on("hall")
    hall.init()
    hall.new("note", "title=Visite")
    mayor = joins(on, "mayor", "hall", "--role", "steward")
    laptop = joins(on, "laptop", "mayor")
    assert titles(laptop) == {"Visite"}
    laptop.new("note", "title=Terrain")
    bring(laptop, hall, mayor)
    assert titles(hall) == titles(mayor) == {"Visite", "Terrain"}
    assert len({one.json("state")["hash"] for one in (hall, mayor, laptop)}) == 1

    shutil.copytree(tmp_path / "laptop", tmp_path / "thief")
    thief = on("thief")
    thief.new("note", "title=Faux")
    hall.done("revoke", "laptop")
    bring(hall, mayor)
    assert {one["name"]: one["state"] for one in mayor.json("devices")} == {
        "hall": "introduced",
        "mayor": "own",
        "laptop": "withdrawn",
    }
    bring(thief, hall, mayor, code=3)
    assert titles(hall) == titles(mayor) == {"Visite", "Terrain"}
    assert "Faux" not in hall.done("find", "Faux").out
    [aside] = hall.json("quarantine")
    assert (aside["name"], aside["why"], aside["changes"]) == ("laptop", "withdrawn", 1)

    refused = thief("--json", "accept", aside["hash"])
    assert refused.error["error"] == "not_steward"
    mayor.done("accept", aside["hash"][:8])
    assert titles(mayor) == {"Visite", "Terrain", "Faux"}
    bring(mayor, hall)
    assert titles(hall) == titles(mayor)
    assert hall.json("quarantine") == mayor.json("quarantine") == []
    assert hall.json("state")["hash"] == mayor.json("state")["hash"]

    hall.done("bundle", "write", "later.coopx")
    closed = thief("--json", "bundle", "read", "later.coopx")
    assert (closed.code, closed.error["error"]) == (1, "bundle_unknown_key")
    for one in (hall, mayor):
        one.done("check")


def test_the_only_steward_comes_back_by_the_sheet(on: On, tmp_path: Path) -> None:
    hall = on("hall")
    Path("old.txt").write_text("one two three four\n")
    Path("new.txt").write_text("five six seven eight\n")
    hall.done(
        *("--passphrase-file", "old.txt", "init", "--city", "Lomé", "--country", "TG"),
        *("--officer", "Awa Exemple", "--language", "en"),
    )
    hall.done("--passphrase-file", "old.txt", "recovery-sheet", "--output", "sheet.pdf")
    Path("key.txt").write_text(key_on(tmp_path / "sheet.pdf") + "\n")
    hall.done(
        *("lock", "--change-passphrase", "--recovery-key-file", "key.txt"),
        *("--new-passphrase-file", "new.txt"),
    )
    found = hall.done("--json", "--passphrase-file", "new.txt", "devices").json
    assert [(one["role"], one["state"]) for one in found] == [("steward", "own")]
    laptop = on("laptop")
    laptop.done("join", "l.coopjoin", "--officer", "Kofi", "--computer", "laptop", "--no-passphrase")
    hall.done("--passphrase-file", "new.txt", "admit", "l.coopjoin", "--output", "l.coopx")
    laptop.done("init", "--from", "l.coopx")
    mine = hall.done("--json", "--passphrase-file", "new.txt", "state").json
    assert laptop.json("state")["hash"] == mine["hash"]


def test_a_restored_computer_of_a_larger_office_asks_again(on: On) -> None:
    hall = on("hall")
    hall.init()
    laptop = joins(on, "laptop", "hall")
    laptop.done("backup", "laptop.coopbackup")
    laptop.done("backup", "--restore", "laptop.coopbackup", "--into", "again")
    again = on("again")
    assert "coopdesk join" in again.done("devices").err
    again.done("join", "again.coopjoin", "--officer", "Kofi", "--computer", "again")
    hall.done("admit", "again.coopjoin", "--output", "again.coopx")
    again.done("bundle", "read", "again.coopx")
    assert "coopdesk join" not in again.done("devices").err
    hall.done("revoke", "laptop")
    assert [one["role"] for one in hall.json("devices")] == ["steward", "", "officer"]


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("join", "x.coopjoin"), 2, "usage"),
        (("admit", "missing.coopjoin", "--output", "x.coopx"), 1, "unreadable"),
        (("admit", "nonsense.coopjoin", "--output", "x.coopx"), 1, "not_request"),
        (("admit", "nonsense.coopjoin", "--role", "king", "--output", "x.coopx"), 2, "usage"),
        (("init", "--from", "nonsense.coopjoin"), 1, "invitation_used"),
        (("init", "--from", "x.coopx", "--city", "Lomé"), 2, "usage"),
        (("role", "hall", "officer"), 1, "last_steward"),
        (("revoke", "hall"), 1, "last_steward"),
        (("revoke", "nobody"), 1, "unknown_device"),
        (("verify", "nobody"), 1, "unknown_device"),
        (("accept", "zzzzzz"), 1, "unknown_aside"),
    ],
)
def test_what_is_wrong_gets_a_sentence(on: On, words: tuple[str, ...], code: int, error: str) -> None:
    hall = on("hall")
    hall.init()
    Path("nonsense.coopjoin").write_bytes(b"hello")
    answer = hall("--json", *words)
    assert (answer.code, answer.error["error"]) == (code, error)
    for language in ("fr", "ru"):
        told = hall("--language", language, *words).err
        assert told.strip()
        assert "{" not in told


def test_lists_for_people(on: On) -> None:
    hall = on("hall")
    hall.init()
    assert "founded the office" not in hall.done("devices").out
    laptop = joins(on, "laptop", "hall")
    assert "founded the office" in laptop.done("devices").out
    assert "introduced by hall" in hall.done("devices").out
    hall.done("verify", "laptop", "--same")
    assert "verified" in hall.done("devices").out
    assert "Nothing is set aside." in hall.done("quarantine").err
    assert "Reader" in hall.done("role", "laptop", "reader").out
    bring(hall, laptop)
    refused = laptop("--json", "new", "note", "title=Non")
    assert refused.error["error"] == "reading_only"

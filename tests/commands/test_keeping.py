# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a desk, passphrases, backups, checks, state, the recovery sheet."""

from pathlib import Path

import pytest

from coopdesk.commands.session import Session
from tests.commands.terminal import Answer, Terminal

OFFICE = ("init", "--city", "Lomé", "--country", "Togo", "--officer", "Awa Exemple")


def phrase(name: str, data: bytes = b"four words in French\n") -> str:
    """A file that holds a passphrase."""
    Path(name).write_bytes(data)
    return name


def with_phrase(terminal: Terminal, file: str, *words: str) -> Answer:
    """The answer of a command that is given a passphrase."""
    return terminal("--passphrase-file", file, *words)


def test_init_says_that_the_desk_is_not_locked(bare: Terminal) -> None:
    answer = bare.done(*OFFICE, "--no-passphrase")
    assert answer.out.strip() == str(bare.profile)
    assert answer.err == "The desk is made: Lomé, Awa Exemple.\nNot locked: set a passphrase.\n"
    (city_hall,) = bare.json("list", "organisation")
    (place,) = bare.json("list", "place")
    assert city_hall["fields"]["place"] == place["id"]
    assert place["fields"]["name"] == {"en": "Lomé", "fr": "Lomé", "ru": "Ломе"}


def test_init_as_json(bare: Terminal) -> None:
    made = bare.json(*OFFICE, "--no-passphrase", "--language", "fr", "--office", "Service de la coopération")
    assert made["profile"] == str(bare.profile)
    assert (made["city"], made["country"], made["language"], made["currency"]) == ("Lomé", "TG", "fr", "XOF")
    assert bare.json("show", "organisation", made["organisation"])["fields"]["kind"] == "city_hall"


def test_init_needs_a_passphrase_or_a_word_against_it(bare: Terminal) -> None:
    answer = bare("--json", *OFFICE)
    assert (answer.code, answer.error["error"]) == (1, "no_passphrase")
    assert not bare.profile.exists()
    both = with_phrase(bare, phrase("phrase.txt"), *OFFICE, "--no-passphrase")
    assert both.code == 2


@pytest.mark.parametrize("data", [b"", b"\n second line", b"\xff\xfe"])
def test_a_passphrase_file_without_a_passphrase(bare: Terminal, data: bytes) -> None:
    answer = with_phrase(bare, phrase("phrase.txt", data), *OFFICE)
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert not bare.profile.exists()
    assert with_phrase(bare, "missing.txt", *OFFICE).code == 1


def test_init_refuses_what_it_cannot_use(desk: Terminal) -> None:
    assert desk("--json", *OFFICE, "--no-passphrase").error["error"] == "desk_exists"
    other = Terminal(desk.profile.with_name("other"), desk.capsys)
    unknown = other(
        "--json", "init", "--city", "X", "--country", "Atlantis", "--officer", "A", "--no-passphrase"
    )
    assert (unknown.code, unknown.error["error"]) == (1, "country")


def test_a_locked_desk_opens_with_its_passphrase(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    made = with_phrase(
        bare, phrase("phrase.txt", b"\xef\xbb\xbffour words in French\r\nand notes\n"), *OFFICE
    )
    assert made.code == 0
    assert "Not locked" not in made.err
    assert bare("--json", "state").error["error"] == "locked"
    assert with_phrase(bare, phrase("same.txt"), "state").code == 0
    wrong = with_phrase(bare, phrase("wrong.txt", b"five words\n"), "state")
    assert (wrong.code, wrong.err) == (1, "Wrong passphrase. Check capitals and keyboard language.\n")
    monkeypatch.setenv("COOPDESK_PASSPHRASE_FILE", "same.txt")
    bare.done("state")


def test_the_passphrase_changes(desk: Terminal) -> None:
    assert desk("--json", "lock", "--change-passphrase").error["error"] == "no_new_passphrase"
    assert desk.done("lock", "--change-passphrase", "--new-passphrase-file", phrase("one.txt")).err
    assert desk("state").code == 1
    change = (
        "lock",
        "--change-passphrase",
        "--new-passphrase-file",
        phrase("two.txt", b"another four words\n"),
    )
    assert with_phrase(desk, "one.txt", *change).code == 0
    assert with_phrase(desk, "one.txt", "state").code == 1
    assert with_phrase(desk, "two.txt", "state").code == 0


def test_no_desk(bare: Terminal) -> None:
    answer = bare("list", "note")
    assert answer.code == 1
    assert "coopdesk init" in answer.err


def test_state_is_four_words_and_digits(desk: Terminal) -> None:
    words, digits = desk.done("state").out.splitlines()
    assert len(words.split()) == 4
    assert [len(group) for group in digits.split()] == [4, 4, 4, 4]
    assert desk.json("state") == desk.json("state")
    before = desk.json("state")["hash"]
    desk.done("new", "person", "family_name=Sow")
    assert desk.json("state")["hash"] != before


def test_backup_list_and_restore(desk: Terminal) -> None:
    person = desk.new("person", "family_name=Sow")
    state = desk.json("state")
    assert desk.done("backup", "--list").err == "No backup yet.\n"
    made = desk.json("backup", "stick.coopbackup")
    assert (Path(made["file"]).name, made["verified"]) == ("stick.coopbackup", True)
    desk.done("backup")
    assert len(desk.json("backup", "--list")) == 1
    assert "kB" in desk.done("backup", "--list").out
    desk.done("set", "person", person, "family_name=Traoré")
    restored = desk.json("backup", "--restore", "stick.coopbackup", "--into", "again")
    assert restored["missing_files"] == 0
    other = Terminal(Path("again").absolute(), desk.capsys)
    assert other.json("state") == state
    assert (
        desk("--json", "backup", "--restore", "stick.coopbackup", "--into", "again").error["error"]
        == "folder_occupied"
    )


def test_check(desk: Terminal) -> None:
    assert desk.done("check").err == "Everything is whole.\n"
    found = desk.json("check", "--rebuild")
    assert found["findings"] == []
    assert found["summary"]


def test_check_finds_a_missing_file(desk: Terminal) -> None:
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff")
    desk.done("new", "document", "title=Photo", "file=@photo.jpg")
    kept = [file for file in (desk.profile / "attachments").rglob("*") if file.is_file()]
    assert kept
    for file in kept:
        file.unlink()
    answer = desk("--json", "check")
    assert answer.code == 1
    assert len(answer.json["findings"]) == 1
    assert desk("check").out.count("\n") == 1


def test_the_recovery_sheet_is_a_page(desk: Terminal) -> None:
    assert desk.done("recovery-sheet").out == "recovery-sheet.pdf\n"
    assert Path("recovery-sheet.pdf").read_bytes().startswith(b"%PDF")
    slip = desk(
        "--json",
        "lock",
        "--change-passphrase",
        "--new-passphrase-file",
        phrase("one.txt"),
        "--recovery-key-file",
        phrase("key.txt", b"AAAA\n"),
    )
    assert (slip.code, slip.error["error"]) == (1, "recovery_key_length")


def test_a_network_drive_is_warned_of(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    import coopdesk.desk.founding

    monkeypatch.setattr(coopdesk.desk.founding, "NETWORK_FILE_SYSTEMS", {_file_system(desk.profile)})
    answer = desk.done("list", "note")
    assert answer.err.startswith(f"This desk lies on a network drive: {desk.profile}.")
    assert desk.done("--quiet", "list", "note").err == ""


def _file_system(folder: Path) -> str:
    """The kind of file system that a folder lies on."""
    best = ("", "")
    for line in Path("/proc/self/mounts").read_text().splitlines():
        _, point, kind, *_ = line.split(" ")
        if folder.is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def test_the_profile_is_an_option_a_variable_or_the_computers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPDESK_HOME", str(tmp_path / "home"))
    assert Session().profile == tmp_path / "home"
    assert Session(chosen_profile=str(tmp_path / "other")).profile == tmp_path / "other"

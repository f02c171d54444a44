# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an officer must be able to trust: no mistake of our own, no word of a machine, nothing hidden."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.commands.terminal import Terminal

PAGE = 4096


def test_the_walk_of_the_readme_finds_the_visit(desk: Terminal) -> None:
    desk.done("new", "place", "name.fr=Ouagadougou", "name.ru=Уагадугу", "country=BF")
    desk.done("new", "organisation", "name.fr=Ouagadougou", "place=Ouagadougou", "kind=city_hall")
    desk.done("new", "person", "given_name=Rosalie", "family_name=Exemple", "sex=woman")
    visit = desk.new(
        *("note", "title=Visit to the market hall", "kind=partner_visit", "place=Lomé"),
        *("organisations+=Ouagadougou", "starts=2026-11-24 09:30"),
    )
    desk.done("new", "attendance", "note=Visit to the market hall", "person=Rosalie Exemple")
    for typed in ("ouaga", "уага", "rosalie", "visit ouaga"):
        assert visit in [hit["id"] for hit in desk.json("find", typed)], typed
    desk.done("check")


def test_a_flipped_bit_on_any_page_is_told_as_damage(desk: Terminal) -> None:
    database = desk.profile / "desk.db"
    whole = database.read_bytes()
    for page in range(0, len(whole) // PAGE):
        damaged = bytearray(whole)
        damaged[page * PAGE + 2000] ^= 1
        for beside in ("desk.db-wal", "desk.db-shm"):
            (desk.profile / beside).unlink(missing_ok=True)
        database.write_bytes(bytes(damaged))
        for words in (("check",), ("list", "place")):
            answer = desk(*words)
            assert "mistake of its own" not in answer.err, (page, words)
        assert desk("check").code == 1
    database.write_bytes(whole)
    desk.done("check")


def test_nothing_but_our_sentence_is_said_of_a_damaged_database(desk: Terminal) -> None:
    database = desk.profile / "desk.db"
    damaged = bytearray(database.read_bytes())
    damaged[PAGE + 100] ^= 1
    database.write_bytes(bytes(damaged))
    answer = desk.outside("check")
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert "ERROR" not in answer.err


def test_a_desk_without_its_key_file_is_not_taken_for_none(desk: Terminal) -> None:
    (desk.profile / "keys.json").unlink()
    init = ("init", "--city", "Lomé", "--country", "TG", "--officer", "Awa", "--no-passphrase")
    for words in (("list", "place"), init):
        answer = desk("--json", *words)
        assert answer.error["error"] == "keys_missing"
        assert "keys.json" in answer.error["message"]


def test_nobody_else_on_the_computer_can_read_the_desk(desk: Terminal) -> None:
    os.chmod(desk.profile / "desk.db", 0o644)  # as earlier versions left it
    desk.done("backup")
    for file in desk.profile.rglob("*"):
        assert not stat.S_IMODE(file.stat().st_mode) & 0o077, file


def test_the_mark_leaves_nothing_behind(desk: Terminal) -> None:
    mark = desk.profile / "mark.json"
    before = mark.stat().st_mtime_ns
    desk.done("list", "place")
    assert mark.stat().st_mtime_ns == before
    desk.new("person", "family_name=Exemple")
    assert mark.stat().st_mtime_ns > before
    assert list(desk.profile.glob("mark.json.*")) == []


@pytest.mark.parametrize(
    ("path", "language", "reason"),
    [
        ("missing.md", "fr", "ce fichier ou ce dossier n’existe pas"),
        (".", "fr", "c’est un dossier"),
        ("missing.md", "ru", "такого файла или папки нет"),
    ],
)
def test_why_a_file_cannot_be_read_is_said_in_words(
    desk: Terminal, path: str, language: str, reason: str
) -> None:
    answer = desk("--language", language, "new", "note", "title=x", f"text=@{path}")
    assert reason in answer.err.replace("\u00a0", " ")


def test_a_device_that_never_ends_is_not_read(desk: Terminal) -> None:
    answer = desk("--json", "new", "note", "title=x", "text=@/dev/zero")
    assert answer.error["error"] == "no_file"


def test_a_name_that_turns_the_line_is_plain(desk: Terminal) -> None:
    desk.new("person", "family_name=Ex\u202eemple\u2066")
    assert "Exemple" in desk.done("list", "person").out
    note = desk.new("note", "title=x", "text=a\u202eb")
    shown = desk.done("show", "note", note).out
    assert "\u202e" not in shown
    assert "ab" in shown


def test_a_very_long_name_is_told_by_its_beginning(desk: Terminal) -> None:
    answer = desk.done("new", "note", f"title={'long ' * 200}")
    assert len(answer.err) < 120
    assert "…" in answer.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"family_name": "A", "family_name": "B"}', "key_twice"),
        ('{"family_name": NaN}', "no_number"),
        ('{"family_name": {"a": "' + "x" * 500 + '"}}', "value"),
    ],
)
def test_what_json_may_not_say(desk: Terminal, line: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text(line + "\n")
    answer = desk("--json", "new", "person", "--from", str(file))
    assert answer.error["error"] == code
    assert "{'" not in answer.error["message"]
    assert len(answer.error["message"]) < 160


def test_a_field_is_named_as_people_know_it(desk: Terminal) -> None:
    answer = desk("--language", "ru", "new", "note", "title=x", "kind=nonsense")
    assert answer.err.startswith("Вид (kind): ")
    assert answer.err.partition(": ")[2][0].islower()
    assert desk("--json", "new", "note", "title=x", "kind=nonsense").error["message"].startswith("kind: ")


@pytest.mark.parametrize("language", ["xx", "zz", "qqq"])
def test_a_language_that_is_none_is_refused(desk: Terminal, language: str) -> None:
    answer = desk("--json", "new", "place", f"name.{language}=Kara", "country=TG")
    assert answer.error["error"] == "field_language"
    assert "en, fr, ru" in answer.error["message"]


def test_the_code_of_a_language_is_named_where_its_name_was_typed(desk: Terminal) -> None:
    assert " ee." in desk("--json", "new", "place", "name.ewe=Kara", "country=TG").error["message"]


def test_letters_repeated_find_only_themselves(desk: Terminal) -> None:
    desk.new("person", "given_name=J", "family_name=L")
    desk.new("person", "given_name=Jean", "family_name=Exemple III")
    assert desk.json("find", "zzz") == []
    assert [hit["title"] for hit in desk.json("find", "iii")] == ["Jean Exemple III"]


def test_a_city_that_is_not_known_is_told_with_names_like_it(bare: Terminal) -> None:
    words = ("init", "--country", "TG", "--officer", "Awa", "--no-passphrase", "--city")
    assert "Sokodé" in bare.done(*words, "Sokoté").err


def test_a_joined_record_is_known_by_its_name(desk: Terminal) -> None:
    kept = desk.new("person", "family_name=Exemple", "given_name=Awa")
    desk.new("person", "family_name=Exemple", "given_name=Hawa")
    answer = desk("--json", "same", kept, "nonsense")
    assert "Person" in answer.error["message"]
    assert "Place" not in answer.error["message"]
    desk.done("same", kept, "Hawa Exemple")
    undone = desk.json("undo")
    assert {one["type"] for one in undone["records"]} == {"person"}
    desk.done("redo")
    desk.done("separate", "Hawa Exemple")
    assert len(desk.json("list", "person")) == 2


def test_undo_counts_what_it_did(desk: Terminal) -> None:
    desk.new("person", "family_name=A")
    desk.new("person", "family_name=B")
    answer = desk.done("undo", "9999")
    assert answer.err.splitlines() == [
        "Undone: Person B",
        "Undone: Person A",
        "Undone, saves: 2",
        "There is nothing more to undo on this computer.",
    ]


def test_a_sum_below_zero_names_what_it_corrects(desk: Terminal) -> None:
    desk.new("agreement", "title.en=Water")
    words = ("new", "contribution", "agreement=Water", "form=money", "step=spent", "day=2026-11-01")
    answer = desk("--json", *words, "amount=-500 XOF")
    assert answer.error["error"] == "below_zero", answer


def test_setting_a_passphrase_is_not_changing_it(desk: Terminal, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("correct horse battery\n")
    lock = ("lock", "--change-passphrase", "--new-passphrase-file", str(tmp_path / "new.txt"))
    assert desk.done(*lock).err.startswith("The passphrase is set.")
    again = desk.done("--passphrase-file", str(tmp_path / "new.txt"), *lock)
    assert again.err.startswith("The passphrase is changed. Backups made before")


def test_what_rests_on_a_record_is_named(desk: Terminal) -> None:
    agreement = desk.new("agreement", "title.en=Water")
    desk.new(
        "contribution", "agreement=Water", "amount=500 XOF", "purpose=Pumps", "step=spent", "day=2026-11-01"
    )
    answer = desk("--json", "remove", "agreement", agreement)
    assert "Pumps (" in json.loads(answer.err.splitlines()[-1])["message"]

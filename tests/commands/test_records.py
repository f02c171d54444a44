# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making, changing, removing, undoing: by words and by JSON lines."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.commands.terminal import Terminal


def lines(name: str, *records: object) -> str:
    """A file of JSON lines in the current folder."""
    Path(name).write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return name


def test_new_prints_the_id_on_stdout_and_tells_on_stderr(desk: Terminal) -> None:
    answer = desk.done("new", "person", "given_name=Awa", "family_name=Traoré")
    assert len(answer.out.strip()) == 26
    assert answer.err == "Saved: Person Awa Traoré\n"
    assert desk.done("--quiet", "new", "person", "family_name=Sow").err == ""


def test_saving_answers_with_id_type_and_version(desk: Terminal) -> None:
    made = desk.json("new", "person", "family_name=Traoré")
    assert made.keys() == {"id", "type", "version"}
    changed = desk.json("set", "person", made["id"], "given_name=Awa")
    assert changed["id"] == made["id"]
    assert changed["version"] != made["version"]
    assert desk.json("set", "person", made["id"], "given_name=Awa") == changed


def test_a_record_as_json(desk: Terminal) -> None:
    place = desk.new(
        "place", "name.fr=Ouagadougou", "name.ru=Уагадугу", "country=BF", "coordinates=12.37,-1.52"
    )
    found = desk.json("show", "place", "Ouagadougou")
    assert (found["id"], found["type"], found["removed"], found["conflicts"]) == (place, "place", False, {})
    assert found["fields"]["name"] == {"fr": "Ouagadougou", "ru": "Уагадугу"}
    assert found["fields"]["country"] == "BF"
    assert "population" not in found["fields"]


def test_sets_are_added_to_taken_from_and_replaced(desk: Terminal) -> None:
    person = desk.new("person", "family_name=Sow", "labels+=a", "labels+=b, c")
    desk.done("set", "person", person, "labels-=a", "labels+=d")
    assert desk.json("show", "person", person)["fields"]["labels"] == ["b, c", "d"]
    desk.done("set", "person", person, "labels=e")
    assert desk.json("show", "person", person)["fields"]["labels"] == ["e"]
    desk.done("set", "person", person, "labels=")
    assert "labels" not in desk.json("show", "person", person)["fields"]


def test_values_from_files_and_standard_input(desk: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("text.md").write_bytes(b"\xef\xbb\xbfOne = two\r\nthree\n")
    note = desk.new("note", "title=@@home", "text=@text.md")
    assert desk.json("show", "note", note)["fields"] == {"title": "@home", "text": "One = two\nthree"}
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO("Été".encode())))
    desk.done("set", "note", note, "purpose=@-")
    assert desk.json("show", "note", note)["fields"]["purpose"] == "Été"
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff not really")
    document = desk.new("document", "title=Photo", "file=@photo.jpg")
    assert desk.json("show", "document", document)["fields"]["file"]["name"] == "photo.jpg"


def test_a_bare_name_is_in_the_desks_language_whatever_language_is_shown(bare: Terminal) -> None:
    bare.init("fr")
    place = bare.json("--language", "ru", "new", "place", "name=Ouagadougou", "country=BF")["id"]
    assert bare.json("show", "place", place)["fields"]["name"] == {"fr": "Ouagadougou"}


def test_the_bin_and_back_with_parts(desk: Terminal) -> None:
    note = desk.new("note", "title=Visit")
    part = desk.new("attendance", f"note={note}", "name=Awa")
    gone = desk.done("remove", "note", note)
    assert gone.out.strip() == note
    assert gone.err == "In the bin: Note Visit\nParts that went with it: 1\n"
    assert desk.json("list", "note") == []
    assert desk.json("show", "attendance", part)["removed"] is True
    back = desk.done("unremove", "note", note)
    assert back.err == "Put back: Note Visit\nParts that came back with it: 1\n"
    assert desk.json("show", "attendance", part)["removed"] is False
    assert desk.done("unremove", "note", note).err == "Nothing changed.\n"


def test_a_name_means_what_lies_in_the_bin_where_something_is_put_back(desk: Terminal) -> None:
    gone, kept = desk.new("place", "name=Lomé", "country=TG"), desk.new("place", "name=Lomé", "country=TG")
    desk.done("remove", "place", gone)
    assert desk.done("unremove", "place", "lome").out.strip() == gone
    assert desk("unremove", "place", "lome").code == 1
    desk.done("remove", "place", kept)
    assert desk.done("unremove", "place", kept[:8]).out.strip() == kept


def test_undo_and_redo(desk: Terminal) -> None:
    person = desk.new("person", "family_name=Sow")
    desk.done("set", "person", person, "given_name=Awa")
    undone = desk.json("undo", "2")
    assert undone["saves"] == 2
    assert undone["skipped"] == []
    assert {record["id"] for record in undone["records"]} == {person}
    assert desk.json("show", "person", person)["removed"] is True
    desk.done("redo")
    assert desk.done("redo").err == "Redone: Person Awa Sow\nRedone, saves: 1\n"
    assert desk.json("show", "person", person)["fields"] == {"family_name": "Sow", "given_name": "Awa"}
    answer = desk("--json", "redo")
    assert (answer.code, answer.error["error"]) == (1, "nothing_to_redo")


def test_lines_are_one_save(desk: Terminal) -> None:
    file = lines(
        "people.jsonl", {"family_name": "A"}, {"fields": {"family_name": "B", "emails": ["b@example.org"]}}
    )
    made = desk.json("new", "person", "--from", file)
    assert [record["type"] for record in made] == ["person", "person"]
    assert desk.json("undo")["saves"] == 1
    assert desk.json("list", "person") == []


def test_lines_are_all_or_nothing(desk: Terminal) -> None:
    file = lines("people.jsonl", {"family_name": "A"}, {"family_name": "B", "emails": ["b@@example.org"]})
    answer = desk("--json", "new", "person", "--from", file)
    assert answer.code == 1
    assert answer.error == {
        "error": "email",
        "message": "Line 2, emails: This is not an e-mail address: b@@example.org."
        " Write it like name@example.org.",
        "field": "emails",
    }
    assert desk.json("list", "person") == []


def test_each_line_is_a_save_of_its_own_until_one_is_refused(desk: Terminal) -> None:
    file = lines(
        "people.jsonl", {"family_name": "A"}, {"family_name": "B"}, {"given_name": "C"}, {"family_name": "D"}
    )
    answer = desk("new", "person", "--from", file, "--each")
    assert answer.code == 1
    assert [json.loads(line)["type"] for line in answer.out.splitlines()] == ["person", "person"]
    assert "Saved one by one, records: 2\n" in answer.err
    assert "Line 3" in answer.err
    assert len(desk.json("list", "person")) == 2
    assert desk.json("undo")["saves"] == 1
    assert len(desk.json("list", "person")) == 1


def test_lines_change_records(desk: Terminal) -> None:
    first, second = desk.new("person", "family_name=A"), desk.new("person", "family_name=B")
    version = desk.json("show", "person", first)["version"]
    file = lines(
        "changes.jsonl",
        {"id": first, "version": version, "given_name": "X"},
        {"id": second, "given_name": None},
    )
    answer = desk.json("set", "person", "--from", file)
    assert [record["id"] for record in answer] == [first, second]
    assert desk.json("show", "person", first)["fields"]["given_name"] == "X"


def test_a_line_that_saw_an_older_version_makes_two_versions(desk: Terminal) -> None:
    person = desk.new("person", "family_name=A", "given_name=One")
    seen = desk.json("show", "person", person)["version"]
    desk.done("set", "person", person, "given_name=Two")
    file = lines("changes.jsonl", {"id": person, "version": seen, "fields": {"given_name": "Three"}})
    desk.done("set", "person", "--from", file)
    (decision,) = desk.json("conflicts")
    assert {version["value"] for version in decision["versions"]} == {"Two", "Three"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nonsense", "not_json"),
        ("[1]", "not_json"),
        ('{"fields": 1}', "not_json"),
        ("[" * 100_000, "not_json"),
        ('{"id": "k3f9ab", "family_name": "A"}', "new_with_id"),
        ('{"type": "note", "family_name": "A"}', "other_type"),
        ('{"nonsense": "A"}', "unknown_field"),
        ('{"family_name": {"deep": [1]}}', "value"),
        ('{"given_name": "A"}', "required"),
    ],
)
def test_a_line_that_is_refused_is_named(desk: Terminal, line: str, code: str) -> None:
    Path("people.jsonl").write_text(f'{{"family_name": "Good"}}\n\n{line}\n', "utf-8")
    answer = desk("--json", "new", "person", "--from", "people.jsonl")
    assert answer.code == 1
    assert answer.error["error"] == code
    assert answer.error["message"].startswith("Line 3")
    assert desk.json("list", "person") == []


def test_lines_that_are_not_text(desk: Terminal) -> None:
    Path("people.jsonl").write_bytes('{"family_name": "Соу"}\n'.encode("cp1251"))
    answer = desk("--json", "new", "person", "--from", "people.jsonl")
    assert (answer.code, answer.error["error"]) == (1, "line_not_utf8")
    answer = desk("--json", "new", "person", "--from", "missing.jsonl")
    assert (answer.code, answer.error["error"]) == (1, "unreadable")


def test_a_record_named_twice_in_one_save_is_refused(desk: Terminal) -> None:
    person = desk.new("person", "family_name=A")
    file = lines("changes.jsonl", {"id": person, "given_name": "X"}, {"id": person[:8], "given_name": "Y"})
    answer = desk("--json", "set", "person", "--from", file)
    assert (answer.code, answer.error["error"]) == (1, "twice")
    assert "given_name" not in desk.json("show", "person", person)["fields"]


def test_several_agreements_in_one_save_have_references_of_their_own(desk: Terminal) -> None:
    made = desk.json("new", "agreement", "--from", lines("a.jsonl", {"title": "One"}, {"title": "Two"}))
    references = {desk.json("show", "agreement", one["id"])["fields"]["reference"] for one in made}
    assert len(references) == 2

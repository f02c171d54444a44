# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an officer types after a record's name, and what is saved of it."""

from pathlib import Path

import pytest

from coopdesk.desk import edits, saving
from coopdesk.desk.desk import Desk
from coopdesk.errors import FieldError, WorldError
from coopdesk.language import using
from coopdesk.records.kinds import AttachedFile, Json
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from tests.desk.officer import Officer

PLACE = BY_KEY["place"]


def refused(awa: Officer, type_key: str, *assignments: str) -> WorldError:
    with pytest.raises(WorldError) as caught:
        awa.new(type_key, *assignments)
    return caught.value


def test_the_first_equals_sign_parts_field_and_value(awa: Officer) -> None:
    note = awa.new("note", "title=a=b=c", "venue= Hôtel  de ville ")
    assert awa.values("note", note) == {"title": "a=b=c", "venue": "Hôtel de ville"}


def test_a_bare_multilingual_field_is_in_the_desks_language_whatever_the_screens(awa: Officer) -> None:
    with using("ru"):
        place = awa.new("place", "name=Kpalimé", "name.ru=Кпалиме")
        awa.change("place", place, "name=Kpalime")
    assert awa.values("place", place)["name"] == {"fr": "Kpalime", "ru": "Кпалиме"}


def test_languages_are_set_and_cleared_one_by_one(awa: Officer) -> None:
    place = awa.new("place", "name.fr=Douala", "name.ru=Дуала", "presentation.fr=Port")
    awa.change("place", place, "name.ru=", "presentation=")
    assert awa.values("place", place) == {"name": {"fr": "Douala"}}


def test_members_are_added_taken_away_and_replaced(awa: Officer) -> None:
    place = awa.new("place", "name=Lomé", "languages+=fr", "languages+=ewe", "languages+=en")
    assert awa.values("place", place)["languages"] == ("ee", "en", "fr")
    awa.change("place", place, "languages-=English", "languages+=русский")
    assert awa.values("place", place)["languages"] == ("ee", "fr", "ru")
    awa.change("place", place, "languages=fr", "languages=de")
    assert awa.values("place", place)["languages"] == ("de", "fr")
    awa.change("place", place, "languages=")
    assert "languages" not in awa.values("place", place)


def test_commas_do_not_part_the_members_of_a_set(awa: Officer) -> None:
    place = awa.new("place", "name=Lomé", "other_spellings+=Lome, Togo")
    assert awa.values("place", place)["other_spellings"] == ("Lome, Togo",)


def test_taking_away_what_is_not_there_changes_nothing(awa: Officer) -> None:
    place = awa.new("place", "name=Lomé", "languages+=fr")
    assert awa.change("place", place, "languages-=en", "languages+=fr", "name=Lomé") is None


def test_a_text_file_fills_a_field(awa: Officer, tmp_path: Path) -> None:
    text = tmp_path / "compte rendu.md"
    text.write_bytes("\ufeff# Visite\r\n\r\nDébut à 9 h\u00a030.\r\n".encode())
    count = tmp_path / "count.txt"
    count.write_text("1200\n")
    note = awa.new("note", "title=Visite", f"text=@{text}")
    place = awa.new("place", "name=Lomé", f"population=@{count}")
    assert awa.values("note", note)["text"] == "# Visite\n\nDébut à 9 h\u00a030."
    assert awa.values("place", place)["population"] == 1200


def test_standard_input_and_a_literal_at_sign(desk: Desk) -> None:
    kind = BY_KEY["note"]
    piped = edits.read_assignment(kind, "title=@-", "Réunion — собрание\n".encode())
    literal = edits.read_assignment(kind, "venue=@@home")
    touches, _ = edits.touches(desk, [piped, literal])
    assert touches == {"title": "Réunion — собрание", "venue": "@home"}


def test_files_are_attached_by_their_content(desk: Desk, awa: Officer, tmp_path: Path) -> None:
    plan = tmp_path / "Marché central.pdf"
    plan.write_bytes(b"%PDF-1.7 a plan of the hall")
    note = awa.new("note", "title=Visite", f"attachments+=@{plan}", f"attachments+=@{plan}")
    (scalar,) = awa.values("note", note)["attachments"]
    kept = AttachedFile.of(scalar)
    assert (kept.name, kept.size) == ("Marché central.pdf", plan.stat().st_size)
    assert desk.attached(kept.hash) == plan.read_bytes()
    awa.change("note", note, f"attachments-={scalar}")
    assert "attachments" not in awa.values("note", note)


def test_a_photo_is_a_photo(awa: Officer, tmp_path: Path) -> None:
    photo = tmp_path / "halle.jpg"
    photo.write_bytes(b"\xff\xd8\xff not really a photo")
    error = refused(awa, "note", "title=Visite", f"photos+=@{photo}")
    assert (error.code, error.facts["field"]) == ("no_photo", "photos")


def test_files_that_cannot_be_read_are_named(awa: Officer, tmp_path: Path) -> None:
    russian = tmp_path / "cp1251.txt"
    russian.write_bytes("Протокол встречи".encode("cp1251"))
    assert refused(awa, "note", f"title=@{russian}").code == "not_utf8"
    for name in (tmp_path / "nowhere.txt", tmp_path):
        error = refused(awa, "note", f"title=@{name}")
        assert error.code == "unreadable"
        assert str(name) in str(error)


@pytest.mark.parametrize(
    ("assignment", "code", "field"),
    [
        ("title", "assignment", ""),
        ("=x", "assignment", ""),
        ("", "assignment", ""),
        ("title.fr=x", "not_multilingual", "title"),
        ("title.=x", "not_multilingual", "title"),
        ("title+=x", "not_a_set", "title"),
        ("starts=31.02.2026", "moment", "starts"),
        ("kind=party", "choice", "kind"),
        ("coordinates=95,1", "position", "coordinates"),
        ("photos+=photo.jpg", "attachment", "photos"),
        ("place=Atlantis", "not_found", "place"),
        ("organisations+=7zzzzz", "not_found", "organisations"),
    ],
)
def test_a_bad_assignment_is_refused_at_its_field(
    awa: Officer, assignment: str, code: str, field: str
) -> None:
    error = refused(awa, "note", "title=Visite", assignment)
    assert error.code == code
    assert (error.field if isinstance(error, FieldError) else "") == field


@pytest.mark.parametrize("language", ["français", "F", "fr-FR", "", "1"])
def test_a_language_that_is_none_is_refused(awa: Officer, language: str) -> None:
    error = refused(awa, "place", f"name.{language}=Lomé")
    assert isinstance(error, FieldError)
    assert (error.code, error.field) == ("field_language", "name")


def test_an_unknown_field_or_choice_names_those_there_are(awa: Officer) -> None:
    assert "title, kind, state, starts" in str(refused(awa, "note", "colour=red"))
    assert "draft, final, approved" in str(refused(awa, "note", "title=x", "state=secret"))
    assert "colour" in str(refused(awa, "note", "colour=red"))


def test_required_fields_are_named_by_their_label(awa: Officer) -> None:
    error = refused(awa, "note", "venue=Port")
    assert isinstance(error, FieldError)
    assert (error.code, error.field, str(error)) == ("required", "title", "Title is missing.")
    assert refused(awa, "place", "name=   ").code == "required"


def test_a_required_field_cannot_be_emptied(awa: Officer) -> None:
    place = awa.new("place", "name.fr=Lomé")
    with pytest.raises(FieldError) as caught:
        awa.change("place", place, "name.fr=")
    assert caught.value.field == "name"
    assert awa.values("place", place)["name"] == {"fr": "Lomé"}


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-11-24", "2026-11-23"),
        ("2026-11-24 15:00", "2026-11-24 09:00"),
        ("2026-11-24 15:00", "2026-11-23"),
        ("2026-11-24T10:00+05:45", "2026-11-24T04:14Z"),
    ],
)
def test_nothing_ends_before_it_starts(awa: Officer, starts: str, ends: str) -> None:
    error = refused(awa, "note", "title=x", f"starts={starts}", f"ends={ends}")
    assert isinstance(error, FieldError)
    assert (error.code, error.field) == ("ends_before_start", "ends")


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24 15:00", "2026-11-24"),
        ("2026-11-24 15:00", "2026-11-24 15:00"),
        ("2026-11-24T10:00+05:45", "2026-11-24T04:15Z"),
    ],
)
def test_what_starts_may_end_on_the_same_day_or_moment(awa: Officer, starts: str, ends: str) -> None:
    assert awa.new("note", "title=x", f"starts={starts}", f"ends={ends}")


def test_the_start_of_a_saved_note_cannot_pass_its_end(awa: Officer) -> None:
    note = awa.new("note", "title=x", "starts=2026-11-24", "ends=2026-11-25")
    with pytest.raises(FieldError):
        awa.change("note", note, "starts=2026-11-26")
    awa.change("note", note, "starts=2026-11-26", "ends=")
    assert awa.values("note", note) == {"title": "x", "starts": "2026-11-26"}


def of_json(desk: Desk, fields: dict[str, Json], before: Record | None = None) -> Record:
    touches, whole = edits.touches_of_json(desk, PLACE, fields)
    saved = saving.save(desk, PLACE, before.id if before else None, touches, whole=whole)
    found = desk.record("place", saved.id if saved else before.id if before else "")
    assert found is not None
    return found


def test_json_replaces_sets_whole_and_keeps_other_languages(desk: Desk) -> None:
    place = of_json(desk, {"name": {"fr": "Lomé", "ru": "Ломе"}, "languages": ["fr", "ee"]})
    place = of_json(desk, {"name": "Lome", "languages": ["fr", "de"], "population": "1 477 660"}, place)
    assert place.values == {
        "name": {"fr": "Lome", "ru": "Ломе"},
        "languages": ("de", "fr"),
        "population": 1477660,
    }
    place = of_json(desk, {"name": {"en": "Lomé"}, "languages": None, "population": None}, place)
    assert place.values == {"name": {"en": "Lomé"}}


def test_json_takes_languages_one_by_one_too(desk: Desk) -> None:
    place = of_json(desk, {"name.fr": "Lomé", "name.ru": "Ломе"})
    place = of_json(desk, {"name.ru": None, "name.en": "Lome"}, place)
    assert place.values["name"] == {"fr": "Lomé", "en": "Lome"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"population": "many"}, "population"),
        ({"population": True}, "population"),
        ({"name": {"français": "Lomé"}}, "name"),
        ({"country": {"code": "TG"}}, "country"),
        ({"languages": [["fr"]]}, "languages"),
    ],
)
def test_json_is_refused_at_its_field(desk: Desk, fields: dict[str, Json], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        edits.touches_of_json(desk, PLACE, fields)
    assert caught.value.field == field


def test_links_in_json_are_names_too(desk: Desk, awa: Officer) -> None:
    kind = BY_KEY["note"]
    touches, _ = edits.touches_of_json(desk, kind, {"place": "Ломе", "organisations": ["Lomé"]})
    assert desk.title("place", str(touches["place"])) == "Lomé"
    assert touches["organisations"] == {desk.our_organisation(): True}
    with pytest.raises(FieldError) as caught:
        edits.touches_of_json(desk, kind, {"organisations": ["Lomé", "Atlantis"]})
    assert caught.value.field == "organisations"

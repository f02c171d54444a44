# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a form to one save: only what was changed by hand, refusals field by field."""

from pathlib import Path

from coopdesk.desk import entering, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.drafts import drop_draft, load_draft, save_draft
from coopdesk.desk.entering import Entered, Entry, Refused, enter
from coopdesk.desk.paging import beginning, how_many, ids, number_of, rows, sortable
from coopdesk.records.types import BY_KEY
from coopdesk.store.writing import Saved

NOTE, PLACE, DOCUMENT = BY_KEY["note"], BY_KEY["place"], BY_KEY["document"]


def made(desk: Desk, title: str) -> str:
    done = saving.save(desk, NOTE, None, {"title": title})
    assert done
    return done.id


def test_typed_values_are_read_by_their_kinds(desk: Desk) -> None:
    done = enter(desk, Entry(NOTE, {"title": " Visit ", "kind": "meeting", "labels": ("eau", "puits")}))
    assert isinstance(done, Saved)
    kept = desk.record("note", done.id)
    assert kept
    assert (kept.one("title"), kept.many("labels")) == ("Visit", ("eau", "puits"))


def test_every_refused_field_is_named_and_nothing_is_saved(desk: Desk) -> None:
    refused = enter(desk, Entry(NOTE, {"title": "Visit", "starts": "never", "place": "Atlantis"}))
    assert isinstance(refused, Refused)
    assert set(refused.errors) == {"starts", "place"}
    assert how_many(desk, NOTE) == 0


def test_a_rule_of_the_type_refuses_its_field(desk: Desk) -> None:
    refused = enter(desk, Entry(NOTE, {"title": "Visit", "starts": "2026-03-02", "ends": "2026-03-01"}))
    assert isinstance(refused, Refused)
    assert set(refused.errors) == {"ends"}


def test_an_emptied_field_is_cleared(desk: Desk) -> None:
    note = made(desk, "Visit")
    saving.save(desk, NOTE, note, {"venue": "Mairie"})
    assert isinstance(enter(desk, Entry(NOTE, {"venue": ""}, note, {"venue": "Mairie"})), Saved)
    kept = desk.record("note", note)
    assert kept
    assert kept.one("venue") is None


def test_nothing_new_is_no_save(desk: Desk) -> None:
    note = made(desk, "Visit")
    assert enter(desk, Entry(NOTE, {"title": "Visit"}, note, {"title": "Visit"})) is None
    assert enter(desk, Entry(NOTE, {}, note)) is None


def test_one_language_is_changed_and_another_cleared(desk: Desk) -> None:
    done = saving.save(desk, PLACE, None, {"name": {"fr": "Lome", "en": "Lome", "ru": "Ломе"}})
    assert done
    before = {"name": {"fr": "Lome", "en": "Lome", "ru": "Ломе"}}
    entered = {"name": {"fr": "Lomé", "en": "", "ru": "Ломе"}}
    enter(desk, Entry(PLACE, entered, done.id, before))
    kept = desk.record("place", done.id)
    assert kept
    assert kept.values["name"] == {"fr": "Lomé", "ru": "Ломе"}


def test_members_are_compared_with_what_was_displayed(desk: Desk) -> None:
    touches, errors = entering.read(
        desk, Entry(NOTE, {"labels": ("eau", "route")}, "x", {"labels": ("eau", "puits")})
    )
    assert touches == {"labels": {"puits": False, "route": True}}
    assert errors == {}


def test_a_link_that_leads_nowhere_can_be_taken_out(desk: Desk) -> None:
    gone = "0" * 26
    touches, errors = entering.read(desk, Entry(NOTE, {"organisations": ()}, "x", {"organisations": (gone,)}))
    assert (touches, errors) == ({"organisations": {gone: False}}, {})


def test_files_are_attached_by_their_path(desk: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "lettre = réponse.txt"
    letter.write_text("Bonjour")
    done = enter(desk, Entry(DOCUMENT, {"title": "Lettre", "file": f"@{letter}"}))
    assert isinstance(done, Saved)
    refused = enter(desk, Entry(DOCUMENT, {"title": "Lettre", "file": f"@{tmp_path / 'nothing'}"}))
    assert isinstance(refused, Refused)
    assert set(refused.errors) == {"file"}


def test_drafts_are_kept_and_dropped_whole(desk: Desk) -> None:
    values: dict[str, Entered] = {
        "title": "Half",
        "labels": ("eau", "puits"),
        "name": {"fr": "Lomé", "ru": ""},
    }
    save_draft(desk, "note:new", values, "v1")
    save_draft(desk, "place:new", {"country": "TG"})
    kept = load_draft(desk, "note:new")
    assert kept
    assert (dict(kept.values), kept.seen) == (values, "v1")
    drop_draft(desk, "note:new")
    assert load_draft(desk, "note:new") is None
    assert "Half" not in str(desk.store.setting("drafts"))
    assert load_draft(desk, "place:new")


def test_pages_keep_the_order_of_the_list(desk: Desk) -> None:
    notes = {title: made(desk, title) for title in ("Banjul", "andenne", "Cotonou")}
    order = ids(desk, NOTE, "title")
    assert [record.text("title") for record in rows(desk, NOTE, order) if record] == [
        "andenne",
        "Banjul",
        "Cotonou",
    ]
    assert beginning(desk, NOTE, 2, "-title") == order[::-1][:2]
    assert number_of(desk, notes["Banjul"]) == order[1]
    assert rows(desk, NOTE, [order[2], 10**9])[1] is None
    saving.remove(desk, NOTE, notes["Banjul"])
    assert len(ids(desk, NOTE, "title")) == how_many(desk, NOTE) == 2


def test_a_page_may_be_longer_than_one_question(desk: Desk) -> None:
    note = made(desk, "Visit")
    number = number_of(desk, note)
    assert number
    assert len(rows(desk, NOTE, [number] * 1_201)) == 1_201


def test_lists_are_sorted_by_what_holds_one_text() -> None:
    assert sortable(NOTE, "title")
    assert not sortable(NOTE, "place")
    assert not sortable(NOTE, "labels")

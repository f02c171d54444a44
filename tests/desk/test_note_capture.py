# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A typed note: days in words, blocks in the text, and one save of all that belongs to it."""

import struct
import zlib
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.desk import (
    day_words,
    drafts,
    note_capture,
    note_files,
    note_kinds,
    note_lines,
    note_people,
    saving,
)
from coopdesk.desk.desk import Desk
from coopdesk.desk.entering import Refused
from coopdesk.desk.founding import found_desk
from coopdesk.desk.note_capture import Captured, Noted, Present, Result
from coopdesk.errors import WorldError
from coopdesk.language import using
from coopdesk.records.types import BY_KEY

ON = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with found_desk(
        tmp_path / "desk", city="Lokossa", country="BJ", officer="Clarisse Dansou", language="fr"
    ) as made:
        yield made


def person(desk: Desk, given_name: str, family_name: str) -> str:
    saved = saving.save(desk, BY_KEY["person"], None, {"given_name": given_name, "family_name": family_name})
    assert saved
    return saved.id


def captured(desk: Desk, text: str, *present: Present, title: str = "Visite de la halle") -> Result:
    shown = note_capture.blank(desk)
    entered = {**shown.entered, "title": title, "starts": "2026-11-24 09:30"}
    result = note_capture.save(desk, shown, Captured(entered, text, present))
    assert isinstance(result, Result)
    return result


def rewritten(desk: Desk, shown: Noted, text: str) -> Result:
    result = note_capture.save(desk, shown, Captured(shown.entered, text, shown.present))
    assert isinstance(result, Result)
    return result


@pytest.mark.parametrize(
    ("typed", "rest", "due"),
    [
        ("envoyer le devis, 30 nov.", "envoyer le devis", date(2026, 11, 30)),
        ("envoyer avant le 1er mars", "envoyer", date(2027, 3, 1)),
        ("send it by 3 March 2027", "send it", date(2027, 3, 3)),
        ("send it, Nov 30", "send it", date(2026, 11, 30)),
        ("послать смету до 30 ноября", "послать смету", date(2026, 11, 30)),
        ("позвонить в пятницу", "позвонить", date(2026, 11, 27)),
        ("appeler vendredi 4 décembre", "appeler", date(2026, 12, 4)),
        ("rappeler dans 2 semaines", "rappeler", date(2026, 12, 8)),
        ("rappeler demain", "rappeler", date(2026, 11, 25)),
        ("bilan fin février", "bilan", date(2027, 2, 28)),
        ("payer, 30.11", "payer", date(2026, 11, 30)),
        ("payer 2.5", "payer 2.5", None),
        ("payer le 31 février", "payer le 31 février", None),
        ("vendredi", "vendredi", None),
    ],
)
def test_a_day_at_the_end_is_read_in_three_languages(typed: str, rest: str, due: date | None) -> None:
    assert day_words.due_in(typed, ON) == (rest, due)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mardi 24 novembre 2026, 9 h 30 – 11 h 45", (ON, time(9, 30), time(11, 45))),
        ("вторник, 24 ноября 2026 г., 09:30–11:45", (ON, time(9, 30), time(11, 45))),
        ("Tuesday 24 November 2026, 09:30", (ON, time(9, 30), None)),
        ("9h", (ON, time(9), None)),
        ("24/11/2026", (ON, None, None)),
        ("25 h", None),
        ("plus tard", None),
    ],
)
def test_day_and_hours_are_read_as_they_are_shown(typed: str, read: object) -> None:
    assert day_words.hours_in(typed, ON) == read


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["en", "fr", "ru"]))
def test_a_written_day_reads_back(day: date, language: str) -> None:
    with using(language):  # type: ignore[arg-type]
        assert day_words.due_in(f"x, {day_words.written(day, ON)}", ON) == ("x", day)


@given(st.text(alphabet="ab!>\\ \n@:", max_size=60))
def test_prose_of_any_kind_reads_back(prose: str) -> None:
    kept = prose.strip("\n")
    assert note_lines.read(note_lines.typed(kept, []), ON) == note_lines.Read(kept, ())


def test_a_line_with_a_sign_is_a_block_and_one_with_a_backslash_is_prose() -> None:
    read = note_lines.read("Bonjour\n! On ouvre\n> Edmond : envoyer, 30 nov.\n\\> cité\n>", ON)
    assert read.prose == "Bonjour\n> cité"
    assert [(one.kind, one.what, one.who, one.due, one.after) for one in read.blocks] == [
        ("decision", "On ouvre", "", None, 1),
        ("follow-up", "envoyer", "Edmond", date(2026, 11, 30), 1),
    ]


def test_a_note_is_one_save_with_all_that_belongs_to_it(desk: Desk) -> None:
    edmond, houefa = person(desk, "Edmond", "Agbossou"), person(desk, "Houéfa", "Dossou")
    text = "Chez @Houéfa Dossou\n! La halle ouvre\nPuits\n> Edmond : envoyer le devis, 30 nov.\n> Ouvrir : x"
    result = captured(desk, text, Present("Houéfa Dossou", houefa), Present("Un voisin"))
    note = desk.record("note", result.note)
    assert note
    assert note.text("text") == "Chez @Houéfa Dossou\nPuits"
    assert [one.text("text") for one in desk.linked("decision", "note", note.id)] == ["La halle ouvre"]
    follow_ups = desk.linked("follow-up", "comes_from", note.id)
    assert [(one.text("what"), one.one("who"), one.one("due_on")) for one in follow_ups] == [
        ("envoyer le devis", edmond, "2026-11-30"),
        ("Ouvrir : x", None, None),
    ]
    there = desk.linked("attendance", "note", note.id)
    assert [(one.one("person"), one.text("name")) for one in there] == [(houefa, ""), (None, "Un voisin")]
    saving.undo(desk)
    gone = desk.record("note", result.note)
    assert gone
    assert gone.removed
    assert not desk.linked("follow-up", "comes_from", note.id)


def test_a_note_opened_and_saved_again_changes_nothing(desk: Desk) -> None:
    person(desk, "Edmond", "Agbossou")
    result = captured(desk, "A\n! Un\nB\n> Edmond : envoyer, 30 nov.\n! Deux", Present("Un voisin"))
    with using("fr"):
        shown = note_capture.noted(desk, result.note)
        assert shown.text.split("\n") == [
            "A",
            "! Un",
            "B",
            "> Edmond Agbossou\u00a0: envoyer, 30 novembre",
            "! Deux",
        ]
        assert rewritten(desk, shown, shown.text).touched == ()


def test_an_edited_line_changes_its_record_and_one_taken_out_goes_to_the_bin(desk: Desk) -> None:
    result = captured(desk, "! La halle ouvre en mars\n! Douze places\n> envoyer le devis")
    shown = note_capture.noted(desk, result.note)
    ids = {one.line: one.id for one in shown.kept}
    after = rewritten(
        desk, shown, "> envoyer le devis signé\n! La halle ouvre en avril\n! Nouveau tarif voté"
    )
    assert after.removed == ("! Douze places",)
    decisions = {one.id: one.text("text") for one in desk.linked("decision", "note", result.note)}
    assert decisions[ids["! La halle ouvre en mars"]] == "La halle ouvre en avril"
    assert ids["! Douze places"] not in decisions
    assert len(decisions) == 2
    (follow_up,) = desk.linked("follow-up", "comes_from", result.note)
    assert (follow_up.id, follow_up.text("what")) == (ids["> envoyer le devis"], "envoyer le devis signé")


def test_a_note_without_a_title_is_refused_at_its_title(desk: Desk) -> None:
    shown = note_capture.blank(desk)
    refused = note_capture.save(desk, shown, Captured(shown.entered, "! x", ()))
    assert isinstance(refused, Refused)
    assert set(refused.errors) == {"title"}


def test_a_draft_holds_all_that_is_typed(desk: Desk) -> None:
    now = Captured(
        {"title": "T", "organisations": ("a", "b")}, "x\n! y", (Present("Un voisin", role="chair"),)
    )
    drafts.save_draft(desk, note_capture.draft_key(""), note_capture.as_draft(now))
    kept = note_capture.blank(desk).draft
    assert kept
    assert note_capture.of_draft(kept) == now
    assert note_capture.waiting(desk) == ""


def test_a_name_means_the_one_person_called_so_those_present_first(desk: Desk) -> None:
    first, second = person(desk, "Awa", "Diallo"), person(desk, "Awa", "Keïta")
    several = note_people.responsible(desk, "Awa", {})
    near = note_people.responsible(desk, "awa", {"Awa Keïta": second})
    whole = note_people.responsible(desk, "Awa Diallo", {})
    assert note_people.responsible(desk, "Kofi", {}) is None
    assert several
    assert (several.type, several.id) == (note_people.SEVERAL, "")
    assert near
    assert near.id == second
    assert whole
    assert whole.id == first


MARC, OTHER_MARC = ("Marc", "Lambert"), ("Marc", "Dupont")


@pytest.mark.parametrize(
    ("people", "present", "line", "who", "why"),
    [
        ([MARC], [], "> Marc: send the plan", "Marc Lambert", ""),
        ([MARC, OTHER_MARC], [], "> Marc: send the plan", "", note_people.SEVERAL),
        ([MARC, OTHER_MARC], ["Marc Dupont"], "> Marc: send the plan", "Marc Dupont", ""),
        ([MARC, OTHER_MARC], ["+Marc Dupont"], "> Marc: send the plan", "Marc Dupont", ""),
        ([MARC, OTHER_MARC], ["Marc Dupont", "Marc Lambert"], "> Marc: x", "", note_people.SEVERAL),
        ([MARC, OTHER_MARC], ["Marc Dupont"], "> Marc Lambert: x", "Marc Lambert", ""),
        ([MARC, OTHER_MARC], [], "With @Marc Dupont\n> Marc: send the plan", "Marc Dupont", ""),
        ([MARC], ["+Marc Exemple"], "> Marc: send the plan", "", note_people.ONLY_A_NAME),
        ([MARC], ["+Marc"], "> Marc: send the plan", "Marc Lambert", ""),
        ([], ["+Marc"], "> Marc: send the plan", "", note_people.ONLY_A_NAME),
        ([MARC], [], "> @Anna: send the plan", "", note_people.NOBODY),
        ([MARC], [], "> Next step: send the plan", "", ""),
    ],
)
def test_the_name_before_the_colon_is_responsible_where_one_can_tell_who_it_is(
    desk: Desk, people: list[tuple[str, str]], present: list[str], line: str, who: str, why: str
) -> None:
    ids = {" ".join(names): person(desk, *names) for names in people}
    there = [Present(one.lstrip("+"), "" if one.startswith("+") else ids[one]) for one in present]
    (follow_up,) = desk.linked("follow-up", "comes_from", captured(desk, line, *there).note)
    assert follow_up.one("who") == (ids[who] if who else None)
    said = line.rpartition("> ")[2]
    assert follow_up.text("what") == (said.partition(": ")[2] if who else said)
    meant = note_people.meant(desk, line, ON, {one.name: one.person for one in there})
    assert [one.type for one in meant.values() if one.type in note_people.UNCLEAR] == ([why] if why else [])


@pytest.mark.parametrize(
    ("title", "has_partner", "kind"),
    [
        ("Visite de la halle", True, "partner_visit"),
        ("Visite de la halle", False, "field_visit"),
        ("Visite de terrain à Koudo", True, "field_visit"),
        ("Field visit with Andenne", True, "field_visit"),
        ("Визит делегации", True, "partner_visit"),
        ("Выезд на место", True, "field_visit"),
        ("Mission à Lyon", False, "mission"),
        ("Командировка в Лион", True, "mission"),
        ("Réunion après la visite", True, "meeting"),
        ("Appel\u00a0: délai des pompes", True, "phone_call"),
        ("Appel à projets", False, ""),
        ("Appel d’offres", False, ""),
        ("Call for proposals", False, ""),
        ("Call", False, ""),
        ("Visitors’ book", False, ""),
        ("Halle de Houin", True, ""),
        ("", True, ""),
    ],
)
def test_a_title_speaks_of_a_kind_where_it_leaves_no_doubt(title: str, has_partner: bool, kind: str) -> None:
    assert note_kinds.kind_of_title(title, has_partner) == kind


def picture(width: int, height: int) -> bytes:
    from PIL import Image

    written = BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, "PNG")
    return written.getvalue()


def huge() -> bytes:
    """The head of a PNG of 200 million dots, with nothing in it."""
    head = struct.pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    chunks = b""
    for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")):
        chunks += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return b"\x89PNG\r\n\x1a\n" + chunks


def test_a_photo_is_checked_before_it_is_kept(desk: Desk, tmp_path: Path) -> None:
    good = tmp_path / "halle.png"
    good.write_bytes(picture(400, 300))
    taken = note_files.take_file(desk, good)
    assert taken.is_photo
    assert taken.small.startswith(b"\x89PNG")
    assert note_files.small_of(desk, (taken.scalar,))[taken.scalar] == taken.small
    paper = tmp_path / "devis.pdf"
    paper.write_bytes(b"%PDF-1.7")
    assert not note_files.take_file(desk, paper).is_photo


@pytest.mark.parametrize(("data", "code"), [(b"no picture", "no_photo"), (huge(), "photo_too_large")])
def test_what_is_no_photo_or_too_large_is_refused_in_words(desk: Desk, data: bytes, code: str) -> None:
    with pytest.raises(WorldError) as refused:
        note_files.take(desk, data, "photo.jpg")
    assert refused.value.code == code
    assert "photo.jpg" in str(refused.value.facts)

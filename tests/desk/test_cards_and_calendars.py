# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cards and calendars at a desk: out and in again without a change, into an empty desk with every
field that they carry, twice, reverted, and found by the name that other programs give them."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest
import vobject
from icalendar import Calendar, vCalAddress
from PIL import Image

from coopdesk.desk.desk import Desk
from coopdesk.desk.exporting import export
from coopdesk.desk.loading import LoadOrder, preview, revert
from coopdesk.errors import WorldError
from coopdesk.language import using
from coopdesk.records.kinds import AttachedFile, Link
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Value
from tests.desk.importing import all_of, bring, get, named, numbers, put, small_desk, versions
from tests.interchange.address_books import (
    GOOGLE,
    IPHONE,
    OUTLOOK_CYRILLIC,
    THUNDERBIRD,
    calendar,
    event,
    task,
)

FORMS = {
    "person": "vcf", "organisation": "vcf", "note": "ics", "exchange": "ics", "follow-up": "ics",
    "promise": "ics", "agreement": "ics", "opportunity": "ics",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path / "other") as made:
        yield made


def picture(folder: Path, side: int) -> Path:
    """A photo that does not shrink by itself."""
    file = folder / f"portrait-{side}.png"
    Image.effect_noise((side, side), 90).save(file)
    return file


@pytest.fixture
def awa(desk: Desk, tmp_path: Path) -> str:
    place = put(desk, "place", "name.fr=Kara", "country=TG")
    hall = put(desk, "organisation", "name.fr=Mairie de; Kara, centre", "name.ru=Мэрия Кары", "acronym=MK",
               "kind=city_hall", f"place={place}", "phones+=+22822210000", "emails+=mairie@kara.example",
               "address=12, rue du Marché", "web_page=https://kara.example/a,b;c", "labels+=a, b",
               "labels+=c;d", "presentation.fr=Une\nmairie; belle", "working_languages+=fr")  # fmt: skip
    person = put(desk, "person", "title=Mme", "given_name=Awa", "family_name=Sow, née Ba",
                 "name_other_script=Ава Соу", "emails+=awa@example.org", "emails+=awa@kara.example",
                 "phones+=+22890112233", "languages+=fr", "languages+=ewe", "preferred_language=ewe",
                 "birthday=1980-02-29", "notes=Une ligne; une autre,\n\\n et \"la fin\"", "labels+=élue",
                 f"photo=@{picture(tmp_path, 120)}")  # fmt: skip
    put(desk, "post", f"person={person}", f"organisation={hall}", "function.fr=Maire, première")
    put(desk, "post", f"person={person}", f"organisation={hall}", "function.fr=Ancienne", "until=2001-01-01")
    put(desk, "person", "family_name=Koffi", "confidential=yes")
    return person


@pytest.fixture
def visit(desk: Desk, awa: str) -> str:
    note = put(desk, "note", "title=Visite, à Kara", "starts=2026-07-24 09:30", "ends=2026-07-24 11:00",
               'venue=Salle; "A"', "place=Kara", "text=# Titre\n\n- un; deux, trois", "kind=meeting",
               "state=draft", "labels+=eau, assainissement", "coordinates=9.550000,1.19")  # fmt: skip
    put(desk, "attendance", f"note={note}", f"person={awa}", "role=chair")
    put(desk, "attendance", f"note={note}", "name=Une habitante")
    put(desk, "note", "title=Jours", "starts=2026-07-24", "ends=2026-07-25", "confidential=yes")
    put(desk, "note", "title=Paris", "starts=2026-07-24T09:30:00+02:00[Europe/Paris]")
    put(desk, "note", "title=Décalage", "starts=2026-07-24T09:30:00+05:45")
    put(desk, "note", "title=UTC", "starts=2026-07-24T09:30:00Z")
    put(desk, "note", "title=Sans date")
    put(
        desk,
        "exchange",
        "title=Stage",
        "starts=2026-07-24",
        "ends=2026-07-24",
        "state=done",
        "kind=study_visit",
    )
    put(desk, "exchange", "title=Cours", "starts=2026-08-24", "state=planned", "venue=Lomé")
    put(desk, "follow-up", "what=Envoyer le rapport", "due_on=2026-08-01", "priority=high", "state=open",
        f"who={awa}", f"comes_from={note}", "repeats=quarterly")  # fmt: skip
    put(desk, "follow-up", "what=Classer", "state=done", "outcome=Classé; archivé")
    agreement = put(desk, "agreement", "title.fr=Accord", "review_on=2027-01-01", "ends_on=2028-01-01")
    put(
        desk, "promise", f"agreement={agreement}", "what.fr=Un camion", "due_on=2027-02-02", "state=under_way"
    )
    put(desk, "opportunity", "title=Fonds", "closes=2027-03-03")
    return note


def test_what_goes_out_comes_back_without_a_change(desk: Desk, visit: str, tmp_path: Path) -> None:
    for type_key, ending in FORMS.items():
        file = export(desk, type_key, tmp_path / f"{type_key}.{ending}").file
        for language in ("fr", "ru", "en"):
            before = versions(desk)
            with using(language):
                report = bring(desk, file, "exchange" if type_key == "exchange" else None)
            assert (type_key, numbers(report)[:2], report.refused, report.kept, versions(desk)) == (
                type_key, (0, 0), (), (), before,
            )  # fmt: skip
            assert report.same > 0


CARRIED_APART = {"photo", "confidential_part"}


def carried(desk: Desk, type_key: str, values: Mapping[str, Value]) -> dict[str, object]:
    """The values of a record with names in place of links, in the one language that a card holds."""
    shown: dict[str, object] = {}
    for key, value in values.items():
        if key in CARRIED_APART or (type_key == "note" and key == "place"):
            continue
        if isinstance(BY_KEY[type_key].by_key[key].kind, Link):
            shown[key] = desk.title(next(t for t in BY_KEY if desk.record(t, str(value))), str(value))
        elif isinstance(value, Mapping):
            shown[key] = value.get("fr", value.get("en"))
        else:
            shown[key] = value
    return shown


def test_an_empty_desk_gets_every_field_that_they_carry(
    desk: Desk, other: Desk, visit: str, tmp_path: Path
) -> None:
    for type_key in ("organisation", "person", "note", "exchange", "follow-up"):
        file = export(desk, type_key, tmp_path / f"{type_key}.{FORMS[type_key]}").file
        report = bring(other, file, "exchange" if type_key == "exchange" else None)
        assert (report.refused, report.kept) == ((), ())
        assert numbers(bring(other, file, "exchange" if type_key == "exchange" else None))[:2] == (0, 0)
    for type_key in ("place", "organisation", "person", "note", "attendance", "exchange"):
        ours = [
            carried(desk, type_key, one.values)
            for one in all_of(desk, type_key)
            if one.values.get("title") != "Sans date"
        ]
        theirs = [carried(other, type_key, one.values) for one in all_of(other, type_key)]
        assert sorted(ours, key=str) == sorted(theirs, key=str)
    task_ = named(other, "follow-up", "Envoyer le rapport")
    assert carried(other, "follow-up", task_.values) == {
        "what": "Envoyer le rapport", "due_on": "2026-08-01", "priority": "high", "state": "open",
        "who": "Awa Sow, née Ba", "comes_from": "Visite, à Kara", "repeats": "quarterly",
    }  # fmt: skip
    (post,) = all_of(other, "post")
    assert post.values["function"] == {"fr": "Maire, première"}


def test_other_programs_read_what_goes_out(desk: Desk, visit: str, tmp_path: Path) -> None:
    text = export(desk, "person", tmp_path / "people.vcf").file.read_bytes().decode()
    koffi, awa = sorted(vobject.readComponents(text), key=lambda card: str(card.fn.value), reverse=True)
    assert (awa.n.value.family, awa.n.value.given, awa.n.value.prefix) == ("Sow, née Ba", "Awa", "Mme")
    assert awa.org.value == ["Mairie de; Kara, centre"]
    assert awa.note.value == 'Une ligne; une autre,\n\\n et "la fin"'
    assert getattr(koffi, "class").value == "CONFIDENTIAL"
    assert all(len(line.encode()) <= 76 for line in text.split("\r\n") if not line.startswith("PHOTO"))
    found = Calendar.from_ical(export(desk, "note", tmp_path / "notes.ics").file.read_bytes())
    entries = {str(entry["SUMMARY"]): entry for entry in found.walk("VEVENT")}
    assert set(entries) == {"Visite, à Kara", "Jours", "Paris", "Décalage", "UTC"}
    assert {str(zone["TZID"]) for zone in found.walk("VTIMEZONE")} == {"Europe/Paris"}
    assert b"DTSTART;X-COOPDESK-ZONE=Africa/Lome:20260724T093000Z" in found.to_ical()
    assert entries["Paris"].decoded("DTSTART").isoformat() == "2026-07-24T09:30:00+02:00"
    assert entries["Décalage"].decoded("DTSTART").isoformat() == "2026-07-24T03:45:00+00:00"
    assert entries["Jours"].decoded("DTEND").isoformat() == "2026-07-26"
    assert all("DTSTAMP" in entry for entry in entries.values())
    attendees = cast("list[vCalAddress]", entries["Visite, à Kara"]["ATTENDEE"])
    assert sorted(str(one.params["CN"]) for one in attendees) == ["Awa Sow, née Ba", "Une habitante"]


def test_the_same_records_give_the_same_file(desk: Desk, visit: str, tmp_path: Path) -> None:
    for type_key, ending in FORMS.items():
        first = export(desk, type_key, tmp_path / f"1.{ending}").file.read_bytes()
        assert first == export(desk, type_key, tmp_path / f"2.{ending}").file.read_bytes()
        assert first.endswith(b"\r\n")


def test_what_is_confidential_stands_on_no_other_card(desk: Desk, awa: str, tmp_path: Path) -> None:
    secret = put(desk, "organisation", "name.fr=Service secret", "confidential=yes")
    put(desk, "post", f"person={awa}", f"organisation={secret}", "function.fr=Conseil")
    note = put(desk, "note", "title=Réunion", "starts=2026-07-24", "confidential_part=Rien de cela")
    hidden = put(desk, "person", "family_name=Discret", "emails+=discret@example.org", "confidential=yes")
    put(desk, "attendance", f"note={note}", f"person={hidden}")
    people = export(desk, "person", tmp_path / "p.vcf").file.read_text("utf-8")
    assert "Service secret" not in people
    assert "Discret" in people
    notes = export(desk, "note", tmp_path / "n.ics").file.read_text("utf-8")
    assert "Rien de cela" not in notes
    assert "discret" not in notes.lower()


def test_a_large_photo_goes_out_small_and_comes_back_as_it_was(
    desk: Desk, other: Desk, awa: str, tmp_path: Path
) -> None:
    put(desk, "person", f"photo=@{picture(tmp_path, 900)}", record_id=awa)
    file = export(desk, "person", tmp_path / "people.vcf").file
    assert file.stat().st_size < 120_000
    assert (bring(desk, file).changed, bring(desk, file).kept) == (0, ())
    seen = preview(other, LoadOrder(file))
    assert (seen.new, list((other.profile / "attachments").rglob("*.*"))) == (4, [])
    bring(other, file)
    photo = AttachedFile.of(named(other, "person", "Awa Sow, née Ba").text("photo"))
    with Image.open(io.BytesIO(other.attached(photo.hash))) as found:
        assert (found.format, found.size) == ("JPEG", (320, 320))
    assert numbers(bring(other, file)) == (0, 0, 4, 0)


@pytest.mark.parametrize("text", [OUTLOOK_CYRILLIC, GOOGLE, IPHONE, THUNDERBIRD])
def test_cards_of_other_programs_twice_and_taken_back(desk: Desk, tmp_path: Path, text: str) -> None:
    file = tmp_path / "cards.vcf"
    file.write_text(text, "utf-8", newline="")
    before = versions(desk)
    seen = preview(desk, LoadOrder(file))
    assert versions(desk) == before
    done = bring(desk, file)
    assert done.entries
    assert (done.new, done.refused) == (seen.new, ())
    assert done.new > 0
    with using("fr"):
        assert numbers(bring(desk, file))[:2] == (0, 0)
    back = revert(desk, done.id)
    assert (back.removed, back.skipped, all_of(desk, "person")) == (done.new, (), [])
    assert numbers(bring(desk, file))[0] == done.new


def test_an_appointment_that_was_moved_is_known_by_its_uid(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    lines = ("UID:abc@example.org", "SUMMARY:Visite", "DTSTART:20260724T090000")
    file.write_text(
        calendar(event(*lines), task("UID:t@example.org", "SUMMARY:Écrire", "DUE;VALUE=DATE:20260801"))
    )
    first = bring(desk, file)
    (note,) = all_of(desk, "note")
    moved = ("UID:abc@example.org", "SUMMARY:Grande visite", "DTSTART:20260725T090000", "LOCATION:Salle A")
    file.write_text(calendar(event(*moved)))
    report = bring(desk, file)
    assert [kept.column for kept in report.kept] == ["SUMMARY", "DTSTART"]
    assert get(desk, "note", note.id).values["venue"] == "Salle A"
    bring(desk, file, overwrite=True)
    (same,) = all_of(desk, "note")
    assert (same.id, same.text("title"), same.text("starts")[:10]) == (note.id, "Grande visite", "2026-07-25")
    revert(desk, first.id)
    assert all_of(desk, "follow-up") == []


def test_two_people_of_one_switchboard_stay_two(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    card = "BEGIN:VCARD\nN:{};;;;\nTEL:+22822210000\nEMAIL:mairie@example.org\nORG:Mairie\nEND:VCARD\n"
    file.write_text(card.format("Sow") + card.format("Mensah"))
    assert {key: tally.new for key, tally in bring(desk, file).records.items()} == {
        "organisation": 1, "person": 2, "post": 2,
    }  # fmt: skip


def test_good_entries_stay_and_the_others_are_named(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    file.write_text(calendar(event("SUMMARY:One"), event("DTSTART:20260101"), event("SUMMARY:Three")))
    assert bring(desk, file, all_or_nothing=True).id == ""
    report = bring(desk, file)
    assert numbers(report) == (2, 0, 0, 1)
    assert [(refused.row, refused.column) for refused in report.refused] == [(2, "SUMMARY")]


def test_what_has_no_such_form(desk: Desk, tmp_path: Path) -> None:
    for type_key, name, code in (("note", "n.vcf", "export_form"), ("person", "p.ics", "export_form")):
        with pytest.raises(WorldError) as refused:
            export(desk, type_key, tmp_path / name)
        assert (refused.value.code, list(tmp_path.glob("*.vcf"))) == (code, [])
    cards = tmp_path / "cards.vcf"
    cards.write_text(GOOGLE)
    for order, code in (
        (LoadOrder(cards, "note"), "type_of_entries"),
        (LoadOrder(cards, map=Path("ldc_twin_pairs")), "map_for_tables"),
        (LoadOrder(tmp_path / "missing.vcf"), "unreadable"),
    ):
        with pytest.raises(WorldError) as refused:
            preview(desk, order)
        assert refused.value.code == code

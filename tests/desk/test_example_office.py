# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The example office: enough of everything, true on any day, whole in three languages."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from coopdesk.desk import asking
from coopdesk.desk.desk import Desk
from coopdesk.desk.example_office import found_example
from coopdesk.desk.reporting import write_report
from coopdesk.desk.today import TodayItem, today
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, Language
from coopdesk.records.kinds import Attachment, Link
from coopdesk.records.rules.means import transparency
from coopdesk.records.rules.participation import attended, part_of_women, person_days
from coopdesk.records.rules.reciprocity import reciprocity
from coopdesk.records.types import BY_KEY, TYPES
from coopdesk.records.types.choices import STAGES
from coopdesk.records.values import Record
from coopdesk.store import checking, device_log, reading

DRAWN = date(2026, 11, 24)
AT_LEAST = {
    "place": 25,
    "organisation": 30,
    "person": 40,
    "agreement": 15,
    "exchange": 20,
    "participation": 40,
    "note": 30,
    "attendance": 60,
    "decision": 8,
    "party": 40,
    "promise": 40,
    "readiness": 20,
    "follow-up": 20,
    "contribution": 15,
    "budget-line": 10,
    "listing": 12,
    "match": 5,
    "indicator": 5,
    "measurement": 10,
    "result": 5,
    "opportunity": 4,
    "document": 5,
    "ldc": 0,
    "membership": 10,
    "post": 40,
}


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example on the day of the drawn screens, in French: only to be read."""
    folder = tmp_path_factory.mktemp("example") / "desk"
    found_example(folder, language="fr", on=DRAWN).close()
    return folder


@pytest.fixture(scope="module")
def example(profile: Path) -> Iterator[Desk]:
    """The example, open."""
    with Desk.open(profile) as opened:
        yield opened


def every(desk: Desk, key: str) -> list[Record]:
    return reading.page(desk.store.connection, BY_KEY[key])


def index(desk: Desk, key: str) -> dict[str, Record]:
    return {record.id: record for record in every(desk, key)}


def seen(desk: Desk, on: date) -> dict[str, tuple[TodayItem, ...]]:
    return {section.key: section.items for section in today(desk, on)}


def titles(items: tuple[TodayItem, ...]) -> set[str]:
    return {item.title for item in items}


def test_there_is_enough_of_everything(example: Desk) -> None:
    assert set(AT_LEAST) == {kind.key for kind in TYPES}
    counts = {kind.key: len(every(example, kind.key)) for kind in TYPES}
    assert {key: counts[key] for key, least in AT_LEAST.items() if counts[key] < least} == {}


def test_agreements_stand_at_every_stage(example: Desk) -> None:
    assert {record.one("stage") for record in every(example, "agreement")} == set(STAGES)


def test_every_text_in_several_languages_has_all_three(example: Desk) -> None:
    values = [
        (kind.key, record.values.get(what.key))
        for kind in TYPES
        for what in kind.fields
        if what.kind.multilingual
        for record in every(example, kind.key)
    ]
    texts = [(key, value) for key, value in values if isinstance(value, dict)]
    assert len(texts) > 200
    assert [(key, value) for key, value in texts if set(value) != set(LANGUAGES)] == []


def test_every_link_leads_to_a_record_of_the_right_type(example: Desk) -> None:
    types = {record.id: kind.key for kind in TYPES for record in every(example, kind.key)}
    lost = [
        (kind.key, record.id, what.key)
        for kind in TYPES
        for what in kind.fields
        if isinstance(what.kind, Link)
        for record in every(example, kind.key)
        for target in (record.one(what.key), *record.many(what.key))
        if target is not None and types.get(str(target)) not in (what.kind.to or BY_KEY)
    ]
    assert lost == []


def test_it_is_whole_and_every_attached_file_can_be_read(example: Desk) -> None:
    assert checking.check(example.store) == []
    scalars = [
        str(scalar)
        for kind in TYPES
        for what in kind.fields
        if isinstance(what.kind, Attachment)
        for record in every(example, kind.key)
        for scalar in (record.one(what.key), *record.many(what.key))
        if scalar is not None
    ]
    endings = {scalar.rpartition(".")[2] for scalar in scalars}
    assert endings == {"png", "pdf", "txt", "csv"}
    assert all(example.attached(scalar.split(" ")[0]) for scalar in scalars)


def test_the_attached_minutes_are_those_of_their_note(example: Desk) -> None:
    minutes = next(one for one in every(example, "document") if one.one("kind") == "minutes")
    pages = PdfReader(BytesIO(example.attached(str(minutes.one("file")).split(" ")[0]))).pages
    assert "Koudo" in pages[0].extract_text()


def test_every_person_says_to_be_invented(example: Desk) -> None:
    assert {person.one("notes") for person in every(example, "person")} == {"Personne inventée."}
    mails = {str(mail) for person in every(example, "person") for mail in person.many("emails")}
    assert mails
    assert {mail.rpartition(".")[2] for mail in mails} == {"example"}


def test_what_is_told_of_2001_keeps_its_days(example: Desk) -> None:
    sessions = [note for note in every(example, "note") if note.one("kind") == "conference_session"]
    assert {str(note.one("starts"))[:10] for note in sessions} == {"2001-05-15", "2001-05-16"}
    declaration = asking.open_record(example, BY_KEY["agreement"], "Déclaration des maires, Bruxelles 2001")
    assert declaration.one("signed_on") == "2001-05-16"
    assert len(example.linked("promise", "agreement", declaration.id)) == 5


@pytest.mark.parametrize(
    "on", [DRAWN, date(2027, 1, 2), date(2028, 2, 29), date(2030, 8, 31)], ids=lambda day: day.isoformat()
)
def test_the_first_screen_has_something_true_to_say_on_any_day(tmp_path: Path, on: date) -> None:
    with found_example(tmp_path / "desk", language="en", on=on) as desk:
        sections = seen(desk, on)
    late = [item for item in sections["to_do"] if (item.days or 0) < 0]
    soon = [item for item in sections["to_do"] if 0 <= (item.days or 0) <= 7]
    assert {item.type for item in late} == {"promise", "follow-up"}
    assert 2 <= len(late) <= 4
    assert len(soon) >= 4
    assert titles(sections["silent"]) == {"Quebec City Hall", "Ouagadougou City Hall"}
    assert titles(sections["gate"]) == {f"Twinning of {on.year - 7}"}
    assert titles(sections["mandates"]) == {"Bernard Collignon", "Awa Ndiaye"}
    assert len(sections["ending"]) == 2
    assert sections["unverified"]


def test_both_sides_have_kept_and_owe_and_one_promise_is_broken(example: Desk) -> None:
    agreement = asking.open_record(example, BY_KEY["agreement"], "Convention de coopération Locossa–Andenne")
    promises = example.linked("promise", "agreement", agreement.id)
    ours = {example.our_organisation()}
    sides = reciprocity(promises, (), ours)
    assert (sides.we.kept, sides.we.promised) == (5, 7)
    assert (sides.they.kept, sides.they.promised) == (4, 8)
    assert {promise.one("state") for promise in promises} == {"promised", "under_way", "kept", "broken"}


def test_knowledge_goes_both_ways(example: Desk) -> None:
    rows = attended(
        every(example, "participation"),
        exchanges=index(example, "exchange"),
        persons=index(example, "person"),
        ours={example.our_organisation()},
    )
    this_year = [row for row in rows if row.year == str(DRAWN.year)]
    assert person_days(this_year, "direction") == {"given": Decimal(48), "received": Decimal(126)}
    women = part_of_women(this_year, "year")[str(DRAWN.year)].percent
    assert women is not None
    assert 40 < women < 70


def test_means_are_pledged_received_and_partly_unaccounted_for(example: Desk) -> None:
    rows = transparency(every(example, "contribution"), every(example, "budget-line"), "XOF")
    this_year = [row for row in rows if row.year == DRAWN.year]
    assert {row.currency for row in rows} == {"XOF"}
    assert sum(row.of("pledged") for row in this_year) == 18_400_000
    assert sum(row.of("received") for row in this_year) == 11_800_000
    assert any(row.unaccounted > 0 for row in this_year)


def test_minutes_can_be_printed_of_every_note(example: Desk, tmp_path: Path) -> None:
    note = asking.open_record(example, BY_KEY["note"], "Visite : marché de Houin et puits de Koudo")
    for language in LANGUAGES:
        file = write_report(example, "minutes", language, tmp_path / f"{language}.pdf", note=note.id)
        text = " ".join(page.extract_text() for page in PdfReader(file).pages)
        assert "Gaston Houngbo" in text


def test_the_history_tells_who_changed_what(example: Desk) -> None:
    agreement = asking.open_record(example, BY_KEY["agreement"], "Des marchés gérés par les femmes")
    first, second = reading.history(example.store.connection, BY_KEY["agreement"], agreement.id)
    assert {first.stamp.officer, second.stamp.officer} == {"Clarisse Dansou", "Pascaline Amoussou"}
    assert example.office.officer == "Clarisse Dansou"


def test_the_asking_after_six_months_follows_from_the_placement(example: Desk) -> None:
    asked = [one for one in every(example, "follow-up") if "Inspection sanitaire" in one.text("what")]
    assert [one.one("state") for one in asked] == ["open"]
    assert asked[0].text("what").startswith("Ce qui a changé")


def test_our_city_is_spelt_our_way_and_found_in_the_other(example: Desk) -> None:
    hall = example.record("organisation", example.our_organisation())
    assert hall
    assert hall.values["name"] == {
        "en": "Locossa City Hall",
        "fr": "Mairie de Locossa",
        "ru": "Мэрия города Локосса",
    }
    place = example.record("place", str(hall.one("place")))
    assert place
    assert place.text("name") == "Locossa"
    assert place.many("other_spellings") == ("Lokossa",)
    assert len([one for one in every(example, "place") if one.text("name") == "Locossa"]) == 1
    assert example.office.code == "LKS"
    assert example.office_name() == "Ville de Locossa, service de la coopération"


@pytest.mark.parametrize(
    ("language", "officer", "note", "person", "other"),
    [
        ("en", "Clarisse Dansou", "Lomé has voted", "Sophie Delvaux", "Софи Дельво"),
        ("ru", "Кларис Дансу", "Совет Ломе проголосовал", "Софи Дельво", "Sophie Delvaux"),
    ],
)
def test_the_office_speaks_the_language_that_was_asked_for(
    tmp_path: Path, language: Language, officer: str, note: str, person: str, other: str
) -> None:
    with found_example(tmp_path / "desk", language=language) as desk:
        assert (desk.office.language, desk.office.officer) == (language, officer)
        assert asking.open_record(desk, BY_KEY["note"], note).one("state") == "final"
        named = asking.open_record(desk, BY_KEY["person"], person)
        assert named.one("name_other_script") == other
        assert checking.check(desk.store) == []


def test_it_is_saved_in_many_saves_and_the_same_again_but_for_the_ids(profile: Path, tmp_path: Path) -> None:
    def outlines(desk: Desk) -> list[tuple[str, str, tuple[str, ...]]]:
        return [
            (kind.key, desk.title(kind.key, record.id), tuple(sorted(record.values)))
            for kind in TYPES
            for record in every(desk, kind.key)
        ]

    with found_example(tmp_path / "desk", language="fr", on=DRAWN) as again, Desk.open(profile) as first:
        assert sorted(outlines(again)) == sorted(outlines(first))
        assert len(device_log.steps(again.store)) > 200


def test_a_passphrase_locks_it_and_an_occupied_folder_is_refused(tmp_path: Path) -> None:
    with found_example(tmp_path / "desk", passphrase="four words are good") as desk:
        assert desk.is_locked
    with pytest.raises(WorldError) as refused:
        found_example(tmp_path / "desk")
    assert refused.value.code == "desk_exists"
    with Desk.open(tmp_path / "desk", "four words are good") as still_there:
        assert every(still_there, "note")

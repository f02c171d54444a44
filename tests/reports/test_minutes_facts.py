# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which facts of a note reach the page, and which never do."""

from dataclasses import replace
from datetime import date

import pytest

from coopdesk.errors import WorldError
from coopdesk.language import Language, using
from coopdesk.reports.minutes import Present, draw_minutes, gather
from coopdesk.reports.moments import written_out
from tests.reports.facts import Shelf, pages, photo

HASH = "a" * 64


@pytest.fixture
def shelf() -> Shelf:
    """A visit with its people, decisions and follow-ups."""
    shelf = Shelf()
    shelf.add("place", "houin", name={"fr": "Houin"})
    shelf.add("organisation", "locossa", name={"fr": "Ville de Locossa"})
    shelf.add("organisation", "works", name={"fr": "Services techniques"}, parent_organisation="locossa")
    shelf.add("organisation", "andenne", name={"fr": "Ville d’Andenne"})
    shelf.add("organisation", "choir", name={"fr": "Chorale"})
    for id, given, family in (
        ("sophie", "Sophie", "Delvaux"), ("edmond", "Edmond", "Agbossou"), ("clarisse", "Clarisse", "Dansou"),
        ("marc", "Marc", "Lambert"), ("hidden", "Agent", "Secret"),
    ):  # fmt: skip
        shelf.add("person", id, given_name=given, family_name=family)
    shelf.records["hidden"] = replace(
        shelf.records["hidden"], values={**shelf.records["hidden"].values, "confidential": 1}
    )
    shelf.add("post", "p1", person="sophie", organisation="andenne", function={"fr": "coordinatrice"},
              from_="2019-01-01")  # fmt: skip
    shelf.add(
        "post", "p2", person="sophie", organisation="choir", function={"fr": "soprano"}, from_="2024-01-01"
    )
    shelf.add("post", "p3", person="sophie", organisation="andenne", function={"fr": "stagiaire"},
              from_="2010-01-01", until="2018-12-31")  # fmt: skip
    shelf.add("post", "p4", person="edmond", organisation="works", function={"fr": "directeur"})
    shelf.add(
        "note", "0123456789abcdef", title="Visite de la halle", kind="partner_visit", state="draft",
        starts="2026-11-24T09:30:00+01:00[Africa/Porto-Novo]",
        ends="2026-11-24T11:45:00+01:00[Africa/Porto-Novo]",
        place="houin", venue="halle", organisations=("andenne", "locossa"), rapporteur="clarisse",
        author="clarisse", text="Tout va **bien**.", agenda="La halle", purpose="Voir la halle",
        difficulties="La piste est coupée", confidential_part="Le prix caché", labels=("étiquette",),
        persons_met=("marc", "sophie"), photos=(f"{HASH} 12 image/jpeg La_halle.jpg",
                                                f"{'b' * 64} 12 image/jpeg IMG_2031.jpg"),
    )  # fmt: skip
    note = "0123456789abcdef"
    shelf.files[HASH] = photo()
    shelf.add("attendance", "a1", note=note, person="sophie", role="head_of_delegation")
    shelf.add("attendance", "a2", note=note, person="edmond", role="participant")
    shelf.add("attendance", "a3", note=note, name="Houéfa Dossou", role="interpreter")
    shelf.add("attendance", "a4", note=note, person="hidden")
    shelf.add("attendance", "a5", note=note, name="Absent", removed=True)
    shelf.add("decision", "d2", note=note, number=2, text={"fr": "Le puits", "en": "The well"})
    shelf.add("decision", "d1", note=note, number=1, text={"fr": "La halle ouvre"})
    shelf.add("decision", "d3", note=note, text={"fr": "Décision cachée"}, confidential=1)
    shelf.add("follow-up", "f1", comes_from=note, what="Analyser l’eau", who="edmond", due_on="2026-12-04",
              state="open")  # fmt: skip
    shelf.add("follow-up", "f2", comes_from="d2", what="Fermer le puits", who="hidden", state="done")
    shelf.add("follow-up", "f3", comes_from=note, what="Suite cachée", confidential=1)
    shelf.add("follow-up", "f4", comes_from=note, what="Suite abandonnée", state="dropped")
    return shelf


NOTE = "0123456789abcdef"


def test_people_stand_with_the_post_of_the_day(shelf: Shelf) -> None:
    present = gather(shelf, NOTE, "fr").present
    assert {person.name: person for person in present} == {
        "Sophie Delvaux": Present("Sophie Delvaux", present[0].post, "Ville d’Andenne", False),
        "Edmond Agbossou": Present("Edmond Agbossou", "directeur", "Services techniques", True),
        "Houéfa Dossou": Present("Houéfa Dossou", present[2].post, "", False),
        "Marc Lambert": Present("Marc Lambert", "", "", False),
    }
    assert present[0].post.startswith("coordinatrice, ")


def test_a_former_post_counts_on_its_day(shelf: Shelf) -> None:
    note = shelf.records[NOTE]
    shelf.records[NOTE] = replace(note, values={**note.values, "starts": "2015-05-05", "ends": "2015-05-05"})
    assert gather(shelf, NOTE, "fr").present[0].post.startswith("stagiaire, ")


def test_the_facts_of_the_note(shelf: Shelf) -> None:
    found = gather(shelf, NOTE, "fr", printed_on=date(2026, 11, 25))
    assert found.office == "Ville de Locossa"
    assert found.title == "Visite de la halle"
    assert found.when == "mardi 24 novembre 2026, 9\u00a0h\u00a030\u00a0–\u00a011\u00a0h\u00a045"
    assert found.place == "halle, Houin"
    assert found.rapporteur == "Clarisse Dansou"
    assert found.partners == ("Ville d’Andenne",)
    assert found.opening == "Voir la halle"
    assert found.decisions == ("La halle ouvre", "Le puits")
    assert [(line.what, line.who, line.due, line.done) for line in found.follow_ups] == [
        ("Analyser l’eau", "Edmond Agbossou", date(2026, 12, 4), False),
        ("Fermer le puits", "", None, True),
    ]
    assert found.reference == "01234567"
    assert found.draft
    assert [text for _, text in found.lines] == ["Clarisse Dansou", "La piste est coupée"]


def test_names_are_printed_without_the_sign_they_were_typed_by(shelf: Shelf) -> None:
    typed = "Vu @Marc Lambert, puis @Rose (à marc@andenne.example)."
    note = shelf.records[NOTE]
    shelf.records[NOTE] = replace(note, values={**note.values, "text": typed})
    found = gather(shelf, NOTE, "fr", printed_on=date(2026, 11, 25))
    assert found.text == "Vu Marc Lambert, puis Rose (à marc@andenne.example)."


def test_decisions_come_in_the_language_asked_for(shelf: Shelf) -> None:
    assert gather(shelf, NOTE, "en").decisions == ("La halle ouvre", "The well")


def test_photos_are_named_and_a_missing_one_is_empty(shelf: Shelf) -> None:
    photos = gather(shelf, NOTE, "en").photos
    assert [(photo.caption, bool(photo.data)) for photo in photos] == [("Photo 1", False), ("La halle", True)]


def test_nothing_confidential_is_printed(shelf: Shelf) -> None:
    text = " ".join(pages(draw_minutes(gather(shelf, NOTE, "fr"), "fr")))
    for hidden in ("prix caché", "Secret", "Décision cachée", "Suite cachée", "étiquette", "Absent"):
        assert hidden not in text
    assert "La halle ouvre" in text


def test_a_confidential_note_is_refused(shelf: Shelf) -> None:
    note = shelf.records[NOTE]
    shelf.records[NOTE] = replace(note, values={**note.values, "confidential": 1})
    with pytest.raises(WorldError) as refused:
        gather(shelf, NOTE, "fr")
    assert refused.value.code == "confidential_note"


@pytest.mark.parametrize("id", ["nowhere", "sophie"])
def test_an_unknown_note_is_refused(shelf: Shelf, id: str) -> None:
    with pytest.raises(WorldError) as refused:
        gather(shelf, id, "fr")
    assert refused.value.code == "no_note"


def test_a_note_with_only_a_title_is_enough(shelf: Shelf) -> None:
    shelf.add("note", "bare", title="Appel")
    assert "Appel" in pages(draw_minutes(gather(shelf, "bare", "ru"), "ru"))[0]


@pytest.mark.parametrize(
    ("language", "starts", "ends", "written"),
    [
        ("en", "2026-11-24", "", "Tuesday 24 November 2026"),
        ("en", "2026-11-24T09:30:00+01:00[Africa/Lome]", "2026-11-24T11:00:00+01:00[Africa/Lome]",
         "Tuesday 24 November 2026, 09:30–11:00"),
        ("fr", "2026-12-01T10:00:00+00:00", "", "mardi 1er décembre 2026, 10\u00a0h"),
        ("fr", "2026-11-24", "2026-11-26", "mardi 24 novembre 2026 – jeudi 26 novembre 2026"),
        ("ru", "2026-11-24T09:30:00+01:00", "2026-11-24T11:00:00+01:00",
         "вторник, 24 ноября 2026\u00a0г., 09:30–11:00"),
    ],
)  # fmt: skip
def test_days_and_hours_are_written_out(language: Language, starts: str, ends: str, written: str) -> None:
    with using(language):
        assert written_out(starts, ends) == written

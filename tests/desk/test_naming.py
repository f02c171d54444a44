# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names and ids: which record a word means."""

import pytest

from coopdesk.desk import asking, naming
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.language import using
from coopdesk.records.types import BY_KEY
from coopdesk.store.reading import Page
from coopdesk.store.writing import Change
from tests.desk.officer import Officer


def meant(desk: Desk, type_key: str, text: str) -> str:
    return naming.resolve(desk, [BY_KEY[type_key]], text)


@pytest.fixture
def kofi(awa: Officer) -> str:
    return awa.new("person", "given_name=Kofi", "family_name=Exemple", "name_other_script=Кофи Пример")


@pytest.mark.parametrize("name", ["Kofi Exemple", "kofi exemple", "KOFI  EXEMPLÉ", "Кофи Пример"])
def test_a_person_is_meant_by_the_whole_name(desk: Desk, kofi: str, name: str) -> None:
    assert meant(desk, "person", name) == kofi


@pytest.mark.parametrize("name", ["Kofi", "Exemple", "Kof", "Kofi Exempl", "Exemple Kofi", ""])
def test_a_part_of_a_name_is_not_enough(desk: Desk, kofi: str, name: str) -> None:
    with pytest.raises(WorldError) as refused:
        meant(desk, "person", name)
    assert refused.value.code == "not_found"


def test_an_id_or_six_letters_of_it_are_enough(desk: Desk, kofi: str) -> None:
    for text in (kofi, kofi[:6], kofi[:20], kofi.upper(), kofi[:6].upper()):
        assert meant(desk, "person", text) == kofi
    with pytest.raises(WorldError):
        meant(desk, "person", kofi[:5])


def test_an_id_of_another_type_is_not_meant(desk: Desk, kofi: str) -> None:
    for text in (kofi, kofi[:8]):
        with pytest.raises(WorldError) as refused:
            meant(desk, "place", text)
        assert refused.value.code == "not_found"


def test_a_place_goes_by_all_its_languages_and_spellings(desk: Desk, awa: Officer) -> None:
    place = awa.new("place", "name.fr=Aného", "name.ru=Анехо", "other_spellings+=Petit Popo")
    for name in ("Aneho", "Анехо", "petit popo"):
        with using("en"):
            assert meant(desk, "place", name) == place


def test_an_organisation_goes_by_its_acronym_and_an_agreement_by_its_reference(
    desk: Desk, awa: Officer
) -> None:
    faim = awa.new("organisation", "name=Fédération des maires", "acronym=FAIM")
    agreement = awa.new("agreement", "title=Marchés", "reference=LMO-A-1998-041")
    assert meant(desk, "organisation", "faim") == faim
    assert meant(desk, "agreement", "LMO-A-1998-041") == agreement


def test_a_name_that_two_records_bear_lists_what_it_could_mean(desk: Desk, awa: Officer) -> None:
    twins = [awa.new("place", "name=Saint-Louis", f"country={code}") for code in ("SN", "FR")]
    with pytest.raises(WorldError) as refused:
        awa.new("note", "title=Visite", "place=saint louis")
    assert refused.value.code == "ambiguous"
    for twin in twins:
        assert f"{twin} Saint-Louis" in str(refused.value)
    assert awa.new("note", "title=Visite", f"place={twins[1]}")


def test_a_beginning_that_two_ids_share_lists_them(desk: Desk) -> None:
    first, second = "7zzzzza" + "0" * 19, "7zzzzzb" + "0" * 19
    for record_id, name in ((first, "Un"), (second, "Deux")):
        change = Change(BY_KEY["place"], record_id, {"name": {"fr": name}}, new=True)
        desk.store.save([change], "Awa Exemple")
    with pytest.raises(WorldError) as refused:
        meant(desk, "place", "7zzzzz")
    assert refused.value.code == "ambiguous"
    assert "Un" in str(refused.value)
    assert "Deux" in str(refused.value)
    assert meant(desk, "place", "7ZZZZZB") == second


def test_many_of_one_name_are_not_all_listed(desk: Desk, awa: Officer) -> None:
    for _ in range(12):
        awa.new("place", "name=Villeneuve")
    with pytest.raises(WorldError) as refused:
        meant(desk, "place", "Villeneuve")
    assert str(refused.value).count("Villeneuve") <= 1 + naming.MOST_NAMED


def test_a_link_that_may_lead_to_several_types_takes_a_name_of_any(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite du marché")
    task = awa.new("follow-up", "what=Écrire", "comes_from=visite du marche")
    assert awa.values("follow-up", task)["comes_from"] == note
    with pytest.raises(WorldError) as refused:
        awa.new("follow-up", "what=Écrire", "comes_from=Nulle part")
    assert "Note, Decision, Agreement" in str(refused.value)


def test_the_only_exact_name_wins_over_newer_longer_ones(desk: Desk, awa: Officer) -> None:
    place = awa.new("place", "name=Zébé")
    for number in range(60):
        awa.new("place", f"name=Zébéville {number}")
    assert meant(desk, "place", "Zebe") == place


def test_parts_are_named_by_what_they_link_to(desk: Desk, awa: Officer, kofi: str) -> None:
    note = awa.new("note", "title=Visite")
    hall = desk.our_organisation()
    named = awa.new("attendance", f"note={note}", f"person={kofi}")
    typed = awa.new("attendance", f"note={note}", "name=Une passante")
    post = awa.new("post", f"person={kofi}", f"organisation={hall}", "function.fr=Maire")
    assert desk.title("attendance", named) == "Kofi Exemple"
    assert desk.title("attendance", typed) == "Une passante"
    assert desk.title("post", post) == "Maire, Lomé"
    assert desk.title("note", "0" * 26) == ""


def test_what_cannot_be_named_has_no_title(desk: Desk, awa: Officer) -> None:
    unnamed = awa.new("attendance", f"note={awa.new('note', 'title=Visite')}")
    assert desk.title("attendance", unnamed) == ""


def listed(desk: Desk, type_key: str, *wishes: str) -> set[str]:
    kind = BY_KEY[type_key]
    found = asking.list_records(desk, kind, Page(asking.conditions(desk, kind, wishes)))
    return {record.id for record in found}


def test_lists_are_narrowed_by_values_as_people_write_them(desk: Desk, awa: Officer) -> None:
    visit = awa.new("note", "title=Visite", "kind=partner_visit", "organisations+=Lomé", "starts=2026-11-24")
    call = awa.new("note", "title=Appel", "kind=phone_call", "confidential=yes")
    assert listed(desk, "note", "kind=Partner visit") == {visit}
    assert listed(desk, "note", "starts=24.11.2026", "organisations=lome") == {visit}
    assert listed(desk, "note", "organisations=") == {call}
    assert listed(desk, "note", "confidential=yes") == {call}
    assert listed(desk, "note", "kind=meeting") == set()
    for wish in ("kind", "colour=red", "kind=party", "place=Atlantis", "title.fr=Visite"):
        with pytest.raises(WorldError):
            listed(desk, "note", wish)


def test_lists_show_where_a_language_is_missing(desk: Desk, awa: Officer) -> None:
    kara = awa.new("place", "name.fr=Kara")
    assert listed(desk, "place", "name.fr=Kara") == listed(desk, "place", "name=Kara") == {kara}
    assert listed(desk, "place", "name.ru=Kara") == set()
    assert listed(desk, "place", "name.ru=") == {kara}
    with pytest.raises(WorldError):
        listed(desk, "place", "name.russian=")

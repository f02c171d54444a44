# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a field: how they arise, how they are shown, and how an officer decides."""

import pytest

from coopdesk.desk import asking, deciding
from coopdesk.desk.desk import Desk
from coopdesk.desk.state import state
from coopdesk.errors import FieldError, WorldError
from coopdesk.language import using
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking
from coopdesk.store.writing import Change
from tests.desk.officer import Officer, colleague


def two_versions(
    awa: Officer, type_key: str, record_id: str, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    """Two forms that displayed the same version are saved one after the other."""
    seen = awa.version(type_key, record_id)
    awa.change(type_key, record_id, *first, seen=seen)
    awa.change(type_key, record_id, *second, seen=seen)


@pytest.fixture
def note(awa: Officer) -> str:
    found = awa.new("note", "title=Visite", "text=Matin\n\nMidi\n\nSoir")
    two_versions(awa, "note", found, ("title=Visite du port",), ("title=Visite de la gare",))
    return found


def test_both_versions_are_offered_the_shown_one_first(awa: Officer, note: str) -> None:
    (decision,) = awa.decisions()
    assert (decision.type, decision.record, decision.field, decision.slot) == ("note", note, "title", "")
    assert [version.value for version in decision.versions] == ["Visite de la gare", "Visite du port"]
    assert [version.number for version in decision.versions] == [1, 2]
    assert {version.officer for version in decision.versions} == {"Awa Exemple"}
    assert decision.title == awa.values("note", note)["title"] == "Visite de la gare"
    assert awa.record("note", note).conflicts == {"title": decision.id}
    assert not decision.waiting


def test_the_colleague_and_the_computer_are_named(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    seen = awa.version("note", note)
    with colleague(desk) as kofi:
        kofi.change("note", note, "title=Visite du port", seen=seen)
    awa.change("note", note, "title=Visite de la gare", seen=seen)
    (decision,) = awa.decisions()
    theirs = next(version for version in decision.versions if version.value == "Visite du port")
    assert (theirs.officer, theirs.device, theirs.value) == ("Kofi Exemple", "second PC", "Visite du port")


def test_a_field_with_two_versions_changes_only_by_deciding(awa: Officer, note: str) -> None:
    with pytest.raises(FieldError) as refused:
        awa.change("note", note, "title=Visite tout court")
    assert (refused.value.code, refused.value.field) == ("two_versions", "title")
    assert "coopdesk conflicts" in str(refused.value)
    awa.change("note", note, "venue=Port")
    assert len(awa.decisions()) == 1


@pytest.mark.parametrize(("keep", "kept"), [(1, "Visite de la gare"), (2, "Visite du port")])
def test_keeping_one_settles_it(desk: Desk, awa: Officer, note: str, keep: int, kept: str) -> None:
    assert deciding.resolve(desk, awa.decisions()[0].id, keep=keep)
    assert awa.values("note", note)["title"] == kept
    assert awa.record("note", note).conflicts == {}
    assert awa.decisions() == []
    awa.change("note", note, "title=Autre")
    assert checking.check(desk.store) == []


def test_a_third_version_settles_it_too(desk: Desk, awa: Officer, note: str) -> None:
    deciding.resolve(desk, awa.decisions()[0].id, value="  Port et gare ")
    assert awa.values("note", note)["title"] == "Port et gare"
    assert awa.decisions() == []


def test_typing_on_goes_on_from_the_third_version_alone(desk: Desk, awa: Officer, note: str) -> None:
    (decision,) = awa.decisions()
    assert deciding.write_on(desk, decision, "Visite de la gare", "Visite de la gare et") is None
    assert len(awa.decisions()) == 1, "nothing was decided yet"
    deciding.resolve(desk, decision.id, value="Visite du port et")
    assert deciding.write_on(desk, decision, "Visite du port et", "Visite du port et de la gare")
    assert awa.values("note", note)["title"] == "Visite du port et de la gare"
    assert deciding.write_on(desk, decision, "Visite du port et", "Visite du port et du pont") is None
    assert awa.values("note", note)["title"] == "Visite du port et de la gare"


def test_typing_on_in_one_language_leaves_the_others(desk: Desk, awa: Officer) -> None:
    place = awa.new("place", "name.fr=Lomé", "name.en=Lome")
    two_versions(awa, "place", place, ("name.fr=Lomé-Ville",), ("name.fr=Lomé-Port",))
    (decision,) = awa.decisions()
    deciding.resolve(desk, decision.id, value="Lomé-")
    assert deciding.write_on(desk, decision, "Lomé-", "Lomé-Centre")
    assert awa.values("place", place)["name"] == {"fr": "Lomé-Centre", "en": "Lome"}


def test_what_cannot_be_decided_is_refused(desk: Desk, awa: Officer, note: str) -> None:
    decision = awa.decisions()[0].id
    for keep, code in ((0, "no_such_version"), (3, "no_such_version"), (None, "nothing_chosen")):
        with pytest.raises(WorldError) as refused:
            deciding.resolve(desk, decision, keep=keep)
        assert refused.value.code == code
    assert len(awa.decisions()) == 1


def test_an_outdated_decision_is_refused(desk: Desk, awa: Officer, note: str) -> None:
    old = awa.decisions()[0].id
    with colleague(desk) as kofi:
        seen = asking.history(desk, BY_KEY["note"], note)[0].version
        kofi.desk.store.save([Change(BY_KEY["note"], note, {"title": "Encore"}, seen=seen)], "Kofi")
    (decision,) = awa.decisions()
    assert len(decision.versions) == 3
    assert decision.id != old
    for outdated in (old, "0" * 26, ""):
        with pytest.raises(WorldError) as refused:
            deciding.resolve(desk, outdated, keep=1)
        assert refused.value.code == "outdated_decision"
    deciding.resolve(desk, decision.id, keep=3)
    with pytest.raises(WorldError):
        deciding.resolve(desk, decision.id, keep=1)


def test_clearing_against_a_value_is_a_choice_too(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "venue=Port")
    two_versions(awa, "note", note, ("venue=",), ("venue=Mairie",))
    (decision,) = awa.decisions()
    assert [version.value for version in decision.versions] == ["Mairie", None]
    deciding.resolve(desk, decision.id, keep=2)
    assert "venue" not in awa.values("note", note)


def test_equal_values_need_no_decision(awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    two_versions(awa, "note", note, ("title=Port",), ("title=Port",))
    assert awa.decisions() == []
    assert awa.values("note", note)["title"] == "Port"


def test_different_fields_and_members_do_not_clash(awa: Officer) -> None:
    place = awa.new("place", "name=Kara", "languages+=fr", "languages+=en")
    first = ("population=1", "languages-=en", "languages+=ee", "name.ru=Кара")
    second = ("country=TG", "languages+=de", "name.en=Kara")
    two_versions(awa, "place", place, first, second)
    assert awa.decisions() == []
    values = awa.values("place", place)
    assert values["languages"] == ("de", "ee", "fr")
    assert values["name"] == {"fr": "Kara", "ru": "Кара", "en": "Kara"}
    assert (values["population"], values["country"]) == (1, "TG")


def test_adding_wins_over_an_unseen_removal(awa: Officer) -> None:
    place = awa.new("place", "name=Kara", "languages+=fr")
    old = awa.version("place", place)
    awa.change("place", place, "languages-=fr")
    awa.change("place", place, "languages=fr", "languages=en", seen=old)
    assert awa.values("place", place)["languages"] == ("en", "fr")


def test_a_language_is_in_conflict_alone(desk: Desk, awa: Officer) -> None:
    place = awa.new("place", "name.fr=Kara", "name.ru=Кара")
    two_versions(awa, "place", place, ("name.ru=Кара-город",), ("name.ru=Кара (Того)",))
    (decision,) = awa.decisions()
    assert (decision.field, decision.slot) == ("name", "ru")
    assert list(awa.record("place", place).conflicts) == ["name.ru"]
    with pytest.raises(FieldError):
        awa.change("place", place, "name.ru=Кара")
    awa.change("place", place, "name.fr=Kara ville")
    deciding.resolve(desk, decision.id, keep=2)
    assert awa.values("place", place)["name"] == {"fr": "Kara ville", "ru": "Кара-город"}


def test_texts_changed_in_different_places_are_joined(awa: Officer, note: str) -> None:
    two_versions(
        awa, "note", note, ("text=Matin au port\n\nMidi\n\nSoir",), ("text=Matin\n\nMidi\n\nSoir à la gare",)
    )
    record = awa.record("note", note)
    assert record.values["text"] == "Matin au port\n\nMidi\n\nSoir à la gare"
    assert record.joined == ("text",)
    assert list(record.conflicts) == ["title"]
    awa.change("note", note, "text=Relu")
    assert awa.record("note", note).joined == ()


def test_texts_changed_in_the_same_place_are_two_versions(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "text=Matin\n\nSoir")
    two_versions(awa, "note", note, ("text=Matin au port\n\nSoir",), ("text=Matin à la gare\n\nSoir",))
    (decision,) = awa.decisions()
    deciding.resolve(desk, decision.id, value="Matin au port et à la gare\n\nSoir")
    assert awa.record("note", note).joined == ()
    assert awa.values("note", note)["text"].startswith("Matin au port et")


def test_start_and_end_are_decided_as_one(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "starts=2026-11-24", "ends=2026-11-25")
    first = ("starts=2026-12-01", "ends=2026-12-02")
    two_versions(awa, "note", note, first, ("ends=2026-11-30",))
    for decision in awa.decisions():
        theirs = [version for version in decision.versions if str(version.shown).endswith("December 2026")]
        deciding.resolve(desk, decision.id, keep=theirs[0].number)
        break
    values = awa.values("note", note)
    assert (values["starts"], values["ends"]) == ("2026-12-01", "2026-12-02")
    assert awa.decisions() == []


def test_a_choice_between_links_is_shown_by_names_and_made_by_name(desk: Desk, awa: Officer) -> None:
    kara, sokode = awa.new("place", "name=Kara"), awa.new("place", "name=Sokodé")
    note = awa.new("note", "title=Visite")
    two_versions(awa, "note", note, (f"place={kara}",), (f"place={sokode}",))
    (decision,) = awa.decisions()
    assert [version.shown for version in decision.versions] == ["Sokodé", "Kara"]
    assert [version.value for version in decision.versions] == [sokode, kara]
    deciding.resolve(desk, decision.id, value="kara")
    assert awa.values("note", note)["place"] == kara


def test_the_bin_against_a_later_change_keeps_the_record_visible(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    seen = awa.version("note", note)
    with colleague(desk) as kofi:
        kofi.remove("note", note)
    desk.store.save([change_of(note, seen)], "Awa Exemple")
    assert not awa.is_in_bin("note", note)
    (decision,) = awa.decisions()
    assert decision.field == "~removed"
    with using("en"):
        assert {version.shown for version in decision.versions} == {"in the bin", "kept, with a later change"}
    in_bin = next(version.number for version in decision.versions if version.value)
    deciding.resolve(desk, decision.id, keep=in_bin)
    assert awa.is_in_bin("note", note)
    assert awa.decisions() == []
    assert checking.check(desk.store) == []


def change_of(note: str, seen: str) -> Change:
    return Change(BY_KEY["note"], note, {"venue": "Port"}, seen=seen)


def test_removing_a_record_whose_removal_is_in_doubt_settles_it(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    seen = awa.version("note", note)
    awa.remove("note", note)
    desk.store.save([change_of(note, seen)], "Awa Exemple")
    assert awa.restore("note", note)
    assert awa.decisions() == []
    assert not awa.is_in_bin("note", note)
    assert awa.values("note", note)["venue"] == "Port"


def test_a_form_that_was_open_since_before_the_conflict_must_decide_too(awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    seen = awa.version("note", note)
    two_versions(awa, "note", note, ("title=Port",), ("title=Gare",))
    with pytest.raises(FieldError) as refused:
        awa.change("note", note, "title=Marché", "venue=Port", seen=seen)
    assert refused.value.code == "two_versions"
    assert "venue" not in awa.values("note", note)


def test_the_state_changes_with_a_conflict_and_its_decision(desk: Desk, awa: Officer, note: str) -> None:
    before = state(desk)
    checking.rebuild(desk.store)
    assert state(desk) == before
    deciding.resolve(desk, awa.decisions()[0].id, keep=1)
    assert state(desk) != before

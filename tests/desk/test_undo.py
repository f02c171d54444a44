# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Undo and redo: step by step, over a restart, and never over a colleague's work."""

from coopdesk.desk import asking, joining, saving
from coopdesk.desk.desk import Desk
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking
from tests.desk.officer import Officer, colleague


def title(awa: Officer, note: str) -> str:
    return str(awa.values("note", note)["title"])


def emptied(desk: Desk) -> None:
    while saving.undo(desk):
        pass


def test_undo_walks_back_to_before_the_beginning_and_redo_forth_again(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    for text in ("Deux", "Trois"):
        awa.change("note", note, f"title={text}")
    for text in ("Deux", "Un"):
        awa.undo()
        assert title(awa, note) == text
    awa.undo()
    assert awa.is_in_bin("note", note)
    awa.redo()
    assert not awa.is_in_bin("note", note)
    for text in ("Deux", "Trois"):
        awa.redo()
        assert title(awa, note) == text
    assert saving.redo(desk) is None
    assert checking.check(desk.store) == []


def test_undo_ends_where_the_desk_began(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    emptied(desk)
    assert awa.is_in_bin("note", note)
    assert not awa.is_in_bin("organisation", desk.our_organisation())
    assert saving.undo(desk) is None
    while saving.redo(desk):
        pass
    assert title(awa, note) == "Un"


def test_a_new_save_ends_redo(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    awa.change("note", note, "title=Deux")
    awa.undo()
    awa.change("note", note, "venue=Port")
    assert saving.redo(desk) is None
    awa.undo()
    assert awa.values("note", note) == {"title": "Un"}


def test_undo_redo_undo_of_the_same_save(awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    awa.change("note", note, "title=Deux", "venue=Port")
    for _ in range(3):
        awa.undo()
        assert awa.values("note", note) == {"title": "Un"}
        awa.redo()
        assert awa.values("note", note) == {"title": "Deux", "venue": "Port"}


def test_undo_is_a_save_that_says_what_it_was(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    awa.change("note", note, "title=Deux")
    awa.undo()
    awa.redo()
    purposes = [entry.purpose for entry in asking.history(desk, BY_KEY["note"], note)]
    assert purposes == ["", "", "undo", "redo"]


def test_undo_still_works_after_the_desk_was_closed(awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    awa.change("note", note, "title=Deux")
    awa.change("note", note, "title=Trois")
    awa.undo()
    profile = awa.desk.profile
    awa.desk.close()
    with Desk.open(profile) as again:
        later = Officer(again)
        assert title(later, note) == "Deux"
        later.undo()
        assert title(later, note) == "Un"
        later.redo()
        later.redo()
        assert title(later, note) == "Trois"


def test_another_window_on_the_same_desk_undoes_the_newest_save(awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    with Desk.open(awa.desk.profile) as other:
        Officer(other).change("note", note, "title=Deux")
        awa.undo()
        assert title(Officer(other), note) == "Un"
        Officer(other).redo()
    assert title(awa, note) == "Deux"


def test_languages_members_and_the_bin_go_back_each_on_its_own(awa: Officer) -> None:
    place = awa.new("place", "name.fr=Kara", "languages+=fr")
    before = dict(awa.values("place", place))
    awa.change("place", place, "name.ru=Кара", "name.fr=Kara ville", "languages+=en", "languages-=fr")
    awa.undo()
    assert awa.values("place", place) == before
    awa.remove("place", place)
    awa.undo()
    assert not awa.is_in_bin("place", place)
    awa.undo()
    assert awa.is_in_bin("place", place)


def test_a_restored_record_goes_back_to_the_bin_by_undo(awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    awa.remove("note", note)
    awa.restore("note", note)
    awa.undo()
    assert awa.is_in_bin("note", note)


def a_colleague_answers(awa: Officer, note: str, seen: str, *assignments: str) -> None:
    """A form that was open since an earlier version is saved: the two did not see each other."""
    awa.change("note", note, *assignments, seen=seen)


def test_a_field_in_conflict_is_skipped_and_named_the_others_go_back(awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "venue=Port")
    seen = awa.version("note", note)
    awa.change("note", note, "title=Visite du port", "venue=Mairie")
    a_colleague_answers(awa, note, seen, "title=Visite de la gare")
    assert set(awa.record("note", note).conflicts) == {"title"}
    mine = awa.undo()  # the colleague's own save goes back first
    assert [saved.fields for saved in mine.saved] == []
    assert mine.skipped == (("note", note, "title"),)
    both = awa.undo()
    assert both.skipped == (("note", note, "title"),)
    assert [saved.fields for saved in both.saved] == [("venue",)]
    assert awa.values("note", note)["venue"] == "Port"
    assert len(awa.decisions()) == 1


def test_a_skipped_save_is_not_offered_twice(desk: Desk, awa: Officer) -> None:
    first = awa.new("note", "title=Un")
    note = awa.new("note", "title=Visite")
    seen = awa.version("note", note)
    awa.change("note", note, "title=Visite du port")
    a_colleague_answers(awa, note, seen, "title=Visite de la gare")
    skipped = [awa.undo().skipped for _ in range(3)]
    assert all(names == (("note", note, "title"),) for names in skipped)
    awa.undo()
    assert awa.is_in_bin("note", first)
    assert awa.values("note", note)["title"] == "Visite de la gare"


def test_undoing_and_redoing_a_joining(desk: Desk, awa: Officer) -> None:
    kept = awa.new("place", "name.fr=Ouaga")
    other = awa.new("place", "name.fr=Ouagadougou", "name.ru=Уагадугу", "population=5")
    joining.same(desk, kept, other)
    awa.undo()
    assert not awa.is_in_bin("place", other)
    assert awa.values("place", kept) == {"name": {"fr": "Ouaga"}}
    awa.redo()
    assert awa.is_in_bin("place", other)
    assert awa.values("place", kept)["population"] == 5
    joining.separate(desk, other)
    awa.undo()
    assert awa.is_in_bin("place", other)
    assert checking.check(desk.store) == []


def test_several_records_of_one_save_go_back_together(desk: Desk, awa: Officer) -> None:
    kind = BY_KEY["place"]
    names = ("Kara", "Sokodé", "Atakpamé")
    saving.save_all(desk, [saving.prepared(desk, kind, None, {"name": {"fr": name}}) for name in names])
    assert awa.found("Sokode") == ["Sokodé"]
    awa.undo()
    assert [awa.found(name) for name in names] == [[], [], []]
    awa.redo()
    assert awa.found("Sokode") == ["Sokodé"]


def test_a_settings_change_is_nothing_to_undo(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    desk.change_office(officer="Kofi Exemple")
    awa.undo()
    assert awa.is_in_bin("note", note)
    assert desk.office.officer == "Kofi Exemple"


def test_a_colleagues_save_is_not_ours_to_undo(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    with colleague(desk) as kofi:
        other = kofi.new("note", "title=Appel")
    awa.undo()
    assert awa.is_in_bin("note", note)
    assert not awa.is_in_bin("note", other)


def test_what_a_colleague_changed_since_is_skipped_and_named(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "venue=Port")
    awa.change("note", note, "title=Visite du port", "venue=Mairie")
    with colleague(desk) as kofi:
        kofi.change("note", note, "title=Visite de la gare")
    done = awa.undo()
    assert done.skipped == (("note", note, "title"),)
    assert awa.values("note", note) == {"title": "Visite de la gare", "venue": "Port"}
    awa.redo()
    assert awa.values("note", note) == {"title": "Visite de la gare", "venue": "Mairie"}
    assert checking.check(desk.store) == []


def test_a_record_that_a_colleague_worked_on_is_not_undone_into_the_bin(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    with colleague(desk) as kofi:
        kofi.change("note", note, "venue=Mairie")
    assert awa.undo().skipped == (("note", note, "venue"),)
    assert not awa.is_in_bin("note", note)


def test_a_colleague_who_put_a_value_back_has_the_last_word(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Un")
    awa.change("note", note, "title=Deux")
    with colleague(desk) as kofi:
        kofi.change("note", note, "title=Trois")
        kofi.change("note", note, "title=Deux")
    assert awa.undo().skipped == (("note", note, "title"),)
    assert title(awa, note) == "Deux"


def test_members_that_a_colleague_did_not_touch_go_back(desk: Desk, awa: Officer) -> None:
    place = awa.new("place", "name.fr=Kara", "languages+=fr")
    awa.change("place", place, "languages+=en", "name.ru=Кара")
    with colleague(desk) as kofi:
        kofi.change("place", place, "languages+=de", "name.en=Kara")
    assert awa.undo().skipped == ()
    assert awa.values("place", place) == {
        "name": {"fr": "Kara", "en": "Kara"},
        "languages": ("de", "fr"),
    }

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One save: what belongs together, parts that go with their whole, and what money holds fast."""

import pytest

from coopdesk.desk import asking, saving
from coopdesk.desk.desk import Desk
from coopdesk.errors import FieldError, WorldError
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking
from coopdesk.store.writing import Change
from tests.desk.officer import Officer


def test_a_save_says_what_it_changed_and_which_version_it_made(awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "venue=Port")
    saved = awa.change("note", note, "title=Visite", "venue=Mairie")
    assert saved is not None
    assert (saved.type, saved.id, saved.fields) == ("note", note, ("venue",))
    assert saved.version == awa.version("note", note)


def test_saving_the_same_again_makes_no_version(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "starts=2026-11-24", "ends=2026-11-25")
    assert awa.change("note", note, "title=Visite", "starts=24.11.2026") is None
    assert len(asking.history(desk, BY_KEY["note"], note)) == 1


def test_what_changes_as_one_value_is_saved_as_one(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "starts=2026-11-24", "ends=2026-11-25")
    place = awa.new("place", "name=Kara", "population=95000", "population_year=2010")
    awa.change("note", note, "ends=2026-11-26")
    awa.change("place", place, "population=104000", "population_year=")
    newest = asking.history(desk, BY_KEY["note"], note)[-1].touches
    # Both are said, also where one stays as it is: no two versions are ever shown mixed.
    assert newest == {"starts": "2026-11-24", "ends": "2026-11-26"}
    seen = awa.version("note", note)
    awa.change("note", note, "starts=2026-11-20", "ends=2026-11-21")
    awa.change("note", note, "ends=2026-11-27", seen=seen)
    newest = asking.history(desk, BY_KEY["note"], note)[-1].touches
    assert newest == {"starts": "2026-11-24", "ends": "2026-11-27"}
    assert awa.values("place", place) == {"name": {"fr": "Kara"}, "population": 104000}


def test_the_history_tells_who_when_and_why(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    awa.change("note", note, "title=Visite du port")
    awa.undo()
    entries = asking.history(desk, BY_KEY["note"], note)
    assert [entry.purpose for entry in entries] == ["", "", "undo"]
    assert {entry.stamp.officer for entry in entries} == {"Awa Exemple"}
    assert len({entry.version for entry in entries}) == 3
    assert all(entry.stamp.at.endswith("Z") and not entry.doubtful for entry in entries)
    with pytest.raises(WorldError):
        asking.history(desk, BY_KEY["place"], note)


def test_a_record_that_does_not_exist_cannot_be_changed(desk: Desk) -> None:
    for verb in (saving.remove, saving.restore):
        with pytest.raises(WorldError) as refused:
            verb(desk, BY_KEY["note"], "0" * 26)
        assert refused.value.code == "not_found"
    with pytest.raises(WorldError) as refused:
        saving.save(desk, BY_KEY["note"], "0" * 26, {"title": "x"})
    assert refused.value.code == "not_found"


def test_a_version_that_is_not_known_here_is_refused(awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    with pytest.raises(WorldError) as refused:
        awa.change("note", note, "title=Autre", seen="0" * 26)
    assert refused.value.code == "unknown_version"
    assert awa.values("note", note)["title"] == "Visite"


def test_several_changes_are_one_save_all_or_nothing(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    changes = [
        Change(BY_KEY["note"], note, {"title": "Autre"}),
        Change(BY_KEY["note"], "0" * 26, {"title": "Nulle part"}),
    ]
    with pytest.raises(WorldError):
        saving.save_all(desk, changes)
    assert awa.values("note", note)["title"] == "Visite"
    assert checking.check(desk.store) == []


def test_one_record_named_twice_in_a_save_gets_one_version(desk: Desk, awa: Officer) -> None:
    kind, place = BY_KEY["place"], awa.new("place", "name=Kara")
    changes = [
        saving.prepared(desk, kind, place, {"name": {"ru": "Кара"}, "population": 1}),
        saving.prepared(desk, kind, place, {"name": {"en": "Kara"}, "population": 95000}),
    ]
    assert len(saving.save_all(desk, changes)) == 1
    assert awa.values("place", place) == {
        "name": {"fr": "Kara", "ru": "Кара", "en": "Kara"},
        "population": 95000,
    }
    assert checking.check(desk.store) == []


def test_one_record_named_twice_with_different_versions_is_refused(desk: Desk, awa: Officer) -> None:
    kind, place = BY_KEY["place"], awa.new("place", "name=Kara")
    seen = awa.version("place", place)
    awa.change("place", place, "population=1")
    changes = [
        Change(kind, place, {"population": 2}, seen=seen),
        Change(kind, place, {"country": "TG"}),
    ]
    with pytest.raises(WorldError) as refused:
        saving.save_all(desk, changes)
    assert refused.value.code == "named_twice"


@pytest.fixture
def visit(awa: Officer) -> dict[str, str]:
    note = awa.new("note", "title=Visite")
    return {
        "note": note,
        "attendance": awa.new("attendance", f"note={note}", "name=Kofi Exemple"),
        "decision": awa.new("decision", f"note={note}", "text=Ouvrir le marché"),
    }


def in_bin(awa: Officer, records: dict[str, str]) -> set[str]:
    return {key for key, record_id in records.items() if awa.is_in_bin(key, record_id)}


def test_parts_go_and_come_back_with_their_whole_in_one_save(awa: Officer, visit: dict[str, str]) -> None:
    gone = awa.remove("note", visit["note"])
    assert {saved.id for saved in gone} == set(visit.values())
    assert in_bin(awa, visit) == set(visit)
    assert awa.found("marché") == []
    back = awa.restore("note", visit["note"])
    assert {saved.id for saved in back} == set(visit.values())
    assert in_bin(awa, visit) == set()
    assert "Ouvrir le marché" in awa.found("marché")


def test_one_undo_brings_a_whole_back_with_its_parts(awa: Officer, visit: dict[str, str]) -> None:
    awa.remove("note", visit["note"])
    awa.undo()
    assert in_bin(awa, visit) == set()
    awa.redo()
    assert in_bin(awa, visit) == set(visit)


def test_a_part_removed_on_its_own_before_stays_away(awa: Officer, visit: dict[str, str]) -> None:
    awa.remove("decision", visit["decision"])
    awa.remove("note", visit["note"])
    awa.restore("note", visit["note"])
    assert in_bin(awa, visit) == {"decision"}


def test_what_is_no_part_stays(awa: Officer, visit: dict[str, str]) -> None:
    task = awa.new("follow-up", "what=Écrire", f"comes_from={visit['note']}")
    awa.remove("note", visit["note"])
    assert not awa.is_in_bin("follow-up", task)


def test_parts_of_every_kind_go_with_an_agreement(desk: Desk, awa: Officer) -> None:
    agreement = awa.new("agreement", "title=Marchés")
    hall = desk.our_organisation()
    parts = {
        "party": awa.new("party", f"agreement={agreement}", f"organisation={hall}"),
        "promise": awa.new("promise", f"agreement={agreement}", "what=Former"),
        "readiness": awa.new("readiness", f"agreement={agreement}", "item=need"),
        "budget-line": awa.new("budget-line", f"agreement={agreement}", "year=2026", "heading=Voyage"),
    }
    awa.remove("agreement", agreement)
    assert in_bin(awa, parts) == set(parts)
    awa.restore("agreement", agreement)
    assert in_bin(awa, parts) == set()
    assert not awa.is_in_bin("organisation", hall)


def test_removing_or_restoring_twice_changes_nothing(awa: Officer, visit: dict[str, str]) -> None:
    assert awa.restore("note", visit["note"]) == []
    awa.remove("note", visit["note"])
    assert awa.remove("note", visit["note"]) == []


def test_what_is_in_the_bin_is_not_changed_found_or_listed(
    desk: Desk, awa: Officer, visit: dict[str, str]
) -> None:
    awa.remove("note", visit["note"])
    with pytest.raises(WorldError) as refused:
        awa.change("note", visit["note"], "title=Autre")
    assert refused.value.code == "in_the_bin"
    assert awa.found(visit["note"][:8]) == []
    assert desk.linked("attendance", "note", visit["note"]) == []


def test_contributions_stop_the_removal_of_what_they_paid_for(desk: Desk, awa: Officer) -> None:
    agreement = awa.new("agreement", "title=Marchés")
    exchange = awa.new("exchange", "title=Stage", f"agreement={agreement}")
    paid = awa.new("contribution", f"exchange={exchange}", "step=spent", "amount=5000")
    with pytest.raises(WorldError) as refused:
        awa.remove("exchange", exchange)
    assert refused.value.code == "paid_for"
    assert paid in str(refused.value)
    awa.remove("agreement", agreement)
    awa.remove("contribution", paid)
    assert awa.remove("exchange", exchange)


def test_a_reported_contribution_is_corrected_not_changed(awa: Officer) -> None:
    paid = awa.new("contribution", "step=spent", "amount=5000", "reported_on=2026-01-31")
    with pytest.raises(FieldError) as refused:
        awa.change("contribution", paid, "amount=6000")
    assert (refused.value.code, refused.value.field) == ("reported", "amount")
    assert awa.new("contribution", "step=spent", "amount=-5000", f"corrects={paid}")


def test_a_finished_exchange_asks_what_it_changed_half_a_year_later(awa: Officer, desk: Desk) -> None:
    exchange = awa.new("exchange", "title=Stage à Kara", "starts=2026-01-05", "ends=2026-01-31")
    awa.change("exchange", exchange, "state=done")
    (asked,) = desk.linked("follow-up", "comes_from", exchange)
    assert asked.values["due_on"] == "2026-07-31"
    assert "Stage à Kara" in str(asked.values["what"])
    awa.change("exchange", exchange, "state=confirmed")
    awa.change("exchange", exchange, "state=done")
    assert len(desk.linked("follow-up", "comes_from", exchange)) == 1


def test_undoing_a_finished_exchange_takes_the_question_back(awa: Officer, desk: Desk) -> None:
    exchange = awa.new("exchange", "title=Stage", "starts=2026-01-05")
    awa.change("exchange", exchange, "state=done")
    awa.undo()
    assert desk.linked("follow-up", "comes_from", exchange) == []
    assert "state" not in awa.values("exchange", exchange)


def test_a_yearly_task_comes_again_when_it_is_done(awa: Officer, desk: Desk) -> None:
    note = awa.new("note", "title=Visite")
    task = awa.new("follow-up", "what=Rapport", "due_on=2024-02-29", "repeats=yearly", f"comes_from={note}")
    awa.change("follow-up", task, "state=done")
    done, again = desk.linked("follow-up", "comes_from", note)
    assert (done.values["state"], again.values["state"]) == ("done", "open")
    assert again.values["due_on"] == "2025-02-28"
    assert again.values["repeats"] == "yearly"

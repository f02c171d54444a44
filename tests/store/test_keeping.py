# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The store: what a save does, several connections, other machines, restored databases, the bin."""

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from coopdesk.errors import BugError, WorldError
from coopdesk.history.leaf import REMOVED
from coopdesk.records.identity import new_id
from coopdesk.records.values import Touches
from coopdesk.store import checking, connection, import_runs, reading, searching, vault
from coopdesk.store.keeping import MARK, Store
from coopdesk.store.writing import Change
from tests.store.desks import NOTE, PLACE, cheap_keys, error_code, of, place, populated, populations

WORKER = """
import sys
from itertools import pairwise
from pathlib import Path
from coopdesk.records.identity import new_id
from coopdesk.store.keeping import Store
from tests.store.desks import place
with Store.open(Path(sys.argv[1])) as store:
    for number in range(100):
        store.save([place(f"Ville {sys.argv[2]} {number}", number)], sys.argv[2])
"""


def feeds(store: Store) -> list[tuple[int, int]]:
    """The place of each feed's incarnation among them all, and whether it is this computer's."""
    found = store.connection.execute("SELECT incarnation, own FROM feed ORDER BY f").fetchall()
    order = sorted(number for number, _ in found)
    return [(order.index(number) + 1, own) for number, own in found]


def test_a_desk_is_made_once(tmp_path: Path) -> None:
    Store.create(tmp_path / "desk", None, "PC 1").close()
    assert error_code(lambda: Store.create(tmp_path / "desk", None, "PC 2")) == "desk_exists"
    assert error_code(lambda: Store.open(tmp_path / "nowhere")) == "no_desk"


def test_a_save_changes_only_what_differs(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        made = store.save([place("Tchamba", 5)], "Awa")[0]
        assert store.save([populated(made.id, 5)], "Awa") == []
        saved = store.save([populated(made.id, 6)], "Boris")[0]
        assert (saved.id, saved.fields) == (made.id, ("population",))
        record = of(store, made.id)
        assert (record.one("population"), record.version) == (6, saved.version)
        assert record.created is not None
        assert record.changed is not None
        assert (record.created.officer, record.changed.officer) == ("Awa", "Boris")


def test_two_forms_that_showed_the_same_version_lose_nothing(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        made = store.save([place("Tchamba", 5)], "Awa")[0]
        for officer, number in (("Awa", 6), ("Boris", 7)):
            store.save([populated(made.id, number, seen=made.version)], officer)
        record = of(store, made.id)
        assert set(record.conflicts) == {"population"}
        assert [
            entry.touches["population"] for entry in reading.history(store.connection, PLACE, made.id)
        ] == [5, 6, 7]
        store.save([populated(made.id, 8)], "Awa")
        assert of(store, made.id).conflicts == {}
        assert checking.check(store) == []


def test_an_unknown_version_is_refused_and_nothing_saved(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        made = store.save([place("Tchamba", 5)], "Awa")[0]
        other = place("Sokodé")
        assert (
            error_code(lambda: store.save([other, populated(made.id, 6, seen=new_id())], "Awa"))
            == "unknown_version"
        )
        assert populations(store) == {made.id: 5}
        assert checking.check(store) == []


def test_a_work_of_several_saves_is_all_or_nothing(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        saves = [[place("Kara", 1)], [place("Kpalimé", 2)], [populated(new_id(), 3)]]
        assert error_code(lambda: store.save_many(saves, "Awa", act="import 1")) == "not_found"
        assert populations(store) == {}
        store.save_many(saves[:2], "Awa", act="import 2")
        assert sorted(populations(store).values()) == [1, 2]
        assert checking.check(store) == []


def test_a_removed_record_is_not_found_until_it_is_back(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        made = store.save([place("Ouagadougou", country="BF")], "Awa")[0]
        for removed, found in ((1, []), (0, [made.id])):
            store.save([Change(PLACE, made.id, {REMOVED: removed})], "Awa")
            assert [hit.record.id for hit in searching.find(store.connection, "уага")] == found
            assert of(store, made.id).removed == bool(removed)
            assert checking.check(store) == []


def test_a_large_save_spans_several_segments(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        store.save([place(f"Ville {number}", number) for number in range(4_000)], "Awa")
        segments = store.connection.execute(
            'SELECT first, last, start, "end" FROM segment ORDER BY s'
        ).fetchall()
        assert len(segments) >= 2
        for before, after in pairwise(segments):
            assert (before[1] + 1, before[3]) == (after[0], after[2])
        store.index_all()
        assert checking.check(store) == []


def test_two_processes_save_in_turn(tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    Store.create(profile, None, "PC").close()
    command = [sys.executable, "-c", WORKER, str(profile)]
    workers = [subprocess.Popen([*command, name], env=_environment()) for name in ("Awa", "Boris")]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    with Store.open(profile) as store:
        names = {row[0] for row in store.connection.execute("SELECT name FROM place").fetchall()}
        assert names == {
            f'{{"fr":"Ville {who} {number}"}}' for who in ("Awa", "Boris") for number in range(100)
        }
        lamports = [
            row[0] for row in store.connection.execute("SELECT lamport FROM log ORDER BY l").fetchall()
        ]
        assert lamports == list(range(1, 201))
        assert checking.check(store) == []


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}


def test_another_process_that_keeps_saving_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    Store.create(tmp_path / "desk", None, "PC").close()
    with Store.open(tmp_path / "desk") as window, Store.open(tmp_path / "desk") as command:
        window.connection.execute("BEGIN IMMEDIATE")
        assert error_code(lambda: command.save([place("Kara")], "Awa")) == "busy"
        window.connection.execute("ROLLBACK")
        command.save([place("Kara")], "Awa")
        window.save([place("Notsé")], "Boris")
        assert len(populations(window)) == 2
        assert checking.check(window) == []


def test_another_machine_begins_a_new_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)
    monkeypatch.setattr(vault, "MACHINE_FILES", (str(tmp_path / "machine-id"),))
    (tmp_path / "machine-id").write_text("one")
    with Store.create(tmp_path / "desk", "quatre mots secrets", "PC") as store:
        made = store.save([place("Tchamba", 5)], "Awa")[0]
        store.save([populated(made.id, 6)], "Awa")
    (tmp_path / "machine-id").write_text("another")
    with Store.open(tmp_path / "desk", "quatre mots secrets") as store:
        assert feeds(store) == [(1, 1), (2, 1)]
        store.save([populated(made.id, 7)], "Awa")
        assert [
            entry.touches["population"] for entry in reading.history(store.connection, PLACE, made.id)
        ] == [5, 6, 7]
        assert checking.check(store) == []
    with Store.open(tmp_path / "desk", "quatre mots secrets") as store:
        assert len(feeds(store)) == 2, "the machine is known now"
    (tmp_path / "machine-id").unlink()
    with Store.open(tmp_path / "desk", "quatre mots secrets") as store:
        assert len(feeds(store)) == 2, "a machine without a name is no other machine"


def test_an_older_database_put_back_begins_a_new_feed(tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    with Store.create(profile, None, "PC") as store:
        made = store.save([place("Tchamba", 5)], "Awa")[0]
    shutil.copy(profile / "desk.db", tmp_path / "monday.db")
    with Store.open(profile) as store:
        store.save([populated(made.id, 6)], "Awa")
        assert len(feeds(store)) == 1
    shutil.copy(tmp_path / "monday.db", profile / "desk.db")
    with Store.open(profile) as store:
        assert feeds(store) == [(1, 1), (2, 1)]
        assert of(store, made.id).one("population") == 5
        store.save([populated(made.id, 7), place("Kara")], "Awa")
        assert checking.check(store) == []
    with Store.open(profile) as store:
        assert len(feeds(store)) == 2
        assert of(store, made.id).one("population") == 7
        store.seal()
        assert checking.check(store) == []


def test_an_empty_database_put_back_is_noticed_too(tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    Store.create(profile, None, "PC").close()
    shutil.copy(profile / "desk.db", tmp_path / "empty.db")
    with Store.open(profile) as store:
        store.save([place("Tchamba", 5)], "Awa")
    shutil.copy(tmp_path / "empty.db", profile / "desk.db")
    for _ in range(2):
        with Store.open(profile) as store:
            assert len(feeds(store)) == 2


def test_the_mark_may_be_missing_or_damaged(tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    with Store.create(profile, None, "PC") as store:
        store.save([place("Tchamba", 5)], "Awa")
    for content in ("", "{}", "[1]", '{"row": "x", "tail": 5}'):
        (profile / MARK).write_text(content)
        with Store.open(profile) as store:
            assert len(feeds(store)) == 1


def test_texts_changed_in_different_places_are_joined(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        record_id = new_id()
        text = "La halle est finie.\n\nLe puits est sec.\n\nLa route est faite.\n"
        made = store.save([Change(NOTE, record_id, {"title": "Visite", "text": text}, new=True)], "Awa")[0]
        for new in (text.replace("finie", "ouverte"), text.replace("faite", "barrée")):
            store.save([Change(NOTE, record_id, {"text": new}, seen=made.version)], "Awa")
        record = reading.record(store.connection, NOTE, record_id)
        assert record is not None
        assert record.joined == ("text",)
        assert record.one("text") == text.replace("finie", "ouverte").replace("faite", "barrée")
        assert checking.check(store) == []


def test_what_keeps_account_of_a_work_is_saved_with_it_or_not_at_all(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:

        def account() -> None:
            assert len(populations(store)) == 2
            store.connection.execute("INSERT INTO import_run VALUES ('import', 1, 'a.csv', '{}', 0)")

        def failing() -> None:
            account()
            raise WorldError("stopped", "Stopped.")

        saves = [[place("Kara", 1)], [place("Kpalimé", 2)]]
        assert error_code(lambda: store.save_many(saves, "Awa", act="import", also=failing)) == "stopped"
        assert (populations(store), import_runs.runs(store)) == ({}, [])
        store.save_many(saves, "Awa", act="import", also=account)
        assert [run.file for run in import_runs.runs(store)] == ["a.csv"]
        assert checking.check(store) == []


def test_a_save_holds_one_version_of_a_record(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        made = store.save([place("Tchamba", 5)], "Awa")[0]
        with pytest.raises(BugError):
            store.save([populated(made.id, 6), populated(made.id, 7)], "Awa")
        assert populations(store) == {made.id: 5}
        assert len(reading.history(store.connection, PLACE, made.id)) == 1


def test_two_versions_of_start_and_end_never_show_a_mixture(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        touches: Touches = {"title": "Visite", "starts": "2026-11-24", "ends": "2026-11-26"}
        made = store.save([Change(NOTE, new_id(), touches, new=True)], "Awa")[0]
        moved = store.save([Change(NOTE, made.id, {"starts": "2026-11-25"}, seen=made.version)], "Awa")[0]
        assert moved.fields == ("starts",)
        assert set(reading.history(store.connection, NOTE, made.id)[1].touches) == {"starts", "ends"}
        later: Touches = {"starts": "2026-11-20", "ends": "2026-11-22"}
        store.save([Change(NOTE, made.id, later, seen=made.version)], "Boris")
        record = reading.record(store.connection, NOTE, made.id)
        assert record is not None
        assert set(record.conflicts) == {"starts", "ends"}
        shown = (record.one("starts"), record.one("ends"))
        assert shown in {("2026-11-25", "2026-11-26"), ("2026-11-20", "2026-11-22")}
        assert checking.check(store) == []


def test_a_save_that_is_searched_needs_no_look_for_saves_of_others(tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    with Store.create(profile, None, "PC") as store, Store.open(profile) as other:
        kara = new_id()
        store.save([place("Kara", 5, kara)], "Awa")
        assert not store.journal.refresh(), "with the commit only the index of words wrote its part"
        other.save([populated(kara, 6)], "Kofi")
        assert store.journal.refresh(), "another program saved"
        with store.alone():
            store.save([populated(kara, 7)], "Awa")
            store.connection.execute("UPDATE meta SET value = value")
        assert store.journal.refresh(), "more was written than the journal knows"
        store.save([populated(kara, 8)], "Awa")
        assert checking.check(store) == []


def test_the_longest_name_leaves_room_for_many_saves(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        kara = new_id()
        store.save([place("Kara", 5, kara)], "Awa " * 5_000)
        assert [entry.stamp.officer for entry in reading.history(store.connection, PLACE, kara)] == [
            "Awa " * 50
        ]
        assert checking.check(store) == []

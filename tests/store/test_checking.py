# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The check finds what is wrong, `rebuild` makes rows and search anew exactly."""

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopdesk.errors import WorldError
from coopdesk.history.leaf import REMOVED
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store import checking, files, reading, searching
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from tests.store.desks import DOCUMENT, NOTE, PLACE, cache_of, place, populated

ORGANISATION = BY_KEY["organisation"]
TOWNS = ("Ouagadougou", "Lomé", "Tchamba", "Город", "काठमाडौं", "Sainte-Mère", "Œuvre")


def found(store: Store) -> set[str]:
    return {finding.what.source for finding in checking.check(store)}


def lived_in(store: Store, rng: random.Random, acts: int) -> None:
    """A desk with everything that can happen to records: links, sets, joined texts, open decisions, the
    bin, large saves whose index follows."""
    places: list[str] = []
    notes: list[str] = []
    for _ in range(acts):
        act = rng.choice(
            ["place", "place", "note", "edit", "edit", "old", "bin", "text", "link", "bulk", "file"]
        )
        if act == "bulk" and rng.random() < 0.3:
            store.save([place(f"Ville {rng.randrange(999)}", 7) for _ in range(120)], "Awa")
        elif act == "place" or not places:
            places.append(store.save([place(rng.choice(TOWNS), rng.randrange(99))], "Awa")[0].id)
        elif act == "note" or not notes:
            touches: Touches = {
                "title": f"Visite {rng.choice(TOWNS)}",
                "text": "La halle.\n\nLe puits.\n\nLa route.\n",
            }
            notes.append(store.save([Change(NOTE, new_id(), touches, new=True)], "Awa")[0].id)
        elif act == "edit":
            names = {"fr": rng.choice(TOWNS), "ru": rng.choice([None, "Ломе"])}
            store.save(
                [
                    Change(
                        PLACE,
                        rng.choice(places),
                        {"name": dict(names), "labels": {"ami": rng.random() < 0.5}},
                    )
                ],
                "Awa",
            )
        elif act == "old":
            chosen = rng.choice(places)
            versions = [entry.version for entry in reading.history(store.connection, PLACE, chosen)]
            store.save([populated(chosen, rng.randrange(10**6), seen=rng.choice(versions))], "Boris")
        elif act == "bin":
            kind, ids = rng.choice([(PLACE, places), (NOTE, notes)])
            store.save([Change(kind, rng.choice(ids), {REMOVED: rng.randrange(2)})], "Awa")
        elif act == "text":
            chosen = rng.choice(notes)
            first = reading.history(store.connection, NOTE, chosen)[0].version
            parts = ["La halle.", "Le puits.", "La route."]
            parts[rng.randrange(3)] += f" {rng.randrange(99)}"
            store.save([Change(NOTE, chosen, {"text": "\n\n".join(parts) + "\n"}, seen=first)], "Boris")
        elif act == "file":
            attached = files.put(store.profile, store.keys, rng.randbytes(50), "plan.txt")
            store.save(
                [Change(DOCUMENT, new_id(), {"title": "Plan", "file": attached.scalar()}, new=True)], "Awa"
            )
        else:
            hall: Touches = {"name": {"fr": "Mairie"}, "place": rng.choice(places)}
            store.save([Change(ORGANISATION, new_id(), hall, new=True)], "Awa")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(5, 60))
def test_rebuilding_makes_rows_and_search_exactly_as_they_were(seed: int, acts: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "desk", None, "PC") as store:
        lived_in(store, random.Random(seed), acts)
        assert checking.check(store) == []
        store.index_all()
        before = cache_of(store)
        checking.rebuild(store)
        assert cache_of(store) == before
        assert checking.check(store) == []


def test_a_rebuild_repairs_rows_links_decisions_and_search(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        lived_in(store, random.Random(5), 80)
        store.index_all()
        before = cache_of(store)
        for damage in (
            "UPDATE place SET population = 12345 WHERE n % 2",
            "DELETE FROM note WHERE n % 3 = 0",
            "DELETE FROM link",
            "INSERT INTO link VALUES ('nowhere', 'place.x', 1)",
            "DELETE FROM open_decision",
            "DELETE FROM search WHERE rowid % 2",
            "INSERT OR REPLACE INTO search(rowid, title, body) VALUES (1, 'wrong', 'words')",
            "INSERT INTO search(rowid, title, body) VALUES (99999, 'stray', '')",
            "INSERT INTO place (n, id, head) VALUES (99999, 'stray', x'00')",
        ):
            store.connection.execute(damage)
            assert found(store), damage
            checking.rebuild(store)
            assert checking.check(store) == []
            assert cache_of(store) == before


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("UPDATE log SET body = x'a0' WHERE l = 3", "The history does not follow from itself"),
        ("UPDATE log SET body = x'ff' WHERE l = 3", "The history does not follow from itself"),
        ("UPDATE log SET head = NULL WHERE l = 3", "The history does not follow from itself"),
        ("UPDATE log SET parents = x'00' WHERE l = 3", "The history does not follow from itself"),
        ("UPDATE log SET hash = zeroblob(32) WHERE l = 3", "The history does not follow from itself"),
        ("UPDATE log SET rec = 1 WHERE l = 3", "The history does not follow from itself"),
        ("DELETE FROM log WHERE l = 3", "The history does not follow from itself"),
        ("DELETE FROM record WHERE n = 3", "The history does not follow from itself"),
        ("UPDATE segment SET seed = zeroblob(16)", "The history does not follow from itself"),
        (
            "UPDATE segment SET signature = zeroblob(64)",
            "A sealed part of the history is not signed by its computer",
        ),
        (
            "UPDATE segment SET leaves = leaves + 1",
            "A sealed part of the history is not signed by its computer",
        ),
        (
            'UPDATE segment SET "end" = zeroblob(32)',
            "A sealed part of the history is not signed by its computer",
        ),
        (
            "UPDATE feed SET device = zeroblob(32)",
            "A sealed part of the history is not signed by its computer",
        ),
        ("UPDATE place SET population = 99 WHERE n = 3", "A record does not show what its history says"),
        ("UPDATE place SET removed = 1 WHERE n = 3", "A record does not show what its history says"),
        ("DELETE FROM place WHERE n = 3", "A record does not show what its history says"),
        ("DELETE FROM search WHERE rowid = 3", "The search does not know a record as it is"),
    ],
)
def test_tampering_is_found(tmp_path: Path, damage: str, finding: str) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        for number in range(5):
            store.save([place(f"Ville {number}", number)], "Awa")
        store.seal()
        store.save([place("Kara")], "Awa")
        assert checking.check(store) == []
        store.connection.execute(damage)
        assert finding in found(store)


def test_what_can_not_be_read_does_not_stop_a_rebuild(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        for number in range(5):
            store.save([place(f"Ville {number}", number)], "Awa")
        store.connection.execute("UPDATE log SET body = x'ff' WHERE l = 3")
        checking.rebuild(store)
        assert "The history of a record cannot be read" in found(store)
        assert len(searching.find(store.connection, "ville")) == 4


def test_check_looks_at_one_state_while_others_save(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store, Store.open(tmp_path / "desk") as other:
        other.save([place("Kara")], "Boris")
        store.connection.execute("BEGIN")
        store.connection.execute("SELECT count(*) FROM place").fetchone()
        other.save([place("Notsé")], "Boris")
        store.connection.execute("ROLLBACK")
        assert checking.check(store) == []
        other.save([place("Sokodé")], "Boris")


def test_a_window_saves_on_after_another_process_sealed_the_segment(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store, Store.open(tmp_path / "desk") as other:
        store.save([place("Kara")], "Awa")
        other.seal()
        store.save([place("Notsé")], "Awa")
        store.seal()
        assert checking.check(store) == []


def test_bit_flips_in_the_database_are_always_noticed(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        lived_in(store, random.Random(1), 60)
    database = tmp_path / "desk" / "desk.db"
    whole, rng = database.read_bytes(), random.Random(2)
    unnoticed: list[int] = []
    codes: set[str] = set()
    assert not (tmp_path / "desk" / "desk.db-wal").exists()
    for _ in range(150):
        at = rng.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[at] ^= 1 << rng.randrange(8)
        database.write_bytes(bytes(damaged))
        try:
            with Store.open(tmp_path / "desk") as store:
                if not checking.check(store):
                    unnoticed.append(at)
        except WorldError as error:
            codes.add(error.code)
    assert unnoticed == []
    assert codes <= {"wrong_key", "damaged"}
    shutil.rmtree(tmp_path / "desk")


def test_a_record_that_holds_nothing_is_sound(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        emptied = store.save([Change(PLACE, new_id(), {"time_zone": "Africa/Lome"}, new=True)], "Awa")[0].id
        store.save([Change(PLACE, emptied, {"time_zone": None})], "Awa")
        assert found(store) == set()
        checking.rebuild(store)
        assert found(store) == set()
        store.save([Change(PLACE, emptied, {"time_zone": "Africa/Accra"})], "Awa")
        assert found(store) == set()


def test_a_record_without_any_value_is_known_to_the_search(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        store.save([Change(PLACE, new_id(), {}, new=True)], "Awa")
        assert checking.check(store) == []

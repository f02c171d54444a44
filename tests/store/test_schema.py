# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables: made once, grown by a declared field, left alone when newer."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from coopdesk.history.leaf import REMOVED
from coopdesk.language import N_
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Line
from coopdesk.store import arrivals, bundle_tables, checking, growing, receipts, schema
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from tests.store.desks import PLACE, cache_of, error_code, place


def test_a_desk_of_a_newer_coopdesk_is_left_as_it_is(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        store.save([place("Tchamba")], "Awa")
        store.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = sha256((tmp_path / "desk" / "desk.db").read_bytes()).digest()
    assert error_code(lambda: Store.open(tmp_path / "desk")) == "newer_desk"
    assert sha256((tmp_path / "desk" / "desk.db").read_bytes()).digest() == before
    assert (
        not (tmp_path / "desk" / "desk.db-wal").exists()
        or not (tmp_path / "desk" / "desk.db-wal").stat().st_size
    )


def test_an_up_to_date_desk_has_nothing_to_do(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        before = store.connection.total_changes
        assert not schema.prepare(store.connection)
        assert store.connection.total_changes == before


def test_a_declared_field_gets_its_column(tmp_path: Path) -> None:
    grown = replace(PLACE, own_fields=(*PLACE.own_fields, Field("motto", Line(), N_("Name"))))
    with Store.create(tmp_path / "desk", None, "PC") as store:
        store.save([place("Tchamba")], "Awa")
        assert schema.prepare(store.connection, (grown,))
        columns = [row[1] for row in store.connection.execute("PRAGMA table_info(place)").fetchall()]
        assert "motto" in columns
        assert schema.prepare(store.connection, (grown,)), "until the rows are filled"
        schema.note_declared(store.connection, (grown,))
        assert not schema.prepare(store.connection, (grown,))
        assert store.connection.execute("SELECT count(*) FROM place WHERE motto IS NULL").fetchone() == (1,)


def forget_fields(store: Store, *keys: str) -> None:
    """Make a desk look as an earlier version of coopdesk left it, which did not know these fields."""
    declared = json.loads(str(store.setting("declared")))
    for key in keys:
        del declared["columns"]["place"][key]
        store.connection.execute(f'UPDATE place SET "{key}" = NULL')
    store.put_setting("declared", json.dumps(declared))
    store.put_setting("declarations", "earlier")


def test_after_an_upgrade_only_what_speaks_of_new_fields_is_read_anew(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        made = [saved.id for saved in store.save([place(f"Ville {n}", n) for n in range(6)], "Awa")]
        store.save([Change(PLACE, made[0], {"web_page": "https://kara.example.org"})], "Awa")
        store.save([Change(PLACE, made[1], {"time_zone": "Africa/Lome"})], "Awa")
        store.save([Change(PLACE, made[2], {"time_zone": "Africa/Lome"}), removal(made[3])], "Awa")
        before = cache_of(store)
        forget_fields(store, "web_page", "time_zone")
        assert cache_of(store) != before
        growth = schema.prepare(store.connection)
        assert growth == schema.Growth(fields={"place": ("time_zone", "web_page")})
        changed = store.connection.total_changes
        store.grown = growth
        growing.catch_up(store)
        assert store.connection.total_changes - changed < 3 * 20
        assert schema.prepare(store.connection) is None
        assert cache_of(store) == before
        forget_fields(store, "population")
    with Store.open(tmp_path / "desk") as store:
        growing.catch_up(store)
        assert (cache_of(store), checking.check(store)) == (before, [])


def test_other_rules_for_words_renew_the_search_alone(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        made = [saved.id for saved in store.save([place(name, 1) for name in ("Kara", "Lomé")], "Awa")]
        store.save([removal(made[0])], "Awa")
        before = cache_of(store)
        declared = json.loads(str(store.setting("declared")))
        store.put_setting("declared", json.dumps({**declared, "words": "earlier"}))
        store.put_setting("declarations", "earlier")
        store.connection.execute("DELETE FROM search")
    with Store.open(tmp_path / "desk") as store:
        growing.catch_up(store)
        assert cache_of(store) == before
        assert checking.check(store) == []


def test_what_is_not_known_of_an_earlier_version_is_all_read_anew(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        store.save([place("Kara", 5)], "Awa")
        before = cache_of(store)
        store.connection.execute("DELETE FROM meta WHERE key = 'declared'")
        store.connection.execute("UPDATE place SET population = 7")
        store.put_setting("declarations", "earlier")
        assert schema.prepare(store.connection) == schema.Growth(everything=True)
    with Store.open(tmp_path / "desk") as store:
        growing.catch_up(store)
        assert cache_of(store) == before


def removal(record_id: str) -> Change:
    return Change(PLACE, record_id, {REMOVED: 1})


def test_the_database_is_kept_as_designed(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        found = {
            name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
        assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    assert not (tmp_path / "desk" / "desk.db").read_bytes().startswith(b"SQLite format")


def test_what_was_received_before_doubles_were_told_apart_is_still_known(tmp_path: Path) -> None:
    profile, bundle = tmp_path / "desk", bytes(range(16))
    with Store.create(profile, None, "PC") as store:
        connection = store.connection
        for statement in (
            "DROP TABLE bundle_read",
            "DROP TABLE shared_bundle",
            "DROP TABLE receipt",
            *(statement for statement in bundle_tables.TABLES if "EXISTS receipt " in statement),
            "DELETE FROM _sqlite_migrations WHERE name IN ('003_doubles', '004_shared_folder')",
            "PRAGMA user_version = 2",
        ):
            connection.execute(statement)
        connection.execute("INSERT INTO receipt VALUES (?,?,?,?,?,x'',0)", (b"device", 1, 7, 1000, b"raw"))
        arrivals.note_arrival(connection, bundle.hex(), 1000, b"device", "b.coopx", {}, {})
    with Store.open(profile) as store:
        growing.catch_up(store)
        assert receipts.kept(store.connection) == [receipts.KeptReceipt(b"device", 1, 1000, b"raw")]
        assert arrivals.bundles_read(store.connection) == {bundle}
        assert not receipts.keep(store.connection, b"device", (1, 6), 2000, b"older")
        assert receipts.keep(store.connection, b"device", (2, 1), 2000, b"of its double")
        assert len(receipts.kept(store.connection)) == 2

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables: made once, grown by a declared field, left alone when newer."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from coopdesk.language import N_
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Line
from coopdesk.store import schema
from coopdesk.store.keeping import Store
from tests.store.desks import PLACE, error_code, place


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


def test_the_database_is_kept_as_designed(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        found = {
            name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
        assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    assert not (tmp_path / "desk" / "desk.db").read_bytes().startswith(b"SQLite format")

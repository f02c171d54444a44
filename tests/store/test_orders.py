# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists in their own order come out of an index, and stay the lists they were without it."""

from pathlib import Path

import pytest

from coopdesk.history.leaf import REMOVED
from coopdesk.language import LANGUAGES, Language, using
from coopdesk.records.declaration import RecordType
from coopdesk.records.identity import new_id
from coopdesk.records.types import STORED, TYPES
from coopdesk.store import checking, orders, paging, reading
from coopdesk.store.keeping import Store
from coopdesk.store.reading import Condition, Page
from coopdesk.store.writing import Change
from tests.store.desks import NOTE, PLACE, place, populated


def plan(store: Store, kind: RecordType, wanted: Page) -> str:
    """How SQLite goes about the row numbers of a list."""
    which, values = reading.where(store.connection, kind, wanted)
    by = orders.order(kind, wanted.order)
    query = f'EXPLAIN QUERY PLAN SELECT n FROM "{kind.table}" WHERE {which} ORDER BY {by} LIMIT 50'
    return "; ".join(row[3] for row in store.connection.execute(query, values).fetchall())


def indexes(store: Store) -> dict[str, str]:
    query = "SELECT name, sql FROM sqlite_master WHERE name LIKE '%_in_order'"
    return dict(store.connection.execute(query).fetchall())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_in_its_own_order_is_sorted(tmp_path: Path, language: Language) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store, using(language):
        store.order_lists_for(language)
        for kind in TYPES:
            for removed in (False, True):
                found = plan(store, kind, Page(removed=removed))
                assert "COVERING INDEX" in found, kind.key
                assert "TEMP B-TREE" not in found, kind.key


def test_what_belongs_to_a_record_is_looked_up_by_it(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        for kind in TYPES:
            if kind.whole:
                wanted = Page((Condition(kind.field(kind.whole), "0" * 26),))
                assert f"SEARCH {kind.table} USING INTEGER PRIMARY KEY" in plan(store, kind, wanted)
                assert "SEARCH link USING PRIMARY KEY" in plan(store, kind, wanted)


def test_the_index_changes_no_list(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        names = ("Évere", "andenne", "Łódź", "Lomé", "Lomé", "kara", "Kara", "Ломе", "1", "")
        made = store.save([place(name or "x", number) for number, name in enumerate(names)], "Awa")
        store.save([Change(PLACE, made[0].id, {"name": {"fr": None, "en": "Ievere", "ru": "Эвер"}})], "Awa")
        store.save([Change(PLACE, made[-1].id, {"name": {"fr": None}})], "Awa")
        store.save([Change(PLACE, made[4].id, {REMOVED: 1})], "Awa")
        for language in LANGUAGES:
            with using(language):
                store.order_lists_for(language)
                by_index = list(paging.numbers(store.connection, PLACE, Page()))
                orders.drop(store.connection, STORED)
                assert by_index == list(paging.numbers(store.connection, PLACE, Page()))
                assert len(by_index) == reading.count(store.connection, PLACE) == len(names) - 1
                shown = [record.id for record in reading.page(store.connection, PLACE)]
                limited = reading.page(store.connection, PLACE, Page(limit=99))
                assert shown == [record.id for record in limited]
                orders.keep(store.connection, STORED)
        assert checking.check(store) == []


def test_a_desk_without_its_indexes_gets_them_when_it_opens_and_keeps_its_rows(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        store.order_lists_for("fr")
        made = store.save([place("Kara", 5)], "Awa")[0]
        store.save([populated(made.id, 6)], "Awa")
        whole = indexes(store)
        assert """coalesce(json_extract("name", '$.fr')""" in whole["place_in_order"]
        orders.drop(store.connection, STORED)
        store.connection.execute("CREATE INDEX place_in_order ON place (removed)")
    with Store.open(tmp_path / "desk") as store:
        assert indexes(store) == whole
        changed = store.connection.total_changes
        store.order_lists_for("fr")
        assert store.connection.total_changes == changed
        checking.rebuild(store)
        assert indexes(store) == whole
        assert checking.check(store) == []


def test_a_list_is_narrowed_by_its_links_as_they_stand(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        one, other = (saved.id for saved in store.save([place("Kara"), place("Notsé")], "Awa"))
        notes = [
            Change(NOTE, new_id(), {"title": str(number), "place": (one, other)[number % 2]}, new=True)
            for number in range(4)
        ]
        store.save(notes, "Awa")
        for wanted, titles in ((one, ["0", "2"]), (other, ["1", "3"])):
            narrowed = Page((Condition(NOTE.field("place"), wanted),))
            found = reading.page(store.connection, NOTE, narrowed)
            assert [record.one("title") for record in found] == titles
        moved = Change(NOTE, notes[0].id, {"place": other})
        store.save([moved, Change(NOTE, notes[3].id, {REMOVED: 1})], "Awa")
        assert reading.count(store.connection, NOTE, narrowed) == 2
        assert reading.count(store.connection, NOTE, Page(narrowed.conditions, removed=True)) == 1

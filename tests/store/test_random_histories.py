# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Random histories of two officers on two computers, against a real store.

Whatever they do, in whatever order and however outdated the form: the desk stays sound, rows
and search are what the log gives, and nothing that was saved is silently gone.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, note, settings
from hypothesis import strategies as st

from coopdesk.desk import deciding, joining, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.desk.state import state
from coopdesk.errors import WorldError
from coopdesk.history.ancestry import Ancestry
from coopdesk.history.leaf import REMOVED
from coopdesk.records.types import BY_KEY, STORED_BY_KEY
from coopdesk.records.values import Touches, Value
from coopdesk.store import checking, journal, rows
from coopdesk.store.connection import transaction
from coopdesk.store.incarnations import add_incarnation
from coopdesk.store.indexing import pending
from coopdesk.store.keeping import Store
from coopdesk.store.writing import Change
from tests.store.desks import cache_of

TOUCHES: dict[str, tuple[Touches, ...]] = {
    "place": (
        {"name": {"fr": "Lomé"}},
        {"name": {"fr": "Lome", "ru": "Ломе"}},
        {"name": {"ru": None}, "population": 5},
        {"population": 6, "population_year": 2010},
        {"population": None, "languages": {"fr": True}},
        {"languages": {"fr": False, "ee": True}, "country": "TG"},
    ),
    "note": (
        {"title": "Visite", "text": "un\n\ndeux\n\ntrois"},
        {"text": "UN\n\ndeux\n\ntrois"},
        {"text": "un\n\ndeux\n\nTROIS"},
        {"title": "Réunion", "starts": "2026-11-24"},
        {"starts": "2026-11-25", "ends": "2026-11-26", "venue": "Port"},
        {"venue": None, "confidential": 1},
    ),
    "attendance": ({"name": "Kofi"}, {"name": "Afi", "role": "chair"}, {"role": None}),
    "follow-up": (
        {"what": "Écrire", "due_on": "2026-12-01"},
        {"state": "done", "repeats": "yearly"},
        {"state": None, "due_on": "2027-01-15"},
    ),
}
REQUIRED: dict[str, Touches] = {
    "place": {"name": {"fr": "Kara"}},
    "note": {"title": "Note"},
    "attendance": {},
    "follow-up": {"what": "Relire"},
}
NUMBER = st.integers(0, 11)
ACTS = (
    *("new", "edit", "edit", "edit", "edit", "remove", "restore", "undo", "redo", "join", "separate"),
    *("clash", "clash", "clash", "keep", "third", "several", "seal", "reopen"),
)
HISTORIES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.booleans(), NUMBER, NUMBER, NUMBER), min_size=5, max_size=30
)
Act = tuple[str, bool, int, int, int]


class Office:
    """Two computers at work on one desk; what is impossible is refused and changes nothing."""

    def __init__(self, profile: Path) -> None:
        self.awa = Desk.open(profile)
        with transaction(self.awa.store.connection):
            add_incarnation(self.awa.store.connection, self.awa.store.keys, name="second PC")
        self.kofi = Desk.open(profile)
        # From now on the second feed is another computer's, for undo and redo too.
        self.awa.store.connection.execute("UPDATE feed SET own = 0 WHERE incarnation > 1")
        self.records: list[tuple[str, str]] = []
        self.versions: dict[str, list[str]] = {}
        for number in (0, 0, 1, 1, 2, 3, 0):
            self.do(("new", False, number, 0, 0))

    def close(self) -> None:
        self.kofi.close()
        self.awa.close()

    def do(self, act: Act) -> None:
        name, second, first, other, third = act
        desk = self.kofi if second else self.awa
        try:
            getattr(self, f"_{name}")(desk, first, other, third)
        except WorldError as refused:
            note(f"{act}: {refused}")
        for key, record_id in self.records:
            found = self.awa.record(key, record_id)
            if found and found.version not in self.versions.setdefault(record_id, []):
                self.versions[record_id].append(found.version)

    def _record(self, number: int) -> tuple[str, str]:
        if not self.records:
            raise WorldError("none", "nothing there yet")
        return self.records[number % len(self.records)]

    def _new(self, desk: Desk, first: int, other: int, _: int) -> None:
        key = list(TOUCHES)[first % len(TOUCHES)]
        touches = {**REQUIRED[key], **{k: v for k, v in TOUCHES[key][0].items() if other % 2}}
        if key == "attendance":
            touches = {
                **touches,
                "note": next(id_ for kind, id_ in [*self.records, ("note", "")] if kind == "note"),
            }
        if key == "follow-up" and self.records:
            touches = {**touches, "comes_from": self._record(other)[1]}
        saved = saving.save(desk, BY_KEY[key], None, touches)
        assert saved is not None
        self.records.append((key, saved.id))

    def _edit(self, desk: Desk, first: int, other: int, third: int) -> None:
        key, record_id = self._record(first)
        seen = self.versions[record_id][-1 - third % len(self.versions[record_id])]
        saving.save(desk, BY_KEY[key], record_id, TOUCHES[key][other % len(TOUCHES[key])], seen=seen)

    def _clash(self, desk: Desk, first: int, other: int, third: int) -> None:
        key, record_id = self._record(first)
        seen = self.versions[record_id][-1]
        for person, number in ((self.awa, other), (self.kofi, third)):
            touches = TOUCHES[key][number % len(TOUCHES[key])]
            person.store.save([Change(BY_KEY[key], record_id, touches, seen=seen)], "Kofi")

    def _several(self, desk: Desk, first: int, other: int, third: int) -> None:
        kinds = [self._record(number) for number in (first, other, third)]
        changes = [
            saving.prepared(desk, BY_KEY[key], record_id, TOUCHES[key][at % len(TOUCHES[key])])
            for at, (key, record_id) in enumerate(kinds)
        ]
        saving.save_all(desk, changes)

    def _remove(self, desk: Desk, first: int, other: int, third: int) -> None:
        key, record_id = self._record(first)
        if third % 3:
            saving.remove(desk, BY_KEY[key], record_id)
            return
        seen = self.versions[record_id][-1 - other % len(self.versions[record_id])]
        desk.store.save([Change(BY_KEY[key], record_id, {REMOVED: 1}, seen=seen)], "Awa")

    def _restore(self, desk: Desk, first: int, _: int, __: int) -> None:
        key, record_id = self._record(first)
        saving.restore(desk, BY_KEY[key], record_id)

    def _undo(self, desk: Desk, *_: int) -> None:
        saving.undo(self.awa)

    def _redo(self, desk: Desk, *_: int) -> None:
        saving.redo(self.awa)

    def _join(self, desk: Desk, first: int, other: int, third: int) -> None:
        key, record_id = self._record(first)
        alike = [id_ for kind, id_ in self.records if kind == key]
        take = {"name": 1 + third % 2} if key == "place" else {}
        joining.same(desk, record_id, alike[other % len(alike)], take=take)

    def _separate(self, desk: Desk, first: int, _: int, __: int) -> None:
        joining.separate(desk, self._record(first)[1])

    def _keep(self, desk: Desk, first: int, other: int, _: int) -> None:
        found = deciding.open_decisions(desk)
        if found:
            decision = found[first % len(found)]
            deciding.resolve(desk, decision.id, keep=1 + other % len(decision.versions))

    def _third(self, desk: Desk, first: int, other: int, _: int) -> None:
        found = [
            one for one in deciding.open_decisions(desk) if one.field in ("title", "text", "venue", "name")
        ]
        if found:
            deciding.resolve(desk, found[first % len(found)].id, value=f"third {other}")

    def _seal(self, desk: Desk, *_: int) -> None:
        desk.store.seal()

    def _reopen(self, desk: Desk, *_: int) -> None:
        self.awa.close()
        self.awa = Desk.open(desk.profile)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded") / "desk"
    found_desk(folder, city="Kara", country="TG", officer="Awa Exemple", language="fr").close()
    return folder


@contextmanager
def office(founded: Path) -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(founded, Path(folder) / "desk")
        found = Office(Path(folder) / "desk")
        try:
            yield found
        finally:
            found.close()


STALE: list[Act] = [
    ("remove", False, 0, 0, 0),
    ("edit", False, 1, 0, 0),
    ("restore", False, 0, 0, 0),
    ("join", False, 10, 0, 0),
    ("clash", False, 0, 0, 0),
    ("clash", False, 0, 0, 0),
    ("clash", False, 9, 0, 0),
    ("new", True, 0, 0, 0),
]
"""After these the first computer remembered parts of the search that the second had replaced, and took
the search for damaged."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES)
@example(STALE)
def test_whatever_two_officers_do_the_desk_stays_sound(founded: Path, history: list[Act]) -> None:
    with office(founded) as both:
        for act in history:
            both.do(act)
        store = both.awa.store
        store.index_all()
        assert checking.check(store) == []
        before, shown = state(both.awa), cache_of(store)
        checking.rebuild(store)
        assert pending(store.connection) == 0
        assert cache_of(store) == shown
        assert state(both.awa) == state(both.kofi) == before
        nothing_is_silently_gone(store)


def nothing_is_silently_gone(store: Store) -> None:
    """Every value ever saved by those whose word counts is shown, offered to choose, or was replaced by
    somebody who saw it and whose word counts."""
    offered = {
        (n, field, slot or "", str(leaf))
        for n, field, slot, versions in store.connection.execute(
            "SELECT rec, field, slot, versions FROM open_decision"
        ).fetchall()
        for leaf in leaves_of(versions)
    }
    for n, record_id, key in store.connection.execute("SELECT n, id, type FROM record").fetchall():
        kind = STORED_BY_KEY[key]
        graph = Ancestry(journal.leaves(store.connection, n))
        row = store.connection.execute(rows.shape(kind).whole.by_id, (record_id,)).fetchone()
        if row is None:
            assert not any(leaf.accepted for leaf in graph.leaves)
            continue
        record = rows.read(kind, row)  # links as they were saved, not as a joining redirects them
        for place, leaf in enumerate(graph.leaves):
            for field, slot, value in slots(leaf.touches) if leaf.accepted else ():
                replaced = any(
                    graph.ancestors(later) >> place & 1
                    for later, other in enumerate(graph.leaves)
                    if other.accepted and (field, slot) in [found[:2] for found in slots(other.touches)]
                )
                in_text = field in record.joined
                same = is_shown(record.values.get(field), slot, value) if field != REMOVED else True
                assert replaced or same or in_text or (n, field, slot, leaf.hash.hex()) in offered


def leaves_of(versions: str) -> list[str]:
    import json

    return [leaf for leaf, _ in json.loads(versions)]


def slots(touches: Touches) -> list[tuple[str, str, object]]:
    return [
        (field, slot, value)
        for field, touch in touches.items()
        for slot, value in (touch.items() if isinstance(touch, dict) else [("", touch)])
    ]


def is_shown(value: Value | None, slot: str, saved: object) -> bool:
    if isinstance(value, tuple) or isinstance(saved, bool):
        members = value if isinstance(value, tuple) else ()
        return slot in members or not saved  # adding wins over a removal that had not seen it
    if slot:
        texts = value if isinstance(value, dict) else {}
        return texts.get(slot) == saved
    return value == saved

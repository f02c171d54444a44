# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What officers do in random histories: each act is given a machine and three numbers that choose."""

from typing import TYPE_CHECKING

from coopdesk.desk import deciding, joining, saving
from coopdesk.history.leaf import REMOVED
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store import files
from coopdesk.store.writing import Change
from tests.journeys.replica_values import REQUIRED, TOUCHES

if TYPE_CHECKING:
    from tests.journeys.replicas import Offices, Replica

WRITTEN = ("title", "text", "venue", "name")
"""Fields that take any text."""


def new(office: "Offices", replica: "Replica", first: int, other: int, _: int) -> None:
    key = list(TOUCHES)[first % len(TOUCHES)]
    touches = {**REQUIRED[key], **{k: v for k, v in TOUCHES[key][0].items() if other % 2}}
    if key == "attendance":
        touches["note"] = next(id_ for kind, id_ in office.records if kind == "note")
    if key == "follow-up" and office.records:
        touches["comes_from"] = office.record(other)[1]
    saved = saving.save(replica.desk, BY_KEY[key], None, touches)
    assert saved is not None
    office.records.append((key, saved.id))


def edit(office: "Offices", replica: "Replica", first: int, other: int, third: int) -> None:
    """Often from a form that shows a version of some time ago."""
    key, record_id = office.record(first)
    seen = None
    if third % 3 == 2 and office.versions.get(record_id):
        seen = office.versions[record_id][third % len(office.versions[record_id])]
    replica.store.save([Change(BY_KEY[key], record_id, _typed(key, other), seen=seen)], "Awa")


def several(office: "Offices", replica: "Replica", first: int, other: int, third: int) -> None:
    chosen = {office.record(number): number for number in (first, other, third)}
    changes = [
        saving.prepared(replica.desk, BY_KEY[key], record_id, _typed(key, at))
        for (key, record_id), at in chosen.items()
    ]
    saving.save_all(replica.desk, changes)


def many(office: "Offices", replica: "Replica", first: int, _: int, __: int) -> None:
    """One save of many records: it spans segments."""
    changes = [
        Change(BY_KEY[key], record_id, _typed(key, first + at))
        for at, (key, record_id) in enumerate(office.records)
        if replica.desk.record(key, record_id)
    ]
    replica.store.save(changes, "Kofi")


def _typed(key: str, number: int) -> Touches:
    return {**TOUCHES[key][number % len(TOUCHES[key])]}


def attach(office: "Offices", replica: "Replica", first: int, other: int, third: int) -> None:
    """A file in a document, or one more in a note; now and then one that lies there already."""
    content = bytes([first]) * (other * 150 + third % 2)
    attached = files.put(replica.profile, replica.store.keys, content, f"plan {first}.bin")
    office.attached[attached.hash] = content
    note = next((id_ for kind, id_ in office.records if kind == "note"), "")
    if third % 3 and replica.desk.record("note", note):
        change = Change(BY_KEY["note"], note, {"attachments": {str(attached.scalar()): True}})
        replica.store.save([change], "Kofi")
        return
    document = new_id()
    touches: Touches = {**REQUIRED["document"], "file": attached.scalar()}
    replica.store.save([Change(BY_KEY["document"], document, touches, new=True)], "Awa")
    office.records.append(("document", document))


def remove(office: "Offices", replica: "Replica", first: int, other: int, third: int) -> None:
    key, record_id = office.record(first)
    if third % 3:
        saving.remove(replica.desk, BY_KEY[key], record_id)
        return
    seen = office.versions[record_id][-1 - other % len(office.versions[record_id])]
    replica.store.save([Change(BY_KEY[key], record_id, {REMOVED: 1}, seen=seen)], "Awa")


def restore(office: "Offices", replica: "Replica", first: int, _: int, __: int) -> None:
    key, record_id = office.record(first)
    saving.restore(replica.desk, BY_KEY[key], record_id)


def undo(_: "Offices", replica: "Replica", *__: int) -> None:
    saving.undo(replica.desk)


def redo(_: "Offices", replica: "Replica", *__: int) -> None:
    saving.redo(replica.desk)


def join(office: "Offices", replica: "Replica", first: int, other: int, third: int) -> None:
    key, record_id = office.record(first)
    alike = [id_ for kind, id_ in office.records if kind == key]
    take_name = {"name": 1 + third % 2} if key == "place" else {}
    joining.same(replica.desk, record_id, alike[other % len(alike)], take=take_name)


def separate(office: "Offices", replica: "Replica", first: int, _: int, __: int) -> None:
    joining.separate(replica.desk, office.record(first)[1])


def keep(_: "Offices", replica: "Replica", first: int, other: int, __: int) -> None:
    found = deciding.open_decisions(replica.desk)
    if found:
        decision = found[first % len(found)]
        deciding.resolve(replica.desk, decision.id, keep=1 + other % len(decision.versions))


def third(_: "Offices", replica: "Replica", first: int, other: int, __: int) -> None:
    found = [one for one in deciding.open_decisions(replica.desk) if one.field in WRITTEN]
    if found:
        deciding.resolve(replica.desk, found[first % len(found)].id, value=f"third {other}")


ACTS = {
    act.__name__: act
    for act in (
        *(new, edit, several, many, attach, remove, restore, undo, redo),
        *(join, separate, keep, third),
    )
}
OFTEN = ("new", *["edit"] * 5, "remove", "restore", "undo", "redo", "join", "separate", "keep", "third")
OFTEN = (*OFTEN, "several", "many", "attach", "attach")

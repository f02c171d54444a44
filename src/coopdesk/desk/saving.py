# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Verbs that change records: save, remove with parts, restore, undo and redo."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from coopdesk.desk.consequences import consequences
from coopdesk.desk.desk import Desk
from coopdesk.errors import FieldError, WorldError
from coopdesk.frozen import dataclass
from coopdesk.history.leaf import REMOVED
from coopdesk.history.reversal import REDO, UNDO, Step, reversing, take_back, to_redo, to_undo
from coopdesk.records.declaration import RecordType
from coopdesk.records.identity import new_id, not_found
from coopdesk.records.kinds import split_moment
from coopdesk.records.rules.means import closed_fields
from coopdesk.records.rules.references import office_code
from coopdesk.records.types import BY_KEY, STORED_BY_KEY, parts_of
from coopdesk.records.types.joined import SAME_AS
from coopdesk.records.values import Record, Slots, Touches, Value, apply, replacing
from coopdesk.store import device_log, import_runs, reading, writing
from coopdesk.store.earlier import earlier
from coopdesk.store.writing import Change, Saved

Prepare = Callable[[Desk, Touches], Touches]


@dataclass(frozen=True, slots=True)
class Reversed:
    """What an undo or redo did: records put back; the fields (type, id, field) that were changed since,
    and those that were decided between two versions: both are left as they are."""

    saved: tuple[Saved, ...]
    skipped: tuple[tuple[str, str, str], ...]
    decided: tuple[tuple[str, str, str], ...] = ()


def save(
    desk: Desk,
    kind: RecordType,
    record_id: str | None,
    touches: Touches,
    *,
    whole: frozenset[str] = frozenset(),
    seen: str | None = None,
) -> Saved | None:
    """One save of one record, a new one where `record_id` is None; None when nothing changed.

    `whole` names sets and multilingual fields that are to hold just what `touches` names;
    `seen` is the version that was displayed. Raises FieldError or WorldError.
    """
    change = prepared(desk, kind, record_id, touches, whole=whole, seen=seen)
    saved = save_all(desk, [change])
    return saved[0] if saved else None


def save_all(desk: Desk, changes: Sequence[Change], *, act: str = "") -> list[Saved]:
    """Several changes as one save with what follows from them, all or nothing."""
    wanted = one_each(changes)
    with desk.store.alone():
        together = _with_references(desk, wanted)
        following = [further for change in together for further in consequences(desk, change)]
        saved = desk.store.save([*together, *following], desk.office.officer, act=act)
    desk.store.index_some()
    return saved


def one_each(changes: Iterable[Change]) -> list[Change]:
    """The changes with those of one record made one, since a save holds one version of a record; of
    two that set the same slot the later one counts. Raises WorldError where they saw different versions."""
    found: dict[str, Change] = {}
    for change in changes:
        first = found.get(change.id)
        if first and first.seen != change.seen:
            raise WorldError(
                "named_twice",
                "This record is named twice, with different versions: {id}. Name it once.",
                id=change.id,
            )
        found[change.id] = replace(first, touches=_united(first.touches, change.touches)) if first else change
    return list(found.values())


def _united(first: Touches, second: Touches) -> Touches:
    both = {**first, **second}
    for key, touch in second.items():
        before = first.get(key)
        if isinstance(before, dict) and isinstance(touch, dict):
            both[key] = {**before, **touch}
    return both


def prepared(
    desk: Desk,
    kind: RecordType,
    record_id: str | None,
    touches: Touches,
    *,
    whole: frozenset[str] = frozenset(),
    seen: str | None = None,
) -> Change:
    """The change that a save would make, checked by the rules of its type."""
    if record_id is None:
        _check(kind, {}, touches)
        return Change(kind, new_id(), _without_empty(touches), new=True)
    before = desk.record(kind.key, record_id)
    if before is None:
        raise not_found(kind.label, record_id)
    if before.removed:
        raise WorldError("in_the_bin", "This record is in the bin: {id}. Put it back first.", id=record_id)
    named = {key: touches[key] for key in touches if key in kind.by_key}
    for key, touch in named.items():
        if _open_slots(before.conflicts, key, touch):
            raise FieldError(
                "two_versions",
                "{field} has two versions: choose one or write a third. See: coopdesk conflicts",
                field=key,
            )
    _refuse_if_reported(before, named)
    full = {
        key: replacing(before.values.get(key), touch) if key in whole else touch
        for key, touch in named.items()
    }
    full = _with_companions(kind, _displayed(desk, kind, before, seen), full)
    _check(kind, before.values, full)
    return Change(kind, record_id, full, seen=seen)


def _displayed(desk: Desk, kind: RecordType, shown: Record, seen: str | None) -> Mapping[str, Value]:
    """The values of the version that the officer had before the eyes."""
    if seen is None or seen == shown.version:
        return shown.values
    return earlier(desk.store, kind, shown.id, seen).values


def _refuse_if_reported(before: Record, touches: Touches) -> None:
    closed = closed_fields(before, touches) if before.type == "contribution" else []
    if closed:
        raise FieldError(
            "reported",
            "This contribution stands in a report: {field} stays as it is. Enter a correction instead.",
            field=closed[0],
        )


def _open_slots(conflicts: Mapping[str, str], key: str, touch: object) -> bool:
    slots = [f"{key}.{slot}" for slot in touch] if isinstance(touch, dict) else []
    return key in conflicts or any(slot in conflicts for slot in slots)


def _with_references(desk: Desk, changes: Sequence[Change]) -> list[Change]:
    """The changes, with a reference of this computer for each new agreement that has none."""
    given = {str(change.touches.get("reference")) for change in changes}
    found = []
    for change in changes:
        wanted = change.new and change.type.key == "agreement" and not change.touches.get("reference")
        found.append(_with_reference(desk, change, given) if wanted else change)
    return found


def _with_reference(desk: Desk, agreement: Change, given: set[str]) -> Change:
    code = desk.office.code or office_code(desk.office.city)
    reference = device_log.next_reference(desk.store, code, desk.office.letter, besides=given)
    given.add(reference)
    return replace(agreement, touches={**agreement.touches, "reference": reference})


def _without_empty(touches: Touches) -> Touches:
    kept: Touches = {}
    for key, touch in touches.items():
        if isinstance(touch, dict):
            slots: Slots = {slot: new for slot, new in touch.items() if new not in (None, False)}
            if slots:
                kept[key] = slots
        elif touch is not None:
            kept[key] = touch
    return kept


def _with_companions(kind: RecordType, before: Mapping[str, Value], touches: Touches) -> Touches:
    """Fields that change as one value are saved as one: the others come along as they are."""
    together = {kind.by_key[key].together for key in touches} - {""}
    companions = {what.key for what in kind.fields if what.together in together} - touches.keys()
    full = dict(touches)
    for key in companions:
        value = before.get(key)
        full[key] = value if isinstance(value, str | int) else None
    return full


def _check(kind: RecordType, before: Mapping[str, Value], touches: Touches) -> None:
    after = apply(before, touches)
    for what in kind.fields:
        if what.required and what.key not in after:
            raise FieldError("required", "{label} is missing.", field=what.key, label=what.label)
    _refuse_below_zero(kind, after)
    starts, ends = after.get("starts"), after.get("ends")
    if isinstance(starts, str) and isinstance(ends, str) and _is_before(ends, starts):
        raise FieldError(
            "ends_before_start",
            "It ends before it starts: {starts}, {ends}.",
            field="ends",
            starts=starts[:16].replace("T", " "),
            ends=ends[:16].replace("T", " "),
        )


def _refuse_below_zero(kind: RecordType, after: Mapping[str, Value]) -> None:
    """Money never flows backwards by itself: a sum below zero takes back a part of an earlier one."""
    amount = str(after.get("amount", "")) if kind.key == "contribution" else ""
    if amount.startswith("-") and "corrects" not in after:
        raise FieldError(
            "below_zero",
            "A contribution below zero corrects an earlier one: {amount}. Name that one: corrects=ID",
            field="amount",
            amount=amount,
        )


def _is_before(one: str, other: str) -> bool:
    """Whether a day or moment lies before another; where one has no hour their days count."""
    if len(one) == 10 or len(other) == 10:
        return one[:10] < other[:10]
    moments = [datetime.fromisoformat(split_moment(scalar)[0]) for scalar in (one, other)]
    if any(moment.tzinfo is None for moment in moments):
        return one[:16] < other[:16]
    return moments[0] < moments[1]


def remove(desk: Desk, kind: RecordType, record_id: str) -> list[Saved]:
    """Move a record with its parts to the bin; raises WorldError where contributions rest on it."""
    return save_all(desk, _moved(desk, kind, record_id, 1))


def restore(desk: Desk, kind: RecordType, record_id: str) -> list[Saved]:
    """Put a record back from the bin, with the parts that went with it."""
    return save_all(desk, _moved(desk, kind, record_id, 0))


def _moved(desk: Desk, kind: RecordType, record_id: str, to_bin: int) -> list[Change]:
    record = desk.record(kind.key, record_id)
    if record is None:
        raise not_found(kind.label, record_id)
    if record.removed == bool(to_bin) and REMOVED not in record.conflicts:
        return []
    changes = [Change(kind, record_id, {REMOVED: to_bin})]
    for part, part_id in _parts(desk, kind, record_id, removed=not to_bin):
        changes.append(Change(part, part_id, {REMOVED: to_bin}))
    if to_bin:
        _refuse_if_paid(desk, [change.id for change in changes])
    return changes


def _parts(
    desk: Desk, kind: RecordType, record_id: str, *, removed: bool
) -> Iterable[tuple[RecordType, str]]:
    wholes = {(part.key, part.whole): part for part in parts_of(kind.key)}
    for key, field, part_id in reading.linking(desk.store.connection, record_id):
        part = wholes.get((key, field))
        found = desk.record(key, part_id) if part else None
        if (
            part
            and found
            and found.removed == removed
            and (not removed or device_log.went_with(desk.store, part_id, record_id))
        ):
            yield part, part_id
            yield from _parts(desk, part, part_id, removed=removed)


def _refuse_if_paid(desk: Desk, ids: Iterable[str]) -> None:
    for record_id in ids:
        for key, _, other in reading.linking(desk.store.connection, record_id):
            paid = desk.record(key, other) if key == "contribution" else None
            if paid and not paid.removed:
                raise WorldError(
                    "paid_for",
                    "A contribution rests on this record: {title} ({id})."
                    " Correct or remove the contribution first.",
                    title=desk.title(key, other) or "–",
                    id=other,
                )


def undo(desk: Desk) -> Reversed | None:
    """Take back the last save of this computer, or the last work of many saves such as an import; None
    when there is nothing left to undo. Raises WorldError for a work too large for it."""
    return _reverse_last(desk, to_undo, UNDO)


def redo(desk: Desk) -> Reversed | None:
    """Bring back what the last undo took; None when there is nothing to redo."""
    return _reverse_last(desk, to_redo, REDO)


def _reverse_last(
    desk: Desk, choose: Callable[[Iterable[Step]], tuple[Step, ...]], purpose: str
) -> Reversed | None:
    done: list[Reversed] = []
    with desk.store.alone():
        targets = choose(device_log.steps(desk.store))
        if not targets:
            return None
        if len(targets) > 1 and device_log.reaches_back_to(desk.store, targets[-1]):
            raise WorldError(
                "large_work",
                "This import is too large for undo. Take it back with: coopdesk import --revert {id}",
                id=targets[0].act.split()[-1],
            )
        undone = device_log.taken_back(desk.store)
        leaves = device_log.leaves_of_saves(desk.store, [target.first for target in targets])
        for target in targets:
            done.append(_reverse(desk, target, leaves[target.first], purpose, undone))
            undone.add(target.first)
        import_runs.note_reversed(desk.store, targets[0].act, undone=purpose == UNDO)
    desk.store.index_some()
    return Reversed(
        tuple(one for back in done for one in as_people_see(desk, back.saved)),
        tuple(one for back in done for one in back.skipped),
        tuple(one for back in done for one in back.decided),
    )


def as_people_see(desk: Desk, saved: Iterable[Saved]) -> list[Saved]:
    """What was saved, with the two records of a joining instead of the joining itself."""
    found: dict[str, Saved] = {}
    for one in saved:
        if one.type != SAME_AS.key:
            found[one.id] = one
            continue
        joining = reading.record(desk.store.connection, SAME_AS, one.id)
        for record_id in (joining.text("kept"), joining.text("other")) if joining else ():
            key = reading.type_of(desk.store.connection, record_id)
            record = desk.record(key, record_id) if key in BY_KEY else None
            if record:
                found.setdefault(record_id, Saved(record.type, record_id, record.version, ()))
    return list(found.values())


def _reverse(
    desk: Desk,
    target: Step,
    leaves: Iterable[tuple[str, str, int, bytes]],
    purpose: str,
    undone: Collection[bytes],
) -> Reversed:
    changes: list[Change] = []
    skipped: list[tuple[str, str, str]] = []
    decided: list[tuple[str, str, str]] = []
    for kind_key, record_id, n, identity in leaves:
        kind = STORED_BY_KEY[kind_key]
        standing = device_log.leaves_standing(desk.store, n, identity, undone)
        back = take_back(standing, identity, writing.rule_of(kind))
        skipped += [(kind_key, record_id, field) for field in back.skipped]
        decided += [(kind_key, record_id, field) for field in back.decided]
        if back.touches:
            changes.append(Change(kind, record_id, back.touches))
    saved = desk.store.save(
        changes,
        desk.office.officer,
        purpose=purpose,
        reverses=target.first,
        act=reversing(target.act, purpose),
    )
    if not saved:
        device_log.pass_over(desk.store, target.first)
    return Reversed(tuple(saved), tuple(skipped), tuple(decided))

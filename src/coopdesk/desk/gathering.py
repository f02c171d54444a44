# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what rows ask for to what an import will save: each row whole or not at all.

A row without a version fills what is empty and leaves what differs, unless it is to be
overwritten. A row with the version that it was exported with changes what differs from *that
version*: what a colleague changed meanwhile is never overwritten by a cell nobody touched.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from coopdesk.desk import saving
from coopdesk.desk.cell_values import CellReader
from coopdesk.desk.desk import Desk
from coopdesk.desk.known import Known, Pending
from coopdesk.desk.naming import link_title
from coopdesk.errors import CoopdeskError, FieldError, WorldError
from coopdesk.interchange.cells import Slot, cell_of, is_same
from coopdesk.interchange.wishes import FlawedCell, Wish
from coopdesk.language import N_, Message, sentence
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Link, Scalar
from coopdesk.records.rules.references import next_reference, office_code
from coopdesk.records.values import Slots, Touches, Value, apply
from coopdesk.store import device_log
from coopdesk.store.earlier import Earlier, earlier
from coopdesk.store.writing import Change

DIFFERS = N_("The desk has {kept}, the file {given}.")


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell, or a whole row where `column` is "", that was left out, and why."""

    row: int
    column: str
    reason: str


class RefusedRow(Exception):
    """Ends a row; `error` says why and tells whether a later row may help."""

    def __init__(self, column: str, error: CoopdeskError) -> None:
        super().__init__(column)
        self.column = column
        self.error = error


class Gathering:
    """Takes rows one by one and holds what they change."""

    def __init__(self, desk: Desk, *, overwrite: bool = False, arriving: Container[str] = ()) -> None:
        """`arriving`: the hashes of attached files that the import brings along."""
        self._desk = desk
        self._overwrite = overwrite
        self._known = Known(desk)
        self._reader = CellReader(desk, self._known, arriving)
        self._reference = ""
        self.touched: dict[str, Pending] = {}
        self.kept: list[Refused] = []
        self.repeated: list[int] = []
        self.uids: dict[tuple[str, str], str] = {}
        self.decisions = 0

    def take(self, number: int, wishes: Iterable[Wish]) -> int:
        """Take up the records of a row; how many there were. Raises RefusedRow, FlawedCell or
        WorldError, and then nothing of the row is left."""
        back: list[Callable[[], None]] = []
        kept, repeated, decisions = len(self.kept), len(self.repeated), self.decisions
        made: dict[str, Pending] = {}
        uids: dict[tuple[str, str], str] = {}
        count = 0
        try:
            for wish in wishes:
                count += 1
                made[wish.name] = pending = self._take(number, wish, made, back)
                if wish.uid:
                    uids[wish.type.key, wish.uid] = pending.id
        except (RefusedRow, FlawedCell, WorldError):
            for step in reversed(back):
                step()
            del self.kept[kept:], self.repeated[repeated:]
            self.decisions = decisions
            raise
        self.uids.update(uids)
        return count

    def _take(
        self, number: int, wish: Wish, made: Mapping[str, Pending], back: list[Callable[[], None]]
    ) -> Pending:
        if wish.id:
            return self._take_known(number, wish, back)
        wanted = self._touches(wish, wish.texts)
        for key, names in wish.links.items():
            many = wish.type.by_key[key].kind.many
            ids = [made[name].id for name in names]
            wanted[key] = dict.fromkeys(ids, True) if many else ids[0]
        given = apply({}, wanted)
        try:
            pending = self._known.standing(wish.type, wish.known)
            pending = pending or self._known.matching(wish.type, wish.match, given)
        except WorldError as error:
            raise RefusedRow("", error) from error
        if pending is None:
            return self._make(wish, wanted, back)
        if pending.id in self.touched and wish.known != pending.id:
            self.repeated.append(number)
        self._note(pending, back)
        touches = self._differing(number, wish, pending, wanted)
        return self._change(wish, pending, touches, back)

    def _take_known(self, number: int, wish: Wish, back: list[Callable[[], None]]) -> Pending:
        """A row that names its record by its id."""
        try:
            pending = self._known.by_id(wish.type, wish.id)
            if pending.row or (wish.version and pending.touches):
                raise WorldError("row_twice", "An earlier row names the same record: {id}.", id=pending.id)
            self._note(pending, back)
            past = None
            if not wish.version:
                touches = self._differing(number, wish, pending, self._touches(wish, wish.texts))
            else:
                if wish.version != pending.version:
                    past = earlier(self._desk.store, wish.type, wish.id, wish.version)
                touches = self._edited(wish, pending, past)
        except WorldError as error:
            raise RefusedRow("", error) from error
        self._change(wish, pending, touches, back, seen=wish.version)
        if past is not None and touches:
            self.decisions += past.decisions(pending.touches)
        pending.row = number
        back.append(lambda: setattr(pending, "row", 0))
        return pending

    def _note(self, pending: Pending, back: list[Callable[[], None]]) -> None:
        if pending.id not in self.touched:
            self.touched[pending.id] = pending
            back.append(lambda: self.touched.__delitem__(pending.id))

    def _touches(self, wish: Wish, texts: Mapping[Slot, str]) -> Touches:
        """What the texts of a row set, empty ones nothing."""
        touches: Touches = {}
        for slot, text in texts.items():
            if not text.strip():
                continue
            key, language = slot
            what = wish.type.by_key[key]
            try:
                if what.kind.many:
                    touches[key] = {str(one): True for one in self._reader.members(what, text)}
                else:
                    _set(touches, key, language, self._reader.scalar(what, text))
            except WorldError as error:
                raise RefusedRow(wish.columns.get(slot, key), error) from error
        return {key: touch for key, touch in touches.items() if touch not in ("", {})}

    def _make(self, wish: Wish, touches: Touches, back: list[Callable[[], None]]) -> Pending:
        before = self._reference
        if wish.type.key == "agreement" and not touches.get("reference"):
            touches = {**touches, "reference": self._next_reference()}
        try:
            change = saving.prepared(self._desk, wish.type, None, touches)
        except FieldError as error:
            self._reference = before
            raise RefusedRow(_column(wish, error.field), error) from error
        pending = Pending(wish.type, change.id, apply({}, change.touches), touches=change.touches, new=True)
        self._known.add(pending)
        self.touched[pending.id] = pending

        def forget() -> None:
            self._known.drop(pending)
            self.touched.pop(pending.id, None)
            self._reference = before

        back.append(forget)
        return pending

    def _next_reference(self) -> str:
        """References follow each other before any of them is saved."""
        code = self._desk.office.code or office_code(self._desk.office.city)
        letter = self._desk.office.letter
        if self._reference:
            self._reference = next_reference(code, letter, date.today().year, [self._reference])
        else:
            self._reference = device_log.next_reference(self._desk.store, code, letter)
        return self._reference

    def _differing(self, number: int, wish: Wish, pending: Pending, wanted: Touches) -> Touches:
        """The part of `wanted` to save: what the record lacks; what differs too, if overwriting."""
        touches: Touches = {}
        for key, touch in wanted.items():
            what, before = wish.type.by_key[key], pending.values.get(key)
            if not isinstance(touch, dict):
                held = before if isinstance(before, str | int) else None
                if self._decide(number, wish, what, (key, ""), held, touch):
                    touches[key] = touch
            elif what.kind.many:
                slots = self._members(what, before, touch)
                if slots:
                    touches[key] = slots
            else:
                texts = before if isinstance(before, Mapping) else {}
                there = texts.values() if wish.any_language else ()
                chosen = {
                    language: text
                    for language, text in touch.items()
                    if text not in there
                    and self._decide(number, wish, what, (key, language), texts.get(language), text)
                }
                if chosen:
                    touches[key] = chosen
        return touches

    def _decide(
        self, number: int, wish: Wish, what: Field, slot: Slot, held: Scalar | None, given: Scalar | None
    ) -> bool:
        if self._is_same(what, held, given):
            return False
        if held is None or self._overwrite:
            return True
        reason = DIFFERS.format(kept=self._shown(what, held), given=self._shown(what, given or ""))
        self.kept.append(Refused(number, wish.columns.get(slot, slot[0]), reason))
        return False

    def _shown(self, what: Field, scalar: Scalar) -> str:
        if isinstance(what.kind, Link):
            return link_title(self._desk, str(scalar)) or str(scalar)
        return what.kind.show(scalar)

    def _is_same(self, what: Field, held: Scalar | None, given: Scalar | None) -> bool:
        if isinstance(what.kind, Link) and held is not None and given is not None:
            return self._known.stands_for(str(held)) == self._known.stands_for(str(given))
        return is_same(what.kind, held, given)

    def _members(self, what: Field, before: Value | None, given: Slots) -> Slots:
        held = {str(member) for member in before} if isinstance(before, tuple) else set()
        slots: Slots = {member: True for member in given if member not in held}
        if self._overwrite:
            slots.update({member: False for member in held if member not in given})
        return slots

    def _edited(self, wish: Wish, pending: Pending, past: Earlier | None) -> Touches:
        """What was edited in a sheet since it was exported, unless it is in the desk already; `past`
        is the record as the sheet shows it, None where that is how it stands."""
        values = past.values if past else pending.values
        touches: Touches = {}
        for slot, text in wish.texts.items():
            key, language = slot
            what = wish.type.by_key[key]
            if cell_of(what, language, values.get(key)) == text:
                continue
            try:
                self._add_edited(touches, what, language, values.get(key), text)
            except WorldError as error:
                raise RefusedRow(wish.columns.get(slot, key), error) from error
        return _not_done(past, touches) if past else touches

    def _add_edited(
        self, touches: Touches, what: Field, language: str, before: Value | None, text: str
    ) -> None:
        if what.kind.many:
            held = {str(member) for member in before} if isinstance(before, tuple) else set()
            given = {str(member) for member in self._reader.members(what, text)}
            slots: Slots = {**dict.fromkeys(held - given, False), **dict.fromkeys(given - held, True)}
            if slots:
                touches[what.key] = slots
            return
        held_one = before.get(language) if isinstance(before, Mapping) else before
        scalar = self._reader.scalar(what, text) if text.strip() else None
        scalar = None if scalar == "" else scalar
        if isinstance(held_one, tuple) or self._is_same(what, held_one, scalar):
            return
        _set(touches, what.key, language, scalar)

    def _change(
        self, wish: Wish, pending: Pending, touches: Touches, back: list[Callable[[], None]], seen: str = ""
    ) -> Pending:
        """Add to what the import changes in a record; `seen` is the version that the sheet shows."""
        if not touches:
            return pending
        before, earlier_touches, earlier_seen = pending.values, pending.touches, pending.seen
        pending.seen = None if pending.new else seen or pending.version
        record_id = None if pending.new else pending.id
        united = _united(earlier_touches, touches)
        try:
            change = saving.prepared(self._desk, wish.type, record_id, united, seen=pending.seen)
        except WorldError as error:
            pending.seen = earlier_seen
            raise RefusedRow(
                _column(wish, error.field) if isinstance(error, FieldError) else "", error
            ) from error

        def restore() -> None:
            self._known.put(pending, pending.values, before)
            pending.touches, pending.seen = earlier_touches, earlier_seen

        back.append(restore)
        pending.touches = change.touches
        self._known.put(pending, before, apply(before, touches))
        return pending

    def changes(self) -> list[Change]:
        """What is to be saved, one change a record, in the order of the rows."""
        return [
            Change(one.kind, one.id, one.touches, seen=one.seen, new=one.new)
            for one in self.touched.values()
            if one.touches
        ]


def _set(touches: Touches, key: str, language: str, scalar: Scalar | None) -> None:
    slots = touches.setdefault(key, {}) if language else None
    if isinstance(slots, dict):
        slots[language] = scalar
    else:
        touches[key] = scalar


def _united(first: Touches, second: Touches) -> Touches:
    """What both set; where they set the same, the second."""
    both = {**first, **second}
    for key, touch in second.items():
        before = first.get(key)
        if isinstance(before, dict) and isinstance(touch, dict):
            both[key] = {**before, **touch}
    return both


def _not_done(past: Earlier, touches: Touches) -> Touches:
    """The touches without those that were saved beside this version already."""
    left: Touches = {}
    for key, touch in touches.items():
        if isinstance(touch, dict):
            slots = {slot: new for slot, new in touch.items() if not past.was_set(key, slot, new)}
            if slots:
                left[key] = slots
        elif not past.was_set(key, None, touch):
            left[key] = touch
    return left


def _column(wish: Wish, key: str) -> str:
    """The columns of a field, as the file calls them."""
    found = [column for slot, column in wish.columns.items() if slot[0] == key]
    return ", ".join(dict.fromkeys(found)) or key


def told(reason: Message | CoopdeskError) -> str:
    """A reason in the current language."""
    return sentence(reason) if isinstance(reason, CoopdeskError) else str(reason)

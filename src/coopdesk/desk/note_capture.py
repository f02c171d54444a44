# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A note as it is captured: one text with its decisions and follow-ups, who was there, the head; read
from the records, and saved as one save.

Decisions and follow-ups are records of their own; which line of the text is which of them is found by
likeness, so that an edited line changes its record and a line taken out moves it to the bin.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

from coopdesk.desk import drafts, entering, naming, note_lines, note_people, saving
from coopdesk.desk.asking import open_record
from coopdesk.desk.desk import Desk
from coopdesk.desk.drafts import Draft
from coopdesk.desk.entering import Entered, Entry, Refused
from coopdesk.desk.note_lines import Block, BlockKind
from coopdesk.desk.note_people import Known
from coopdesk.errors import CoopdeskError
from coopdesk.history.leaf import REMOVED
from coopdesk.language import current
from coopdesk.records.kinds import Attachment, split_moment
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record, Touches, best
from coopdesk.store.writing import Change

NOTE, ATTENDANCE, DECISION, FOLLOW_UP = (
    BY_KEY[key] for key in ("note", "attendance", "decision", "follow-up")
)
HEAD = (
    "title",
    "kind",
    "state",
    "starts",
    "ends",
    "place",
    "venue",
    "organisations",
    "photos",
    "attachments",
)
"""The fields of a note that the screen edits besides its text."""
LISTS = frozenset(("organisations", "photos", "attachments"))
DRAFT = "capture:"
NEW = "new"
LAYOUT = "note layout:"


@dataclass(frozen=True, slots=True)
class Present:
    """One of those present: a person, or a name as typed; `key` is the id of the attendance."""

    name: str
    person: str = ""
    role: str = ""
    side: note_people.Side = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision or follow-up as it is kept, and the line it is shown as."""

    kind: BlockKind
    id: str
    line: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as the screen shows it: a new one has no `record`. `known` are the records its names mean."""

    record: Record | None = None
    entered: Mapping[str, Entered] = field(default_factory=dict)
    text: str = ""
    kept: tuple[Kept, ...] = ()
    present: tuple[Present, ...] = ()
    known: tuple[Known, ...] = ()
    draft: Draft | None = None
    zone: str = ""

    @property
    def id(self) -> str:
        """The id of the note, "" of a new one."""
        return self.record.id if self.record else ""


@dataclass(frozen=True, slots=True)
class Captured:
    """What is on the screen now: the head's fields as typed, the text, and those present."""

    entered: Mapping[str, Entered]
    text: str
    present: tuple[Present, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one save did: the note, everything that was touched, the lines that went to the bin, and the
    note as it is now, its blocks in the words in which they were typed."""

    note: str
    touched: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    now: Noted = Noted()


def day_of_note(entered: Mapping[str, Entered]) -> date:
    """The day that days without a year in the text follow: that of the note, else today."""
    try:
        return date.fromisoformat(str(entered.get("starts", ""))[:10])
    except ValueError:
        return date.today()


# Reading


def blank(desk: Desk, given: Mapping[str, Entered] | None = None) -> Noted:
    """A note not written yet, with values to begin with, and with the draft of it where there is one."""
    begun: dict[str, Entered] = {"kind": "meeting", "state": "draft", "starts": date.today().isoformat()}
    if given and given.get("organisations"):
        begun["kind"] = "partner_visit"
    begun.update({key: value for key, value in (given or {}).items() if key in HEAD})
    draft = drafts.load_draft(desk, DRAFT + NEW)
    people = note_people.known(desk, _linked_in(begun, draft))
    return Noted(entered=begun, known=tuple(people), draft=draft, zone=desk.office.zone)


def noted(desk: Desk, note: str) -> Noted:
    """A note with all that belongs to it; raises WorldError where there is none."""
    record = open_record(desk, NOTE, note)
    entered = {key: _entered(desk, record, key) for key in HEAD if key in record.values}
    present = _present(desk, record.id)
    on = day_of_note(entered)
    kept = tuple(_kept(desk, record.id, on))
    prose = record.text("text")
    places = _layout(desk, record.id, prose)
    lines = len(prose.split("\n")) if prose else 0
    ranks = list(places)
    in_order = sorted(kept, key=lambda one: ranks.index(one.id) if one.id in places else len(ranks))
    text = note_lines.typed(prose, [(places.get(one.id, lines), one.line) for one in in_order])
    draft = drafts.load_draft(desk, DRAFT + record.id)
    ids = [*_linked_in(entered, draft), *(one.person for one in present)]
    people = note_people.known(desk, ids)
    return Noted(record, entered, text, kept, present, tuple(people), draft, desk.office.zone)


def _linked_in(entered: Mapping[str, Entered], draft: Draft | None) -> list[str]:
    found: list[str] = []
    for values in (entered, draft.values if draft else {}):
        members = values.get("organisations", ())
        found += [values["place"]] if isinstance(values.get("place"), str) else []  # type: ignore[list-item]
        found += members if isinstance(members, tuple) else ()
        found += [one.person for one in present_of(values.get("present", ()))]
    return found


def _entered(desk: Desk, record: Record, key: str) -> Entered:
    if key in LISTS:
        return tuple(str(member) for member in record.many(key))
    value = str(record.one(key))
    at, zone = split_moment(value)
    is_here = key in ("starts", "ends") and zone in ("", desk.office.zone) and len(at) > 10
    return at[:16].replace("T", " ") if is_here else value


def _present(desk: Desk, note: str) -> tuple[Present, ...]:
    records = desk.linked("attendance", "note", note)
    people = {
        one.id: one for one in note_people.known(desk, [str(one.one("person") or "") for one in records])
    }
    found = []
    for one in records:
        person = people.get(str(one.one("person") or ""))
        name = person.name if person else one.text("name") or naming.title_of_record(desk, one)
        side = person.side if person else ""
        found.append(Present(name, person.id if person else "", str(one.one("role") or ""), side, one.id))
    return tuple(found)


def _kept(desk: Desk, note: str, on: date) -> Iterator[Kept]:
    decisions = desk.linked("decision", "note", note)
    for one in sorted(decisions, key=lambda record: int(record.one("number") or 9999)):
        yield Kept("decision", one.id, note_lines.typed_decision(one.text("text")))
    for one in desk.linked("follow-up", "comes_from", note):
        due = str(one.one("due_on") or "")
        who = naming.link_title(desk, str(one.one("who"))) if one.one("who") else ""
        line = note_lines.typed_follow_up(one.text("what"), who, date.fromisoformat(due) if due else None, on)
        yield Kept("follow-up", one.id, line, str(one.one("state") or ""))


def _layout(desk: Desk, note: str, prose: str) -> dict[str, int]:
    """After how many lines of prose each block stood when this text was saved here; {} where the text
    is another one: the blocks then follow it."""
    kept = json.loads(desk.store.setting(LAYOUT + note) or "{}")
    return kept.get("places", {}) if kept.get("text") == _fingerprint(prose) else {}


def _keep_layout(desk: Desk, note: str, prose: str, places: Mapping[str, int]) -> None:
    if places:
        kept = {"text": _fingerprint(prose), "places": dict(places)}
        desk.store.put_setting(LAYOUT + note, json.dumps(kept))


def _fingerprint(prose: str) -> str:
    return blake2b(prose.strip("\n").encode(), digest_size=8).hexdigest()


# Drafts


def draft_key(note: str) -> str:
    """What the draft of a note is kept under."""
    return DRAFT + (note or NEW)


def as_draft(captured: Captured) -> dict[str, Entered]:
    """What is on the screen as a draft holds it."""
    people = tuple(
        json.dumps([one.name, one.person, one.role, one.side, one.key], ensure_ascii=False)
        for one in captured.present
    )
    return {**captured.entered, "typed": captured.text, "present": people}


def present_of(members: Entered) -> tuple[Present, ...]:
    """Those present as a draft holds them."""
    return tuple(Present(*json.loads(one)) for one in members) if isinstance(members, tuple) else ()


def of_draft(draft: Draft) -> Captured:
    """What was on the screen."""
    entered = {key: value for key, value in draft.values.items() if key in HEAD}
    return Captured(entered, str(draft.values.get("typed", "")), present_of(draft.values.get("present", ())))


def waiting(desk: Desk) -> str | None:
    """The note that was being written when the desk was last closed: its id, "" of a new one, None
    where nothing waits."""
    keys = [key.removeprefix(DRAFT) for key in drafts.newest_first(desk) if key.startswith(DRAFT)]
    for note in keys:
        record = desk.record("note", note) if note != NEW else None
        if note == NEW or (record and not record.removed):
            return "" if note == NEW else note
    return None


# Saving


def save(desk: Desk, shown: Noted, now: Captured) -> Result | Refused:
    """Save what was changed of a note, its blocks and those present: one save, all or nothing; forget
    the draft. Raises WorldError for what no field is the cause of."""
    on = day_of_note(now.entered)
    people = _people_in(desk, now, on)
    read = note_lines.read(now.text, on, people)
    prepared = _note_change(desk, shown, now, read.prose)
    if isinstance(prepared, Refused):
        return prepared
    note = prepared.id if prepared else shown.id
    wanted = _Wanted(note, shown, on, people)
    blocks = list(wanted.blocks(desk, read.blocks))
    removed = [one for one in shown.kept if one.id not in {change.id for _, change in blocks}]
    changes = [prepared] if prepared and (prepared.new or prepared.touches) else []
    changes += [change for _, change in blocks if change.new or change.touches]
    changes += [Change(BY_KEY[one.kind], one.id, {REMOVED: 1}) for one in removed]
    changes += wanted.attendances(desk, now.present)
    saved = saving.save_all(desk, changes) if changes else []
    _keep_layout(desk, note, read.prose, {change.id: block.after for block, change in blocks})
    drafts.drop_draft(desk, draft_key(shown.id))
    touched = tuple((one.type, one.id) for one in saved)
    typed = {change.id: block.line for block, change in blocks}
    return Result(note, touched, tuple(one.line for one in removed), _as_typed(desk, note, now.text, typed))


def _as_typed(desk: Desk, note: str, text: str, lines: Mapping[str, str]) -> Noted:
    """The note as it is kept, with the text as it stands on the screen."""
    kept_now = noted(desk, note)
    kept = tuple(replace(one, line=lines.get(one.id, one.line)) for one in kept_now.kept)
    return replace(kept_now, text=text, kept=kept)


def _people_in(desk: Desk, now: Captured, on: date) -> dict[str, str]:
    """The ids of the people whom the text names, by name; those present count first."""
    near = {one.name: one.person for one in now.present}
    meant = note_people.meant(desk, now.text, on, near)
    people = {one: known.id for one, known in meant.items() if known.type == "person"}
    return {**people, **{name: person for name, person in near.items() if person}}


def _note_change(desk: Desk, shown: Noted, now: Captured, prose: str) -> Change | Refused | None:
    before = shown.record.values if shown.record else {}
    shown_prose = note_lines.read(shown.text, day_of_note(shown.entered)).prose
    entered: dict[str, Entered] = {
        key: now.entered.get(key, () if key in LISTS else "")
        for key in HEAD
        if shown.record is None or now.entered.get(key, "") != shown.entered.get(key, "")
    }
    if prose != shown_prose:
        entered["text"] = prose
    entered = {key: value for key, value in entered.items() if value or key in before or key == "title"}
    entry = Entry(NOTE, entered, shown.id or None, before, shown.record.version if shown.record else None)
    try:
        touches, errors = entering.read(desk, entry)
        if errors:
            return Refused(errors)
        if not touches and shown.record:
            return None
        return saving.prepared(desk, NOTE, entry.id, touches, seen=entry.seen)
    except CoopdeskError as error:
        if named := str(error.facts.get("field", "")):
            return Refused({named: error})
        raise


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be saved of the parts of one note."""

    note: str
    shown: Noted
    on: date
    people: Mapping[str, str]

    def blocks(self, desk: Desk, blocks: Iterable[Block]) -> Iterator[tuple[Block, Change]]:
        """Each block with the change that makes its record say the same; an empty one where it does."""
        now = list(blocks)
        before = [(one.kind, one.line) for one in self.shown.kept]
        which = note_lines.matched(before, [(one.kind, one.line) for one in now])
        number = 0
        for block, at in zip(now, which, strict=True):
            number += block.kind == "decision"
            kept = self.shown.kept[at] if at is not None else None
            yield block, self._change(desk, block, kept, number)

    def _change(self, desk: Desk, block: Block, kept: Kept | None, number: int) -> Change:
        kind = BY_KEY[block.kind]
        record = desk.record(kind.key, kept.id) if kept else None
        touches = self._decision(block, record, number) if kind is DECISION else self._follow_up(block)
        if kept and kept.line == block.line:
            touches = {key: new for key, new in touches.items() if key == "number"}
        if record:
            touches = {key: new for key, new in touches.items() if record.values.get(key) != new}
            return saving.prepared(desk, kind, record.id, touches) if touches else Change(kind, record.id, {})
        extra: Touches = (
            {"state": "open", "comes_from": self.note} if kind is FOLLOW_UP else {"note": self.note}
        )
        return saving.prepared(desk, kind, None, {**touches, **extra})

    def _decision(self, block: Block, record: Record | None, number: int) -> Touches:
        texts = record.values.get("text") if record else None
        language = best(texts)[1] if isinstance(texts, Mapping) else ""
        return {"text": {language or current(): block.what}, "number": number}

    def _follow_up(self, block: Block) -> Touches:
        who = self._person(block.who)
        due = block.due.isoformat() if block.due else None
        return {"what": block.what if who else block.plain, "who": who, "due_on": due}

    def _person(self, name: str) -> str | None:
        folded = name.casefold()
        found = (person for one, person in self.people.items() if one.casefold() == folded)
        return next(found, None) if name else None

    def attendances(self, desk: Desk, present: Iterable[Present]) -> Iterator[Change]:
        """The changes to those present: new ones, other roles, and those taken out."""
        now = tuple(present)
        before = {one.key: one for one in self.shown.present}
        for one in now:
            if one.key not in before:
                who: Touches = {"person": one.person} if one.person else {"name": one.name}
                role: Touches = {"role": one.role} if one.role else {}
                yield saving.prepared(desk, ATTENDANCE, None, {"note": self.note, **who, **role})
            elif one.role != before[one.key].role:
                yield saving.prepared(desk, ATTENDANCE, one.key, {"role": one.role or None})
        for key in before.keys() - {one.key for one in now}:
            yield Change(ATTENDANCE, key, {REMOVED: 1})


def file_name(scalar: str) -> str:
    """The name of a kept file as people read it."""
    return Attachment().show(scalar)

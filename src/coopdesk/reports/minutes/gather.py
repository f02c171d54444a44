# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of the minutes, read from a note and the records that belong to it.

What is confidential or removed is not printed, wherever it is named; neither are private
fields. Whoever reads the minutes may stand outside the office.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from coopdesk.errors import WorldError
from coopdesk.language import N_, Language, figures, using
from coopdesk.records.declaration import COMMON, Field
from coopdesk.records.kinds import AttachedFile, Link, Scalar, day_of
from coopdesk.records.types import record_type
from coopdesk.records.values import Record, Value, show
from coopdesk.reports.minutes.facts import FollowUpLine, MinutesFacts, Photo, Present
from coopdesk.reports.moments import written_out

_PHOTO = N_("Photo {n}")
_CAMERA_NAME = re.compile(r"(?:IMG|DSC[NF]?|PXL|MVIMG|P|WhatsApp Image|Screenshot)[ _-]?\d.*", re.IGNORECASE)
_SHORT_ID = 8
_MENTION = re.compile(r"(?<![\w@.])@(?=[^\W\d_])")
"""The sign by which a name is typed into a note: the window's, not the reader's."""
# Fields that have a place of their own on the page.
_PLACED = frozenset((
    "title", "kind", "state", "starts", "ends", "place", "venue", "organisations", "rapporteur",
    "agenda", "text", "purpose", "persons_met", "photos", *(field.key for field in COMMON),
))  # fmt: skip
# Roles that say no more than that someone was there.
_PLAIN_ROLES = ("participant", "person_met")


class Reader(Protocol):
    """What the minutes ask of the desk."""

    def record(self, type_key: str, id: str) -> Record | None:
        """The record with this id, None where there is none."""
        ...

    def linked(self, type_key: str, field: str, id: str) -> list[Record]:
        """The records of a type whose link, or set of links, holds this id; none that is removed;
        the oldest first."""
        ...

    def attached(self, hash: str) -> bytes:
        """The content of an attached file; raises WorldError where it is not on this machine."""
        ...

    def office_name(self) -> str:
        """The office as it calls itself."""
        ...

    def our_organisation(self) -> str:
        """The id of the organisation that the office belongs to, "" where none is set."""
        ...

    def title(self, type_key: str, id: str) -> str:
        """The name of a record in the current language, "" where it has none."""
        ...


def gather(
    reader: Reader, note_id: str, language: Language, *, printed_on: date | None = None
) -> MinutesFacts:
    """The facts of the minutes of a note, in the words of `language`; `printed_on` is today by
    default. Raises WorldError where there is no such note, or where it is confidential."""
    with using(language):
        note = _note(reader, note_id)
        return _Gatherer(reader, note).facts(printed_on or date.today())


def _note(reader: Reader, note_id: str) -> Record:
    note = reader.record("note", note_id)
    if note is None or note.removed:
        raise WorldError("no_note", "There is no note {id}. See the list of notes.", id=note_id)
    if note.one("confidential"):
        raise WorldError(
            "confidential_note",
            "The note {title} is confidential and is not printed. Take the mark off first.",
            title=note.text("title"),
        )
    return note


class _Gatherer:
    def __init__(self, reader: Reader, note: Record) -> None:
        self._reader = reader
        self._note = note
        self._fields = record_type("note").by_key
        starts = note.one("starts")
        self._day = day_of(starts) if starts else None
        self._organisations = tuple(str(id) for id in note.many("organisations"))

    def facts(self, printed_on: date) -> MinutesFacts:
        note = self._note
        decisions = self._decisions()
        return MinutesFacts(
            office=self._reader.office_name(),
            kind=self._shown("kind"),
            title=note.text("title"),
            when=self._when(),
            place=", ".join(filter(None, [note.text("venue"), self._name("place", note.one("place"))])),
            rapporteur=self._name("person", note.one("rapporteur")),
            state=self._shown("state"),
            partners=tuple(self._partners()),
            present=tuple(self._present()),
            agenda=note.text("agenda"),
            text=_MENTION.sub("", note.text("text")),
            lines=tuple(self._lines()),
            decisions=tuple(decision.text("text") for decision in decisions),
            follow_ups=tuple(self._follow_ups(decisions)),
            photos=tuple(self._photos()),
            reference=note.id[:_SHORT_ID],
            printed_on=printed_on,
            opening=note.text("purpose"),
            draft=note.one("state") == "draft",
        )

    def _shown(self, key: str) -> str:
        value = self._note.values.get(key)
        return "" if value is None else show(self._fields[key], value)

    def _open(self, type_key: str, id: Scalar | None) -> Record | None:
        """A record that may be printed, else None."""
        found = self._reader.record(type_key, str(id)) if id else None
        return found if found and not found.removed and not found.one("confidential") else None

    def _name(self, type_key: str, id: Scalar | None) -> str:
        return self._reader.title(type_key, str(id)) if self._open(type_key, id) else ""

    # --- when and who ---------------------------------------------------------------------

    def _when(self) -> str:
        starts, ends = self._note.one("starts"), self._note.one("ends")
        if not isinstance(starts, str):
            return ""
        return written_out(starts, ends if isinstance(ends, str) else "")

    def _partners(self) -> Iterator[str]:
        for organisation in self._organisations:
            name = self._name("organisation", organisation)
            if name and not self._is_ours(organisation):
                yield name

    def _is_ours(self, organisation: str) -> bool:
        """Whether it is our organisation or stands below it."""
        ours = self._reader.our_organisation()
        seen: set[str] = set()
        while organisation and ours and organisation not in seen:
            if organisation == ours:
                return True
            seen.add(organisation)
            above = self._reader.record("organisation", organisation)
            organisation = str(above.one("parent_organisation") or "") if above else ""
        return False

    def _present(self) -> Iterator[Present]:
        seen: set[str] = set()
        for attendance in self._reader.linked("attendance", "note", self._note.id):
            person = str(attendance.one("person") or "")
            if attendance.one("confidential") or (person and person in seen):
                continue
            seen.add(person)
            role = self._role(attendance)
            if person:
                yield from self._person(person, role)
            elif name := attendance.text("name"):
                yield Present(name, role, "", ours=False)
        for met in self._note.many("persons_met"):
            if str(met) not in seen:
                yield from self._person(str(met), "")

    def _role(self, attendance: Record) -> str:
        role = attendance.one("role")
        if role is None or role in _PLAIN_ROLES:
            return ""
        return show(record_type("attendance").by_key["role"], role)

    def _person(self, person: str, role: str) -> Iterator[Present]:
        name = self._name("person", person)
        if not name:
            return
        post = self._post(person)
        function = post.text("function") if post else ""
        organisation = str(post.one("organisation") or "") if post else ""
        if role and function:
            role = role[0].lower() + role[1:]
        yield Present(
            name,
            ", ".join(filter(None, [function, role])),
            self._name("organisation", organisation),
            ours=self._is_ours(organisation),
        )

    def _post(self, person: str) -> Record | None:
        """The post held on the day of the note: one in an organisation concerned before others,
        then the newest."""
        held = [post for post in self._reader.linked("post", "person", person)
                if not post.one("confidential") and self._holds(post)]  # fmt: skip
        return max(held, key=self._nearness, default=None)

    def _holds(self, post: Record) -> bool:
        if self._day is None:
            return not post.one("until")
        day = self._day.isoformat()
        return str(post.one("from") or "") <= day <= str(post.one("until") or "9999")

    def _nearness(self, post: Record) -> tuple[bool, str]:
        organisation = str(post.one("organisation") or "")
        concerned = organisation in self._organisations or self._is_ours(organisation)
        return concerned, str(post.one("from") or "")

    # --- what followed --------------------------------------------------------------------

    def _decisions(self) -> list[Record]:
        found = [decision for decision in self._reader.linked("decision", "note", self._note.id)
                 if not decision.one("confidential")]  # fmt: skip
        return sorted(found, key=_number)

    def _follow_ups(self, decisions: Iterable[Record]) -> Iterator[FollowUpLine]:
        sources = [self._note.id, *(decision.id for decision in decisions)]
        for source in sources:
            for follow_up in self._reader.linked("follow-up", "comes_from", source):
                if follow_up.one("confidential") or follow_up.one("state") == "dropped":
                    continue
                due = follow_up.one("due_on")
                yield FollowUpLine(
                    what=follow_up.text("what"),
                    who=self._name("person", follow_up.one("who")),
                    due=day_of(due) if due else None,
                    done=follow_up.one("state") == "done",
                )

    def _photos(self) -> Iterator[Photo]:
        # A set has no order of its own; names of cameras count up.
        files = sorted(map(AttachedFile.of, self._note.many("photos")), key=lambda file: file.name)
        for at, file in enumerate(files, 1):
            name = file.name.rpartition(".")[0] or file.name
            caption = _PHOTO.format(n=at) if _CAMERA_NAME.fullmatch(name) else name.replace("_", " ")
            yield Photo(self._content(file), caption)

    def _content(self, file: AttachedFile) -> bytes:
        try:
            return self._reader.attached(file.hash)
        except WorldError:
            return b""  # not here yet: the page names the photo instead

    # --- every other field ----------------------------------------------------------------

    def _lines(self) -> Iterator[tuple[str, str]]:
        for field in self._fields.values():
            value = self._note.values.get(field.key)
            if value is None or field.private or field.key in _PLACED:
                continue
            if text := self._text(field, value):
                yield str(field.label), text

    def _text(self, field: Field, value: Value) -> str:
        if not isinstance(field.kind, Link):
            return show(field, value)
        ids = value if isinstance(value, tuple) else (value,)
        return figures.listed([name for id in ids if (name := self._linked_name(field.kind, str(id)))])

    def _linked_name(self, kind: Link, id: str) -> str:
        return next((name for type_key in kind.to if (name := self._name(type_key, id))), "")


def _number(decision: Record) -> int:
    number = decision.one("number")
    return number if isinstance(number, int) else 10_000

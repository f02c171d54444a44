# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a form shows of a record, made on the worker: texts as one would type them, names of what
is linked, and the text that was typed last time and not saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coopdesk.desk import drafts, naming
from coopdesk.desk.asking import open_record
from coopdesk.desk.desk import Desk
from coopdesk.desk.drafts import Draft
from coopdesk.desk.entering import Entered
from coopdesk.language import N_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Attachment, Country, Day, Link, Moment, Phone, Scalar, Tongue, split_moment
from coopdesk.records.values import Record, Value
from coopdesk.ui.cells import day

if TYPE_CHECKING:
    from coopdesk.ui.deciding.acts import Opened

NEW = "new"
NEW_TITLE = N_("New: {type}")
CHANGED_BY = N_("{type} · changed by {officer}, {day}")


@dataclass(frozen=True, slots=True)
class Displayed:
    """A form filled in: for a new record `record` is None."""

    kind: RecordType
    record: Record | None = None
    title: str = ""
    entered: Mapping[str, Entered] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    draft: Draft | None = None
    given: Mapping[str, Entered] = field(default_factory=dict)
    """What a new record begins with, as if it were typed."""
    decisions: "tuple[Opened, ...]" = ()
    """The fields with two versions."""


def head_words(shown: Displayed) -> tuple[str, str]:
    """The title of the form, and who changed the record last, "" for a new one."""
    label = str(shown.kind.label)
    if shown.record is None:
        return NEW_TITLE.format(type=label.lower()), ""
    stamp = shown.record.changed
    told = CHANGED_BY.format(type=label, officer=stamp.officer, day=day(stamp.at)) if stamp else ""
    return shown.title or label, told


def draft_key(kind: RecordType, record_id: str | None) -> str:
    """What the draft of a form is kept under."""
    return f"{kind.key}:{record_id or NEW}"


def displayed(desk: Desk, kind: RecordType, record_id: str) -> Displayed:
    """A record as its form shows it; raises WorldError where there is none."""
    record = open_record(desk, kind, record_id)
    entered: dict[str, Entered] = {}
    names: dict[str, str] = {}
    for what in kind.fields:
        value = record.values.get(what.key)
        if value is not None:
            entered[what.key] = as_typed(desk, what, value)
            names.update(_names(desk, what, value))
    draft = drafts.load_draft(desk, draft_key(kind, record_id))
    if draft:
        names.update(_names_of_typed(desk, kind, draft.values))
    title, open_ones = naming.title_of_record(desk, record), _decisions(desk, record)
    return Displayed(kind, record, title, entered, names, draft, decisions=open_ones)


def _decisions(desk: Desk, record: Record) -> "tuple[Opened, ...]":
    """What is to be decided in a record; what weighs it is loaded where there is something."""
    if not record.conflicts:
        return ()
    from coopdesk.desk import weighing
    from coopdesk.ui.deciding import acts

    found = weighing.of_record(desk, list(record.conflicts.values()))
    return tuple(acts.with_draft(desk, one) for one in found)


def blank(desk: Desk, kind: RecordType, given: Mapping[str, Entered] | None = None) -> Displayed:
    """The form of a new record that begins with the values given."""
    draft = drafts.load_draft(desk, draft_key(kind, None))
    names = _names_of_typed(desk, kind, draft.values) if draft else {}
    names.update(_names_of_typed(desk, kind, given or {}))
    return Displayed(kind, names=names, draft=draft, given=given or {})


def as_typed(desk: Desk, what: Field, value: Value) -> Entered:
    """A value as an editor holds it."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return tuple(str(member) for member in value)
    return _line(desk, what, value)


def _line(desk: Desk, what: Field, scalar: Scalar) -> str:
    """One value as one would type it; it reads back as the same value in any language."""
    kind = what.kind
    if isinstance(kind, Day | Country | Tongue | Phone):
        return kind.show(scalar)
    if isinstance(kind, Moment):
        _, zone = split_moment(str(scalar))
        return (
            kind.show(scalar)
            if zone in ("", desk.locality.zone) and ":00" in _seconds(scalar)
            else str(scalar)
        )
    return str(scalar)


def _seconds(scalar: Scalar) -> str:
    """The seconds of a moment, which its shown form leaves out: ":00", also for a day alone."""
    at, _ = split_moment(str(scalar))
    return at[16:19] or ":00"


def _names(desk: Desk, what: Field, value: Value) -> Iterable[tuple[str, str]]:
    if isinstance(value, Mapping):
        return
    for scalar in value if isinstance(value, tuple) else (value,):
        if isinstance(what.kind, Link):
            yield str(scalar), naming.link_title(desk, str(scalar)) or str(scalar)
        elif isinstance(what.kind, Attachment) or what.kind.many:
            yield str(scalar), what.kind.show(scalar)


def _names_of_typed(desk: Desk, kind: RecordType, typed: Mapping[str, Entered]) -> dict[str, str]:
    names: dict[str, str] = {}
    for what in kind.fields:
        entered = typed.get(what.key, "")
        for text in entered if isinstance(entered, tuple) else (entered,):
            if isinstance(what.kind, Link) and isinstance(text, str) and naming.link_title(desk, text):
                names[text] = naming.link_title(desk, text)
    return names

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a form shows of a record, made on the worker: texts as one would type them, names of what
is linked, and the text that was typed last time and not saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coopdesk.desk import drafts, naming
from coopdesk.desk.asking import open_record
from coopdesk.desk.desk import Desk
from coopdesk.desk.drafts import Draft
from coopdesk.desk.entering import Entered
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Attachment, Country, Day, Link, Moment, Phone, Scalar, Tongue, split_moment
from coopdesk.records.values import Record, Value

NEW = "new"


@dataclass(frozen=True, slots=True)
class Displayed:
    """A form filled in: for a new record `record` is None."""

    kind: RecordType
    record: Record | None = None
    title: str = ""
    entered: Mapping[str, Entered] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    draft: Draft | None = None


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
        names.update(_names_of_draft(desk, kind, draft))
    return Displayed(kind, record, naming.title_of_record(desk, record), entered, names, draft)


def blank(desk: Desk, kind: RecordType) -> Displayed:
    """The form of a new record."""
    draft = drafts.load_draft(desk, draft_key(kind, None))
    return Displayed(kind, names=_names_of_draft(desk, kind, draft) if draft else {}, draft=draft)


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


def _names_of_draft(desk: Desk, kind: RecordType, draft: Draft) -> dict[str, str]:
    names: dict[str, str] = {}
    for what in kind.fields:
        entered = draft.values.get(what.key, "")
        for text in entered if isinstance(entered, tuple) else (entered,):
            if isinstance(what.kind, Link) and isinstance(text, str) and naming.link_title(desk, text):
                names[text] = naming.link_title(desk, text)
    return names

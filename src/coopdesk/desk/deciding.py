# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two versions of a field: what stands to be decided, and deciding it."""

from collections.abc import Mapping

from coopdesk.desk.desk import Desk
from coopdesk.desk.edits import attached_by
from coopdesk.desk.naming import link_title, resolve_link
from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.history.leaf import version_name
from coopdesk.language import N_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Attachment, Flag, Json, Link, Scalar
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.values import Touches, Value
from coopdesk.store import deciding
from coopdesk.store.deciding import KeptDecision, KeptVersion
from coopdesk.store.earlier import earlier
from coopdesk.store.writing import Change, Saved

BIN = Field("~removed", Flag(), N_("Bin"))


@dataclass(frozen=True, slots=True)
class OfferedVersion:
    """One version to choose: its number from 1, as people read it, as JSON, and whose it is."""

    number: int
    shown: str
    value: Json
    officer: str
    at: str
    device: str


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A field with several versions; `slot` is the language of a multilingual one. While it waits
    for earlier changes nothing needs to be decided."""

    id: str
    type: str
    record: str
    title: str
    field: str
    slot: str
    waiting: bool
    versions: tuple[OfferedVersion, ...]


def open_decisions(desk: Desk) -> list[OpenDecision]:
    """Everything with two versions; the version shown now stands first."""
    return [offered(desk, kept) for kept in deciding.open_decisions(desk.store.connection)]


def offered(desk: Desk, kept: KeptDecision) -> OpenDecision:
    """A decision as people read it."""
    what = field_of(kept)
    versions = tuple(_version(desk, what, number, version) for number, version in enumerate(kept.versions, 1))
    title = link_title(desk, kept.record)
    return OpenDecision(kept.id, kept.type, kept.record, title, kept.field, kept.slot, kept.waiting, versions)


def field_of(kept: KeptDecision) -> Field:
    """The field that is to be decided, or the bin."""
    return BIN if kept.is_about_removal else STORED_BY_KEY[kept.type].field(kept.field)


def _version(desk: Desk, what: Field, number: int, kept: KeptVersion) -> OfferedVersion:
    shown = "" if kept.value is None else what.kind.show(kept.value)
    if isinstance(what.kind, Link) and kept.value is not None:
        shown = link_title(desk, str(kept.value)) or shown
    if what is BIN:
        shown = str(N_("in the bin")) if kept.value else str(N_("kept, with a later change"))
    value = None if kept.value is None else what.kind.to_json(kept.value)
    return OfferedVersion(number, shown, value, kept.officer, kept.at, kept.device)


def resolve(desk: Desk, decision: str, keep: int | None = None, value: str | None = None) -> Saved | None:
    """Decide: keep the version with this number, or a third value. Settles it everywhere.

    Raises WorldError for an outdated decision, a number that isn't offered, or a bad value.
    """
    found = deciding.open_decisions(desk.store.connection, decision)
    if not found:
        raise WorldError(
            "outdated_decision",
            "This decision is not open any more: {id}. See: coopdesk conflicts",
            id=decision,
        )
    kept = found[0]
    kind = STORED_BY_KEY[kept.type]
    what = field_of(kept)
    scalar = _chosen(kept, keep) if keep is not None else _third(desk, what, value)
    touches: Touches = {what.key: {kept.slot: scalar} if kept.slot else scalar}
    if keep is not None:
        touches |= _companions(desk, kind, what, kept, keep)
    saved = desk.store.save([Change(kind, kept.record, touches)], desk.office.officer)
    return saved[0] if saved else None


def write_on(desk: Desk, decided: OpenDecision, after: str, value: str) -> Saved | None:
    """Save what was typed on after a third value, `after`, had been given to be saved; None where that was
    not, or another value stands there now. Raises WorldError for a bad value."""
    if deciding.open_decisions(desk.store.connection, decided.id):
        return None
    kind = STORED_BY_KEY[decided.type]
    what = kind.field(decided.field)
    record = desk.record(decided.type, decided.record)
    standing = record.values.get(what.key) if record else None
    if isinstance(standing, Mapping):
        standing = standing.get(decided.slot)
    if standing != _third(desk, what, after):
        return None
    scalar = _third(desk, what, value)
    touches: Touches = {what.key: {decided.slot: scalar} if decided.slot else scalar}
    saved = desk.store.save([Change(kind, decided.record, touches)], desk.office.officer)
    return saved[0] if saved else None


def _chosen(kept: KeptDecision, number: int) -> Scalar | None:
    if not 1 <= number <= len(kept.versions):
        raise WorldError(
            "no_such_version",
            "There is no version {number} here: choose from 1 to {count}.",
            number=number,
            count=len(kept.versions),
        )
    return kept.versions[number - 1].value


def _companions(desk: Desk, kind: RecordType, what: Field, kept: KeptDecision, number: int) -> Touches:
    """Fields that change as one value are decided as one: the others as that version showed them."""
    together = [other.key for other in kind.fields if what.together and other.together == what.together]
    if not together:
        return {}
    version = version_name(kept.versions[number - 1].leaf)
    shown = earlier(desk.store, kind, kept.record, version).values
    return {key: _single(shown.get(key)) for key in together if key != what.key}


def _single(value: Value | None) -> Scalar | None:
    return value if isinstance(value, str | int) else None


def _third(desk: Desk, what: Field, text: str | None) -> Scalar | None:
    if text is None:
        raise WorldError("nothing_chosen", "Choose a version with --keep or write a third one with --value.")
    if not text:
        return None
    if isinstance(what.kind, Link):
        return resolve_link(desk, what, text)
    if isinstance(what.kind, Attachment) and text.startswith("@"):
        return attached_by(desk, what, text)
    return what.kind.parse(text, desk.locality)

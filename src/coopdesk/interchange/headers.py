# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which column holds what: by a field's key, its label in any of our languages, or a usual heading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from coopdesk.errors import WorldError
from coopdesk.interchange.cells import Slot
from coopdesk.interchange.other_headings import OTHER_HEADINGS
from coopdesk.language import LANGUAGES, current
from coopdesk.language.figures import language_codes
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Link
from coopdesk.records.types import TYPES

ID, VERSION, TYPE = "id", "version", "type"
NAME_BESIDE = " (name)"
"""Ends the header of a column that only helps to read the links beside it."""
CONTINUED = "+"
"""Parts the key of a text too long for one cell from the number of a further piece: text+2."""

_CONTINUED = re.compile(r"(.+)\+(\d+)")
_IN_LANGUAGE = re.compile(r"(.+?)\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column, counted from 0, holds what; `pieces` are the further columns of long texts."""

    slots: Mapping[Slot, int]
    pieces: Mapping[Slot, tuple[int, ...]]
    id: int | None
    version: int | None
    type: int | None
    unknown: tuple[str, ...]


def layout(kind: RecordType, columns: Sequence[str]) -> Layout:
    """What the columns hold for a record type; raises WorldError where two hold the same."""
    slots: dict[Slot, int] = {}
    pieces: dict[Slot, dict[int, int]] = {}
    frame: dict[str, int] = {}
    unknown = []
    for place, column in enumerate(columns):
        if column.casefold() in (ID, VERSION, TYPE) and column.casefold() not in kind.by_key:
            frame.setdefault(column.casefold(), place)
            continue
        piece = _piece(kind, column)
        if piece:
            pieces.setdefault(piece[0], {})[piece[1]] = place
            continue
        slot = slot_of(kind, column)
        if slot is None:
            if column and not _names_links(kind, column):
                unknown.append(column)
            continue
        if slot in slots:
            raise WorldError(
                "column_twice",
                "Two columns hold the same field: {one} and {other}. Remove or rename one of them.",
                one=columns[slots[slot]],
                other=column,
            )
        slots[slot] = place
    further = {slot: tuple(found[number] for number in sorted(found)) for slot, found in pieces.items()}
    return Layout(slots, further, frame.get(ID), frame.get(VERSION), frame.get(TYPE), tuple(unknown))


def _piece(kind: RecordType, column: str) -> tuple[Slot, int] | None:
    found = _CONTINUED.fullmatch(column)
    slot = slot_of(kind, found[1]) if found else None
    return (slot, int(found[2])) if found and slot else None


def _names_links(kind: RecordType, column: str) -> bool:
    slot = slot_of(kind, column.removesuffix(NAME_BESIDE)) if column.endswith(NAME_BESIDE) else None
    return slot is not None and isinstance(kind.field(slot[0]).kind, Link)


def slot_of(kind: RecordType, column: str) -> Slot | None:
    """The field and language that a column's header means: "name", "name.fr", "Nom (français)"."""
    what = _field(kind, column)
    if what:
        return what.key, current() if what.kind.multilingual else ""
    name, _, language = column.rpartition(".")
    bracketed = _IN_LANGUAGE.fullmatch(column)
    if bracketed:
        name, language = bracketed[1], bracketed[2]
    what = _field(kind, name) if name else None
    code = _language(language) if what and what.kind.multilingual else ""
    return (what.key, code) if what and code else None


def _language(text: str) -> str:
    text = text.strip().casefold()
    if re.fullmatch(r"[a-z]{2,3}", text):
        return text
    return language_codes().get(text, "")


def _field(kind: RecordType, name: str) -> Field | None:
    plain = name.strip().casefold()
    return kind.by_key.get(plain) or kind.by_key.get(plain.replace(" ", "_")) or _by_label(kind).get(plain)


@cache
def _by_label(kind: RecordType) -> dict[str, Field]:
    """The fields by their labels in every language; labels that two fields share name neither."""
    found: dict[str, Field] = {}
    shared = set()
    for what in kind.fields:
        for label in {what.label.text(language).casefold() for language in LANGUAGES}:
            if label in found:
                shared.add(label)
            found.setdefault(label, what)
    labels = {label: what for label, what in found.items() if label not in shared}
    usual = {
        heading: what
        for what in kind.fields
        for heading in OTHER_HEADINGS.get(what.key, ())
        if heading not in found
    }
    return usual | labels


def missing(kind: RecordType, found: Layout) -> str:
    """The key of a required field that no column holds; "" where there is none, or where the
    rows name records that exist already."""
    if found.id is not None:
        return ""
    held = {key for key, _ in found.slots}
    return next((what.key for what in kind.fields if what.required and what.key not in held), "")


def guessed_type(columns: Sequence[str]) -> RecordType | None:
    """The type that the columns fit best, None where several fit as well."""
    ranked = []
    for kind in TYPES:
        found = layout_or_none(kind, columns)
        if found and found.slots and not missing(kind, found):
            ranked.append((len(found.slots), kind))
    ranked.sort(key=lambda item: -item[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def layout_or_none(kind: RecordType, columns: Sequence[str]) -> Layout | None:
    """Like `layout`, None where two columns hold the same."""
    try:
        return layout(kind, columns)
    except WorldError:
        return None

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mapping file: which records one row feeds. Its form is told in README.md beside this file."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopdesk.errors import WorldError
from coopdesk.interchange.cells import Slot
from coopdesk.interchange.headers import slot_of
from coopdesk.interchange.match_keys import Key, Keys, default_keys
from coopdesk.interchange.sheet import Row, unreadable
from coopdesk.interchange.templates import Place, Tables, Template, template
from coopdesk.interchange.wishes import FlawedCell, Wish
from coopdesk.language.reasons import reason_of
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import Link
from coopdesk.records.types import record_type

LARGEST_MAPPING = 1024 * 1024
_WORDS = frozenset(("as", "type", "match", "when", "fields"))
_TOP_WORDS = frozenset(("record", "values", "when"))
Conditions = Mapping[str, frozenset[str]]
"""Columns that must not be empty; where texts are named, must hold one of them."""


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """One record of each row."""

    name: str
    type: RecordType
    match: Keys
    when: Conditions
    fields: Mapping[Slot, tuple[Template, ...]]
    links: Mapping[str, tuple[str, ...]]

    @property
    def needed(self) -> frozenset[str]:
        """The names of the records without which this one makes no sense."""
        return frozenset(
            name for key, names in self.links.items() if self.type.by_key[key].required for name in names
        )


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping file as it was read."""

    records: tuple[RecordPlan, ...]
    when: Conditions

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is used, in order of appearance."""
        found = [*self.when]
        for record in self.records:
            found += record.when
            found += [column for texts in record.fields.values() for text in texts for column in text.columns]
        return tuple(dict.fromkeys(found))


def read_mapping(file: Path) -> Mapped:
    """The mapping in a file; raises WorldError where it can't be read or means nothing."""
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_MAPPING + 1)
    except OSError as error:
        raise unreadable(file, reason_of(error)) from error
    try:
        found = tomllib.loads(data[:LARGEST_MAPPING].decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorldError(
            "mapping_file",
            "The mapping file is not well written: {file} ({reason}).",
            file=file.name,
            reason=str(error),
        ) from error
    return mapped(found)


def mapped(found: Mapping[str, Any]) -> Mapped:
    """The mapping of a TOML document."""
    _only(found, _TOP_WORDS)
    tables = found.get("values", {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise _wrong("values")
    told: Tables = {name: {key: str(text) for key, text in table.items()} for name, table in tables.items()}
    records: list[RecordPlan] = []
    for part in _list(found.get("record"), "record"):
        earlier = {record.name: record.type for record in records if record.name}
        if part.get("as") in earlier:
            raise _wrong(f"as = {part['as']}")
        records.append(_record(part, told, earlier))
    if not records:
        raise WorldError("mapping_empty", "The mapping file describes no record. Begin one with [[record]].")
    return Mapped(tuple(records), _conditions(found.get("when")))


def _list(value: object, word: str) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise _wrong(word)
    return value


def _only(found: Mapping[str, Any], allowed: frozenset[str]) -> None:
    for word in found:
        if word not in allowed:
            raise WorldError(
                "mapping_word",
                "The mapping file has a word that means nothing here: {word}. Possible: {words}.",
                word=word,
                words=", ".join(sorted(allowed)),
            )


def _wrong(word: str) -> WorldError:
    return WorldError(
        "mapping_form", "In the mapping file, this is not written as it should be: {word}.", word=word
    )


def _record(part: Mapping[str, Any], tables: Tables, earlier: Mapping[str, RecordType]) -> RecordPlan:
    _only(part, _WORDS)
    kind = record_type(str(part.get("type", "")))
    fields: dict[Slot, tuple[Template, ...]] = {}
    links: dict[str, tuple[str, ...]] = {}
    for column, value in _flat(part.get("fields", {})):
        slot = slot_of(kind, column)
        if slot is None:
            kind.field(column.partition(".")[0])
            raise _wrong(column)
        texts = [_text(one, column) for one in (value if isinstance(value, list) else [value])]
        names = tuple(text[1:] for text in texts if text.startswith("@") and text[1:] in earlier)
        if any(text.startswith("@") and not text.startswith("@@") for text in texts) or names:
            links[slot[0]] = _checked(kind, slot[0], texts, earlier)
        else:
            fields[slot] = tuple(template(text, tables) for text in texts)
    return RecordPlan(
        str(part.get("as", "")),
        kind,
        _match(kind, part.get("match")),
        _conditions(part.get("when")),
        fields,
        links,
    )


def _flat(fields: object, before: str = "") -> Iterator[tuple[str, object]]:
    """Fields by their columns; name.fr may stand with or without quotation marks."""
    if not isinstance(fields, dict):
        raise _wrong("fields")
    for key, value in fields.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _text(value: object, column: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list) or value is None:
        raise _wrong(column)
    return str(value)


def _checked(
    kind: RecordType, key: str, texts: Sequence[str], earlier: Mapping[str, RecordType]
) -> tuple[str, ...]:
    what = kind.field(key)
    names = tuple(text.removeprefix("@") for text in texts)
    for text, name in zip(texts, names, strict=True):
        fits = isinstance(what.kind, Link) and (
            not what.kind.to or (name in earlier and earlier[name].key in what.kind.to)
        )
        if not text.startswith("@") or name not in earlier or not fits:
            raise WorldError(
                "mapping_link",
                "In the mapping file, {field} points to {name}:"
                " no record above it is called so and can stand there.",
                field=key,
                name=text,
            )
    return names


def _match(kind: RecordType, value: object) -> Keys:
    if value is None:
        return default_keys(kind)
    parts: list[object] = value if isinstance(value, list) else [value]
    keys = parts if parts and all(isinstance(part, list) for part in parts) else [parts]
    found: list[Key] = []
    for key in keys:
        names = [name for name in key if isinstance(name, str)] if isinstance(key, list) else []
        if not names or not isinstance(key, list) or len(names) != len(key):
            raise _wrong("match")
        found.append(tuple(kind.field(name).key for name in names))
    return tuple(found)


def _conditions(value: object) -> Conditions:
    if value is None:
        return {}
    if isinstance(value, dict):
        return {
            column: frozenset(str(text) for text in (texts if isinstance(texts, list) else [texts]))
            for column, texts in value.items()
        }
    return {str(column): frozenset() for column in (value if isinstance(value, list) else [value])}


class MappedPlan:
    """Makes wishes of rows by a mapping file."""

    def __init__(self, mapping: Mapped, columns: Sequence[str]) -> None:
        """Raises WorldError where the sheet lacks a column that the mapping names."""
        self._mapping = mapping
        self._columns = tuple(columns)
        self._places = {column: place for place, column in reversed(list(enumerate(columns)))}
        self.notices: tuple[str, ...] = ()
        self.lacks_columns = False  # a mapping says which columns it uses
        lacking = [column for column in mapping.columns if column not in self._places]
        if lacking:
            raise WorldError(
                "mapping_column",
                "The mapping names columns that the file does not have: {columns}. Its columns: {present}.",
                columns=", ".join(lacking),
                present=", ".join(columns),
            )

    def wishes(self, row: Row) -> Iterator[Wish]:
        """The records of a row; raises FlawedCell."""

        def cell(column: str) -> str:
            place = self._places[column]
            if place in row.flaws:
                raise FlawedCell(column, row.flaws[place])
            return row.cells[place] if place < len(row.cells) else ""

        if not _holds(self._mapping.when, cell):
            return
        made: set[str] = set()
        for plan in self._mapping.records:
            if not _holds(plan.when, cell) or not plan.needed <= made:
                continue
            texts = {slot: "; ".join(filter(None, (one.fill(cell) for one in found)))
                     for slot, found in plan.fields.items()}  # fmt: skip
            links = {key: tuple(name for name in names if name in made) for key, names in plan.links.items()}
            if not _says_something(plan, texts, links):
                continue
            made.add(plan.name)
            columns = {slot: ", ".join(dict.fromkeys(c for one in found for c in one.columns)) or slot[0]
                       for slot, found in plan.fields.items()}  # fmt: skip
            kept = {slot: text for slot, text in texts.items() if text}
            yield Wish(plan.type, kept, columns, plan.match, plan.name, {k: v for k, v in links.items() if v})


def _holds(conditions: Conditions, cell: Callable[[str], str]) -> bool:
    for column, texts in conditions.items():
        text = cell(column).strip()
        if not text or (texts and text not in texts):
            return False
    return True


def _says_something(
    plan: RecordPlan, texts: Mapping[Slot, str], links: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether a row gives a record more than what the mapping says of every row."""
    fed = (
        slot
        for slot, found in plan.fields.items()
        if any(isinstance(p, Place) for t in found for p in t.parts)
    )
    return any(texts[slot] for slot in fed) or any(links.values())

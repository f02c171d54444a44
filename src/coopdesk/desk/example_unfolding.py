# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the readable files of the example office to values that can be saved: pure.

resources/example/README.md says how the files are written: texts by language, "@name" for a
link, days counted from today, so that the example is as true next year as on the day it was made.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coopdesk.errors import BugError
from coopdesk.language import LANGUAGES, Language, figures, using
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Day, Json, Moment
from coopdesk.records.types import BY_KEY, parts_of
from coopdesk.records.values import best

EVERY = "every"
"""The table whose values every record of its file begins with."""
NAME = "name_here"
"""The key by which a part gets a name that links can use."""

Table = Mapping[str, Json]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(
    r"today(?P<days>[+-]\d+)?"
    r"(?: (?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?P<after>[+-]\d+)?)?(?P<hour> \d\d:\d\d)?"
)
_YEAR = re.compile(r"year(?P<years>[+-]\d+)?")
_BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Example:
    """A record of the example: the name by which links know it ("" for none), and its values as
    JSON; links stand as "@name", files by their path in the example's folder."""

    type: RecordType
    name: str
    values: dict[str, Json]


def unfold(type_key: str, sheet: Mapping[str, Table], on: date, language: Language) -> list[list[Example]]:
    """The records of a file in its order, each with its parts: what an officer would save at once.

    Single texts are taken in `language`, days counted from `on`. Raises BugError for what the
    declarations don't know.
    """
    every = sheet.get(EVERY, {})
    return [
        list(_whole(BY_KEY[type_key], name, {**every, **table}, on, language))
        for name, table in sheet.items()
        if name != EVERY
    ]


def values_of(kind: RecordType, table: Table, on: date, language: Language) -> dict[str, Json]:
    """The values of a table's fields, ready to be read as JSON but for links and files."""
    unknown = [key for key in table if key not in kind.by_key]
    if unknown:
        raise BugError(
            "example_field",
            "the example's {type} has no field {field}",
            type=kind.key,
            field=unknown[0],
        )
    return {key: _value(kind.by_key[key], raw, on, language) for key, raw in table.items()}


def day(text: str, on: date) -> str:
    """A day or moment as the files write it ("today-45", "today-9 tue 09:30") in its ISO form; any
    other text as it is. A weekday is the last one before that day, or that day itself."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    counted = on + timedelta(int(found["days"] or 0))
    if found["weekday"]:
        back = (counted.weekday() - _WEEKDAYS.index(found["weekday"])) % 7
        counted += timedelta(int(found["after"] or 0) - back)
    return counted.isoformat() + (found["hour"] or "")


def filled(text: str, on: date, language: Language) -> str:
    """A text with its {year-2} and {today+30} written out as `language` writes them."""
    return _BRACES.sub(lambda found: _written(found[1], on, language), text)


def _written(place: str, on: date, language: Language) -> str:
    year = _YEAR.fullmatch(place)
    if year:
        return str(on.year + int(year["years"] or 0))
    with using(language):
        return figures.day(date.fromisoformat(day(place, on)))


def _whole(kind: RecordType, name: str, table: Table, on: date, language: Language) -> Iterator[Example]:
    parts = {part.key: part for part in parts_of(kind.key)}
    own = {key: raw for key, raw in table.items() if key not in parts and key != NAME}
    yield Example(kind, name, values_of(kind, own, on, language))
    for key, part in parts.items():
        for inner in _tables(table.get(key)):
            with_whole = {part.whole: f"@{kind.key}/{name}", **inner}
            yield from _whole(part, str(inner.get(NAME, "")), with_whole, on, language)


def _tables(raw: Json) -> list[Table]:
    return [inner for inner in raw if isinstance(inner, dict)] if isinstance(raw, list) else []


def _value(what: Field, raw: Json, on: date, language: Language) -> Json:
    if isinstance(raw, list):
        return [_value(what, member, on, language) for member in raw]
    if isinstance(raw, dict):
        texts: dict[str, str] = {
            code: filled(str(raw[code]).strip(), on, code) for code in LANGUAGES if code in raw
        }
        return {**texts} if what.kind.multilingual else best(texts, language)[0]
    if not isinstance(raw, str):
        return raw
    text = filled(raw.strip(), on, language)
    return day(text, on) if isinstance(what.kind, Day | Moment) else text

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of JSON that hold records: {"fields": {…}} or plainly {field: value}, one record each."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coopdesk.errors import FieldError, WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.records.kinds import Json

LONGEST = 32 * 1024 * 1024
BESIDE_FIELDS = ("id", "version", "type")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line: its number from 1, the record it names (if any), the version seen, the fields."""

    number: int
    id: str
    version: str
    type: str
    fields: dict[str, Json]


def read_lines(name: str) -> Iterator[RecordLine]:
    """The records of a file of JSON lines, one after the other; "-" is standard input.

    Empty lines are passed over. Raises WorldError naming the line that is not a record.
    """
    if name == "-":
        yield from _lines(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as stream:
            yield from _lines(stream)
    except OSError as error:
        raise WorldError(
            "unreadable", "This file cannot be read: {file} ({reason}).", file=name, reason=reason_of(error)
        ) from error


def _lines(stream: BinaryIO) -> Iterator[RecordLine]:
    number = 0
    while raw := stream.readline(LONGEST):
        number += 1
        with at_line(number):
            text = _text(raw).strip()
            if text:
                yield _record(number, text)


def _text(raw: bytes) -> str:
    if len(raw) >= LONGEST:
        raise WorldError("line_too_long", "The line is too long: at most {limit} bytes.", limit=LONGEST)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WorldError(
            "line_not_utf8", "The line is not text in UTF-8. Save the file as UTF-8 first."
        ) from None


def _record(number: int, text: str) -> RecordLine:
    try:
        # Decimals stay as they are written: 12.10, not 12.1
        found = json.loads(text, parse_float=str, parse_constant=_no_number, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        found = None
    fields = found.get("fields", found) if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(fields, dict):
        raise WorldError(
            "not_json", "The line is not a JSON object. Write {example}.", example='{"field": "value"}'
        )
    beside = {key: str(found.get(key) or "") for key in BESIDE_FIELDS}
    if fields is found:
        fields = {key: value for key, value in found.items() if key not in BESIDE_FIELDS}
    return RecordLine(number, beside["id"], beside["version"], beside["type"], fields)


def _no_number(name: str) -> Json:
    raise WorldError(
        "no_number", "This is not a number: {value}. Write null where there is none.", value=name
    )


def _each_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """An object whose keys are each named once: which of two values was meant, nobody knows."""
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise WorldError("key_twice", "{key} is named twice in one object. Name it once.", key=key)
        found[key] = value
    return found


@contextmanager
def at_line(number: int) -> Iterator[None]:
    """Whatever is refused inside is told with the number of its line."""
    try:
        yield
    except WorldError as error:
        if "line" in error.facts:
            raise
        field = error.field if isinstance(error, FieldError) else ""
        if field:
            raise FieldError(
                error.code, "Line {line}, {field}: {reason}", field=field, line=number, reason=error
            ) from error
        raise WorldError(error.code, "Line {line}: {reason}", line=number, reason=error) from error

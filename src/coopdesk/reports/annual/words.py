# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Difficulties and lessons, as they were noted during the year."""

from collections.abc import Iterable, Iterator, Sequence

from coopdesk.language import figures
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.values import Record
from coopdesk.reports.annual.facts import Remark


def difficulties(notes: Sequence[Record]) -> Iterator[Remark]:
    """The difficulties of notes (the newest first), the oldest first."""
    yield from _remarks(reversed(notes), "difficulties", "starts")


def lessons(notes: Sequence[Record], exchanges: Iterable[Record]) -> Iterator[Remark]:
    """The lessons of notes, then what was learnt in exchanges and what they changed."""
    yield from _remarks(reversed(notes), "lessons", "starts")
    for key in ("what_was_learnt", "what_changed"):
        yield from _remarks(exchanges, key, "ends")


def _remarks(records: Iterable[Record], key: str, day_key: str) -> Iterator[Remark]:
    for one in records:
        if text := one.text(key):
            day = day_in(one, day_key)
            yield Remark(text, ", ".join(filter(None, [one.text("title"), figures.day(day) if day else ""])))

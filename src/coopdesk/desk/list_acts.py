# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done with a list as it is seen: its conditions, one field of many records, its cells as text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from coopdesk.desk import asking, entering, exporting, paging, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.entering import Entered, Entry
from coopdesk.errors import CoopdeskError
from coopdesk.records.declaration import RecordType
from coopdesk.store.writing import Change


def change_all(
    desk: Desk, kind: RecordType, numbers: Sequence[int], key: str, entered: Entered
) -> tuple[str, ...]:
    """Give one field of the records with these row numbers the same value, as one save; the ids of those
    that were changed by it. Texts in languages that are left empty stay, members of a set are added.

    Raises the error of the first record that refuses: then nothing is saved.
    """
    changes = []
    for record in paging.rows(desk, kind, numbers):
        if record is None:
            continue
        wanted = entered
        if isinstance(entered, Mapping):
            wanted = {language: text for language, text in entered.items() if text}
        elif isinstance(entered, tuple):
            wanted = tuple(dict.fromkeys([*map(str, record.many(key)), *entered]))
        entry = Entry(kind, {key: wanted}, record.id, record.values, record.version)
        touches, errors = entering.read(desk, entry)
        if errors:
            raise next(iter(errors.values()))
        if touches:
            changes.append(Change(kind, record.id, touches, seen=record.version))
    saved = saving.save_all(desk, changes) if changes else []
    return tuple(one.id for one in saved if one.type == kind.key)


def as_table(desk: Desk, kind: RecordType, numbers: Sequence[int], keys: Sequence[str]) -> str:
    """The records with these row numbers as lines of cells between tabs, with a line of titles: what a
    sheet takes from the clipboard."""
    lines = ["\t".join(str(kind.field(key).label) for key in keys)]
    for record in paging.rows(desk, kind, numbers):
        if record is None:
            continue
        cells = []
        for key in keys:
            value = record.values.get(key)
            shown = "" if value is None else asking.shown(desk, kind.field(key), value)
            cells.append(_safe(" ".join(shown.split())))
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _safe(text: str) -> str:
    """A cell that a sheet takes for text, never for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not text[1:2].isdigit() else text


def export_seen(desk: Desk, kind: RecordType, wishes: Sequence[str], order: str, output: Path) -> int:
    """Write the records that a list shows, in its order; how many. Raises WorldError as `export` does."""
    return exporting.export(desk, kind.key, output, asking.page_of(desk, kind, wishes, order=order)).records


def numbers_of(desk: Desk, kind: RecordType, wishes: Sequence[str], order: str) -> list[int]:
    """The row numbers of the records that a list shows, in its order."""
    return list(paging.ids(desk, kind, order, asking.conditions(desk, kind, wishes)))


def condition_words(desk: Desk, kind: RecordType, wishes: Sequence[str]) -> tuple[str, ...]:
    """Each condition as people read it: Stage: signed."""
    found = []
    for wish in wishes:
        try:
            (one,) = asking.conditions(desk, kind, [wish])
        except CoopdeskError:
            found.append(wish)
            continue
        shown = "–" if one.value is None else asking.shown(desk, one.what, one.value)
        found.append(f"{one.what.label}: {shown}")
    return tuple(found)

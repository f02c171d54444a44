# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the window lets the worker do: each a verb of the desk with the notice of what it touched."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from coopdesk.desk import drafts, entering, naming, saving
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.entering import Entered, Entry, Refused
from coopdesk.language import Language
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui.displaying import draft_key
from coopdesk.ui.work import Done


def save(desk: Desk, entry: Entry) -> Done[str | Refused]:
    """Save a form and forget its draft; gives the id of the record, or why it was refused."""
    result = entering.enter(desk, entry)
    if isinstance(result, Refused):
        return Done(result)
    drafts.drop_draft(desk, draft_key(entry.kind, entry.id))
    if result is None:
        return Done(entry.id or "")
    return Done(result.id, Touched({result.type: (result.id,)}))


def remove(desk: Desk, kind: RecordType, record_id: str) -> Done[str]:
    """Move a record with its parts to the bin."""
    title = naming.title(desk, kind.key, record_id)
    gone = saving.remove(desk, kind, record_id)
    drafts.drop_draft(desk, draft_key(kind, record_id))
    return Done(title, touched_of((one.type, one.id) for one in gone))


def undo(desk: Desk) -> Done[int]:
    """Take the last save back; gives how many records changed, 0 when there was nothing to undo."""
    return _reversed(saving.undo(desk))


def redo(desk: Desk) -> Done[int]:
    """Bring back what the last undo took; gives how many records changed."""
    return _reversed(saving.redo(desk))


def _reversed(found: saving.Reversed | None) -> Done[int]:
    saved = found.saved if found else ()
    return Done(len(saved), touched_of((one.type, one.id) for one in saved))


def touched_of(ids: Iterable[tuple[str, str]]) -> Touched:
    """The notice of what changed, of (type, id)."""
    by_type: dict[str, tuple[str, ...]] = {}
    for key, record_id in ids:
        if key in BY_KEY:
            by_type[key] = (*by_type.get(key, ()), record_id)
    return Touched(by_type)


def keep_draft(desk: Desk, key: str, typed: Mapping[str, Entered], seen: str) -> Done[None]:
    """Keep what a form holds and has not saved; with nothing typed, forget it."""
    if typed:
        drafts.save_draft(desk, key, typed, seen)
    else:
        drafts.drop_draft(desk, key)
    return Done(None)


def drop_draft(desk: Desk, key: str) -> Done[None]:
    """Forget what a form held."""
    drafts.drop_draft(desk, key)
    return Done(None)


def write_minutes(desk: Desk, note: str, language: Language, path: Path) -> str:
    """Write the minutes of a note as PDF; gives the name of the file."""
    from coopdesk.desk.reporting import write_report

    write_report(desk, "minutes", language, path, note=note)
    return path.name


def remember_language(desk: Desk, language: Language) -> Done[None]:
    """Show this desk in a language from now on."""
    desk.change_office(language=language)
    return Done(None)

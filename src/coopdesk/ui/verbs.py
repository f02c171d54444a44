# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the window lets the worker do: each a verb of the desk with the notice of what it touched.

The desk's side of a verb loads on the worker, when it is first done: the first screen shows sooner.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk.desk import Desk, Office, Touched
from coopdesk.language import Language
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui.work import Done

if TYPE_CHECKING:
    from coopdesk.desk.entering import Entered, Entry, Refused
    from coopdesk.desk.safekeeping import BackupInfo
    from coopdesk.desk.saving import Reversed


def save(desk: Desk, entry: "Entry") -> "Done[str | Refused]":
    """Save a form and forget its draft; gives the id of the record, or why it was refused."""
    from coopdesk.desk import drafts, entering
    from coopdesk.desk.entering import Refused
    from coopdesk.ui.displaying import draft_key

    result = entering.enter(desk, entry)
    if isinstance(result, Refused):
        return Done(result)
    drafts.drop_draft(desk, draft_key(entry.kind, entry.id))
    if result is None:
        return Done(entry.id or "")
    return Done(result.id, Touched({result.type: (result.id,)}))


def remove(desk: Desk, kind: RecordType, record_id: str) -> Done[str]:
    """Move a record with its parts to the bin."""
    from coopdesk.desk import drafts, naming, saving
    from coopdesk.ui.displaying import draft_key

    title = naming.title(desk, kind.key, record_id)
    gone = saving.remove(desk, kind, record_id)
    drafts.drop_draft(desk, draft_key(kind, record_id))
    return Done(title, touched_of((one.type, one.id) for one in gone))


def undo(desk: Desk) -> Done[int]:
    """Take the last save back; gives how many records changed, 0 when there was nothing to undo."""
    from coopdesk.desk import saving

    return _reversed(saving.undo(desk))


def redo(desk: Desk) -> Done[int]:
    """Bring back what the last undo took; gives how many records changed."""
    from coopdesk.desk import saving

    return _reversed(saving.redo(desk))


def _reversed(found: "Reversed | None") -> Done[int]:
    saved = found.saved if found else ()
    return Done(len(saved), touched_of((one.type, one.id) for one in saved))


def touched_of(ids: Iterable[tuple[str, str]]) -> Touched:
    """The notice of what changed, of (type, id)."""
    by_type: dict[str, tuple[str, ...]] = {}
    for key, record_id in ids:
        if key in BY_KEY:
            by_type[key] = (*by_type.get(key, ()), record_id)
    return Touched(by_type)


def keep_draft(desk: Desk, key: str, typed: "Mapping[str, Entered]", seen: str) -> Done[None]:
    """Keep what a form holds and has not saved; with nothing typed, forget it."""
    from coopdesk.desk import drafts

    if typed:
        drafts.save_draft(desk, key, typed, seen)
    else:
        drafts.drop_draft(desk, key)
    return Done(None)


def drop_draft(desk: Desk, key: str) -> Done[None]:
    """Forget what a form held."""
    from coopdesk.desk import drafts

    drafts.drop_draft(desk, key)
    return Done(None)


def remember_language(desk: Desk, language: Language) -> Done[None]:
    """Show this desk in a language from now on."""
    desk.change_office(language=language)
    return Done(None)


def keep_view(desk: Desk, arranged: Mapping[str, object]) -> Done[None]:
    """Remember how the window is arranged."""
    from coopdesk.desk import noticing

    noticing.keep_view(desk, arranged)
    return Done(None)


def name_office(desk: Desk, facts: Mapping[str, str]) -> Done[Office]:
    """Keep other facts of the office, such as its name."""
    desk.change_office(**facts)
    return Done(desk.office)


def change_passphrase(desk: Desk, passphrase: str, present: str | None) -> Done[bool]:
    """Lock the desk by another passphrase, where the present one is right; gives whether it is locked."""
    from coopdesk.desk import safekeeping

    if desk.is_locked:
        Desk.open(desk.profile, present or "").close()
    safekeeping.change_passphrase(desk, passphrase)
    return Done(desk.is_locked)


def back_up(desk: Desk, file: Path | None = None) -> "BackupInfo":
    """Make a backup now, in the profile or where it is wanted."""
    from coopdesk.desk import safekeeping

    return safekeeping.back_up(desk, file)


def newest_backup(desk: Desk) -> "tuple[str, BackupInfo | None]":
    """Where backups lie, and the newest of them."""
    from coopdesk.desk import safekeeping

    found = safekeeping.backups(desk)
    return str(desk.profile), found[0] if found else None

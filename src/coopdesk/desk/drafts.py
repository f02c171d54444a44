# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Unsaved text of forms, kept inside the encrypted database until it is saved or given up.

All drafts lie in one setting, so that none leaves a trace behind; there are never many.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from coopdesk.desk.desk import Desk
from coopdesk.desk.entering import Entered

SETTING = "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, by field, upon which version of the record, and when (RFC 3339, UTC)."""

    values: Mapping[str, Entered]
    seen: str
    at: str


def save_draft(desk: Desk, key: str, values: Mapping[str, Entered], seen: str = "") -> None:
    """Keep what a form holds and has not saved; `key` names the form."""
    kept = _kept(desk)
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    kept[key] = {"values": dict(values), "seen": seen, "at": at}
    _keep(desk, kept)


def load_draft(desk: Desk, key: str) -> Draft | None:
    """What a form held when it was left without saving, None where nothing is kept."""
    found = _kept(desk).get(key)
    if not isinstance(found, dict):
        return None
    values = {field: _entered(value) for field, value in found["values"].items()}
    return Draft(values, str(found["seen"]), str(found["at"]))


def drop_draft(desk: Desk, key: str) -> None:
    """Forget the draft of a form."""
    kept = _kept(desk)
    if kept.pop(key, None) is not None:
        _keep(desk, kept)


def newest_first(desk: Desk) -> list[str]:
    """The names of all forms that hold a draft, the one typed in last first."""
    kept = {key: str(found.get("at", "")) for key, found in _kept(desk).items() if isinstance(found, dict)}
    return sorted(kept, key=lambda key: kept[key], reverse=True)


def _entered(value: object) -> Entered:
    if isinstance(value, dict):
        return {str(language): str(text) for language, text in value.items()}
    return tuple(str(member) for member in value) if isinstance(value, list) else str(value)


def _kept(desk: Desk) -> dict[str, object]:
    found = json.loads(desk.store.setting(SETTING) or "{}")
    return found if isinstance(found, dict) else {}


def _keep(desk: Desk, kept: dict[str, object]) -> None:
    desk.store.put_setting(SETTING, json.dumps(kept, ensure_ascii=False))

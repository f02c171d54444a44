# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands beside a note about its partner: the agreement, who owes what, the last contacts."""

from dataclasses import dataclass
from datetime import date

from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_names import Names
from coopdesk.desk.partner_page import PartnerPage, partner_page
from coopdesk.desk.partner_story import StoryEntry
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import watching

MOST_OWED, MOST_CONTACTS, LOOKED_AT = 3, 3, 12
OPEN = frozenset(("promised", "under_way", ""))


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise not kept yet: what, and by when (None: no day)."""

    id: str
    what: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The partner, what we owe to it and it to us, the most urgent first, and the last contacts."""

    page: PartnerPage
    we_owe: tuple[Owed, ...]
    they_owe: tuple[Owed, ...]
    contacts: tuple[StoryEntry, ...]


def beside(desk: Desk, organisation: str, note: str, on: date) -> Beside:
    """What stands beside a note; the note itself (by its id) is none of the contacts. Raises
    WorldError where the partner is gone."""
    page = partner_page(desk, organisation, on, LOOKED_AT)
    names = Names(desk)
    agreements = [card.id for card in page.agreements]
    promises = watching.linked_from(desk.store.connection, BY_KEY["promise"], "agreement", agreements)
    still = [one for one in promises if not one.removed and str(one.one("state") or "") in OPEN]
    ours = [one for one in still if str(one.one("from") or "") == names.ours]
    theirs = [one for one in still if str(one.one("from") or "") == organisation]
    contacts = [one for one in page.story if one.type == "note" and one.id != note]
    return Beside(page, _owed(ours), _owed(theirs), tuple(contacts[:MOST_CONTACTS]))


def _owed(promises: list[Record]) -> tuple[Owed, ...]:
    lines = [Owed(one.id, one.text("what"), day_in(one, "due_on")) for one in promises]
    return tuple(sorted(lines, key=lambda one: (one.due or date.max, one.what))[:MOST_OWED])

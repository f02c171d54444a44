# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An open desk: the store, the office it belongs to, and where it stands."""

import json
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.language import LANGUAGES, Language, current
from coopdesk.records.kinds import Locality
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import reading, vault
from coopdesk.store.keeping import STANDING, Store

OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Office:
    """Whose desk this is. `city` and `name` are as the officer writes them; `organisation` is the
    id of *our* record; `code` and `letter` begin the references of agreements (LKS-A-2024-003)."""

    city: str
    country: str
    officer: str
    name: str = ""
    language: Language = "en"
    currency: str = ""
    zone: str = "UTC"
    organisation: str = ""
    code: str = ""
    letter: str = "A"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose desk this is, in the language of a reader: the city, what keeps it with its country, and the
    office by its whole name."""

    city: str
    words: str
    office: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a verb changed: the ids by type. Carried by the one change notice of the window."""

    ids: dict[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return any(self.ids.values())


class Desk:
    """One open desk for one thread; close it, or use it in a with-block."""

    def __init__(self, store: Store, office: Office) -> None:
        self.store = store
        self.office = office
        store.order_lists_for(office.language)
        if store.setting(STANDING) != store.keys.public.hex():
            from coopdesk.sync.trust import begin

            begin(store)

    @classmethod
    def open(cls, profile: Path, passphrase: str | None = None) -> "Desk":
        """The desk of a profile; raises WorldError where there is none or it stays locked."""
        store = Store.open(profile, passphrase)
        if store.grown:
            from coopdesk.store.growing import catch_up

            catch_up(store)
        kept = store.setting(OFFICE)
        if kept is None:
            store.close()
            raise WorldError(
                "unfinished_desk",
                "This desk was not finished when it was made: {folder}. Remove the folder and make it anew.",
                folder=str(profile),
            )
        return cls(store, Office(**json.loads(kept)))

    def close(self) -> None:
        """Close the desk."""
        self.store.close()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def profile(self) -> Path:
        """The folder of this desk."""
        return self.store.profile

    @property
    def locality(self) -> Locality:
        """What helps to read typed values here."""
        return Locality(self.office.country, self.office.zone, self.office.currency)

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase protects this desk."""
        return vault.is_locked(self.profile)

    def change_office(self, **facts: str) -> None:
        """Keep other facts of the office, such as officer="Awa"."""
        self.office = Office(**{**asdict(self.office), **facts})
        self.store.put_setting(OFFICE, json.dumps(asdict(self.office), ensure_ascii=False))
        self.store.order_lists_for(self.office.language)

    # What a report asks of the desk (reports.minutes.Reader)

    def record(self, type_key: str, record_id: str) -> Record | None:
        """The record with this whole id, None where there is none."""
        return reading.record(self.store.connection, BY_KEY[type_key], record_id)

    def linked(self, type_key: str, field: str, record_id: str) -> list[Record]:
        """The records of a type whose link field holds this id, oldest first."""
        return reading.linked(self.store.connection, BY_KEY[type_key], field, record_id)

    def attached(self, address: str) -> bytes:
        """The content of an attached file by its hash."""
        from coopdesk.store import files

        return files.get(self.profile, self.store.keys, address)

    def office_name(self) -> str:
        """How the office signs a page: by its own name, else by that of its city in the language of the
        page."""
        if self.office.name or not self.office.organisation:
            return self.office.name or self.office.city
        organisation = self.record("organisation", self.office.organisation)
        place = self.record("place", organisation.text("place")) if organisation else None
        return (place.text("name") if place else "") or self.office.city

    def our_organisation(self) -> str:
        """The id of our own organisation, "" where it is not set."""
        return self.office.organisation

    def title(self, type_key: str, record_id: str, depth: int = 0) -> str:
        """The name of a record; a part without a name of its own is named by what it links to."""
        from coopdesk.desk.naming import title

        return title(self, type_key, record_id, depth)


def chosen_language(desk: Desk | None, asked: str | None) -> Language:
    """The language to show words in: the one asked for, the office's, the current one."""
    for candidate in (asked, desk.office.language if desk else None):
        for language in LANGUAGES:
            if candidate == language:
                return language
    return current()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What cards and calendars need of the desk while they are read, and the photos that come along:
these are kept in memory until something is saved that shows them."""

from collections.abc import Iterable
from hashlib import blake2b

from coopdesk.desk.desk import Desk
from coopdesk.desk.uids import KnownUids
from coopdesk.errors import WorldError
from coopdesk.interchange.entries import Surroundings
from coopdesk.interchange.photos import ENDINGS, media_of
from coopdesk.records.kinds import AttachedFile, Attachment
from coopdesk.records.types import BY_KEY
from coopdesk.store import files, reading
from coopdesk.store.reading import Page
from coopdesk.store.writing import Change

PHOTO = "photo"
_LONGEST_NAME = 60


class Arriving:
    """The desk as the reader of one file sees it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._uids = KnownUids(desk)
        self._people: dict[str, str] | None = None
        self.files: dict[str, tuple[bytes, str]] = {}
        self.around = Surroundings(desk.locality, self._known, self._person, self._photo)

    def _known(self, type_key: str, uid: str) -> str:
        return self._kept_photo(uid) if type_key == PHOTO else self._uids(type_key, uid)

    def _kept_photo(self, text: str) -> str:
        """The scalar of a photo that this desk has."""
        try:
            scalar = str(Attachment().parse(text))
        except WorldError:
            return ""
        address = AttachedFile.of(scalar).hash
        return scalar if files.place(self._desk.profile, self._desk.store.keys, address).is_file() else ""

    def _person(self, email: str) -> str:
        """The one person with this address; "" where there is none, or more than one."""
        if self._people is None:
            self._people = {}
            for record in reading.page(self._desk.store.connection, BY_KEY["person"], Page(order="id")):
                for address in record.many("emails"):
                    place = str(address).casefold()
                    self._people[place] = "" if place in self._people else record.id
        return self._people.get(email.strip().casefold(), "")

    def _photo(self, data: bytes, name: str) -> str:
        media = media_of(data)
        if not media:
            return ""
        kept = "".join(letter for letter in name if letter.isalnum() or letter in " -'")[
            :_LONGEST_NAME
        ].strip()
        address = blake2b(data, digest_size=32).hexdigest()
        found = AttachedFile(address, len(data), media, (kept or PHOTO) + ENDINGS[media])
        self.files[address] = (data, found.name)
        return found.scalar()

    def keep(self, changes: Iterable[Change]) -> None:
        """Keep the photos that these changes show; raises WorldError where the disk refuses."""
        for change in changes:
            scalar = change.touches.get(PHOTO) if change.type.key == "person" else None
            found = self.files.get(AttachedFile.of(scalar).hash) if isinstance(scalar, str) else None
            if found:
                files.put(self._desk.profile, self._desk.store.keys, *found)

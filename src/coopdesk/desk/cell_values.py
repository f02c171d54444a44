# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the text of a cell to the scalar of a field, each text read once."""

from collections.abc import Container

from coopdesk.desk.desk import Desk
from coopdesk.desk.known import Known
from coopdesk.errors import WorldError
from coopdesk.interchange.cells import members_of, readable
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import AttachedFile, Attachment, Choice, Country, Link, Scalar, Tongue
from coopdesk.store import files

_REMEMBERED = (Choice, Country, Tongue)


class CellReader:
    """Reads cells for one desk."""

    def __init__(self, desk: Desk, known: Known, arriving: Container[str] = ()) -> None:
        """`arriving`: the hashes of files that come with what is read."""
        self._desk = desk
        self._known = known
        self._arriving = arriving
        self._where = desk.locality
        self._seen: dict[tuple[int, str], Scalar] = {}

    def members(self, what: Field, text: str) -> list[Scalar]:
        """The members of a set that a cell names; raises WorldError."""
        return [self.scalar(what, member) for member in members_of(text)]

    def scalar(self, what: Field, text: str) -> Scalar:
        """The scalar of a text that is not empty; raises WorldError."""
        kind = what.kind
        if isinstance(kind, Link):
            return self._known.link(kind.to, text.strip())
        if isinstance(kind, _REMEMBERED):
            return self._from_list(what, text)
        scalar = kind.parse(readable(kind, text), self._where)
        if isinstance(kind, Attachment):
            self._check_file(AttachedFile.of(scalar))
        return scalar

    def _from_list(self, what: Field, text: str) -> Scalar:
        """Of a list there are few different texts, and to look one up by its label takes long."""
        place = (id(what), text)
        if place not in self._seen:
            self._seen[place] = what.kind.parse(text, self._where)
        return self._seen[place]

    def _check_file(self, found: AttachedFile) -> None:
        if found.hash in self._arriving:
            return
        if not files.place(self._desk.profile, self._desk.store.keys, found.hash).is_file():
            raise WorldError(
                "file_missing",
                "This attached file is not on this computer yet: {hash}.",
                hash=found.hash[:12],
            )

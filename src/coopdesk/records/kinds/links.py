# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links to other records, and attached files."""

import re
from collections.abc import Iterable
from typing import ClassVar

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import N_
from coopdesk.records.identity import is_id
from coopdesk.records.kinds.kind import NOWHERE, Json, Kind, Locality, Scalar


@dataclass(frozen=True)
class Link(Kind):
    """Another record, by its id; `to` names the types it may be of."""

    name: ClassVar[str] = "link"
    label = N_("Link")
    searchable: ClassVar[bool] = False
    to: tuple[str, ...] = ()

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        found = text.strip().lower()
        if not is_id(found):
            raise FieldError("link", "This is not the id of a record: {value}.", value=text)
        return found

    def words(self, scalar: Scalar) -> Iterable[str]:
        return ()


@dataclass(frozen=True)
class Attachment(Kind):
    """A file kept with the desk: "HASH SIZE MEDIA/TYPE NAME", HASH being its content's address.
    `picture` is for a field that holds photos and nothing else."""

    picture: bool = False

    name: ClassVar[str] = "attachment"
    label = N_("File")

    _FORM = re.compile(r"[0-9a-f]{64} \d{1,12} [a-z0-9.+-]+/[a-z0-9.+-]+ [^/\\\0-\x1f]{1,200}")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        if not self._FORM.fullmatch(text):
            raise FieldError("attachment", "Give a file to attach: @ and its path, such as @photo.jpg.")
        return text

    def accept(self, value: Json, where: Locality = NOWHERE) -> Scalar:
        if isinstance(value, dict):
            value = " ".join(str(value.get(key, "")) for key in ("hash", "size", "media", "name"))
        return super().accept(value, where)

    def to_json(self, scalar: Scalar) -> Json:
        found = AttachedFile.of(scalar)
        return {"hash": found.hash, "size": found.size, "media": found.media, "name": found.name}

    def show(self, scalar: Scalar) -> str:
        return AttachedFile.of(scalar).name

    def words(self, scalar: Scalar) -> Iterable[str]:
        return (AttachedFile.of(scalar).name,)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """The parts of an attachment's scalar; `size` in bytes."""

    hash: str
    size: int
    media: str
    name: str

    @classmethod
    def of(cls, scalar: Scalar) -> "AttachedFile":
        """Reads a scalar of the kind Attachment."""
        address, size, media, name = str(scalar).split(" ", 3)
        return cls(address, int(size), media, name)

    def scalar(self) -> str:
        """The scalar as it is kept."""
        return f"{self.hash} {self.size} {self.media} {self.name}"

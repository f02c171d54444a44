# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a record type is declared: fields, groups, and what is derived from them.

One declaration drives the table, form, search, merge, history, import, export, command line
and reports. Keys are permanent: a retired field stays declared, marked `retired`.
"""

from functools import cached_property

from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.language import N_, Message
from coopdesk.records.kinds import Flag, Kind, Line

MAIN = "main"


@dataclass(frozen=True)
class Field:
    """One field: its permanent key, its kind and its label; the rest has sensible defaults.

    `group` is the part of the form it stands in; `listed` puts it among the first columns of
    a table; `together` names fields that change as one value (start and end); `private`
    never leaves the office.
    """

    key: str
    kind: Kind
    label: Message
    group: str = MAIN
    required: bool = False
    listed: bool = False
    together: str = ""
    private: bool = False
    retired: bool = False


@dataclass(frozen=True)
class Group:
    """A group of fields in a form."""

    key: str
    label: Message


COMMON = (
    Field("labels", Line(many=True), N_("Labels"), group="more"),
    Field("confidential", Flag(), N_("Confidential"), group="more"),
)
MORE = Group("more", N_("More"))


@dataclass(frozen=True)
class RecordType:
    """A record type: `key` as commands name it, the fields in the order of the form.

    `title` are the fields that name a record (the first that has a value, or several joined
    by `title_joint`); `whole` is the link by which a part belongs to its whole, with which it
    is removed and restored; `order` is the field a list is sorted by at first, "-" before it
    for the newest or largest first.
    """

    key: str
    label: Message
    plural: Message
    own_fields: tuple[Field, ...]
    own_groups: tuple[Group, ...] = ()
    title: tuple[str, ...] = ()
    title_joint: str = ""
    whole: str = ""
    order: str = ""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields that are in use, the common ones last."""
        return tuple(field for field in self.own_fields + COMMON if not field.retired)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the form in their order."""
        return (*self.own_groups, MORE)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields in use by their key."""
        return {field.key: field for field in self.fields}

    @property
    def table(self) -> str:
        """The name of its table in the store."""
        return self.key.replace("-", "_")

    def field(self, key: str) -> Field:
        """The field with this key; raises WorldError naming the fields there are."""
        found = self.by_key.get(key)
        if found is None:
            raise WorldError(
                "unknown_field",
                "{type} has no field {field}. Its fields: {fields}.",
                type=self.label,
                field=key,
                fields=", ".join(self.by_key),
            )
        return found

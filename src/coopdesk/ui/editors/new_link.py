# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A record that is made while it is linked: typing a name that is not there offers to create it."""

from collections.abc import Mapping, Sequence
from functools import partial

from coopdesk.desk import entering
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.entering import Entered, Entry, Refused
from coopdesk.errors import WorldError
from coopdesk.language import N_, Language, current, sentence
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import Line
from coopdesk.records.types import BY_KEY
from coopdesk.ui.finding import Found
from coopdesk.ui.work import Done

CREATE = N_("Create: {name}")
LEAST = 2
"""Letters of a name that is worth a record."""


def may_be_made(kind: RecordType) -> bool:
    """Whether a name is enough for a record of this type."""
    is_named = all(isinstance(kind.field(key).kind, Line) for key in kind.title)
    return is_named and all(what.key in kind.title for what in kind.fields if what.required)


def offers(types: Sequence[str], text: str, found: Sequence[Found]) -> list[Found]:
    """The lines that offer to create what was typed, where nothing of this name was found."""
    name = " ".join(text.split())
    if len(name) < LEAST or any(one.name.casefold() == name.casefold() for one in found):
        return []
    kinds = [BY_KEY[key] for key in types if may_be_made(BY_KEY[key])]
    return [Found("", CREATE.format(name=name), str(kind.label), kind.key, "plus") for kind in kinds]


def named(kind: RecordType, text: str, language: Language) -> Mapping[str, Entered]:
    """What is entered of a new record that is called so: of a person the last word is the family name."""
    words = text.split()
    if len(kind.title) > 1 and kind.title_joint and len(words) > 1:
        return {kind.title[0]: " ".join(words[:-1]), kind.title[1]: words[-1]}
    what = next(
        (kind.field(key) for key in kind.title if kind.field(key).required), kind.field(kind.title[0])
    )
    name = " ".join(words)
    return {what.key: {language: name} if what.kind.multilingual else name}


def made(desk: Desk, type_key: str, text: str, language: Language) -> Done[str]:
    """Save the new record and give its id; raises WorldError where the name is refused."""
    kind = BY_KEY[type_key]
    result = entering.enter(desk, Entry(kind, named(kind, text, language)))
    if isinstance(result, Refused):
        why = " ".join(sentence(error) for error in result.errors.values())
        raise WorldError("not_created", "This was not created: {name}. {why}", name=text, why=why)
    if result is None:
        raise WorldError("not_created", "This was not created: {name}. {why}", name=text, why="")
    return Done(result.id, Touched({kind.key: (result.id,)}))


def making(offer: Found, text: str) -> "partial[Done[str]]":
    """The verb that carries out an offer."""
    return partial(made, type_key=offer.type, text=text, language=current())

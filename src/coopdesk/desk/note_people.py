# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom a note is about: people and partners found while typing, and who is meant by a name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coopdesk.desk import asking, note_lines
from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_names import Names
from coopdesk.records.folding import fold, fold_typed
from coopdesk.records.rules.people import present_posts
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import reading

Side = Literal["ours", "theirs", ""]
FOUND_TYPES = ("person", "organisation", "place")
MOST_PEOPLE, MOST_OTHERS = 6, 3
MOST_NAMED = 40
"""Mentions of one text that are looked up."""
SEVERAL, ONLY_A_NAME, NOBODY = "several", "only a name", "nobody"
"""Types of a Known that is no record and cannot be made responsible: several people are called so, only
somebody present of whom there is a name and no more, or nobody."""
TO_MAKE = "new person"
"""The type of a Known that stands for a person still to be made; it has no id."""
LEAST = 2
"""Letters of a name that is worth a person."""
UNCLEAR = frozenset((SEVERAL, ONLY_A_NAME, NOBODY))


@dataclass(frozen=True, slots=True)
class Known:
    """A record that can be mentioned: what it is called, what it is, and on which side it stands."""

    type: str
    id: str
    name: str
    remark: str = ""
    side: Side = ""


def found(desk: Desk, text: str, types: tuple[str, ...] = FOUND_TYPES) -> list[Known]:
    """The people and partners whose name a typed text begins, people first."""
    names = Names(desk)
    hits: list[Known] = []
    for key in types:
        most = MOST_PEOPLE if key == "person" else MOST_OTHERS
        records = [hit.record for hit in asking.find(desk, text, of_type=key, limit=most + 2)]
        named = [known_of(desk, names, one) for one in records if not one.removed]
        fitting = [one for one in named if one.name and _begins(one.name, text)]
        hits += sorted(fitting, key=lambda one: not _is_first(one.name, text))[:most]
    return hits


def offered(text: str, hits: Collection[Known]) -> list[Known]:
    """The person that could be made of a typed name, unless something of this name was found."""
    name = " ".join(text.split())
    if len(name) < LEAST or any(fold(one.name) == fold(name) for one in hits):
        return []
    return [Known(TO_MAKE, "", name, str(BY_KEY["person"].label))]


def _is_first(name: str, text: str) -> bool:
    """Whether a name begins with what is typed: Andenne before the committee of Andenne."""
    words, typed = fold(name), fold_typed(text)
    return all(word.startswith(one) for word, one in zip(words, typed, strict=False))


def _begins(name: str, text: str) -> bool:
    """Whether every typed word begins a word of the name: what is found by other fields is left out."""
    words = fold(name)
    return all(any(word.startswith(typed) for word in words) for typed in fold_typed(text))


def known(desk: Desk, ids: Iterable[str]) -> list[Known]:
    """The records of these ids as a note names them; those that are gone are left out."""
    names = Names(desk)
    wanted = list(dict.fromkeys(one for one in ids if one))
    names.fetch(wanted)
    records = [record for one in wanted if (record := names.record(one))]
    return [known_of(desk, names, one) for one in records if one.type in FOUND_TYPES]


def known_of(desk: Desk, names: Names, record: Record) -> Known:
    """What a note says of a person, an organisation or a place."""
    if record.type == "person":
        return _person(desk, names, record)
    if record.type == "organisation":
        side: Side = "ours" if record.id == names.ours else "theirs"
        return Known(record.type, record.id, names.short(record), names.title(record.one("place")), side)
    return Known(record.type, record.id, names.title(record.id), str(BY_KEY["place"].label))


def _person(desk: Desk, names: Names, person: Record) -> Known:
    posts = reading.linked(desk.store.connection, BY_KEY["post"], "person", person.id)
    held = present_posts(posts, date.today()) or posts
    if not held:
        return Known("person", person.id, names.title(person.id))
    organisation = str(held[0].one("organisation") or "")
    is_ours = any(str(post.one("organisation") or "") == names.ours for post in held)
    remark = ", ".join(part for part in (held[0].text("function"), names.partner(organisation)) if part)
    return Known("person", person.id, names.title(person.id), remark, "ours" if is_ours else "theirs")


def _called(desk: Desk, name: str, ids: Collection[str] | None = None) -> list[Known]:
    """Those who are called so, of these ids or of the whole desk: by the whole name, else by a part."""
    typed = fold(name)
    people = _people(desk, name, ids) if typed else []
    for is_called in (_in_whole, _by_one_name):
        called = [one.id for one in people if is_called(one, typed)]
        if called:
            return known(desk, called)
    return []


def _people(desk: Desk, name: str, ids: Collection[str] | None) -> list[Record]:
    if ids is not None:
        records = [desk.record("person", one) for one in ids]
        return [one for one in records if one and not one.removed]
    return [
        hit.record for hit in asking.find(desk, name, of_type="person", limit=50) if not hit.record.removed
    ]


def _in_whole(person: Record, typed: list[str]) -> bool:
    return sorted(_words(person, "given_name") + _words(person, "family_name")) == sorted(typed)


def _by_one_name(person: Record, typed: list[str]) -> bool:
    return typed in (_words(person, "given_name"), _words(person, "family_name"))


def _words(person: Record, key: str) -> list[str]:
    return fold(person.text(key))


def meant(
    desk: Desk, text: str, on: date, near: Mapping[str, str], skip: Collection[str] = ()
) -> dict[str, Known]:
    """Whom the names in a text mean, by the name as typed, casefolded: mentions of anyone, and who is to
    do what follows. `near` are the people already named in the note, by name, "" for one who is but a
    name; other names in `skip` are known already. Who is to do something and cannot be told is UNCLEAR."""
    found_here: dict[str, Known] = {}
    for words in note_lines.mentioned(text)[:MOST_NAMED]:
        if not note_lines.longest_name(words, [*near, *skip]):
            _take(found_here, _mentioned(desk, words))
    in_note = {**near, **{one.name: one.id for one in found_here.values() if one.type == "person"}}
    for block in note_lines.read(text, on, [*near, *found_here]).blocks[:MOST_NAMED]:
        if block.who and block.who.casefold() not in found_here:
            nobody = Known(NOBODY, "", block.who) if block.plain.startswith("@") else None
            if person := responsible(desk, block.who, in_note) or nobody:
                found_here[block.who.casefold()] = person
    return found_here


def responsible(desk: Desk, name: str, near: Mapping[str, str]) -> Known | None:
    """Who is to do something, by the name before the colon: the one of the note who is called so, else
    the only one of the desk. None where nobody is called so, as in "Next step: …"."""
    here = _called_here(desk, name, near)
    if len(here) == 1:
        return here[0]
    whole = [one for one in here if sorted(fold(one.name)) == sorted(fold(name))]
    if here:
        return whole[0] if len(whole) == 1 else Known(SEVERAL, "", name)
    everywhere = _called(desk, name)
    return everywhere[0] if len(everywhere) == 1 else Known(SEVERAL, "", name) if everywhere else None


def _called_here(desk: Desk, name: str, near: Mapping[str, str]) -> list[Known]:
    """Those of the note who are called so. Somebody who is but a name there may have a record: it is
    looked for by all that is written of the name, never by a part that others share."""
    found = {one.id: one for one in _called(desk, name, [one for one in near.values() if one])}
    typed = fold(name)
    for written in (one for one, person in near.items() if not person):
        words = fold(written)
        if typed and (sorted(words) == sorted(typed) or typed in (words[:-1], words[-1:])):
            people = _called(desk, written)
            unclear = Known(SEVERAL if people else ONLY_A_NAME, "", written)
            one = people[0] if len(people) == 1 else unclear
            found[one.id or written] = one
    return list(found.values())


def _take(into: dict[str, Known], one: Known | None) -> None:
    if one:
        into[one.name.casefold()] = one


def _mentioned(desk: Desk, words: str) -> Known | None:
    """The record whose whole name stands at the beginning of the words."""
    first = words.split(" ", maxsplit=1)[0].strip(".,;:!?…»)")
    if len(first) < 2:
        return None
    hits = sorted(found(desk, first), key=lambda one: -len(one.name))
    return next((one for one in hits if note_lines.longest_name(words, [one.name])), None)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whole values of fields, the slots they consist of, and records as they are read.

A *value* is a scalar, a text per language, or a sorted tuple of members. A *slot* is what is
settled on its own: "" for a single value, the language of a multilingual one, the member of
a set. *Touches* say what a save changes: {field: scalar or None} for single values,
{field: {language: text or None}} and {field: {member: True or False}} for the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import cast

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import LANGUAGES, Language, current, figures, using
from coopdesk.language.figures import listed
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import NOWHERE, Json, Locality, Scalar

Value = Scalar | Mapping[str, str] | tuple[Scalar, ...]
Slots = dict[str, Scalar | bool | None]
Touch = Scalar | None | Slots
Touches = dict[str, Touch]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who and when: the officer's name and the wall time (RFC 3339, UTC); for display only."""

    officer: str
    at: str


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is read. `values` holds only fields that have a value; `version` names
    what was seen (several heads joined by "+"); `conflicts` maps fields (name, name.fr) to the
    ids of their open decisions; `joined` names fields whose texts were joined by the desk."""

    id: str
    type: str
    version: str
    values: Mapping[str, Value]
    removed: bool = False
    conflicts: Mapping[str, str] = field(default_factory=dict)
    created: Stamp | None = None
    changed: Stamp | None = None
    joined: tuple[str, ...] = ()

    def one(self, key: str) -> Scalar | None:
        """The scalar of a single field, None where it is empty."""
        value = self.values.get(key)
        return value if isinstance(value, str | int) else None

    def many(self, key: str) -> tuple[Scalar, ...]:
        """The members of a set, sorted; empty where it has none."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()

    def text(self, key: str, language: str | None = None) -> str:
        """The text of a line, prose or multilingual field in the best language there is."""
        value = self.values.get(key)
        if isinstance(value, Mapping):
            return best(value, language)[0]
        return "" if value is None or isinstance(value, tuple) else str(value)


def best(texts: Mapping[str, str], language: str | None = None) -> tuple[str, str]:
    """The text of a multilingual value in `language` (by default the current one), else in the
    first language by fallback that has one; with the language it is in."""
    for candidate in (language or current(), "en", "fr", "ru", *sorted(texts)):
        if texts.get(candidate):
            return texts[candidate], candidate
    return "", ""


def title_of(kind: RecordType, record: Record, language: str | None = None) -> str:
    """The name of a record: its title fields as people read them, joined where the type says so, else ""."""
    texts = [
        _in(language, kind.by_key[key], record.values[key]) for key in kind.title if key in record.values
    ]
    present = [text for text in texts if text]
    if not present:
        return ""
    return kind.title_joint.join(present) if kind.title_joint else present[0]


def _in(language: str | None, what: Field, value: Value) -> str:
    if isinstance(value, Mapping):
        return best(value, language)[0]
    if language is None:
        return show(what, value)
    with using(cast("Language", language)):
        return show(what, value)


def show(what: Field, value: Value) -> str:
    """A value as people read it in the current language; links show their ids."""
    if isinstance(value, Mapping):
        return best(value)[0]
    if isinstance(value, tuple):
        return listed([what.kind.show(member) for member in value])
    return what.kind.show(value)


def to_json(what: Field, value: Value) -> Json:
    """The JSON form of a value: {"fr": …} for languages, a sorted array for sets."""
    if isinstance(value, Mapping):
        return {language: value[language] for language in sorted(value)}
    if isinstance(value, tuple):
        return [what.kind.to_json(member) for member in value]
    return what.kind.to_json(value)


def from_json(what: Field, value: Json, where: Locality = NOWHERE) -> Touch:
    """The touch that replaces a field's whole value by a JSON value; raises FieldError.

    A set replaced whole touches only the members named: see `replacing`.
    """
    kind = what.kind
    if value is None or value in ("", [], {}):
        return None
    if kind.multilingual:
        texts = value if isinstance(value, dict) else {current(): value}
        return {
            language_code(what, language): _accepted(what, text, where) for language, text in texts.items()
        }
    if kind.many:
        members = value if isinstance(value, list) else [value]
        accepted = (_accepted(what, member, where) for member in members)
        return {str(member): True for member in accepted if member is not None} or None
    return _accepted(what, value, where)


def _accepted(what: Field, value: Json, where: Locality) -> Scalar | None:
    # Blanks and control characters alone are nothing, like an empty text.
    if value is None or value == "":
        return None
    scalar = what.kind.accept(value, where)
    return None if scalar == "" else scalar


def language_code(what: Field, language: str) -> str:
    """A language a multilingual field can be written in, by its ISO 639 code; raises FieldError."""
    if language in LANGUAGES or language in figures.language_codes().values():
        return language
    raise FieldError(
        "field_language",
        "{field}.{language}: write a language code such as {languages}.",
        field=what.key,
        language=language,
        languages=figures.language_meant(language) or ", ".join(LANGUAGES),
    )


def replacing(before: Value | None, touch: Touch) -> Touch:
    """A touch that makes a set or multilingual value exactly what `touch` names: whatever
    `before` held and `touch` does not name is taken away."""
    if isinstance(before, tuple):
        named = touch if isinstance(touch, dict) else {}
        return {**{str(member): False for member in before if str(member) not in named}, **named}
    if isinstance(before, Mapping):
        named = touch if isinstance(touch, dict) else {}
        return {**{language: None for language in before if language not in named}, **named}
    return touch


def changed(before: Mapping[str, Value], touches: Touches) -> Touches:
    """The part of `touches` that differs from the values before."""
    kept: Touches = {}
    for key, touch in touches.items():
        left = _changed_slots(before.get(key), touch) if isinstance(touch, dict) else touch
        if left != {} and left != (before.get(key) if not isinstance(touch, dict) else {}):
            kept[key] = left
    return kept


def _changed_slots(before: Value | None, slots: Slots) -> Slots:
    if isinstance(before, Mapping):
        return {slot: new for slot, new in slots.items() if before.get(slot) != new}
    members = {str(member) for member in before} if isinstance(before, tuple) else set()
    return {
        slot: new
        for slot, new in slots.items()
        if (new is True and slot not in members) or (new is False and slot in members) or isinstance(new, str)
    }


def apply(before: Mapping[str, Value], touches: Touches) -> dict[str, Value]:
    """The values after `touches`; empty fields are absent."""
    after = dict(before)
    for key, touch in touches.items():
        value = _applied(before.get(key), touch) if isinstance(touch, dict) else touch
        if value is None or value in ((), {}):
            after.pop(key, None)
        else:
            after[key] = value
    return after


def _applied(before: Value | None, slots: Slots) -> Value:
    if any(isinstance(new, bool) for new in slots.values()):
        members = {str(member) for member in before} if isinstance(before, tuple) else set()
        members |= {slot for slot, new in slots.items() if new}
        return tuple(sorted(members - {slot for slot, new in slots.items() if not new}))
    texts = dict(before) if isinstance(before, Mapping) else {}
    texts.update({slot: str(new) for slot, new in slots.items() if new is not None})
    return {slot: text for slot, text in texts.items() if slots.get(slot, text) is not None}


def words_of(what: Field, value: Value) -> Iterable[str]:
    """The texts by which a search finds a value."""
    if isinstance(value, Mapping):
        for text in value.values():
            yield from what.kind.words(text)
    elif isinstance(value, tuple):
        for member in value:
            yield from what.kind.words(member)
    else:
        yield from what.kind.words(value)

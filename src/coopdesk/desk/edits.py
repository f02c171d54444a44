# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what people type to what a save touches: "field=value", "field.fr=value", "set+=member"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk import given_files, note_files
from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import resolve
from coopdesk.errors import FieldError, WorldError
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Attachment, Json, Link, Scalar
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touch, Touches, from_json, language_code
from coopdesk.store import files

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes of a text field that are read from a file; more than a field holds."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One wish: what to do with a field ("set", "add", "take") and the text or file for it."""

    what: Field
    language: str
    action: str
    text: str
    data: bytes | None = None
    file_name: str = ""


def read_assignment(kind: RecordType, assignment: str, stdin: bytes | None = None) -> Edit:
    """The wish behind "field=value", "field.fr=value", "field+=value" or "field-=value".

    `field=@FILE` and `field=@-` read a file or standard input; `@@` is a literal @.
    Raises WorldError for an unknown field or an unreadable file.
    """
    name, mark, value = assignment.partition("=")
    if not mark or not name:
        raise WorldError("assignment", "Write field=value, not {text}.", text=assignment)
    action = {"+": "add", "-": "take"}.get(name[-1], "set")
    what, language = named_field(kind, name[:-1] if action != "set" else name)
    if action != "set" and not what.kind.many:
        raise FieldError("not_a_set", "{field} holds one value: use {field}=value.", field=what.key)
    edit = Edit(what, language, action, value)
    return _with_file(edit, stdin) if value.startswith("@") else edit


def named_field(kind: RecordType, name: str) -> tuple[Field, str]:
    """The field that "field" or "field.fr" names, and its language or ""; raises WorldError."""
    key, dot, language = name.partition(".")
    what = kind.field(key)
    if dot and not what.kind.multilingual:
        raise FieldError("not_multilingual", "{field} is not kept in several languages.", field=key)
    return what, language_code(what, language) if dot else ""


def _with_file(edit: Edit, stdin: bytes | None) -> Edit:
    if edit.text.startswith("@@"):
        return Edit(edit.what, edit.language, edit.action, edit.text[1:])
    name = edit.text[1:]
    attaching = isinstance(edit.what.kind, Attachment)
    most = given_files.LARGEST if attaching else LARGEST_TEXT
    data = (stdin or b"") if name == "-" else given_files.read(Path(name), most, name)
    if attaching:
        return Edit(
            edit.what, edit.language, edit.action, "", data, Path(name).name if name != "-" else "file"
        )
    try:
        return Edit(edit.what, edit.language, edit.action, data.decode("utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError:
        raise WorldError(
            "not_utf8", "This file is not text in UTF-8: {file}. Save it as UTF-8 first.", file=name
        ) from None


def touches(desk: Desk, edits: Iterable[Edit]) -> tuple[Touches, frozenset[str]]:
    """What the wishes touch, and the fields that are to be replaced whole; raises FieldError."""
    found: Touches = {}
    whole: set[str] = set()
    for edit in edits:
        try:
            _add(found, whole, edit, _scalar(desk, edit), desk.office.language)
        except WorldError as error:
            raise _at(error, edit.what) from error
    return found, frozenset(whole)


def _check_photo(data: bytes, name: str) -> None:
    """Raises WorldError for what is no photo, or has too many dots, before anything is kept."""
    note_files.checked(data, name)


def _at(error: WorldError, what: Field) -> FieldError:
    facts = {key: value for key, value in error.facts.items() if key != "field"}
    return FieldError(error.code, error.template, field=str(error.facts.get("field") or what.key), **facts)


def attached_by(desk: Desk, what: Field, text: str) -> Scalar | None:
    """The file of "@" and its path, kept in the desk; raises WorldError for one that cannot be read, and for
    what is no photo where one is wanted."""
    return _scalar(desk, _with_file(Edit(what, "", "set", text), None))


def _scalar(desk: Desk, edit: Edit) -> Scalar | None:
    kind = edit.what.kind
    if edit.data is not None:
        if isinstance(kind, Attachment) and kind.picture:
            _check_photo(edit.data, edit.file_name)
        return files.put(desk.profile, desk.store.keys, edit.data, edit.file_name).scalar()
    if not edit.text.strip():
        return None
    if isinstance(kind, Link):
        return resolve(desk, [BY_KEY[key] for key in kind.to or BY_KEY], edit.text.strip())
    return kind.parse(edit.text, desk.locality)


def _add(found: Touches, whole: set[str], edit: Edit, scalar: Scalar | None, language: str) -> None:
    what = edit.what
    if what.kind.multilingual:
        slots = found.setdefault(what.key, {})
        if isinstance(slots, dict):
            slots[edit.language or language] = scalar
    elif what.kind.many:
        slots = found.setdefault(what.key, {})
        if edit.action == "set":
            whole.add(what.key)
        if isinstance(slots, dict) and scalar is not None:
            slots[str(scalar)] = edit.action != "take"
    else:
        found[what.key] = scalar


def touches_of_json(
    desk: Desk, kind: RecordType, fields: Mapping[str, Json]
) -> tuple[Touches, frozenset[str]]:
    """What a JSON object {field: value} touches; "name.fr" is accepted as a key, and a bare text of a
    multilingual field stands in the desk's language. Links may be ids, prefixes or exact names.
    Raises FieldError or WorldError."""
    found: Touches = {}
    whole: set[str] = set()
    for name, value in fields.items():
        what, language = named_field(kind, name)
        key = what.key
        if what.kind.multilingual and isinstance(value, str):
            language = language or desk.office.language
        try:
            touch = _json_touch(desk, what, {language: value} if language else value)
        except WorldError as error:
            raise _at(error, what) from error
        known = found.get(key)
        if language and isinstance(touch, dict) and isinstance(known, dict):
            known.update(touch)
            continue
        found[key] = {} if touch is None and (what.kind.many or what.kind.multilingual) else touch
        if not language and (what.kind.many or what.kind.multilingual):
            whole.add(key)
    return found, frozenset(whole)


def _json_touch(desk: Desk, what: Field, value: Json) -> Touch:
    if isinstance(what.kind, Link) and value:
        kinds = [BY_KEY[key] for key in what.kind.to]
        texts = value if isinstance(value, list) else [value]
        ids: list[Json] = [resolve(desk, kinds, str(text)) for text in texts]
        return from_json(what, ids if what.kind.many else ids[0], desk.locality)
    return from_json(what, value, desk.locality)

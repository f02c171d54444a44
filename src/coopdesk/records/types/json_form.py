# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The declarations as JSON: the authority for scripts that read or write records."""

from coopdesk.language import LANGUAGES, Message
from coopdesk.records.declaration import Field, Group, RecordType
from coopdesk.records.kinds import Choice, Json, Link
from coopdesk.records.types import TYPES


def types_json(types: tuple[RecordType, ...] = TYPES) -> list[dict[str, Json]]:
    """The declarations of record types, in their order.

    Each has `key`, `label` and `plural` ({"en": …, "fr": …, "ru": …}), `whole`, `title`,
    `title_joint`, `order`, `groups` ("main", the first, has no label and is not listed) and
    `fields`; what a field does not have is "", [], {} or false.
    """
    return [_type_json(kind) for kind in types]


def _type_json(kind: RecordType) -> dict[str, Json]:
    return {
        "key": kind.key,
        "label": _words(kind.label),
        "plural": _words(kind.plural),
        "whole": kind.whole,
        "title": list(kind.title),
        "title_joint": kind.title_joint,
        "order": kind.order,
        "groups": [_group_json(group) for group in kind.groups],
        "fields": [_field_json(field) for field in kind.fields],
    }


def _group_json(group: Group) -> Json:
    return {"key": group.key, "label": _words(group.label)}


def _field_json(field: Field) -> dict[str, Json]:
    kind = field.kind
    return {
        "key": field.key,
        "kind": kind.name,
        "label": _words(field.label),
        "group": field.group,
        "multilingual": kind.multilingual,
        "many": kind.many,
        "required": field.required,
        "listed": field.listed,
        "together": field.together,
        "private": field.private,
        "rule": kind.rule.value,
        "choices": _choices_json(field),
        "links_to": list(kind.to) if isinstance(kind, Link) else [],
    }


def _choices_json(field: Field) -> dict[str, Json]:
    if not isinstance(field.kind, Choice):
        return {}
    return {code: _words(label) for code, label in field.kind.codes.items()}


def _words(label: Message) -> dict[str, Json]:
    return {language: label.text(language) for language in LANGUAGES}

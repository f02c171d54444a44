# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Laws about the declarations: what every record type and field must hold."""

import re
from collections import Counter

import pytest

from coopdesk.language import LANGUAGES, Language, Message
from coopdesk.records.declaration import MAIN, Field, RecordType
from coopdesk.records.kinds import KINDS, Choice, Kind, Link
from coopdesk.records.types import BY_KEY, TYPES

SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# The DAC's purpose codes are permanent numbers of others: they stay as they are.
DAC_CODE = re.compile(r"\d{5}")
LISTED = range(2, 9)

types = pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)


def choices() -> list[tuple[str, Choice]]:
    return [
        (f"{kind.key}.{field.key}", field.kind)
        for kind in TYPES
        for field in kind.own_fields
        if isinstance(field.kind, Choice)
    ]


@types
def test_keys_are_unique_and_snake_case(kind: RecordType) -> None:
    keys = Counter(field.key for field in (*kind.own_fields, *kind.fields[-2:]))
    assert [key for key, count in keys.items() if count > 1] == []
    assert [key for key in keys if not SNAKE.fullmatch(key)] == []


def test_types_have_keys_and_tables_of_their_own() -> None:
    assert len({kind.key for kind in TYPES}) == len(TYPES)
    assert len({kind.table for kind in TYPES}) == len(TYPES)
    assert all(SNAKE.fullmatch(kind.table) for kind in TYPES)


def test_fields_of_one_key_are_columns_beside_those_of_the_store() -> None:
    reserved = {"id", "type", "version", "removed", "rowid", "conflicts", "created", "changed", "head"}
    assert [
        (kind.key, field.key) for kind in TYPES for field in kind.own_fields if field.key in reserved
    ] == []


@types
def test_every_word_of_it_is_a_message(kind: RecordType) -> None:
    assert isinstance(kind.label, Message)
    assert isinstance(kind.plural, Message)
    for label in [field.label for field in kind.own_fields] + [group.label for group in kind.groups]:
        assert isinstance(label, Message)
        assert label.source.strip()


@pytest.mark.parametrize(
    ("where", "choice"), choices(), ids=lambda part: part if isinstance(part, str) else ""
)
def test_choices_have_codes_in_snake_case_and_labels_that_differ(where: str, choice: Choice) -> None:
    assert len(choice.codes) > 1
    for code, label in choice.codes.items():
        assert SNAKE.fullmatch(code) or DAC_CODE.fullmatch(code), f"{where}: {code}"
        assert isinstance(label, Message)
    for language in LANGUAGES:
        labels = Counter(label.text(language).casefold() for label in choice.codes.values())
        assert [label for label, count in labels.items() if count > 1] == []


@types
def test_links_lead_to_types_there_are(kind: RecordType) -> None:
    for field in kind.own_fields:
        if isinstance(field.kind, Link):
            assert set(field.kind.to) <= set(BY_KEY), field.key


@types
def test_a_whole_is_a_required_link(kind: RecordType) -> None:
    if not kind.whole:
        return
    link = kind.field(kind.whole)
    assert isinstance(link.kind, Link)
    assert not link.kind.many
    assert link.required
    assert len(link.kind.to) == 1


@types
def test_titles_and_order_name_fields_that_are_shown_in_one_line(kind: RecordType) -> None:
    assert kind.title
    for key in kind.title:
        assert not kind.field(key).kind.many
    assert kind.order
    assert not kind.field(kind.order.removeprefix("-")).kind.many


@types
def test_a_title_can_be_told_from_what_is_required_or_listed(kind: RecordType) -> None:
    assert any(kind.field(key).required or kind.field(key).listed for key in kind.title)


@types
def test_fields_stand_in_groups_of_the_form(kind: RecordType) -> None:
    groups = [MAIN, *(group.key for group in kind.groups)]
    assert len(set(groups)) == len(groups)
    used = {field.group for field in kind.fields}
    assert used == set(groups)


@types
def test_a_table_has_a_handful_of_first_columns(kind: RecordType) -> None:
    assert sum(field.listed for field in kind.fields) in LISTED


@types
def test_what_changes_together_is_more_than_one_plain_field(kind: RecordType) -> None:
    joined = Counter(field.together for field in kind.own_fields if field.together)
    assert [name for name, count in joined.items() if count < 2] == []
    assert not [field.key for field in kind.own_fields if field.together and _has_slots(field)]


def _has_slots(field: Field) -> bool:
    return field.kind.many or field.kind.multilingual


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_field_is_used(kind: type[Kind]) -> None:
    assert any(type(field.kind) is kind for type_ in TYPES for field in type_.fields)


@types
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_names_one_field_of_a_type(kind: RecordType, language: Language) -> None:
    labels = Counter(field.label.text(language).casefold() for field in kind.fields)
    assert [label for label, count in labels.items() if count > 1] == []

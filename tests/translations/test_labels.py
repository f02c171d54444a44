# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every label of the declarations stands in the catalogues, and no two that stand together read alike."""

from collections.abc import Iterable, Iterator

import pytest

from coopdesk.language import LANGUAGES, Message
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import KINDS, Choice
from coopdesk.records.types import STORED
from tests.translations.entries import TRANSLATED, catalogue

Labels = list[tuple[str, Message]]

types = pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.key)


def labels(kind: RecordType) -> Iterator[tuple[str, Message]]:
    """Every label that a record type shows, by what it belongs to."""
    yield kind.key, kind.label
    yield f"{kind.key} (plural)", kind.plural
    for group in kind.groups:
        yield f"group {group.key}", group.label
    for field in kind.own_fields:
        yield field.key, field.label
        if isinstance(field.kind, Choice):
            yield from ((f"{field.key}={code}", label) for code, label in field.kind.codes.items())
    yield from ((field.key, field.label) for field in kind.fields[len(kind.own_fields) :])


def unknown(found: Iterable[tuple[str, Message]]) -> list[tuple[str, str]]:
    """The labels that some catalogue doesn't hold, by language."""
    return [
        (language, name)
        for name, label in found
        for language in TRANSLATED
        if not catalogue(language).get(label.source, label.context or None)
    ]


def read_alike(found: Labels) -> list[tuple[str, str, str]]:
    """Pairs of different things that read the same in one language, or across two."""
    owners: dict[str, str] = {}
    pairs = []
    for name, label in found:
        for language in LANGUAGES:
            words = label.text(language).casefold()
            if owners.setdefault(words, name) != name:
                pairs.append((words, owners[words], name))
    return pairs


@types
def test_every_label_of_a_type_is_in_the_catalogues(kind: RecordType) -> None:
    assert unknown(labels(kind)) == []


def test_every_label_of_a_kind_is_in_the_catalogues() -> None:
    assert unknown((kind.__name__, kind.label) for kind in KINDS) == []


@types
def test_two_choices_of_a_field_never_read_alike(kind: RecordType) -> None:
    for field in kind.own_fields:
        if isinstance(field.kind, Choice):
            assert read_alike(list(field.kind.codes.items())) == [], field.key


@types
def test_two_fields_of_a_type_never_read_alike(kind: RecordType) -> None:
    """The header of a table is read in every language, so a label must mean one field in all of them."""
    assert read_alike([(field.key, field.label) for field in kind.fields]) == []


def test_two_types_never_read_alike() -> None:
    assert read_alike([(kind.key, kind.label) for kind in STORED]) == []
    assert read_alike([(kind.key, kind.plural) for kind in STORED]) == []

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The record types: their order, their parts, themes, retired fields, and their form as JSON."""

import json
from dataclasses import replace

import pytest

from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, N_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Choice, Line, Link, Money, Prose, Rule
from coopdesk.records.types import BY_KEY, TYPES, parts_of, record_type
from coopdesk.records.types.json_form import types_json
from coopdesk.records.types.themes import BY_CODE, SECTOR_CODES, THEMES, sectors_of, theme_ancestors
from coopdesk.records.values import Record, Value, title_of

KEYS = (
    "place organisation membership person post agreement party promise readiness exchange participation note "
    "attendance decision follow-up contribution budget-line opportunity listing match indicator measurement "
    "result document ldc"
).split()


def test_the_types_and_their_order() -> None:
    assert [kind.key for kind in TYPES] == KEYS
    assert list(BY_KEY) == KEYS


def test_an_unknown_type_is_refused_with_those_there_are() -> None:
    assert record_type("follow-up") is BY_KEY["follow-up"]
    with pytest.raises(WorldError) as caught:
        record_type("followup")
    assert caught.value.code == "unknown_type"
    assert "follow-up" in str(caught.value.facts["types"])


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("organisation", ["membership"]),
        ("person", ["post"]),
        ("agreement", ["party", "promise", "readiness", "budget-line"]),
        ("exchange", ["participation"]),
        ("note", ["attendance", "decision"]),
        ("indicator", ["measurement"]),
        ("place", []),
        ("contribution", []),
    ],
)
def test_parts_belong_to_their_whole(whole: str, parts: list[str]) -> None:
    assert [kind.key for kind in parts_of(whole)] == parts


@pytest.mark.parametrize(
    ("type_", "keys"),
    [
        ("place", {"name", "presentation"}),
        ("organisation", {"name", "presentation"}),
        ("post", {"function"}),
        ("agreement", {"title"}),
        ("promise", {"what"}),
        ("decision", {"text"}),
        ("listing", {"title", "description"}),
        ("result", {"title", "story"}),
        ("note", set()),
        ("person", set()),
    ],
)
def test_fields_in_several_languages(type_: str, keys: set[str]) -> None:
    assert {field.key for field in BY_KEY[type_].fields if field.kind.multilingual} == keys


def test_only_the_confidential_part_of_a_note_is_private() -> None:
    private = [(kind.key, field.key) for kind in TYPES for field in kind.fields if field.private]
    assert private == [("note", "confidential_part")]


def test_every_type_has_labels_and_the_confidential_flag() -> None:
    for kind in TYPES:
        assert kind.field("labels").kind.rule is Rule.SET
        assert kind.field("confidential").kind.name == "flag"


def test_the_checklist_of_preparation_has_eleven_lines() -> None:
    item = BY_KEY["readiness"].field("item").kind
    assert isinstance(item, Choice)
    assert len(item.codes) == 11


def test_a_field_that_is_unknown_is_refused_with_those_there_are() -> None:
    with pytest.raises(WorldError) as caught:
        BY_KEY["note"].field("titel")
    assert caught.value.code == "unknown_field"
    assert "title" in str(caught.value.facts["fields"])


def test_a_retired_field_stays_declared_and_is_out_of_use() -> None:
    pen_name = Field("pen_name", Line(), N_("Name"), retired=True)
    person = BY_KEY["person"]
    later = replace(person, own_fields=(*person.own_fields, pen_name))
    assert pen_name in later.own_fields
    assert pen_name not in later.fields
    assert [field.key for field in later.fields] == [field.key for field in person.fields]
    with pytest.raises(WorldError):
        later.field("pen_name")


def test_titles_of_records() -> None:
    ama = Record("a", "person", "1", {"given_name": "Ama", "family_name": "Kossi"})
    line = Record("b", "budget-line", "1", {"year": 2026, "heading": "Travel"})
    unnamed = Record("c", "agreement", "1", {"reference": "LKS-A-2024-003"})
    named = Record(
        "d", "agreement", "1", {"reference": "LKS-A-2024-003", "title": {"fr": "Eau", "ru": "Вода"}}
    )
    assert title_of(BY_KEY["person"], ama) == "Ama Kossi"
    assert title_of(BY_KEY["budget-line"], line) == "2026 Travel"
    assert title_of(BY_KEY["agreement"], unnamed) == "LKS-A-2024-003"
    assert title_of(BY_KEY["agreement"], named, "ru") == "Вода"


@pytest.mark.parametrize(
    ("type_", "values", "named"),
    [
        ("readiness", {"item": "council_vote"}, {"en": "Council has voted"}),
        ("measurement", {"day": "2026-11-05", "value": "31.5"},
         {"en": "5 November 2026 · 31.5", "fr": "5 novembre 2026 · 31,5"}),
        ("contribution", {"amount": "1600000 XOF"}, {"en": "1,600,000 F CFA", "fr": "1 600 000 F CFA"}),
        ("ldc", {"country": "BD"}, {"en": "Bangladesh", "ru": "Бангладеш"}),
    ],
)  # fmt: skip
def test_a_name_is_told_as_people_read_it(
    type_: str, values: dict[str, Value], named: dict[str, str]
) -> None:
    one = Record("x", type_, "1", values)
    for language, words in named.items():
        told = title_of(BY_KEY[type_], one, language)
        assert told.replace("\u202f", " ").replace("\u00a0", " ") == words


def test_the_tree_of_themes() -> None:
    assert len(BY_CODE) == len(THEMES)
    assert sum(not theme.parent for theme in THEMES) == 20
    assert theme_ancestors("sanitary_inspection") == ("sanitation",)
    assert theme_ancestors("sanitation") == ()
    assert theme_ancestors("theme_of_a_newer_coopdesk") == ()
    for theme in THEMES:
        assert not theme.parent or theme.parent in BY_CODE
        assert theme.code not in theme_ancestors(theme.code)


def test_themes_stand_for_sectors_of_the_dac() -> None:
    assert sectors_of(("water", "sanitation", "water")) == ("14030", "14032")
    assert sectors_of(("theme_of_a_newer_coopdesk",)) == ()
    for theme in THEMES:
        assert theme.sectors
        assert set(theme.sectors) <= set(SECTOR_CODES)


def test_the_declarations_as_json() -> None:
    declared = json.loads(json.dumps(types_json()))
    assert [kind["key"] for kind in declared] == KEYS
    promise = declared[KEYS.index("promise")]
    assert (promise["whole"], promise["title"], promise["order"]) == ("agreement", ["what"], "due_on")
    fields = {field["key"]: field for field in promise["fields"]}
    assert (fields["what"]["kind"], fields["what"]["multilingual"], fields["what"]["required"]) == (
        "line",
        True,
        True,
    )
    assert fields["from"]["links_to"] == ["organisation"]
    assert fields["quantity"]["together"] == fields["unit"]["together"] == "quantity"
    assert fields["labels"]["rule"] == "set"
    assert fields["state"]["choices"]["kept"]["en"] == "Kept"
    assert set(fields["state"]["label"]) == set(LANGUAGES)
    note = declared[KEYS.index("note")]
    assert [group["key"] for group in note["groups"]][-1] == "more"
    assert {field["key"] for field in note["fields"] if field["private"]} == {"confidential_part"}


def test_json_tells_every_field_of_a_type_of_ones_own() -> None:
    goods = RecordType(
        "goods",
        N_("Equipment"),
        N_("Equipment"),
        own_fields=(
            Field("price", Money(), N_("Amount")),
            Field("notes", Prose(), N_("Remark"), private=True),
            Field("givers", Link(to=("organisation", "person"), many=True), N_("From")),
            Field("old", Line(), N_("Title"), retired=True),
        ),
    )
    (declared,) = json.loads(json.dumps(types_json((goods,))))
    assert [(field["key"], field["kind"], field["rule"]) for field in declared["fields"]] == [
        ("price", "money", "value"),
        ("notes", "prose", "prose"),
        ("givers", "link", "set"),
        ("labels", "line", "set"),
        ("confidential", "flag", "value"),
    ]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Headers and mapping files: what a column means, what a row feeds, what is refused with which words."""

import re
from pathlib import Path

import pytest

from coopdesk import paths
from coopdesk.errors import WorldError
from coopdesk.interchange.headers import guessed_type, layout, slot_of
from coopdesk.interchange.mapping import MappedPlan, mapped, read_mapping
from coopdesk.interchange.match_keys import (
    DEFAULTS,
    contradicts,
    default_keys,
    distance,
    kilometres,
    parts_of,
)
from coopdesk.interchange.sheet import FORMULA_ERROR, Row
from coopdesk.interchange.templates import template
from coopdesk.interchange.wishes import FlawedCell, OneTypePlan
from coopdesk.language import using
from coopdesk.records.types import BY_KEY, TYPES

PLACE, PERSON, ORGANISATION = BY_KEY["place"], BY_KEY["person"], BY_KEY["organisation"]
README = Path(__file__).parents[2] / "src/coopdesk/interchange/README.md"


@pytest.mark.parametrize(
    ("column", "slot"),
    [
        ("name.fr", ("name", "fr")),
        ("Name (fr)", ("name", "fr")),
        ("Name (French)", ("name", "fr")),
        ("NAME.RU", ("name", "ru")),
        ("name", ("name", "en")),
        ("country", ("country", "")),
        ("Country", ("country", "")),
        ("web page", ("web_page", "")),
        ("name.français", ("name", "fr")),
        ("country.fr", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_columns_by_key_and_label(column: str, slot: tuple[str, str] | None) -> None:
    assert slot_of(PLACE, column) == slot


def test_bare_column_means_the_language_shown() -> None:
    with using("fr"):
        assert slot_of(PLACE, "name") == ("name", "fr")


def test_unknown_columns_are_kept_apart_and_names_of_links_ignored() -> None:
    found = layout(
        ORGANISATION, ["id", "version", "name.en", "place", "place (name)", "colour", "name (name)"]
    )
    assert (found.id, found.version, found.unknown) == (0, 1, ("colour", "name (name)"))
    assert dict(found.slots) == {("name", "en"): 2, ("place", ""): 3}


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(WorldError) as refused:
        layout(PLACE, ["name.fr", "Name (French)"])
    assert refused.value.code == "column_twice"


def test_missing_column_is_named() -> None:
    with pytest.raises(WorldError) as refused:
        OneTypePlan(PERSON, ["given_name", "Telephone"])
    assert (refused.value.code, refused.value.facts["column"]) == ("missing_column", "family_name")
    OneTypePlan(PERSON, ["id", "given_name"])


def test_type_is_guessed_where_the_columns_tell() -> None:
    assert guessed_type(["given_name", "family_name", "emails"]) is PERSON
    assert guessed_type(["name.fr", "country", "population"]) is PLACE
    assert guessed_type(["colour"]) is None


@pytest.mark.parametrize(
    ("text", "cells", "filled"),
    [
        ("{lat},{lon}", {"lat": "6.1", "lon": "1.2"}, "6.1,1.2"),
        ("{lat},{lon}", {}, ""),
        ("{fr|en}", {"en": "Lomé"}, "Lomé"),
        ("{fr|en}", {"en": "Lomé", "fr": " "}, "Lomé"),
        ("city of {{x}}", {}, "city of {x}"),
        ("{c:countries}", {"c": "Ivory Coast"}, "CI"),
        ("{c:countries}", {"c": "Togo"}, "Togo"),
        ("constant", {}, "constant"),
    ],
)
def test_templates(text: str, cells: dict[str, str], filled: str) -> None:
    found = template(text, {"countries": {"Ivory Coast": "CI"}})
    assert found.fill(lambda column: cells.get(column, "")) == filled


def plan(columns: str, **record: object) -> MappedPlan:
    return MappedPlan(mapped({"record": [{"type": "place", **record}]}), columns.split())


def test_record_without_content_is_not_made() -> None:
    found = plan("name country", fields={"name": {"en": "{name}"}, "country": "{country}", "labels": "twin"})
    assert list(found.wishes(Row(2, ["", ""]))) == []
    (wish,) = found.wishes(Row(2, ["Lomé", ""]))
    assert wish.texts == {("name", "en"): "Lomé", ("labels", ""): "twin"}
    assert wish.columns["name", "en"] == "name"


def test_conditions_of_a_record() -> None:
    found = plan("name state", when={"state": ["good", "fair"]}, fields={"name.en": "{name}"})
    assert [len(list(found.wishes(Row(2, ["Lomé", state])))) for state in ("good", "fair", "bad", "")] == [
        1,
        1,
        0,
        0,
    ]


def test_flawed_cell_matters_only_where_it_is_used() -> None:
    found = plan("name other", fields={"name.en": "{name}"})
    (wish,) = found.wishes(Row(2, ["Lomé", ""], {1: FORMULA_ERROR}))
    assert wish.texts == {("name", "en"): "Lomé"}
    with pytest.raises(FlawedCell) as flawed:
        list(found.wishes(Row(2, ["", ""], {0: FORMULA_ERROR})))
    assert flawed.value.column == "name"


HALL = {"as": "hall", "type": "organisation", "fields": {"name.en": "{hall}"}}
DEED = {"as": "deed", "type": "agreement", "fields": {"title.en": "{title}"}}
PARTY = {"type": "party", "fields": {"agreement": "@deed", "organisation": "@hall"}}


def test_record_that_needs_one_that_is_not_made() -> None:
    found = MappedPlan(mapped({"record": [HALL, DEED, PARTY]}), ["hall", "title"])
    assert [wish.type.key for wish in found.wishes(Row(2, ["Lomé", "Twinning"]))] == [
        "organisation",
        "agreement",
        "party",
    ]
    assert [wish.type.key for wish in found.wishes(Row(2, ["", "Twinning"]))] == ["agreement"]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({}, "mapping_empty"),
        ({"record": [{"type": "town"}]}, "unknown_type"),
        ({"record": [{"type": "place", "fields": {"colour": "red"}}]}, "unknown_field"),
        ({"record": [{"type": "place", "match": ["colour"]}]}, "unknown_field"),
        ({"record": [{"type": "place", "match": [["name"], 1]}]}, "mapping_form"),
        ({"record": [{"type": "place", "fields": {"country": {"fr": "x"}}}]}, "mapping_form"),
        ({"record": [{"type": "place", "fields": {"country": "{a"}}]}, "mapping_template"),
        ({"record": [{"type": "place", "fields": {"country": "{a:b}"}}]}, "mapping_table"),
        ({"record": [{"type": "place", "colour": 1}]}, "mapping_word"),
        ({"records": []}, "mapping_word"),
        ({"record": {"type": "place"}}, "mapping_form"),
        ({"record": [PARTY, HALL, DEED]}, "mapping_link"),
        ({"record": [HALL, {"type": "party", "fields": {"agreement": "@hall"}}]}, "mapping_link"),
        ({"record": [HALL, HALL]}, "mapping_form"),
    ],
)
def test_mistakes_in_a_mapping_are_told(mapping: dict[str, object], code: str) -> None:
    with pytest.raises(WorldError) as refused:
        mapped(mapping)
    assert refused.value.code == code


def test_mapping_names_a_column_that_the_file_lacks() -> None:
    with pytest.raises(WorldError) as refused:
        plan("name", fields={"name.en": "{name}", "country": "{land}"})
    assert (refused.value.code, refused.value.facts["columns"]) == ("mapping_column", "land")


def test_mapping_that_is_no_toml(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[[record", "utf-8")
    for name, code in (("a.toml", "mapping_file"), ("none.toml", "unreadable")):
        with pytest.raises(WorldError) as refused:
            read_mapping(tmp_path / name)
        assert refused.value.code == code


def test_shipped_mappings_are_sound() -> None:
    names = {file.stem for file in paths.resource("mappings").glob("*.toml")}
    assert names == {"ldc_twin_pairs", "eu_france", "ua_eu_twinning"}
    for name in names:
        assert len(read_mapping(paths.resource(f"mappings/{name}.toml")).records) == 7


def test_example_of_the_readme_is_sound(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README.read_text("utf-8"), re.S)
    (tmp_path / "example.toml").write_text(example, "utf-8")
    columns = "name_a name_a_fr country_a lat_a lon_a name_b country_b since".split()
    row = "Ouagadougou Ouagadougou BF 12.36566 -1.53388 Grenoble France 1999".split()
    found = MappedPlan(read_mapping(tmp_path / "example.toml"), columns)
    made = [wish.type.key for wish in found.wishes(Row(2, row))]
    assert made == ["place", "place", "organisation", "organisation", "agreement", "party", "party"]


def test_every_type_has_keys_of_its_own_fields() -> None:
    assert DEFAULTS.keys() == BY_KEY.keys()
    for kind in TYPES:
        for key in default_keys(kind):
            assert set(key) <= kind.by_key.keys()


def test_keys_are_compared_without_accents_and_by_any_name() -> None:
    key = ("name", "country")
    one = set(parts_of(PLACE, key, {"name": {"fr": "LOME", "ru": "Ломе"}, "country": "TG"}))
    assert one & set(parts_of(PLACE, key, {"name": {"en": "Lomé"}, "country": "TG"}))
    assert not one & set(parts_of(PLACE, key, {"name": {"en": "Lomé"}}))
    assert list(parts_of(PLACE, key, {"population": 1})) == []
    assert list(parts_of(PLACE, ("coordinates",), {"coordinates": "1,2"})) == []


def test_positions_agree_when_near() -> None:
    assert kilometres("48.8566,2.3522", "51.5074,-0.1278") == pytest.approx(343.6, abs=1)
    key = ("name", "coordinates")
    near, far, none = {"coordinates": "6.13,1.22"}, {"coordinates": "9.55,1.18"}, {"name": {"en": "Lomé"}}
    assert distance(PLACE, key, near, {"coordinates": "6.17,1.23"}) == pytest.approx(4.6, abs=0.2)
    assert distance(PLACE, key, near, far) is None
    assert distance(PLACE, key, near, none) == 0


def test_different_numbers_keep_two_records_apart() -> None:
    keys = default_keys(PLACE)[:1]
    assert contradicts(PLACE, keys, {"wikidata_id": "Q1"}, {"wikidata_id": "Q2"})
    assert not contradicts(PLACE, keys, {"wikidata_id": "Q1"}, {"country": "TG"})

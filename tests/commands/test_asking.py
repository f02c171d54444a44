# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding, listing, showing, today, history, declarations."""

import csv
import io
import json

import pytest

from coopdesk.commands import tables
from tests.commands.terminal import Terminal


@pytest.fixture
def visit(desk: Terminal) -> Terminal:
    """A desk on which a partner visit was noted."""
    desk.done("new", "place", "name.fr=Ouagadougou", "name.ru=Уагадугу", "country=BF")
    desk.done("new", "organisation", "name.fr=Mairie de Ouagadougou", "place=Ouagadougou", "kind=city_hall")
    desk.done(
        *("new", "note", "title=Visit", "kind=partner_visit", "starts=2026-11-24 09:30"),
        "organisations+=Mairie de Ouagadougou",
    )
    desk.done("new", "note", "title=Call", "kind=phone_call", "starts=2026-11-20")
    return desk


@pytest.mark.parametrize("typed", ["ouaga", "уага", "OUAGADOUGOU", "mairie ouaga"])
def test_find_across_scripts(visit: Terminal, typed: str) -> None:
    assert "Mairie de Ouagadougou" in visit.done("find", *typed.split()).out


def test_find_names_a_record_by_the_names_of_others(desk: Terminal) -> None:
    desk.done("new", "organisation", "name=Ouagadougou", "kind=city_hall")
    desk.done("new", "person", "family_name=Exemple")
    desk.done("new", "post", "person=Exemple", "organisation=Ouagadougou", "function=water engineer")
    hits = desk.json("find", "water engineer", "--type", "post")
    assert [hit["title"] for hit in hits] == ["water engineer, Ouagadougou"]


def test_find_by_type_and_limit(visit: Terminal) -> None:
    (found,) = visit.json("find", "ouaga", "--type", "place")
    assert (found["type"], found["title"]) == ("place", "Ouagadougou")
    assert len(visit.json("find", "ouaga", "--limit", "1")) == 1
    nothing = visit.done("find", "zanzibar")
    assert (nothing.out, nothing.err) == ("", "Nothing found.\n")


def test_a_table_shows_names_short_ids_and_words(visit: Terminal) -> None:
    heads, *rows = visit.done("list", "note").out.splitlines()
    assert heads.split() == [
        "ID",
        "Title",
        "Kind",
        "State",
        "Starts",
        "City",
        "or",
        "territory",
        "Organisations",
    ]
    assert "Partner visit" in rows[0]
    assert "Mairie de Ouagadougou" in rows[0]
    assert len(rows[0].split()[0]) == tables.SHORT_ID
    assert visit.done("list", "person").err == "No records.\n"


def test_a_list_is_narrowed_ordered_and_cut(visit: Terminal) -> None:
    def titles(*words: str) -> list[str]:
        return [note["fields"]["title"] for note in visit.json("list", "note", *words)]

    assert titles() == ["Visit", "Call"]
    assert titles("--order", "starts") == ["Call", "Visit"]
    assert titles("--order", "-title", "--limit", "1") == ["Visit"]
    assert titles("--where", "kind=phone_call") == ["Call"]
    assert titles("--where", "organisations=Mairie de Ouagadougou") == ["Visit"]
    assert titles("--where", "organisations=") == ["Call"]
    assert titles("--where", "kind=phone_call", "--where", "title=Visit") == []


def test_forms_of_a_list(visit: Terminal) -> None:
    only_fields = visit.json("list", "note", "--fields", "title")
    assert only_fields[0]["fields"] == {"title": "Visit"}
    lines = visit.done("list", "note", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["note", "note"]
    rows = list(csv.DictReader(io.StringIO(visit.done("list", "place", "--format", "csv").out)))
    by_french = {row["name.fr"]: row for row in rows}
    assert by_french["Ouagadougou"]["name.ru"] == "Уагадугу"
    assert by_french["Ouagadougou"]["country"] == "BF"
    assert len(by_french["Ouagadougou"]["id"]) == 26
    chosen = visit.done("list", "place", "--format", "csv", "--fields", "name.ru,id", "--where", "country=BF")
    assert chosen.out.splitlines()[0] == "name.ru,id"
    assert visit.done("list", "person", "--format", "csv").out.startswith("id,version,title,given_name,")


def test_a_spreadsheet_program_takes_no_cell_of_a_list_for_a_formula(visit: Terminal) -> None:
    visit.done("new", "person", "family_name==1+1", "notes=@@SUM(A1)", "labels+=-x")
    text = visit.done("list", "person", "--format", "csv", "--fields", "family_name,notes,labels").out
    assert text.splitlines()[1] == "'=1+1,'@SUM(A1),'-x"


def test_show_tells_fields_in_words(visit: Terminal) -> None:
    shown = visit.done("show", "note", "Visit").out
    assert "  Kind: Partner visit\n" in shown
    assert "  Organisations: Mairie de Ouagadougou\n" in shown
    assert "Changed: Awa Exemple, " in shown
    names = visit.done("show", "place", "Уагадугу").out
    assert "  Name:\n    fr: Ouagadougou\n    ru: Уагадугу\n" in names


def test_history_tells_before_and_after(visit: Terminal) -> None:
    visit.done("set", "note", "Visit", "title=Long visit", "organisations=")
    visit.done("set", "place", "Ouagadougou", "name.en=Wagadugu")
    visit.done("undo")
    story = visit.done("show", "note", "Long visit", "--history").out
    assert "Awa Exemple" in story
    assert "  Title: Visit → Long visit\n" in story
    assert "  Organisations: Mairie de Ouagadougou → (empty)\n" in story
    place = visit.done("show", "place", "Ouagadougou", "--history").out
    assert "  Name (en): (empty) → Wagadugu\n" in place
    assert " · undone\n  Name (en): Wagadugu → (empty)\n" in place
    visit.done("remove", "note", "Long visit")
    first, second, third = visit.json("show", "note", visit.json("undo")["records"][0]["id"], "--history")[:3]
    assert first["changes"][0] == {"field": "title", "before": None, "after": "Visit"}
    assert (second["officer"], second["changes"][0]["after"]) == ("Awa Exemple", "Long visit")
    assert third["removed"] is True


def test_today_names_what_is_due(visit: Terminal) -> None:
    visit.done("new", "follow-up", "what=Send the plan", "due_on=2026-12-01")
    assert visit.done("today", "--on", "2026-12-22").out.splitlines()[0] == "To do"
    assert "21 days late" in visit.done("today", "--on", "2026-12-22").out
    assert "tomorrow\n" in visit.done("today", "--on", "2026-11-30").out
    (section,) = [part for part in visit.json("today", "--on", "2026-11-30") if part["key"] == "to_do"]
    assert section["items"][0]["title"] == "Send the plan"
    assert (section["items"][0]["on"], section["items"][0]["days"]) == ("2026-12-01", 1)


def test_declarations(bare: Terminal) -> None:
    everything = bare.json("types")
    assert [kind["key"] for kind in everything][:3] == ["place", "organisation", "membership"]
    assert len(everything) == 25
    assert bare.done("types", "--json").json == everything
    note = bare.json("types", "note")
    assert note["label"] == {"en": "Note", "fr": note["label"]["fr"], "ru": note["label"]["ru"]}
    assert "partner_visit" in bare.done("types", "note").out
    assert "follow-up" in bare.done("types").out


def test_columns_are_aligned_by_width_on_screen() -> None:
    lines = tables.table(["a", "b"], [["東京", "x"], ["e\u0301te", "y"], ["long", "z"]])
    assert [tables.width(line) for line in lines] == [7, 7, 7, 7]
    assert tables.cut("東京都", 4) == "東…"
    assert tables.cut("abc", 3) == "abc"
    assert tables.table(["a"], []) == []

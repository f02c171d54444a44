# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Importing a sheet: what is new, filled, kept, refused; the same file again changes nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk import asking, joining, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.loading import LoadOrder, imports, load, preview, revert
from coopdesk.errors import WorldError
from coopdesk.language import using
from coopdesk.records.types import BY_KEY
from tests.desk.importing import all_of, bring, get, named, numbers, put, sheet, small_desk, versions

PLACES = (
    "name.fr,name.ru,country,population,other_spellings\n"
    "Ouagadougou,Уагадугу,Burkina Faso,2 415 266,Ouaga; Wogodogo\n"
    "Kara,,TG,,\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path / "desk") as made:
        yield made


def test_rows_become_records_and_are_found(desk: Desk, tmp_path: Path) -> None:
    report = bring(desk, sheet(tmp_path, PLACES))
    assert numbers(report) == (2, 0, 0, 0)
    assert report.records["place"].new == 2
    assert get(desk, "place", named(desk, "place", "Ouagadougou").id).values == {
        "name": {"fr": "Ouagadougou", "ru": "Уагадугу"},
        "country": "BF",
        "population": 2415266,
        "other_spellings": ("Ouaga", "Wogodogo"),
    }
    assert [hit.title for hit in asking.find(desk, "уага")] == ["Ouagadougou"]


def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = sheet(tmp_path, PLACES)
    bring(desk, file)
    before = versions(desk)
    again = bring(desk, file)
    assert numbers(again) == (0, 0, 2, 0)
    assert (again.id, again.kept, versions(desk)) == ("", (), before)


def test_headers_in_another_language_and_encoding(desk: Desk, tmp_path: Path) -> None:
    text = "имя;страна;цвет\nУагадугу;Буркина-Фасо;белый\n"
    with using("ru"):
        report = bring(
            desk,
            sheet(tmp_path, text.replace("имя", "name.ru").replace("страна", "country"), encoding="cp1251"),
            "place",
        )
        assert "Windows-1251" in report.warnings[0]
        assert "цвет" in report.warnings[1]
    assert named(desk, "place", "Уагадугу").values == {"name": {"ru": "Уагадугу"}, "country": "BF"}


def test_preview_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = versions(desk)
    order = LoadOrder(sheet(tmp_path, PLACES))
    seen = preview(desk, order)
    assert (seen.id, versions(desk)) == ("", before)
    done = load(desk, order)
    assert (done.new, done.changed, done.same, done.refused) == (
        seen.new,
        seen.changed,
        seen.same,
        seen.refused,
    )


BAD = (
    "family_name,given_name,emails,birthday,sex\n"
    "Traoré,Awa,awa@example.org,1980-02-30,\n"
    "Mensah,Kofi,not an address,,\n"
    ",Ama,ama@example.org,,\n"
    "Sow,Fatou,fatou@example.org,1990-05-01,cat\n"
    "Diallo,Binta,#REF!,,\n"
    "Kaboré,Issa,issa@example.org,,man\n"
)


def test_bad_rows_are_refused_one_by_one(desk: Desk, tmp_path: Path) -> None:
    report = bring(desk, sheet(tmp_path, BAD))
    assert [(refused.row, refused.column) for refused in report.refused] == [
        (2, "birthday"), (3, "emails"), (4, "family_name"), (5, "sex"), (6, "emails"),
    ]  # fmt: skip
    assert "1980-02-30" in report.refused[0].reason
    assert [desk.title("person", record.id) for record in all_of(desk, "person")] == ["Issa Kaboré"]


def test_all_or_nothing(desk: Desk, tmp_path: Path) -> None:
    before = versions(desk)
    report = bring(desk, sheet(tmp_path, BAD), all_or_nothing=True)
    assert (report.id, report.new, len(report.refused), versions(desk)) == ("", 1, 5, before)


def test_a_bad_row_among_ten_thousand(desk: Desk, tmp_path: Path) -> None:
    rows = [f"Ville {n},TG,{n}" for n in range(10_000)]
    rows[5_000] = "Ville x,TG,beaucoup"
    file = sheet(tmp_path, "name.fr,country,population\n" + "\n".join(rows))
    assert bring(desk, file, all_or_nothing=True).id == ""
    assert len(all_of(desk, "place")) == 1
    report = bring(desk, file)
    assert numbers(report) == (9_999, 0, 0, 1)
    assert report.refused[0].row == 5_002
    assert [hit.title for hit in asking.find(desk, "ville 7777")] == ["Ville 7777"]
    assert numbers(bring(desk, file)) == (0, 0, 9_999, 1)


def test_what_differs_stays_unless_it_is_to_be_overwritten(desk: Desk, tmp_path: Path) -> None:
    bring(desk, sheet(tmp_path, PLACES))
    other = "name.fr,country,population,web_page,other_spellings\nouagadougou,BF,3000000,ouaga.example,Waga\n"
    report = bring(desk, sheet(tmp_path, other))
    assert numbers(report) == (0, 1, 0, 0)
    assert [(kept.row, kept.column) for kept in report.kept] == [(2, "name.fr"), (2, "population")]
    kept = named(desk, "place", "Ouagadougou")
    assert kept.values["population"] == 2415266
    assert kept.values["web_page"] == "https://ouaga.example"
    assert kept.values["other_spellings"] == ("Ouaga", "Waga", "Wogodogo")
    bring(desk, sheet(tmp_path, other), overwrite=True)
    changed = named(desk, "place", "ouagadougou")
    assert (changed.values["population"], changed.values["other_spellings"]) == (3000000, ("Waga",))
    assert numbers(bring(desk, sheet(tmp_path, other), overwrite=True)) == (0, 0, 1, 0)


def test_empty_cells_erase_nothing(desk: Desk, tmp_path: Path) -> None:
    bring(desk, sheet(tmp_path, PLACES))
    report = bring(desk, sheet(tmp_path, "name.fr,country,population\nOuagadougou,BF,\n"), overwrite=True)
    assert numbers(report) == (0, 0, 1, 0)
    assert named(desk, "place", "Ouagadougou").values["population"] == 2415266


def test_links_by_name_also_to_later_rows(desk: Desk, tmp_path: Path) -> None:
    text = (
        "name.fr,kind,place,parent_organisation\n"
        "Service de l’eau,other,Lomé,Direction technique\n"
        "Direction technique,other,lome,\n"
        "Bureau,other,Lomé,nobody\n"
    )
    report = bring(desk, sheet(tmp_path, text), "organisation")
    assert [(refused.row, refused.column) for refused in report.refused] == [(4, "parent_organisation")]
    below, above = (
        named(desk, "organisation", "Service de l’eau"),
        named(desk, "organisation", "Direction technique"),
    )
    assert below.values["parent_organisation"] == above.id
    assert desk.title("place", str(below.values["place"])) == "Lomé"
    assert numbers(bring(desk, sheet(tmp_path, text), "organisation")) == (0, 0, 2, 1)


def test_ambiguous_rows_are_refused(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        put(desk, "place", "name.fr=Kara", "country=TG")
    report = bring(desk, sheet(tmp_path, "name.fr,country\nKara,TG\n"), "place")
    assert numbers(report) == (0, 0, 0, 1)
    assert all(
        record.id in report.refused[0].reason
        for record in all_of(desk, "place")
        if record.text("name") == "Kara"
    )
    by_link = bring(desk, sheet(tmp_path, "name.fr,kind,place\nMairie,city_hall,Kara\n"), "organisation")
    assert [refused.column for refused in by_link.refused] == ["place"]


def test_match_fields_may_be_chosen(desk: Desk, tmp_path: Path) -> None:
    text = "title,starts,venue\nVisite,2026-11-24 09:30,\nVisite,2026-11-25 09:30,\n"
    assert bring(desk, sheet(tmp_path, text), "note").new == 2
    changed = "title,starts,venue\nVisite à Kara,2026-11-24 09:30,Mairie\n"
    report = bring(desk, sheet(tmp_path, changed), "note", match=("starts",), overwrite=True)
    assert numbers(report) == (0, 1, 0, 0)
    assert named(desk, "note", "Visite à Kara").values["venue"] == "Mairie"
    with pytest.raises(WorldError) as refused:
        bring(desk, sheet(tmp_path, text), "note", match=("colour",))
    assert refused.value.code == "unknown_field"


def test_rows_that_name_a_record_twice_are_told(desk: Desk, tmp_path: Path) -> None:
    report = bring(desk, sheet(tmp_path, "name.fr,country\nKara,TG\nKARA,TG\n"), "place")
    assert numbers(report) == (1, 0, 0, 0)
    assert "3" in report.warnings[0]


def test_several_types_in_one_sheet(desk: Desk, tmp_path: Path) -> None:
    text = "type,name.fr,country,kind\nplace,Kara,TG,\norganisation,Mairie de Kara,,city_hall\ntown,x,,\n"
    report = bring(desk, sheet(tmp_path, text))
    assert {key: tally.new for key, tally in report.records.items()} == {"place": 1, "organisation": 1}
    assert [(refused.row, refused.column) for refused in report.refused] == [(4, "type")]


@pytest.mark.parametrize(
    ("text", "type_key", "code"),
    [
        ("colour\nred\n", None, "which_type"),
        ("given_name\nAwa\n", "person", "missing_column"),
        ("name.fr,Name (fr)\na,b\n", "place", "column_twice"),
        ("name\nKara\n", "town", "unknown_type"),
    ],
)
def test_files_that_cannot_be_used(
    desk: Desk, tmp_path: Path, text: str, type_key: str | None, code: str
) -> None:
    with pytest.raises(WorldError) as refused:
        bring(desk, sheet(tmp_path, text), type_key)
    assert refused.value.code == code


def test_references_of_agreements_follow_each_other(desk: Desk, tmp_path: Path) -> None:
    bring(desk, sheet(tmp_path, "title.fr\nUn\nDeux\nTrois\n"), "agreement")
    found = sorted(record.text("reference") for record in all_of(desk, "agreement"))
    assert len(set(found)) == 3
    assert [int(reference[-3:]) for reference in found] == [1, 2, 3]


def test_joined_record_does_not_come_back(desk: Desk, tmp_path: Path) -> None:
    file = sheet(tmp_path, "name.fr,country\nLokossa,BJ\nLocossa,BJ\n")
    bring(desk, file, "place")
    kept, other = named(desk, "place", "Lokossa"), named(desk, "place", "Locossa")
    joining.same(desk, kept.id, other.id)
    assert numbers(bring(desk, file, "place"))[0] == 0
    report = bring(desk, sheet(tmp_path, f"id,name.fr\n{other.id},Locossa\n"), "place")
    assert kept.id in report.refused[0].reason


def test_record_in_the_bin_is_not_touched_by_its_id(desk: Desk, tmp_path: Path) -> None:
    kara = put(desk, "place", "name.fr=Kara", "country=TG")
    saving.remove(desk, BY_KEY["place"], kara)
    report = bring(desk, sheet(tmp_path, f"id,name.fr\n{kara},Kara la belle\n"), "place")
    assert numbers(report) == (0, 0, 0, 1)
    assert get(desk, "place", kara).removed


def test_import_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    lome = named(desk, "place", "Lomé").id
    before = dict(get(desk, "place", lome).values)
    report = bring(
        desk,
        sheet(tmp_path, "name.fr,country,web_page\nLomé,TG,lome.example\nKara,TG,\nSokodé,TG,\n"),
        "place",
    )
    assert numbers(report) == (2, 1, 0, 0)
    kara, sokode = named(desk, "place", "Kara"), named(desk, "place", "Sokodé")
    put(desk, "place", "population=94878", record_id=kara.id)
    back = revert(desk, report.id[:8])
    assert (back.removed, back.restored) == (1, 1)
    assert back.skipped == (("place", kara.id, "population"),)
    assert get(desk, "place", lome).values == before
    assert get(desk, "place", sokode.id).removed
    assert not get(desk, "place", kara.id).removed
    count = versions(desk)
    assert revert(desk, report.id).skipped == ()
    assert versions(desk) == count
    assert [run.reverted for run in imports(desk)] == [True]


def test_what_others_rest_on_stays_when_an_import_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    mapping = sheet(tmp_path, MAPPING, "map.toml")
    report = load(desk, LoadOrder(sheet(tmp_path, PAIRS), map=mapping))
    put(desk, "note", "title=Visite", f"agreements+={named(desk, 'agreement', 'Kara – Andenne').id}")
    back = revert(desk, report.id)
    assert {(key, field) for key, _, field in back.skipped} == {
        ("place", "~linked"), ("organisation", "~linked"), ("agreement", "~linked"), ("party", "~linked"),
    }  # fmt: skip
    assert {record.text("title") for record in all_of(desk, "agreement")} == {"Kara – Andenne"}
    assert len(all_of(desk, "party")) == 2
    assert {record.text("name") for record in all_of(desk, "place")} == {"Lomé", "Kara", "Andenne"}


def test_unknown_import_is_told(desk: Desk) -> None:
    with pytest.raises(WorldError) as refused:
        revert(desk, "k3f9ab")
    assert refused.value.code == "no_import"


def test_import_after_taking_it_back_works(desk: Desk, tmp_path: Path) -> None:
    file = sheet(tmp_path, PLACES)
    revert(desk, bring(desk, file).id)
    assert numbers(bring(desk, file)) == (2, 0, 0, 0)


MAPPING = """
[[record]]
as = "here"
type = "place"
match = ["name", "country"]
[record.fields]
name.fr = "{ici}"
country = "TG"

[[record]]
as = "there"
type = "place"
match = ["name", "country"]
[record.fields]
name.fr = "{ailleurs}"
country = "{pays:countries}"

[[record]]
as = "ours"
type = "organisation"
match = ["kind", "place"]
[record.fields]
name.fr = "{ici}"
kind = "city_hall"
place = "@here"

[[record]]
as = "theirs"
type = "organisation"
match = ["kind", "place"]
[record.fields]
name.fr = "{ailleurs}"
kind = "city_hall"
place = "@there"

[[record]]
as = "twinning"
type = "agreement"
match = ["title"]
[record.fields]
title.fr = "{ici} – {ailleurs}"
form = "twinning"
signed_on = "{depuis}"

[[record]]
type = "party"
match = ["agreement", "organisation"]
[record.fields]
agreement = "@twinning"
organisation = "@ours"

[[record]]
type = "party"
match = ["agreement", "organisation"]
[record.fields]
agreement = "@twinning"
organisation = "@theirs"

[values.countries]
Belgien = "BE"
"""
PAIRS = (
    "ici,ailleurs,pays,depuis\n"
    "Kara,Andenne,Belgien,12.11.2001\n"
    "Kara,Grenoble,France,2005\n"
    "Sokodé,Grenoble,France,\n"
    "Sokodé,Nirgendwo,Utopia,\n"
)


def test_one_row_feeds_several_records_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    order = LoadOrder(sheet(tmp_path, PAIRS), map=sheet(tmp_path, MAPPING, "map.toml"))
    report = load(desk, order)
    assert [(refused.row, refused.column) for refused in report.refused] == [(3, "depuis"), (5, "pays")]
    assert {key: tally.new for key, tally in report.records.items()} == {
        "place": 4, "organisation": 4, "agreement": 2, "party": 4,
    }  # fmt: skip
    twinning = named(desk, "agreement", "Kara – Andenne")
    assert twinning.values["signed_on"] == "2001-11-12"
    assert [desk.title("party", party.id) for party in desk.linked("party", "agreement", twinning.id)] == [
        "Kara",
        "Andenne",
    ]
    assert numbers(load(desk, order)) == (0, 0, 14, 2)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sheet is exported, edited elsewhere and imported again, while colleagues go on: nothing is lost."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopdesk.desk.desk import Desk
from coopdesk.desk.exporting import export
from coopdesk.desk.loading import LoadOrder, preview
from coopdesk.interchange.sheet_opening import open_sheet
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Value
from tests.desk.importing import bring, get, numbers, put, small_desk, versions


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path / "desk") as made:
        yield made


def edited(file: Path, cells: Mapping[str, str], row: int = 0) -> None:
    """Changes cells of a CSV sheet as a spreadsheet program would, which knows nothing of versions."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[row].update(cells)
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def kara(desk: Desk) -> str:
    facts = ("name.fr=Kara", "name.en=Kara", "country=TG", "population=94878", "population_year=2010")
    return put(desk, "place", *facts, "labels+=north", "labels+=twin")


@pytest.fixture
def sheet(desk: Desk, kara: str, tmp_path: Path) -> Path:
    """The places as they were exported: only Kara, the founder's city is in row 2."""
    file = tmp_path / "places.csv"
    export(desk, "place", file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["id"] == kara]
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def test_untouched_sheet_changes_nothing(desk: Desk, sheet: Path) -> None:
    before = versions(desk)
    assert numbers(bring(desk, sheet)) == (0, 0, 1, 0)
    assert versions(desk) == before


def test_edits_are_taken_over_and_emptied_cells_emptied(desk: Desk, sheet: Path, kara: str) -> None:
    edited(sheet, {"name.en": "", "name.ru": "Кара", "labels": "twin; visited", "web_page": "kara.example"})
    assert numbers(bring(desk, sheet)) == (0, 1, 0, 0)
    assert get(desk, "place", kara).values == {
        "name": {"fr": "Kara", "ru": "Кара"},
        "country": "TG",
        "population": 94878,
        "population_year": 2010,
        "labels": ("twin", "visited"),
        "web_page": "https://kara.example",
    }
    before = versions(desk)
    assert numbers(bring(desk, sheet)) == (0, 0, 1, 0)
    assert versions(desk) == before


def test_untouched_cell_never_overwrites_a_colleague(desk: Desk, sheet: Path, kara: str) -> None:
    put(desk, "place", "country=BJ", "labels+=seen", "name.ru=Кара", record_id=kara)
    edited(sheet, {"name.fr": "Kara la belle"})
    report = bring(desk, sheet)
    assert (numbers(report), report.decisions) == ((0, 1, 0, 0), 0)
    found = get(desk, "place", kara)
    assert found.conflicts == {}
    assert found.values["country"] == "BJ"
    assert found.values["labels"] == ("north", "seen", "twin")
    assert found.values["name"] == {"fr": "Kara la belle", "en": "Kara", "ru": "Кара"}


def test_same_field_changed_by_both_becomes_two_versions(desk: Desk, sheet: Path, kara: str) -> None:
    put(desk, "place", "country=BJ", record_id=kara)
    edited(sheet, {"country": "GH"})
    assert preview(desk, LoadOrder(sheet)).decisions == 1
    report = bring(desk, sheet)
    assert (numbers(report), report.decisions) == ((0, 1, 0, 0), 1)
    assert set(get(desk, "place", kara).conflicts) == {"country"}
    before = versions(desk)
    again = bring(desk, sheet)
    assert (numbers(again), again.decisions, versions(desk)) == ((0, 0, 1, 0), 0, before)


def test_same_change_by_both_is_one(desk: Desk, sheet: Path, kara: str) -> None:
    put(desk, "place", "country=GH", record_id=kara)
    edited(sheet, {"country": "Ghana"})
    report = bring(desk, sheet)
    assert (numbers(report), report.decisions) == ((0, 0, 1, 0), 0)


def test_old_sheet_does_not_bring_back_what_was_replaced_since(desk: Desk, sheet: Path, kara: str) -> None:
    edited(sheet, {"country": "GH"})
    bring(desk, sheet)
    put(desk, "place", "country=BF", record_id=kara)
    before = versions(desk)
    assert numbers(bring(desk, sheet)) == (0, 0, 1, 0)
    assert (get(desk, "place", kara).values["country"], versions(desk)) == ("BF", before)


def test_fields_that_are_one_value_change_as_one(desk: Desk, sheet: Path, kara: str) -> None:
    put(desk, "place", "population=100000", "population_year=2022", record_id=kara)
    edited(sheet, {"population": "95000"})
    report = bring(desk, sheet)
    assert set(get(desk, "place", kara).conflicts) == {"population", "population_year"}
    assert report.decisions == 2


def test_number_written_otherwise_is_no_edit(desk: Desk, tmp_path: Path) -> None:
    agreement = put(desk, "agreement", "title.fr=Eau")
    put(
        desk,
        "promise",
        f"agreement={agreement}",
        "what.fr=Pompes",
        "quantity=2.50",
        "unit=t",
        "value=12.50 XOF",
    )
    file = tmp_path / "promise.csv"
    export(desk, "promise", file)
    edited(file, {"quantity": "2.5", "value": "12.5 XOF"})
    assert numbers(bring(desk, file)) == (0, 0, 1, 0)


def test_unknown_ids_and_versions_are_refused(desk: Desk, sheet: Path, kara: str) -> None:
    edited(sheet, {"version": "0" * 26, "country": "BJ"})
    assert [refused.row for refused in bring(desk, sheet).refused] == [2]
    edited_again = sheet.read_text("utf-8-sig").replace(kara, "0" * 26)
    sheet.write_text(edited_again, "utf-8-sig")
    assert "0" * 26 in bring(desk, sheet).refused[0].reason


def test_row_without_id_is_a_new_record(desk: Desk, sheet: Path) -> None:
    edited(sheet, {"id": "", "version": "", "name.fr": "Sokodé", "name.en": ""})
    assert numbers(bring(desk, sheet)) == (1, 0, 0, 0)


def test_same_id_in_two_rows_is_refused(desk: Desk, sheet: Path) -> None:
    lines = sheet.read_text("utf-8-sig").splitlines()
    sheet.write_text("\n".join([*lines, lines[1]]), "utf-8-sig")
    report = bring(desk, sheet)
    assert (numbers(report), report.refused[0].row) == ((0, 0, 1, 1), 3)


def test_open_decision_is_not_settled_by_a_sheet(desk: Desk, sheet: Path, kara: str, tmp_path: Path) -> None:
    put(desk, "place", "country=BJ", record_id=kara)
    edited(sheet, {"country": "GH"})
    bring(desk, sheet)
    later = tmp_path / "later.csv"
    export(desk, "place", later)
    assert numbers(bring(desk, later)) == (0, 0, 2, 0)
    with later.open(encoding="utf-8-sig", newline="") as stream:
        place = [row["id"] for row in csv.DictReader(stream)].index(kara)
    edited(later, {"country": "NE"}, place)
    report = bring(desk, later)
    assert [refused.column for refused in report.refused] == ["country"]


def test_sheet_saved_by_a_spreadsheet_program(desk: Desk, kara: str, tmp_path: Path) -> None:
    """The days and numbers of the sheet come back as days and numbers, not as texts."""
    person = put(desk, "person", "family_name=Traoré", "birthday=1980-05-01", "phones+=+226 25 30 68 17")
    file = tmp_path / "person.xlsx"
    export(desk, "person", file)
    with open_sheet(file) as sheet:
        columns, (row,) = sheet.columns, list(sheet.rows)
    again = tmp_path / "again.xlsx"
    with xlsxwriter.Workbook(again) as book:
        one = book.add_worksheet()
        one.write_row(0, 0, columns)
        for place, cell in enumerate(row.cells):
            one.write(0 + 1, place, "Sow" if columns[place] == "family_name" else cell)
    assert numbers(bring(desk, again)) == (0, 1, 0, 0)
    assert get(desk, "person", person).values == {
        "family_name": "Sow",
        "birthday": "1980-05-01",
        "phones": ("+22625306817",),
    }


EDITS = st.dictionaries(
    st.sampled_from(["name.fr", "name.ru", "country", "web_page", "languages"]),
    st.sampled_from(["", "TG", "GH"]),
    max_size=4,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS, EDITS)
def test_no_edit_of_either_side_is_ever_lost(sheet_edits: dict[str, str], desk_edits: dict[str, str]) -> None:
    """Whatever the sheet and a colleague change: each value is shown, or stands in an open decision."""
    with TemporaryDirectory() as folder, small_desk(Path(folder) / "desk") as desk:
        kara = put(
            desk, "place", "name.en=Kara", "name.fr=K", "country=BF", "web_page=kara.example", "languages=fr"
        )
        file = Path(folder) / "place.csv"
        export(desk, "place", file)
        with file.open(encoding="utf-8-sig", newline="") as stream:
            place = [row["id"] for row in csv.DictReader(stream)].index(kara)
        original = get(desk, "place", kara).values
        put(desk, "place", *(f"{key}={_told(key, text)}" for key, text in desk_edits.items()), record_id=kara)
        base = get(desk, "place", kara).values
        edited(file, {key: _told(key, text) for key, text in sheet_edits.items()}, place)
        report = bring(desk, file)
        assert report.refused == ()
        found = get(desk, "place", kara)
        edits = {key: text for key, text in sheet_edits.items() if _kept(key, text) != _shown(original, key)}
        for key, text in edits.items():
            if key in found.conflicts:
                assert desk_edits.get(key, text) != text
            elif key != "languages":
                assert _shown(found.values, key) == _kept(key, text)
        for key in desk_edits.keys() - edits.keys() - {"languages"}:
            assert _shown(found.values, key) == _shown(base, key)


def _told(key: str, text: str) -> str:
    if key == "web_page" and text:
        return f"https://{text.lower()}.example"
    return (
        text.lower() if key == "languages" and text == "TG" else "ru" if key == "languages" and text else text
    )


def _kept(key: str, text: str) -> Value | None:
    return _told(key, text) or None


def _shown(values: Mapping[str, Value], column: str) -> Value | None:
    key, _, language = column.partition(".")
    value = values.get(key)
    return value.get(language) if language and isinstance(value, Mapping) else value


def test_every_type_comes_back_unchanged(desk: Desk, tmp_path: Path) -> None:
    agreement = put(
        desk,
        "agreement",
        "title.fr=Eau; \\ et = vie",
        "signed_on=1850-01-01",
        "sdgs+=goal_06",
        "history= =1+1",
    )
    put(desk, "readiness", f"agreement={agreement}", "item=need", "remark=- un\n- deux\n\n'fin")
    note = put(desk, "note", "title=@@Visite", "starts=2026-11-24 09:30", f"agreements+={agreement}")
    put(desk, "follow-up", "what=+ plan", f"comes_from={note}")
    before = versions(desk)
    for kind in BY_KEY.values():
        for ending in ("csv", "tsv", "xlsx"):
            file = tmp_path / f"{kind.key}.{ending}"
            if export(desk, kind.key, file).records:
                report = bring(desk, file)
                assert (report.new, report.changed, report.refused, report.warnings) == (0, 0, (), ())
    assert versions(desk) == before

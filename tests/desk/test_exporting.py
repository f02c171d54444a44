# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exporting: what the files look like, whole or not at all, and everything at once."""

import csv
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk import asking, joining, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.exporting import export, export_everything
from coopdesk.desk.leaving import safe_name
from coopdesk.errors import WorldError
from coopdesk.interchange.sheet_opening import open_sheet
from coopdesk.language import using
from coopdesk.records.kinds import AttachedFile
from coopdesk.records.types import BY_KEY
from coopdesk.store import files
from coopdesk.store.reading import Page
from tests.desk.importing import put, small_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def hall(desk: Desk) -> str:
    place = put(desk, "place", "name.fr=Kara", "name.fon=Kara", "country=TG")
    return put(desk, "organisation", "name.fr==Mairie, de; Kara", f"place={place}", "phones+=+22890112233")


def cells(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_columns_of_a_sheet(desk: Desk, hall: str, tmp_path: Path) -> None:
    exported = export(desk, "place", tmp_path / "place.csv")
    assert exported.records == 2
    header = list(cells(exported.file)[0])
    assert header[:6] == ["id", "version", "name.en", "name.fr", "name.ru", "name.fon"]
    assert header[-2:] == ["labels", "confidential"]


def test_links_have_names_beside_and_formulas_a_guard(desk: Desk, hall: str, tmp_path: Path) -> None:
    (row,) = [
        row for row in cells(export(desk, "organisation", tmp_path / "o.csv").file) if row["id"] == hall
    ]
    assert row["place (name)"] == "Kara"
    assert row["name.fr"] == "'=Mairie, de; Kara"
    assert row["phones"] == "'+22890112233"


def test_workbook_holds_texts_numbers_and_days(desk: Desk, hall: str, tmp_path: Path) -> None:
    put(desk, "person", "family_name==cmd()", "birthday=1980-05-01")
    put(desk, "place", "name.fr=Sokodé", "population=95070")
    with using("fr"):
        people, places = (export(desk, key, tmp_path / f"{key}.xlsx").file for key in ("person", "place"))
    with zipfile.ZipFile(people) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert archive.testzip() is None
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet
    assert re.search(r'<c r="[A-Z]+2" s="\d+"><v>29342</v></c>', sheet)
    assert ">=cmd()</t>" in sheet
    with zipfile.ZipFile(places) as archive:
        assert "<v>95070</v>" in archive.read("xl/worksheets/sheet1.xml").decode()
        assert "Position" in archive.read("xl/comments1.xml").decode()
    with open_sheet(people) as found:
        (row,) = found.rows
    assert dict(zip(found.columns, row.cells, strict=False))["birthday"] == "1980-05-01"


def test_only_some_records(desk: Desk, hall: str, tmp_path: Path) -> None:
    wanted = Page(asking.conditions(desk, BY_KEY["place"], ["name.fr=Kara"]))
    assert [row["name.fr"] for row in cells(export(desk, "place", tmp_path / "p.csv", wanted).file)] == [
        "Kara"
    ]


def test_json_lines(desk: Desk, hall: str, tmp_path: Path) -> None:
    export(desk, "organisation", tmp_path / "o.jsonl")
    found = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text("utf-8").splitlines()]
    (mine,) = [record for record in found if record["id"] == hall]
    assert mine["fields"]["name"] == {"fr": "=Mairie, de; Kara"}
    assert mine["fields"]["phones"] == ["+22890112233"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("a.pdf", "export_format"), ("a.vcf", "export_form"), ("a", "export_format"), ("none/a.csv", "disk")],
)
def test_refusals_leave_nothing(desk: Desk, tmp_path: Path, name: str, code: str) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(WorldError) as refused:
        export(desk, "place", tmp_path / name)
    assert (refused.value.code, sorted(tmp_path.iterdir())) == (code, before)


def test_unknown_type_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        export(desk, "town", tmp_path / "town.csv")
    assert refused.value.code == "unknown_type"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_file_stays_as_it_was_when_the_disk_refuses(desk: Desk, tmp_path: Path, ending: str) -> None:
    """The target turns out to be a folder: the last step, taking its place, fails."""
    target = tmp_path / f"place.{ending}"
    (target / "kept").mkdir(parents=True)
    with pytest.raises(WorldError):
        export(desk, "place", target)
    assert [file.name for file in tmp_path.iterdir() if file.name != "desk"] == [target.name]
    assert (target / "kept").is_dir()


def test_everything(desk: Desk, hall: str, tmp_path: Path) -> None:
    photo = files.put(desk.profile, desk.store.keys, b"photo", "a:b?.jpg")
    put(desk, "document", "title=Photo", f"file={photo.scalar()}")
    gone = put(desk, "person", "family_name=Traoré")
    saving.remove(desk, BY_KEY["person"], gone)
    other = put(desk, "place", "name.fr=Karah", "country=TG")
    joining.same(
        desk,
        next(row.id for row in asking.list_records(desk, BY_KEY["place"], Page()) if row.id != other),
        other,
    )
    folder = tmp_path / "all of it"
    left = export_everything(desk, folder)
    assert left.records == {"place": 2, "organisation": 2, "document": 1}
    assert (left.files, left.missing) == (1, ())
    names = {file.name for file in folder.iterdir()}
    assert names == {"README.txt", "history.jsonl", "files"} | {
        f"{key}.{ending}" for key in left.records for ending in ("csv", "jsonl")
    }
    (kept,) = (folder / "files").iterdir()
    assert (kept.name, kept.read_bytes()) == (f"{photo.hash[:12]} a_b_.jpg", b"photo")
    history = [json.loads(line) for line in (folder / "history.jsonl").read_text("utf-8").splitlines()]
    assert {entry["id"] for entry in history} >= {hall, gone, other}
    assert [entry["touches"] for entry in history if entry["id"] == gone] == [
        {"family_name": "Traoré"},
        {"~removed": 1},
    ]
    assert {entry["officer"] for entry in history} == {"Awa Exemple"}
    about = (folder / "README.txt").read_text("utf-8-sig")
    assert about.count("history.jsonl") == 3


def test_everything_needs_a_folder_of_its_own(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        export_everything(desk, tmp_path)
    assert refused.value.code == "folder_in_use"
    (tmp_path / "empty").mkdir()
    assert export_everything(desk, tmp_path / "empty").records == {"place": 1, "organisation": 1}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.jpg", "photo.jpg"),
        ("CON.txt", "_CON.txt"),
        ("..", "file"),
        ("a<b>.", "a_b_"),
        ("x" * 300 + ".jpg", None),
    ],
)
def test_names_that_every_file_system_takes(name: str, safe: str | None) -> None:
    found = safe_name(AttachedFile("ab" * 32, 1, "image/jpeg", name))
    assert len(found) < 140
    if safe:
        assert found == f"{'ab' * 6} {safe}"
    else:
        assert found.endswith("xxx.jpg")

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets as they come in practice: usual headings, columns that mean nothing, two imports at once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk import asking
from coopdesk.desk.desk import Desk
from coopdesk.desk.loading import LoadOrder, load
from coopdesk.records.types import BY_KEY
from coopdesk.store.reading import Page
from tests.desk.importing import small_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with small_desk(tmp_path / "desk") as made:
        yield made


def test_two_imports_of_one_file_at_once_make_each_record_once(desk: Desk, tmp_path: Path) -> None:
    file = write_csv(tmp_path, "given_name,family_name,emails\n" + people(400))
    words = (sys.executable, "-m", "coopdesk", "--profile", str(desk.store.profile))
    order = (*words, "import", str(file), "--type", "person", "--match", "emails")
    started = [subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for process in started:
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0, told
    assert len(asking.list_records(desk, BY_KEY["person"], Page())) == 400


def people(count: int) -> str:
    return "".join(f"Awa,Exemple{number},awa{number}@example.org\n" for number in range(count))


def write_csv(folder: Path, text: str) -> Path:
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "head", ["Prénom;Nom de famille;Tél.", "First name;Surname;Mobile", "Имя;Фамилия;Телефон"]
)
def test_usual_headings_of_other_programs_are_understood(desk: Desk, tmp_path: Path, head: str) -> None:
    file = write_csv(tmp_path, f"{head}\nAwa;Exemple;+228 22 21 00 00\n")
    done = load(desk, LoadOrder(file, "person"))
    assert (done.new, done.refused, done.lacks_columns) == (1, (), False)
    (person,) = asking.list_records(desk, BY_KEY["person"], Page())
    assert (person.text("family_name"), person.many("phones")) == ("Exemple", ("+22822210000",))


def test_a_column_that_means_nothing_is_named(desk: Desk, tmp_path: Path) -> None:
    file = write_csv(tmp_path, "given_name,family_name,shoe\nAwa,Exemple,38\n")
    done = load(desk, LoadOrder(file, "person"))
    assert done.lacks_columns
    assert any("shoe" in warning for warning in done.warnings)

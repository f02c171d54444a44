# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk of the first version is opened, read, checked and written by this one."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.state import state
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking
from tests.old_files.make_desk import FOLDER, PASSPHRASE, shown

CONTENT: dict[str, Any] = json.loads((FOLDER / "content.json").read_text(encoding="utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(FOLDER, tmp_path / "desk")
    opened = Desk.open(tmp_path / "desk", PASSPHRASE)
    yield opened
    opened.close()


def test_its_records_show_what_they_showed(desk: Desk) -> None:
    told = CONTENT["records"]
    assert {key: shown(desk, key, record["id"]) for key, record in told.items()} == told
    assert told["note"]["two_versions"] == ["venue"]
    assert told["listing"]["removed"]


def test_it_holds_the_same_state(desk: Desk) -> None:
    assert state(desk).hash == CONTENT["state"]


def test_nothing_is_wrong_with_it_before_and_after_rows_are_made_anew(desk: Desk) -> None:
    assert checking.check(desk.store) == []
    checking.rebuild(desk.store)
    assert checking.check(desk.store) == []
    assert state(desk).hash == CONTENT["state"]


def test_work_goes_on(desk: Desk) -> None:
    person = CONTENT["records"]["person"]["id"]
    assert saving.save(desk, BY_KEY["person"], person, {"title": "Dr"})
    saving.undo(desk)
    saving.undo(desk)
    record = desk.record("listing", CONTENT["records"]["listing"]["id"])
    assert record
    assert not record.removed
    assert checking.check(desk.store) == []

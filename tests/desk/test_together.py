# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several at work on one desk at once, and works of many saves that undo takes back as one."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from coopdesk.desk import deciding, joining, loading, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.taking_back import imports, revert
from coopdesk.errors import WorldError
from coopdesk.store import checking, device_log
from coopdesk.store.connection import one
from tests.desk.importing import all_of, bring, sheet
from tests.desk.officer import Officer

AT_WORK = """
import sys
from pathlib import Path
from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.records.types import BY_KEY

with Desk.open(Path(sys.argv[1])) as desk:
    sys.stdin.readline()
    for _ in range(5):
        {act}
"""


def at_once(desk: Desk, act: str, processes: int = 4) -> None:
    """Several processes on one desk that begin to do something at the same time."""
    program = [sys.executable, "-c", AT_WORK.format(act=act), str(desk.profile)]
    running = [subprocess.Popen(program, stdin=subprocess.PIPE) for _ in range(processes)]
    for one_process in running:
        assert one_process.stdin is not None
        one_process.stdin.write(b"go\n")
        one_process.stdin.flush()
    assert [one_process.wait() for one_process in running] == [0] * processes
    for one_process in running:
        assert one_process.stdin is not None
        one_process.stdin.close()


def test_processes_at_once_never_give_one_reference_twice(desk: Desk) -> None:
    at_once(desk, 'saving.save(desk, BY_KEY["agreement"], None, {"title": {"fr": "Eau"}})')
    given = [record.text("reference") for record in all_of(desk, "agreement")]
    assert len(given) == len(set(given)) == 20
    assert checking.check(desk.store) == []


def test_processes_at_once_each_undo_a_save_of_its_own(desk: Desk, awa: Officer) -> None:
    for number in range(20):
        awa.new("person", f"family_name=Exemple{number}")
    at_once(desk, "saving.undo(desk)")
    assert all_of(desk, "person") == []
    assert saving.undo(desk) is None
    assert checking.check(desk.store) == []


def test_an_import_goes_back_whole_and_comes_again_whole(desk: Desk, tmp_path: Path) -> None:
    count = loading.CHANGES_IN_A_SAVE * 2 + 7
    rows = "".join(f"Exemple{number}\n" for number in range(count))
    report = bring(desk, sheet(tmp_path, f"family_name\n{rows}"), "person")
    assert report.new == count
    undone = saving.undo(desk)
    assert undone is not None
    assert len(undone.saved) == count
    assert all_of(desk, "person") == []
    assert [run.reverted for run in imports(desk)] == [True]
    redone = saving.redo(desk)
    assert redone is not None
    assert len(redone.saved) == len(all_of(desk, "person")) == count
    assert [run.reverted for run in imports(desk)] == [False]
    assert saving.redo(desk) is None
    assert saving.undo(desk) is not None
    assert all_of(desk, "person") == []
    assert saving.undo(desk) is None
    assert checking.check(desk.store) == []


def test_an_import_taken_back_comes_again_by_undo(desk: Desk, tmp_path: Path) -> None:
    report = bring(desk, sheet(tmp_path, "family_name\nExemple\nModèle\n"), "person")
    revert(desk, report.id)
    assert all_of(desk, "person") == []
    saving.undo(desk)
    assert len(all_of(desk, "person")) == 2
    assert [run.reverted for run in imports(desk)] == [False]
    saving.redo(desk)
    assert all_of(desk, "person") == []
    assert [run.reverted for run in imports(desk)] == [True]


def test_an_import_too_large_for_undo_names_its_own_way_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "CHANGES_IN_A_SAVE", 2)
    monkeypatch.setattr(device_log, "REMEMBERED", 3)
    report = bring(desk, sheet(tmp_path, "family_name\n" + "A\nB\nC\nD\nE\nF\nG\n"), "person")
    with pytest.raises(WorldError) as refused:
        saving.undo(desk)
    assert refused.value.code == "large_work"
    assert f"import --revert {report.id}" in str(refused.value)
    assert len(all_of(desk, "person")) == 7


def test_undoing_a_large_save_costs_what_it_holds(desk: Desk, tmp_path: Path) -> None:
    for number in range(60):
        Officer(desk).new("note", f"title=Note {number}")
    bring(desk, sheet(tmp_path, "family_name\n" + "".join(f"N{n}\n" for n in range(1500))), "person")
    begun = time.perf_counter()
    undone = saving.undo(desk)
    assert undone is not None
    assert len(undone.saved) == 1500
    assert time.perf_counter() - begun < 6


def test_a_decision_is_not_undone_into_one_version(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite", "venue=Port")
    seen = awa.version("note", note)
    awa.change("note", note, "title=Visite du port")
    awa.change("note", note, "title=Visite de la gare", seen=seen)
    deciding.resolve(desk, awa.decisions()[0].id, value="Visite")
    back = awa.undo()
    assert back.decided == (("note", note, "title"),)
    assert back.saved == ()
    assert awa.values("note", note)["title"] == "Visite"


def test_undoing_a_joining_names_the_two_records(desk: Desk, awa: Officer) -> None:
    kept, other = awa.new("place", "name.fr=Kara"), awa.new("place", "name.fr=Kara ville")
    joining.same(desk, kept, other)
    back = awa.undo()
    assert {one.id: one.type for one in back.saved} == {kept: "place", other: "place"}
    assert one(desk.store.connection, "SELECT count(*) FROM joined_record") == 0

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker thread: outcomes come back on the thread of the window, and nothing gets lost."""

import gc
import logging
import time
from functools import partial
from pathlib import Path
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from coopdesk.desk.desk import Desk, Touched
from coopdesk.errors import BugError, WorldError
from coopdesk.ui import work as working
from coopdesk.ui.work import Done, Failure, OpenedDesk, Outcome, Success, Work


class Ear(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Outcome[object]] = []
        self.threads: list[QThread] = []

    def hear(self, outcome: Outcome[object]) -> None:
        self.heard.append(outcome)
        self.threads.append(QThread.currentThread())


def thread() -> QThread:
    return QThread.currentThread()


def test_jobs_run_elsewhere_and_outcomes_arrive_here(qtbot: QtBot, work: Work) -> None:
    ear = Ear()
    work.run(thread, ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert isinstance(ear.heard[0], Success)
    assert ear.heard[0].value != QThread.currentThread()
    assert ear.threads == [QThread.currentThread()]


def test_the_desk_is_opened_and_asked_on_the_worker(qtbot: QtBot, work: Work, profile: Path) -> None:
    ear = Ear()

    def opening() -> Desk:
        return Desk.open(profile)

    def city(desk: Desk) -> str:
        return desk.office.city

    work.open(opening, ear.hear)
    work.ask(city, ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 2)
    opened, answer = ear.heard
    assert isinstance(opened, Success)
    assert isinstance(opened.value, OpenedDesk)
    assert not opened.value.locked
    assert answer == Success("Lokossa")


def test_an_error_of_the_world_is_handed_back(qtbot: QtBot, work: Work, tmp_path: Path) -> None:
    ear = Ear()

    def opening() -> Desk:
        return Desk.open(tmp_path / "nothing")

    work.open(opening, ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert isinstance(ear.heard[0], Failure)
    assert isinstance(ear.heard[0].error, WorldError)
    assert ear.heard[0].error.code == "no_desk"


def test_our_own_error_is_told_without_what_was_typed(
    qtbot: QtBot, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear()
    typed = "".join(("A", "wa Traoré"))

    def stumble() -> None:
        raise ValueError(typed)

    with caplog.at_level(logging.ERROR):
        work.run(stumble, ear.hear)
        qtbot.waitUntil(lambda: bool(ear.heard))
    assert isinstance(ear.heard[0], Failure)
    assert isinstance(ear.heard[0].error, BugError)
    assert "ValueError" in caplog.text
    assert "Awa" not in caplog.text


def test_what_the_disk_does_to_an_open_desk_is_no_mistake_of_ours(
    qtbot: QtBot, work: Work, profile: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear()

    def opening() -> Desk:
        return Desk.open(profile)

    def from_a_torn_page(desk: Desk) -> object:
        connection = desk.store.connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray(desk.store.file.read_bytes())
        content[len(content) // 4 :] = bytes(len(content) - len(content) // 4)
        desk.store.file.write_bytes(content)
        connection.execute("PRAGMA cache_size = 0")
        return connection.execute("SELECT * FROM log, note, place, search_data").fetchall()

    def from_no_table(desk: Desk) -> object:
        return desk.store.connection.execute("SELECT * FROM nowhere").fetchall()

    work.open(opening, ear.hear)
    work.ask(from_no_table, ear.hear)
    work.ask(from_a_torn_page, ear.hear)
    with caplog.at_level(logging.CRITICAL, "coopdesk.ui"):
        qtbot.waitUntil(lambda: len(ear.heard) == 3)
    _, ours, of_the_world = ear.heard
    assert isinstance(ours, Failure)
    assert isinstance(ours.error, BugError)
    assert isinstance(of_the_world, Failure)
    assert isinstance(of_the_world.error, WorldError)
    assert of_the_world.error.code == "damaged"


def test_a_question_before_the_desk_is_open_is_our_error(qtbot: QtBot, work: Work) -> None:
    ear = Ear()

    def city(desk: Desk) -> str:
        return desk.office.city

    work.ask(city, ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert isinstance(ear.heard[0], Failure)
    assert isinstance(ear.heard[0].error, BugError)


def test_in_a_lane_only_the_newest_question_counts(qtbot: QtBot, work: Work) -> None:
    ear, last = Ear(), Ear()
    for number in range(20):
        work.run(partial(int, number), ear.hear, lane="finding")
    work.run(thread, last.hear)
    qtbot.waitUntil(lambda: bool(last.heard))
    assert ear.heard == [Success(19)]


def test_touched_is_told_once_after_a_verb(qtbot: QtBot, work: Work, profile: Path) -> None:
    ear = Ear()
    told: list[Touched] = []

    def opening() -> Desk:
        return Desk.open(profile)

    def verb(desk: Desk) -> Done[str]:
        return Done("done", Touched({"note": ("a",)}))

    def idle(desk: Desk) -> Done[str]:
        return Done("nothing")

    work.touched.connect(told.append)
    work.open(opening, ear.hear)
    work.do(verb, ear.hear)
    work.do(idle, ear.hear)
    qtbot.waitUntil(lambda: len(ear.heard) == 3)
    assert told == [Touched({"note": ("a",)})]


def test_a_receiver_that_is_gone_is_left_out(qtbot: QtBot, work: Work) -> None:
    gone, last = Ear(), Ear()
    work.run(thread, gone.hear)
    shiboken6.delete(gone)
    work.run(thread, last.hear)
    qtbot.waitUntil(lambda: bool(last.heard))
    assert gone.heard == []


def test_a_receiver_is_a_method_of_a_qobject(work: Work) -> None:
    with pytest.raises(TypeError):
        work.run(thread, lambda outcome: None)


def test_stopping_twice_is_harmless(work: Work) -> None:
    work.stop()
    work.stop()


def test_garbage_is_cleared_on_the_thread_of_the_window(qtbot: QtBot, work: Work) -> None:
    ear = Ear()
    cleared: list[QThread] = []

    def litter() -> None:
        for _ in range(20_000):
            knot: list[object] = []
            knot.append(knot)

    def note(phase: str, _: dict[str, int]) -> None:
        if phase == "start":
            cleared.append(QThread.currentThread())

    gc.callbacks.append(note)
    try:
        work.run(litter, ear.hear)
        qtbot.waitUntil(lambda: bool(ear.heard and cleared))
    finally:
        gc.callbacks.remove(note)
    assert set(cleared) == {QThread.currentThread()}
    work.stop()
    assert gc.isenabled()


def test_closing_waits_only_so_long_for_what_runs_beside(
    qtbot: QtBot, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "LONGEST_GOODBYE", 0.3)
    ear, over, made = Ear(), Event(), Work()
    made.beside(over.wait, ear.hear)
    made.beside(over.wait, ear.hear)
    began = time.monotonic()
    made.stop()
    assert time.monotonic() - began < 2
    over.set()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An officer at the form: what is typed is saved, refused in words, or kept as a draft; never lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coopdesk.desk import drafts, saving
from coopdesk.desk.desk import Desk
from coopdesk.language import set_current
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record, Touches
from coopdesk.ui import record_form
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.starting import Start
from coopdesk.ui.state import State
from coopdesk.ui.table_model import PLACEHOLDER
from coopdesk.ui.workplace import Workplace

NOTE = BY_KEY["note"]


def line(lists: ListScreen, key: str) -> QLineEdit:
    assert lists.form.fields
    found = lists.form.fields.editor(key).widgets()[-1]
    assert isinstance(found, QLineEdit)
    return found


def write(lists: ListScreen, key: str, text: str) -> None:
    line(lists, key).selectAll()
    QTest.keyClicks(line(lists, key), text)


def saved(desk: Desk, touches: Touches) -> str:
    done = saving.save(desk, NOTE, None, touches)
    assert done
    return done.id


def record(desk: Desk, record_id: str) -> Record:
    found = desk.record("note", record_id)
    assert found
    return found


def begin(qtbot: QtBot, lists: ListScreen) -> None:
    lists.new_record()
    qtbot.waitUntil(lambda: lists.form.kind is NOTE)


def open_note(qtbot: QtBot, lists: ListScreen, record_id: str) -> None:
    lists.refresh()
    lists.show_record(NOTE, record_id)
    qtbot.waitUntil(lambda: lists.form.record_id == record_id)


def wait_saved(qtbot: QtBot, lists: ListScreen) -> None:
    qtbot.waitUntil(lambda: lists.form.state is State.SAVED)


def test_a_visit_is_written_down(qtbot: QtBot, lists: ListScreen, workplace: Workplace, desk: Desk) -> None:
    begin(qtbot, lists)
    write(lists, "title", "Visite de la halle")
    write(lists, "starts", "24 novembre 2026, 9 h 30")
    assert lists.form.state is State.TYPED
    with qtbot.waitSignal(lists.form.saved) as done:
        lists.form.save()
    kept = record(desk, done.args[0])
    assert kept.one("title") == "Visite de la halle"
    assert kept.one("starts") == "2026-11-24T09:30:00+01:00[Africa/Porto-Novo]"
    wait_saved(qtbot, lists)
    assert "All saved" in workplace.top.state.words.text()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 1)
    qtbot.waitUntil(lambda: lists.table.view.currentIndex().row() == 0)
    assert lists.form.record_id == done.args[0]


def test_leaving_the_form_saves_it(qtbot: QtBot, lists: ListScreen, desk: Desk) -> None:
    first = saved(desk, {"title": "First"})
    second = saved(desk, {"title": "Second"})
    open_note(qtbot, lists, first)
    write(lists, "venue", "Salle du conseil")
    open_note(qtbot, lists, second)
    assert record(desk, first).one("venue") == "Salle du conseil"


def test_moving_the_focus_out_of_the_form_saves_it(
    qtbot: QtBot, start: Start, lists: ListScreen, workplace: Workplace, desk: Desk
) -> None:
    first = saved(desk, {"title": "First"})
    open_note(qtbot, lists, first)
    with qtbot.waitActive(start.window):
        start.window.activateWindow()
    line(lists, "venue").setFocus()
    QTest.keyClicks(line(lists, "venue"), "Mairie")
    with qtbot.waitSignal(lists.form.saved):
        workplace.top.focus_search()
    assert record(desk, first).one("venue") == "Mairie"


def test_what_is_refused_stays_with_a_sentence_beside_it(
    qtbot: QtBot, lists: ListScreen, workplace: Workplace, desk: Desk
) -> None:
    first = saved(desk, {"title": "First"})
    second = saved(desk, {"title": "Second"})
    open_note(qtbot, lists, first)
    write(lists, "starts", "31.02.2026")
    with qtbot.waitSignal(lists.form.stayed):
        lists.show_record(NOTE, second)
    assert lists.form.fields
    assert "31.02.2026" in lists.form.fields.remark_of("starts")
    assert lists.form.record_id == first
    assert lists.form.state is State.REFUSED
    assert workplace.banner.told
    lists.form.discard_changes()
    assert not lists.form.has_changes()
    open_note(qtbot, lists, second)


def test_a_required_field_is_asked_for(qtbot: QtBot, lists: ListScreen) -> None:
    begin(qtbot, lists)
    write(lists, "venue", "Mairie")
    with qtbot.waitSignal(lists.form.stayed):
        lists.form.save()
    assert lists.form.fields
    assert lists.form.fields.remark_of("title")


def test_two_forms_that_showed_the_same_version_lose_nothing(
    qtbot: QtBot, lists: ListScreen, desk: Desk
) -> None:
    note = saved(desk, {"title": "Visit", "venue": "Town hall"})
    open_note(qtbot, lists, note)
    saving.save(desk, NOTE, note, {"venue": "Market hall"})
    write(lists, "venue", "Water tower")
    with qtbot.waitSignal(lists.form.saved):
        lists.form.save()
    assert "venue" in record(desk, note).conflicts
    assert lists.form.fields
    qtbot.waitUntil(lambda: "Two versions" in lists.form.fields.remark_of("venue"))  # type: ignore[union-attr]


def test_a_set_keeps_what_a_colleague_added_meanwhile(qtbot: QtBot, lists: ListScreen, desk: Desk) -> None:
    note = saved(desk, {"title": "Visit", "labels": {"eau": True, "puits": True}})
    open_note(qtbot, lists, note)
    saving.save(desk, NOTE, note, {"labels": {"halle": True}})
    assert lists.form.fields
    lists.form.fields.put_typed({"labels": ("eau", "route")}, {})
    with qtbot.waitSignal(lists.form.saved):
        lists.form.save()
    assert record(desk, note).many("labels") == ("eau", "halle", "route")


def test_another_s_save_is_shown_but_never_under_one_s_fingers(
    qtbot: QtBot, lists: ListScreen, desk: Desk
) -> None:
    note = saved(desk, {"title": "Visit"})
    open_note(qtbot, lists, note)
    saving.save(desk, NOTE, note, {"venue": "Market hall"})
    lists.refresh()
    qtbot.waitUntil(lambda: line(lists, "venue").text() == "Market hall")
    write(lists, "title", "Visit of the market")
    saving.save(desk, NOTE, note, {"venue": "Town hall"})
    lists.refresh()
    qtbot.wait(100)
    assert line(lists, "title").text() == "Visit of the market"
    with qtbot.waitSignal(lists.form.saved):
        lists.form.save()
    kept = record(desk, note)
    assert (kept.one("title"), kept.one("venue"), dict(kept.conflicts)) == (
        "Visit of the market",
        "Town hall",
        {},
    )


def test_unsaved_text_is_kept_inside_the_encrypted_desk(
    qtbot: QtBot, lists: ListScreen, desk: Desk, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = saved(desk, {"title": "Visit"})
    open_note(qtbot, lists, note)
    lists.form.draft_pause.setInterval(10)
    write(lists, "venue", "Canary-venue")
    qtbot.waitUntil(lambda: drafts.load_draft(desk, f"note:{note}") is not None)
    for file in profile.rglob("*"):
        assert not file.is_file() or b"Canary" not in file.read_bytes()
    with qtbot.waitSignal(lists.form.saved):
        lists.form.save()
    assert drafts.load_draft(desk, f"note:{note}") is None


def test_a_draft_is_offered_at_the_next_opening(qtbot: QtBot, lists: ListScreen, desk: Desk) -> None:
    note = saved(desk, {"title": "Visit", "venue": "Town hall"})
    version = record(desk, note).version
    drafts.save_draft(desk, f"note:{note}", {"venue": "Market hall", "labels": ("eau",)}, version)
    with qtbot.waitSignal(lists.form.draft_found):
        open_note(qtbot, lists, note)
    assert line(lists, "venue").text() == "Town hall"
    lists.form.use_draft()
    assert line(lists, "venue").text() == "Market hall"
    with qtbot.waitSignal(lists.form.saved):
        lists.form.save()
    assert record(desk, note).many("labels") == ("eau",)


def test_a_draft_can_be_given_up(qtbot: QtBot, lists: ListScreen, desk: Desk) -> None:
    drafts.save_draft(desk, "note:new", {"title": "Half a"}, "")
    with qtbot.waitSignal(lists.form.draft_found):
        begin(qtbot, lists)
    lists.form.discard_changes()
    qtbot.waitUntil(lambda: drafts.load_draft(desk, "note:new") is None)


def test_to_the_bin_and_back(qtbot: QtBot, lists: ListScreen, workplace: Workplace, desk: Desk) -> None:
    note = saved(desk, {"title": "Visit"})
    open_note(qtbot, lists, note)
    with qtbot.waitSignal(lists.form.removed):
        lists.form.remove()
    assert record(desk, note).removed
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 0)
    assert "Visit" in workplace.banner.told
    workplace.undo()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 1)
    assert not record(desk, note).removed
    workplace.redo()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 0)


def test_undo_takes_back_a_change_in_the_open_form(
    qtbot: QtBot, lists: ListScreen, workplace: Workplace, desk: Desk
) -> None:
    note = saved(desk, {"title": "Visit"})
    open_note(qtbot, lists, note)
    write(lists, "venue", "Mairie")
    with qtbot.waitSignal(lists.form.saved):
        lists.form.save()
    wait_saved(qtbot, lists)
    lists.table.focus()
    workplace.undo()
    qtbot.waitUntil(lambda: line(lists, "venue").text() == "")


def test_the_language_changes_under_half_typed_text(
    qtbot: QtBot, lists: ListScreen, workplace: Workplace, desk: Desk
) -> None:
    note = saved(desk, {"title": "Visit", "starts": "2026-03-01"})
    open_note(qtbot, lists, note)
    write(lists, "venue", "Mair")
    workplace.speak("fr")
    qtbot.waitUntil(lambda: line(lists, "starts").text() == "1er mars 2026")
    assert line(lists, "venue").text() == "Mair"
    assert list(lists.form.fields.changes()) == ["venue"]  # type: ignore[union-attr]
    set_current("en")


def test_the_minutes_of_a_note_are_asked_for_as_it_is_saved(
    qtbot: QtBot, lists: ListScreen, desk: Desk
) -> None:
    note = saved(desk, {"title": "Visit", "text": "The hall is finished."})
    open_note(qtbot, lists, note)
    with qtbot.waitSignal(lists.report_wanted) as heard:
        lists.form._report.click()
    assert heard.args == ["minutes", note, "Visit", "en"]


def test_the_list_shows_no_placeholder_for_long(qtbot: QtBot, lists: ListScreen, desk: Desk) -> None:
    saved(desk, {"title": "Visit"})
    lists.refresh()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 1)
    qtbot.waitUntil(lambda: lists.table.model.index(0, 0).data() != PLACEHOLDER)
    QTest.keyClick(lists.table.view, Qt.Key.Key_Down)
    QTest.keyClick(lists.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lists.form.record_id is not None)
    assert record_form.BETWEEN_DRAFTS <= 2000


def test_the_pane_is_there_while_a_record_is_open(
    qtbot: QtBot, start: Start, lists: ListScreen, desk: Desk
) -> None:
    with qtbot.waitActive(start.window):
        start.window.activateWindow()
    note = saved(desk, {"title": "Visit"})
    lists.refresh()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 1)
    assert lists.form.isHidden()
    whole = lists.table.width()
    open_note(qtbot, lists, note)
    assert lists.form.isVisible()
    assert lists.table.width() < whole
    write(lists, "venue", "Mairie")
    line(lists, "venue").setFocus()
    QTest.keyClick(line(lists, "venue"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lists.form.isHidden)
    qtbot.waitUntil(lambda: lists.table.width() == whole)
    assert record(desk, note).one("venue") == "Mairie"


def test_esc_stays_with_what_is_refused(qtbot: QtBot, lists: ListScreen, desk: Desk) -> None:
    note = saved(desk, {"title": "Visit"})
    open_note(qtbot, lists, note)
    write(lists, "starts", "some day")
    with qtbot.waitSignal(lists.stayed):
        lists.close_record()
    assert lists.form.isVisible()


def test_a_narrow_list_needs_no_scrollbar(qtbot: QtBot, lists: ListScreen, desk: Desk) -> None:
    note = saved(desk, {"title": "Visit of the market hall " * 4, "starts": "2026-11-24"})
    lists.refresh()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 1)
    view = lists.table.view
    assert view.horizontalHeader().length() == view.viewport().width()
    open_note(qtbot, lists, note)
    QApplication.processEvents()
    assert view.horizontalHeader().length() == view.viewport().width()


def test_a_click_opens_and_a_second_one_goes_to_the_fields_of_the_same_record(
    qtbot: QtBot, start: Start, lists: ListScreen, desk: Desk
) -> None:
    for title in ("First", "Second"):
        saved(desk, {"title": title})
    with qtbot.waitActive(start.window):
        start.window.activateWindow()
    lists.refresh()
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 2 and lists.table.model.is_here(1))
    view = lists.table.view
    place = view.visualRect(lists.table.model.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: lists.form.record_id is not None)
    chosen = lists.form.record_id
    above = view.visualRect(lists.table.model.index(0, 0)).center()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=above)
    assert lists.form.record_id == chosen
    fields = lists.form.fields
    assert fields is not None
    qtbot.waitUntil(fields.editor("title").widgets()[-1].hasFocus)

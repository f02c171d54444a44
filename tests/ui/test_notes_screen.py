# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen Notes with a real desk and worker: capture, drafts, names, lines, minutes."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from coopdesk.desk import drafts, note_capture, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.note_capture import Captured, Result
from coopdesk.desk.note_people import Known
from coopdesk.language import set_current
from coopdesk.records.types import BY_KEY
from coopdesk.ui.notes.screen import NotesScreen
from coopdesk.ui.reports.screen import ReportsScreen
from coopdesk.ui.workplace import Workplace
from tests.ui.new_notes import begun, saved
from tests.ui.test_window import unnamed

PERSON = BY_KEY["person"]


@pytest.fixture
def people(desk: Desk) -> dict[str, str]:
    """Three persons by their given name."""
    found = {}
    for given, family in (("Edmond", "Agbossou"), ("Houéfa", "Dossou"), ("Gaston", "Houngbo")):
        saved = saving.save(desk, PERSON, None, {"given_name": given, "family_name": family})
        assert saved
        found[given] = saved.id
    return found


def capture(desk: Desk, text: str, title: str = "Visit") -> str:
    shown = note_capture.blank(desk)
    result = note_capture.save(desk, shown, Captured({**shown.entered, "title": title}, text, ()))
    assert isinstance(result, Result)
    return result.note


@pytest.fixture
def screen(qtbot: QtBot, workplace: Workplace, people: dict[str, str]) -> NotesScreen:
    """A new note, its cursor in the title."""
    return begun(qtbot, workplace)


def mention(qtbot: QtBot, screen: NotesScreen, typed: str) -> None:
    QTest.keyClicks(screen.page.text, f"@{typed}")
    qtbot.waitUntil(lambda: screen.page.mentions.names.typed == typed and screen.page.mentions.isVisible())


def test_a_visit_is_captured_by_keyboard_alone(
    qtbot: QtBot, screen: NotesScreen, desk: Desk, people: dict[str, str]
) -> None:
    QTest.keyClicks(screen.page.head.title, "Visit to the hall")
    QTest.keyClick(screen.page.head.title, Qt.Key.Key_Return)
    assert screen.page.text.hasFocus()
    QTest.keyClicks(screen.page.text, "Met ")
    mention(qtbot, screen, "hou")
    QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
    QTest.keyClicks(screen.page.text, "and ")
    mention(qtbot, screen, "Neighbour")
    QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
    QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
    QTest.keyClicks(screen.page.text, "! Open on Friday")
    QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
    QTest.keyClicks(screen.page.text, "> Edmond: send the plan, 30 Nov 2030")
    assert screen.page.counts() == (1, 1, 2)
    saved(qtbot, screen)
    note = screen.page.shown.id
    there = desk.linked("attendance", "note", note)
    assert [one.one("person") or one.text("name") for one in there] in (
        [people["Houéfa"], "Neighbour"],
        [people["Gaston"], "Neighbour"],
    )
    (follow_up,) = desk.linked("follow-up", "comes_from", note)
    assert (follow_up.one("who"), follow_up.one("due_on")) == (
        people["Edmond"],
        date(2030, 11, 30).isoformat(),
    )
    assert [one.text("text") for one in desk.linked("decision", "note", note)] == ["Open on Friday"]


def test_a_partner_that_is_not_there_yet_is_made_while_it_is_named(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    QTest.keyClicks(screen.page.head.title, "Visit")
    partners = screen.page.head.partners
    partners.begin_adding()
    QTest.keyClicks(partners.line, "ouaga")
    qtbot.waitUntil(lambda: partners.finder.best is not None)
    assert partners.finder.best
    assert (partners.finder.best.name, partners.finder.best.remark) == ("Create: Ouagadougou", "Burkina Faso")
    QTest.keyClick(partners.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [chip.text() for chip in partners.chips] == ["Ouagadougou"])
    saved(qtbot, screen)
    note = desk.record("note", screen.page.shown.id)
    assert note
    (hall,) = [desk.record("organisation", str(one)) for one in note.many("organisations")]
    assert hall
    assert hall.text("name", "fr") == "Ouagadougou"
    assert len(desk.linked("organisation", "place", str(hall.one("place")))) == 1


def test_a_whole_name_of_a_city_in_the_text_may_become_a_partner(qtbot: QtBot, screen: NotesScreen) -> None:
    screen.page.text.setFocus()
    mention(qtbot, screen, "Ouagadougou")
    names = screen.page.mentions.names
    rows = [names.data(names.index(row)) for row in range(names.rowCount())]
    assert rows == ["Add “Ouagadougou” as a name", "New partner: Ouagadougou (Burkina Faso)"]
    QTest.keyClick(screen.page.text, Qt.Key.Key_Down)
    QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [chip.text() for chip in screen.page.head.partners.chips] == ["Ouagadougou"])
    assert screen.page.text.text() == "@Ouagadougou "
    assert not screen.page.head.present


def test_tab_goes_on_from_the_partners_to_those_present_and_the_text(
    qtbot: QtBot, screen: NotesScreen
) -> None:
    head = screen.page.head
    head.add_partner(Known("organisation", "made up", "Andenne", "Belgium", "theirs"))
    head.add_present("Neighbour")
    (partner,), (neighbour,) = head.partners.chips, head.people.chips
    wanted = [head.when, head.where, partner, head.partners.add, neighbour, head.people.add, screen.page.text]
    head.title.setFocus()
    reached = []
    for _ in wanted:
        before = QApplication.focusWidget()
        assert before
        QTest.keyClick(before, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == wanted


def test_a_comma_stands_right_behind_a_name(qtbot: QtBot, screen: NotesScreen) -> None:
    screen.page.text.setFocus()
    mention(qtbot, screen, "hou")
    QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
    QTest.keyClicks(screen.page.text, ", and , so")
    assert screen.page.text.text() == "@Houéfa Dossou, and , so"


def test_the_cursor_behind_the_last_line_stays_there_when_its_day_is_written_out(
    qtbot: QtBot, screen: NotesScreen
) -> None:
    QTest.keyClicks(screen.page.head.title, "Visit")
    screen.page.text.setFocus()
    QTest.keyClicks(screen.page.text, "> Send the plan, 30 Nov 2030")
    QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
    saved(qtbot, screen)
    qtbot.waitUntil(lambda: "30 November 2030" in screen.page.text.text())
    assert screen.page.text.textCursor().atEnd()


def test_the_cursor_in_a_saved_note_stays_and_a_second_save_makes_no_doubles(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    QTest.keyClicks(screen.page.head.title, "Visit")
    screen.page.text.setFocus()
    QTest.keyClicks(screen.page.text, "! One")
    screen.page.head.add_present("Neighbour")
    saved(qtbot, screen)
    QTest.keyClicks(screen.page.text, " and two")
    saved(qtbot, screen)
    note = screen.page.shown.id
    assert [one.text("text") for one in desk.linked("decision", "note", note)] == ["One and two"]
    assert len(desk.linked("attendance", "note", note)) == 1


def test_every_keystroke_is_kept_within_two_seconds(qtbot: QtBot, screen: NotesScreen, desk: Desk) -> None:
    QTest.keyClicks(screen.page.head.title, "Vis")
    qtbot.waitUntil(lambda: drafts.load_draft(desk, note_capture.draft_key("")) is not None, timeout=2000)
    draft = drafts.load_draft(desk, note_capture.draft_key(""))
    assert draft
    assert note_capture.of_draft(draft).entered["title"] == "Vis"
    qtbot.waitUntil(lambda: bool(screen.page.saved.text()))


def test_a_draft_is_back_when_the_screen_comes_again(
    qtbot: QtBot, workplace: Workplace, desk: Desk, people: dict[str, str]
) -> None:
    now = Captured({"title": "Half", "kind": "meeting"}, "text\n! One", ())
    drafts.save_draft(desk, note_capture.draft_key(""), note_capture.as_draft(now))
    workplace.show_screen("notes")
    screen = workplace.stage.front
    assert isinstance(screen, NotesScreen)
    qtbot.waitUntil(lambda: screen.keeper.is_open)
    assert (screen.page.head.title.text(), screen.page.text.text()) == ("Half", "text\n! One")
    assert "back" in workplace.banner.told
    assert screen.has_changes()
    screen.keeper.discard()
    qtbot.waitUntil(lambda: drafts.load_draft(desk, note_capture.draft_key("")) is None)
    assert not screen.has_changes()
    assert not screen.page.text.text()


def test_a_line_taken_out_is_said_before_and_after(
    qtbot: QtBot, workplace: Workplace, screen: NotesScreen, desk: Desk
) -> None:
    note = capture(desk, "! Keep this\n! Take this out")
    screen.show_record(BY_KEY["note"], note)
    qtbot.waitUntil(lambda: screen.page.shown.id == note)
    screen.page.text.selectAll()
    QTest.keyClicks(screen.page.text, "! Keep this")
    assert "Take this out" in screen.page.bin_note.text()
    saved(qtbot, screen)
    assert "Take this out" in workplace.banner.told
    assert [one.text("text") for one in desk.linked("decision", "note", note)] == ["Keep this"]


def test_a_note_without_title_stays_and_says_so(
    qtbot: QtBot, workplace: Workplace, screen: NotesScreen
) -> None:
    screen.page.text.setFocus()
    QTest.keyClicks(screen.page.text, "! One")
    workplace.show_screen("today")
    qtbot.waitUntil(screen.page.head.error.isVisible)
    assert workplace.stage.front is screen
    assert screen.page.head.title.hasFocus()


def test_undo_in_the_text_takes_back_what_was_typed(qtbot: QtBot, screen: NotesScreen) -> None:
    text = screen.page.text
    text.setFocus()
    QTest.keyClicks(text, "! One")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "two")
    assert text.text() == "! One\ntwo"
    for _ in range(12):
        text.undo()
    assert text.text() == ""
    for _ in range(12):
        text.redo()
    assert text.text() == "! One\ntwo"


def test_the_text_is_plain_whatever_is_pasted(qtbot: QtBot, screen: NotesScreen) -> None:
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("<b>bold</b>\u00a0: x")
    screen.page.text.insertFromMimeData(mime)
    assert screen.page.text.text() == "<b>bold</b>\u00a0: x"
    assert not screen.page.text.acceptRichText()
    assert all(not one.acceptRichText() for one in screen.findChildren(QTextEdit))


def test_a_fake_photo_is_refused_in_a_sentence_and_a_true_one_shown(
    qtbot: QtBot, screen: NotesScreen, tmp_path: Path
) -> None:
    from PIL import Image

    fake, true = tmp_path / "fake.jpg", tmp_path / "hall.png"
    fake.write_bytes(b"nothing")
    Image.new("RGB", (300, 200), "navy").save(true)
    for file, done in (
        (fake, lambda: "fake.jpg" in screen.page.photos.refusal.text()),
        (true, lambda: len(screen.page.photos.thumbs) == 1),
    ):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file))])
        screen.page.text.insertFromMimeData(mime)
        qtbot.waitUntil(done)
    assert "hall.png" in screen.page.photos.thumbs[0].accessibleName()
    QTest.keyClick(screen.page.photos.thumbs[0], Qt.Key.Key_Delete)
    assert screen.page.photos.thumbs == []


def test_minutes_are_shown_after_what_is_typed_is_saved(
    qtbot: QtBot, workplace: Workplace, screen: NotesScreen
) -> None:
    QTest.keyClicks(screen.page.head.title, "Visit")
    screen.page.text.setFocus()
    QTest.keyClicks(screen.page.text, "! Open on Friday")
    screen.show_minutes("ru")
    qtbot.waitUntil(lambda: isinstance(workplace.stage.front, ReportsScreen))
    shown = workplace.stage.front
    assert isinstance(shown, ReportsScreen)
    seen = shown.preview.pages
    qtbot.waitUntil(lambda: "Open on Friday" in seen.accessibleDescription(), timeout=20_000)
    assert shown.choosing.language == "ru"


def test_the_list_is_searched_and_opened(qtbot: QtBot, screen: NotesScreen, desk: Desk) -> None:
    QAbstractItemModelTester(screen.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    capture(desk, "x", "Market")
    wanted = capture(desk, "x", "Well of Koudo")
    screen.show_list()
    screen.pane.typed.setText("koudo")
    qtbot.waitUntil(lambda: screen.pane.model.rowCount() == 1)
    screen.pane.focus_list()
    qtbot.waitUntil(lambda: screen.page.shown.id == wanted)
    QTest.keyClick(screen.pane.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.page.text.hasFocus() and screen.pane.isHidden())
    screen.show_list()
    screen.pane.typed.setText("nothing like it")
    qtbot.waitUntil(screen.pane.all.isVisible)


def test_all_fields_open_in_the_same_pane_and_come_back(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    note = capture(desk, "text")
    screen.show_record(BY_KEY["note"], note)
    qtbot.waitUntil(lambda: screen.page.shown.id == note)
    screen.page.fields.click()
    qtbot.waitUntil(lambda: screen.all_fields.form.record_id == note)
    assert screen.all_fields.form.isVisible()
    screen.all_fields.back.click()
    qtbot.waitUntil(screen.page.isVisible)


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_every_widget_is_named_in_every_language(
    qtbot: QtBot, workplace: Workplace, screen: NotesScreen, language: str
) -> None:
    screen.page.head.add_present("Neighbour")
    workplace.speak(language)
    QApplication.processEvents()
    assert unnamed(screen) == []
    set_current("en")


def test_a_decision_is_shown_within_its_note(qtbot: QtBot, workplace: Workplace, desk: Desk) -> None:
    note = capture(desk, "! Open on Friday")
    (decision,) = desk.linked("decision", "note", note)
    workplace.go_to(BY_KEY["decision"], decision.id)
    screen = workplace.stage.front
    assert isinstance(screen, NotesScreen)
    qtbot.waitUntil(lambda: screen.page.shown.id == note)


def test_the_first_note_is_open_as_soon_as_the_list_is_there(
    qtbot: QtBot, workplace: Workplace, desk: Desk
) -> None:
    capture(desk, "The hall is finished.")
    workplace.show_screen("notes")
    found = workplace.stage.front
    assert isinstance(found, NotesScreen)
    qtbot.waitUntil(lambda: found.keeper.is_open)
    assert found.page.head.title.text() == "Visit"
    assert found.pane.list.currentIndex().row() == 0


def test_the_note_that_was_asked_for_is_not_replaced_by_the_first(
    qtbot: QtBot, workplace: Workplace, desk: Desk
) -> None:
    asked = capture(desk, "Long ago.", "Asked for")
    for number in range(3):
        capture(desk, "The hall is finished.", f"Visit {number}")
    workplace.go_to(BY_KEY["note"], asked)
    found = workplace.stage.front
    assert isinstance(found, NotesScreen)
    qtbot.waitUntil(lambda: found.keeper.is_open)
    qtbot.wait(400)  # longer than a row must be the current one to be opened
    assert found.page.shown.id == asked

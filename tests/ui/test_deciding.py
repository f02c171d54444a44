# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An officer decides between two versions: keeps one, writes a third, or leaves it for later."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coopdesk.desk import deciding
from coopdesk.desk.desk import Desk
from coopdesk.language import LANGUAGES, Language, set_current
from coopdesk.records.types import BY_KEY
from coopdesk.ui.deciding import acts
from coopdesk.ui.deciding.screen import DecidingScreen
from coopdesk.ui.deciding.third_version import TextOfThird
from coopdesk.ui.editors.links import LinkEditor
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.starting import Start
from coopdesk.ui.work import Outcome
from coopdesk.ui.workplace import Workplace
from tests.desk.officer import Officer, colleague
from tests.ui.test_walk import CHECKS

BEFORE = "Train the health inspectors by the end of 2027."
OURS = "Train twelve health inspectors by the end of 2027."
THEIRS = "Train the health inspectors of four districts by the end of 2028."


@pytest.fixture
def note(desk: Desk) -> str:
    """A note of whose text this computer and a colleague's have different versions, and a place too."""
    officer = Officer(desk)
    first, second = officer.new("place", "name=Kara"), officer.new("place", "name=Sokodé")
    made = officer.new("note", "title=Visit", f"text={BEFORE}")
    seen = officer.version("note", made)
    with colleague(desk) as kofi:
        kofi.change("note", made, f"text={THEIRS}", f"place={second}", seen=seen)
    officer.change("note", made, f"text={OURS}", f"place={first}", seen=seen)
    assert {one.field for one in officer.decisions()} == {"text", "place"}
    return made


@pytest.fixture
def screen(qtbot: QtBot, workplace: Workplace, note: str) -> DecidingScreen:
    workplace.run("go decisions")
    found = workplace.stage.front
    assert isinstance(found, DecidingScreen)
    qtbot.waitUntil(lambda: len(found.pane.rows) == 2)
    return found


def bring(qtbot: QtBot, screen: DecidingScreen, desk: Desk, field: str) -> None:
    wanted = next(one.id for one in deciding.open_decisions(desk) if one.field == field)
    screen.pane.rows[wanted].click()
    qtbot.waitUntil(
        lambda: screen.versions.weighed is not None and screen.versions.weighed.decision.id == wanted
    )


def bring_when_there(qtbot: QtBot, screen: DecidingScreen, desk: Desk, field: str) -> None:
    qtbot.waitUntil(lambda: bool(screen.pane.rows))
    bring(qtbot, screen, desk, field)


def in_front(screen: DecidingScreen) -> str:
    weighed = screen.versions.weighed
    return weighed.decision.field if weighed else ""


def typed(screen: DecidingScreen) -> object:
    editor = screen.versions.editor
    return editor.entered() if editor else None


def value(desk: Desk, note: str, field: str) -> str:
    record = desk.record("note", note)
    assert record
    return str(record.one(field))


def left(desk: Desk) -> set[str]:
    return {one.field for one in deciding.open_decisions(desk)}


def test_both_texts_stand_side_by_side_with_their_differences(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str
) -> None:
    bring(qtbot, screen, desk, "text")
    ours, theirs = screen.versions.cards
    assert ours.text.accessibleName().startswith("Train removed: the; added: twelve; health inspectors by")
    assert "added: of four districts; by the end of removed: 2027; added: 2028;" in (
        theirs.text.accessibleName()
    )
    editor = screen.versions.editor
    assert isinstance(editor, TextOfThird)
    assert editor.entered() == "Train twelve health inspectors of four districts by the end of 2028."


def test_a_key_keeps_a_version_and_the_next_one_comes(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str
) -> None:
    bring(qtbot, screen, desk, "text")
    screen.versions.focus_first()
    QTest.keyClick(screen.versions.cards[0].keep, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: left(desk) == {"place"})
    assert value(desk, note, "text") == THEIRS
    qtbot.waitUntil(lambda: len(screen.pane.rows) == 1)
    qtbot.waitUntil(lambda: in_front(screen) == "place")


def test_a_third_text_is_saved_from_the_keyboard(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str
) -> None:
    bring(qtbot, screen, desk, "text")
    editor = screen.versions.editor
    assert isinstance(editor, TextOfThird)
    editor.text.selectAll()
    QTest.keyClicks(editor.text, "Train 12 inspectors.")
    QTest.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: left(desk) == {"place"})
    assert value(desk, note, "text") == "Train 12 inspectors."


class Ear(QObject):
    def hear(self, outcome: Outcome[object]) -> None:
        """Nothing is done with it."""


@contextmanager
def busy(workplace: Workplace) -> Iterator[Event]:
    """The worker is busy until this is set."""
    over, ear = Event(), Ear()
    workplace._work.run(over.wait, ear.hear)
    try:
        yield over
    finally:
        over.set()


def wait_less(desk: Desk) -> None:
    """Do not wait as long for another program as one has to."""
    desk.store.connection.execute("PRAGMA busy_timeout = 200")


def test_letters_typed_until_the_answer_comes_are_saved_too(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str, workplace: Workplace
) -> None:
    bring(qtbot, screen, desk, "text")
    editor = screen.versions.editor
    assert isinstance(editor, TextOfThird)
    editor.text.selectAll()
    with busy(workplace):
        QTest.keyClicks(editor.text, "Train 12 inspectors")
        QTest.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(editor.text, " in four districts.")
        assert left(desk) == {"text", "place"}
    qtbot.waitUntil(lambda: value(desk, note, "text") == "Train 12 inspectors in four districts.")
    assert left(desk) == {"place"}
    qtbot.waitUntil(lambda: in_front(screen) == "place")
    Officer(desk).undo()
    assert value(desk, note, "text") == "Train 12 inspectors"


def test_letters_typed_until_the_answer_comes_are_saved_though_the_window_closes(
    qtbot: QtBot,
    screen: DecidingScreen,
    desk: Desk,
    note: str,
    start: Start,
    workplace: Workplace,
) -> None:
    bring(qtbot, screen, desk, "text")
    editor = screen.versions.editor
    assert isinstance(editor, TextOfThird)
    editor.text.selectAll()
    with busy(workplace) as over:
        QTest.keyClicks(editor.text, "Train 12 inspectors")
        screen.versions.save.click()
        QTest.keyClicks(editor.text, " in four districts.")
        Timer(0.3, over.set).start()
        start.window.close()
    assert value(desk, note, "text") == "Train 12 inspectors in four districts."


def test_letters_typed_until_a_refusal_comes_are_kept(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str, workplace: Workplace
) -> None:
    bring(qtbot, screen, desk, "text")
    assert screen.versions.weighed
    workplace._work.ask(wait_less, Ear().hear)
    decision = screen.versions.weighed.decision.id
    editor = screen.versions.editor
    assert isinstance(editor, TextOfThird)
    connection = desk.store.connection
    connection.execute("BEGIN IMMEDIATE")  # another program saves, and takes long
    try:
        editor.text.selectAll()
        QTest.keyClicks(editor.text, "Train 12")
        screen.versions.save.click()
        QTest.keyClicks(editor.text, " inspectors")
        qtbot.waitUntil(screen.versions._refusal.isVisible, timeout=30_000)
    finally:
        connection.execute("ROLLBACK")
    assert typed(screen) == "Train 12 inspectors"
    screen.versions.keep_typed()
    qtbot.waitUntil(lambda: acts.opened(desk, decision).typed == "Train 12 inspectors")
    screen.versions.save.click()
    qtbot.waitUntil(lambda: value(desk, note, "text") == "Train 12 inspectors")


def test_a_version_that_is_kept_leaves_no_field_to_type_in(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str, workplace: Workplace
) -> None:
    bring(qtbot, screen, desk, "text")
    with busy(workplace):
        screen.versions.keep(2)
        assert screen.versions.editor
        assert not screen.versions.editor.isEnabled()
    qtbot.waitUntil(lambda: in_front(screen) == "place")
    assert screen.versions.editor.isEnabled()


def test_what_is_typed_is_kept_for_later(qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str) -> None:
    bring(qtbot, screen, desk, "text")
    editor = screen.versions.editor
    assert isinstance(editor, TextOfThird)
    editor.text.selectAll()
    QTest.keyClicks(editor.text, "Not yet sure")
    screen.versions.later.click()
    qtbot.waitUntil(lambda: in_front(screen) == "place")
    bring(qtbot, screen, desk, "text")
    qtbot.waitUntil(lambda: typed(screen) == "Not yet sure")
    assert left(desk) == {"text", "place"}


def test_a_third_version_that_is_taken_back_is_no_draft_any_more(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk
) -> None:
    bring(qtbot, screen, desk, "text")
    begun = typed(screen)
    for text in ("Not yet sure", str(begun)):
        editor = screen.versions.editor
        assert isinstance(editor, TextOfThird)
        editor.text.selectAll()
        QTest.keyClicks(editor.text, text)
        bring(qtbot, screen, desk, "place")
        bring(qtbot, screen, desk, "text")
        assert typed(screen) == text


def test_a_linked_record_is_decided_by_its_name(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, note: str
) -> None:
    bring(qtbot, screen, desk, "place")
    assert [card.text.text for card in screen.versions.cards] == ["Kara", "Sokodé"]
    editor = screen.versions.editor
    assert editor
    QTest.keyClicks(editor.widgets()[-1], "Lokossa")
    screen.versions.save_third()
    qtbot.waitUntil(lambda: left(desk) == {"text"})


def test_a_record_that_was_chosen_and_not_saved_comes_back_by_its_name(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk
) -> None:
    notse = Officer(desk).new("place", "name=Notsé")
    bring(qtbot, screen, desk, "place")
    editor = screen.versions.editor
    assert editor
    editor.put(notse, {notse: "Notsé"})
    editor.changed.emit()
    bring(qtbot, screen, desk, "text")
    bring(qtbot, screen, desk, "place")
    editor = screen.versions.editor
    assert isinstance(editor, LinkEditor)
    assert (editor.line.text(), editor.entered()) == ("Notsé", notse)


def test_a_third_version_in_a_form_is_kept_when_the_window_closes_at_once(
    qtbot: QtBot, lists: ListScreen, desk: Desk, workplace: Workplace, note: str
) -> None:
    lists.refresh()
    lists.show_record(BY_KEY["note"], note)
    qtbot.waitUntil(lambda: lists.form.record_id == note)
    assert lists.form.fields
    piece = lists.form.fields.versions("text")[0]
    assert isinstance(piece.editor, TextOfThird)
    assert piece.weighed
    decision = piece.weighed.decision.id
    piece.editor.text.selectAll()
    QTest.keyClicks(piece.editor.text, "Not yet sure")
    assert workplace.leave()
    qtbot.waitUntil(lambda: acts.opened(desk, decision).typed == "Not yet sure")


def test_what_was_decided_is_said_and_can_be_opened(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, workplace: Workplace, note: str
) -> None:
    bring(qtbot, screen, desk, "text")
    screen.versions.keep(1)
    qtbot.waitUntil(workplace.banner.isVisible)
    qtbot.waitUntil(lambda: len(screen.pane.rows) == 1)
    workplace.banner._first.click()
    qtbot.waitUntil(lambda: workplace.stage.front is not screen)


def test_the_navigation_marks_the_bundles_and_leads_back_to_them(
    qtbot: QtBot, screen: DecidingScreen, workplace: Workplace
) -> None:
    shown = workplace.navigation.view
    marked = shown.currentIndex()
    assert marked.data(Qt.ItemDataRole.UserRole).key == "bundles"
    qtbot.waitUntil(lambda: workplace.navigation.count_of("bundles") == len(screen.pane.order))
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.visualRect(marked).center())
    qtbot.waitUntil(lambda: workplace.stage.key == "bundles")
    assert shown.currentIndex() == marked


def test_nothing_to_decide_is_said(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.run("go decisions")
    found = workplace.stage.front
    assert isinstance(found, DecidingScreen)
    qtbot.waitUntil(found._nothing.isVisible)


@pytest.mark.parametrize("spoken_in", LANGUAGES)
def test_everything_is_named_and_whole(
    qtbot: QtBot, screen: DecidingScreen, desk: Desk, workplace: Workplace, spoken_in: Language
) -> None:
    workplace.window().resize(1366, 768)
    set_current(spoken_in)
    workplace.in_other_language()
    for field in ("text", "place"):
        qtbot.waitUntil(lambda: len(screen.pane.rows) == 2)
        bring(qtbot, screen, desk, field)
        qtbot.wait(20)
        wrong = [f"{check.__name__}: {found}" for check in CHECKS for found in check(screen)]
        assert not wrong, "\n".join(wrong)


def test_the_form_shows_both_versions_at_the_field(
    qtbot: QtBot, lists: ListScreen, desk: Desk, note: str
) -> None:
    lists.refresh()
    lists.show_record(BY_KEY["note"], note)
    qtbot.waitUntil(lambda: lists.form.record_id == note)
    fields = lists.form.fields
    assert fields
    piece = fields.versions("text")[0]
    assert piece.isVisibleTo(lists)
    assert not fields.editor("text").isVisibleTo(lists)
    assert fields.editor("title").isVisibleTo(lists)
    piece.keep(piece.weighed.sides[1].number if piece.weighed else 0)
    qtbot.waitUntil(lambda: left(desk) == {"place"})
    qtbot.waitUntil(lambda: fields.editor("text").isVisibleTo(lists))
    assert fields.editor("text").entered() == THEIRS
    assert fields.versions("place")


def test_the_history_tells_who_changed_what(
    qtbot: QtBot, lists: ListScreen, desk: Desk, workplace: Workplace
) -> None:
    officer = Officer(desk)
    made = officer.new("note", "title=Visit", f"text={BEFORE}")
    officer.change("note", made, f"text={OURS}")
    officer.change("note", made, "venue=Port")
    lists.refresh()
    lists.show_record(BY_KEY["note"], made)
    qtbot.waitUntil(lambda: lists.form.record_id == made)
    history = lists.form.history
    history.button.click()
    qtbot.waitUntil(lambda: history.pane is not None and len(history.pane.chapters) == 3)
    assert history.pane
    newest, middle, first = history.pane.chapters
    assert [found.label for found in newest.differences] == ["Venue"]
    assert (middle.differences[0].before, middle.differences[0].after) == (BEFORE, OURS)
    assert first.is_first
    assert {chapter.officer for chapter in history.pane.chapters} == {desk.office.officer}
    assert not lists.form.fields.isVisibleTo(lists)  # type: ignore[union-attr]
    wrong = [f"{check.__name__}: {found}" for check in CHECKS for found in check(lists)]
    assert not wrong, "\n".join(wrong)
    history.button.click()
    assert lists.form.fields.isVisibleTo(lists)  # type: ignore[union-attr]

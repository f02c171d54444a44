# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A note while it is written: its kind, who is responsible, and that nothing moves under the eyes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.note_people import Known
from coopdesk.records.types import BY_KEY
from coopdesk.ui.notes import marks
from coopdesk.ui.notes.screen import NotesScreen
from coopdesk.ui.workplace import Workplace
from tests.ui.new_notes import begun, saved

PERSON = BY_KEY["person"]


@pytest.fixture
def screen(qtbot: QtBot, workplace: Workplace, desk: Desk) -> NotesScreen:
    """A new note, its cursor in the title, on a desk with two people."""
    for given, family in (("Edmond", "Agbossou"), ("Gaston", "Houngbo")):
        saving.save(desk, PERSON, None, {"given_name": given, "family_name": family})
    return begun(qtbot, workplace)


def test_a_follow_up_says_who_is_responsible_or_why_nobody_is(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    saving.save(desk, PERSON, None, {"given_name": "Gaston", "family_name": "Exemple"})
    screen.page.head.add_present("Marc")
    screen.page.text.setFocus()
    lines = ("> Edmond: one, 30 Nov 2030", "> Gaston: two", "> Marc: three", "> Next step: four")
    QTest.keyClicks(screen.page.text, lines[0])
    for line in lines[1:]:
        QTest.keyClick(screen.page.text, Qt.Key.Key_Return)
        QTest.keyClicks(screen.page.text, line)
    marker = screen.page.text.marker

    def told() -> list[list[str]]:
        read = [marker.read(screen.page.text.document().findBlockByNumber(n)) for n in range(len(lines))]
        return [[words for _, words in marks.meta_parts(one, marker)] for one in read if one]

    wanted = [
        ["Edmond Agbossou", "Saturday 30 November 2030"],
        ["Person responsible open: several people are called Gaston"],
        ["Person responsible open: no record of Marc"],
        [],
    ]
    qtbot.waitUntil(lambda: told() == wanted)


def test_a_person_that_is_not_there_yet_is_made_while_named_and_may_be_responsible(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    QTest.keyClicks(screen.page.head.title, "Visit")
    page, names = screen.page, screen.page.mentions.names
    page.text.setFocus()
    QTest.keyClicks(page.text, "@Marc Exemple")
    qtbot.waitUntil(lambda: names.typed == "Marc Exemple" and page.mentions.isVisible())
    rows = [names.data(names.index(row)) for row in range(names.rowCount())]
    assert rows == ["Add “Marc Exemple” as a name", "New person: Marc Exemple"]
    QTest.keyClick(page.text, Qt.Key.Key_Down)
    QTest.keyClick(page.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.name for one in page.head.present] == ["Marc Exemple"])
    QTest.keyClick(page.text, Qt.Key.Key_Return)
    QTest.keyClicks(page.text, "> Marc: send the plan")
    saved(qtbot, screen)
    (there,) = desk.linked("attendance", "note", page.shown.id)
    (follow_up,) = desk.linked("follow-up", "comes_from", page.shown.id)
    made = desk.record("person", str(there.one("person")))
    assert made
    assert (made.text("given_name"), made.text("family_name")) == ("Marc", "Exemple")
    assert (follow_up.one("who"), follow_up.text("what")) == (made.id, "send the plan")


def test_a_person_is_made_in_the_field_of_those_present(qtbot: QtBot, screen: NotesScreen) -> None:
    people = screen.page.head.people
    screen.page.head.add_present("Marc Exemple")
    people.begin_adding()
    QTest.keyClicks(people.line, "Marc Exemple")
    shown = people.finder.model
    wanted = ["Add “Marc Exemple” as a name", "Create: Marc Exemple"]
    qtbot.waitUntil(lambda: [line.name for line in shown.found] == wanted)
    people.finder.picked.emit(shown.found[1])
    qtbot.waitUntil(lambda: [bool(one.person) for one in screen.page.head.present] == [True])


def test_a_new_note_is_of_the_kind_its_title_speaks_of_until_one_is_chosen(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    page = screen.page
    words = page.kind.button_of_kind.text
    assert words() == "Meeting"
    QTest.keyClicks(page.head.title, "Visit to the hall")
    assert words() == "Field visit"
    page.head.add_partner(Known("organisation", desk.office.organisation, "Andenne", "Belgium", "theirs"))
    assert words() == "Partner visit"
    QTest.mouseClick(page.kind.button_of_kind, Qt.MouseButton.LeftButton)
    mission = next(one for one in page.kind.menu.actions() if one.text() == "Mission")
    mission.trigger()
    page.kind.menu.close()
    QTest.keyClicks(page.head.title, ", meeting")
    assert words() == "Mission"
    saved(qtbot, screen)
    note = desk.record("note", page.shown.id)
    assert note
    assert note.one("kind") == "mission"


def test_a_saved_note_keeps_its_kind_whatever_its_title_says(
    qtbot: QtBot, screen: NotesScreen, desk: Desk
) -> None:
    QTest.keyClicks(screen.page.head.title, "Visit")
    saved(qtbot, screen)
    screen.page.head.title.selectAll()
    QTest.keyClicks(screen.page.head.title, "Meeting")
    assert screen.page.kind.button_of_kind.accessibleName() == "Kind of the note: Field visit"
    saved(qtbot, screen)
    note = desk.record("note", screen.page.shown.id)
    assert note
    assert (note.text("title"), note.one("kind")) == ("Meeting", "field_visit")


def test_the_banner_moves_nothing_and_leaves_the_cursor_in_sight(
    qtbot: QtBot, workplace: Workplace, screen: NotesScreen
) -> None:
    text = screen.page.text
    text.setFocus()
    text.insertPlainText("\n".join(f"Line {n}" for n in range(60)))
    text.ensureCursorVisible()
    high = text.height()
    before = text.mapTo(workplace, QPoint(0, 0)), screen.page.head.mapTo(workplace, QPoint(0, 0))
    workplace.banner.tell("Moved to the bin")
    qtbot.waitUntil(lambda: text.height() < high)
    qtbot.waitUntil(lambda: text.viewport().rect().contains(text.cursorRect()))
    assert (text.mapTo(workplace, QPoint(0, 0)), screen.page.head.mapTo(workplace, QPoint(0, 0))) == before
    assert workplace.banner.geometry().top() > workplace.stage.geometry().bottom()

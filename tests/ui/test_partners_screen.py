# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen Partners: find one by typing, read its story, act from its page, edit it beside the list."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_list import Which
from coopdesk.language import LANGUAGES, Language, set_current
from coopdesk.records.types import BY_KEY
from coopdesk.ui import look
from coopdesk.ui.partners import screen as screen_module
from coopdesk.ui.partners.screen import PartnersScreen
from coopdesk.ui.work import Work
from tests.desk.officer import Officer
from tests.desk.partnership import Partnership, partnership

ORGANISATION = BY_KEY["organisation"]


@pytest.fixture
def made(desk: Desk) -> Partnership:
    officer = Officer(desk)
    found = partnership(officer)
    officer.new("organisation", "name=<b>Fonds</b>", "acronym=<i>FSI</i>", "kind=international_fund")
    return found


@pytest.fixture
def opened(qtbot: QtBot, work: Work, profile: Path) -> Work:
    class Receiver(QObject):
        done = False

        def take(self, outcome: object) -> None:
            self.done = True

    receiver = Receiver()
    work.open(lambda: Desk.open(profile), receiver.take)
    qtbot.waitUntil(lambda: receiver.done)
    return work


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, opened: Work) -> Iterator[PartnersScreen]:
    look.dress(qapp)
    made = PartnersScreen(opened)
    qtbot.addWidget(made)
    made.resize(1158, 712)
    opened.touched.connect(made.follow)
    yield made
    made.hide()


@pytest.fixture
def wanted(screen: PartnersScreen) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    screen.open_wanted.connect(lambda kind, one: found.append((kind.key, one)))
    screen.new_wanted.connect(lambda kind, values: found.append((kind.key, values)))
    return found


def shown(qtbot: QtBot, screen: PartnersScreen) -> None:
    with qtbot.waitSignal(screen.first_shown):
        screen.show()
        screen.begin()


def on_kara(qtbot: QtBot, screen: PartnersScreen, made: Partnership) -> None:
    shown(qtbot, screen)
    screen.show_record(ORGANISATION, made.hall)
    qtbot.waitUntil(lambda: screen.page.head.title.text() == "Kara" and screen.page.isVisible())


def listed(screen: PartnersScreen) -> list[str]:
    model = screen.pane.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_the_first_partner_is_shown_and_arrows_go_on(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen
) -> None:
    shown(qtbot, screen)
    assert listed(screen) == ["<i>FSI</i>", "Kara"]
    qtbot.waitUntil(lambda: screen.page.head.title.text() == "<i>FSI</i>")
    QTest.keyClick(screen.pane.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.page.head.title.text() == "Kara")


def test_names_stay_plain_text(qtbot: QtBot, made: Partnership, screen: PartnersScreen) -> None:
    shown(qtbot, screen)
    qtbot.waitUntil(lambda: screen.page.head.title.text() == "<i>FSI</i>")
    formats = {label.textFormat() for label in screen.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_typing_finds_in_any_script(qtbot: QtBot, made: Partnership, screen: PartnersScreen) -> None:
    shown(qtbot, screen)
    screen.pane.typed.setText("кара")
    qtbot.waitUntil(lambda: listed(screen) == ["Kara"])
    screen.pane.typed.setText("nulle part")
    qtbot.waitUntil(lambda: listed(screen) == [])
    assert screen.pane.all.isVisible()
    screen.pane.all.click()
    qtbot.waitUntil(lambda: len(listed(screen)) == 2)


def test_the_list_is_narrowed_by_the_menu(qtbot: QtBot, made: Partnership, screen: PartnersScreen) -> None:
    shown(qtbot, screen)
    action = next(one for one in screen.pane._menu.actions() if one.data() == Which.LIVE)
    action.trigger()
    qtbot.waitUntil(lambda: listed(screen) == ["Kara"])


def test_a_row_says_its_country_to_a_screen_reader(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen
) -> None:
    shown(qtbot, screen)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    model = screen.pane.model
    qtbot.waitUntil(lambda: "Togo · 1 agreement" in str(model.index(1).data(spoken)))


def test_the_page_tells_the_whole_story(qtbot: QtBot, made: Partnership, screen: PartnersScreen) -> None:
    on_kara(qtbot, screen, made)
    page = screen.page
    assert page.head.facts.text().startswith("Togo · city hall")
    (block,) = page.agreements.blocks
    assert "Lokossa 1 of 2, 0 of 1 Kara" in block.accessibleName()
    assert "6 days late" in block.accessibleName()
    names = [row.accessibleName() for row in page.people.rows]
    assert names[0].startswith("Ama Exemple, maire, until")
    assert names[1] == "Yao Ancien, maire, 2014–2020"
    told = [row.accessibleName() for row in page.story.rows]
    assert len(told) == 5
    assert any("1 decision, 1 follow-up" in one for one in told)
    assert any("4 people, of whom 3 women · 8 person-days" in one for one in told)


def test_everything_on_the_page_opens(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, wanted: list[tuple[str, Any]]
) -> None:
    on_kara(qtbot, screen, made)
    screen.page.agreements.blocks[0].click()
    screen.page.people.rows[0].click()
    QTest.keyClick(screen.page.story.rows[0], Qt.Key.Key_Return)
    assert wanted[:2] == [("agreement", made.agreement), ("person", made.mayor)]
    assert wanted[2][0] in ("exchange", "contribution")


def test_a_note_is_begun_with_the_partner(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, wanted: list[tuple[str, Any]]
) -> None:
    on_kara(qtbot, screen, made)
    screen.page.head.note.click()
    assert wanted == [("note", {"organisations": (made.hall,)})]


def test_an_address_is_copied(qtbot: QtBot, made: Partnership, screen: PartnersScreen) -> None:
    on_kara(qtbot, screen, made)
    (mail,) = [chip for chip in screen.page.head.chips if chip.copies]
    with qtbot.waitSignal(screen.told) as said:
        mail.click()
    assert QApplication.clipboard().text() == "kara@kara.example"
    assert said.args
    assert said.args[0] == "Copied: kara@kara.example"


def test_a_long_story_is_shown_on_request(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, desk: Desk
) -> None:
    officer = Officer(desk)
    for number in range(9):
        officer.new("note", f"title=Note {number}", f"organisations+={made.hall}", "starts=2025-03-01")
    on_kara(qtbot, screen, made)
    assert len(screen.page.story.rows) == 5
    assert screen.page.story.more.text() == "Show all, 14"
    screen.page.story.more.click()
    qtbot.waitUntil(lambda: len(screen.page.story.rows) == 14)
    assert not screen.page.story.more.isVisible()


def test_a_save_elsewhere_is_followed(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, desk: Desk
) -> None:
    on_kara(qtbot, screen, made)
    Officer(desk).change("agreement", made.agreement, "title=Grands marchés")
    screen.refresh()
    expected = "Grands marchés"
    qtbot.waitUntil(lambda: screen.page.agreements.blocks[0].accessibleName().startswith(expected))


def test_the_form_stands_beside_the_list_and_saves_on_leaving(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, desk: Desk
) -> None:
    on_kara(qtbot, screen, made)
    screen.edit()
    qtbot.waitUntil(lambda: screen.form.record_id == made.hall)
    assert screen.form.fields
    typed = screen.form.fields.editor("acronym").widgets()[-1]
    QTest.keyClicks(typed, "MK")
    assert screen.has_changes()
    screen.back.click()
    qtbot.waitUntil(screen.page.isVisible)
    found = desk.record("organisation", made.hall)
    assert found
    assert found.text("acronym") == "MK"


def test_a_new_partner_is_shown_once_it_is_saved(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, desk: Desk
) -> None:
    shown(qtbot, screen)
    assert screen.begin_record(ORGANISATION, {})
    qtbot.waitUntil(lambda: screen.form.kind is ORGANISATION)
    assert screen.form.fields
    QTest.keyClicks(screen.form.fields.editor("name").widgets()[-1], "Andenne")
    screen.save()
    qtbot.waitUntil(lambda: "Andenne" in listed(screen))
    screen.back.click()
    qtbot.waitUntil(lambda: screen.page.isVisible() and screen.page.head.title.text() == "Andenne")


def test_other_types_have_their_own_lists(screen: PartnersScreen) -> None:
    assert not screen.show_record(BY_KEY["person"], "x")
    assert not screen.begin_record(BY_KEY["person"], {})


def test_an_empty_desk_offers_the_first_step(qtbot: QtBot, screen: PartnersScreen) -> None:
    shown(qtbot, screen)
    assert screen.pane.begin.isVisible()
    screen.pane.begin.click()
    qtbot.waitUntil(lambda: screen.form.kind is ORGANISATION)


def test_a_partner_in_the_bin_leaves_list_and_page(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, desk: Desk
) -> None:
    shown(qtbot, screen)
    qtbot.waitUntil(lambda: screen.page.head.title.text() == "<i>FSI</i>")
    officer = Officer(desk)
    officer.remove("organisation", screen.pane.current_id())
    screen.refresh()
    qtbot.waitUntil(lambda: listed(screen) == ["Kara"])
    qtbot.waitUntil(lambda: screen.page.isVisible() and screen.page.head.title.text() == "Kara")


def test_the_briefing_is_asked_for_this_partner(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen
) -> None:
    on_kara(qtbot, screen, made)
    with qtbot.waitSignal(screen.report_wanted) as heard:
        screen.page.head.briefing.click()
    assert heard.args == ["briefing", screen.pane.current_id(), "Kara", "en"]


@pytest.mark.parametrize(("spoken_in", "city"), [("fr", "Kara"), ("ru", "Кара")])
def test_the_language_changes_live(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, spoken_in: Language, city: str
) -> None:
    on_kara(qtbot, screen, made)
    set_current(spoken_in)
    QApplication.sendEvent(screen, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: screen.page.head.title.text() == city)
    qtbot.waitUntil(lambda: city in listed(screen))
    country = {"fr": "Togo · mairie", "ru": "Того · мэрия"}[spoken_in]
    qtbot.waitUntil(lambda: screen.page.head.facts.text().startswith(country))


def test_the_model_keeps_qt_rules(qtbot: QtBot, made: Partnership, screen: PartnersScreen) -> None:
    model = screen.pane.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    shown(qtbot, screen)
    screen.pane.typed.setText("kara")
    qtbot.waitUntil(lambda: listed(screen) == ["Kara"])
    assert tester.model() is model


def test_every_widget_is_named_and_a_small_window_is_wide_enough(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen
) -> None:
    on_kara(qtbot, screen, made)
    unnamed = [
        type(widget).__name__
        for widget in screen.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isHidden()
        if not widget.accessibleName().strip() and not widget.objectName().startswith("qt_")
    ]
    assert not unnamed
    for each in LANGUAGES:
        set_current(each)
        QApplication.sendEvent(screen, QEvent(QEvent.Type.LanguageChange))
        screen.resize(816, 544)
        assert screen.minimumSizeHint().width() <= 816
        assert screen.width() == 816
    assert screen_module.WHOLE_STORY >= 100


def test_of_many_agreements_the_first_are_shown(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, desk: Desk
) -> None:
    officer = Officer(desk)
    for number in range(4):
        agreement = officer.new("agreement", f"title=Ancien {number}", "stage=ended", "signed_on=2001-05-16")
        officer.new("party", f"agreement={agreement}", f"organisation={made.hall}")
    on_kara(qtbot, screen, made)
    assert len(screen.page.agreements.blocks) == 3
    assert screen.page.agreements.more.text() == "2 more"
    screen.page.agreements.more.click()
    assert len(screen.page.agreements.blocks) == 5
    assert not screen.page.agreements.more.isVisible()


def test_icons_follow_the_colours_while_they_are_seen(
    qtbot: QtBot, made: Partnership, screen: PartnersScreen, qapp: QApplication
) -> None:
    on_kara(qtbot, screen, made)
    look.dress(qapp, look.LIGHT)
    light = screen.page.head.note.icon().pixmap(20, 16).toImage()
    look.dress(qapp, look.DARK)
    dark = screen.page.head.note.icon().pixmap(20, 16).toImage()
    look.dress(qapp, look.LIGHT)
    assert light != dark
    assert screen.page.head.note.icon().pixmap(20, 16).toImage() == light

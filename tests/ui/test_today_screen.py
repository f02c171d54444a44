# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen Today: rows by urgency, one key for each act, cards, figures, languages, narrow windows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.desk.desk import Desk
from coopdesk.desk.today_page import DueRow
from coopdesk.language import LANGUAGES, Language, set_current
from coopdesk.ui import days, look
from coopdesk.ui.today.due_model import Foot, Heading
from coopdesk.ui.today.screen import TodayScreen
from coopdesk.ui.work import Work
from tests.desk.officer import Officer
from tests.desk.partnership import NOW, Partnership, day, partnership


class Heard(QObject):
    """What a screen said to the frame."""

    def __init__(self, screen: TodayScreen) -> None:
        super().__init__()
        self.opened: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.acts: list[Any] = []
        self.commands: list[str] = []
        self.began: list[str] = []
        self.failures: list[object] = []
        screen.open_wanted.connect(lambda kind, one: self.opened.append((kind.key, one)))
        screen.told.connect(self._tell)
        screen.command_wanted.connect(self.commands.append)
        screen.new_wanted.connect(lambda kind, _: self.began.append(kind.key))
        screen.failed.connect(self.failures.append)

    def _tell(self, title: str, text: str, act: Any) -> None:
        self.told.append(title)
        self.acts.append(act)


@pytest.fixture
def made(desk: Desk) -> Partnership:
    return partnership(Officer(desk))


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
def screen(qtbot: QtBot, qapp: QApplication, opened: Work) -> Iterator[TodayScreen]:
    look.dress(qapp)
    made = TodayScreen(opened)
    qtbot.addWidget(made)
    made.resize(1158, 712)
    opened.touched.connect(made.follow)
    yield made
    made.hide()


def shown(qtbot: QtBot, screen: TodayScreen) -> Heard:
    heard = Heard(screen)
    with qtbot.waitSignal(screen.first_shown):
        screen.show()
        screen.begin()
    qtbot.waitUntil(lambda: bool(screen.strip.cells[0].toolTip()))
    return heard


def entries(screen: TodayScreen) -> list[object]:
    return [screen.model.entry(screen.model.index(row)) for row in range(screen.model.rowCount())]


def rows(screen: TodayScreen) -> list[str]:
    return [one.id for one in entries(screen) if isinstance(one, DueRow)]


def current(screen: TodayScreen) -> str:
    found = screen.list.current()
    return found.id if isinstance(found, DueRow) else ""


def test_the_most_urgent_is_chosen_and_groups_are_headed(
    qtbot: QtBot, made: Partnership, screen: TodayScreen
) -> None:
    shown(qtbot, screen)
    found = entries(screen)
    assert isinstance(found[0], Heading)
    assert found[0].late
    assert rows(screen) == [made.ours_late, made.follow_up, made.theirs_soon]
    assert current(screen) == made.ours_late
    assert [one.count for one in found if isinstance(one, Heading)] == [1, 2]


def test_the_arrows_pass_the_headings(qtbot: QtBot, made: Partnership, screen: TodayScreen) -> None:
    shown(qtbot, screen)
    QTest.keyClick(screen.list, Qt.Key.Key_Down)
    assert current(screen) == made.follow_up
    QTest.keyClick(screen.list, Qt.Key.Key_Up)
    assert current(screen) == made.ours_late


def test_enter_opens(qtbot: QtBot, made: Partnership, screen: TodayScreen) -> None:
    heard = shown(qtbot, screen)
    QTest.keyClick(screen.list, Qt.Key.Key_Return)
    assert heard.opened == [("promise", made.ours_late)]


def test_space_does_it_and_the_banner_takes_it_back(
    qtbot: QtBot, made: Partnership, screen: TodayScreen, desk: Desk
) -> None:
    heard = shown(qtbot, screen)
    QTest.keyClick(screen.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: rows(screen) == [made.follow_up, made.theirs_soon])
    assert current(screen) == made.follow_up
    assert heard.told == ["Done: Livrer les étals"]
    promise = desk.record("promise", made.ours_late)
    assert promise
    assert promise.one("state") == "kept"
    _, undo = heard.acts[0]
    undo()
    qtbot.waitUntil(lambda: made.ours_late in rows(screen))
    assert not heard.failures


@pytest.mark.parametrize("letter", ["r", "R", "к"])
def test_one_letter_puts_off_in_either_layout(
    qtbot: QtBot, made: Partnership, screen: TodayScreen, letter: str, desk: Desk
) -> None:
    heard = shown(qtbot, screen)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(screen.list, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, none, letter))
    qtbot.waitUntil(lambda: bool(heard.told))
    promise = desk.record("promise", made.ours_late)
    assert promise
    assert promise.one("due_on") == day(7)


def test_a_click_on_the_tick_does_it_and_beside_it_opens(
    qtbot: QtBot, made: Partnership, screen: TodayScreen
) -> None:
    heard = shown(qtbot, screen)
    place = screen.list.visualRect(screen.model.index(screen.model.row_of(("promise", made.ours_late))))
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(screen.list.viewport(), left, pos=QPoint(200, place.center().y()))
    assert heard.opened == [("promise", made.ours_late)]
    QTest.mouseClick(screen.list.viewport(), left, pos=QPoint(24, place.center().y()))
    qtbot.waitUntil(lambda: made.ours_late not in rows(screen))


def test_a_notice_period_is_opened_not_ticked(qtbot: QtBot, desk: Desk, screen: TodayScreen) -> None:
    agreement = Officer(desk).new("agreement", "title=Marchés", "stage=active", "renewal=tacit",
                                  f"ends_on={day(40)}", "notice_period=1", "notice_unit=months")  # fmt: skip
    heard = shown(qtbot, screen)
    assert current(screen) == agreement
    QTest.keyClick(screen.list, Qt.Key.Key_Space)
    assert heard.opened == [("agreement", agreement)]


def test_what_is_later_stays_under_the_foot(qtbot: QtBot, desk: Desk, screen: TodayScreen) -> None:
    officer = Officer(desk)
    soon = officer.new("follow-up", "what=Bientôt", f"due_on={day(1)}")
    later = officer.new("follow-up", "what=Plus tard", f"due_on={day(20)}")
    shown(qtbot, screen)
    assert rows(screen) == [soon]
    assert isinstance(entries(screen)[-1], Foot)
    QTest.keyClick(screen.list, Qt.Key.Key_End)
    QTest.keyClick(screen.list, Qt.Key.Key_Return)
    assert rows(screen) == [soon, later]
    assert current(screen) == later


def test_for_me_shows_what_is_mine(qtbot: QtBot, desk: Desk, screen: TodayScreen) -> None:
    officer = Officer(desk)
    me = officer.new("person", "given_name=Clarisse", "family_name=Dansou")
    mine = officer.new("follow-up", "what=À moi", f"due_on={NOW}", f"who={me}")
    officer.new("follow-up", "what=Aux autres", f"due_on={NOW}")
    shown(qtbot, screen)
    screen.mine.click()
    assert rows(screen) == [mine]
    assert screen.remembered() == {"mine": True}


def test_an_empty_desk_is_told_what_belongs_here(qtbot: QtBot, screen: TodayScreen) -> None:
    heard = shown(qtbot, screen)
    assert screen.nothing_due.first_step.isVisible()
    assert screen.nothing_due.accessibleName() == "Nothing is due."
    screen.nothing_due.first_step.click()
    assert heard.began == ["note"]
    assert not any(card.isVisible() for card in screen.beside.cards)


def test_the_list_has_the_whole_width_until_something_stands_beside_it(
    qtbot: QtBot, desk: Desk, screen: TodayScreen
) -> None:
    shown(qtbot, screen)
    card = screen.nothing_due.parentWidget()
    assert card

    def right() -> int:
        return card.mapTo(screen, card.rect().topRight()).x()

    qtbot.waitUntil(lambda: screen.width() - right() < 30)
    partnership(Officer(desk))
    screen.refresh()
    qtbot.waitUntil(lambda: screen.beside.cards[0].isVisible() and screen.width() - right() > 380)


def test_the_cards_open_what_they_name(qtbot: QtBot, made: Partnership, screen: TodayScreen) -> None:
    heard = shown(qtbot, screen)
    ending, silent, gate, mandates = screen.beside.cards
    qtbot.waitUntil(ending.isVisible)
    assert (silent.isVisible(), gate.isVisible(), mandates.isVisible()) == (False, False, True)
    assert ending.lines[0].accessibleName().startswith("Kara, Marchés")
    QTest.keyClick(ending.lines[0], Qt.Key.Key_Return)
    mandates.lines[0].click()
    assert heard.opened == [("agreement", made.agreement), ("person", made.mayor)]


def test_the_figures_open_the_lists_behind_them(qtbot: QtBot, made: Partnership, screen: TodayScreen) -> None:
    heard = shown(qtbot, screen)
    for cell in screen.strip.cells:
        cell.click()
    assert heard.commands == ["list exchange", "list participation", "list contribution", "list promise"]
    assert "75%" in screen.strip.cells[1].accessibleName()


def test_two_versions_wait_in_the_banner(qtbot: QtBot, desk: Desk, screen: TodayScreen) -> None:
    officer = Officer(desk)
    note = officer.new("note", "title=Visite")
    version = officer.version("note", note)
    for text in ("Port", "Gare"):
        officer.change("note", note, f"title={text}", seen=version)
    heard = shown(qtbot, screen)
    assert screen.beside.decide.isVisible()
    screen.beside.decide.decide.click()
    assert heard.commands == ["go decisions"]


def test_what_another_program_saves_is_seen(
    qtbot: QtBot, made: Partnership, screen: TodayScreen, desk: Desk
) -> None:
    shown(qtbot, screen)
    task = Officer(desk).new("follow-up", "what=Écrire", f"due_on={day(-30)}")
    screen.refresh()
    qtbot.waitUntil(lambda: rows(screen)[0] == task)
    assert current(screen) == made.ours_late


@pytest.mark.parametrize("spoken_in", ["fr", "ru"])
def test_the_language_changes_live(
    qtbot: QtBot, made: Partnership, screen: TodayScreen, spoken_in: Language
) -> None:
    shown(qtbot, screen)
    set_current(spoken_in)
    from PySide6.QtCore import QEvent

    QApplication.sendEvent(screen, QEvent(QEvent.Type.LanguageChange))
    city = {"fr": "Kara", "ru": "Кара"}[spoken_in]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: city in str(screen.model.index(1).data(spoken)))
    assert screen.title.text() == days.long(date.today())
    expected = {"fr": "6 jours de retard", "ru": "просрочено на 6 дней"}[spoken_in]
    assert expected in str(screen.model.index(1).data(spoken))


def test_the_model_keeps_qt_rules(qtbot: QtBot, made: Partnership, screen: TodayScreen) -> None:
    model: QAbstractItemModel = screen.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    shown(qtbot, screen)
    screen.mine.click()
    screen.whole.click()
    assert tester.model() is model


def test_every_widget_is_named_and_nothing_is_wider_than_a_small_window(
    qtbot: QtBot, made: Partnership, screen: TodayScreen
) -> None:
    shown(qtbot, screen)
    unnamed = [
        type(widget).__name__
        for widget in screen.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isHidden()
        if not widget.accessibleName().strip()
    ]
    assert not unnamed
    for each in LANGUAGES:
        set_current(each)
        screen.wording.again()
        assert screen.minimumSizeHint().width() <= 816
    screen.resize(816, 544)
    assert screen.width() == 816


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 5, 18), date(2026, 5, 29), "18–29 May"),
        (date(2026, 5, 28), date(2026, 6, 2), "28 May – 2 Jun"),
        (date(2026, 5, 28), None, "28 May"),
        (date(2025, 5, 28), date(2025, 5, 28), "28 May 2025"),
    ],
)
def test_spans_of_days(first: date, last: date | None, words: str) -> None:
    assert days.span(first, last, date(2026, 11, 24)) == words


def test_days_in_three_languages() -> None:
    on = date(2026, 11, 24)
    set_current("fr")
    assert days.long(on) == "Mardi 24 novembre 2026"
    assert days.plain(date(2026, 3, 1)) == "1er mars 2026"
    assert days.with_weekday(date(2026, 11, 26), on) == "jeu. 26 nov."
    set_current("ru")
    assert days.long(on) == "Вторник, 24 ноября 2026\u00a0г."
    assert days.day_in_figures(date(2026, 11, 12), on) == "12.11"

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window as a whole: first start, passphrase, search, languages, names for every widget, closing."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, set_current
from coopdesk.records.types import BY_KEY, TYPES
from coopdesk.records.values import Touches
from coopdesk.ui import look, options, show, starting
from coopdesk.ui.options import Options
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.starting import Start
from coopdesk.ui.unlock import NotOpen, Unlock, Waiting
from coopdesk.ui.workplace import Workplace

LEAST_CONTRAST = 4.5


def started(qtbot: QtBot, chosen: Options) -> Start:
    made = Start(chosen)
    qtbot.addWidget(made.window)
    qtbot.waitUntil(made.window.isVisible)
    return made


@pytest.fixture
def running(qtbot: QtBot) -> Iterator[list[Start]]:
    made: list[Start] = []
    yield made
    for one in made:
        one.work.stop()


def unnamed(page: QWidget) -> list[str]:
    """The widgets that take the keyboard and have no name a screen reader could say."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.window() is page.window()
        and not widget.isHidden()
        and not widget.accessibleName().strip()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget, QLabel)
        and widget.focusProxy() is None
    ]


def listed(workplace: Workplace, key: str) -> ListScreen:
    """A record type as list and form, as the command for it shows it."""
    next(command for command in workplace.commands if command.key == f"list {key}").act()
    found = workplace.stage.front
    assert isinstance(found, ListScreen)
    return found


def test_a_locked_desk_asks_for_its_passphrase(qtbot: QtBot, running: list[Start], tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    found_desk(folder, city="Lomé", country="TG", officer="Awa", passphrase="quatre mots assez longs").close()
    start = started(qtbot, Options(folder, "en"))
    running.append(start)
    page = start.window.centralWidget()
    assert isinstance(page, Unlock)
    assert unnamed(page) == []
    page.passphrase.setText("wrong words")
    page.open.click()
    qtbot.waitUntil(page.refusal.isVisible)
    assert "Wrong passphrase" in page.refusal.text()
    page.passphrase.setText("quatre mots assez longs")
    page.open.click()
    qtbot.waitUntil(lambda: start.window.centralWidget() is start.workplace)
    assert start.workplace.navigation.not_locked.isHidden()


def test_a_desk_that_does_not_open_says_why(qtbot: QtBot, running: list[Start], profile: Path) -> None:
    (profile / "keys.json").write_text("nonsense")
    start = started(qtbot, Options(profile, "en"))
    running.append(start)
    page = start.window.centralWidget()
    assert isinstance(page, NotOpen)
    assert unnamed(page) == []
    assert any("damaged" in label.text() for label in page.findChildren(QLabel))


def test_a_desk_that_takes_long_asks_for_patience(
    qtbot: QtBot, running: list[Start], profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "PATIENCE", 1)
    monkeypatch.setattr(Desk, "open", slowly(Desk.open))
    start = started(qtbot, Options(profile, "en"))
    running.append(start)
    assert isinstance(start.window.centralWidget(), Waiting)
    qtbot.waitUntil(lambda: start.window.centralWidget() is start.workplace)


def slowly(opening: Callable[..., Desk]) -> Callable[..., Desk]:
    def opened(profile: Path, passphrase: str | None = None) -> Desk:
        time.sleep(0.3)
        return opening(profile, passphrase)

    return opened


def test_an_open_desk_without_passphrase_says_so(workplace: Workplace) -> None:
    assert not workplace.navigation.not_locked.isHidden()
    assert "Not locked" in workplace.navigation.not_locked.text()


def test_every_type_opens_in_list_and_form_with_a_name_for_every_widget(
    qtbot: QtBot, workplace: Workplace
) -> None:
    for kind in TYPES:
        lists = listed(workplace, kind.key)
        qtbot.waitUntil(lambda kind=kind, lists=lists: lists.table.model.kind is kind)  # type: ignore[misc]
        lists.new_record()
        qtbot.waitUntil(lambda kind=kind, lists=lists: lists.form.kind is kind)  # type: ignore[misc]
        assert unnamed(workplace) == [], kind.key


def test_the_first_page_names_every_widget(qtbot: QtBot, running: list[Start], tmp_path: Path) -> None:
    start = started(qtbot, Options(tmp_path / "new", "ru"))
    running.append(start)
    assert unnamed(start.window) == []


def test_labels_show_mark_up_as_text(
    qtbot: QtBot, workplace: Workplace, lists: ListScreen, desk: Desk
) -> None:
    title = "<img src='file:///etc/passwd'><b>Visit</b> & more"
    done = saving.save(desk, BY_KEY["note"], None, {"title": title})
    assert done
    lists.show_record(BY_KEY["note"], done.id)
    qtbot.waitUntil(lambda: lists.form.record_id == done.id)
    for label in workplace.window().findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    assert title in [label.text() for label in lists.form.findChildren(QLabel)]


def test_search_goes_to_what_is_found_in_either_script(
    qtbot: QtBot, workplace: Workplace, desk: Desk
) -> None:
    done = saving.save(
        desk, BY_KEY["listing"], None, {"title": {"fr": "Ouagadougou", "ru": "Уагадугу"}, "kind": "need"}
    )
    assert done
    workplace.top.search.setText("уага")
    with qtbot.waitSignal(workplace.top.finder.found) as heard:
        workplace.top.finder.ask_now()
    workplace.top.finder.picked.emit(heard.args[0][0])
    lists = workplace.stage.front
    assert isinstance(lists, ListScreen)
    qtbot.waitUntil(lambda: lists.form.record_id == done.id)
    assert lists.table.model.kind is BY_KEY["listing"]
    assert workplace.navigation.current == "fair"
    assert workplace.top.search.text() == ""


def test_the_language_of_the_screen_is_remembered(qtbot: QtBot, workplace: Workplace, profile: Path) -> None:
    workplace.speak("ru")
    assert workplace.top.language.text() == "RU"
    with Desk.open(profile) as desk:
        qtbot.waitUntil(lambda: '"language": "ru"' in str(desk.store.setting("office")))


def test_what_waits_stands_beside_its_screen(qtbot: QtBot, workplace: Workplace, desk: Desk) -> None:
    tasks: tuple[Touches, ...] = ({"what": "Late", "due_on": "2020-01-01"}, {"what": "Some day"})
    for values in tasks:
        saving.save(desk, BY_KEY["follow-up"], None, values)
    workplace.watch.look_now()
    qtbot.waitUntil(lambda: workplace.navigation.count_of("follow-ups") == 2)
    assert workplace.navigation.count_of("today") == 1
    assert workplace.navigation.count_of("notes") == 0


def test_closing_saves_first(qtbot: QtBot, start: Start, lists: ListScreen, desk: Desk) -> None:
    done = saving.save(desk, BY_KEY["note"], None, {"title": "Visit"})
    assert done
    lists.show_record(BY_KEY["note"], done.id)
    qtbot.waitUntil(lambda: lists.form.record_id == done.id)
    assert lists.form.fields
    lists.form.fields.put_typed({"venue": "Mairie"}, {})
    start.window.close()
    qtbot.waitUntil(lambda: not start.window.isVisible())
    found = desk.record("note", done.id)
    assert found
    assert found.one("venue") == "Mairie"


def test_closing_twice_leaves_what_is_refused_as_a_draft(
    qtbot: QtBot, start: Start, lists: ListScreen, desk: Desk
) -> None:
    lists.new_record()
    qtbot.waitUntil(lambda: lists.form.fields is not None)
    assert lists.form.fields
    lists.form.fields.put_typed({"starts": "31.02.2026"}, {})
    with qtbot.waitSignal(lists.form.stayed):
        start.window.close()
    assert start.window.isVisible()
    start.window.close()
    assert not start.window.isVisible()
    assert "31.02.2026" in str(desk.store.setting("drafts"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("colours", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_nothing_is_wider_than_a_small_screen(
    qtbot: QtBot, qapp: QApplication, workplace: Workplace, language: str, colours: look.Palette
) -> None:
    set_current(language)  # type: ignore[arg-type]
    look.dress(qapp, colours)
    workplace.in_other_language()
    assert workplace.minimumSizeHint().width() <= 1366
    look.dress(qapp, look.LIGHT)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 computes it."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("colours", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(colours: look.Palette) -> None:
    for ground in (colours.canvas, colours.surface, colours.nav):
        for ink in (colours.ink, colours.ink2, colours.ink3, colours.accent):
            assert contrast(ink, ground) >= LEAST_CONTRAST
    assert contrast(colours.alert, colours.alert_tint) >= LEAST_CONTRAST
    assert contrast(colours.on_fill, colours.fill) >= LEAST_CONTRAST
    assert contrast(colours.accent, colours.sel) >= LEAST_CONTRAST


def test_options_are_read_in_both_forms(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("quatre mots\n")
    read = options.read([f"--profile={tmp_path}", "--language", "fr", "--passphrase-file", str(secret)])
    assert read == Options(tmp_path, "fr", "quatre mots")


@pytest.mark.parametrize("words", [["--nonsense"], ["--language", "xx"], ["--profile"]])
def test_wrong_options_are_said_in_a_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorldError):
        options.read(words)
    assert show(words) == 2
    assert "--" in capsys.readouterr().err or "xx" in words


def test_without_a_screen_the_command_line_is_named(profile: Path) -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    }
    if not sys.platform.startswith("linux"):
        return
    done = subprocess.run(
        [sys.executable, "-m", "coopdesk", "--profile", str(profile)],
        env={**environment, "PYTHONPATH": "src"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "coopdesk --help" in done.stderr


START = """
import sys
from coopdesk import ui
def watch(start):
    def shown():
        print(" ".join(sorted(sys.modules)))
        start.window.close()
    start.workplace.first_shown.connect(shown)
sys.exit(ui.show(["--profile", sys.argv[1]], watch))
"""
HEAVY = (
    "sqlite_utils reportlab cryptography babel asyncio click"
    " phonenumbers rapidfuzz xlsxwriter python_calamine PIL cbor2 _hashlib"
    " coopdesk.store.writing coopdesk.store.journal coopdesk.store.indexing coopdesk.store.searching"
    " coopdesk.store.files coopdesk.history.chain coopdesk.ui.today.beside coopdesk.ui.banner"
    " coopdesk.ui.commanding coopdesk.ui.finding coopdesk.ui.record_form"
).split()
MOST_OF_OURS = 98
"""Modules of coopdesk that a first screen may need: each costs its file and its compiled code."""


def test_nothing_heavy_loads_before_the_first_rows_are_painted(profile: Path, desk: Desk) -> None:
    # A row that is really painted: a first screen without any would need less.
    saving.save(desk, BY_KEY["follow-up"], None, {"what": "Send the calendar", "due_on": "2026-03-01"})
    done = subprocess.run(
        [sys.executable, "-c", START, str(profile)],
        env={**os.environ, "PYTHONPATH": "src"}, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"} <= loaded
    assert len([name for name in loaded if name.startswith("coopdesk")]) <= MOST_OF_OURS
    assert loaded & set(HEAVY) == set()
    assert {name for name in loaded if name.startswith("PySide6.Qt")} == {
        "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets",
    }  # fmt: skip

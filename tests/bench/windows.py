# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window: its start and memory against an empty one, and what an officer waits for inside it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from coopdesk.records.types import BY_KEY
from coopdesk.ui import look
from coopdesk.ui.options import Options
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.stage import LISTS
from coopdesk.ui.starting import Start
from coopdesk.ui.table_model import PAGE
from coopdesk.ui.table_view import TableView
from tests.bench.desks import notes_desk
from tests.bench.displays import beside
from tests.bench.measure import Row, p95, seconds

ROOT = Path(__file__).resolve().parents[2]
STARTS, TIMES, FRAMES = 9, 20, 200
NOTE = BY_KEY["note"]
TYPED = ("mar", "eau", "oua", "visi", "kat", "бама", "arch", "lyon")
PATIENCE = 60.0
WAKING = 100
"""Milliseconds after which a wait looks again, should nothing happen at all."""

PSS = """
def pss():
    for line in open("/proc/self/smaps_rollup"):
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
def end():
    print(pss(), flush=True)
    os._exit(0)
"""
EMPTY = f"""
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
{PSS}
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, end)
app = QApplication([])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""
OURS = f"""
import os, sys
from coopdesk import ui
{PSS}
def watch(start):
    start.workplace.first_shown.connect(end)
sys.exit(ui.show(["--profile", sys.argv[1]], watch))
"""


def window(folder: Path, few: int, many: int) -> Iterator[Row]:
    """All rows: start and memory with `few` notes, also beside another program, the rest with `few` and
    `many`."""
    desk = notes_desk(folder / "few", few)
    yield from start(desk)
    yield from beside(desk, as_installed(), folder)
    yield from inside(desk, notes_desk(folder / "many", many) if many > few else desk)


def start(desk: Path) -> Iterator[Row]:
    """From the start of the program until the first rows are painted, and its memory then."""
    pairs = [(shown(OURS, str(desk)), shown(EMPTY)) for _ in range(STARTS + 1)][1:]
    ours, empty = zip(*pairs, strict=True)
    times = [statistics.median(one[0] for one in side) for side in (ours, empty)]
    sizes = [statistics.median(one[1] for one in side) for side in (ours, empty)]
    yield Row("start to first painted rows", times[0] * 1e3, "ms", times[1] * 1e3, "empty QMainWindow", 1.35)
    yield Row("memory then (PSS)", sizes[0], "MB", sizes[1], "empty QMainWindow", 1.6)


def shown(program: str, *words: str) -> tuple[float, float]:
    """Seconds until a program has painted, and its memory then in MB."""
    environment = {**as_installed(), "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, *words], env=environment, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - began, float(done.stdout.split()[-1])


def as_installed() -> dict[str, str]:
    """The environment of a program that has the byte code of every module at hand."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "coopdesk-bench-bytes"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def inside(few: Path, many: Path) -> Iterator[Row]:
    """What an officer waits for in an open window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    look.dress(look.app())
    yield first_rows(Opened(app, few), Opened(app, many))
    small = Opened(app, few)
    yield Row(
        "language switch, all repainted", small.language_switch() * 1e3, "ms", goal=300, goal_is_ratio=False
    )
    yield Row("opening a record", small.opening() * 1e3, "ms", goal=50, goal_is_ratio=False)
    mine, standard = small.scrolling()
    yield Row("frame while scrolling", mine * 1e3, "ms", standard * 1e3, "a table all of Qt", 1.35)
    small.close()
    few_keys, many_keys = (typed(Opened(app, desk)) for desk in (few, many))
    yield Row(
        "keystroke to painted answers in the longest list, p95", p95(many_keys) * 1e3, "ms",
        p95(few_keys) * 1e3, "a shorter one", 20, goal_is_ratio=False,
    )  # fmt: skip


def first_rows(short: "Opened", long: "Opened") -> Row:
    """Until the first rows of a list are there, in turn of a short one and of a long one."""
    times = [(long.first_rows(), short.first_rows()) for _ in range(TIMES + 1)][1:]
    mine, floor = (statistics.median(side) for side in zip(*times, strict=True))
    for window in (short, long):
        window.close()
    return Row("first rows of the longest list", mine * 1e3, "ms", floor * 1e3, "a shorter one", 1.2)


def typed(window: "Opened") -> list[float]:
    """Seconds from each key until its answers are painted."""
    keys = window.keystrokes()
    window.close()
    return keys


class Ear(QObject):
    """Hears when the worker has come to a question."""

    heard = False

    def hear(self, outcome: object) -> None:
        """The answer."""
        self.heard = True


class Opened:
    """A window on a desk, with its notes as list and form in front."""

    def __init__(self, app: object, desk: Path) -> None:
        self.start = Start(Options(desk, "en"))
        until(lambda: bool(self.start.workplace.commands))
        self.settle()
        self.start.workplace.stage.show_screen(f"{LISTS}notes")
        front = self.start.workplace.stage.front
        if not isinstance(front, ListScreen):
            raise TypeError(front)
        self.lists = front
        until(lambda: front.table.shown_once)
        self.settle()

    def settle(self) -> None:
        """Until the worker has nothing left to do."""
        for _ in range(2):
            ear = Ear()
            self.start.work.run(int, ear.hear)
            until(lambda ear=ear: ear.heard)  # type: ignore[misc]

    def first_rows(self) -> float:
        """Seconds from choosing a list until its first rows are there."""
        model = self.lists.table.model
        began = time.perf_counter()
        self.lists.table.show_type(NOTE)
        until(lambda: model.rowCount() > 0 and model.is_here(0))
        taken = time.perf_counter() - began
        self.settle()
        return taken

    def language_switch(self) -> float:
        """Median seconds until every word on the screen is in the other language."""
        times = [seconds(partial(self._switch, language)) for language in ("fr", "ru", "en") * 3]
        return statistics.median(times)

    def _switch(self, language: str) -> None:
        self.start.workplace.speak(language)
        self.settle()
        self.start.window.repaint()

    def opening(self) -> float:
        """Median seconds from choosing a record until its form is filled."""
        ids = [self.lists.table.model.id_at(row) for row in range(TIMES + 1)]
        times = [seconds(partial(self._open, record_id)) for record_id in ids]
        return statistics.median(times[1:])

    def _open(self, record_id: str) -> None:
        self.lists.show_record(NOTE, record_id)
        until(lambda: self.lists.form.record_id == record_id)
        self.lists.form.repaint()

    def scrolling(self) -> tuple[float, float]:
        """Median seconds of a frame: of our list, and of the same cells in a table and a model of Qt."""
        view = self.lists.table.view
        self.read(FRAMES)
        plain = of_qt(view, standard(self.lists, FRAMES))
        pairs = []
        for row in range(FRAMES):
            pairs.append((frame(view, row), frame(plain, row)))
            until_now()
        plain.close()
        return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)

    def read(self, rows: int) -> None:
        """Have so many rows at hand: neither table is to draw placeholders."""
        model = self.lists.table.model
        for row in range(0, rows, PAGE):
            model.cells_at(row)
            until(lambda row=row: model.is_here(row))  # type: ignore[misc]
        self.settle()

    def keystrokes(self) -> list[float]:
        """Seconds from each key until what it finds is painted."""
        top = self.start.workplace.top
        self.start.window.activateWindow()
        until(self.start.window.isActiveWindow)
        self.settle()
        top.focus_search()
        self.settle()  # the list below the field is painted, with all commands
        times = []
        for word in TYPED:
            for end in range(1, len(word) + 1):
                began = time.perf_counter()
                answered = Answers(top.finder)
                top.search.setText(word[:end])
                top.search.textEdited.emit(word[:end])
                until(answered.came)
                until_now()  # what the answer changed is painted
                times.append(time.perf_counter() - began)
            top.search.clear()
        return times

    def close(self) -> None:
        """Close the window."""
        self.start.window.close()
        until_now()


class Answers(QObject):
    """Notices when a finder has an answer."""

    def __init__(self, finder: object) -> None:
        super().__init__()
        self._heard = False
        finder.found.connect(self._hear)  # type: ignore[attr-defined]

    def _hear(self) -> None:
        self._heard = True

    def came(self) -> bool:
        """Whether it has."""
        return self._heard


def standard(lists: ListScreen, rows: int) -> QStandardItemModel:
    """The same cells in a model of Qt."""
    model = lists.table.model
    made = QStandardItemModel(rows, model.columnCount())
    for row in range(rows):
        for column in range(model.columnCount()):
            made.setItem(row, column, QStandardItem(str(model.index(row, column).data() or "")))
    return made


def of_qt(view: TableView, model: QStandardItemModel) -> QTableView:
    """A table that Qt draws under the same style sheet, none of it Python, as large as ours."""
    made = QTableView()
    made.setModel(model)
    made.setHorizontalScrollMode(view.horizontalScrollMode())
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.verticalHeader().setVisible(False)
    made.verticalHeader().setDefaultSectionSize(view.verticalHeader().defaultSectionSize())
    for column in range(model.columnCount()):
        made.setColumnWidth(column, view.columnWidth(column))
    made.resize(view.size())
    made.show()
    return made


def frame(view: QTableView, row: int) -> float:
    """Seconds to scroll to a row and paint."""
    began = time.perf_counter()
    view.verticalScrollBar().setValue(row)
    view.viewport().repaint()
    return time.perf_counter() - began


def until(reached: Callable[[], bool]) -> None:
    """Let the window work until something is so; between two events it sleeps, as it does in use."""
    end = time.perf_counter() + PATIENCE
    loop, waking = QEventLoop(), QTimer()
    waking.start(WAKING)
    while not reached():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > end:
            raise TimeoutError


def until_now() -> None:
    """Let the window do what it has to do."""
    QApplication.processEvents()

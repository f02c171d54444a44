# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports: chosen at the left, seen at the right, then saved or printed.

The report is drawn in memory as soon as it is known which one, and written nowhere but where the
officer says.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from coopdesk.desk.desk import Touched
from coopdesk.language import LANGUAGES, N_, current, sentence
from coopdesk.ui.documents import ask_where
from coopdesk.ui.finding import Found
from coopdesk.ui.reports.choosing import ABOUT_HINT, Choosing
from coopdesk.ui.reports.paper import Paper, drawn
from coopdesk.ui.reports.preview import NOTHING_YET, SAVE, Preview
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.stage import LISTS
from coopdesk.ui.work import Failure, Outcome, Success, Work

PDF_FILES = N_("PDF files (*.pdf)")
WRITTEN = N_("Written: {file}")
OPEN_IT = N_("Open")
PRINTED = N_("Sent to the printer: {report}")
PAGES_PRINTED = N_("Pages: {n}")
NOT_DRAWN = N_("This report could not be drawn")
BACK_TO = N_("Back to: {screen}")


class ReportsScreen(Screen):
    """The screen of the reports."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._file = Path()
        # Their buttons stay enabled meanwhile: disabling one hands the keyboard to its neighbour.
        self._is_writing = self._is_printing = False
        self._back = ""
        self.choosing = Choosing(work)
        self.preview = Preview(work)
        self.back = self.choosing.about_card.button(self._back_words, "crumb")
        self.back.clicked.connect(self._go_back)
        self.back.hide()
        self.choosing.lines.insertWidget(0, self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.choosing)
        whole.addWidget(self.preview, 1)
        self.choosing.chosen.connect(self.draw)
        self.preview.save_wanted.connect(self._choose_file)
        self.preview.print_wanted.connect(self._choose_printer)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._go_back)
        self.draw()

    # What the frame asks

    def save(self) -> None:
        """Save the report that is shown as a file."""
        if self.preview.save.isEnabled():
            self.preview.save.click()

    def begin(self) -> None:
        """Give the keyboard to what is asked first, or to the report that is shown."""
        if self.preview.paper is not None and self._back:
            self.preview.pages.setFocus()
        else:
            self.choosing.begin()

    def show_report(self, name: str, record_id: str, title: str, language: str, back: str = "") -> None:
        """Show a report about a record; `back` is the key of the screen that Esc leads to."""
        self._back = back
        self.back.setVisible(bool(back))
        self.choosing.about_card.wording.again()
        wanted = next((known for known in LANGUAGES if known == language), current())
        self.preview.say(NOTHING_YET)
        self.choosing.answer(name, Found(record_id, title), wanted)
        self.preview.pages.setFocus()

    def follow(self, touched: Touched) -> None:
        """What was saved may stand in the report that is shown."""
        if self.preview.paper is not None:
            self.draw()

    def refresh(self) -> None:
        """Draw the report that is shown again."""
        if self.preview.paper is not None:
            self.draw()

    # Drawing

    def draw(self) -> None:
        """Draw the report that is chosen, where all is answered; a later wish takes the place of this."""
        subject = self.choosing.subject()
        if subject is None:
            self.preview.say(NOTHING_YET, str(ABOUT_HINT))
            self.work.run(_nothing, self._drawn, lane="report")
            return
        self.preview.wait()
        wanted = partial(drawn, name=self.choosing.name, language=self.choosing.language, subject=subject)
        self.work.ask(wanted, self._drawn, lane="report")

    def _drawn(self, outcome: Outcome[Paper] | Outcome[None]) -> None:
        if isinstance(outcome, Failure):
            self.preview.say(NOT_DRAWN, sentence(outcome.error))
        elif outcome.value is not None:
            self.preview.show_paper(outcome.value)

    # Saving

    def _choose_file(self) -> None:
        if self.preview.paper is None or self._is_writing:
            return
        file = f"{self.choosing.title()}.pdf"
        if path := ask_where(self, str(SAVE), file, str(PDF_FILES)):
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Write the report that is shown to a file."""
        if self.preview.paper is None or self._is_writing:
            return
        from coopdesk.desk.reporting import write_whole

        named = path.suffix.lower() == ".pdf"
        self._file = path if named else path.with_name(f"{path.name}.pdf")
        self._is_writing = True
        self.work.run(partial(write_whole, self._file, self.preview.paper.data), self._written)

    def _written(self, outcome: Outcome[None]) -> None:
        self._is_writing = False
        if isinstance(outcome, Success):
            self.told.emit(WRITTEN.format(file=self._file.name), "", (OPEN_IT, self._open))
        else:
            self.failed.emit(outcome.error)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    # Printing

    def _choose_printer(self) -> None:
        if self.preview.paper is None or self._is_printing:
            return
        from coopdesk.ui.reports import printing

        printer = printing.asked_printer(self.preview.paper, self.choosing.title(), self)
        if printer is not None and (file := printing.file_wanted(printer)):
            self.write_to(Path(file))
        elif printer is not None:
            self._is_printing = True
            send = partial(printing.print_paper, self.preview.paper, printer)
            self.work.beside(send, self._printed)

    def _printed(self, outcome: Outcome[int]) -> None:
        self._is_printing = False
        if isinstance(outcome, Success):
            told = PRINTED.format(report=self.choosing.title())
            self.told.emit(told, PAGES_PRINTED.format(n=outcome.value), None)
        else:
            self.failed.emit(outcome.error)

    # Back

    def _back_words(self) -> str:
        from coopdesk.ui.screens.directory import BY_KEY

        place = BY_KEY.get(self._back.removeprefix(LISTS))
        return BACK_TO.format(screen=place.label) if place else ""

    def _go_back(self) -> None:
        if self._back:
            self.screen_wanted.emit(self._back)


def _nothing() -> None:
    """In the place of a report that is no longer wanted."""

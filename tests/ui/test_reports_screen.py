# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen of the reports: chosen, seen in the window, saved and printed; nothing lies about."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.desk import new_partner, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.reporting import Subject, year_to_report
from coopdesk.records.types import BY_KEY
from coopdesk.ui.finding import Found
from coopdesk.ui.reports import printing
from coopdesk.ui.reports.paper import Paper, drawn, paper_of, pictured
from coopdesk.ui.reports.screen import ReportsScreen
from coopdesk.ui.workplace import Workplace

NOTE = BY_KEY["note"]
LONG = "\n\n".join(f"Paragraph {number} of what was said in the hall." for number in range(90))
PATIENCE = 20_000


def note_of(desk: Desk, text: str = "It is finished.") -> str:
    saved = saving.save(desk, NOTE, None, {"title": "Visit of the hall", "text": text})
    assert saved
    return saved.id


@pytest.fixture
def screen(qtbot: QtBot, workplace: Workplace) -> ReportsScreen:
    workplace.show_screen("reports")
    found = workplace.stage.front
    assert isinstance(found, ReportsScreen)
    return found


def shown(qtbot: QtBot, screen: ReportsScreen, pages: int = 1) -> Paper:
    """The report on the screen, once its first page is painted."""
    qtbot.waitUntil(lambda: screen.preview.pages.page_count >= pages, timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(screen.preview.pages.accessibleDescription()), timeout=PATIENCE)
    assert screen.preview.paper is not None
    return screen.preview.paper


def ink(image: QImage) -> int:
    """How many of its pixels are not white, of those looked at."""
    spots = range(0, image.width(), 3), range(0, image.height(), 3)
    return sum(image.pixelColor(x, y).lightness() < 250 for x in spots[0] for y in spots[1])


def test_a_page_that_could_not_be_shown_says_so_and_is_tried_again(
    qtbot: QtBot, screen: ReportsScreen, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    note = note_of(desk, LONG)
    screen.show_report("minutes", note, "Visit of the hall", "en")
    whole = shown(qtbot, screen, pages=2)
    pages = screen.preview.pages
    # As if a page were damaged: the preview is given the sizes of the report, and bytes that are no PDF.
    pages.show_paper(Paper(b"no report", whole.sizes))
    qtbot.waitUntil(lambda: "could not be shown" in pages.accessibleDescription(), timeout=PATIENCE)
    assert "PdfiumError" in caplog.text
    pages._paper = whole
    qtbot.wait(100)
    assert "could not be shown" in pages.accessibleDescription()
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().maximum())
    pages.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: "Paragraph 0" in pages.accessibleDescription(), timeout=PATIENCE)


def test_a_report_is_seen_as_soon_as_it_is_known_about_what(
    qtbot: QtBot, screen: ReportsScreen, desk: Desk
) -> None:
    note_of(desk)
    assert screen.preview.paper is None
    assert not screen.preview.save.isEnabled()
    screen.choosing.about.setText("visit")
    with qtbot.waitSignal(screen.choosing.finder.found) as heard:
        screen.choosing.finder.ask_now()
    screen.choosing.finder.picked.emit(heard.args[0][0])
    shown(qtbot, screen)
    assert "It is finished." in screen.preview.pages.accessibleDescription()
    assert screen.preview.place.text() == "Page 1 of 1"
    assert screen.preview.print.isEnabled()
    assert ink(screen.preview.pages.grab().toImage()) > 500


def test_what_is_saved_is_what_is_seen_in_the_language_chosen(
    qtbot: QtBot, screen: ReportsScreen, workplace: Workplace, desk: Desk, tmp_path: Path
) -> None:
    screen.show_report("minutes", note_of(desk), "Visit of the hall", "ru")
    paper = shown(qtbot, screen)
    screen.write_to(tmp_path / "visit")
    qtbot.waitUntil(lambda: "visit.pdf" in workplace.banner.told, timeout=PATIENCE)
    assert (tmp_path / "visit.pdf").read_bytes() == paper.data
    assert "ротокол" in PdfReader(tmp_path / "visit.pdf").pages[0].extract_text().casefold()
    assert [button for button in workplace.banner.findChildren(QPushButton) if button.text() == "Open"]


def test_a_place_that_takes_no_file_is_said(
    qtbot: QtBot, screen: ReportsScreen, workplace: Workplace, desk: Desk, tmp_path: Path
) -> None:
    screen.show_report("minutes", note_of(desk), "Visit of the hall", "en")
    shown(qtbot, screen)
    screen.write_to(tmp_path / "nowhere" / "visit.pdf")
    qtbot.waitUntil(lambda: "cannot be written" in workplace.banner.told, timeout=PATIENCE)
    assert screen.preview.save.isEnabled()


def test_the_annual_report_is_about_ourselves_and_of_a_year(
    qtbot: QtBot, screen: ReportsScreen, desk: Desk
) -> None:
    screen.choosing.reports.choose("annual")
    screen.choosing.reports.group.buttonClicked.emit(screen.choosing.reports.group.checkedButton())
    shown(qtbot, screen)
    assert str(year_to_report(date.today())) in screen.preview.pages.accessibleDescription()
    screen.choosing.year.selectAll()
    QTest.keyClicks(screen.choosing.year, "1066")
    assert screen.choosing.year.property("wrong")
    assert screen.choosing.year_error.text().startswith("A year has four digits")
    screen.choosing.year.selectAll()
    QTest.keyClicks(screen.choosing.year, "2001")
    assert not screen.choosing.year.property("wrong")
    qtbot.waitUntil(lambda: "2001" in screen.preview.pages.accessibleDescription(), timeout=PATIENCE)


def test_pages_are_turned_and_magnified_by_keyboard(qtbot: QtBot, screen: ReportsScreen, desk: Desk) -> None:
    screen.show_report("minutes", note_of(desk, LONG), "Visit of the hall", "en")
    shown(qtbot, screen, pages=2)
    pages = screen.preview.pages
    count = pages.page_count
    assert pages.horizontalScrollBar().maximum() == 0
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == count
    assert screen.preview.place.text() == f"Page {count} of {count}"
    assert not screen.preview.next.isEnabled()
    QTest.keyClicks(pages, "+")
    assert pages.magnification in (1.0, 1.25, 1.5, 2.0)
    assert pages.page == count
    QTest.keyClicks(pages, "0")
    assert pages.fits_width
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 1
    screen.preview.next.click()
    assert pages.page == 2


def test_what_is_saved_meanwhile_stands_in_the_report(
    qtbot: QtBot, screen: ReportsScreen, workplace: Workplace, desk: Desk
) -> None:
    note = note_of(desk)
    screen.show_report("minutes", note, "Visit of the hall", "en")
    shown(qtbot, screen)
    saving.save(desk, NOTE, note, {"text": "It is opened by the mayor."})
    screen.refresh()
    seen = screen.preview.pages
    qtbot.waitUntil(lambda: "opened by the mayor" in seen.accessibleDescription(), timeout=PATIENCE)


def test_a_record_that_is_gone_is_said_in_the_place_of_the_pages(qtbot: QtBot, screen: ReportsScreen) -> None:
    screen.choosing.answer("minutes", Found("0" * 26, "Nothing"), "en")
    label = screen.preview._sentence
    qtbot.waitUntil(lambda: "Not found" in label.text(), timeout=PATIENCE)
    assert not screen.preview.print.isEnabled()


def test_esc_leads_back_to_where_the_report_was_asked_for(
    qtbot: QtBot, workplace: Workplace, desk: Desk
) -> None:
    workplace.show_screen("notes")
    notes = workplace.stage.front
    assert notes is not None
    notes.report_wanted.emit("minutes", note_of(desk), "Visit of the hall", "fr")
    screen = workplace.stage.front
    assert isinstance(screen, ReportsScreen)
    shown(qtbot, screen)
    assert screen.choosing.language == "fr"
    assert screen.back.text() == "Back to: Notes"
    screen.back.click()
    assert workplace.stage.key == "notes"


def test_after_the_minutes_the_briefing_is_about_the_partner_of_the_visit(
    qtbot: QtBot, workplace: Workplace, desk: Desk
) -> None:
    hall = new_partner.made(desk, new_partner.offered("Ouagadougou", [])[0], "en")
    note = note_of(desk)
    saving.save(
        desk, BY_KEY["note"], note, {"organisations": {desk.office.organisation: True, hall.id: True}}
    )
    workplace.run("go reports")
    screen = workplace.stage.front
    assert isinstance(screen, ReportsScreen)
    screen.show_report("minutes", note, "Visit of the hall", "en")
    shown(qtbot, screen)
    workplace.run("report briefing")
    qtbot.waitUntil(lambda: screen.choosing.about.text() == "Ouagadougou")
    subject = screen.choosing.subject()
    assert subject
    assert subject.organisation == hall.id


def test_pages_are_printed_on_paper_of_their_size(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    paper = drawn(desk, "minutes", "en", Subject(note=note_of(desk, LONG)))
    printer = printing.printer_for(paper, "Visit")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printing.print_paper(paper, printer) == len(paper.sizes)
    printed = paper_of((tmp_path / "printed.pdf").read_bytes())
    assert len(printed.sizes) == len(paper.sizes) > 1
    for wanted, came in zip(paper.sizes, printed.sizes, strict=True):
        assert came == pytest.approx(wanted, abs=1.5)
    before, after = (ink(pictured(data, 0, 600).image) for data in (paper.data, printed.data))
    assert after == pytest.approx(before, rel=0.15)


def test_only_the_pages_wanted_are_printed(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    paper = drawn(desk, "minutes", "en", Subject(note=note_of(desk, LONG)))
    printer = printing.printer_for(paper, "Visit")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert printing.pages_wanted(printer, len(paper.sizes)) == [1]
    assert printing.print_paper(paper, printer) == 1


def test_a_report_that_is_only_seen_leaves_no_file(
    qtbot: QtBot, screen: ReportsScreen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"}
    screen.show_report("minutes", note_of(desk), "Visit of the hall", "en")
    shown(qtbot, screen)
    assert not list((tmp_path / "temporary").iterdir())
    assert {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"} == before


def test_printing_all_pages_into_a_file_saves_the_report_itself(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    paper = drawn(desk, "minutes", "en", Subject(note=note_of(desk)))
    printer = printing.printer_for(paper, "Visit")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert printing.file_wanted(printer) == str(tmp_path / "printed.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert printing.file_wanted(printer) == ""


def test_the_keyboard_stays_where_it_was_while_a_report_is_saved_and_printed(
    qtbot: QtBot, screen: ReportsScreen, workplace: Workplace, desk: Desk, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    screen.show_report("minutes", note_of(desk), "Visit of the hall", "en")
    shown(qtbot, screen)
    screen.preview.save.setFocus()
    screen.write_to(tmp_path / "visit.pdf")
    assert screen.window().focusWidget() is screen.preview.save
    qtbot.waitUntil(lambda: "visit.pdf" in workplace.banner.told, timeout=PATIENCE)
    assert screen.window().focusWidget() is screen.preview.save
    asked: list[QPrinter] = []

    def accepted(dialogue: QPrintDialog) -> QPrintDialog.DialogCode:
        asked.append(printer := dialogue.printer())
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    screen.preview.print.setFocus()
    screen.preview.print.click()
    screen.preview.print.click()
    assert screen.window().focusWidget() is screen.preview.print
    assert len(asked) == 1
    qtbot.waitUntil(lambda: "Sent to the printer" in workplace.banner.told, timeout=PATIENCE)
    assert screen.window().focusWidget() is screen.preview.print


def test_a_report_is_called_by_names_of_every_script(screen: ReportsScreen) -> None:
    screen.choosing.answer("briefing", Found("0" * 26, "काठमाडौं: ¿a/b?"), "en")
    assert screen.choosing.title() == "Briefing काठमाडौं a b"

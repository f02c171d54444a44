# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Printing a report: the system's dialogue, then page by page on the printer.

Pages are drawn for the printer in memory. What goes to it then lies in the system's print queue
until it is printed, as everything does that is printed from this computer.
"""

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from coopdesk.errors import WorldError
from coopdesk.ui.reports.paper import POINTS_PER_INCH, Paper, pictured

FINEST = 300
"""Dots per inch: a page of A4 is a picture of 35 MB then; finer is not to be seen in text."""


def printer_for(paper: Paper, name: str) -> QPrinter:
    """A printer set up for the pages of a report, under this name in the queue."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(name)
    made.setCreator("coopdesk")
    width, height = paper.sizes[0]
    size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point)
    made.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    made.setFullPage(True)
    made.setFromTo(1, len(paper.sizes))
    return made


def asked_printer(paper: Paper, name: str, parent: QWidget) -> QPrinter | None:
    """The printer that the officer chooses in the system's dialogue, None where it is left."""
    printer = printer_for(paper, name)
    dialogue = QPrintDialog(printer, parent)
    dialogue.setMinMax(1, len(paper.sizes))
    chosen = dialogue.exec() == QPrintDialog.DialogCode.Accepted
    dialogue.deleteLater()
    return printer if chosen else None


def file_wanted(printer: QPrinter) -> str:
    """The file into which all pages are to be printed, "" for a printer: saving gives a better one."""
    all_pages = printer.printRange() == QPrinter.PrintRange.AllPages
    is_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
    return printer.outputFileName() if is_file and all_pages else ""


def print_paper(paper: Paper, printer: QPrinter) -> int:
    """Print the pages that the printer is asked for; how many they were. Raises WorldError where the
    printer takes nothing. Its copies are the printer's own affair."""
    numbers = pages_wanted(printer, len(paper.sizes))
    painter = QPainter()
    if not painter.begin(printer):
        raise WorldError(
            "not_printed",
            "The printer takes nothing: {printer}. See whether it is on, or save the report as PDF.",
            printer=printer.printerName() or printer.outputFileName(),
        )
    try:
        for count, number in enumerate(numbers):
            if count:
                printer.newPage()
            _print_page(paper, number, printer, painter)
    finally:
        painter.end()
    return len(numbers)


def pages_wanted(printer: QPrinter, count: int) -> list[int]:
    """The pages, counted from 0, that a printer is asked for, in the order wanted."""
    first, last = 1, count
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        first, last = max(printer.fromPage(), 1), min(printer.toPage() or count, count)
    numbers = list(range(first - 1, last))
    return numbers[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else numbers


def _print_page(paper: Paper, number: int, printer: QPrinter, painter: QPainter) -> None:
    width, height = paper.sizes[number]
    fineness = min(printer.resolution(), FINEST)
    picture = pictured(paper.data, number, round(width / POINTS_PER_INCH * fineness))
    dots = printer.resolution() / POINTS_PER_INCH
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    scale = min(1.0, sheet.width() / (width * dots), sheet.height() / (height * dots))
    painter.drawImage(QRect(0, 0, round(width * dots * scale), round(height * dots * scale)), picture.image)

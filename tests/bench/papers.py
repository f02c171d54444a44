# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages on paper and sheets: minutes of some 200 pages against a bare canvas, XLSX out and in."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from coopdesk.desk.exporting import export
from coopdesk.desk.founding import found_desk
from coopdesk.desk.loading import LoadOrder, load
from coopdesk.interchange.sheet import open_sheet
from coopdesk.reports.minutes import MinutesFacts, draw_minutes
from tests.bench import desks
from tests.bench.measure import Row, in_turn, seconds

PARAGRAPHS = 2_600
TEXT = (
    "La délégation a visité la halle de Houin et le puits de Koudo ; douze places sont réservées aux vendeuses. "
    "Делегация осмотрела рынок и колодец, двенадцать мест отведено торговкам. "
    "The report says that knowledge is the most valuable good that cities can exchange."
)


def facts() -> MinutesFacts:
    """Minutes whose text runs over some 200 pages."""
    return MinutesFacts(
        office="Ville de Lokossa",
        kind="Visite de partenaire",
        title="Visite de la halle de Houin",
        when="mardi 24 novembre 2026",
        place="Lokossa",
        rapporteur="Awa Exemple",
        state="Texte définitif",
        partners=("Andenne",),
        present=(),
        agenda="",
        text="\n\n".join([TEXT] * PARAGRAPHS),
        lines=(),
        decisions=(),
        follow_ups=(),
        photos=(),
        reference="LKS-2026-041",
        printed_on=date(2026, 11, 24),
    )


def pages_of(data: bytes) -> int:
    """How many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(data)).pages)


def bare_canvas(data: bytes) -> Callable[[], bytes]:
    """What draws the same lines on the same number of pages in one font, with nothing around."""
    from pypdf import PdfReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from coopdesk.paths import resource

    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(data)).pages]
    font = next(iter(sorted(resource("fonts").glob("PTS*Regular*.ttf"))))
    pdfmetrics.registerFont(TTFont("Bare", font))

    def draw() -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target)
        for lines in pages:
            canvas.setFont("Bare", 10)
            for number, line in enumerate(lines):
                canvas.drawString(51, 800 - 14 * number, line)
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    return draw


def pdf(folder: Path) -> Iterator[Row]:
    """Minutes of some 200 pages."""
    del folder
    text = facts()
    data = draw_minutes(text, "fr")
    one, floor = in_turn(lambda: draw_minutes(text, "fr"), bare_canvas(data), 3)
    yield Row(f"minutes of {pages_of(data)} pages as PDF", one, "s", floor, "bare canvas, same lines", 1.5)


def sheets(folder: Path, count: int) -> Iterator[Row]:
    """Places out as XLSX against xlsxwriter writing the same cells, and in against the bare reader."""
    with found_desk(folder / "sheets", city="Lomé", country="TG", officer="Awa Exemple") as desk:
        desk.store.save([desks.place(number) for number in range(count)], "Awa")
        file = folder / "places.xlsx"
        out = seconds(lambda: export(desk, "place", file))
        cells = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
        floor = seconds(lambda: _by_library(folder / "library.xlsx", cells))
        yield Row(f"XLSX of {count:,} records out", out, "s", floor, "xlsxwriter, constant memory", 1)

        def bare() -> None:
            CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()

        one, floor = in_turn(lambda: _read(file), bare, 1)
        yield Row(f"XLSX of {count:,} records in, as texts", one, "s", floor, "calamine alone")
        loading = seconds(lambda: load(desk, LoadOrder(file, type="place")))
        yield Row(f"the same sheet imported, nothing new in {count:,} rows", loading, "s", floor, "calamine alone")


def _by_library(file: Path, cells: list[list[object]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(cells):
            for place, cell in enumerate(row):
                if isinstance(cell, float):
                    sheet.write_number(number, place, cell)
                elif cell != "":
                    sheet.write_string(number, place, str(cell))


def _read(file: Path) -> int:
    with open_sheet(file) as sheet:
        return sum(1 for _ in sheet.rows)

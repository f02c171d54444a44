# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages on paper and sheets: minutes of some 200 pages against a bare canvas, XLSX out and in."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

from python_calamine import CalamineWorkbook

from coopdesk.desk.example_office import found_example
from coopdesk.desk.exporting import export
from coopdesk.desk.founding import found_desk
from coopdesk.desk.loading import LoadOrder, load
from coopdesk.desk.reporting import Subject, drawn_report, year_to_report
from coopdesk.interchange.sheet_opening import open_sheet
from coopdesk.reports.minutes import MinutesFacts, Present, draw_minutes
from coopdesk.reports.paper.lines import TextLine
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.tags import Node
from tests.bench import desks
from tests.bench.measure import Row, in_turn, seconds

PARAGRAPHS = 2_300
TEXT = (
    "La délégation a visité la halle de Houin et le puits de Koudo ; douze places vont aux vendeuses. "
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


Drawn = tuple[str, float, float, str, float]


def bare_canvas(facts_of_it: MinutesFacts) -> Callable[[], bytes]:
    """What draws the strings of these minutes and nothing around them."""
    return bare_canvas_of(lambda: draw_minutes(facts_of_it, "fr"))


def bare_canvas_of(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What draws the same strings in the same fonts on the same pages, with nothing around."""
    from reportlab.pdfgen.canvas import Canvas

    drawn: list[Drawn | None] = []
    text, turn = Sheet.text, Sheet.turn

    def noting_text(self: Sheet, x: float, y: float, line: TextLine, node: Node | None = None) -> None:
        at = x
        for piece in line.pieces:
            drawn.append((piece.text, at, y, piece.face.name, piece.size))
            at += piece.width
        text(self, x, y, line, node)

    def noting_turn(self: Sheet) -> None:
        drawn.append(None)
        turn(self)

    with patch.object(Sheet, "text", noting_text), patch.object(Sheet, "turn", noting_turn):
        make()

    def draw() -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target, pageCompression=1)
        for one in drawn:
            if one is None:
                canvas.showPage()
                continue
            words, x, y, face, size = one
            canvas.setFont(face, size)
            canvas.drawString(x, 842 - y, words)
        canvas.showPage()
        canvas.save()
        return target.getvalue()

    return draw


def register(people: int) -> MinutesFacts:
    """Minutes that are a register of people over some 200 pages."""
    present = tuple(
        Present(f"Personne{n} Nom{n * 7919 % 10007}", f"agente {n}", f"Commune{n % 97}", n % 2 == 0)
        for n in range(people)
    )
    return replace(facts(), text="", present=present)


def pdf(folder: Path) -> Iterator[Row]:
    """A register and a long text of some 200 pages each."""
    del folder
    for what, printed, goal in (("register", register(6_600), 1.5), ("running text", facts(), None)):
        pages = pages_of(draw_minutes(printed, "fr"))
        one, floor = in_turn(lambda printed=printed: draw_minutes(printed, "fr"), bare_canvas(printed), 3)  # type: ignore[misc]
        yield Row(
            f"minutes as PDF: {what} of {pages} pages", one, "s", floor, "bare canvas, same strings", goal
        )


def annual(folder: Path) -> Iterator[Row]:
    """The annual report of the example office: read and drawn, and the share of a bare canvas in it."""
    with found_example(folder / "example", language="fr") as desk:
        own, year = desk.our_organisation(), year_to_report(date.today())

        def make() -> bytes:
            return drawn_report(desk, "annual", "fr", Subject(organisation=own, year=year))

        first = seconds(make)
        pages = pages_of(make())
        again, floor = in_turn(make, bare_canvas_of(make), 5)
        what = f"annual report of the example office, {pages} pages"
        yield Row(f"{what}, the first", first, "s", goal=1, goal_is_ratio=False)
        yield Row(f"{what}, the next", again, "s", floor, "bare canvas, same strings")


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
        yield Row(
            f"the same sheet imported, nothing new in {count:,} rows", loading, "s", floor, "calamine alone"
        )


def _by_library(file: Path, cells: Sequence[Sequence[object]]) -> None:
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

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts read back from their SVG: what stands where, in which colour, and what it says."""

import xml.etree.ElementTree as ET
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from reportlab.graphics.shapes import Drawing

from coopdesk.reports.drawings import (
    PAPER,
    SCREEN_DARK,
    SCREEN_LIGHT,
    Bar,
    Group,
    Look,
    Measured,
    Mirrored,
    Moment,
    Part,
    PromiseRow,
    Promises,
    Target,
    as_svg,
    bars,
    groups,
    measured,
    mirrored,
    progress,
    reciprocity,
    squares,
    timeline,
)
from coopdesk.reports.paper.figures import figure
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.tags import Node

SVG = "{http://www.w3.org/2000/svg}"
Shape = dict[str, str]


def shapes(drawing: Drawing, kind: str) -> list[Shape]:
    return [dict(shape.attrib) for shape in ET.fromstring(as_svg(drawing)).iter(f"{SVG}{kind}")]


def texts(drawing: Drawing) -> dict[str, Shape]:
    found = ET.fromstring(as_svg(drawing)).iter(f"{SVG}text")
    return {(text.text or "").replace("\u00a0", " "): dict(text.attrib) for text in found}


def boxes(drawing: Drawing, **wanted: str) -> list[Shape]:
    return [box for box in shapes(drawing, "rect") if all(box.get(name.replace("_", "-")) == value
            for name, value in wanted.items())]  # fmt: skip


def left(shape: Shape) -> float:
    return float(shape["x"])


def test_promises_stand_on_both_sides_of_the_axis_kept_ones_next_to_it() -> None:
    look = SCREEN_LIGHT
    drawing = reciprocity([PromiseRow(Promises(3, 2, 1), Promises(4, 2))], look)
    [axis] = boxes(drawing, fill=look.ink)
    kept, due = boxes(drawing, fill=look.ours), boxes(drawing, stroke=look.ours)
    theirs, broken = boxes(drawing, fill=look.theirs), boxes(drawing, stroke=look.alert)
    assert [len(kept), len(due), len(broken), len(theirs)] == [3, 2, 1, 4]
    assert max(map(left, broken)) < min(map(left, due)) < max(map(left, due)) < min(map(left, kept))
    assert max(map(left, kept)) + 10 < left(axis) < min(map(left, theirs))
    assert {(box["width"], box["height"], box["rx"]) for box in kept} == {("10.00", "10.00", "2")}
    steps = sorted(map(left, kept))
    assert [after - before for before, after in pairwise(steps)] == [12, 12]
    [stroke] = shapes(drawing, "path")
    assert stroke["stroke"] == look.alert


def test_rows_share_one_axis_and_names_of_sides() -> None:
    rows = [
        PromiseRow(Promises(1), Promises(5), "Eau & marchés <Lomé>"),
        PromiseRow(Promises(6), Promises(1), "Архив"),
    ]
    drawing = reciprocity(rows, PAPER, names=("Банжул", "Ostende"), label_width=120)
    assert len({box["x"] for box in boxes(drawing, fill=PAPER.ink)}) == 1
    said = texts(drawing)
    assert {"Банжул", "Ostende", "Eau & marchés <Lomé>", "Архив"} <= said.keys()
    assert said["Ostende"]["fill"] == PAPER.theirs_text


def test_more_than_twelve_promises_become_bars_with_figures() -> None:
    rows = [PromiseRow(Promises(14, 6), Promises(2)), PromiseRow(Promises(7), Promises(0, 1))]
    drawing = reciprocity(rows, SCREEN_LIGHT)
    assert texts(drawing).keys() == {"14/20", "2/2", "7/7", "0/1"}
    long, short = sorted(
        (float(box["width"]) for box in boxes(drawing, fill=SCREEN_LIGHT.ours)), reverse=True
    )
    assert long == pytest.approx(2 * short, abs=0.02)
    assert len(shapes(squares(Promises(12), "theirs"), "rect")) == 12


def test_bars_are_as_long_as_their_values_and_say_them_beside() -> None:
    drawing = bars([Bar("prévu", 10, "10"), Bar("reçu", 5, "5"), Bar("dépensé", 0, "0")], 300, SCREEN_DARK)
    long, short = boxes(drawing, fill=SCREEN_DARK.ours)
    assert float(long["width"]) == pytest.approx(2 * float(short["width"]), abs=0.02)
    said = texts(drawing)
    assert left(said["10"]) > left(long) + float(long["width"])
    assert left(said["0"]) == pytest.approx(left(short), abs=0.5)
    assert max(left(said[text]) for text in said) < 300


def test_a_long_name_is_shortened_instead_of_running_into_its_bar() -> None:
    drawing = bars([Bar("Très long nom de source de financement " * 4, 3, "3")], 240)
    name = next(text for text in texts(drawing) if text != "3")
    assert name.endswith("…")
    assert len(boxes(drawing, fill=PAPER.ours)) == 1


def test_groups_share_a_scale_and_lighter_tones_keep_an_edge() -> None:
    drawing = groups(
        [
            Group("Union", (Bar("prévu", 12, "12", "open"), Bar("promis", 6, "6", "pale")), "non publié"),
            Group("Lyon", (Bar("reçu", 3, "3"),)),
        ],
        320,
        SCREEN_LIGHT,
    )
    [planned] = boxes(drawing, fill=SCREEN_LIGHT.surface)
    [pledged] = boxes(drawing, fill=SCREEN_LIGHT.ours_pale)
    [received] = boxes(drawing, fill=SCREEN_LIGHT.ours)
    assert planned["stroke"] == pledged["stroke"] == SCREEN_LIGHT.ours
    assert float(planned["width"]) == pytest.approx(4 * float(received["width"]), rel=0.05)
    assert {"Union", "Lyon", "non publié"} <= texts(drawing).keys()


@pytest.mark.parametrize("width", [120, 300, 600])
def test_mirrored_bars_stand_left_and_right_of_their_labels_and_fit(width: float) -> None:
    rows = [Mirrored("2025", (Part(34), Part(10, "pale")), "44", (Part(96),), "96"),
            Mirrored("2026", (), "0", (Part(126),), "126")]  # fmt: skip
    drawing = mirrored(rows, width, names=("Donné", "Reçu"), unit="jours", key=(("full", "femmes"),))
    said = texts(drawing)
    assert {"Donné", "Reçu", "2025", "44", "126", "jours", "femmes"} <= said.keys()
    ours, theirs = boxes(drawing, fill=PAPER.ours), boxes(drawing, fill=PAPER.theirs)
    assert left(ours[0]) < left(said["2025"]) < left(theirs[0])
    assert all(left(box) + float(box["width"]) <= width for box in theirs)
    assert all(left(text) >= -1 for text in said.values())


@pytest.mark.parametrize(("share", "long"), [(-1, 0), (0.001, 6), (0.5, 50), (2, 100)])
def test_progress_stays_within_its_bar(share: float, long: float) -> None:
    found = [float(box["width"]) for box in boxes(progress(share, "", 100), fill=PAPER.ours)]
    assert found == ([long] if long else [])


def test_progress_says_its_figure_in_words() -> None:
    assert list(texts(progress(6 / 11, "6 sur 11", 100))) == ["6 sur 11"]


def test_measured_values_rise_to_their_target_and_words_stay_apart() -> None:
    values = [Measured(date(2024, 1, 10), 0, "0", "10.01.2024"),
              Measured(date(2026, 8, 10), 2900, "2 900", "10.08.2026")]  # fmt: skip
    drawing = measured(list(reversed(values)), Target(3000, "cible : 3 000"), 250)
    first, last = shapes(drawing, "circle")
    assert float(first["cx"]) < float(last["cx"])
    assert float(first["cy"]) > float(last["cy"])
    said = texts(drawing)
    assert abs(float(said["2 900"]["y"]) - float(said["cible : 3 000"]["y"])) >= PAPER.size
    assert {"10.01.2024", "10.08.2026"} <= said.keys()


def test_nothing_measured_leaves_room_empty() -> None:
    assert texts(measured([], None, 250)) == {}
    one = measured([Measured(date(2026, 1, 1), 5, "5", "1 janv.")], None, 100)
    assert list(texts(one)) == ["5", "1 janv."]


def test_sides_of_a_timeline_are_told_apart_without_colour() -> None:
    moments = [
        Moment(date(2024, 3, 1), "ours"),
        Moment(date(2025, 3, 1), "theirs"),
        Moment(date(2030, 1, 1), "ours"),
    ]
    drawing = timeline(moments, date(2024, 1, 1), date(2026, 1, 1), 300, names=("Banjul", "Ostende"))
    ours, theirs = shapes(drawing, "circle")
    assert float(ours["cy"]) < float(theirs["cy"])
    assert {"Banjul", "Ostende", "2025"} <= texts(drawing).keys()


@pytest.mark.parametrize("look", [PAPER, SCREEN_LIGHT, SCREEN_DARK])
def test_type_is_the_one_of_paper_or_screen(look: Look) -> None:
    families = {text["font-family"] for text in texts(bars([Bar("Ɛʋegbe", 1, "1")], 200, look)).values()}
    assert families == ({"Inter"} if look.family == "screen" else {"PT Sans", "Noto Sans"})


def test_on_paper_a_drawing_is_a_figure_with_words_for_it_and_its_text_can_be_read() -> None:
    root = Node("Document")
    drawing = bars([Bar("Переговоры", 3, "3")], 200)
    strip = figure(drawing, "Соглашения по стадиям", root)
    sheet = Sheet(title="t", author="a", language="ru", printed_on=date(2026, 1, 1), root=root)
    strip.draw(sheet, 51, 60)
    page = PdfReader(BytesIO(sheet.finish())).pages[0]
    assert strip.height == drawing.height
    assert "Переговоры" in page.extract_text()
    assert root.kids[0].tag == "Figure"
    assert root.kids[0].alternative == "Соглашения по стадиям"
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
    assert all("PTS" in font.get_object()["/BaseFont"] for font in fonts)


def test_the_screen_draws_what_the_svg_says(qapp: QApplication) -> None:
    drawing = bars([Bar("Signé <&>", 1, "1")], 200, SCREEN_LIGHT)
    [bar] = boxes(drawing, fill=SCREEN_LIGHT.ours)
    renderer = QSvgRenderer(as_svg(drawing))
    image = QImage(200, 27, QImage.Format.Format_RGB32)
    image.fill(QColor(SCREEN_LIGHT.surface))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    middle = int(float(bar["x"]) + float(bar["width"]) / 2), int(float(bar["y"]) + float(bar["height"]) / 2)
    assert renderer.viewBoxF().width() == 200
    assert image.pixelColor(*middle).name().upper() == SCREEN_LIGHT.ours

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map: places where they belong, nothing outside its frame, names apart, borders as they are held."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from reportlab.graphics.shapes import Drawing

from coopdesk.reports.drawings import PAPER, SCREEN_LIGHT, Flow, Frame, Spot, as_svg, draw_map, frame_of
from coopdesk.reports.drawings.clipping import cut_line, cut_shape
from coopdesk.reports.drawings.labels import Name, placed
from coopdesk.reports.drawings.outlines import CELLS, DISPUTED, outlines
from coopdesk.reports.drawings.projection import fitted

SVG = "{http://www.w3.org/2000/svg}"
LOKOSSA = Spot(6.64, 1.72, "Lokossa", "ours", "BJ")
ANDENNE = Spot(50.49, 5.10, "Andenne", "theirs", "BE")
SUVA, APIA = Spot(-18.14, 178.44, "Suva"), Spot(-13.83, -171.76, "Апиа")


def drawn(drawing: Drawing, kind: str) -> list[ET.Element]:
    return list(ET.fromstring(as_svg(drawing)).iter(f"{SVG}{kind}"))


def numbers(path: ET.Element) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", path.get("d", ""))]


def test_north_is_up_and_names_are_said() -> None:
    drawing = draw_map([LOKOSSA, ANDENNE], [Flow(LOKOSSA, ANDENNE)], width=150, height=124)
    theirs, ours = drawn(drawing, "circle")
    assert float(theirs.get("cy", "")) < float(ours.get("cy", ""))
    assert (theirs.get("fill"), ours.get("fill")) == (PAPER.theirs, PAPER.ours)
    assert [text.text for text in drawn(drawing, "text")] == ["Lokossa", "Andenne"]


def test_nothing_reaches_over_the_frame() -> None:
    drawing = draw_map([LOKOSSA, ANDENNE], [Flow(LOKOSSA, Spot(46.8, -71.2, ""))], width=150, height=124,
                       frame=Frame(-20, 0, 30, 55))  # fmt: skip
    for path in drawn(drawing, "path"):
        found = numbers(path)
        assert min(found[::2]) >= -1
        assert max(found[::2]) <= 151
        assert min(found[1::2]) >= -1
        assert max(found[1::2]) <= 125


def test_there_and_back_are_two_lines_that_bend_apart() -> None:
    drawing = draw_map([LOKOSSA, ANDENNE], [Flow(LOKOSSA, ANDENNE), Flow(ANDENNE, LOKOSSA, "theirs")],
                       width=150, height=124)  # fmt: skip
    west, east = ([number for path in drawn(drawing, "path") if path.get("stroke") == colour
                   and float(path.get("stroke-width", "0")) > 1 for number in numbers(path)[::2]]
                  for colour in (PAPER.ours, PAPER.theirs))  # fmt: skip
    assert min(west) < min(east)
    assert max(west) < max(east)


def test_neighbours_across_180_degrees_stay_neighbours() -> None:
    frame = frame_of([(SUVA.latitude, SUVA.longitude), (APIA.latitude, APIA.longitude)])
    assert frame.east - frame.west < 30
    drawing = draw_map([SUVA, APIA], width=200, height=140)
    one, other = (float(circle.get("cx", "")) for circle in drawn(drawing, "circle"))
    assert 20 < abs(one - other) < 180


@pytest.mark.parametrize(
    "spots", [[], [LOKOSSA], [LOKOSSA, LOKOSSA], [Spot(90, 0, "N"), Spot(-90, 179.9, "S")]]
)
def test_any_places_give_a_map(spots: list[Spot]) -> None:
    flows = [Flow(spots[0], spots[-1])] if spots else []
    assert drawn(draw_map(spots, flows, width=200, height=100, radius=6), "path")


def test_regions_keep_their_shape() -> None:
    projection = fitted(Frame(0, 40, 20, 60), 400, 400)
    wide = projection.x(11) - projection.x(10)
    high = projection.y(50) - projection.y(51)
    assert wide / high == pytest.approx(0.64, abs=0.02)  # a degree at 50.5° north: cos 50.5°


def test_names_never_lie_over_each_other_and_the_first_ones_stay() -> None:
    names = [Name((50 + at % 4 * 9.0, 50 + at // 4 * 9.0), 5, 40, 10) for at in range(12)]
    found = placed(names, [], 200, 120)
    assert found[0] is not None
    boxes = [box for box in found if box]
    assert 3 <= len(boxes) < 12
    assert not any(one.touches(other) for one, other in combinations(boxes, 2))
    assert all(box.lies_in(200, 120) for box in boxes)


def test_what_reaches_over_an_edge_is_cut_at_it() -> None:
    assert sorted(cut_shape([(-5, -5), (5, -5), (5, 5), (-5, 5)], 10, 10)) == [(0, 0), (0, 5), (5, 0), (5, 5)]
    assert list(cut_line([(-5, 5), (5, 5), (5, 15), (8, 15), (8, 5)], 10, 10)) == [
        [(0, 5), (5, 5), (5, 10)],
        [(8, 10), (8, 5)],
    ]
    assert cut_shape([(20, 20), (30, 20), (30, 30)], 10, 10) == []


def test_every_ring_is_closed_and_every_partner_country_has_one() -> None:
    world = outlines()
    for ring in world.land + [ring for rings in world.countries.values() for ring in rings]:
        first, last = ring[0], ring[-1]
        start = world.arcs[max(first, ~first)]
        end = world.arcs[max(last, ~last)]
        begin = (start.xs[0], start.ys[0]) if first >= 0 else (start.xs[-1], start.ys[-1])
        finish = (end.xs[-1], end.ys[-1]) if last >= 0 else (end.xs[0], end.ys[0])
        # The southern continent is cut open at 180°.
        assert (begin[0] % 36000, begin[1]) == (finish[0] % 36000, finish[1])
    assert world.countries.keys() >= set(
        "AF AO BD BF BI BJ CD GM HT KI KM KH LA ML NP RW TG TV VU UA XK".split()
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"), [(45.0, 34.1, "UA"), (27.7, 85.3, "NP"), (6.6, 1.7, "BJ")]
)
def test_a_place_lies_in_its_country(latitude: float, longitude: float, code: str) -> None:
    world = outlines()
    x, y = (longitude + 180) * CELLS, (latitude + 90) * CELLS
    holding = {country for country, rings in world.countries.items()
               if sum(_crossings(ring, x, y) for ring in rings) % 2}  # fmt: skip
    assert holding == {code}


def _crossings(ring: list[int], x: float, y: float) -> int:
    """How often a ring is crossed on the way from a place to the east."""
    world, found = outlines(), 0
    for number in ring:
        arc = world.arcs[max(number, ~number)]
        points = list(zip(arc.xs, arc.ys, strict=True))
        for (x1, y1), (x2, y2) in pairwise(points):
            if (y1 > y) != (y2 > y) and x1 + (y - y1) / (y2 - y1) * (x2 - x1) > x:
                found += 1
    return found


def test_disputed_borders_are_dashed() -> None:
    assert DISPUTED in outlines().kinds
    kosovo = Spot(42.66, 21.17, "Priština", country="XK")
    dashes = [path.get("stroke-dasharray") for path in drawn(
        draw_map([kosovo], width=300, height=200, look=SCREEN_LIGHT), "path")]  # fmt: skip
    assert any(dashes)

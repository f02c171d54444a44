# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How outlines are made ready: kinds of borders, shapes across 180°, rings that stay whole."""

from itertools import pairwise
from typing import Any

import make_map
from make_map import BORDER, COAST, DISPUTED, SEAM


def topology(*shapes: tuple[str, str, list[int]], arcs: list[list[tuple[float, float]]]) -> dict[str, Any]:
    """A small atlas whose arcs are told in degrees, as steps of a hundredth."""
    steps = []
    for arc in arcs:
        points = [(round((x + 180) * 100), round((y + 90) * 100)) for x, y in arc]
        steps.append([points[0]] + [(x - u, y - v) for (u, v), (x, y) in pairwise(points)])
    geometries = [
        {"type": "Polygon", "id": number, "properties": {"name": name}, "arcs": [ring]}
        for name, number, ring in shapes
    ]
    return {
        "transform": {"scale": [0.01, 0.01], "translate": [-180, -90]},
        "arcs": steps,
        "objects": {
            "countries": {"geometries": geometries},
            "land": {"type": "GeometryCollection", "geometries": geometries},
        },
    }


def test_a_line_between_countries_is_a_border_and_disputed_where_it_is_listed() -> None:
    atlas = make_map._read(
        topology(
            ("Sudan", "729", [0, 1]),
            ("Egypt", "818", [~0, 2]),
            arcs=[
                [(30, 22), (31, 22), (32, 22)],
                [(32, 22), (31, 18), (30, 22)],
                [(30, 22), (31, 26), (32, 22)],
            ],
        )
    )
    cut, kinds = make_map._cut_at_disputes(atlas)
    assert kinds == [BORDER, COAST, COAST]
    assert cut.countries == {"SD": [[0, 1]], "EG": [[~0, 2]]}


def test_an_arc_that_is_disputed_in_part_is_cut_and_its_rings_stay_whole() -> None:
    atlas = make_map._read(
        topology(
            ("Sudan", "729", [0, 1]),
            ("Egypt", "818", [~0, 2]),
            arcs=[[(30, 22), (34, 22), (36, 22)], [(36, 22), (30, 22)], [(30, 22), (36, 22)]],
        )
    )
    cut, kinds = make_map._cut_at_disputes(atlas)
    assert kinds == [BORDER, DISPUTED, COAST, COAST]
    assert cut.countries == {"SD": [[0, 1, 2]], "EG": [[~1, ~0, 3]]}
    assert cut.arcs[0][-1] == cut.arcs[1][0]


def test_an_island_across_180_degrees_goes_on_east_of_it() -> None:
    atlas = make_map._read(
        topology(("Fiji", "242", [0]), arcs=[[(179, -17), (-179, -17), (-179, -16), (179, -17)]])
    )
    assert atlas.arcs[0] == [(35900, 7300), (36100, 7300), (36100, 7400), (35900, 7300)]


def test_the_cut_at_180_degrees_is_a_seam() -> None:
    atlas = make_map._read(
        topology(("Russia", "643", [0]), arcs=[[(170, 65), (180, 65), (180, 70), (170, 65)]])
    )
    assert make_map._cut_at_disputes(atlas)[1] == [COAST, SEAM, COAST]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words in scripts whose letters join, stack or run from right to left: Devanagari, Bengali, Khmer…

Their letters are shaped by HarfBuzz and drawn as outlines, with the word itself for those who
search, copy or listen. Each script has one font, regular; bold and slanted are made of it.
"""

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from coopdesk import paths

if TYPE_CHECKING:
    from uharfbuzz import Font

# The scripts as Unicode names their letters, where that is not the name of the font.
_FONT_OF = {
    script.upper(): script
    for script in ("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Khmer", "Lao",
                   "Myanmar", "NKo", "Tifinagh")
}  # fmt: skip


Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]


class Shaped(NamedTuple):
    """A word as an outline from its left end on its baseline, y running up: steps m, l, c and h
    with their points, and the same as PDF writes it. All in shares of the size of type."""

    steps: tuple[Step, ...]
    outline: str
    width: float
    leftward: bool


@lru_cache(maxsize=2_000)
def shaped(word: str) -> Shaped | None:
    """The shape of a word of one script, None where its letters have no font."""
    font = _font(_script(word))
    if font is None:
        return None
    from uharfbuzz import Buffer, shape

    buffer = Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    shape(font, buffer)
    pen, x = _Pen(), 0.0
    size = font.face.upem
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if not glyph.codepoint:  # the mark of a missing letter
            return None
        pen.move_origin((x + place.x_offset) / size, place.y_offset / size, 1 / size)
        font.draw_glyph_with_pen(glyph.codepoint, pen)
        x += place.x_advance
    outline = " ".join(
        " ".join([*(f"{x:.3f} {y:.3f}" for x, y in points), step]) for step, points in pen.steps
    )
    return Shaped(tuple(pen.steps), outline, x / size, buffer.direction == "rtl")


def _script(word: str) -> str:
    """The first word of the Unicode name of the first letter that names a script."""
    for letter in word:
        first = unicodedata.name(letter, "").partition(" ")[0]
        if first in _FONT_OF:
            return first
    return ""


@cache
def _font(script: str) -> "Font | None":
    if not script:
        return None
    from uharfbuzz import Blob, Face, Font

    file = paths.resource(f"fonts/NotoSans{_FONT_OF[script]}-Regular.ttf")
    return Font(Face(Blob(file.read_bytes())))


class _Pen:
    """Notes the outlines of glyphs; TrueType's curves have one handle, ours two."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._x = self._y = self._scale = 0.0
        self._last = (0.0, 0.0)

    def move_origin(self, x: float, y: float, scale: float) -> None:
        """The next glyph stands at (x, y), its units `scale` long."""
        self._x, self._y, self._scale = x, y, scale

    def moveTo(self, point: Point) -> None:
        self._note("m", point)

    def lineTo(self, point: Point) -> None:
        self._note("l", point)

    def curveTo(self, *points: Point) -> None:
        self._note("c", *points)

    def qCurveTo(self, handle: Point, point: Point) -> None:
        def nearer(end: Point) -> Point:
            return end[0] + (handle[0] - end[0]) * 2 / 3, end[1] + (handle[1] - end[1]) * 2 / 3

        self._note("c", nearer(self._last), nearer(point), point)

    def closePath(self) -> None:
        self.steps.append(("h", ()))

    def _note(self, step: str, *points: Point) -> None:
        self.steps.append(
            (step, tuple((self._x + x * self._scale, self._y + y * self._scale) for x, y in points))
        )
        self._last = points[-1]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What drawings are scratched on: shapes with y running down, made into reportlab's own, and
texts measured in the fonts they are set in."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from coopdesk.reports.drawings.look import Look
from coopdesk.reports.paper.fonts import face_of
from coopdesk.reports.paper.lines import ELLIPSIS, pieces_of, spans, width_of
from coopdesk.reports.paper.measures import Style
from coopdesk.reports.paper.shaping import Shaped

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing, Path
    from reportlab.lib.colors import Color

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
_WHOLE: Literal[1] = 1  # reportlab's number for filling what lies over itself, too
_ROUND = 1  # PDF's number for round ends and turns
CAP = 0.35
"""Half the height of a capital letter, as a share of the size of type."""


class Plate:
    """An empty drawing of a width and height, in the colours and type of `look`."""

    def __init__(self, width: float, height: float, look: Look) -> None:
        from reportlab.graphics.shapes import Drawing

        self.look = look
        self.width, self.height = width, height
        # Else reportlab begins with Times, which is not embedded.
        font = face_of(self._style(False, 0.0)).name
        self._drawing = Drawing(width, height, initialFontName=font, initialFontSize=look.size)

    def drawing(self) -> "Drawing":
        """What has been drawn so far."""
        return self._drawing

    def box(
        self, x: float, y: float, width: float, height: float, *,
        fill: str = "", edge: str = "", thick: float = 1.0, radius: float = 0.0,
    ) -> None:  # fmt: skip
        """A rectangle whose upper left corner is (x, y); the edge lies inside it."""
        from reportlab.graphics.shapes import Rect

        inset = thick / 2 if edge else 0.0
        corner = max(radius - inset, 0)
        shape = Rect(x + inset, self.height - y - height + inset, max(width - 2 * inset, 0),
                     max(height - 2 * inset, 0), rx=corner, ry=corner)  # fmt: skip
        self._add(shape, fill, edge, thick)

    def line(
        self, points: Sequence[Point], colour: str, thick: float = 1.0, dash: Sequence[float] = ()
    ) -> None:
        """A line through points, round where it turns."""
        path = self.path(edge=colour, thick=thick, dash=dash)
        for at, (x, y) in enumerate(points):
            (path.lineTo if at else path.moveTo)(x, self.height - y)

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str = "", thick: float = 1.0) -> None:
        """A filled circle about (x, y); the edge lies outside it."""
        from reportlab.graphics.shapes import Circle

        self._add(Circle(x, self.height - y, radius + (thick / 2 if edge else 0)), fill, edge, thick)

    def path(self, fill: str = "", edge: str = "", thick: float = 1.0, dash: Sequence[float] = ()) -> "Path":
        """An empty path, to be filled by `moveTo`, `lineTo`, `curveTo` and `closePath`, whose y
        runs up from the foot of the plate."""
        from reportlab.graphics.shapes import Path

        path = Path(autoclose="svg")
        self._add(path, fill, edge, thick, dash)
        return path

    def text(
        self, x: float, y: float, text: str, *, colour: str = "", bold: bool = False, size: float = 0.0,
        anchor: Anchor = "start",
    ) -> None:  # fmt: skip
        """A text on one line with its baseline at `y`."""
        if not text:
            return
        style, colour = self._style(bold, size), colour or self.look.ink
        pieces = [piece for span in spans(text, style) for piece in pieces_of(span)]
        if self.look.family == "screen" and not any(piece.shape for piece in pieces):
            # A screen finds missing letters by itself, so the text stays whole.
            self._string(x, y, text, face_of(style).name, style.size, colour, anchor)
            return
        x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * sum(piece.width for piece in pieces)
        for piece in pieces:
            if piece.shape:
                self._outline(x, y - piece.rise, piece.shape, piece.size, colour, bold)
            else:
                self._string(x, y - piece.rise, piece.text, piece.face.name, piece.size, colour, "start")
            x += piece.width

    def width_of(self, text: str, *, bold: bool = False, size: float = 0.0) -> float:
        """How wide a text will be."""
        return width_of(text, self._style(bold, size))

    def fitting(self, text: str, width: float, *, bold: bool = False, size: float = 0.0) -> str:
        """The text, or as much of its beginning as fits into a width, and …"""
        while text and self.width_of(text, bold=bold, size=size) > width:
            text = text.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS if len(text) > 1 else ""
        return text

    def _style(self, bold: bool, size: float) -> Style:
        return Style(self.look.family, size or self.look.size, 0.0, bold=bold)

    def _string(
        self, x: float, y: float, text: str, face: str, size: float, colour: str, anchor: Anchor
    ) -> None:
        from reportlab.graphics.shapes import String

        shape = String(x, self.height - y, text, fontName=face, fontSize=size, textAnchor=anchor)
        shape.fillColor = paint(colour)
        self._drawing.add(shape)

    def _outline(self, x: float, y: float, shape: Shaped, size: float, colour: str, bold: bool) -> None:
        path = self.path(fill=colour, edge=colour if bold else "", thick=0.03 * size)
        path.fillMode = _WHOLE
        takers: dict[str, Callable[..., None]] = {
            "m": path.moveTo, "l": path.lineTo, "c": path.curveTo, "h": path.closePath
        }  # fmt: skip
        for step, points in shape.steps:
            takers[step](*(number for right, up in points
                           for number in (x + right * size, self.height - y + up * size)))  # fmt: skip

    def _add(self, shape: Any, fill: str, edge: str, thick: float, dash: Sequence[float] = ()) -> None:
        shape.fillColor = paint(fill)
        shape.strokeColor = paint(edge)
        shape.strokeWidth = thick
        if edge:
            shape.strokeLineCap = shape.strokeLineJoin = _ROUND
            shape.strokeDashArray = list(dash) or None
        self._drawing.add(shape)


@cache
def paint(colour: str) -> "Color | None":
    """reportlab's colour for "#RRGGBB" or "#RRGGBBAA", None for none."""
    from reportlab.lib.colors import HexColor

    return HexColor(colour, hasAlpha=len(colour) == 9) if colour else None

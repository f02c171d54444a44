# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A drawing as SVG for the screen.

reportlab's own writer puts letters on whole pixels, cuts sizes to whole numbers and takes
seconds for the coast of a continent, so its shapes are written out here: the few that
drawings are made of.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing, Shape

_FONTS = {
    "PTSans": "PT Sans", "PTSerif": "PT Serif", "NotoSans": "Noto Sans", "NotoSerif": "Noto Serif",
}  # fmt: skip
_WEIGHTS = {"Regular": "400", "Italic": "400", "SemiBold": "600", "Bold": "700", "BoldItalic": "700"}
_CAPS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")


def as_svg(drawing: "Drawing") -> bytes:
    """The drawing as an SVG file in UTF-8, its lengths in pixels; what reaches over its edges is
    cut off by whoever shows it."""
    size = f'width="{drawing.width:g}" height="{drawing.height:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {drawing.width:g} {drawing.height:g}">',
        *_all(drawing.contents, float(drawing.height)),
        "</svg>",
    ]
    return "\n".join(lines).encode()


def _all(shapes: Sequence["Shape"], height: float) -> Iterator[str]:
    from reportlab.graphics import shapes as kinds

    writers = {kinds.Rect: _rect, kinds.Circle: _circle, kinds.Path: _path, kinds.String: _string}
    for shape in shapes:
        # A path without steps is an error to Qt.
        if isinstance(shape, kinds.Path) and not shape.operators:
            continue
        yield writers[type(shape)](shape, height)


def _rect(shape: Any, height: float) -> str:
    corner = f' rx="{shape.rx:g}"' if shape.rx else ""
    return (
        f'<rect x="{shape.x:.2f}" y="{height - shape.y - shape.height:.2f}" width="{shape.width:.2f}" '
        f'height="{shape.height:.2f}"{corner}{_painted(shape)}/>'
    )


def _circle(shape: Any, height: float) -> str:
    return f'<circle cx="{shape.cx:.2f}" cy="{height - shape.cy:.2f}" r="{shape.r:.2f}"{_painted(shape)}/>'


def _path(shape: Any, height: float) -> str:
    # reportlab keeps operators as numbers and all their points in one list; a map has tens of
    # thousands of them, and a tenth of a pixel is as fine as a screen shows.
    steps: list[str] = []
    points = zip(shape.points[::2], shape.points[1::2], strict=True)
    for operator in shape.operators:
        if operator < 2:
            x, y = next(points)
            steps.append(f"{'L' if operator else 'M'}{x:.1f} {height - y:.1f}")
        elif operator == 2:
            curve = (next(points) for _ in range(3))
            steps.append("C" + " ".join(f"{x:.1f} {height - y:.1f}" for x, y in curve))
        else:
            steps.append("Z")
    rule = ' fill-rule="evenodd"' if not shape.fillMode else ""
    return f'<path d="{"".join(steps)}"{rule}{_painted(shape)}/>'


def _string(shape: Any, height: float) -> str:
    file, _, cut = shape.fontName.partition("-")
    family = _FONTS.get(file, file)
    slope = ' font-style="italic"' if "Italic" in cut else ""
    anchor = f' text-anchor="{shape.textAnchor}"' if shape.textAnchor != "start" else ""
    return (
        f'<text x="{shape.x:.2f}" y="{height - shape.y:.2f}" font-family="{family}" '
        f'font-size="{shape.fontSize:g}" font-weight="{_WEIGHTS[cut]}"{slope}{anchor} '
        f'xml:space="preserve"{_filled(shape)}>{escape(shape.text)}</text>'
    )


def _painted(shape: Any) -> str:
    return _filled(shape) + _stroked(shape)


def _filled(shape: Any) -> str:
    return f' fill="{_code(shape.fillColor)}"{_through(shape.fillColor, "fill")}'


def _stroked(shape: Any) -> str:
    if shape.strokeColor is None:
        return ""
    dash = shape.strokeDashArray
    dashes = f' stroke-dasharray="{" ".join(f"{part:g}" for part in dash)}"' if dash else ""
    cap = f' stroke-linecap="{_CAPS[shape.strokeLineCap]}"' if shape.strokeLineCap else ""
    join = f' stroke-linejoin="{_JOINS[shape.strokeLineJoin]}"' if shape.strokeLineJoin else ""
    return (
        f' stroke="{_code(shape.strokeColor)}" stroke-width="{shape.strokeWidth:g}"{cap}{join}{dashes}'
        f"{_through(shape.strokeColor, 'stroke')}"
    )


def _code(colour: Any) -> str:
    return "none" if colour is None else f"#{colour.hexval()[2:].upper()}"


def _through(colour: Any, what: str) -> str:
    """How much of what lies below shines through a colour."""
    return "" if colour is None or colour.alpha == 1 else f' {what}-opacity="{colour.alpha:.2f}"'

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The numbers of a page: A4, margins, columns, colours, sizes of type. Points throughout."""

from dataclasses import dataclass, replace
from typing import Literal

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT = 18 * MM
RIGHT = WIDTH - LEFT
FULL = RIGHT - LEFT
MAIN = 114 * MM
GUTTER = 8 * MM
SIDE = 52 * MM
SIDE_LEFT = LEFT + MAIN + GUTTER

HEAD_LINE = 15.4 * MM
HEAD_RULE = 19.3 * MM
FIRST = 26.4 * MM
NEXT = 27 * MM
LAST = 276 * MM
FOOT_RULE = 281.6 * MM
FOOT_LINE = 286.2 * MM

HAIRLINE = 0.5
BAR = 1.2 * MM
ROW_PADDING = 1.35 * MM
RADIUS = 2 * MM

Colour = tuple[float, float, float]


def _colour(code: str) -> Colour:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


INK = _colour("1C2326")
INK_2 = _colour("4A5457")
INK_3 = _colour("646C6E")
RULE = _colour("D6D4CC")
HAND_RULE = _colour("8B8A83")
SUNKEN = _colour("F3F2EE")
PANEL = _colour("EFF5F5")
PETROL = _colour("0B5A65")
OCHRE = _colour("BF7F1B")
OCHRE_TEXT = _colour("7D5100")
OCHRE_TINT = _colour("F9EFDC")
ALERT = _colour("AE2218")
GREEN = _colour("1D6A40")

Family = Literal["serif", "sans", "screen"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: family, size and leading in points, weight, slope, colour, whether struck."""

    family: Family
    size: float
    leading: float
    bold: bool = False
    italic: bool = False
    colour: Colour = INK
    struck: bool = False

    def but(
        self, *, bold: bool = False, italic: bool = False, struck: bool = False, colour: Colour | None = None
    ) -> "Style":
        """This style made bold, italic or struck as well, or in another colour."""
        return replace(
            self,
            bold=self.bold or bold,
            italic=self.italic or italic,
            struck=self.struck or struck,
            colour=colour or self.colour,
        )


TITLES = (Style("serif", 30, 32, bold=True), Style("serif", 26, 30, bold=True),
          Style("serif", 22, 26, bold=True), Style("serif", 18, 22, bold=True))  # fmt: skip
SUBTITLE = Style("serif", 12, 16, colour=INK_2)
OPENING = Style("serif", 11.5, 16.5)
TEXT = Style("serif", 10, 14)
QUOTED = Style("serif", 10, 14, italic=True, colour=INK_2)
HEAD = Style("sans", 10.5, 14, bold=True, colour=PETROL)
HEAD_2 = Style("sans", 10, 14, bold=True)
TABLE = Style("sans", 9, 12)
TABLE_2 = TABLE.but(colour=INK_2)
STRONG = TABLE.but(bold=True)
META = Style("sans", 8, 10, colour=INK_3)
RUNNING = Style("sans", 8, 10, colour=INK_2)
OFFICE = Style("sans", 9, 12, bold=True)

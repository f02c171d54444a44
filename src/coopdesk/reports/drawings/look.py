# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a drawing is made in: the colours and sizes of paper, of the light and of the dark screen."""

from dataclasses import dataclass, replace
from typing import Literal

from coopdesk.reports.paper.measures import Family

Side = Literal["ours", "theirs"]
"""Whose it is: petrol is ours, ochre is the partner's. Words always repeat it."""
SIDES: tuple[Side, Side] = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as "#RRGGBB" and lengths in points on paper, in pixels on a screen.

    `ours`, `theirs` fill; `ours_text`, `theirs_text` write; the pale ones fill what stands
    beside a full one, the tints are grounds. `size` is the size of type, `small` that of remarks.
    """

    surface: str
    ink: str
    ink2: str
    ink3: str
    line: str
    ours: str
    ours_text: str
    ours_pale: str
    ours_tint: str
    theirs: str
    theirs_text: str
    theirs_pale: str
    theirs_tint: str
    alert: str
    sea: str
    land: str
    border: str
    family: Family
    size: float
    small: float
    square: float
    gap: float

    def fill(self, side: Side) -> str:
        """The colour that fills what is of a side."""
        return self.ours if side == "ours" else self.theirs

    def pale(self, side: Side) -> str:
        """The lighter colour of a side."""
        return self.ours_pale if side == "ours" else self.theirs_pale

    def tint(self, side: Side) -> str:
        """The faintest colour of a side, for grounds."""
        return self.ours_tint if side == "ours" else self.theirs_tint

    def text(self, side: Side) -> str:
        """The colour of words that name a side."""
        return self.ours_text if side == "ours" else self.theirs_text


PAPER = Look(
    surface="#FFFFFF", ink="#1C2326", ink2="#4A5457", ink3="#646C6E", line="#D6D4CC",
    ours="#0B5A65", ours_text="#0B5A65", ours_pale="#BCD8DA", ours_tint="#D0E4E5",
    theirs="#BF7F1B", theirs_text="#7D5100", theirs_pale="#F0DDB9", theirs_tint="#F9EFDC",
    alert="#AE2218", sea="#EEF1EF", land="#FFFFFF", border="#D9D8D1",
    family="sans", size=9, small=8, square=8, gap=2,
)  # fmt: skip
SCREEN_LIGHT = replace(PAPER, line="#E0DED7", family="screen", size=14, small=12, square=10)
SCREEN_DARK = replace(
    SCREEN_LIGHT,
    surface="#1C2224", ink="#ECEFEE", ink2="#BAC3C4", ink3="#98A4A6", line="#30383B",
    ours="#7CC9D1", ours_text="#7CC9D1", ours_pale="#2B545A", ours_tint="#1F474E",
    theirs="#D99B3C", theirs_text="#E9BC74", theirs_pale="#5C4623", theirs_tint="#3A301C",
    alert="#FF9388", sea="#14181A", land="#232A2D", border="#333C3F",
)  # fmt: skip

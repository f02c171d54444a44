# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts and the map, one code for paper and screen.

Each drawing is a pure function from plain facts to a drawing of reportlab's, in the colours
and type of a `Look`: `PAPER` (lengths in points), `SCREEN_LIGHT` or `SCREEN_DARK` (pixels).
On paper `coopdesk.reports.paper.figures.figure` makes it a strip; on a screen `as_svg` makes it an SVG.
Texts come ready in the language of the reader; widths are measured, nothing overlaps.

`reciprocity` and `squares` promises of both sides or one, a square each
`bars`                     flat bars, names at the left, values beside them
`groups`                   bars in named groups (planned, pledged, received, spent of a source)
`mirrored`                 ours to the left, theirs to the right of years or stages
`progress`                 a share done, with its figure in words
`measured`                 what was measured over time against a target
`timeline`                 dots on a thread of years
`draw_map`                 places and the flows between them
"""

from coopdesk.reports.drawings.bars import Bar, Group, Mirrored, Part, Tone, bars, groups, mirrored
from coopdesk.reports.drawings.look import PAPER, SCREEN_DARK, SCREEN_LIGHT, Look, Side
from coopdesk.reports.drawings.map import Flow, Spot, draw_map
from coopdesk.reports.drawings.measured import Measured, Target, measured
from coopdesk.reports.drawings.progress import progress
from coopdesk.reports.drawings.projection import Frame, frame_of
from coopdesk.reports.drawings.promises import PromiseRow, Promises, reciprocity, squares
from coopdesk.reports.drawings.svg import as_svg
from coopdesk.reports.drawings.timeline import Moment, timeline

__all__ = [
    "PAPER", "SCREEN_DARK", "SCREEN_LIGHT", "Bar", "Flow", "Frame", "Group", "Look", "Measured", "Mirrored",
    "Moment", "Part", "PromiseRow", "Promises", "Side", "Spot", "Target", "Tone", "as_svg", "bars",
    "draw_map", "frame_of", "groups", "measured", "mirrored", "progress", "reciprocity", "squares",
    "timeline",
]  # fmt: skip

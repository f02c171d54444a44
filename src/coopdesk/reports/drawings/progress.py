# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The progress bar: how much of a whole is done, its figure in words beside it."""

from typing import TYPE_CHECKING

from coopdesk.reports.drawings.look import PAPER, Look
from coopdesk.reports.drawings.plate import CAP, Plate

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_HEIGHT = 6.0
_GAP = 8.0


def progress(share: float, words: str, width: float, look: Look = PAPER) -> "Drawing":
    """A share from 0 to 1 (what is beyond is cut off), with its figure in words ("6 of 11 ready")
    at the right of the bar; without words the bar alone."""
    high = max(look.small * 1.35, _HEIGHT) if words else _HEIGHT
    plate = Plate(width, high, look)
    taken = plate.width_of(words, size=look.small) + _GAP if words else 0.0
    length, top = max(width - taken, 0), (high - _HEIGHT) / 2
    plate.box(0, top, length, _HEIGHT, fill=look.line, radius=_HEIGHT / 2)
    done = length * min(max(share, 0), 1)
    if done:
        # No less than the round ends: a first step is seen.
        plate.box(0, top, max(done, _HEIGHT), _HEIGHT, fill=look.ours, radius=_HEIGHT / 2)
    plate.text(width, high / 2 + look.small * CAP, words, colour=look.ink2, size=look.small, anchor="end")
    return plate.drawing()

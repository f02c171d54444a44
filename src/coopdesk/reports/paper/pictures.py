# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos made ready for print, in rows of equal height.

A photo is turned upright, brought down to 200 dots an inch and written anew, which also
leaves behind what a camera notes about the place and its owner.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from coopdesk.language import N_, Message
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import TextLine, set_text, shortened
from coopdesk.reports.paper.measures import META, MM, RUNNING
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline
from coopdesk.reports.paper.tags import Node

if TYPE_CHECKING:
    from PIL.Image import Image

_DOTS = 200
_MOST_PIXELS = 100_000_000
# Formats whose readers are plain decoders; others would start foreign programs.
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "MPO")
_GAP = 4 * MM
_FEW_HIGH, _MANY_HIGH = 72 * MM, 52 * MM

UNREADABLE = N_("Photo left out, the file cannot be read: {name}")
TOO_LARGE = N_("Photo left out, it has more than 100 million dots: {name}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo ready for print: JPEG data, width divided by height, caption."""

    jpeg: bytes
    shape: float
    caption: str


def prepared(data: bytes, caption: str, *, of: int) -> Picture | Message:
    """One of `of` photos ready for print, else the message that says why it is left out."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Pillow's own limit is a warning; ours below is firm.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return TOO_LARGE
                return _ready(image, caption, _tallest(of))
    except Image.DecompressionBombError:
        return TOO_LARGE
    except Exception:  # a decoder may raise anything on a damaged file
        return UNREADABLE


def rows(pictures: Sequence[Picture], width: float, parent: Node, *, of: int) -> list[Strip]:
    """The photos in rows of at most three, each row of one height, captions below; `of` as
    they were prepared."""
    found: list[Strip] = []
    tallest = _tallest(of)
    for row in _in_rows(pictures):
        free = width - _GAP * (len(row) - 1)
        high = min(tallest, free / sum(picture.shape for picture in row))
        strip = _row(row, high, parent)
        strip.above = _GAP if found else 0.0
        found.append(strip)
    return found


def _tallest(count: int) -> float:
    return _FEW_HIGH if count <= 2 else _MANY_HIGH


def _ready(image: "Image", caption: str, tallest: float) -> Picture:
    from PIL import Image as Pillow

    from coopdesk.reports.paper.shrinking import shrunk

    high = round(tallest / 72 * _DOTS)
    upright = shrunk(image, high * 3)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Pillow.new("RGBA", upright.size, "white")
        upright = Pillow.alpha_composite(ground, upright)
    upright = upright.convert("RGB")
    upright.thumbnail((high * 3, high), Pillow.Resampling.LANCZOS)
    written = BytesIO()
    upright.save(written, "JPEG", quality=85, optimize=True)
    return Picture(written.getvalue(), upright.width / upright.height, caption)


def _in_rows(pictures: Sequence[Picture]) -> list[Sequence[Picture]]:
    """Rows of three; where one would stay alone, the last four stand in two rows of two."""
    count = len(pictures)
    threes = count // 3 - (1 if count % 3 == 1 and count > 1 else 0)
    rest = pictures[threes * 3 :]
    size = 2 if len(rest) == 4 else 3
    return [
        *(pictures[at : at + 3] for at in range(0, threes * 3, 3)),
        *(rest[at : at + size] for at in range(0, len(rest), size)),
    ]


def _row(row: Sequence[Picture], high: float, parent: Node) -> Strip:
    wide = [high * picture.shape for picture in row]
    captions = [
        shortened(set_text(picture.caption, RUNNING, width), 3, RUNNING, width)
        for picture, width in zip(row, wide, strict=True)
    ]
    figures = [parent.add("Figure", picture.caption or "—") for picture in row]
    below = [parent.add("Caption") for _ in row]
    space = 1.4 * MM
    most = max(map(len, captions))

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for at, picture in enumerate(row):
            sheet.picture(x, y, wide[at], high, picture.jpeg, figures[at])
            _caption(sheet, x, y + high + space, captions[at], below[at])
            x += wide[at] + _GAP

    return Strip(high + (space + most * META.leading if most else 0.0), draw)


def _caption(sheet: Sheet, x: float, y: float, lines: Sequence[TextLine], node: Node) -> None:
    for at, line in enumerate(lines):
        sheet.text(x, y + at * RUNNING.leading + baseline(RUNNING), line, node)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fonts of paper: PT Serif and PT Sans, Noto for the letters these lack; Inter, by which
drawings for the screen are measured.

Widths come from the fonts themselves. Fonts are read when first used and stay for the life
of the program.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from coopdesk import paths
from coopdesk.errors import WorldError
from coopdesk.reports.paper.measures import Family, Style

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

_FAMILIES: dict[Family, tuple[str, str]] = {
    "serif": ("PTSerif", "NotoSerif"),
    "sans": ("PTSans", "NotoSans"),
    "screen": ("Inter", "NotoSans"),
}
_CUTS = {
    (False, False): "Regular",
    (True, False): "Bold",
    (False, True): "Italic",
    (True, True): "BoldItalic",
}


class Face:
    """One font of one weight and slope; `name` is what the page calls it."""

    def __init__(self, name: str, font: "TTFont", fall_back: str = "") -> None:
        self.name = name
        self.font = font
        widths = font.face.charWidths
        self._widths = {chr(code): float(widths[code]) for code in font.face.charToGlyph if code in widths}
        self._fall_back = fall_back

    def has(self, text: str) -> bool:
        """Whether the font has every letter of the text."""
        return self._widths.keys() >= set(text)

    def width(self, text: str) -> float | None:
        """The width of a text in thousandths of the size of type, None where a letter is missing."""
        try:
            return sum(map(self._widths.__getitem__, text))
        except KeyError:
            return None

    def pieces(self, text: str) -> list[tuple["Face", str]]:
        """The text cut into stretches, each with the face that has its letters; a combining
        mark stays with its letter."""
        if not self._fall_back or self.has(text):
            return [(self, text)]
        other = _face(self._fall_back)
        found: list[tuple[Face, str]] = []
        for letter in text:
            if unicodedata.combining(letter) and found:
                chosen = _with_mark(found, letter, self, other)
            else:
                chosen = self if self.has(letter) or not other.has(letter) else other
            if found and found[-1][0] is chosen:
                found[-1] = (chosen, found[-1][1] + letter)
            else:
                found.append((chosen, letter))
        return found


def _with_mark(found: list[tuple[Face, str]], mark: str, first: Face, other: Face) -> Face:
    """The face for a mark: its letter's; where that lacks the mark, both move to the other."""
    face, text = found[-1]
    if face is not first or first.has(mark) or not other.has(text[-1] + mark):
        return face
    found.pop()
    if text[:-1]:
        found.append((first, text[:-1]))
    found.append((other, text[-1]))
    return other


def face_of(style: Style) -> Face:
    """The face a style is set in."""
    return _chosen(style.family, style.bold, style.italic)


@cache
def _chosen(family: Family, bold: bool, italic: bool) -> Face:
    own, other = _FAMILIES[family]
    cut = _CUTS[bold, italic]
    if family == "screen":
        # Nothing on a screen is slanted, and nothing heavier than 600.
        return _face(f"{own}-{'SemiBold' if bold else 'Regular'}", f"{other}-{_CUTS[bold, False]}")
    return _face(f"{own}-{cut}", f"{other}-{cut}")


@cache
def _face(file: str, fall_back: str = "") -> Face:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        font = TTFont(file, str(paths.resource(f"fonts/{file}.ttf")))
    except (OSError, TTFError) as error:
        raise WorldError(
            "font_missing",
            "A font that comes with coopdesk cannot be read: {file}. Install coopdesk again.",
            file=f"{file}.ttf",
        ) from error
    registerFont(font)
    return Face(file, font, fall_back)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text broken into lines of a given width. No markup: a text is drawn as it stands.

There is no hyphenation. A word that is wider than the line is broken between its letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from coopdesk.language import current
from coopdesk.reports.paper.fonts import Face, face_of
from coopdesk.reports.paper.measures import Colour, Style
from coopdesk.reports.paper.shaping import Shaped, shaped

NO_BREAK = "\u00a0"
SIGNS = "←↑→↓↔☐☑"
"""What is drawn, for no font of ours has it."""
ELLIPSIS = "…"
_RUNT = 0.14
_BOX = 0.6


class Span(NamedTuple):
    """A stretch of text in one style; `raised` sets it small and high, as in 1er."""

    text: str
    style: Style
    raised: bool = False


class Piece(NamedTuple):
    """A stretch of a line in one face, its width in points.

    What the face cannot set is `drawn`: arrows, words that are `shape`d, and a box in place of a
    letter that nobody knows. `says` is the word as it was where it is told in other letters.
    """

    face: Face
    size: float
    colour: Colour
    rise: float
    text: str
    width: float
    drawn: bool = False
    shape: Shaped | None = None
    says: str = ""
    struck: bool = False


class TextLine(NamedTuple):
    """The pieces of one line from left to right, and their width in points."""

    pieces: tuple[Piece, ...]
    width: float


# Spaces that look like others, and signs that only steer a screen: direction marks could
# make a name read backwards.
_SPACES = dict.fromkeys(map(ord, "\u202f\u2007"), NO_BREAK) | dict.fromkeys(
    [*range(0x2000, 0x2007), 0x2008, 0x2009, 0x200A, 0x205F, 0x3000, ord("\t"), 0x2028, 0x2029, 0x85], " "
)
_UNSEEN = dict.fromkeys([
    0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
    *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080),
])  # fmt: skip
_TRANSLATED = _SPACES | _UNSEEN
# Spaces that a line must not end with: before French signs, inside guillemets and figures,
# after № and n°, after short figures, before a dash, after one-letter prepositions in Russian.
_KNIT = re.compile(
    r" (?=[;:!?»%€]|[—–] |г\.(?:\W|$))|(?<=[«№§°]) |(?<=\bF) (?=CFA)"
    r"|(?<=\b\d) (?=[^\W\d_])|(?<=\b\d\d) (?=[^\W\d_])|(?<=\d) (?=\d{3}(?!\d)|F\b)"
    r"|(?<=\b[вкосуиаяВКОСУИАЯ]) |(?<=\bh) (?=\d\d\b)"
)
_ORDINAL = re.compile(r"(?<=\b1)(er|re)\b")


def plain(text: str) -> str:
    """The text in form NFC, without signs that only steer, with no-break spaces where the
    languages want them; line ends stay."""
    if text.isascii() and text.isalnum():
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_TRANSLATED)
    if not text.isprintable():
        text = "".join(letter if letter in " \n" or letter.isprintable() or letter == NO_BREAK else " "
                       for letter in text)  # fmt: skip
    return _KNIT.sub(NO_BREAK, text)


def spans(text: str, style: Style) -> list[Span]:
    """A text of the records as spans of one style; in French the letters of 1er stand high."""
    text = plain(text)
    if current() != "fr" or "1" not in text or not _ORDINAL.search(text):
        return [Span(text, style)]
    return [Span(part, style, raised=bool(at % 2)) for at, part in enumerate(_ORDINAL.split(text)) if part]


def width_of(text: str, style: Style) -> float:
    """The width of a text set on one line, in points."""
    return sum(piece.width for span in spans(text, style) for piece in pieces_of(span))


def pieces_of(span: Span) -> tuple[Piece, ...]:
    """A stretch of text in the faces that have its letters, measured, however wide."""
    return _pieces(span.text, span.style, span.raised)


@lru_cache(maxsize=20_000)
def _pieces(text: str, style: Style, raised: bool) -> tuple[Piece, ...]:
    size = style.size * 0.64 if raised else style.size
    rise = style.size * 0.32 if raised else 0.0
    face = face_of(style)
    if (width := face.width(text)) is not None:
        return (Piece(face, size, style.colour, rise, text, width * size / 1000, struck=style.struck),)
    return tuple(
        piece._replace(struck=style.struck)
        for other, part in face.pieces(text)
        for piece in _drawn_apart(other, part, size, style.colour, rise)
    )


def _drawn_apart(face: Face, text: str, size: float, colour: Colour, rise: float) -> Iterator[Piece]:
    """The text in pieces; what the face lacks is shaped, else told in Latin letters, else a box."""

    def kind(letter: str) -> str:
        return "known" if face.has(letter) else "sign" if letter in SIGNS else "other"

    for how, letters in groupby(text, kind):
        part = "".join(letters)
        if how == "known":
            yield _plainly(face, part, size, colour, rise)
        elif how == "sign":
            yield from (Piece(face, size, colour, rise, sign, size, drawn=True) for sign in part)
        elif shape := shaped(part):
            yield Piece(face, size, colour, rise, part, shape.width * size, drawn=True, shape=shape)
        else:
            yield from _in_latin(face, part, size, colour, rise)


def _plainly(face: Face, text: str, size: float, colour: Colour, rise: float, says: str = "") -> Piece:
    return Piece(face, size, colour, rise, text, (face.width(text) or 0.0) * size / 1000, says=says)


def _in_latin(face: Face, text: str, size: float, colour: Colour, rise: float) -> Iterator[Piece]:
    from anyascii import anyascii

    told = anyascii(text)
    if told and face.has(told):
        yield _plainly(face, told, size, colour, rise, says=text)
        return
    for letter in text:
        yield Piece(face, size, colour, rise, letter, size * _BOX, drawn=True)


@dataclass(slots=True)
class _Bit:
    """What a line cannot be broken within; `space` is the piece that parts it from the bit
    before on the same line, None where nothing does."""

    pieces: list[Piece]
    width: float
    space: Piece | None


# After a hyphen, dash or stroke between letters a line may end.
_INNER = re.compile(r"(?<=[^\W\d_][-‐–—/])(?=[^\W\d_])|(?<=[^\W_][—/?&=])(?=\w)")


def set_lines(of: list[Span], width: float) -> list[TextLine]:
    """The spans as lines no wider than `width` points; line ends of the text are kept."""
    found: list[TextLine] = []
    for line in _at_line_ends(of):
        found += _lines(line, width)
    return found


def set_text(text: str, style: Style, width: float) -> list[TextLine]:
    """A text of one style as lines no wider than `width` points."""
    whole = spans(text, style)
    if len(whole) == 1 and (line := _on_one_line(whole[0], width)):
        return [line]
    return set_lines(whole, width)


def _on_one_line(span: Span, width: float) -> TextLine | None:
    """Most cells of a table: one face, one line."""
    face, size = face_of(span.style), span.style.size
    measured = face.width(span.text)
    if measured is None or measured * size > width * 1000 or not span.text.strip():
        return None
    style = span.style
    piece = Piece(face, size, style.colour, 0.0, span.text, measured * size / 1000, struck=style.struck)
    return TextLine((piece,), piece.width)


def balanced(text: str, style: Style, width: float) -> list[TextLine]:
    """Like `set_text`, in lines of about the same length: for titles."""
    whole = spans(text, style)
    best = set_lines(whole, width)
    narrow, wide = width / 2, width
    while len(best) > 1 and wide - narrow > 4:
        middle = (narrow + wide) / 2
        tried = set_lines(whole, middle)
        if len(tried) > len(best):
            narrow = middle
        else:
            best, wide = tried, middle
    return best


def set_paragraph(of: list[Span], width: float) -> list[TextLine]:
    """Like `set_lines`, but no short word stands alone on the last line where that can be helped."""
    lines = set_lines(of, width)
    if len(lines) < 2 or lines[-1].width > width * _RUNT:
        return lines
    for share in (0.97, 0.94, 0.9):
        tried = set_lines(of, width * share)
        if len(tried) == len(lines) and tried[-1].width > width * _RUNT:
            return tried
    return lines


def shortened(lines: list[TextLine], most: int, style: Style, width: float) -> list[TextLine]:
    """At most `most` lines, the last one ending in … where something is left out."""
    if len(lines) <= most:
        return lines
    text = "".join(piece.text for piece in lines[most - 1].pieces).rstrip()
    while text and width_of(text + ELLIPSIS, style) > width:
        text = text[:-1].rstrip()
    return [*lines[: most - 1], *set_lines([Span(text + ELLIPSIS, style)], width)]


def _at_line_ends(of: list[Span]) -> list[list[Span]]:
    if not any("\n" in span.text for span in of):
        return [of]
    found: list[list[Span]] = [[]]
    for span in of:
        first, *rest = span.text.split("\n")
        found[-1].append(Span(first, span.style, span.raised))
        found += [[Span(part, span.style, span.raised)] for part in rest]
    return found


def _lines(of: list[Span], width: float) -> list[TextLine]:
    found: list[TextLine] = []
    line: list[Piece] = []
    taken = 0.0
    for bit in _bits(of):
        for part in _fitting(bit, width):
            space = part.space if line else None
            needed = part.width + (space.width if space else 0.0)
            if line and taken + needed > width + 0.01:
                found.append(TextLine(_joined(line), taken))
                line, taken, space, needed = [], 0.0, None, part.width
            if space:
                line.append(space)
            line += part.pieces
            taken += needed
    if line:
        found.append(TextLine(_joined(line), taken))
    return found


def _bits(of: list[Span]) -> Iterator[_Bit]:
    open_bit: _Bit | None = None
    space: Piece | None = None
    for span in of:
        for at, word in enumerate(span.text.split(" ")):
            if at:
                if open_bit:
                    yield open_bit
                    open_bit = None
                space = _pieces(" ", span.style, False)[0]
            for part_at, part in enumerate(_INNER.split(word) if len(word) > 1 else [word]):
                if not part:
                    continue
                if part_at and open_bit:
                    yield open_bit
                    open_bit = None
                pieces = _pieces(part, span.style, span.raised)
                if open_bit is None:
                    open_bit, space = _Bit([], 0.0, space), None
                open_bit.pieces += pieces
                open_bit.width += sum(piece.width for piece in pieces)
    if open_bit:
        yield open_bit


def _fitting(bit: _Bit, width: float) -> Iterator[_Bit]:
    """The bit itself, or its letters in bits as wide as a line."""
    if bit.width <= width:
        yield bit
        return
    part = _Bit([], 0.0, bit.space)
    for piece in bit.pieces:
        for letters in [piece.text] if piece.shape or piece.says else _clusters(piece.text):
            wide = piece.width if piece.drawn else (piece.face.width(letters) or 0.0) * piece.size / 1000
            if part.pieces and part.width + wide > width:
                yield part
                part = _Bit([], 0.0, None)
            part.pieces.append(piece._replace(text=letters, width=wide))
            part.width += wide
    yield part


def _clusters(text: str) -> list[str]:
    found: list[str] = []
    for letter in text:
        if found and unicodedata.combining(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _turned(pieces: list[Piece]) -> list[Piece]:
    """The pieces with words that run leftward in their own order: the first at the right."""
    found = list(pieces)
    start: int | None = None
    for at, piece in enumerate([*pieces, None]):
        if piece and piece.shape and piece.shape.leftward:
            start = at if start is None else start
            end = at + 1
        elif start is not None and (piece is None or piece.text.strip()):
            found[start:end] = found[start:end][::-1]
            start = None
    return found


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours of the same look as one piece, so that a line is drawn in few strokes."""
    found: list[Piece] = []
    for piece in _turned(pieces) if any(piece.shape for piece in pieces) else pieces:
        last = found[-1] if found else None
        if last and _alike(last, piece):
            found[-1] = Piece(last.face, last.size, last.colour, last.rise, last.text + piece.text,
                              last.width + piece.width, struck=last.struck)  # fmt: skip
        else:
            found.append(piece)
    return tuple(found)


def _alike(one: Piece, other: Piece) -> bool:
    return (
        one.face is other.face
        and one.size == other.size
        and one.rise == other.rise
        and one.colour == other.colour
        and one.struck == other.struck
        and not (one.drawn or one.says or other.drawn or other.says)
    )

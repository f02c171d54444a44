# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawing hand: the one module, with `fonts` and `tags`, that knows reportlab.

Operators are written out here (they are few), because reportlab's own text calls measure
every string again. Everything that is not an element of the structure is marked as an
artifact, so that a screen reader passes over rules, bars and running lines.
"""

from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from coopdesk.language import Language
from coopdesk.records.markdown import DONE, TO_DO
from coopdesk.reports.paper.fonts import Face, face_of
from coopdesk.reports.paper.lines import Piece, TextLine
from coopdesk.reports.paper.measures import HAIRLINE, HEIGHT, TEXT, WIDTH, Colour
from coopdesk.reports.paper.shaping import Shaped
from coopdesk.reports.paper.tags import Node, Tags

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_ARTIFACT = "/Artifact BMC"
_STRIKE, _STRIKE_THICK = 0.26, 0.06
"""How far above the baseline a struck text is struck, and how thick, of the size of type."""
_ROUND = 0.5523  # how far the handles of a Bézier curve reach to look like a quarter circle


class Sheet:
    """The pages of one document, drawn one after the other. y runs down, in points."""

    def __init__(self, *, title: str, author: str, language: Language, printed_on: date, root: Node) -> None:
        self._canvas = _canvas(language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("coopdesk")
        self._canvas.setSubject("")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        # The same facts give the same file, to the byte.
        self._canvas._doc._timeStamp.YMDhms = (printed_on.year, printed_on.month, printed_on.day, 0, 0, 0)
        self._language = language
        self._tags = Tags(root)
        self._codes: dict[str, _Codes] = {}
        self._fill: Colour | None = None
        self._put = self._canvas.addLiteral

    def turn(self) -> None:
        """Goes on to the next page."""
        self._canvas.showPage()
        self._tags.turn()
        self._fill = None

    def finish(self) -> bytes:
        """Ends the last page; the whole file."""
        self._canvas.showPage()
        self._tags.announce(self._canvas._doc)
        return self._tags.complete(self._canvas.getpdfdata(), self._language)

    def text(self, x: float, y: float, line: TextLine, node: Node | None = None) -> None:
        """One line with its baseline at `y`, as a piece of `node`; without one, as an artifact."""
        if not line.pieces:
            return
        code = [self._tags.mark(node) if node else _ARTIFACT, "BT"]
        y = HEIGHT - y
        struck: list[tuple[float, Piece]] = []
        for piece in line.pieces:
            if piece.drawn:
                y_up = y + piece.rise
                shape = [*_drawn(x, y_up, piece), *self._unseen(x, y_up, piece)]
                code += ["ET", *_said(piece.text, shape), "BT"]
            else:
                code += self._colour(piece.colour)
                code.append(f"1 0 0 1 {x:.2f} {y + piece.rise:.2f} Tm")
                letters = self._letters(piece)
                code += _said(piece.says, letters) if piece.says else letters
            if piece.struck:
                struck.append((x, piece))
            x += piece.width
        code += ["ET", "EMC"]
        self._put(" ".join(code))
        for start, piece in struck:
            above = HEIGHT - y - piece.rise - piece.size * _STRIKE
            self.bar(start, above, piece.width, piece.size * _STRIKE_THICK, piece.colour)

    def right(self, x: float, y: float, line: TextLine, node: Node | None = None) -> None:
        """One line that ends at `x`."""
        self.text(x - line.width, y, line, node)

    def rule(self, x: float, y: float, length: float, colour: Colour, thick: float = HAIRLINE) -> None:
        """A level line, its upper edge at `y`."""
        self.bar(x, y, length, thick, colour)

    def bar(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        shape = f"{x:.2f} {HEIGHT - y - height:.2f} {width:.2f} {height:.2f} re f"
        self._put(" ".join([_ARTIFACT, *self._colour(colour), shape, "EMC"]))

    def panel(
        self, x: float, y: float, width: float, height: float, radius: float, fill: Colour,
        edge: Colour | None = None,
    ) -> None:  # fmt: skip
        """A filled rectangle with round corners, with a hairline edge if wanted."""
        path = _rounded(x, HEIGHT - y - height, width, height, radius)
        ink = f"{_figures(edge)} RG {HAIRLINE} w" if edge else ""
        self._put(" ".join([_ARTIFACT, *self._colour(fill), ink, path, "B" if edge else "f", "EMC"]))

    def disc(self, x: float, y: float, radius: float, left: Colour, right: Colour) -> None:
        """The mark of the program: a disc of two halves about the centre, a gap between them."""
        y, gap = HEIGHT - y, radius * 0.1
        reach, hook = radius * _ROUND, radius * _ROUND * 0.9
        code = [_ARTIFACT]
        for side, colour in ((-1, left), (1, right)):
            edge, far = x + side * gap, x + side * radius
            code += self._colour(colour)
            code.append(
                f"{edge:.2f} {y - radius:.2f} m "
                f"{edge + side * hook:.2f} {y - radius:.2f} {far:.2f} {y - reach:.2f} {far:.2f} {y:.2f} c "
                f"{far:.2f} {y + reach:.2f} {edge + side * hook:.2f} {y + radius:.2f} "
                f"{edge:.2f} {y + radius:.2f} c f"
            )
        self._put(" ".join([*code, "EMC"]))

    def tick(self, x: float, y: float, size: float, colour: Colour) -> None:
        """A check mark in a square of `size` whose lower left corner is at (x, y)."""
        y = HEIGHT - y
        path = (
            f"{x + 0.1 * size:.2f} {y + 0.42 * size:.2f} m {x + 0.38 * size:.2f} {y + 0.12 * size:.2f} l "
            f"{x + 0.92 * size:.2f} {y + 0.78 * size:.2f} l S"
        )
        self._put(f"{_ARTIFACT} q {_figures(colour)} RG {size * 0.14:.2f} w 1 J 1 j {path} Q EMC")

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes, node: Node) -> None:
        """A picture whose upper left corner is at (x, y)."""
        from reportlab.lib.utils import ImageReader

        self._put(self._tags.mark(node))
        self._canvas.drawImage(ImageReader(BytesIO(jpeg)), x, HEIGHT - y - height, width, height)
        self._put("EMC")

    def drawing(self, x: float, y: float, drawing: "Drawing", node: Node) -> None:
        """A chart or map whose upper left corner is at (x, y)."""
        from reportlab.graphics import renderPDF

        self._put(self._tags.mark(node))
        renderPDF.draw(drawing, self._canvas, x, HEIGHT - y - drawing.height)
        self._put("EMC")

    def decoration(self, x: float, y: float, drawing: "Drawing") -> None:
        """A drawing that tells again what stands beside it in words: listeners don't hear of it."""
        from reportlab.graphics import renderPDF

        self._put(_ARTIFACT)
        renderPDF.draw(drawing, self._canvas, x, HEIGHT - y - drawing.height)
        self._put("EMC")

    def _colour(self, colour: Colour) -> list[str]:
        if colour == self._fill:
            return []
        self._fill = colour
        return [f"{_figures(colour)} rg"]

    def _letters(self, piece: Piece) -> list[str]:
        codes = self._codes.get(piece.face.name)
        if codes is None:
            codes = self._codes[piece.face.name] = _Codes(piece.face, self._canvas._doc)
        return [
            f"{codes.font(subset)} {piece.size:.2f} Tf <{letters.hex()}> Tj"
            for subset, letters in codes.cut(piece.text)
        ]

    def _unseen(self, x: float, y: float, piece: Piece) -> list[str]:
        """A space that is not painted, as wide as what is drawn: readers look for the text of a
        place only where letters are."""
        space = Piece(piece.face, piece.size, piece.colour, 0.0, " ", 0.0)
        stretch = piece.width / ((piece.face.width(" ") or 1.0) * piece.size) * 100_000
        return [
            f"BT 3 Tr {stretch:.0f} Tz 1 0 0 1 {x:.2f} {y:.2f} Tm", *self._letters(space), "0 Tr 100 Tz ET"
        ]  # fmt: skip


class _Codes(dict[int, int]):
    """What stands in the page for each letter: the number of a subset of the font, of at most
    256 letters, times 256, and the letter's place in it."""

    def __init__(self, face: Face, doc: Any) -> None:
        super().__init__()
        self._face = face
        self._doc = doc
        self._names: dict[int, str] = {}

    def __missing__(self, letter: int) -> int:
        subset, place = self._face.font.splitString(chr(letter), self._doc)[0]
        self[letter] = subset * 256 + place[0]
        return self[letter]

    def font(self, subset: int) -> str:
        """The name under which a page asks for a subset."""
        name = self._names.get(subset)
        if name is None:
            name = self._names[subset] = str(self._face.font.getSubsetInternalName(subset, self._doc))
        return name

    def cut(self, text: str) -> list[tuple[int, bytes]]:
        """The text in stretches of one subset each."""
        coded = text.translate(self)
        try:
            return [(0, coded.encode("latin-1"))]
        except UnicodeEncodeError:
            found: list[tuple[int, bytes]] = []
            for code in map(ord, coded):
                subset, place = divmod(code, 256)
                if found and found[-1][0] == subset:
                    found[-1] = (subset, found[-1][1] + bytes([place]))
                else:
                    found.append((subset, bytes([place])))
            return found


def _canvas(language: Language) -> Any:
    """An empty document of reportlab's; its inner parts have no types."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # Letters for bytes: a habit of old mail, a quarter longer.
    rl_config.useA85 = 0
    options: dict[str, Any] = {
        "pagesize": (WIDTH, HEIGHT),
        "pageCompression": 1,
        "pdfVersion": (1, 7),
        "invariant": 1,
        "lang": language,
        # Else reportlab names Helvetica, which is not embedded.
        "initialFontName": face_of(TEXT).name,
    }
    return Canvas(BytesIO(), **options)


@cache
def _figures(colour: Colour) -> str:
    return " ".join(f"{part:.3f}" for part in colour)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    r, k = radius, radius * (1 - _ROUND)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c "
        f"{right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
        f"{x + r:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c "
        f"{x:.2f} {y + r:.2f} l {x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )


_TURNS = {
    "→": ((1, 0),), "←": ((-1, 0),), "↑": ((0, 1),), "↓": ((0, -1),), "↔": ((1, 0), (-1, 0)),
}  # fmt: skip


def _drawn(x: float, y: float, piece: Piece) -> list[str]:
    """What no font has: an arrow, a shaped word or a box."""
    size = piece.size
    if piece.shape:
        return _outline(x, y, piece, piece.shape)
    how = _arrow if piece.text in _TURNS else _task if piece.text in (TO_DO, DONE) else _box
    paths = how(x, y, piece)
    return [f"q {_figures(piece.colour)} RG {size * 0.075:.2f} w 1 J", *paths, "S Q"]


def _said(text: str, code: list[str]) -> list[str]:
    """What is drawn, with its text for those who search, copy or listen."""
    return [f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC", *code, "EMC"]


def _outline(x: float, y: float, piece: Piece, shape: Shaped) -> list[str]:
    """A shaped word; slanted by a fifth for italics, thickened by its edge for bold."""
    colour, bold = _figures(piece.colour), "Bold" in piece.face.name
    slant = piece.size * 0.2 if "Italic" in piece.face.name else 0.0
    place = f"{piece.size:.2f} 0 {slant:.2f} {piece.size:.2f} {x:.2f} {y:.2f} cm"
    return [f"q {colour} rg {colour} RG {place} 0.03 w", shape.outline, "B Q" if bold else "f Q"]


def _box(x: float, y: float, piece: Piece) -> list[str]:
    size = piece.size
    return [f"{x + size * 0.08:.2f} {y:.2f} {piece.width - size * 0.16:.2f} {size * 0.7:.2f} re"]


def _task(x: float, y: float, piece: Piece) -> list[str]:
    """A square, with a check mark where the task is done."""
    size = piece.size
    left, low, side = x + size * 0.08, y - size * 0.02, size * 0.68
    path = [f"{left:.2f} {low:.2f} {side:.2f} {side:.2f} re"]
    if piece.text == DONE:
        points = ((0.2, 0.52), (0.42, 0.26), (0.82, 0.78))
        start, *others = (f"{left + side * right:.2f} {low + side * up:.2f}" for right, up in points)
        path += [f"{start} m", *(f"{one} l" for one in others)]
    return path


def _arrow(x: float, y: float, piece: Piece) -> list[str]:
    size = piece.size
    middle_x, middle_y, half, barb = x + size / 2, y + size * 0.25, size * 0.38, size * 0.17
    paths: list[str] = []
    for right, up in _TURNS[piece.text]:
        tip_x, tip_y = middle_x + right * half, middle_y + up * half
        paths.append(f"{middle_x - right * half:.2f} {middle_y - up * half:.2f} m {tip_x:.2f} {tip_y:.2f} l")
        for side in (1, -1):
            back_x = tip_x - right * barb + side * abs(up) * barb
            back_y = tip_y - up * barb + side * abs(right) * barb
            paths.append(f"{tip_x:.2f} {tip_y:.2f} m {back_x:.2f} {back_y:.2f} l")
    return paths

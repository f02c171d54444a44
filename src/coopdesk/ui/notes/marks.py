# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the writing area looks: chips of names, and the blocks of decisions and follow-ups with their bar.

The text stays plain text. What a painter shows otherwise (who and when, below a follow-up) is hidden in
its line by format alone, and shown again as typed as soon as the cursor is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
)

from coopdesk.desk import note_lines, note_people
from coopdesk.desk.note_lines import Block
from coopdesk.desk.note_people import Known, Side
from coopdesk.language import N_, Message, current
from coopdesk.ui import days, icons, look, painted
from coopdesk.ui.look import Palette
from coopdesk.ui.painted import MEDIUM, META, NORMAL, RIGHT, Ink

TEXT = 16
INDENT = 46
BAR, SIGN = 3, 18
AROUND = 16
"""Room between a block's text and the text of its neighbours."""
GAP = 6
"""Room between two paragraphs, and beside a block's bar."""
META_ROOM = 18
KIND_ROOM = 96
DECISION, FOLLOW_UP = N_("Decision"), N_("Follow-up")
KINDS: dict[str, tuple[Message, str]] = {
    "decision": (DECISION, "gavel"),
    "follow-up": (FOLLOW_UP, "arrow-right"),
}
OPEN: dict[str, Message] = {
    note_people.SEVERAL: N_("Person responsible open: several people are called {name}"),
    note_people.ONLY_A_NAME: N_("Person responsible open: no record of {name}"),
    note_people.NOBODY: N_("Person responsible open: nobody is called {name}"),
}
"""Why a follow-up that names somebody has nobody who is responsible."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who can be mentioned: the side of each by name, the whole name by the typed one, and by the typed
    one those of whom nobody can tell who they are."""

    sides: Mapping[str, Side]
    meant: Mapping[str, str]
    unclear: Mapping[str, Known] = field(default_factory=dict)

    def whole(self, typed: str) -> str:
        """The whole name of somebody as typed, "" where nobody is meant."""
        return self.meant.get(typed.casefold(), "")

    def why_open(self, typed: str) -> str:
        """Why nobody is responsible where somebody is named, "" where nobody is, or one is meant."""
        one = None if self.whole(typed) else self.unclear.get(typed.casefold())
        return OPEN[one.type].format(name=one.name) if one else ""


@cache
def block_format(kind: str | None, has_meta: bool) -> QTextBlockFormat:
    """The room around a paragraph of this kind."""
    made = QTextBlockFormat()
    made.setLineHeight(24, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    made.setBottomMargin(GAP)
    if kind:
        made.setLeftMargin(INDENT)
        made.setRightMargin(KIND_ROOM)
        made.setTopMargin(AROUND)
        made.setBottomMargin(AROUND + (META_ROOM if has_meta else 0))
    return made


class Marker(QSyntaxHighlighter):
    """Gives names their colour and hides what a block shows elsewhere."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.names = Names({}, {})
        self.on = date.today()
        self.here = -1
        """The number of the paragraph where the cursor is, -1 while the area has not the keyboard."""

    def read(self, block: QTextBlock) -> Block | None:
        """The decision or follow-up that a paragraph is."""
        return note_lines.read_line(block.text(), self.on, list(self.names.sides))

    def highlightBlock(self, text: str) -> None:
        """Formats of one paragraph."""
        if "@" not in text and not note_lines.kind_of(text):
            return
        colours = look.palette()
        block = note_lines.read_line(text, self.on, list(self.names.sides))
        if block:
            self._format_block(text, block, colours)
        for start, end in note_lines.mentions(text, self.names.sides.keys()):
            side = self.names.sides.get(text[start + 1 : end].casefold(), "")
            style = QTextCharFormat()
            style.setForeground(QColor(ink_of(side, colours)))
            style.setFontWeight(QFont.Weight.Medium)
            if not self._is_hidden(start):
                self.setFormat(start, end - start, style)

    def _is_hidden(self, at: int) -> bool:
        return self.format(at).fontPointSize() == 1.0

    def _format_block(self, text: str, block: Block, colours: Palette) -> None:
        medium = QTextCharFormat()
        medium.setFontWeight(QFont.Weight.Medium)
        self.setFormat(0, len(text), medium)
        begin = len(text) - len(text.lstrip()) + 1
        begin += len(text[begin:]) - len(text[begin:].lstrip())
        if self.currentBlock().blockNumber() == self.here or not block.what:
            faint = QTextCharFormat()
            faint.setForeground(QColor(colours.ink3))
            self.setFormat(0, begin, faint)
            return
        said = block.what if self.names.whole(block.who) else block.plain
        start = text.find(said)
        self.setFormat(0, max(begin, start), hidden())
        if start >= 0:
            self.setFormat(start + len(said), len(text) - start - len(said), hidden())


def hidden() -> QTextCharFormat:
    """The format of letters that take no room."""
    style = QTextCharFormat()
    style.setFontPointSize(1.0)
    style.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
    style.setFontLetterSpacing(1.0)
    style.setForeground(QColor(0, 0, 0, 0))
    return style


def ink_of(side: Side, colours: Palette) -> str:
    """The colour of a name by its side."""
    return {"ours": colours.accent, "theirs": colours.them_text}.get(side, colours.ink2)


def fill_of(side: Side, colours: Palette) -> str:
    """The ground of a name by its side."""
    return {"ours": colours.tint, "theirs": colours.them_tint}.get(side, colours.sunken)


def draw_chips(painter: QPainter, block: QTextBlock, at: QPointF, marker: Marker) -> None:
    """The grounds of the names in a paragraph."""
    text = block.text()
    if "@" not in text:
        return
    colours, layout = look.palette(), block.layout()
    hides = block.blockNumber() != marker.here and note_lines.kind_of(text) == "follow-up"
    for start, end in note_lines.mentions(text, marker.names.sides.keys()):
        fill = fill_of(marker.names.sides.get(text[start + 1 : end].casefold(), ""), colours)
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            left, right = _x(line, first), _x(line, last)
            area = QRectF(at.x() + left - 4, at.y() + line.y() + 1, right - left + 8, line.height() - 1)
            if not (hides and area.width() < 24):
                painted.box(painter, area.toRect(), 4, fill)


def _x(line: object, position: int) -> float:
    found = line.cursorToX(position)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple | list) else found)


def draw_block(painter: QPainter, area: QRect, block: Block, marker: Marker, shows_meta: bool) -> None:
    """Bar, sign, kind, and who and when below; `area` is that of the text, as wide as the writing area."""
    colours = look.palette()
    words, sign = KINDS[block.kind]
    ink = colours.good if block.kind == "decision" else colours.accent
    has_meta = shows_meta and bool(meta_parts(block, marker))
    top = area.top() - 2
    bottom = area.bottom() + 6 + (META_ROOM if has_meta else 0)
    painter.fillRect(QRect(area.left(), top, BAR, bottom - top), QColor(ink))
    icons.draw(painter, sign, QRect(area.left() + 17, area.top() + 5, SIGN, SIGN), ink)
    right = QRect(area.right() - KIND_ROOM + 1, area.top() + 2, KIND_ROOM, 24)
    painted.write(painter, right, str(words), Ink(META, MEDIUM, ink), RIGHT)
    if has_meta:
        _draw_meta(
            painter,
            QPointF(area.left() + INDENT, area.bottom() - 1),
            area,
            meta_parts(block, marker),
            colours,
        )


def meta_parts(block: Block, marker: Marker) -> list[tuple[str, str]]:
    """Who and when of a follow-up, each with its sign."""
    if block.kind != "follow-up" or not block.what:
        return []
    who = marker.names.whole(block.who) or marker.names.why_open(block.who)
    due = days.long(block.due).rsplit(" ", 1)[0] if block.due and block.due.year == marker.on.year else ""
    due = due or (days.long(block.due) if block.due else "")
    due = due if current() == "en" else due[:1].lower() + due[1:]
    parts = [("user", who), ("calendar-event", due)]
    return [part for part in parts if part[1]]


def _draw_meta(
    painter: QPainter, at: QPointF, area: QRect, parts: list[tuple[str, str]], colours: Palette
) -> None:
    x = int(at.x())
    ink = Ink(META, NORMAL, colours.ink2)
    for sign, words in parts:
        icons.draw(painter, sign, QRect(x, int(at.y()) + 2, 14, 14), colours.ink3)
        room = QRect(x + 18, int(at.y()), area.right() - KIND_ROOM - x - 18, 18)
        x += 18 + painted.write(painter, room, words, ink) + 16


def text_font() -> QFont:
    """The font of the writing area."""
    font = QFont("Inter")
    font.setPixelSize(TEXT)
    return font

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands on every page: the mark and the office above, the reference and the page below."""

from dataclasses import dataclass

from coopdesk.language import N_
from coopdesk.reports.paper.lines import TextLine, set_text, shortened
from coopdesk.reports.paper.measures import (
    FOOT_LINE,
    FOOT_RULE,
    FULL,
    HEAD_LINE,
    HEAD_RULE,
    LEFT,
    MM,
    OCHRE,
    OFFICE,
    PETROL,
    RIGHT,
    RULE,
    RUNNING,
    TABLE,
    Style,
)
from coopdesk.reports.paper.sheet import Sheet

_PAGE_OF = N_("page {n} of {total}")
_JOINT = " · "


@dataclass(frozen=True, slots=True)
class Frame:
    """The running texts: the office and the kind of document on the first page, the title on
    those that follow; at the foot a remark and the reference."""

    office: str
    document: str
    title: str
    remark: str
    reference: str

    def draw(self, sheet: Sheet, page: int, total: int) -> None:
        """Draws head and foot of a page, counted from 0."""
        if page:
            self._head(sheet, LEFT, self.title, RUNNING, RUNNING)
        else:
            sheet.disc(LEFT + 2 * MM, HEAD_LINE - 1.15 * MM, 1.85 * MM, PETROL, OCHRE)
            self._head(sheet, LEFT + 6.4 * MM, self.office, OFFICE, TABLE)
        sheet.rule(LEFT, HEAD_RULE, FULL, RULE)
        sheet.rule(LEFT, FOOT_RULE, FULL, RULE)
        count = _PAGE_OF.format(n=page + 1, total=total)
        right = _one_line(_JOINT.join(filter(None, ["coopdesk", self.reference, count])), RUNNING, FULL)
        sheet.right(RIGHT, FOOT_LINE, right)
        sheet.text(LEFT, FOOT_LINE, _one_line(self.remark, RUNNING, FULL - right.width - 16))

    def _head(self, sheet: Sheet, left: float, text: str, style: Style, right_style: Style) -> None:
        right = _one_line(self.document, right_style, FULL / 2)
        sheet.right(RIGHT, HEAD_LINE, right)
        sheet.text(left, HEAD_LINE, _one_line(text, style, RIGHT - left - right.width - 16))


def _one_line(text: str, style: Style, width: float) -> TextLine:
    lines = shortened(set_text(text, style, width), 1, style, width)
    return lines[0] if lines else TextLine((), 0.0)

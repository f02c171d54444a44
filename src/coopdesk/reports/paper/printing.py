# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From pages on which everything has its place to a file."""

from datetime import date

from coopdesk.language import Language
from coopdesk.reports.paper.flow import Pages
from coopdesk.reports.paper.frame import Frame
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.tags import Node


def printed(pages: Pages, frame: Frame, root: Node, *, language: Language, printed_on: date) -> bytes:
    """The pages as PDF, each in its frame; the document is called by the frame's title."""
    sheet = Sheet(title=frame.title, author=frame.office, language=language,
                  printed_on=printed_on, root=root)  # fmt: skip
    for page, laid in enumerate(pages.laid):
        if page:
            sheet.turn()
        frame.draw(sheet, page, len(pages.laid))
        for placed in laid:
            placed.strip.draw(sheet, placed.x, placed.y)
    return sheet.finish()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sections of the minutes between those present and the signatures."""

from collections.abc import Sequence
from dataclasses import replace

from coopdesk.language import N_, NC_, Message, figures
from coopdesk.reports.minutes.facts import FollowUpLine, MinutesFacts
from coopdesk.reports.paper import pictures
from coopdesk.reports.paper.brief import brief
from coopdesk.reports.paper.flow import Draw, Strip
from coopdesk.reports.paper.lines import TextLine, set_text
from coopdesk.reports.paper.measures import (
    FULL,
    GREEN,
    META,
    MM,
    RUNNING,
    STRONG,
    TABLE_2,
    Style,
)
from coopdesk.reports.paper.prose import prose, shifted
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline, heading, paragraph
from coopdesk.reports.paper.tables import Column, head_row, row
from coopdesk.reports.paper.tags import Node

_AGENDA = N_("Agenda")
_DISCUSSION = N_("What was said")
_DECISIONS = N_("Decisions")
_ACTIONS = N_("Actions agreed")
_ACTION = NC_("heading", "Action")
_WHO = N_("Person responsible")
_DUE = NC_("on paper", "Due date")
_DONE = NC_("follow-up", "Done")
_PHOTOS = N_("Photos")
_IN_BRIEF = N_("In brief")

_DECISION_TEXT = Style("serif", 10.5, 15)
_DECISION_WIDTH = 150 * MM
_DECISION_BAR = (GREEN, 0.8 * MM)
_DECISION_INDENT = 9 * MM
_SHORT = 60


def texts(facts: MinutesFacts, width: float, root: Node) -> list[Strip]:
    """Agenda, text, and every other field that is too long for the side column."""
    parts = [(str(_AGENDA), facts.agenda), (str(_DISCUSSION), facts.text)]
    parts += [(label, text) for label, text in facts.lines if not is_short(text)]
    return [strip for label, text in parts for strip in _text(label, text, width, root)]


def is_short(text: str) -> bool:
    """Whether a value stands in the side column."""
    return len(text) <= _SHORT and "\n" not in text


def _text(label: str, text: str, width: float, root: Node) -> list[Strip]:
    section = root.add("Sect")
    head = section.add("H2")
    strips = prose(text, width, section)
    return heading(label, width, head) + strips if strips else []


def side(entries: Sequence[tuple[str, str]], width: float, root: Node) -> list[Strip]:
    """The side column: short facts."""
    return brief(str(_IN_BRIEF), entries, width, root)


def decisions(facts: MinutesFacts, root: Node) -> list[Strip]:
    """The decisions, numbered, each with a green bar."""
    section = root.add("Sect")
    head = section.add("H2")
    block = section.add("L")
    found: list[Strip] = []
    for number, text in enumerate(facts.decisions, 1):
        item = block.add("LI")
        label = item.add("Lbl"), set_text(str(number), STRONG.but(colour=GREEN), _DECISION_INDENT)[0]
        strips = prose(text, _DECISION_WIDTH, item.add("LBody"), style=_DECISION_TEXT)
        strips = shifted(strips, _DECISION_INDENT, _DECISION_BAR)
        if strips:
            strips[0].draw = _labelled(strips[0].draw, label)
            strips[0].above = 2.2 * MM if found else 0.0
            found += strips
    return heading(str(_DECISIONS), FULL, head) + found if found else []


def _labelled(own: Draw, label: tuple[Node, TextLine]) -> Draw:
    node, line = label

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.right(x + _DECISION_INDENT - 2.6 * MM, y + baseline(_DECISION_TEXT), line, node)
        own(sheet, x, y)

    return draw


def follow_ups(lines: Sequence[FollowUpLine], root: Node) -> list[Strip]:
    """The table of what is to be done, by whom and until when."""
    if not lines:
        return []
    section = root.add("Sect")
    found = heading(str(_ACTIONS), FULL, section.add("H2"), below=0.8 * MM)
    table = section.add("Table")
    columns = [Column(FULL * 0.56, STRONG), Column(FULL * 0.24), Column(FULL * 0.2, TABLE_2, right=True)]
    head = head_row(columns, [str(_ACTION), str(_WHO), str(_DUE)], table)
    head.glued = True
    found.append(head)
    done = replace(columns[2], style=STRONG.but(colour=GREEN))
    for line in lines:
        due = figures.day(line.due) if line.due else ""
        cells = [line.what, line.who, str(_DONE) if line.done else due]
        found += row([*columns[:2], done if line.done else columns[2]], cells, table, head=head,
                     ticked=frozenset({2}) if line.done else frozenset())  # fmt: skip
    return found


def photos(facts: MinutesFacts, root: Node) -> list[Strip]:
    """The photos in rows; a line for each that cannot be printed."""
    if not facts.photos:
        return []
    section = root.add("Sect")
    found = heading(str(_PHOTOS), FULL, section.add("H2"))
    ready: list[pictures.Picture] = []
    left_out: list[str] = []
    for photo in facts.photos:
        made = pictures.prepared(photo.data, photo.caption, of=len(facts.photos))
        if isinstance(made, Message):
            left_out.append(made.format(name=photo.caption))
        else:
            ready.append(made)
    found += pictures.rows(ready, FULL, section, of=len(facts.photos))
    for sentence in left_out:
        found += paragraph(set_text(sentence, RUNNING, FULL), RUNNING, section.add("P"), above=META.size / 2)
    return found

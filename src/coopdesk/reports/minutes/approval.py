# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The last panel: lines for the hands that approve the minutes."""

from coopdesk.language import N_, NC_
from coopdesk.reports.minutes.facts import MinutesFacts
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text, shortened
from coopdesk.reports.paper.measures import FULL, HAND_RULE, HEAD, META, MM, PANEL, RADIUS, STRONG
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import SECTION_SPACE, baseline
from coopdesk.reports.paper.tags import Node

_HEADING = N_("Approval of the minutes")
_MINUTES_BY = N_("Minutes by")
_FOR_US = N_("For our side")
_FOR_PARTNER = N_("For the partner")
_FOR_PARTNERS = N_("For the partners")
_NAME = N_("Name and post")
_HAND = NC_("on paper", "Date and signature")
_PADDING = 5 * MM
_BETWEEN = 7 * MM
_LINE = 8.6 * MM
_SIGNATURE = 14 * MM
_MOST_SIGNERS = 4
_MOST_LINES = 3


def approval(facts: MinutesFacts, root: Node) -> Strip:
    """One panel as wide as the page: whoever wrote the minutes, our side, the partner's side."""
    section = root.add("Sect")
    head, head_node = set_text(str(_HEADING), HEAD, FULL - 2 * _PADDING), section.add("H2")
    signers = _signers(facts)
    width = (FULL - 2 * _PADDING - _BETWEEN * (len(signers) - 1)) / len(signers)
    columns = [_Column(role, name, width, section.add("P")) for role, name in signers]
    top = _PADDING + HEAD.leading + 1.2 * MM
    rules = top + max(column.height for column in columns)
    height = rules + _LINE + _SIGNATURE + META.leading + _PADDING * 0.6

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.panel(x, y, FULL, height, RADIUS, PANEL)
        x += _PADDING
        for line in head:
            sheet.text(x, y + _PADDING + baseline(HEAD), line, head_node)
        for column in columns:
            column.draw(sheet, x, y + top, y + rules)
            x += width + _BETWEEN

    return Strip(height, draw, above=SECTION_SPACE)


def _signers(facts: MinutesFacts) -> list[tuple[str, str]]:
    """Who signs: in what part, and the name as far as it is known."""
    found = [(str(_FOR_US), facts.office)]
    if facts.rapporteur:
        found.insert(0, (str(_MINUTES_BY), facts.rapporteur))
    if len(found) + len(facts.partners) <= _MOST_SIGNERS:
        found += [(str(_FOR_PARTNER), partner) for partner in facts.partners]
    else:
        found.append((str(_FOR_PARTNERS), ""))
    return found


class _Column:
    """A signer's part and name above two ruled lines, what belongs on each below it."""

    def __init__(self, role: str, name: str, width: float, node: Node) -> None:
        self.width = width
        self.node = node
        self.texts = [(META, line) for line in set_text(role, META, width)[:1]]
        lines = shortened(set_text(name, STRONG, width), _MOST_LINES, STRONG, width) if name else []
        self.texts += [(STRONG, line) for line in lines]
        self.height = sum(style.leading for style, _ in self.texts)
        self.hints = [set_text(str(hint), META, width)[0] for hint in (_NAME, _HAND)]

    def draw(self, sheet: Sheet, x: float, y: float, rules: float) -> None:
        """Draws the name from `y` down and the ruled lines from `rules` down."""
        for style, line in self.texts:
            sheet.text(x, y + baseline(style), line, self.node)
            y += style.leading
        for room, hint in zip((_LINE, _LINE + _SIGNATURE), self.hints, strict=True):
            rule = rules + room
            sheet.rule(x, rule, self.width, HAND_RULE)
            sheet.text(x, rule + 1 + baseline(META), hint, self.node)

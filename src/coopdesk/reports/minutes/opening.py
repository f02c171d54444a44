# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The head of the minutes: title, what and when and where, the purpose as opening paragraph."""

from coopdesk.reports.minutes.facts import MinutesFacts
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.measures import OPENING
from coopdesk.reports.paper.opening import lead, subtitle, title
from coopdesk.reports.paper.prose import run_blocks
from coopdesk.reports.paper.tags import Node

_JOINT = " · "


def opening(facts: MinutesFacts, root: Node) -> list[Strip]:
    """The strips from the title to the opening paragraph, as wide as the page."""
    below = _JOINT.join(filter(None, [facts.kind, facts.when, facts.place]))
    return [
        *title(facts.title, root),
        *subtitle(below, root, state=facts.state, boxed=facts.draft),
        *lead(run_blocks(facts.opening, OPENING), root),
    ]

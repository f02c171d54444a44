# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The briefing as an A4 document: one page wherever that is possible."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import accumulate

from coopdesk.collector import without_collector
from coopdesk.language import N_, Language, figures, using
from coopdesk.reports.briefing import beside, main, wide
from coopdesk.reports.briefing.facts import BriefingFacts
from coopdesk.reports.paper.flow import Pages, Spot, Strip
from coopdesk.reports.paper.frame import Frame
from coopdesk.reports.paper.lines import spans
from coopdesk.reports.paper.measures import FIRST, LEFT, MM, OPENING, SIDE_LEFT
from coopdesk.reports.paper.opening import lead, subtitle, title
from coopdesk.reports.paper.printing import printed
from coopdesk.reports.paper.tags import Node

_BRIEFING = N_("Briefing")
_PERSONAL = N_("Data on people are for the office’s own use.")
_NEAR_FOOT = 50 * MM


@dataclass(frozen=True, slots=True)
class Most:
    """How many entries of each kind are printed (`lines`: of the presentation); what is left out is
    counted."""

    sentences: int = 5
    people: int = 8
    agreements: int = 5
    years: int = 5
    achieved: int = 5
    debts: int = 5
    contacts: int = 6
    listings: int = 4
    points: int = 5
    lines: int = 5


# What gives way first where a page is too short, one step at a time.
_STEPS: tuple[tuple[str, int], ...] = (
    ("listings", 3), ("lines", 3), ("contacts", 5), ("points", 4), ("people", 7), ("debts", 4),
    ("agreements", 4), ("achieved", 4), ("listings", 2), ("lines", 2), ("people", 6), ("debts", 3),
    ("contacts", 4), ("achieved", 3), ("points", 3), ("listings", 1), ("lines", 0), ("agreements", 3),
    ("sentences", 4), ("people", 5), ("contacts", 3), ("achieved", 2), ("years", 4), ("debts", 2),
    ("sentences", 3), ("listings", 0), ("people", 4), ("years", 3), ("agreements", 2), ("achieved", 1),
    ("sentences", 2), ("people", 3), ("debts", 1),
)  # fmt: skip


def draw_briefing(facts: BriefingFacts, language: Language) -> bytes:
    """The briefing as PDF, in `language`: its file, the same for the same facts.

    It says as much as one page holds; only where even the least is too long it goes on overleaf.
    """
    with using(language), without_collector():
        levels = list(accumulate(_STEPS, _reduced, initial=Most()))
        first = bisect_left(levels, True, key=lambda most: _fits(facts, most))
        root = Node("Document")
        pages = _laid(facts, levels[min(first, len(levels) - 1)], root)
        return printed(pages, _frame(facts), root, language=language, printed_on=facts.printed_on)


def _reduced(most: Most, step: tuple[str, int]) -> Most:
    key, value = step
    return replace(most, **{key: value})


def _fits(facts: BriefingFacts, most: Most) -> bool:
    return len(_laid(facts, most, Node("Document")).laid) == 1


def _laid(facts: BriefingFacts, most: Most, root: Node) -> Pages:
    pages = Pages()
    opening = [spans(" ".join(facts.opening[: most.sentences]), OPENING)] if facts.opening else []
    head = [*title(facts.title, root), *subtitle(facts.subtitle, root), *lead(opening, root)]
    below = pages.lay(head, LEFT, (0, FIRST))
    shown = replace(facts, achieved=facts.achieved[: most.achieved], years=facts.years[-most.years :])
    text = main.column(shown, most.people, most.agreements, most.lines, root)
    short = beside.column(facts, most.contacts, most.listings, root)
    below = max(pages.lay(text, LEFT, below), pages.lay(short, SIDE_LEFT, below))
    below = wide.debts(facts, most.debts, root, pages, below)
    _lay_at_foot(pages, wide.panel(facts.to_raise[: most.points], root), below)
    return pages


def _lay_at_foot(pages: Pages, panel: Strip, end: Spot) -> None:
    """The panel closes the page at its foot, where that leaves no great gap."""
    spare = pages.room(end) - panel.height - panel.above
    if 0 <= spare <= _NEAR_FOOT:
        panel.above += spare
    pages.lay([panel], LEFT, end)


def _frame(facts: BriefingFacts) -> Frame:
    document = f"{_BRIEFING}, {figures.day(facts.printed_on)}"
    return Frame(facts.office, document, facts.title, str(_PERSONAL), facts.reference)

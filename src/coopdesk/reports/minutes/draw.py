# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The minutes as an A4 document."""

from coopdesk.collector import without_collector
from coopdesk.language import N_, NC_, Language, figures, using
from coopdesk.reports.minutes.approval import approval
from coopdesk.reports.minutes.facts import MinutesFacts
from coopdesk.reports.minutes.opening import opening
from coopdesk.reports.minutes.presence import presence
from coopdesk.reports.minutes.sections import decisions, follow_ups, is_short, photos, side, texts
from coopdesk.reports.paper.flow import Pages, Spot, Strip
from coopdesk.reports.paper.frame import Frame
from coopdesk.reports.paper.measures import FIRST, FULL, LEFT, MAIN, MM, NEXT, SIDE, SIDE_LEFT
from coopdesk.reports.paper.printing import printed
from coopdesk.reports.paper.tags import Node

_MINUTES = NC_("report", "Minutes")
_PARTNERS = N_("Partners")
_MINUTES_BY = N_("Minutes by")
_NEAR_FOOT = 55 * MM
_MANY = 24
_ALONG = 3


def draw_minutes(facts: MinutesFacts, language: Language) -> bytes:
    """The minutes as PDF, in `language`: its file, the same for the same facts.

    Texts of the records are drawn as they stand; nothing in them is read as markup except
    Markdown in prose. A photo that cannot be read is named instead.
    """
    with using(language), without_collector():
        root = Node("Document")
        pages = _laid(facts, root)
        return printed(pages, _frame(facts), root, language=language, printed_on=facts.printed_on)


def _laid(facts: MinutesFacts, root: Node) -> Pages:
    """Text in the main column beside the short facts; below both, as wide as the page, what was
    decided and what follows. A long list of people closes the minutes instead of opening them."""
    pages = Pages()
    below = pages.lay(opening(facts, root), LEFT, (0, FIRST))
    many = len(facts.present) > _MANY
    main = [] if many else presence(facts, MAIN, root)
    main += texts(facts, MAIN, root)
    beside = side(_brief(facts), SIDE, root)
    wide = [*decisions(facts, root), *follow_ups(facts.follow_ups, root), *photos(facts, root)]
    wide += presence(facts, FULL, root) if many else []
    below = max(pages.lay(main, LEFT, below), pages.lay(beside, SIDE_LEFT, below))
    _lay_at_foot(pages, approval(facts, root), pages.lay(wide, LEFT, below))
    return pages


def _lay_at_foot(pages: Pages, panel: Strip, end: Spot) -> None:
    """The panel closes its page at the foot, where that leaves no great gap. Nobody signs a page that
    says nothing: what stood last comes along to a new one."""
    if pages.room(end) < panel.height + panel.above:
        along = pages.take_back(end[0], LEFT, _ALONG)
        end = pages.lay(along, LEFT, (end[0] + 1, NEXT)) if along else end
    spare = pages.room(end) - panel.height - panel.above
    if 0 <= spare <= _NEAR_FOOT:
        panel.above += spare
    pages.lay([panel], LEFT, end)


def _brief(facts: MinutesFacts) -> list[tuple[str, str]]:
    """The short facts: partners, who wrote the minutes, and every short field of the note."""
    known = [(str(_PARTNERS), "\n".join(facts.partners)), (str(_MINUTES_BY), facts.rapporteur)]
    short = [(label, text) for label, text in facts.lines if is_short(text)]
    return [(label, text) for label, text in [*known, *short] if text]


def _frame(facts: MinutesFacts) -> Frame:
    document = f"{_MINUTES}, {figures.day(facts.printed_on)}"
    remark = facts.state if facts.draft else ""
    return Frame(facts.office, document, facts.title, remark, facts.reference)

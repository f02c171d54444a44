# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The annual report as an A4 document."""

from datetime import date

from coopdesk.collector import without_collector
from coopdesk.language import N_, NP_, Language, figures, labelled, using
from coopdesk.reports.annual import knowledge, sections
from coopdesk.reports.annual.facts import AnnualFacts
from coopdesk.reports.drawings import Bar, bars, draw_map
from coopdesk.reports.paper.figures import figure
from coopdesk.reports.paper.flow import Pages, Strip
from coopdesk.reports.paper.frame import Frame
from coopdesk.reports.paper.lines import spans
from coopdesk.reports.paper.measures import FIRST, LEFT, MAIN, MM, OPENING, SIDE, SIDE_LEFT
from coopdesk.reports.paper.numbers import numbers
from coopdesk.reports.paper.opening import lead, subtitle, title
from coopdesk.reports.paper.printing import printed
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.parts.drawing import headed, sentence

_REPORT = N_("Annual report {year}")
_TITLE = N_("Cooperation in {year}")
_CITY_AND_DAYS = N_("{city}, {first} – {last}")
_LIVE = NP_("{n} agreement is active", "{n} agreements are active")
_WITH = N_("{agreements}, with: {partners}.")
_NONE = N_("There was no agreement in this year.")
_HELD = NP_("{n} exchange took place.", "{n} exchanges took place.")
_PROMISES = N_("Promises kept: {kept}, still owed: {owed}, of which late: {late}.")
_AGREEMENTS, _EXCHANGES = N_("active agreements"), N_("exchanges held")
_GIVEN, _RECEIVED = N_("person-days given"), N_("person-days received")
_WOMEN = N_("part of women")
_STAGES = N_("Agreements by stage")
_MAP = N_("Map of the partners: {names}")
_MOST_NAMED = 8
_AND_MORE = N_("{names} and others")


def draw_annual(facts: AnnualFacts, language: Language) -> bytes:
    """The annual report as PDF, in `language`: its file, the same for the same facts."""
    with using(language), without_collector():
        root = Node("Document")
        pages = _laid(facts, root)
        document = f"{_REPORT.format(year=facts.year)}, {figures.day(facts.printed_on)}"
        name = labelled(facts.city, _TITLE.format(year=facts.year))
        frame = Frame(facts.office, document, name, "", facts.reference)
        return printed(pages, frame, root, language=language, printed_on=facts.printed_on)


def _laid(facts: AnnualFacts, root: Node) -> Pages:
    pages = Pages()
    first, last = figures.day(date(facts.year, 1, 1)), figures.day(facts.until)
    opening = [spans(" ".join(_summary(facts)), OPENING)]
    head = [
        *title(_TITLE.format(year=facts.year), root),
        *subtitle(_CITY_AND_DAYS.format(city=facts.city, first=first, last=last), root),
        *lead(opening, root),
        *numbers(_figures(facts), root),
    ]
    below = pages.lay(head, LEFT, (0, FIRST))
    main, beside = _stages(facts, root), _map(facts, root)
    below = max(pages.lay(main, LEFT, below), pages.lay(beside, SIDE_LEFT, below))
    pages.lay(_wide(facts, root), LEFT, below)
    return pages


def _wide(facts: AnnualFacts, root: Node) -> list[Strip]:
    return [
        *sections.agreements(facts, root),
        *knowledge.exchanges(facts, root),
        *knowledge.person_days(facts, root),
        *sections.visits(facts, root),
        *sections.means(facts, root),
        *sections.targets(facts, root),
        *sections.promises(facts, root),
        *sections.remarks(facts, root),
        *sections.plan(facts, root),
    ]


def _summary(facts: AnnualFacts) -> list[str]:
    if not facts.stages:
        return [str(_NONE)]
    live = _LIVE.count(facts.active)
    named = facts.partners[:_MOST_NAMED]
    names = figures.listed(list(named))
    if len(facts.partners) > len(named):
        names = _AND_MORE.format(names=", ".join(named))
    kept, due = (sum(getattr(side, key) for side in facts.sides) for key in ("kept", "due"))
    found = [_WITH.format(agreements=live, partners=names) if names else f"{live}.", _HELD.count(facts.held)]
    if kept or due:
        found.append(_PROMISES.format(kept=kept, owed=due, late=facts.late))
    return found


def _figures(facts: AnnualFacts) -> list[tuple[str, str]]:
    women = facts.women.percent
    return [
        (figures.number(facts.active), str(_AGREEMENTS)),
        (figures.number(facts.held), str(_EXCHANGES)),
        (figures.number(facts.days.given.all), str(_GIVEN)),
        (figures.number(facts.days.received.all), str(_RECEIVED)),
        ("–" if women is None else figures.percent(women), str(_WOMEN)),
    ]


def _stages(facts: AnnualFacts, root: Node) -> list[Strip]:
    section, found = headed(_STAGES, root, width=MAIN)
    if not facts.stages:
        return [*found, *sentence(str(_NONE), section, width=MAIN)]
    words = figures.in_a_row(labelled(one.stage, one.count) for one in facts.stages)
    drawing = bars([Bar(one.stage, one.count, str(one.count)) for one in facts.stages], MAIN)
    return [*found, figure(drawing, words, section)]


def _map(facts: AnnualFacts, root: Node) -> list[Strip]:
    if not facts.spots:
        return []
    drawing = draw_map(facts.spots, facts.flows, width=SIDE, height=SIDE * 0.9)
    words = _MAP.format(names=figures.listed([spot.label for spot in facts.spots]))
    return [figure(drawing, words, root, above=7 * MM)]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The other sections of an annual report, each as wide as the page."""

from collections.abc import Sequence

from coopdesk.language import N_, figures, labelled
from coopdesk.reports.annual.facts import AnnualFacts, Remark
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text
from coopdesk.reports.paper.measures import FULL, META, MM
from coopdesk.reports.paper.prose import prose
from coopdesk.reports.paper.strips import paragraph
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.parts.drawing import headed, plain_table, sentence
from coopdesk.reports.parts.means import means_tables
from coopdesk.reports.parts.promises import promise_figure, promise_table
from coopdesk.reports.parts.targets import target_table

_AGREEMENTS = N_("Agreements")
_VISITS = N_("Meetings and visits")
_NO_VISIT = N_("No meeting or visit is noted in this year.")
_MEANS = N_("Means by source")
_NO_MEANS = N_("No movement of means is noted in this year.")
_UNDATED = N_("Contributions without a date, which no year holds: {n}.")
_TARGETS = N_("Results against targets")
_RESULTS = N_("Results")
_NO_RESULTS = N_("Neither results nor indicators are noted for this year.")
_PROMISES = N_("Promises kept and owed")
_NO_PROMISE = N_("No promise was due or kept in this year.")
_DIFFICULTIES, _LESSONS = N_("Difficulties"), N_("Lessons learned")
_PLAN = N_("Plan for {year}")
_NO_PLAN = N_("Nothing is planned in the desk for {year} yet.")
_BUDGET = N_("Planned means")
MORE = N_("{n} more in the desk")
_MOST_VISITS = 40
_MOST_REMARKS = 12
_TEXT = FULL * 0.86


def agreements(facts: AnnualFacts, root: Node) -> list[Strip]:
    """The agreements of the year, those in use first."""
    if not facts.agreements:
        return []
    section, found = headed(_AGREEMENTS, root)
    rows = [(one.title, one.partners, one.stage, one.years) for one in facts.agreements]
    return found + plain_table((), (0.42, 0.28, 0.17, 0.13), rows, section, right=frozenset({3}))


def visits(facts: AnnualFacts, root: Node) -> list[Strip]:
    """How many notes of each kind, and the visits and missions."""
    section, found = headed(_VISITS, root)
    if not facts.notes:
        return found + sentence(str(_NO_VISIT), section)
    counts = [labelled(kind, figures.number(n)) for kind, n in facts.notes]
    found += sentence(" · ".join(counts), section, width=FULL / 0.86)
    rows = [
        (one.title, one.kind, one.partners, figures.day(one.day, short=True))
        for one in facts.visits[:_MOST_VISITS]
    ]
    table = plain_table((), (0.4, 0.19, 0.26, 0.15), rows, section, right=frozenset({3}))
    if table:
        found[-1].glued = True
        table[0].above = 1.5 * MM
    return found + table + _more(len(facts.visits) - _MOST_VISITS, section)


def means(facts: AnnualFacts, root: Node) -> list[Strip]:
    """Planned, pledged, received, spent by source."""
    section, found = headed(_MEANS, root)
    found += means_tables(facts.means, section) if facts.means else sentence(str(_NO_MEANS), section)
    if facts.undated:
        words = set_text(_UNDATED.format(n=figures.number(facts.undated)), META, FULL)
        found += paragraph(words, META, section.add("P"), above=3.0)
    return found


def targets(facts: AnnualFacts, root: Node) -> list[Strip]:
    """Indicators on their way to the targets, and what was achieved."""
    section, found = headed(_TARGETS, root)
    if not facts.targets and not facts.results:
        return found + sentence(str(_NO_RESULTS), section)
    if facts.targets:
        found += target_table(facts.targets, section)
    if facts.results:
        if facts.targets:
            section, head = headed(_RESULTS, root)
            found += head
        rows = [(title, figures.day(day, short=True) if day else "") for title, day in facts.results]
        found += plain_table((), (0.82, 0.18), rows, section, right=frozenset({1}))
    return found


def promises(facts: AnnualFacts, root: Node) -> list[Strip]:
    """Both sides' promises of the year."""
    section, found = headed(_PROMISES, root)
    if not facts.promises:
        return found + sentence(str(_NO_PROMISE), section)
    return [*found, promise_figure(facts.sides, section), *promise_table(facts.promises, section)]


def remarks(facts: AnnualFacts, root: Node) -> list[Strip]:
    """Difficulties and lessons, as they were noted."""
    found: list[Strip] = []
    for label, texts in ((_DIFFICULTIES, facts.difficulties), (_LESSONS, facts.lessons)):
        if texts:
            section, head = headed(label, root)
            found += head + _remarks(texts, section)
    return found


def _remarks(texts: Sequence[Remark], section: Node) -> list[Strip]:
    found: list[Strip] = []
    for one in texts[:_MOST_REMARKS]:
        strips = prose(one.text, _TEXT, section)
        if not strips:
            continue
        strips[0].above = 2 * MM if found else 0.0
        strips[-1].glued = True
        found += strips + paragraph(set_text(one.source, META, _TEXT), META, section.add("P"), above=1.0)
    return found + _more(len(texts) - _MOST_REMARKS, section)


def plan(facts: AnnualFacts, root: Node) -> list[Strip]:
    """What the records say of the year to come."""
    year = facts.year + 1
    section, found = headed(_PLAN.format(year=year), root)
    if not facts.plan and not facts.budget:
        return found + sentence(_NO_PLAN.format(year=year), section)
    rows = [(one.what, one.kind, figures.day(one.day, short=True)) for one in facts.plan]
    found += plain_table((), (0.55, 0.28, 0.17), rows, section, right=frozenset({2}))
    if facts.budget:
        section, head = headed(_BUDGET, root)
        found += head + means_tables(facts.budget, section)
    return found


def _more(left_out: int, section: Node) -> list[Strip]:
    if left_out <= 0:
        return []
    return paragraph(set_text(MORE.format(n=left_out), META, FULL), META, section.add("P"), above=3.0)

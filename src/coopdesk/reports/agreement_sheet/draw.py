# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet of an agreement as an A4 document."""

from coopdesk.collector import without_collector
from coopdesk.language import N_, NC_, Language, figures, using
from coopdesk.reports.agreement_sheet.facts import AgreementFacts
from coopdesk.reports.paper.brief import brief
from coopdesk.reports.paper.flow import Pages, Strip
from coopdesk.reports.paper.frame import Frame
from coopdesk.reports.paper.measures import FIRST, FULL, LEFT, MAIN, OPENING, SIDE, SIDE_LEFT
from coopdesk.reports.paper.opening import lead, subtitle, title
from coopdesk.reports.paper.printing import printed
from coopdesk.reports.paper.prose import prose, run_blocks
from coopdesk.reports.paper.strips import PARAGRAPH_SPACE
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.parts.drawing import headed, plain_table, text_section
from coopdesk.reports.parts.exchanges import exchange_table
from coopdesk.reports.parts.means import means_tables
from coopdesk.reports.parts.promises import promise_figure, promise_table
from coopdesk.reports.parts.targets import target_table

_SHEET = N_("State of the agreement")
_IN_BRIEF = N_("In brief")
_AIMS = N_("Aims")
_PARTIES = N_("Parties")
_READINESS = N_("Readiness checklist")
_READY_OF = N_("{done} of {n} met")
_PROMISES = N_("Promises")
_BUDGET = N_("Budget")
_YEAR, _HEADING, _SOURCE, _PLANNED = (
    N_("Year"),
    N_("Heading"),
    NC_("of means", "Source"),
    N_("Planned amount"),
)
_MEANS = NC_("heading", "Means")
_EXCHANGES = N_("Exchanges")
_TARGETS = N_("Results against targets")
_RESULTS = N_("Results")
_TO_DO = N_("To do")
_BELOW = N_("Agreements under this one")
_DOCUMENTS = N_("Documents")
_LONG_AIMS = 320


def draw_agreement_sheet(facts: AgreementFacts, language: Language) -> bytes:
    """The sheet as PDF, in `language`: its file, the same for the same facts."""
    with using(language), without_collector():
        root = Node("Document")
        pages = _laid(facts, root)
        document = f"{_SHEET}, {figures.day(facts.printed_on)}"
        frame = Frame(facts.office, document, facts.title, "", facts.reference)
        return printed(pages, frame, root, language=language, printed_on=facts.printed_on)


def _laid(facts: AgreementFacts, root: Node) -> Pages:
    """Parties and texts beside the short facts; below both, as wide as the page, what came of it."""
    pages = Pages()
    short_aims = facts.aims if len(facts.aims) <= _LONG_AIMS else ""
    head = [
        *title(facts.title, root),
        *subtitle(facts.subtitle, root, state=facts.stage),
        *lead(run_blocks(short_aims, OPENING), root),
    ]
    below = pages.lay(head, LEFT, (0, FIRST))
    main = [
        *([] if short_aims else text_section(str(_AIMS), facts.aims, root, width=MAIN)),
        *_parties(facts, root),
        *_readiness(facts, root),
        *(strip for label, text in facts.texts for strip in text_section(label, text, root, width=MAIN)),
    ]
    beside = brief(str(_IN_BRIEF), facts.lines, SIDE, root, mixed=True)
    below = max(pages.lay(main, LEFT, below), pages.lay(beside, SIDE_LEFT, below))
    pages.lay(_wide(facts, root), LEFT, below)
    return pages


def _wide(facts: AgreementFacts, root: Node) -> list[Strip]:
    return [
        *_promises(facts, root),
        *_exchanges(facts, root),
        *_targets(facts, root),
        *_results(facts, root),
        *_budget(facts, root),
        *_means(facts, root),
        *_pairs(facts, root),
    ]


def _parties(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.parties:
        return []
    section, found = headed(_PARTIES, root, width=MAIN)
    signed = any(one.signatory or one.resolution for one in facts.parties)
    shares = (0.34, 0.24, 0.42) if signed else (0.7, 0.3)
    rows = [
        (one.name, one.role, "\n".join(filter(None, [one.signatory, one.resolution])))[: len(shares)]
        for one in facts.parties
    ]
    return found + plain_table((), shares, rows, section, width=MAIN)


def _readiness(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.readiness:
        return []
    done = sum(one.done for one in facts.readiness)
    count = done + sum(one.open for one in facts.readiness)
    section, found = headed(_READINESS, root, aside=_READY_OF.format(done=done, n=count), width=MAIN)
    rows = [(one.item, one.state) for one in facts.readiness]
    return found + plain_table((), (0.62, 0.38), rows, section, width=MAIN)


def _promises(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.promises:
        return []
    section, found = headed(_PROMISES, root)
    found.append(promise_figure(facts.sides, section))
    return found + promise_table(facts.promises, section)


def _exchanges(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.exchanges:
        return []
    section, found = headed(_EXCHANGES, root)
    return found + exchange_table(facts.exchanges, section)


def _targets(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.targets:
        return []
    section, found = headed(_TARGETS, root)
    return found + target_table(facts.targets, section)


def _results(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.results:
        return []
    section, found = headed(_RESULTS, root)
    for one in facts.results:
        day = figures.day(one.day) if one.day else ""
        rows = [(one.title, day)]
        found += plain_table((), (0.75, 0.25), rows, section, right=frozenset({1}))
        story = prose(one.story, FULL * 0.86, section)
        if story:
            found[-1].glued = True
            story[0].above = PARAGRAPH_SPACE
            story[-1].height += PARAGRAPH_SPACE
        found += story
    return found


def _budget(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.budget:
        return []
    section, found = headed(_BUDGET, root)
    rows = [(one.heading, str(one.year), one.source, one.amount) for one in facts.budget]
    heads = (_HEADING, _YEAR, _SOURCE, _PLANNED)
    return found + plain_table(heads, (0.4, 0.1, 0.3, 0.2), rows, section, right=frozenset({3}))


def _means(facts: AgreementFacts, root: Node) -> list[Strip]:
    if not facts.means:
        return []
    section, found = headed(_MEANS, root)
    return found + means_tables(facts.means, section)


def _pairs(facts: AgreementFacts, root: Node) -> list[Strip]:
    found: list[Strip] = []
    to_do = [(what, who, figures.day(day, short=True) if day else "") for what, who, day in facts.to_do]
    for words, shares, rows in (
        (_TO_DO, (0.55, 0.25, 0.2), to_do),
        (_BELOW, (0.7, 0.3), facts.below),
        (_DOCUMENTS, (0.6, 0.4), facts.documents),
    ):
        if rows:
            section, head = headed(words, root)
            last = frozenset({len(shares) - 1})
            found += head + plain_table((), shares, rows, section, right=last)
    return found

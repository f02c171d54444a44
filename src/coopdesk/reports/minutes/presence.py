# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who was there: our side, the partners' side, others, each with a bar, a name and a count."""

from collections.abc import Sequence

from coopdesk.language import N_, NP_, Message
from coopdesk.reports.minutes.facts import MinutesFacts, Present
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.measures import (
    HAND_RULE,
    OCHRE,
    OCHRE_TEXT,
    PETROL,
    STRONG,
    TABLE,
    TABLE_2,
    Colour,
)
from coopdesk.reports.paper.strips import SECTION_SPACE, heading
from coopdesk.reports.paper.tables import Column, row, side_row
from coopdesk.reports.paper.tags import Node

_HEADING = N_("People present")
_OUR_SIDE = N_("Our side: {name}")
_PARTNERS_SIDE = N_("Partner’s side: {name}")
_OUR_SIDE_ALONE = N_("Our side")
_PARTNERS_ALONE = N_("Partners’ side")
_OTHERS = N_("Other people")
_PEOPLE = NP_("{n} person", "{n} people")
_NAME, _POST = 0.34, 0.36
_STYLES = (STRONG, TABLE, TABLE_2)


def presence(facts: MinutesFacts, width: float, root: Node) -> list[Strip]:
    """The table of the people present, `width` points wide; nothing where nobody is named."""
    if not facts.present:
        return []
    ours = [person for person in facts.present if person.ours]
    theirs = _by_organisation([one for one in facts.present if not one.ours and one.organisation])
    others = [person for person in facts.present if not person.ours and not person.organisation]
    section = root.add("Sect")
    others_alone = not ours and not theirs
    total = _PEOPLE.count(len(facts.present))
    found = heading(str(_HEADING), width, section.add("H2"), aside=total)
    table = section.add("Table")
    for people, colours, name in (
        (ours, (PETROL, PETROL), _side(_OUR_SIDE_ALONE, _OUR_SIDE, ours)),
        (theirs, (OCHRE, OCHRE_TEXT), _side(_PARTNERS_ALONE, _PARTNERS_SIDE, theirs)),
        (others, (HAND_RULE, STRONG.colour), "" if others_alone else str(_OTHERS)),
    ):
        part = _part(people, name, colours, width, table)
        if part and found[-1].head:
            part[0].above = SECTION_SPACE / 3
        found += part
    return found


def _by_organisation(people: Sequence[Present]) -> list[Present]:
    """Those of one organisation together, the organisations in the order of their first person."""
    rank = {name: n for n, name in enumerate(dict.fromkeys(person.organisation for person in people))}
    return sorted(people, key=lambda person: rank[person.organisation])


def _side(alone: Message, named: Message, people: Sequence[Present]) -> str:
    organisations = {person.organisation for person in people}
    name = organisations.pop() if len(organisations) == 1 else ""
    return named.format(name=name) if name else str(alone)


def _part(
    people: Sequence[Present], name: str, colours: tuple[Colour, Colour], width: float, table: Node
) -> list[Strip]:
    if not people:
        return []
    bar, ink = colours
    count = _PEOPLE.count(len(people))
    head = side_row(name, count, width, bar, STRONG.but(colour=ink), table) if name else None
    one_organisation = len({person.organisation for person in people}) == 1
    shares = (_NAME, 1 - _NAME) if one_organisation else (_NAME, _POST, 1 - _NAME - _POST)
    columns = [Column(width * share, style) for share, style in zip(shares, _STYLES, strict=False)]
    found = [head] if head else []
    for person in people:
        cells = (person.name, person.post, person.organisation)
        found += row(columns, cells[: len(columns)], table, head=head)
    return found

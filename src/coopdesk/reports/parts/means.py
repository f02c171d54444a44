# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Means in a table: planned, pledged, received, spent by source, and what is unaccounted for."""

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from coopdesk.language import N_, NC_, Message, figures
from coopdesk.records.rules.means import STEPS, MeansRow
from coopdesk.records.types.choices import ORIGINS
from coopdesk.records.types.means import STEPS as STEP_LABELS
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text, width_of
from coopdesk.reports.paper.measures import FULL, META, STRONG, TABLE
from coopdesk.reports.paper.strips import paragraph
from coopdesk.reports.paper.tables import Column, head_row, kept_together, row
from coopdesk.reports.paper.tags import Node

_SOURCE = NC_("of means", "Source")
_UNKNOWN = N_("Source not stated")
_PLANNED = NC_("step", "Planned")
_UNACCOUNTED = N_("Unaccounted for")
_TOTAL = N_("Total")
_AMOUNTS = N_("Amounts: {currency}")
_NOTE = N_(
    "Unaccounted for: what was received, less what was given back and what was spent against a document or "
    "a reference."
)
_LEAST = 0.2
_HALF = 0.65


def means_tables(rows: Sequence[MeansRow], section: Node) -> list[Strip]:
    """A table for each currency (that of most sources first): its sources with their steps, and a
    total; nothing without rows."""
    found: list[Strip] = []
    counts = Counter(one.currency for one in rows)
    for currency in sorted(counts, key=lambda code: (-counts[code], code)):
        of_currency = [one for one in rows if one.currency == currency]
        found += _table(of_currency, currency, section, above=10.0 if found else 0.0)
    if any(one.unaccounted for one in rows):
        found += paragraph(set_text(str(_NOTE), META, FULL), META, section.add("P"), above=3.0)
    return found


def steps_of(rows: Sequence[MeansRow]) -> list[str]:
    """The steps that any of the rows has, in their order."""
    return [step for step in STEPS if any(step in one.sums for one in rows)]


def step_label(step: str) -> Message:
    """The name of a step, planned among them."""
    return STEP_LABELS.get(step, _PLANNED)


def source_label(source: str) -> str:
    """The name of a source of means, in words also where it is not stated."""
    return str(ORIGINS[source]) if source in ORIGINS else source or str(_UNKNOWN)


def amount(value: Decimal, currency: str) -> str:
    """An amount without its currency: in the smallest unit of it, whole ones without decimals."""
    from babel.numbers import get_currency_precision

    if value != value.to_integral_value():
        value = value.quantize(Decimal(1).scaleb(-get_currency_precision(currency)), ROUND_HALF_UP)
    return figures.number(int(value) if value == value.to_integral_value() else value)


def _table(rows: Sequence[MeansRow], currency: str, section: Node, *, above: float) -> list[Strip]:
    steps = steps_of(rows)
    unaccounted = any("received" in one.sums or "spent" in one.sums for one in rows)
    texts = [
        [source_label(one.source), *(_cell(one.sums.get(step), currency) for step in steps)] for one in rows
    ]
    sums = [sum((one.of(step) for one in rows), Decimal(0)) for step in steps]
    texts.append([str(_TOTAL), *(amount(value, currency) for value in sums)])
    heads = [str(_SOURCE), *(str(step_label(step)) for step in steps)]
    if unaccounted:
        heads.append(str(_UNACCOUNTED))
        for cells, one in zip(texts, rows, strict=False):
            cells.append(amount(one.unaccounted, currency) if "received" in one.sums else "")
        left = sum((one.unaccounted for one in rows if "received" in one.sums), Decimal(0))
        texts[-1].append(amount(left, currency))
    columns = _columns(heads, texts)
    caption = _AMOUNTS.format(currency=figures.money(Decimal(0), currency).strip("0,. \u00a0") or currency)
    found = paragraph(set_text(caption, META, FULL), META, section.add("P"), above=above)
    found[-1].glued = True
    table = section.add("Table")
    head = head_row(columns, heads, table)
    head.glued = True
    found.append(head)
    for cells in texts[:-1]:
        found += row(columns, cells, table, head=head)
    bold = [Column(column.width, STRONG, column.right) for column in columns]
    return kept_together(found + row(bold, texts[-1], table, head=head))


def _columns(heads: Sequence[str], texts: Sequence[Sequence[str]]) -> list[Column]:
    """The source takes what the amounts leave; each amount stands on one line."""
    widths = [
        max(_head_width(heads[at]), *(width_of(cells[at], STRONG) for cells in texts)) + 13
        for at in range(1, len(heads))
    ]
    first = max(FULL - sum(widths), FULL * _LEAST)
    return [Column(first), *(Column(width, TABLE, right=True) for width in widths)]


def _cell(value: Decimal | None, currency: str) -> str:
    return "" if value is None else amount(value, currency)


def _head_width(head: str) -> float:
    """How wide a name of a column must be at least on two lines."""
    widest = max(width_of(word, META) for word in head.split())
    return max(widest, width_of(head, META) * _HALF) if " " in head else widest

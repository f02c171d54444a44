# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of an agreement's sheet, read from the agreement and the records under it.

What is confidential or removed is not printed, wherever it is named.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from coopdesk.errors import WorldError
from coopdesk.language import N_, Language, figures, labelled, using
from coopdesk.records.declaration import COMMON
from coopdesk.records.kinds import Link, Prose, Scalar
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.rules.due import OPEN_FOLLOW_UP, notice_by
from coopdesk.records.rules.means import MeansRow, by_source, transparency
from coopdesk.records.rules.participation import attended
from coopdesk.records.rules.promises import balances
from coopdesk.records.types import record_type
from coopdesk.records.types.agreements import READINESS_ITEMS
from coopdesk.records.values import Record
from coopdesk.reports.agreement_sheet.facts import (
    AgreementFacts,
    BudgetLine,
    PartyLine,
    ReadinessLine,
    ResultLine,
)
from coopdesk.reports.parts.exchanges import ExchangeLine, exchange_lines
from coopdesk.reports.parts.promises import promise_lines, side_counts
from coopdesk.reports.parts.targets import target_lines
from coopdesk.reports.sources import Reader, Sources, shown

_NOTICE = N_("Notice by")
_RESOLUTION = N_("Council resolution {number}")
_SHORT_ID = 8
# Fields that have a place of their own on the page.
_PLACED = frozenset((
    "title", "form", "reference", "stage", "aims", "notice_period", "notice_unit",
    *(field.key for field in COMMON),
))  # fmt: skip


def gather(
    reader: Reader, agreement: str, language: Language, *, printed_on: date | None = None
) -> AgreementFacts:
    """The facts of an agreement's sheet in the words of `language`; `printed_on` is today by
    default. Raises WorldError where there is no such agreement, or where it is confidential."""
    with using(language):
        sources = Sources(reader)
        return _Gatherer(sources, _agreement(sources, agreement), printed_on or date.today()).facts()


def _agreement(sources: Sources, id: str) -> Record:
    found = sources.reader.record("agreement", id)
    if found is None or found.removed:
        raise WorldError("no_agreement", "There is no agreement {id}. See the list of agreements.", id=id)
    if found.one("confidential"):
        raise WorldError(
            "confidential_agreement",
            "The agreement {title} is confidential and is not printed. Take the mark off first.",
            title=sources.reader.title("agreement", id),
        )
    return found


class _Gatherer:
    def __init__(self, sources: Sources, agreement: Record, on: date) -> None:
        self._sources = sources
        self._agreement = agreement
        self._on = on
        self._fields = record_type("agreement").by_key
        self._ours = sources.family(sources.reader.our_organisation())

    def facts(self) -> AgreementFacts:
        agreement, sources, on = self._agreement, self._sources, self._on
        promises = self._parts("promise")
        return AgreementFacts(
            office=sources.reader.office_name(),
            title=agreement.text("title") or agreement.text("reference"),
            subtitle=" · ".join(filter(None, [shown(agreement, "form"), agreement.text("reference")])),
            stage=shown(agreement, "stage"),
            aims=agreement.text("aims"),
            parties=tuple(self._parties()),
            lines=tuple(self._lines()),
            texts=tuple(self._texts()),
            promises=promise_lines(sources, sorted(promises, key=_by_day), on),
            sides=side_counts(balances(promises, self._ours, on)),
            readiness=tuple(self._readiness()),
            budget=tuple(self._budget()),
            means=tuple(self._means()),
            exchanges=self._exchanges(),
            targets=target_lines(sources, self._parts("indicator"), on),
            results=tuple(self._results()),
            to_do=tuple(self._to_do(promises)),
            below=tuple(
                (one.text("title") or one.text("reference"), shown(one, "stage"))
                for one in sources.linked("agreement", "parent_agreement", agreement.id)
            ),
            documents=tuple(self._documents()),
            reference=agreement.text("reference") or agreement.id[:_SHORT_ID],
            printed_on=on,
        )

    def _parts(self, type_key: str) -> list[Record]:
        return self._sources.linked(type_key, "agreement", self._agreement.id)

    def _parties(self) -> Iterator[PartyLine]:
        roles = list(getattr(record_type("party").by_key["role"].kind, "codes", ()))
        for one in sorted(self._parts("party"), key=lambda one: _place_in(roles, one.one("role"))):
            name = self._sources.name("organisation", one.one("organisation"))
            signatory = self._sources.name("person", one.one("signatory"))
            post = self._sources.record("post", one.one("signatory_post"))
            number, day = one.text("resolution_number"), shown(one, "resolution_date")
            resolution = _RESOLUTION.format(number=number) if number else ""
            if name:
                yield PartyLine(
                    name,
                    shown(one, "role"),
                    ", ".join(filter(None, [signatory, post.text("function") if post else ""])),
                    ", ".join(filter(None, [resolution, day])),
                )

    # --- fields ---------------------------------------------------------------------------

    def _lines(self) -> Iterator[tuple[str, str]]:
        """Every short field that has a value, in the order of the declaration."""
        for field in self._fields.values():
            if field.key in _PLACED or field.private or isinstance(field.kind, Prose):
                continue
            if text := self._text(field.key):
                yield str(field.label), text
            if field.key == "renewal" and (notice := notice_by(self._agreement)):
                yield str(_NOTICE), figures.day(notice)

    def _texts(self) -> Iterator[tuple[str, str]]:
        for field in self._fields.values():
            if not isinstance(field.kind, Prose) or field.key in _PLACED or field.private:
                continue
            if text := self._agreement.text(field.key):
                yield str(field.label), text

    def _text(self, key: str) -> str:
        kind = self._fields[key].kind
        if isinstance(kind, Link):
            return self._sources.name(kind.to[0], self._agreement.one(key))
        if kind.many:
            return "\n".join(kind.show(member) for member in self._agreement.many(key))
        return shown(self._agreement, key)

    # --- what came of it ------------------------------------------------------------------

    def _readiness(self) -> Iterator[ReadinessLine]:
        order = list(READINESS_ITEMS)
        for one in sorted(self._parts("readiness"), key=lambda one: _place_in(order, one.one("item"))):
            state = one.one("state")
            words, remark = shown(one, "state"), one.text("remark")
            words = labelled(words, remark) if words and remark else words or remark
            yield ReadinessLine(shown(one, "item"), words, state == "yes", state in (None, "no", "partly"))

    def _budget(self) -> Iterator[BudgetLine]:
        lines = self._parts("budget-line")
        for one in sorted(lines, key=lambda one: (int(one.one("year") or 0), one.text("heading"))):
            yield BudgetLine(
                int(one.one("year") or 0),
                one.text("heading"),
                shown(one, "source"),
                shown(one, "planned_amount"),
            )

    def _means(self) -> list[MeansRow]:
        exchanges = self._parts("exchange")
        entries = {one.id: one for one in self._parts("contribution")}
        for exchange in exchanges:
            entries |= {one.id: one for one in self._sources.linked("contribution", "exchange", exchange.id)}
        currency = self._sources.reader.currency()
        return by_source(transparency(entries.values(), self._parts("budget-line"), currency))

    def _exchanges(self) -> tuple[ExchangeLine, ...]:
        exchanges = self._parts("exchange")
        rows = attended(
            [part for one in exchanges for part in self._sources.linked("participation", "exchange", one.id)],
            exchanges={one.id: one for one in exchanges},
            persons={one.id: one for one in self._sources.reader.every("person")},
            ours=self._ours,
        )
        return exchange_lines(self._sources, exchanges, rows)

    def _results(self) -> Iterator[ResultLine]:
        results = sorted(self._parts("result"), key=lambda one: str(one.one("day") or ""), reverse=True)
        for one in results:
            yield ResultLine(one.text("title"), day_in(one, "day"), one.text("story"))

    def _to_do(self, promises: list[Record]) -> Iterator[tuple[str, str, date | None]]:
        """The open follow-ups of the agreement and of its promises: what, who, until when."""
        sources = [self._agreement.id, *(one.id for one in promises)]
        found = [one for id in sources for one in self._sources.linked("follow-up", "comes_from", id)]
        for one in sorted(found, key=_by_day):
            if one.one("state") in OPEN_FOLLOW_UP:
                yield one.text("what"), self._sources.name("person", one.one("who")), day_in(one, "due_on")

    def _documents(self) -> Iterator[tuple[str, str]]:
        for one in self._sources.linked("document", "belongs_to", self._agreement.id):
            yield one.text("title"), ", ".join(filter(None, [shown(one, "kind"), shown(one, "day")]))


def _place_in(codes: Sequence[str], code: Scalar | None) -> int:
    """Where a code stands; unknown ones and none last."""
    return codes.index(str(code)) if code in codes else len(codes)


def _by_day(record: Record) -> tuple[date, str]:
    return day_in(record, "due_on") or date.max, record.id

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of partners: every organisation but ours by its short name, and what a row says of it."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopdesk.desk import quiet
from coopdesk.desk.asking import find
from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_names import Names
from coopdesk.language import figures
from coopdesk.records.rules.calendar import LIVE
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import reading, watching

MOST_FOUND = 500


class Which(StrEnum):
    """Which partners are listed."""

    ALL = "all"
    CITIES = "cities"
    LIVE = "live"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner in the list: its short name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """What the list says of a partner: its country as the current language names it, how many
    agreements are firm, the stage of the only thing there is where none is, the day of the last note,
    and the months of silence where it has gone quiet or an agreement is only a sign at the gate."""

    id: str
    country: str
    kind: str
    agreements: int
    stage: str
    last: date | None
    sign: str = ""
    months: int = 0


def partners(desk: Desk, text: str = "", which: Which = Which.ALL, on: date | None = None) -> list[Partner]:
    """The partners by name; with words typed those whose own name or city holds them all."""
    connection = desk.store.connection
    ours = reading.standing(connection, desk.office.organisation)
    places = {one.id: one.text("name") for one in watching.columns(connection, BY_KEY["place"], "name")}
    organisations = [
        one
        for one in watching.columns(connection, BY_KEY["organisation"], "name", "acronym", "kind", "place")
        if one.id != ours
    ]
    wanted = _chosen(desk, organisations, which, on or date.today())
    if text.strip():
        wanted &= _found(desk, organisations, text)
    listed = [Partner(one.id, _short(one, places)) for one in organisations if one.id in wanted]
    return sorted(listed, key=lambda one: (_sorted_by(one.name), one.id))


def _sorted_by(name: str) -> str:
    """A name as it is put in order: without accents and capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _short(organisation: Record, places: dict[str, str]) -> str:
    name = organisation.text("name")
    if organisation.one("kind") == "city_hall":
        return places.get(str(organisation.one("place")), "") or name
    return organisation.text("acronym") or name


def _chosen(desk: Desk, organisations: list[Record], which: Which, on: date) -> set[str]:
    if which is Which.CITIES:
        return {one.id for one in organisations if one.one("kind") == "city_hall"}
    if which is Which.LIVE:
        live = {one.id for one in quiet.live_agreements(desk)}
        parties = watching.columns(desk.store.connection, BY_KEY["party"], "agreement", "organisation")
        return {str(one.one("organisation")) for one in parties if one.one("agreement") in live}
    if which is Which.QUIET:
        return set(signs(desk, on))
    return {one.id for one in organisations}


def _found(desk: Desk, organisations: list[Record], text: str) -> set[str]:
    hits = {hit.record.id for hit in find(desk, text, of_type="organisation", limit=MOST_FOUND)}
    places = {hit.record.id for hit in find(desk, text, of_type="place", limit=MOST_FOUND)}
    return hits | {one.id for one in organisations if one.one("place") in places}


def signs(desk: Desk, on: date) -> dict[str, tuple[str, int]]:
    """The partners gone quiet ("silent") or with an agreement that is only a sign ("gate"), with the
    months of it."""
    live = quiet.live_agreements(desk)
    found = {one.organisation: ("silent", one.months) for one in quiet.silent(desk, on, live)}
    gates = {one.agreement: one.months for one in quiet.gates(desk, on, live)}
    ours = quiet.ours(desk)
    for party in watching.linked_from(desk.store.connection, BY_KEY["party"], "agreement", gates):
        organisation = str(party.one("organisation") or "")
        if organisation and organisation not in ours:
            found[organisation] = ("gate", gates[str(party.one("agreement"))])
    return found


def rows(
    desk: Desk, ids: Iterable[str], on: date, told: dict[str, tuple[str, int]] | None = None
) -> list[PartnerRow]:
    """What the list says of these partners; `told` are the `signs` where they are at hand."""
    wanted = list(ids)
    connection, names = desk.store.connection, Names(desk)
    names.fetch(wanted)
    present = [record for one in wanted if (record := names.record(one))]
    names.fetch(str(one.one("place") or "") for one in present)
    parties = watching.linked_from(connection, BY_KEY["party"], "organisation", wanted)
    names.fetch(str(one.one("agreement")) for one in parties)
    last = watching.last_days(connection, quiet.NOTES_OF_ORGANISATIONS, wanted, on.isoformat())
    by_partner: dict[str, list[Record]] = {}
    for party in parties:
        agreement = names.record(party.one("agreement"))
        if agreement and not agreement.removed:
            by_partner.setdefault(str(party.one("organisation")), []).append(agreement)
    marks = told or {}
    return [
        _row(names, one, by_partner.get(one.id, []), last.get(one.id, ""), marks.get(one.id, ("", 0)))
        for one in present
    ]


def _row(
    names: Names, partner: Record, agreements: list[Record], last: str, sign: tuple[str, int]
) -> PartnerRow:
    stages = Counter(str(one.one("stage") or "") for one in agreements)
    firm = sum(
        count for stage, count in stages.items() if stage in LIVE - {"contact", "announced", "negotiating"}
    )
    early = next((key for key in ("negotiating", "announced", "contact", "dormant") if stages[key]), "")
    return PartnerRow(
        id=partner.id,
        country=figures.country(code) if (code := names.country(partner)) else "",
        kind=str(partner.one("kind") or ""),
        agreements=firm,
        stage=early,
        last=date.fromisoformat(last) if last else None,
        sign=sign[0],
        months=sign[1],
    )

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a partner: its whole story on one screen, read as far as it is shown."""

from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from coopdesk.desk import partner_story
from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_names import Names
from coopdesk.desk.partner_story import StoryEntry
from coopdesk.desk.today import ldc_list
from coopdesk.desk.year_figures import Promised
from coopdesk.language import figures
from coopdesk.records.identity import not_found
from coopdesk.records.rules.calendar import FINISHED, beginning, day_in
from coopdesk.records.rules.countries import CooperationKind, LdcSpell, north_south
from coopdesk.records.rules.due import DueItem, due
from coopdesk.records.rules.people import is_unverified, present_posts
from coopdesk.records.rules.promises import balances
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import watching

STAGE_ORDER = (
    "active",
    "signed",
    "approved",
    "negotiating",
    "announced",
    "contact",
    "dormant",
    "",
    "ended",
    "abandoned",
)
NEXT_DAYS = 60
LONGEST_STORY = 5
EARTH = 6371.0
"""The radius of the earth in kilometres."""


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """An agreement on the page: its dates, the promises of both sides, and what is next in it."""

    id: str
    title: str
    reference: str
    stage: str
    begins: date | None
    ends: date | None
    ours: Promised
    theirs: Promised
    next: DueItem | None
    next_title: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person at the partner: the post held now or before, and the days that matter of it."""

    id: str
    given: str
    family: str
    function: str
    since: date | None
    until: date | None
    mandate_ends: date | None
    verified: date | None
    email: str


@dataclass(frozen=True, slots=True)
class ListingLine:
    """A need or an offer of the partner, or one of ours that was matched with one of theirs."""

    id: str
    kind: str
    title: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """Everything on the page, names of country and languages as the current language has them.

    `ldc` is the country's spell on the list of least developed countries that holds on the day, or
    the last one that has ended; `here`, `there` are positions as (latitude, longitude) where they
    are known.
    """

    id: str
    name: str
    full_name: str
    our_name: str
    country_code: str
    country: str
    kind: str
    direction: CooperationKind | None
    ldc: LdcSpell | None
    languages: tuple[str, ...]
    verified: date | None
    is_stale: bool
    since: int | None
    email: str
    phone: str
    agreements: tuple[AgreementCard, ...]
    people: tuple[PersonLine, ...]
    former: tuple[PersonLine, ...]
    story: tuple[StoryEntry, ...]
    story_count: int
    listings: tuple[ListingLine, ...]
    here: tuple[float, float] | None
    there: tuple[float, float] | None
    on: date

    @property
    def distance(self) -> int | None:
        """The way between both cities as the crow flies, in kilometres."""
        return round(kilometres(self.here, self.there)) if self.here and self.there else None


def partner_page(desk: Desk, organisation: str, on: date, most: int = LONGEST_STORY) -> PartnerPage:
    """The page of an organisation with the newest of its story up to the day, with more than that also
    what is planned; raises WorldError where it is gone."""
    record = desk.record("organisation", organisation)
    if record is None or record.removed:
        raise not_found(BY_KEY["organisation"].label, organisation)
    names = Names(desk)
    names.fetch([organisation, names.ours])
    place = names.record(record.one("place"))
    ours = names.record(names.ours)
    our_place = names.record(ours.one("place")) if ours else None
    agreements = _agreements(desk, names, organisation)
    until = on if most <= LONGEST_STORY else None
    ids = [one.id for one in agreements]
    story, count = partner_story.story(desk, organisation, ids, most, until=until)
    people, former = _people(desk, names, organisation, on)
    country = str(place.one("country") or "") if place else ""
    languages = record.many("working_languages") or (place.many("languages") if place else ())
    spells = ldc_list(desk)
    begun = [day.year for one in agreements if (day := beginning(one))]
    return PartnerPage(
        id=organisation,
        name=names.short(record),
        full_name=record.text("name"),
        our_name=names.partner(names.ours),
        country_code=country,
        country=figures.country(country) if country else "",
        kind=str(record.one("kind") or ""),
        direction=north_south([desk.office.country], [country], on, spells) if country else None,
        ldc=_ldc(country, on, spells),
        languages=tuple(figures.language_name(str(code)) for code in languages),
        verified=day_in(record, "verified_on"),
        is_stale=is_unverified(record, on),
        since=min(begun, default=None),
        email=_first(record, "emails"),
        phone=_first(record, "phones"),
        agreements=_cards(desk, names, agreements, on),
        people=people,
        former=former,
        story=story,
        story_count=count,
        listings=_listings(desk, names, organisation),
        here=position(our_place),
        there=position(place),
        on=on,
    )


def _first(record: Record, key: str) -> str:
    return str(next(iter(record.many(key)), ""))


def position(place: Record | None) -> tuple[float, float] | None:
    """Latitude and longitude of a place, None where they are not known."""
    if place is None or place.one("coordinates") is None:
        return None
    latitude, longitude = str(place.one("coordinates")).split(",")[:2]
    return float(latitude), float(longitude)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The way along the great circle between two positions (haversine)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def _ldc(country: str, on: date, spells: tuple[LdcSpell, ...]) -> LdcSpell | None:
    begun = [spell for spell in spells if spell.country == country and spell.since <= on]
    return max(begun, key=lambda spell: spell.since, default=None)


def _agreements(desk: Desk, names: Names, organisation: str) -> list[Record]:
    """The agreements the partner is a party to, those that live first."""
    parties = watching.linked_from(desk.store.connection, BY_KEY["party"], "organisation", [organisation])
    ids = dict.fromkeys(str(one.one("agreement")) for one in parties)
    names.fetch(ids)
    found = [record for one in ids if (record := names.record(one)) and not record.removed]
    return sorted(found, key=_rank)


def _rank(agreement: Record) -> tuple[int, int]:
    """Those that live by their age, for the later ones are often built upon the first; of those that
    are over the newest first."""
    stage = str(agreement.one("stage") or "")
    day = (beginning(agreement) or date.min).toordinal()
    return STAGE_ORDER.index(stage), -day if stage in FINISHED else day


def _cards(desk: Desk, names: Names, agreements: list[Record], on: date) -> tuple[AgreementCard, ...]:
    promises = watching.linked_from(
        desk.store.connection, BY_KEY["promise"], "agreement", [one.id for one in agreements]
    )
    cards = []
    for agreement in agreements:
        own = [one for one in promises if one.one("agreement") == agreement.id]
        both = balances(own, {names.ours}, on)
        ours, theirs = (
            Promised(len(side.kept), len(side.open), len(side.broken)) for side in (both.we, both.they)
        )
        ahead = due(on, promises=own, agreements=[agreement], days_ahead=NEXT_DAYS)
        first = ahead[0] if ahead else None
        cards.append(
            AgreementCard(
                id=agreement.id,
                title=names.title(agreement.id),
                reference=agreement.text("reference"),
                stage=str(agreement.one("stage") or ""),
                begins=beginning(agreement),
                ends=day_in(agreement, "ends_on"),
                ours=ours,
                theirs=theirs,
                next=first,
                next_title=names.title(first.id) if first else "",
            )
        )
    return tuple(cards)


def _people(
    desk: Desk, names: Names, organisation: str, on: date
) -> tuple[tuple[PersonLine, ...], tuple[PersonLine, ...]]:
    """Those who hold a post now, and those who held one, each person once."""
    posts = watching.linked_from(desk.store.connection, BY_KEY["post"], "organisation", [organisation])
    names.fetch(str(one.one("person")) for one in posts)
    present = present_posts(posts, on)
    held = {one.id for one in present}
    before = sorted(
        (one for one in posts if one.id not in held and (day_in(one, "from") or on) <= on),
        key=lambda one: (day_in(one, "until") or date.min, one.id),
        reverse=True,
    )
    now = _once(names, present, set())
    return now, _once(names, before, {one.id for one in now})


def _once(names: Names, posts: list[Record], known: set[str]) -> tuple[PersonLine, ...]:
    lines: dict[str, PersonLine] = {}
    for post in posts:
        person = names.record(post.one("person"))
        if person and not person.removed and person.id not in known and person.id not in lines:
            lines[person.id] = _person(person, post)
    return tuple(lines.values())


def _person(person: Record, post: Record) -> PersonLine:
    return PersonLine(
        id=person.id,
        given=person.text("given_name"),
        family=person.text("family_name"),
        function=post.text("function"),
        since=day_in(post, "from"),
        until=day_in(post, "until"),
        mandate_ends=day_in(post, "mandate_ends"),
        verified=day_in(person, "verified_on"),
        email=_first(person, "emails"),
    )


def _listings(desk: Desk, names: Names, organisation: str) -> tuple[ListingLine, ...]:
    connection = desk.store.connection
    found = watching.linked_from(connection, BY_KEY["listing"], "organisation", [organisation])
    theirs = [one for one in found if one.one("state") != "closed"]
    ids = {one.id for one in theirs}
    matches = [
        one
        for side in ("need", "offer")
        for one in watching.linked_from(connection, BY_KEY["match"], side, ids)
        if one.one("state") != "declined"
    ]
    others = {str(one.one(side)) for one in matches for side in ("need", "offer")} - ids
    ours = [
        record
        for one in sorted(others)
        if (record := names.record(one)) and not record.removed and record.one("organisation") == names.ours
    ]
    lines = [
        ListingLine(one.id, str(one.one("kind")), one.text("title"), one in ours) for one in (*ours, *theirs)
    ]
    return tuple(sorted(lines, key=lambda one: (not one.is_ours, one.kind, one.title)))

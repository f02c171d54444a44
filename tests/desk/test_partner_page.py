# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of partners and the page of one: its whole story, in order and counted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from coopdesk.desk import joining, partner_list
from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_list import Which
from coopdesk.desk.partner_page import kilometres, partner_page
from coopdesk.desk.partner_story import story
from coopdesk.desk.year_figures import Promised
from coopdesk.errors import WorldError
from coopdesk.language import using
from tests.desk.officer import Officer
from tests.desk.partnership import NOW, day, partnership


def names(desk: Desk, text: str = "", which: Which = Which.ALL) -> list[str]:
    return [one.name for one in partner_list.partners(desk, text, which, NOW)]


def test_partners_are_listed_by_their_short_name_without_us(desk: Desk, awa: Officer) -> None:
    partnership(awa)
    awa.new("organisation", "name=Association internationale", "acronym=AIMF", "kind=network_of_cities")
    awa.new("organisation", "name=Évere", "kind=city_hall")
    assert names(desk) == ["AIMF", "Évere", "Kara"]
    with using("ru"):
        assert "Кара" in names(desk)


@pytest.mark.parametrize("typed", ["kara", "кара", "mairie kara"])
def test_a_partner_is_found_by_its_own_name_or_its_city(desk: Desk, awa: Officer, typed: str) -> None:
    partnership(awa)
    awa.new("organisation", "name=Fonds")
    assert names(desk, typed) == ["Kara"]
    assert names(desk, "nulle part") == []


def test_the_list_can_be_narrowed(desk: Desk, awa: Officer) -> None:
    partnership(awa)
    awa.new("organisation", "name=Fonds", "kind=international_fund")
    assert names(desk, which=Which.CITIES) == ["Kara"]
    assert names(desk, which=Which.LIVE) == ["Kara"]
    assert names(desk, which=Which.QUIET) == []


def test_a_row_says_country_agreements_and_last_contact(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    (row,) = partner_list.rows(desk, [made.hall], NOW)
    assert (row.country, row.agreements, row.last) == ("Togo", 1, NOW - timedelta(days=10))
    told = partner_list.signs(desk, NOW + timedelta(days=250))
    assert told == {made.hall: ("silent", told[made.hall][1])}
    assert partner_list.signs(desk, NOW + timedelta(days=800))[made.hall][0] == "gate"


def test_the_head_of_the_page(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    page = partner_page(desk, made.hall, NOW)
    assert (page.name, page.full_name, page.country, page.since) == ("Kara", "Mairie de Kara", "Togo", 2019)
    assert (page.email, page.languages) == ("kara@kara.example", ("French",))
    assert page.ldc is not None
    assert page.direction is None  # two cities of one country
    assert not page.is_stale
    assert partner_page(desk, made.hall, NOW + timedelta(days=400)).is_stale
    assert page.distance
    assert 340 < page.distance < 400


def test_agreements_show_both_sides_and_what_is_next(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    (card,) = partner_page(desk, made.hall, NOW).agreements
    assert (card.id, card.ours, card.theirs) == (made.agreement, Promised(1, 1, 0), Promised(0, 1, 0))
    assert card.next is not None
    assert (card.next.id, card.next.days, card.next_title) == (made.ours_late, -6, "Livrer les étals")


def test_people_now_and_before(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    page = partner_page(desk, made.hall, NOW)
    assert [one.id for one in page.people] == [made.mayor]
    assert [one.id for one in page.former] == [made.former]
    earlier = partner_page(desk, made.hall, date(2016, 1, 1))
    assert [one.id for one in earlier.people] == [made.former]


def test_the_story_is_told_newest_first_and_by_pages(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    page = partner_page(desk, made.hall, NOW, most=10)
    kinds = [one.type for one in page.story]
    assert sorted(kinds[:2]) == ["contribution", "exchange"]
    assert kinds[2:] == ["note", "promise", "agreement"]
    assert page.story_count == 5
    first, count = story(desk, made.hall, [made.agreement], 2)
    rest, _ = story(desk, made.hall, [made.agreement], 10, 2)
    assert count == 5
    assert (*first, *rest) == page.story


def test_the_story_says_what_there_is_to_say(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    told = {one.type: one for one in partner_page(desk, made.hall, NOW, most=10).story}
    assert (told["note"].decisions, told["note"].follow_ups) == (1, 1)
    exchange = told["exchange"]
    assert (exchange.people, exchange.women, exchange.days, exchange.side) == (4, 3, Decimal(8), "ours")
    assert told["contribution"].side == "theirs"
    assert "500,000" in told["contribution"].money
    assert told["promise"].names == ("Lomé", "Kara")


def test_what_was_removed_or_joined_is_no_story_of_its_own(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    awa.remove("note", made.note)
    twin = awa.new("organisation", "name=Ville de Kara")
    awa.new("note", "title=Appel", f"organisations+={twin}", f"starts={NOW}")
    joining.same(desk, made.hall, twin)
    page = partner_page(desk, made.hall, NOW, most=10)
    assert [one.title for one in page.story if one.type == "note"] == ["Appel"]


def test_needs_of_theirs_and_ours_that_were_matched(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    offer = awa.new("listing", "kind=offer", "title=Pompes", f"organisation={made.hall}")
    need = awa.new("listing", "kind=need", "title=Eau", f"organisation={desk.our_organisation()}")
    awa.new("listing", "kind=need", "title=Autre", f"organisation={desk.our_organisation()}")
    awa.new("match", f"need={need}", f"offer={offer}")
    found = partner_page(desk, made.hall, NOW).listings
    assert [(one.id, one.is_ours) for one in found] == [(need, True), (offer, False)]


def test_a_partner_that_is_gone_is_said_to_be(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    lone = awa.new("organisation", "name=Fonds")
    awa.remove("organisation", lone)
    with pytest.raises(WorldError):
        partner_page(desk, lone, NOW)
    assert partner_page(desk, made.hall, NOW).name == "Kara"


def test_the_way_along_the_great_circle() -> None:
    assert round(kilometres((48.8566, 2.3522), (51.5074, -0.1278))) == pytest.approx(344, abs=2)


def test_what_is_planned_waits_for_the_whole_story(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    planned = awa.new(
        "exchange", "title=Atelier", "state=planned", f"knowledge_from+={made.hall}", f"starts={day(40)}"
    )
    page = partner_page(desk, made.hall, NOW)
    assert planned not in {one.id for one in page.story}
    assert page.story_count == 6
    assert partner_page(desk, made.hall, NOW, most=10).story[0].id == planned

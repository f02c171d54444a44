# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first screen: what an officer finds on it on a given day."""

from datetime import date, timedelta

import pytest

from coopdesk.desk import joining
from coopdesk.desk.desk import Desk
from coopdesk.desk.today import TodayItem, ldc_list, today
from coopdesk.language import using
from coopdesk.records.rules.countries import is_ldc
from tests.desk.officer import Officer

NOW = date.today()
SOON = NOW + timedelta(days=10)


def seen(desk: Desk, on: date) -> dict[str, tuple[TodayItem, ...]]:
    return {section.key: section.items for section in today(desk, on)}


def ids(items: tuple[TodayItem, ...]) -> list[str]:
    return [item.id for item in items]


@pytest.fixture
def partner(desk: Desk, awa: Officer) -> dict[str, str]:
    """An active agreement of 2019 with the city hall of Kara."""
    hall = awa.new("organisation", "name=Mairie de Kara", f"verified_on={NOW}")
    agreement = awa.new("agreement", "title=Marchés", "stage=active", "signed_on=2019-05-01")
    for organisation in (hall, desk.our_organisation()):
        awa.new("party", f"agreement={agreement}", f"organisation={organisation}")
    return {"hall": hall, "agreement": agreement}


def test_a_fresh_desk_has_nothing_to_say(desk: Desk) -> None:
    assert today(desk, NOW) == []
    assert today(desk, date(1999, 12, 31)) == []


def test_what_is_to_do_comes_the_most_urgent_first(desk: Desk, awa: Officer) -> None:
    later = awa.new("follow-up", "what=Plus tard", f"due_on={SOON}")
    late = awa.new("follow-up", "what=En retard", f"due_on={NOW - timedelta(days=400)}")
    awa.new("follow-up", "what=Fait", f"due_on={NOW}", "state=done")
    awa.new("follow-up", "what=Un jour")
    awa.new("follow-up", "what=Dans six semaines", f"due_on={NOW + timedelta(days=43)}")
    items = seen(desk, NOW)["to_do"]
    assert ids(items) == [late, later]
    assert [item.days for item in items] == [-400, 10]
    assert [(item.title, item.detail) for item in items] == [
        ("En retard", "Follow-up"),
        ("Plus tard", "Follow-up"),
    ]


def test_everything_that_falls_due_is_named_for_what_it_is(desk: Desk, awa: Officer) -> None:
    agreement = awa.new(
        "agreement",
        "title=Marchés",
        "stage=negotiating",
        f"review_on={SOON}",
        f"report_on={SOON}",
        f"ends_on={NOW + timedelta(days=100)}",
        "notice_period=90",
        "notice_unit=days",
        "renewal=tacit",
    )
    awa.new("promise", f"agreement={agreement}", "what=Former", f"due_on={SOON}")
    awa.new("opportunity", "title=Appel", f"closes={SOON}")
    details = {item.detail for item in seen(desk, NOW)["to_do"]}
    assert details == {"Promise", "Notice period", "Review on", "Report", "Funding opportunity"}
    (ending,) = seen(desk, NOW)["ending"]
    assert (ending.id, ending.days, ending.detail) == (agreement, 100, "Ends on")


def test_the_words_follow_the_language_and_titles_their_own(desk: Desk, awa: Officer) -> None:
    awa.new("follow-up", "what=Écrire", f"due_on={NOW}")
    with using("ru"):
        (section,) = today(desk, NOW)
        assert str(section.label) == section.label.text("ru")
    assert section.items[0].title == "Écrire"


def test_a_partner_goes_quiet_and_speaks_again(desk: Desk, awa: Officer, partner: dict[str, str]) -> None:
    assert ids(seen(desk, NOW)["silent"]) == [partner["hall"]]
    visit = awa.new("note", "title=Visite", f"organisations+={partner['hall']}", "starts=2026-01-15")
    assert "silent" not in seen(desk, date(2026, 7, 14))
    (quiet,) = seen(desk, date(2026, 7, 15))["silent"]
    assert (quiet.title, quiet.on) == ("Mairie de Kara", date(2026, 1, 15))
    awa.remove("note", visit)
    assert "silent" in seen(desk, date(2026, 7, 14))


def test_a_note_without_a_day_counts_from_its_saving(
    desk: Desk, awa: Officer, partner: dict[str, str]
) -> None:
    awa.new("note", "title=Message", f"organisations+={partner['hall']}")
    assert "silent" not in seen(desk, NOW)
    assert "silent" in seen(desk, NOW + timedelta(days=200))


def test_an_active_agreement_is_only_a_sign_at_the_gate(
    desk: Desk, awa: Officer, partner: dict[str, str]
) -> None:
    assert ids(seen(desk, NOW)["gate"]) == [partner["agreement"]]
    awa.change("agreement", partner["agreement"], "stage=ended")
    assert "gate" not in seen(desk, NOW)


@pytest.mark.parametrize(
    ("type_key", "assignments"),
    [
        ("note", ("title=Réunion", "agreements+={agreement}", "starts=2026-01-15")),
        ("note", ("title=Message", "agreements+={agreement}")),
        ("exchange", ("title=Stage", "agreement={agreement}", "starts=2026-01-15", "state=done")),
        ("contribution", ("agreement={agreement}", "step=spent", "amount=5", "day=2026-01-15")),
        ("contribution", ("agreement={agreement}", "step=spent", "amount=5")),
        ("promise", ("agreement={agreement}", "what=Former", "state=kept", "kept_on=2026-01-15")),
    ],
)
def test_any_sign_of_life_takes_the_sign_away(
    desk: Desk, awa: Officer, partner: dict[str, str], type_key: str, assignments: tuple[str, ...]
) -> None:
    awa.new(type_key, *(text.format(**partner) for text in assignments))
    on = date(2026, 12, 1) if any("2026" in text for text in assignments) else NOW
    assert "gate" not in seen(desk, on)
    assert "gate" in seen(desk, NOW + timedelta(days=800))


def test_mandates_that_end_within_ninety_days(desk: Desk, awa: Officer) -> None:
    mayor = awa.new("person", "given_name=Kofi", "family_name=Exemple")
    post = awa.new("post", f"person={mayor}", "organisation=Lomé", f"mandate_ends={SOON}")
    awa.new(
        "post",
        f"person={mayor}",
        "organisation=Lomé",
        "mandate_ends=2020-01-01",
        "from=2015-01-01",
        "until=2020-01-01",
    )
    (item,) = seen(desk, NOW)["mandates"]
    assert (item.id, item.title, item.detail, item.days) == (post, "Kofi Exemple", "Lomé", 10)
    assert "mandates" not in seen(desk, NOW - timedelta(days=81))
    assert "mandates" not in seen(desk, SOON + timedelta(days=1))


def test_contacts_not_verified_for_a_year(desk: Desk, awa: Officer) -> None:
    stale = awa.new("person", "family_name=Exemple", f"verified_on={NOW - timedelta(days=366)}")
    awa.new("person", "family_name=Neuf", f"verified_on={NOW}")
    awa.new("person", "family_name=Inconnu")
    (item,) = seen(desk, NOW)["unverified"]
    assert (item.type, item.id, item.on) == ("person", stale, NOW - timedelta(days=366))
    in_a_year = seen(desk, NOW + timedelta(days=400))["unverified"]
    assert len(in_a_year) == 3  # our own city hall is not among them


def test_our_own_city_hall_stays_ours_after_a_joining(
    desk: Desk, awa: Officer, partner: dict[str, str]
) -> None:
    twin = awa.new("organisation", "name=Commune de Lomé")
    joining.same(desk, twin, desk.our_organisation())
    assert twin not in ids(seen(desk, NOW)["silent"])
    assert twin not in ids(seen(desk, NOW + timedelta(days=800))["unverified"])


def test_two_versions_wait_to_be_decided(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    version = awa.version("note", note)
    for text in ("Port", "Gare"):
        awa.change("note", note, f"title={text}", seen=version)
    (item,) = seen(desk, NOW)["decide"]
    assert (item.type, item.id, item.title, item.detail) == ("note", note, "Gare", "title")


def test_what_is_in_the_bin_asks_for_nothing(desk: Desk, awa: Officer, partner: dict[str, str]) -> None:
    task = awa.new("follow-up", "what=Écrire", f"due_on={NOW}")
    awa.remove("follow-up", task)
    awa.remove("agreement", partner["agreement"])
    assert today(desk, NOW) == []


def test_least_developed_countries_are_so_by_date(desk: Desk) -> None:
    spells = ldc_list(desk)
    assert is_ldc("TG", date(2026, 1, 1), spells)
    assert is_ldc("ST", date(2024, 12, 12), spells)
    assert not is_ldc("ST", date(2024, 12, 13), spells)
    assert not is_ldc("FR", date(2026, 1, 1), spells)
    assert all(spell.source for spell in spells)


def test_an_office_keeps_the_list_of_least_developed_countries_itself(desk: Desk, awa: Officer) -> None:
    """The General Assembly moves a day; nobody waits for a new coopdesk."""
    shipped = [spell for spell in ldc_list(desk) if spell.country != "BD"]
    spell = awa.new("ldc", "country=BD", "since=1975-01-01", "leaves_on=2029-11-24", "source=A/RES/81/0")
    kept = ldc_list(desk)
    assert is_ldc("BD", date(2029, 11, 23), kept)
    assert not is_ldc("BD", date(2029, 11, 24), kept)
    assert [one for one in kept if one.country != "BD"] == shipped
    awa.change("ldc", spell, "leaves_on=2026-11-24")
    assert not is_ldc("BD", date(2027, 1, 1), ldc_list(desk))
    awa.remove("ldc", spell)
    assert sorted(one.country for one in ldc_list(desk)) == sorted(["BD", *(one.country for one in shipped)])

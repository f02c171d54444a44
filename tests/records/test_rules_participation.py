# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Person-days, the part of women, reciprocity; least developed countries by date."""

from datetime import date
from decimal import Decimal

import pytest

from coopdesk.records.rules.countries import (
    CooperationKind,
    LdcSpell,
    is_ldc,
    kept_spells,
    ldc_spells,
    north_south,
)
from coopdesk.records.rules.participation import (
    Attended,
    Direction,
    PartOfWomen,
    attended,
    direction_of,
    part_of_women,
    person_days,
)
from coopdesk.records.rules.reciprocity import Side, reciprocity
from coopdesk.records.values import Record, Value

TODAY = date(2026, 11, 23)
OURS = frozenset({"lome"})


def record(type_: str, id_: str, **values: Value) -> Record:
    return Record(id_, type_, "1", values)


EXCHANGES = {
    one.id: one
    for one in (
        record("exchange", "inspection", state="done", starts="2026-05-18", themes=("sanitary_inspection",),
               knowledge_from=("andenne",), knowledge_to=("lome",)),
        record("exchange", "market", state="done", starts="2025-12-01", themes=("local_economy", "women"),
               knowledge_from=("lome",), knowledge_to=("andenne",)),
        record("exchange", "review", state="done", starts="2026-02-01",
               knowledge_from=("andenne", "lome"), knowledge_to=("andenne", "lome")),
        record("exchange", "elsewhere", state="done", knowledge_from=("andenne",), knowledge_to=("dakar",)),
        record("exchange", "planned", state="planned", knowledge_from=("andenne",), knowledge_to=("lome",)),
    )
}  # fmt: skip
PERSONS = {
    "awa": record("person", "awa", sex="woman"),
    "marc": record("person", "marc", sex="man"),
    "kim": record("person", "kim"),
}


def part(exchange: str, **values: Value) -> Record:
    return record("participation", f"{exchange} {sorted(values.items())}", exchange=exchange, **values)


def rows_of(*participations: Record) -> list[Attended]:
    return attended(participations, exchanges=EXCHANGES, persons=PERSONS, ours=OURS)


def test_person_days_of_a_head_count_and_of_named_people() -> None:
    rows = rows_of(
        part("inspection", women=4, men=4, days_attended="10", role="trainee"),
        part("inspection", person="awa", days_attended="1.5"),
        part("market", person="marc", days_attended="2"),
        part("market", person="kim", days_attended="1"),
    )
    assert person_days(rows, "direction") == {"given": Decimal(3), "received": Decimal("81.5")}
    assert person_days(rows, "sex") == {
        "man": Decimal(42),
        "not_stated": Decimal(1),
        "woman": Decimal("41.5"),
    }
    assert person_days(rows, "year") == {"2025": Decimal(3), "2026": Decimal("81.5")}
    assert person_days(rows, "theme") == {
        "local_economy": Decimal(3),
        "sanitary_inspection": Decimal("81.5"),
        "sanitation": Decimal("81.5"),
        "women": Decimal(3),
    }


def test_only_those_who_learn_make_person_days() -> None:
    rows = rows_of(
        part("inspection", person="awa", days_attended="5", role="trainee"),
        part("inspection", person="marc", days_attended="5", role="trainer"),
        part("inspection", person="marc", days_attended="5", role="interpreter"),
        part("inspection", person="marc", days_attended="5", role="organiser"),
    )
    assert person_days(rows, "exchange") == {"inspection": Decimal(5)}
    assert part_of_women(rows, "exchange") == {"inspection": PartOfWomen(women=1, men=1, not_stated=0)}


def test_a_head_count_goes_before_a_name() -> None:
    assert [(row.sex, row.persons) for row in rows_of(part("market", person="marc", women=12))] == [
        ("woman", 12)
    ]


def test_what_did_not_take_place_or_is_unknown_has_no_participants() -> None:
    binned = Record("x", "participation", "1", {"exchange": "market", "person": "awa"}, removed=True)
    assert rows_of(part("planned", women=3), part("unheard_of", women=3), part("market"), binned) == []


@pytest.mark.parametrize(
    ("exchange", "organisation", "direction"),
    [
        ("market", "", Direction.GIVEN),
        ("inspection", "andenne", Direction.RECEIVED),
        ("review", "lome", Direction.RECEIVED),
        ("review", "andenne", Direction.GIVEN),
        ("review", "", Direction.BETWEEN_OTHERS),
        ("elsewhere", "", Direction.BETWEEN_OTHERS),
    ],
)
def test_which_way_knowledge_went(exchange: str, organisation: str, direction: Direction) -> None:
    assert direction_of(EXCHANGES[exchange], organisation, OURS) is direction


def test_the_part_of_women_by_exchange_delegation_and_year() -> None:
    rows = rows_of(
        part("inspection", women=3, men=4, organisation="lome"),
        part("inspection", person="kim", organisation="lome"),
        part("market", women=2, organisation="andenne"),
    )
    assert {key: part.percent for key, part in part_of_women(rows, "exchange").items()} == {
        "inspection": Decimal(43),
        "market": Decimal(100),
    }
    assert part_of_women(rows, "organisation")["lome"] == PartOfWomen(women=3, men=4, not_stated=1)
    assert part_of_women(rows, "year")["2025"].women == 2


def test_the_part_of_women_is_unknown_where_no_sex_is_known() -> None:
    assert PartOfWomen(0, 0, 9).percent is None
    assert PartOfWomen(1, 7, 0).percent == Decimal(13)
    assert PartOfWomen(0, 3, 0).percent == 0


def test_reciprocity_of_promises_and_person_days() -> None:
    promises = [
        record("promise", "1", **{"from": "lome", "to": "andenne", "state": "kept"}),
        record("promise", "2", **{"from": "lome", "to": "andenne", "state": "promised"}),
        record("promise", "3", **{"from": "lome", "to": "andenne", "state": "released"}),
        record("promise", "4", **{"from": "andenne", "to": "lome", "state": "broken"}),
        record("promise", "5", what={"fr": "Sans débiteur"}, state="kept"),
    ]
    rows = rows_of(
        part("inspection", women=4, days_attended="10"),
        part("market", person="marc", days_attended="2"),
    )
    found = reciprocity(promises, rows, OURS)
    assert found.we == Side(kept=1, promised=2, person_days_given=Decimal(2))
    assert found.they == Side(kept=0, promised=1, person_days_given=Decimal(40))
    assert reciprocity([], [], OURS).they == Side(0, 0, Decimal(0))


SPELLS = ldc_spells(
    [
        {"country": "TG", "from": "1982", "until": "", "source": "CDP", "as_of": "2026-11-22"},
        {"country": "BJ", "from": "1971", "until": ""},
        {"country": "NP", "from": "1971", "until": "2026-11-24"},
        {"country": "ST", "from": "1982", "until": "2024-12-13"},
        {"country": "SS", "from": "2012-12-18", "until": ""},
    ]
)


def test_spells_are_read_from_rows() -> None:
    assert SPELLS[0] == LdcSpell("TG", date(1982, 1, 1), None, "CDP", date(2026, 11, 22))
    with pytest.raises(ValueError, match="soon"):
        ldc_spells([{"country": "TG", "from": "soon"}])


@pytest.mark.parametrize(
    ("country", "on", "listed"),
    [
        ("ST", "2024-12-12", True),
        ("ST", "2024-12-13", False),
        ("NP", "2026-11-23", True),
        ("NP", "2026-11-24", False),
        ("SS", "2012-12-17", False),
        ("SS", "2012-12-18", True),
        ("TG", "2026-11-23", True),
        ("BE", "2026-11-23", False),
    ],
)
def test_least_developed_by_date(country: str, on: str, listed: bool) -> None:
    assert is_ldc(country, date.fromisoformat(on), SPELLS) is listed


def test_a_country_may_come_back_to_the_list() -> None:
    again = (LdcSpell("XX", date(1971, 1, 1), date(1994, 1, 1)), LdcSpell("XX", date(2001, 1, 1)))
    assert [is_ldc("XX", date(year, 6, 1), again) for year in (1990, 1995, 2005)] == [True, False, True]


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (["TG"], ["BE"], "north_south"),
        (["BE"], ["TG"], "north_south"),
        (["TG"], ["BJ"], "south_south"),
        (["TG"], ["GH"], "south_south"),
        (["TG"], ["ST"], "south_south"),
        (["TG"], ["BJ", "FR"], "triangular"),
        (["FR"], ["TG", "NP"], "triangular"),
        (["TG"], ["FR", "BE"], "north_south"),
        (["FR"], ["BE"], None),
        (["TG"], ["TG"], None),
        (["TG"], [], None),
    ],
)
def test_north_south_is_derived(ours: list[str], theirs: list[str], kind: CooperationKind | None) -> None:
    assert north_south(ours, theirs, TODAY, SPELLS) == kind


def test_an_officer_has_the_last_word_on_it() -> None:
    assert north_south(["TG"], ["BE"], TODAY, SPELLS, override="triangular") == "triangular"
    assert north_south(["TG"], ["BE"], TODAY, SPELLS, override="unheard_of") == "north_south"


def test_graduation_moves_no_country_north() -> None:
    assert north_south(["NP"], ["TG"], date(2026, 11, 23), SPELLS) == "south_south"
    assert north_south(["NP"], ["TG"], date(2026, 11, 25), SPELLS) == "south_south"


def test_a_record_of_the_list_that_came_in_part_says_nothing_yet() -> None:
    shipped = [spell for spell in SPELLS if spell.country == "NP"]
    in_part = record("ldc", "1", country="NP", leaves_on="2029-11-24")
    assert kept_spells(shipped, [in_part, record("ldc", "2", since="1971-01-01")]) == tuple(shipped)
    whole = record("ldc", "1", country="NP", since="1971-01-01", leaves_on="2029-11-24")
    assert [spell.until for spell in kept_spells(shipped, [whole])] == [date(2029, 11, 24)]

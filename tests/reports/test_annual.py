# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The annual report: its sums are those of the records, and it says what there is not."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.desk.report_reading import DeskReader
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, Language, figures, using
from coopdesk.records.rules.means import transparency
from coopdesk.records.rules.participation import Attended, attended, part_of_women, person_days
from coopdesk.records.rules.promises import balances, in_year
from coopdesk.records.values import Record
from coopdesk.reports.annual import AnnualFacts, draw_annual, gather
from coopdesk.reports.briefing import draw_briefing
from coopdesk.reports.briefing import gather as gather_briefing
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.parts.means import amount, means_tables
from tests.reports.facts import pages
from tests.reports.town import ON, Town, founded


@pytest.fixture(scope="session")
def facts(kept_town: Town) -> AnnualFacts:
    """The French report of Lomé on 2026."""
    return gather(DeskReader(kept_town.desk), kept_town.ids["us"], 2026, "fr", printed_on=ON)


@pytest.fixture
def rows(reader: DeskReader, kept_town: Town) -> list[Attended]:
    """Who took part in the exchanges of 2026, by the rules."""
    found = attended(
        reader.every("participation"),
        exchanges={one.id: one for one in reader.every("exchange")},
        persons={one.id: one for one in reader.every("person")},
        ours={kept_town.ids["us"], kept_town.ids["works"]},
    )
    return [row for row in found if row.year == "2026"]


def _open(records: Sequence[Record], town: Town) -> list[Record]:
    return [one for one in records if one.one("agreement") != town.ids["secret"]]


def _printed(facts: AnnualFacts, language: Language) -> str:
    return " ".join(pages(draw_annual(facts, language))).replace("\u00a0", " ")


def test_person_days_are_those_of_the_rules(facts: AnnualFacts, rows: list[Attended]) -> None:
    by_way, by_sex = person_days(rows, "direction"), person_days(rows, "sex")
    days = facts.days
    assert (days.given.all, days.received.all) == (by_way["given"], by_way["received"])
    for sex, key in (("woman", "women"), ("man", "men"), ("not_stated", "not_stated")):
        total = getattr(days.given, key) + getattr(days.received, key) + getattr(days.others, key)
        assert total == by_sex[sex]
    assert facts.women == part_of_women(rows, "year")["2026"]
    assert sum((one.days for one in facts.exchanges), Decimal(0)) == sum(by_way.values())
    assert facts.years[-1] == (2026, days)


def test_means_are_those_of_the_rules(facts: AnnualFacts, reader: DeskReader, kept_town: Town) -> None:
    found = transparency(
        _open(reader.every("contribution"), kept_town), _open(reader.every("budget-line"), kept_town), "XOF"
    )
    assert list(facts.means) == [row for row in found if row.year == 2026]
    assert list(facts.budget) == [row for row in found if row.year == 2027]
    assert sum(row.of("received") for row in facts.means if row.currency == "XOF") == 11_800_000


def test_promises_are_those_of_the_rules(facts: AnnualFacts, reader: DeskReader, kept_town: Town) -> None:
    both = balances(in_year(_open(reader.every("promise"), kept_town), 2026), {kept_town.ids["us"]}, ON)
    ours, theirs = facts.sides
    assert (ours.kept, ours.due, ours.broken) == (len(both.we.kept), len(both.we.open), 0) == (1, 2, 0)
    assert (theirs.kept, theirs.due, theirs.broken) == (1, 0, 1)
    assert facts.late == len(both.we.late) == 1
    assert len(facts.promises) == both.we.made + both.they.made
    assert facts.promises[0].what == "Plan du réseau d’eau de Koudo"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sum_stands_on_paper(reader: DeskReader, kept_town: Town, language: Language) -> None:
    told = gather(reader, kept_town.ids["us"], 2026, language, printed_on=ON)
    text = _printed(told, language)
    with using(language):
        sums = [told.days.given.women, told.days.given.all, told.days.received.men, told.days.received.all]
        sums += [row.of("received") for row in told.means if row.currency == "XOF" and row.of("received")]
        wanted = [figures.number(value) for value in sums]
        wanted.append(figures.percent(told.women.percent or Decimal(0)))
        wanted.append(figures.day(date(2026, 11, 24)))
    for part in wanted:
        assert part.replace("\u00a0", " ").replace("\u202f", " ") in text, part
    for name in ("Échange e3", "Visite du puits de Koudo", "Deux forages rouverts", "La piste est coupée"):
        assert name in text, name


def test_sections_stand_in_their_order(facts: AnnualFacts) -> None:
    text = _printed(facts, "fr")
    heads = (
        "La coopération en 2026", "Conventions par étape", "Échanges", "Journées-personnes par sens",
        "Réunions et visites", "Moyens par source", "Résultats et valeurs cibles",
        "Engagements tenus et à tenir", "Difficultés", "Enseignements tirés", "Prévisions pour 2027",
        "Moyens prévus",
    )  # fmt: skip
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_confidential_is_printed(reader: DeskReader, kept_town: Town, language: Language) -> None:
    told = gather(reader, kept_town.ids["us"], 2026, language, printed_on=ON)
    text = f"{told} {_printed(told, language)}".casefold()
    for hidden in ("cach", "secret", "99 999 999", "99999999"):
        assert hidden not in text


def test_agreements_of_others_are_not_ours(facts: AnnualFacts, reader: DeskReader, kept_town: Town) -> None:
    assert "Convention entre autres villes" not in _printed(facts, "fr")
    theirs = gather(reader, kept_town.ids["lyon"], 2026, "fr", printed_on=ON)
    assert "Convention entre autres villes" in _printed(theirs, "fr")
    assert (theirs.days.given, theirs.days.received) == (facts.days.received, facts.days.given)


def test_results_stand_against_their_targets(facts: AnnualFacts) -> None:
    by_name = {one.what: one.way for one in facts.targets}
    assert by_name["Habitants servis par les forages (habitants)"].percent == Decimal(73)
    assert by_name["Délai d’analyse de l’eau (jours)"].value is None
    assert "sans relevé" in _printed(facts, "fr")


def test_an_earlier_year_is_told_as_it_stood(reader: DeskReader, kept_town: Town) -> None:
    told = gather(reader, kept_town.ids["us"], 2025, "fr", printed_on=ON)
    assert told.until == date(2025, 12, 31)
    assert told.days.received.all == 80
    assert [one.what for one in told.promises if one.standing == "kept"] == ["Deux agents formés"]
    (target,) = [one for one in told.targets if one.way.value is not None]
    assert target.way.value == 1200
    assert [one.title for one in told.visits] == ["Mission à Lyon"]


def test_a_year_to_come_says_so(reader: DeskReader, kept_town: Town) -> None:
    with pytest.raises(WorldError) as refused:
        gather(reader, kept_town.ids["us"], 2027, "fr", printed_on=ON)
    assert refused.value.code == "future_year"
    assert "2027" in str(refused.value)
    assert "2026" in str(refused.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_desk_gets_an_honest_page(tmp_path: Path, language: Language) -> None:
    town = founded(tmp_path / "desk")
    with town.desk:
        told = gather(DeskReader(town.desk), town.ids["us"], 2026, language, printed_on=ON)
    texts = pages(draw_annual(told, language))
    assert len(texts) == 1
    with using(language):
        nothing = {
            "en": ("There was no agreement in this year.", "No exchange took place", "Nothing is planned"),
            "fr": (
                "Aucune convention cette année-là.",
                "Aucun échange n’a eu lieu",
                "Rien n’est encore prévu",
            ),
            "ru": (
                "В этом году соглашений не было.",
                "В этом году обменов не было.",
                "пока ничего не записано",
            ),
        }[language]
    for sentence in nothing:
        assert sentence in texts[0].replace("\u00a0", " "), sentence


def test_what_has_no_date_is_counted_apart(town: Town) -> None:
    town.add("c8", "contribution", "agreement={plan}", "step=received", "amount=5 XOF", "origin=diaspora")
    told = gather(DeskReader(town.desk), town.ids["us"], 2026, "en", printed_on=ON)
    assert told.undated == 1
    assert "Contributions without a date, which no year holds: 1." in _printed(told, "en")


def test_amounts_are_rounded_to_what_can_be_paid() -> None:
    with using("en"):
        assert amount(Decimal("14455419.50000"), "XOF") == "14,455,420"
        assert amount(Decimal("12.345"), "EUR") == "12.35"
        assert amount(Decimal("12.00"), "EUR") == "12"


def test_a_table_for_each_currency(facts: AnnualFacts) -> None:
    with using("fr"):
        section = Node("Sect")
        means_tables(facts.means, section)
    assert [kid.tag for kid in section.kids].count("Table") == 2


def test_document_is_tagged_and_says_its_language(facts: AnnualFacts) -> None:
    reader = PdfReader(BytesIO(draw_annual(facts, "fr")))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Lomé\u00a0: La coopération en 2026"
    assert reader.metadata.author == facts.office


def test_the_same_facts_give_the_same_file(facts: AnnualFacts) -> None:
    assert draw_annual(facts, "fr") == draw_annual(facts, "fr")


def test_person_days_of_no_known_direction_are_told_where_there_are_no_others(tmp_path: Path) -> None:
    town = founded(tmp_path / "desk")
    town.add("plan", "agreement", "title.fr=Plan", "stage=active")
    town.add("plan_us", "party", "agreement={plan}", "organisation={us}")
    town.add("talk", "exchange", "title=Échange", "starts=2026-05-05", "state=done", "agreement={plan}")
    town.add("who", "participation", "exchange={talk}", "women=2", "days_attended=3")
    told = gather(DeskReader(town.desk), town.ids["us"], 2026, "en", printed_on=ON)
    assert told.days.others.all == 6
    assert "Between others, or not known 6" in " ".join(_printed(told, "en").split())
    town.desk.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_as_long_as_can_be_typed_are_printed(town: Town, language: Language) -> None:
    town.add("long", "indicator", "agreement={plan}", "what=Long", "baseline=1", "target=1.000000000001")
    town.add("far", "measurement", "indicator={long}", f"value={'9' * 24}.{'9' * 12}", "day=2026-02-02")
    for step, amount_ in (("pledged", "0.000000000001"), ("received", f"{'9' * 24}.{'9' * 12}")):
        town.add(step, "contribution", "agreement={plan}", "from={lyon}", f"step={step}",
                 f"amount={amount_} GNF", "origin=diaspora", "day=2026-02-02")  # fmt: skip
    reader = DeskReader(town.desk)
    told = gather(reader, town.ids["us"], 2026, language, printed_on=ON)
    assert any(one.way.percent is not None and one.way.percent > 10**30 for one in told.targets)
    assert draw_annual(told, language)
    assert draw_briefing(gather_briefing(reader, town.ids["lyon"], language, printed_on=ON), language)

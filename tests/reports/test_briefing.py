# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The briefing: what it says of a partner, what it never says, and that it keeps to its page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.desk.report_reading import DeskReader
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, Language
from coopdesk.records.rules.participation import attended, person_days
from coopdesk.records.rules.promises import balances
from coopdesk.reports.briefing import BriefingFacts, draw_briefing, gather
from coopdesk.reports.briefing.facts import (
    AgreementLine,
    ContactLine,
    DebtLine,
    PersonLine,
    Point,
    SideFacts,
)
from tests.reports.facts import pages
from tests.reports.town import ON, Town


@pytest.fixture(scope="session")
def facts(kept_town: Town) -> BriefingFacts:
    """The French briefing on the partner."""
    return gather(DeskReader(kept_town.desk), kept_town.ids["lyon"], "fr", printed_on=ON)


def test_it_says_who_they_are(facts: BriefingFacts) -> None:
    assert facts.title == "Lyon"
    assert facts.subtitle == ("Délégation reçue, vendredi 27 novembre 2026, 10\u00a0h, salle du conseil")
    lines = dict(facts.lines)
    assert lines["Pays"] == "France"
    assert lines["Habitants"].replace("\u202f", " ").replace("\u00a0", " ") == "522 250"
    assert lines["Rapport"] == "Nord-Sud"
    assert lines["Vérifié le"] == "12 nov. 2026"
    assert "4" in lines["Distance"]
    assert facts.ours_at is not None
    assert facts.theirs_at is not None
    assert (facts.ours_at.name, facts.theirs_at.name) == ("Lomé", "Lyon")


@pytest.mark.parametrize(
    ("starts", "text", "hour", "is_next"),
    [
        ("2026-11-24 10:00", "", 9, True),
        ("2026-11-24 10:00", "", 11, False),
        ("2026-11-24 10:00", "Prepared.", 9, True),
        ("2026-11-24", "", 9, True),
        ("2026-11-24", "Written down.", 9, False),
        ("2026-11-23 10:00", "", 9, False),
        ("2026-11-25 08:00", "Prepared.", 9, True),
    ],
)
def test_the_next_meeting_is_the_next_by_day_and_hour(
    town: Town, starts: str, text: str, hour: int, is_next: bool
) -> None:
    town.add("today", "note", "title=Rencontre", f"starts={starts}", "organisations+={lyon}", f"text={text}")
    now = datetime(2026, 11, 24, hour, tzinfo=UTC)
    told = gather(DeskReader(town.desk), town.ids["lyon"], "fr", printed_on=ON, now=now)
    assert told.subtitle.startswith("Rencontre, " if is_next else "Délégation reçue, ")
    assert ("Rencontre" in [one.what for one in told.contacts]) is not is_next


def test_people_stand_in_the_order_of_the_visit_with_what_is_new(facts: BriefingFacts) -> None:
    assert facts.people == (
        PersonLine("Sophie Delvaux", "coordinatrice", "2019", "conduit la délégation"),
        PersonLine("Marc Lambert", "conseiller à l’eau", "2026", "depuis peu", is_new=True),
        PersonLine("Bernard Collignon", "comité de jumelage", "2015", "mandat\u00a0: 31 déc."),
    )


def test_what_was_agreed_leaves_out_what_is_finished_or_of_others(facts: BriefingFacts) -> None:
    assert [(one.title, one.years) for one in facts.agreements] == [
        ("Programme d’actions 2024–2026", "2024–2026"),
        ("Convention de coopération Lomé–Lyon", "2009–2027"),
        ("Échange culturel", ""),
    ]


def test_person_days_are_those_of_the_rules(
    facts: BriefingFacts, reader: DeskReader, kept_town: Town
) -> None:
    rows = attended(
        reader.every("participation"),
        exchanges={one.id: one for one in reader.every("exchange")},
        persons={one.id: one for one in reader.every("person")},
        ours={kept_town.ids["us"], kept_town.ids["works"]},
    )
    by_way = person_days(rows, "direction")
    assert sum(one.given for one in facts.years) == by_way["given"] == 50
    assert sum(one.received for one in facts.years) == by_way["received"] == Decimal("208.5")
    assert [one.year for one in facts.years] == [2024, 2025, 2026]


def test_promises_are_those_of_the_rules(facts: BriefingFacts, reader: DeskReader, kept_town: Town) -> None:
    secret = kept_town.ids["secret"]
    promises = [one for one in reader.every("promise") if one.one("agreement") != secret]
    both = balances(promises, {kept_town.ids["us"]}, ON)
    assert (facts.we.made, facts.we.kept, facts.we.broken) == (both.we.made, len(both.we.kept), 0)
    assert (facts.they.made, facts.they.kept, facts.they.broken) == (both.they.made, 1, 1)
    assert facts.we.owed[0] == DebtLine("Plan du réseau d’eau de Koudo", date(2026, 11, 18), late=True)


def test_what_to_raise_begins_with_what_is_late(facts: BriefingFacts) -> None:
    strong = [one.strong for one in facts.to_raise]
    assert strong[0] == "Plan du réseau d’eau de Koudo\u00a0:"
    assert strong[1] == "Programme d’actions 2024–2026\u00a0:"
    assert strong[2] == "Rééquilibrer les échanges\u00a0:"
    agreed = ["Prévenir le quartier\u00a0:", "Appeler le laboratoire\u00a0:", "Le puits reste fermé\u00a0:"]
    assert strong[3:6] == agreed, "what is open, and what was decided, of meetings with them"
    assert "Décision cachée\u00a0:" not in strong
    assert "Leur besoin\u00a0: Un expert des marchés." in strong
    assert "Qui succède\u00a0: Bernard Collignon\u202f?" in strong


def test_contacts_are_of_the_past_and_the_newest_first(facts: BriefingFacts) -> None:
    assert facts.contacts[0] == ContactLine(date(2026, 11, 12), "Visite du puits de Koudo")
    assert all(one.day <= ON for one in facts.contacts)
    days = [one.day for one in facts.contacts]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_tells_the_main_things(reader: DeskReader, kept_town: Town, language: Language) -> None:
    told = gather(reader, kept_town.ids["lyon"], language, printed_on=ON)
    texts = pages(draw_briefing(told, language))
    assert len(texts) == 1
    name = {"en": "Lyon", "fr": "Lyon", "ru": "Лион"}[language]
    late = {"en": "late", "fr": "en retard", "ru": "просрочено"}[language]
    for part in (name, "Sophie Delvaux", "Bernard Collignon", "Plan du réseau d’eau de Koudo", late, "208"):
        assert part in texts[0], part


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_confidential_is_printed(reader: DeskReader, kept_town: Town, language: Language) -> None:
    told = gather(reader, kept_town.ids["lyon"], language, printed_on=ON)
    text = f"{told} {pages(draw_briefing(told, language))}".casefold()
    assert "cach" not in text
    assert "secret" not in text


def test_document_is_tagged_and_says_its_language(facts: BriefingFacts) -> None:
    reader = PdfReader(BytesIO(draw_briefing(facts, "fr")))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Lyon"
    tags: list[str] = []
    said: list[str] = []

    def walk(element: Any) -> None:
        tags.append(element["/S"])
        said.extend([element["/Alt"]] if "/Alt" in element else [])
        kids = element["/K"]
        for kid in (one.get_object() for one in (kids if isinstance(kids, list) else [])):
            if "/S" in kid:
                walk(kid)

    walk(root["/StructTreeRoot"]["/K"][0].get_object())
    assert tags[:2] == ["/Document", "/H1"]
    assert tags.count("/Figure") == 4
    assert "Carte\u00a0: Lomé et Lyon" in said
    assert any("2026\u00a0: 30 données, 128,5 reçues" in words for words in said)


def test_the_same_facts_give_the_same_file(facts: BriefingFacts) -> None:
    assert draw_briefing(facts, "fr") == draw_briefing(facts, "fr")


def test_much_is_cut_to_a_page_and_counted(facts: BriefingFacts) -> None:
    owed = tuple(DebtLine(f"Engagement {n}", ON + timedelta(n), late=False) for n in range(30))
    side = SideFacts("Lyon", 40, 10, 0, owed)
    full = replace(
        facts,
        presentation="Une longue présentation. " * 60,
        people=tuple(PersonLine(f"Personne {n}", "agente de la mairie", "2020", "") for n in range(40)),
        agreements=tuple(
            AgreementLine(f"Convention {n}", "eau, " * 20 + "santé", "2020–") for n in range(20)
        ),
        contacts=tuple(ContactLine(ON, f"Réunion {n}") for n in range(50)),
        needs=tuple(f"Besoin {n}" for n in range(9)),
        to_raise=tuple(Point(f"Point {n} :", "à dire avec quelques mots de plus.") for n in range(9)),
        we=side,
        they=side,
    )
    texts = pages(draw_briefing(full, "fr"))
    assert len(texts) == 1
    assert "Personne 0" in texts[0]
    assert "de plus dans coopdesk" in texts[0]


def test_what_cannot_fit_goes_on_overleaf(facts: BriefingFacts) -> None:
    name = "Association intercommunale de l’eau " * 12
    long = replace(facts, people=tuple(PersonLine(f"{name}{n}", name, "2020", "") for n in range(9)))
    texts = pages(draw_briefing(long, "fr"))
    assert len(texts) > 1
    assert "À aborder" in texts[-1]


def test_a_partner_of_whom_nothing_is_known_gets_an_honest_page(town: Town) -> None:
    new = town.awa.new("organisation", "name.en=New partner")
    told = gather(DeskReader(town.desk), new, "en", printed_on=ON)
    (text,) = pages(draw_briefing(told, "en"))
    assert "There is no agreement between us yet." in text
    assert "Agree on the next contact. None is noted so far." in text
    for heading in (
        "Who holds which post",
        "What we have agreed",
        "What has been done",
        "What each side owes",
    ):
        assert heading not in text


@pytest.mark.parametrize(("name", "code"), [("us", "own_briefing"), ("shy", "confidential_organisation")])
def test_some_organisations_have_no_briefing(
    reader: DeskReader, kept_town: Town, name: str, code: str
) -> None:
    with pytest.raises(WorldError) as refused:
        gather(reader, kept_town.ids[name], "en", printed_on=ON)
    assert refused.value.code == code


def test_an_organisation_in_the_bin_has_no_briefing(town: Town) -> None:
    gone = town.awa.new("organisation", "name.en=Gone")
    town.awa.remove("organisation", gone)
    with pytest.raises(WorldError) as refused:
        gather(DeskReader(town.desk), gone, "en", printed_on=ON)
    assert refused.value.code == "no_organisation"


def test_markup_of_others_is_drawn_as_it_stands(facts: BriefingFacts) -> None:
    hostile = '<b>&amp;<img src="file:///etc/passwd"/></para>'
    changed = replace(facts, title=hostile, subtitle=hostile, opening=(hostile,), needs=(hostile,),
                      people=(PersonLine(hostile, hostile, hostile, hostile, True),))  # fmt: skip
    text = "".join(pages(draw_briefing(changed, "en"))).replace(" ", "")
    assert text.count("<b>&amp;<img") >= 5


def _hospital(town: Town) -> str:
    """A partner with an agreement that has a reference and no title."""
    hospital = town.add("hospital", "organisation", "name.fr=Hôpital de Koudo")
    town.add("ref", "agreement", "reference=CONV-2019-7", "stage=active", "ends_on=2026-12-31")
    for party in ("us", "hospital"):
        town.add(f"ref_{party}", "party", "agreement={ref}", f"organisation={{{party}}}")
    return hospital


def test_an_agreement_without_title_is_called_by_its_reference(town: Town) -> None:
    told = gather(DeskReader(town.desk), _hospital(town), "en", printed_on=ON)
    assert "CONV-2019-7: ends on 31 December 2026." in told.opening
    assert told.to_raise[0].strong == "CONV-2019-7:"


def test_years_begin_with_the_first_of_the_last_five_that_has_person_days(town: Town) -> None:
    hospital = _hospital(town)
    for name, starts, days in (
        ("old", "2015-05-05", "4"),
        ("unknown", "2024-05-05", ""),
        ("new", "2025-05-05", "2"),
    ):
        town.add(name, "exchange", f"title={name}", f"starts={starts}", "agreement={ref}", "state=done",
                 "knowledge_from+={us}", "knowledge_to+={hospital}")  # fmt: skip
        told = gather(DeskReader(town.desk), hospital, "en", printed_on=ON)
        assert not told.years
        town.add(f"{name}_p", "participation", f"exchange={{{name}}}", "women=3",
                 *([f"days_attended={days}"] if days else []))  # fmt: skip
    told = gather(DeskReader(town.desk), hospital, "en", printed_on=ON)
    assert [(one.year, one.given) for one in told.years] == [(2025, Decimal(6)), (2026, Decimal(0))]


def test_means_that_we_gave_back_are_not_counted_as_received(town: Town) -> None:
    hospital = _hospital(town)
    for name, way, step, sum_ in (
        ("got", ("hospital", "us"), "received", "1000 XOF"),
        ("back", ("us", "hospital"), "returned", "400 XOF"),
        ("gave", ("us", "hospital"), "received", "7000 XOF"),
    ):
        town.add(name, "contribution", "agreement={ref}", f"from={{{way[0]}}}", f"to={{{way[1]}}}",
                 f"step={step}", f"amount={sum_}", "day=2026-02-01")  # fmt: skip
    told = gather(DeskReader(town.desk), hospital, "en", printed_on=ON)
    assert [one.strong.replace("\u00a0", " ") for one in told.achieved] == ["Received: 600 F CFA"]

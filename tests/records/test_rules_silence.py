# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Partners gone quiet, signs at the gate, mandates that end, contacts nobody verified."""

from datetime import date

import pytest

from coopdesk.records.rules.people import is_unverified, mandate_watch, present_posts, unverified
from coopdesk.records.rules.silence import (
    SignAtTheGate,
    SilentPartner,
    dormant_proposals,
    signs_at_the_gate,
    silent_partners,
)
from coopdesk.records.values import Record, Stamp, Value

TODAY = date(2026, 11, 24)
OURS = frozenset({"lome"})


def record(type_: str, id_: str, **values: Value) -> Record:
    return Record(id_, type_, "1", values)


def agreement(id_: str, stage: str = "active", signed_on: str = "2019-05-04") -> Record:
    return record("agreement", id_, stage=stage, signed_on=signed_on)


def party(agreement_id: str, organisation: str) -> Record:
    return record(
        "party", f"{agreement_id}-{organisation}", agreement=agreement_id, organisation=organisation
    )


def note(starts: str, *organisations: str, agreements: tuple[str, ...] = ()) -> Record:
    return record("note", starts, starts=starts, organisations=organisations, agreements=agreements)


def silent(
    *, agreements: list[Record], notes: list[Record], parties: list[Record] | None = None
) -> list[SilentPartner]:
    joined = parties or [party(one.id, name) for one in agreements for name in ("lome", "andenne")]
    return silent_partners(TODAY, agreements=agreements, parties=joined, notes=notes, ours=OURS)


def test_a_partner_is_silent_after_six_months_without_a_note() -> None:
    quiet = silent(
        agreements=[agreement("a")], notes=[note("2026-04-09T10:00:00+00:00[Africa/Lome]", "andenne")]
    )
    assert quiet == [SilentPartner("andenne", ("a",), date(2026, 4, 9), date(2026, 4, 9), 7)]


@pytest.mark.parametrize(("day", "count"), [("2026-05-24", 1), ("2026-05-25", 0), ("2026-11-24", 0)])
def test_the_day_on_which_silence_begins(day: str, count: int) -> None:
    assert len(silent(agreements=[agreement("a")], notes=[note(day, "andenne")])) == count


def test_a_note_on_the_agreement_breaks_the_silence_too() -> None:
    assert silent(agreements=[agreement("a")], notes=[note("2026-10-01", agreements=("a",))]) == []


def test_a_note_of_a_day_to_come_or_in_the_bin_does_not() -> None:
    binned = Record("n", "note", "1", {"starts": "2026-11-01", "organisations": ("andenne",)}, removed=True)
    quiet = silent(agreements=[agreement("a")], notes=[note("2026-12-01", "andenne"), binned])
    assert [one.last_note for one in quiet] == [None]
    assert quiet[0].since == date(2019, 5, 4)


def test_a_new_agreement_gives_a_partner_six_months() -> None:
    assert silent(agreements=[agreement("a"), agreement("b", signed_on="2026-09-01")], notes=[]) == []


@pytest.mark.parametrize(
    ("stage", "count"), [("contact", 1), ("signed", 1), ("dormant", 0), ("ended", 0), ("abandoned", 0)]
)
def test_only_live_agreements_expect_news(stage: str, count: int) -> None:
    assert len(silent(agreements=[agreement("a", stage)], notes=[])) == count


def test_we_are_never_silent_and_the_longest_silence_comes_first() -> None:
    agreements = [agreement("a"), agreement("b")]
    parties = [party("a", "lome"), party("a", "andenne"), party("b", "quebec"), party("b", "lyon")]
    notes = [note("2026-03-01", "andenne"), note("2024-01-01", "quebec"), note("2026-11-01", "lyon")]
    assert [one.organisation for one in silent(agreements=agreements, parties=parties, notes=notes)] == [
        "quebec",
        "andenne",
    ]


def gates(
    *,
    agreements: list[Record],
    notes: list[Record] | None = None,
    exchanges: list[Record] | None = None,
    contributions: list[Record] | None = None,
    measurements: list[Record] | None = None,
    promises: list[Record] | None = None,
) -> list[SignAtTheGate]:
    return signs_at_the_gate(
        TODAY,
        agreements=agreements,
        notes=notes or [],
        exchanges=exchanges or [],
        contributions=contributions or [],
        measurements=measurements or [],
        promises=promises or [],
        indicators={"i": record("indicator", "i", agreement="a")},
    )


def test_an_active_agreement_without_anything_for_a_year_is_a_sign_at_the_gate() -> None:
    assert gates(agreements=[agreement("a")]) == [SignAtTheGate("a", None, date(2019, 5, 4), 90)]
    found = gates(agreements=[agreement("a")], notes=[note("2025-09-10", agreements=("a",))])
    assert found == [SignAtTheGate("a", date(2025, 9, 10), date(2025, 9, 10), 14)]


@pytest.mark.parametrize("day", ["2025-11-25", "2026-11-24"])
def test_any_activity_within_a_year_takes_the_sign_away(day: str) -> None:
    a = [agreement("a")]
    held = record("exchange", "e", agreement="a", ends=day)
    assert gates(agreements=a, notes=[note(day, agreements=("a",))]) == []
    assert gates(agreements=a, exchanges=[held]) == []
    assert gates(agreements=a, contributions=[record("contribution", "c", agreement="a", day=day)]) == []
    assert gates(agreements=a, measurements=[record("measurement", "m", indicator="i", day=day)]) == []
    assert (
        gates(agreements=a, promises=[record("promise", "p", agreement="a", state="kept", kept_on=day)]) == []
    )


def test_a_contribution_to_an_exchange_counts_for_its_agreement() -> None:
    old = record("exchange", "e", agreement="a", ends="2020-01-01")
    paid = record("contribution", "c", exchange="e", day="2026-01-01")
    assert gates(agreements=[agreement("a")], exchanges=[old], contributions=[paid]) == []


def test_what_does_not_count_as_activity() -> None:
    day = "2026-10-01"
    found = gates(
        agreements=[agreement("a")],
        notes=[note(day, "andenne"), note("2025-11-24", agreements=("a",))],
        exchanges=[record("exchange", "e", agreement="a", ends=day, state="cancelled")],
        measurements=[record("measurement", "m", indicator="unknown", day=day)],
        promises=[record("promise", "p", agreement="a", state="promised", due_on=day)],
    )
    assert [one.last_activity for one in found] == [date(2025, 11, 24)]


@pytest.mark.parametrize("stage", ["signed", "negotiating", "dormant", "ended"])
def test_only_active_agreements_can_be_signs(stage: str) -> None:
    assert gates(agreements=[agreement("a", stage)]) == []


def test_dormant_is_proposed_when_all_others_are_quiet_too() -> None:
    signs = gates(agreements=[agreement("a"), agreement("b"), agreement("alone")])
    parties = [
        party("a", "lome"),
        party("a", "andenne"),
        party("b", "andenne"),
        party("b", "lyon"),
        party("alone", "lome"),
    ]
    quiet = silent_partners(
        TODAY,
        agreements=[agreement("a"), agreement("b")],
        parties=parties,
        notes=[note("2026-11-01", "lyon")],
        ours=OURS,
    )
    assert [one.agreement for one in dormant_proposals(signs, quiet, parties, OURS)] == ["a"]


def post(id_: str, **values: Value) -> Record:
    return record("post", id_, person=f"person of {id_}", organisation="andenne", **values)


def test_mandates_that_end_within_ninety_days() -> None:
    posts = [
        post("last", mandate_ends="2027-02-22"),
        post("late", mandate_ends="2027-02-23"),
        post("next", mandate_ends="2026-12-31"),
        post("today", mandate_ends="2026-11-24"),
        post("over", mandate_ends="2026-11-23"),
        post("left", mandate_ends="2026-12-31", until="2026-06-30"),
        post("open"),
    ]
    found = mandate_watch(posts, TODAY)
    assert [(one.post, one.days) for one in found] == [("today", 0), ("next", 37), ("last", 90)]
    assert (found[1].person, found[1].organisation) == ("person of next", "andenne")


def test_a_post_is_held_to_the_end_of_its_last_day() -> None:
    posts = [
        post("first", **{"from": "2012-01-01", "until": "2026-11-24"}),
        post("newest", **{"from": "2026-11-24"}),
        post("unknown"),
        post("former", **{"from": "2009-01-01", "until": "2026-11-23"}),
        post("future", **{"from": "2026-11-25"}),
    ]
    assert [one.id for one in present_posts(posts, TODAY)] == ["newest", "first", "unknown"]


def test_contacts_go_stale_after_a_year() -> None:
    fresh = record("person", "fresh", verified_on="2025-11-25")
    stale = record("person", "stale", verified_on="2025-11-24")
    never = record("organisation", "never")
    entered = Record("new", "person", "1", {}, created=Stamp("Ama", "2026-10-01T08:00:00Z"))
    assert [is_unverified(one, TODAY) for one in (fresh, stale, never, entered)] == [False, True, True, False]
    found = unverified([fresh, stale, never, entered], TODAY)
    assert [(one.type, one.id, one.since) for one in found] == [
        ("organisation", "never", None),
        ("person", "stale", date(2025, 11, 24)),
    ]

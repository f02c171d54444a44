# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every kind of field must do: be read back as written, in every language, and as JSON."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.errors import FieldError
from coopdesk.language import LANGUAGES, N_, Language, using
from coopdesk.records.identity import to_text
from coopdesk.records.kinds import (
    KINDS,
    AttachedFile,
    Attachment,
    Choice,
    Coordinates,
    Count,
    Country,
    Day,
    Decimal,
    Email,
    Flag,
    Kind,
    Line,
    Link,
    Locality,
    Moment,
    Money,
    Percentage,
    Phone,
    Prose,
    Rule,
    Scalar,
    Tongue,
    WebAddress,
)
from coopdesk.records.kinds.texts import LINE_LIMIT, PROSE_LIMIT

LOME = Locality(country="TG", zone="Africa/Lome", currency="XOF")
COLOURS = Choice(codes={"red": N_("Open"), "not_red": N_("Closed")})

decimals = st.decimals(-(10**20), 10**20, places=6).map(lambda value: f"{value:f}")
degrees = st.tuples(
    st.decimals(-90, 90, places=5).map(lambda value: f"{value:f}"),
    st.decimals(-180, 180, places=5).map(lambda value: f"{value:f}"),
)
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
hosts = st.builds("{}.{}.{}".format, words, words, st.sampled_from(["tg", "np", "gov.np", "example"]))
zones = st.sampled_from(["Africa/Lome", "Asia/Kathmandu", "Europe/Moscow", "America/Port-au-Prince", "UTC"])
schemes = st.sampled_from(["", "http://", "https://"])
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))
files = st.builds(
    AttachedFile,
    hash=st.binary(min_size=32, max_size=32).map(bytes.hex),
    size=st.integers(0, 10**11),
    media=st.sampled_from(["image/jpeg", "application/pdf", "text/x-c++"]),
    name=st.sampled_from(["photo du marché.jpg", "Протокол встречи.pdf", "a"]),
)


def in_zone(at: datetime, zone: str) -> str:
    return f"{at.replace(tzinfo=ZoneInfo(zone)).isoformat()}[{zone}]"


TYPED: dict[type[Kind], tuple[Kind, st.SearchStrategy[str]]] = {
    Line: (Line(), st.text(max_size=80)),
    Prose: (Prose(), st.text(max_size=200)),
    Flag: (Flag(), st.sampled_from(["yes", "oui", "да", "no", "non", "нет", "1", "0", "True", "FALSE"])),
    Day: (Day(), st.dates().map(lambda day: day.isoformat())),
    Moment: (Moment(), st.builds(in_zone, moments, zones)),
    Count: (Count(), st.integers(0, 2**53).map(str)),
    Decimal: (Decimal(), decimals),
    Money: (Money(), st.builds("{} {}".format, decimals, st.sampled_from(["XOF", "EUR", "NPR", "RUB"]))),
    Percentage: (Percentage(), st.decimals(0, 100, places=2).map(lambda value: f"{value:f} %")),
    Choice: (COLOURS, st.sampled_from(["red", "not_red"])),
    Tongue: (Tongue(), st.sampled_from(["fr", "ru", "ne", "fon", "ewe", "français", "непальский"])),
    Country: (Country(), st.sampled_from(["TG", "np", "Бенин", "Bénin", "Haiti"])),
    Phone: (Phone(), st.integers(90_000_000, 93_999_999).map(lambda number: f"+228 {number}")),
    Email: (Email(), st.builds("{}@{}".format, words, hosts)),
    WebAddress: (WebAddress(), st.builds("{}{}/{}".format, schemes, hosts, words)),
    Coordinates: (Coordinates(), degrees.map(", ".join)),
    Link: (Link(), st.binary(min_size=16, max_size=16).map(to_text)),
    Attachment: (Attachment(), files.map(AttachedFile.scalar)),
}  # fmt: skip


def refused(kind: Kind, text: str, where: Locality = LOME) -> FieldError:
    with pytest.raises(FieldError) as caught:
        kind.parse(text, where)
    return caught.value


def test_every_kind_is_tested_here() -> None:
    assert set(TYPED) == set(KINDS)


def test_names_of_kinds_are_distinct() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_written_is_read_back_in_any_language(kind: type[Kind], data: st.DataObject) -> None:
    field, typed = TYPED[kind]
    scalar = field.parse(data.draw(typed), LOME)
    with using(data.draw(st.sampled_from(LANGUAGES))):
        assert field.parse(field.written(scalar), LOME) == scalar


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_json_is_read_back(kind: type[Kind], data: st.DataObject) -> None:
    field, typed = TYPED[kind]
    scalar = field.parse(data.draw(typed), LOME)
    assert field.accept(json.loads(json.dumps(field.to_json(scalar))), LOME) == scalar


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_scalar_is_shown_and_searched_by_text(kind: type[Kind], data: st.DataObject) -> None:
    field, typed = TYPED[kind]
    scalar = field.parse(data.draw(typed), LOME)
    with using(data.draw(st.sampled_from(LANGUAGES))):
        assert isinstance(field.show(scalar), str)
        assert all(isinstance(word, str) for word in field.words(scalar))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (Line, Prose)])
def test_nonsense_is_refused_with_a_sentence(kind: type[Kind]) -> None:
    error = refused(TYPED[kind][0], "@@ nonsense @@")
    assert error.code
    assert str(error).endswith(".")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Flag])
def test_json_true_is_a_value_of_flags_only(kind: type[Kind]) -> None:
    with pytest.raises(FieldError):
        TYPED[kind][0].accept(True, LOME)


def test_a_set_settles_member_by_member_and_prose_line_by_line() -> None:
    assert Line().rule is Rule.VALUE
    assert Line(many=True).rule is Rule.SET
    assert Link(many=True).rule is Rule.SET
    assert Prose().rule is Rule.PROSE
    assert Prose(multilingual=True).rule is Rule.PROSE


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_is_multilingual_and_a_set(kind: type[Kind]) -> None:
    with pytest.raises(TypeError):
        kind(multilingual=True, many=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  deux   mots\n", "deux mots"),
        ("Lome\u0301", "Lomé"),
        ("tab\there", "tab here"),
        ("bell\x07", "bell"),
        ("e\x00\u0301", "é"),
        ("@home", "@home"),
        ("Ёлка", "Ёлка"),
    ],
)
def test_a_line_is_one_line_in_nfc(typed: str, kept: str) -> None:
    assert Line().parse(typed) == kept


def test_prose_keeps_paragraphs_and_indents() -> None:
    assert Prose().parse("\r\n# Visite\r\n\r\n  - un\r\n  - deux  \n\n") == "# Visite\n\n  - un\n  - deux"


@pytest.mark.parametrize(("kind", "limit"), [(Line(), LINE_LIMIT), (Prose(), PROSE_LIMIT)])
def test_too_long_a_text_is_refused_with_its_length(kind: Kind, limit: int) -> None:
    assert kind.parse("a" * limit) == "a" * limit
    error = refused(kind, "a" * (limit + 1))
    assert (error.facts["length"], error.facts["limit"]) == (limit + 1, limit)


@pytest.mark.parametrize(
    ("typed", "kept"), [("Да", 1), ("OUI", 1), ("x", 1), ("нет", 0), ("non", 0), ("0", 0)]
)
def test_flags_are_read_in_three_languages(typed: str, kept: int) -> None:
    assert Flag().parse(typed) == kept
    assert Flag().to_json(kept) is bool(kept)
    assert Flag().accept(bool(kept)) == kept


def test_a_flag_is_neither_maybe_nor_two() -> None:
    assert refused(Flag(), "maybe").code == "flag"
    assert refused(Flag(), "2").code == "flag"


@pytest.mark.parametrize(
    ("kind", "scalar", "json_form"),
    [
        (Line(), "Lomé", "Lomé"),
        (Count(), 12, 12),
        (Decimal(), "1.50", "1.50"),
        (Percentage(), "43", "43"),
        (Money(), "12.50 XOF", {"amount": "12.50", "currency": "XOF"}),
        (Day(), "2026-11-24", "2026-11-24"),
        (
            Moment(),
            "2026-11-24T09:30:00+00:00[Africa/Lome]",
            {"at": "2026-11-24T09:30:00+00:00", "zone": "Africa/Lome"},
        ),
        (Moment(), "2026-11-24", {"at": "2026-11-24"}),
        (Coordinates(), "6.13,1.22", "6.13,1.22"),
        (Flag(), 1, True),
        (
            Attachment(),
            f"{'a' * 64} 12 image/png un plan.png",
            {"hash": "a" * 64, "size": 12, "media": "image/png", "name": "un plan.png"},
        ),
    ],
)
def test_the_form_in_json(kind: Kind, scalar: Scalar, json_form: object) -> None:
    assert kind.to_json(scalar) == json_form


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [Day(), Moment()])
@given(at=moments.filter(lambda at: at.year >= 1000))
def test_days_are_read_as_each_language_shows_them(language: Language, kind: Kind, at: datetime) -> None:
    scalar = kind.parse(at.replace(second=0, microsecond=0, tzinfo=UTC).isoformat() if kind == Moment() else
                        at.date().isoformat())  # fmt: skip
    with using(language):
        assert kind.parse(kind.show(scalar)) == scalar


def shown(kind: Kind, scalar: Scalar) -> Callable[[Language], str]:
    def in_language(language: Language) -> str:
        with using(language):
            return kind.show(scalar)

    return in_language


def test_values_as_each_language_writes_them() -> None:
    day, sum_, share = shown(Day(), "2026-03-01"), shown(Money(), "4200000 XOF"), shown(Percentage(), "43")
    assert [day("fr"), day("en"), day("ru")] == ["1er mars 2026", "1 March 2026", "1 марта 2026\u00a0г."]
    assert [sum_("fr"), sum_("ru")] == [
        "4\u202f200\u202f000\u00a0F\u00a0CFA",
        "4\u00a0200\u00a0000\u00a0F\u00a0CFA",
    ]
    assert [share("fr"), share("en"), share("ru")] == ["43\u00a0%", "43%", "43\u00a0%"]
    assert shown(Country(), "TD")("ru") == "Чад"
    assert shown(Tongue(), "ne")("fr") == "népalais"
    assert shown(Count(), 8_336_817)("en") == "8,336,817"
    assert shown(Count(plain=True), 2026)("en") == "2026"

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first start: an officer makes the desk of a city hall."""

from pathlib import Path

import pytest

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import currency_of, found_desk, is_on_network
from coopdesk.errors import WorldError
from coopdesk.language import Language
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking, reading
from tests.desk.officer import Officer


def make(
    folder: Path,
    city: str = "Lomé",
    country: str = "Togo",
    officer: str = "Awa Exemple",
    *,
    language: Language = "fr",
    currency: str = "",
) -> Desk:
    return found_desk(
        folder, city=city, country=country, officer=officer, language=language, currency=currency
    )


def test_a_known_city_brings_its_names_position_and_hour(desk: Desk) -> None:
    place = desk.record("place", reading.page(desk.store.connection, BY_KEY["place"])[0].id)
    assert place is not None
    assert place.values["name"] == {"en": "Lomé", "fr": "Lomé", "ru": "Ломе"}
    assert place.values["country"] == "TG"
    assert str(place.values["coordinates"]).startswith("6.1")
    assert place.values["time_zone"] == desk.office.zone == "Africa/Lome"
    assert desk.office.currency == "XOF"
    assert desk.office.letter == "A"


def test_the_city_hall_is_ours_and_stands_in_the_city(desk: Desk) -> None:
    ours = desk.record("organisation", desk.our_organisation())
    assert ours is not None
    assert ours.values["kind"] == "city_hall"
    assert desk.title("place", str(ours.one("place"))) == "Lomé"
    assert ours.many("working_languages") == ("fr",)
    assert ours.created is not None
    assert ours.created.officer == "Awa Exemple"
    assert desk.office_name() == "Lomé"


def test_a_fresh_desk_is_sound_and_knows_its_office_when_opened_again(desk: Desk) -> None:
    assert checking.check(desk.store) == []
    with Desk.open(desk.profile) as again:
        assert again.office == desk.office


def test_a_city_may_be_written_in_another_script_or_without_accents(tmp_path: Path) -> None:
    with make(tmp_path / "ru", "Катманду", "Непал", "Майя Пример", language="ru") as desk:
        assert (desk.office.code, desk.office.country, desk.office.zone) == ("KTM", "NP", "Asia/Kathmandu")
        assert desk.office.currency == "NPR"
    with make(tmp_path / "bare", "lome", "tg") as desk:
        assert desk.office.zone == "Africa/Lome"


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [("lome", "TG", "Lomé"), ("Lomee", "TG", "Lomé"), ("Locossa", "BJ", "Locossa"), ("ломе", "TG", "Ломе")],
)
def test_the_city_stands_on_paper_with_its_accents(
    tmp_path: Path, typed: str, country: str, shown: str
) -> None:
    with make(tmp_path, typed, country) as desk:
        assert desk.office.city == shown


def test_a_city_that_no_list_knows_gets_the_name_that_was_typed(tmp_path: Path) -> None:
    with make(tmp_path / "desk", "  Kpélé-Agbanon  ", "TG") as desk:
        place = reading.page(desk.store.connection, BY_KEY["place"])[0]
        assert place.values == {"name": {"fr": "Kpélé-Agbanon"}, "country": "TG"}
        assert (desk.office.zone, desk.office.code) == ("UTC", "KPL")


def test_a_city_of_the_same_name_elsewhere_is_not_taken(tmp_path: Path) -> None:
    with make(tmp_path / "desk", "Lomé", "NP") as desk:
        assert desk.office.zone == "UTC"


@pytest.mark.parametrize(
    ("city", "country", "officer", "currency", "code"),
    [
        ("Lomé", "Atlantide", "Awa", "", "country"),
        ("Lomé", "", "Awa", "", "country"),
        ("Lomé", "TG", "Awa", "ABC", "currency"),
        ("Lomé", "TG", "Awa", "XO", "currency"),
        ("  ", "TG", "Awa", "", "name_missing"),
        ("Lomé", "TG", " ", "", "name_missing"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_left_behind(
    tmp_path: Path, city: str, country: str, officer: str, currency: str, code: str
) -> None:
    with pytest.raises(WorldError) as refused:
        make(tmp_path / "desk", city, country, officer, currency=currency)
    assert refused.value.code == code
    assert not (tmp_path / "desk").exists()


def test_a_currency_can_be_chosen(tmp_path: Path) -> None:
    with make(tmp_path / "desk", currency="eur") as desk:
        assert desk.office.currency == desk.locality.currency == "EUR"


@pytest.mark.parametrize(
    ("country", "currency"), [("TG", "XOF"), ("NP", "NPR"), ("FR", "EUR"), ("RU", "RUB"), ("ZZ", "")]
)
def test_the_currency_of_a_country(country: str, currency: str) -> None:
    assert currency_of(country) == currency


def test_a_folder_that_holds_a_desk_is_left_alone(desk: Desk) -> None:
    with pytest.raises(WorldError) as refused:
        make(desk.profile, "Kathmandu", "NP")
    assert refused.value.code == "desk_exists"
    with Desk.open(desk.profile) as again:
        assert again.office.city == "Lomé"


def test_no_desk_can_be_opened_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        Desk.open(tmp_path)
    assert refused.value.code == "no_desk"


def test_the_officer_changes_and_earlier_saves_keep_their_author(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    desk.change_office(officer="Kofi Exemple")
    awa.change("note", note, "title=Visite du port")
    record = awa.record("note", note)
    assert record.created is not None
    assert record.changed is not None
    assert (record.created.officer, record.changed.officer) == ("Awa Exemple", "Kofi Exemple")
    with Desk.open(desk.profile) as again:
        assert again.office.officer == "Kofi Exemple"


def test_references_count_on_by_office_computer_and_year(desk: Desk, awa: Officer) -> None:
    year = awa.values("agreement", awa.new("agreement", "title=Un"))["reference"][6:10]
    second = awa.new("agreement", "title=Deux")
    awa.new("agreement", "title=Ancien", "reference=LMO-A-1998-041")
    awa.new("agreement", "title=Ailleurs", f"reference=LKS-A-{year}-077")
    third = awa.new("agreement", "title=Trois")
    assert awa.values("agreement", second)["reference"] == f"LMO-A-{year}-002"
    assert awa.values("agreement", third)["reference"] == f"LMO-A-{year}-003"


def test_a_reference_in_the_bin_is_not_given_again(desk: Desk, awa: Officer) -> None:
    first = awa.new("agreement", "title=Un")
    awa.remove("agreement", first)
    assert awa.values("agreement", awa.new("agreement", "title=Deux"))["reference"].endswith("-002")


def test_several_agreements_in_one_save_get_references_of_their_own(desk: Desk) -> None:
    kind = BY_KEY["agreement"]
    changes = [saving.prepared(desk, kind, None, {"title": {"fr": name}}) for name in ("Un", "Deux", "Trois")]
    saved = saving.save_all(desk, changes)
    given = [desk.record("agreement", one.id) for one in saved]
    assert sorted(str(one.values["reference"])[-3:] for one in given if one) == ["001", "002", "003"]


def test_a_network_drive_is_noticed(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "our share"
    share.mkdir()
    escaped = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {escaped} nfs4 rw 0 0\n")
    assert is_on_network(share / "desk", mounts)
    assert not is_on_network(tmp_path / "desk", mounts)
    assert not is_on_network(tmp_path, tmp_path / "no such file")

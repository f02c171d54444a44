# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Look-alikes: who is suggested as a duplicate of whom, who is not, and how long it takes."""

import random
import time

import pytest

from coopdesk.records.look_alikes import Candidate, LookAlike, compare, look_alikes


def person(id: str, name: str, **known: str) -> Candidate:
    phone, email = known.pop("phone", ""), known.pop("email", "")
    return Candidate(
        id,
        "person",
        (name,),
        (phone,) if phone else (),
        (email,) if email else (),
        **known,  # type: ignore[arg-type]
    )


def place(id: str, *names: str, country: str = "TG") -> Candidate:
    return Candidate(id, "place", names, country=country)


def office(id: str, name: str, place: str = "") -> Candidate:
    return Candidate(id, "organisation", (name,), country="TG", place=place)


def suggested(*candidates: Candidate) -> list[LookAlike]:
    return look_alikes(candidates)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lokossa", "Локосса"),
        ("Локосса", "Локоса"),
        ("Lokossa", "Locossa"),
        ("Порт-о-Пренс", "Порт-о-Прэнс"),
        ("Ouagadougou", "Уагадугу"),
        ("N’Djamena", "Нджамена"),
        ("Saint-Denis", "St-Denis"),
        ("Saint-Louis", "Saint Louis"),
        ("District 4", "District 04"),
        ("Lomé", "Ville de Lomé"),
        ("Lalitpur", "Lalitpour"),
    ],
)
def test_the_same_place_in_two_spellings(one: str, other: str) -> None:
    (pair,) = suggested(place("b", one), place("a", other))
    assert (pair.first, pair.second, pair.reasons) == ("a", "b", ("name",))
    assert 60 <= pair.score <= 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("District 4", "District 5"),
        ("Golfe 1", "Golfe"),
        ("Lomé II", "Lomé III"),
        ("Zone A", "Zone B"),
        ("Kara-Nord", "Kara-Sud"),
        ("Верхний Кара", "Нижний Кара"),
        ("Kara", "Para"),
        ("Saint-Denis", "Saint-Louis"),
    ],
)
def test_other_places_of_nearly_the_same_name(one: str, other: str) -> None:
    assert suggested(place("a", one), place("b", other)) == []


def test_the_same_direction_in_another_language_is_the_same_place() -> None:
    assert suggested(place("a", "Кара Южная"), place("b", "Kara-Sud"))


def test_another_country_is_another_place() -> None:
    assert suggested(place("a", "Saint-Denis", country="FR"), place("b", "Saint-Denis", country="RE")) == []
    assert suggested(place("a", "Saint-Denis", country="FR"), place("b", "Saint-Denis", country=""))


def test_two_villages_of_one_name_far_apart() -> None:
    kara = Candidate("a", "place", ("Kara",), country="TG", coordinates=(9.55, 1.19))
    near = Candidate("b", "place", ("Kara",), country="TG", coordinates=(9.6, 1.2))
    far = Candidate("c", "place", ("Kara",), country="TG", coordinates=(6.2, 1.2))
    assert [(pair.first, pair.second) for pair in suggested(kara, near, far)] == [("a", "b")]


def test_any_of_the_names_may_match() -> None:
    assert suggested(place("a", "Katmandou", "Катманду"), place("b", "Kathmandu"))


def test_record_types_are_never_mixed() -> None:
    assert suggested(place("a", "Lomé"), office("b", "Lomé")) == []
    assert compare(place("a", "Lomé"), office("b", "Lomé")) is None
    assert compare(place("a", "Lomé"), place("a", "Lomé")) is None


def test_offices_of_one_town_hall() -> None:
    assert suggested(office("a", "Mairie de Lomé"), office("b", "Ville de Lomé"))
    assert suggested(office("a", "Université de Lomé"), office("b", "Mairie de Lomé")) == []
    assert suggested(office("a", "Mairie", place="lome"), office("b", "Mairie", place="kara")) == []


def test_people_by_name() -> None:
    assert suggested(person("a", "Koffi Mensah"), person("b", "MENSAH Koffi"))
    assert suggested(person("a", "Коффи Менса"), person("b", "Koffi Mensah"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Koffi Mensah", "Kossi Mensah"),
        ("Jean Mensah", "Jeanne Mensah"),
        ("Александр Иванов", "Александра Иванов"),
        ("Mensah", "Mensah"),
        ("Koffi Mensah", "Koffi Mensah fils"),
        ("Koffi Mensah Junior", "Koffi Mensah Senior"),
    ],
)
def test_relatives_are_other_people_even_with_one_phone(one: str, other: str) -> None:
    assert suggested(person("a", one), person("b", other)) == []
    if one != other:
        assert (
            suggested(person("a", one, phone="+22890000001"), person("b", other, phone="+22890000001")) == []
        )


def test_sex_and_birthday_keep_namesakes_apart() -> None:
    assert suggested(person("a", "Ama Yao", sex="f"), person("b", "Ama Yao", sex="m")) == []
    assert (
        suggested(person("a", "Ama Yao", born="1970-01-02"), person("b", "Ama Yao", born="1971-01-02")) == []
    )
    assert suggested(person("a", "Ama Yao", born="1970-01-02"), person("b", "Ama Yao"))


def test_a_contact_makes_a_short_form_sure() -> None:
    phone = "+22890000001"
    (pair,) = suggested(person("a", "K. Mensah", phone=phone), person("b", "Koffi Mensah", phone=phone))
    assert pair.reasons == ("name", "phone")
    assert pair.score >= 80
    assert suggested(person("a", "K. Mensah"), person("b", "Koffi Mensah")) == []
    assert suggested(person("a", "A. Mensah", phone=phone), person("b", "Koffi Mensah", phone=phone)) == []


def test_name_phone_and_mail_score_most() -> None:
    known = {"phone": "+22890000001", "country": "TG"}
    one = person("a", "Ama Yao", email="Ama@lome.example", **known)
    (pair,) = suggested(one, person("b", "Ama Yao", email="ama@lome.example", **known))
    assert pair.reasons == ("name", "phone", "e-mail")
    (by_name,) = suggested(person("a", "Ama Yao"), person("b", "Ama Yao"))
    assert pair.score > by_name.score


def test_a_switchboard_tells_nothing() -> None:
    offices = [Candidate(str(n), "organisation", (f"{n}{n} bureau",), ("+22890000001",)) for n in range(8)]
    assert suggested(*offices[:2])[0].reasons == ("phone",)
    assert suggested(*offices) == []


def test_surest_first_and_the_same_in_any_order() -> None:
    records = [
        place("a", "Lokossa"),
        place("b", "Локосса"),
        place("c", "Lokosa", country=""),
        place("d", "Kara"),
    ]
    found = suggested(*records)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert suggested(*reversed(records)) == found


def test_ten_thousand_people_do_not_take_the_square() -> None:
    dice = random.Random(7)
    given = ["".join(dice.choices(["ko", "a", "mi", "ya", "se", "dou", "ra", "na"], k=3)) for _ in range(400)]
    family = ["".join(dice.choices(["men", "sah", "be", "gna", "ke", "ta", "wa"], k=3)) for _ in range(400)]
    people = [person(f"{n:05}", f"{dice.choice(given)} {dice.choice(family)}") for n in range(10_000)]
    alike = [person("x1", "Afi Dogbe"), person("x2", "Афи Догбе")]

    start = time.process_time()
    found = look_alikes([*people, *alike])
    assert time.process_time() - start < 15  # all pairs would take minutes
    assert any((pair.first, pair.second) == ("x1", "x2") for pair in found)


def test_thousands_of_one_name_stay_bounded() -> None:
    people = [person(f"{n:05}", "Ama Yao") for n in range(5_000)]
    assert len(look_alikes(people)) < 20 * len(people)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names for the gazetteer: the Russian spelling among many, transcriptions, and the hand-checked table."""

import csv
import re
from datetime import date
from pathlib import Path

import make_gazetteer
import pytest
from french_names import from_russian
from russian_names import attested, transcribe

from coopdesk.paths import resource


@pytest.mark.parametrize(
    ("name", "country", "spellings", "russian"),
    [
        ("Evere", "BE", ["Ever", "Евер", "Евере", "Эвере"], "Эвере"),
        ("Inhambane", "MZ", ["Инхамбане", "Иньямбане"], "Иньямбане"),
        ("Lunsar", "SL", ["Лунсар", "Лунсаре"], "Лунсар"),
        ("Murmansk", "RU", ["Мурманськ", "Мурманск", "Мурмансък"], "Мурманск"),
        ("Syktyvkar", "RU", ["Сиктивкар", "Сыктывкар"], "Сыктывкар"),
        ("Astrakhan", "RU", ["Астрахан", "Астрахань"], "Астрахань"),
        ("Freetown", "SL", ["Фрийтаун", "Фритаун", "Фрітаун", "Фрытаўн"], "Фритаун"),
        ("Lviv", "UA", ["Львів", "Львоў"], None),
        ("Lomé", "TG", ["Lome", "洛美"], None),
    ],
)
def test_the_russian_spelling_is_chosen(
    name: str, country: str, spellings: list[str], russian: str | None
) -> None:
    assert attested(name, country, spellings) == russian


@pytest.mark.parametrize(
    ("name", "country", "russian"),
    [
        ("Kpalimé", "TG", "Кпалиме"),
        ("Tenkodogo", "BF", "Тенкодого"),
        ("Guinguinéo", "SN", "Гингинео"),
        ("Croix-des-Bouquets", "HT", "Круа-де-Буке"),
        ("Gitarama", "RW", "Гитарама"),
        ("São João", "ST", "Сан-Жоан"),
        ("Marolambo", "MG", "Маруламбу"),
        ("Al Hilaliyya", "SD", "Аль-Хилалия"),
        ("Bhaktapur", "NP", "Бхактапур"),
        ("Mkushi", "ZM", "Мкуши"),
        ("Beledweyne", "SO", "Беледвейне"),
    ],
)
def test_names_are_transcribed_as_their_country_reads_them(name: str, country: str, russian: str) -> None:
    assert transcribe(name, country) == russian


@pytest.mark.parametrize(
    ("russian", "french"),
    [
        ("Ижевск", "Ijevsk"),
        ("Ульяновск", "Oulianovsk"),
        ("Красноярск", "Krasnoïarsk"),
        ("Новосибирск", "Novossibirsk"),
        ("Нижний Тагил", "Nijni Taguil"),
        ("Ростов-на-Дону", "Rostov-na-Donou"),
        ("Йошкар-Ола", "Iochkar-Ola"),
        ("Камышин", "Kamychine"),
    ],
)
def test_russian_names_are_spelled_in_french(russian: str, french: str) -> None:
    assert from_russian(russian) == french


def test_other_spellings_leave_out_what_search_finds_anyway() -> None:
    found = make_gazetteer.other_spellings(
        ["Ostend", "Ostende", "Остенде"],
        ["Oostende"],
        ["OST", "Oostenn", "Ostenda", "Ostende", "astent", "Остенде", "Остэндэ", "Ostehndeh", "奥斯滕德"],
        most=3,
    )
    assert found == ["Ostenda", "Oostenn"]


def test_checked_names_are_complete_and_shipped() -> None:
    checked = make_gazetteer.read_checked(make_gazetteer.CHECKED)
    assert len(checked) >= 700
    shipped = {
        int(row["geonames_id"]): row
        for row in csv.DictReader(
            resource("gazetteer/cities.tsv").read_text(encoding="utf-8").splitlines(),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
    }
    for number, city in checked.items():
        row = shipped[number]
        assert (row["country"], row["en"], row["fr"], row["ru"]) == (city.country, city.en, city.fr, city.ru)
        assert row["ru_source"] == "checked"
        assert re.fullmatch(r"[А-Яа-яЁё \-]+", city.ru), city.ru


def test_membership_of_the_least_developed_countries_is_dated() -> None:
    with resource("countries/ldc.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["country"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert len(rows) == 52
    assert rows["ST"]["until"] == "2024-12-13"
    assert rows["BT"]["until"] == "2023-12-13"
    graduated = [row for row in rows.values() if row["remark"] == "Graduated"]
    assert len(graduated) == 8
    for row in rows.values():
        assert row["source"]
        date.fromisoformat(row["as_of"])
        assert int(row["from"][:4]) >= 1971
        assert not row["until"] or date.fromisoformat(row["until"]).year > int(row["from"][:4])


def test_the_gazetteer_holds_what_the_rules_ask_for() -> None:
    ldc = make_gazetteer.members(Path(make_gazetteer.MEMBERSHIP))
    assert len(ldc) == 44
    assert {"TG", "NP", "BD"} <= ldc
    assert not {"BT", "VU", "ST", "FR"} & ldc
    town = {"countrycode": "TG", "population": 15_000, "geonameid": 1}
    assert make_gazetteer.is_wanted(town, ldc, {})
    assert not make_gazetteer.is_wanted(town | {"countrycode": "FR"}, ldc, {})
    assert make_gazetteer.is_wanted(town | {"countrycode": "FR", "population": 50_000}, ldc, {})

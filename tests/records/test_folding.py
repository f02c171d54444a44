# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Folding: names across scripts and spellings, typing letter by letter, numbers, order and fall-back."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.records import folding
from coopdesk.records.folding import LONGEST_TOKEN, fold, fold_typed, nearest_terms, plain, rank

SAME = [
    ("Ouagadougou", "Уагадугу", "OUAGADOUGOU", "ouagadougou"),
    ("Lomé", "lome", "Ломе", "LOMÉ", "Lome\u0301"),
    ("Lokossa", "Locossa", "Локосса", "Локоса"),
    ("Порт-о-Прэнс", "Порт-о-Пренс"),
    ("Cotonou", "Котону"),
    ("Kinshasa", "Киншаса"),
    ("Bujumbura", "Бужумбура"),
    ("Djibouti", "Джибути"),
    ("N'Djamena", "N’Djaména", "Нджамена"),
    ("Tchaoudjo", "Чауджо"),
    ("Ouidah", "Уида"),
    ("Yaoundé", "Яунде"),
    ("Antananarivo", "Антананариву", "Антананариво"),
    ("Kathmandu", "Katmandou", "Катманду"),
    ("Dhaka", "Dacca", "Дакка"),
    ("Québec", "Quebec", "Квебек"),
    ("Geneva", "Женева"),
    ("Tsévié", "Цевие"),
    ("Khartoum", "Хартум"),
    ("Nouakchott", "Нуакшот"),
    ("Bhaktapur", "Бхактапур"),
    ("Rwanda", "Руанда"),
    ("Malawi", "Малави"),
    ("Guinea", "Гвинея"),
    ("œuvre", "oeuvre", "OEuvre"),
    ("ёлка", "елка"),
]
NAMES = [
    *sorted({name for group in SAME for name in group}),
    "Saint-Denis", "Сен-Дени", "Phnom Penh", "Пномпень", "Abidjan", "Абиджан", "Côte d’Ivoire", "Кот-д’Ивуар",
    "Commune de Tchamba", "Cercle d’Abeïbara", "Sokodé", "Сокоде", "Vientiane", "Вьентьян", "Zinguinchor",
    "Mahajanga", "Махадзанга", "Cambridge", "technique", "chronologie", "projets", "droits", "обучение",
    "отчёт", "соглашение", "juridique", "budget", "бюджет", "LKS-A-2024-003", "koffi.mensah@lome.example",
]  # fmt: skip

OF_THE_ALPHABET = re.compile("[a-z0-9]+")


def finds(typed: str, text: str) -> bool:
    tokens, asked = fold(text), fold_typed(typed)
    return bool(asked) and all(any(token.startswith(part) for token in tokens) for part in asked)


@pytest.mark.parametrize("spellings", SAME, ids=lambda group: group[0])
def test_spellings_find_each_other(spellings: tuple[str, ...]) -> None:
    assert len({tuple(fold(name)) for name in spellings}) == 1
    for typed in spellings:
        assert all(finds(typed, name) for name in spellings)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ouaga", "Уагадугу"),
        ("уага", "Ouagadougou"),
        ("Уага", "Mission à Ouagadougou"),
        ("ломе", "Lomé"),
        ("женев", "Genève"),
        ("сен-дени", "Saint-Denis"),
        ("st-den", "Saint-Denis"),
        ("saint-den", "St-Denis"),
        ("phnom pe", "Phnom Penh"),
        ("порт-о", "Port-au-Prince"),
        ("abidjan", "d’Abidjan"),
        ("eau", "l'eau"),
        ("ндж", "N'Djamena"),
        ("вьентьян", "Vientiane"),
        ("kathmand", "काठमाडौं Kathmandu"),
        ("email", "e-mail"),
    ],
)
def test_typing_finds_across_scripts(typed: str, name: str) -> None:
    assert finds(typed, name)


def test_a_text_in_another_script_gets_tokens() -> None:
    assert fold("काठमाडौं")[0].startswith("kat")
    assert fold("Αθήνα")[0].startswith("at")


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_typed_loses_the_answer(name: str) -> None:
    lost = [name[:length] for length in range(2, len(name) + 1) if not finds(name[:length], name)]
    # "N'" may be an elision as in n'est, "Gu" sounds otherwise before e and i, "Ch" before r
    assert [typed for typed in lost if len(typed) > 2] == []


# Syllables as languages build them: nonsense such as "jzh" promises nothing.
ONSETS = st.sampled_from(
    ["", *"b c ch d dj f g gu gh h j k kh l m n ng nd p ph qu r s sh t tch th v w y z zh x".split()]
)
VOWELS = st.sampled_from("a e i o u ou é oa ai au ee".split())
WORDS = st.builds(
    lambda syllables, end: "".join(map("".join, syllables)) + end,
    st.lists(st.tuples(ONSETS, VOWELS), min_size=2, max_size=4),
    st.sampled_from(["", "n", "r", "s", "l", "m", "ng", "k", "t", "d", "b"]),
)


@given(WORDS)
def test_an_unfinished_word_keeps_what_the_finished_one_finds(word: str) -> None:
    for length in range(5, len(word) + 1):
        assert finds(word[:length], word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lomé", "Limé"),
        ("Kara", "Para"),
        ("год", "код"),
        ("mayor", "major"),
        ("Togo", "Tonga"),
        ("дом", "том"),
    ],
)
def test_other_words_stay_other(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_tokens_are_of_the_small_alphabet() -> None:
    text = "Ğ ß ŋ ɖ Ж № 5 m² — «Да» 你好 😀 I.B.A.N."
    assert all(OF_THE_ALPHABET.fullmatch(token) for token in fold(text))


@given(st.text(max_size=80))
def test_any_text_folds(text: str) -> None:
    for token in fold(text) + fold_typed(text):
        assert OF_THE_ALPHABET.fullmatch(token)
    plain(text)


@pytest.mark.parametrize("typed", ["LKS-A-2024-003", "lks-a-2024", "lks", "2024-003", "2024", "003", "3"])
def test_parts_of_a_reference(typed: str) -> None:
    assert finds(typed, "LKS-A-2024-003")


@pytest.mark.parametrize(
    "typed", ["koffi", "koffi.mensah", "mensah@lo", "lome.example", "koffi.mensah@lome.example"]
)
def test_parts_of_an_address(typed: str) -> None:
    assert finds(typed, "koffi.mensah@lome.example")


@pytest.mark.parametrize("stored", ["+22890112233", "+228 90 11 22 33", "tel. +228 90-11-22-33, bureau"])
@pytest.mark.parametrize(
    "typed",
    [
        "+22890112233",
        "+228 90 11 22 33",
        "+228 90 11",
        "90 11 22 33",
        "90112233",
        "9011",
        "11 22 33",
        "2233",
        "00 228 90 11",
    ],
)
def test_any_part_of_a_telephone_number(typed: str, stored: str) -> None:
    assert finds(typed, stored)


def test_numbers_dialled_inside_a_country() -> None:
    assert finds("06 12 34 56 78", "+33612345678")
    assert finds("8 (912) 345-67-89", "+79123456789")


def test_years_and_days_keep_their_parts() -> None:
    assert finds("2024 2025", "from 2024 until 2025")
    assert finds("03.11.2026", "on 2026-11-03")


def test_long_words_are_cut_alike() -> None:
    word = "a" + "bac" * 5_000
    assert len(fold(word)[0]) <= 2 * LONGEST_TOKEN
    assert finds(word, word)


def test_nothing_typed_asks_nothing() -> None:
    assert fold_typed("") == fold_typed("  ") == fold_typed("'") == fold_typed("—") == []
    assert fold_typed("d") == ["d"]
    assert fold_typed("Koffi d") == fold_typed("Koffi ")


def test_a_blank_finishes_the_word() -> None:
    assert fold_typed("projet ") == ["pruzhet"]
    assert fold_typed("projet") == ["pruzhe"]


def test_plain_keeps_the_script() -> None:
    assert plain("  Lomé — l’ÉTÉ, Œuvre ") == "lome l ete oeuvre"
    assert plain("Ёлка Й") == "елка й"
    assert plain("काठमाडौं!") == "काठमाडौं"


def test_order_of_answers() -> None:
    titles = ["Ouagadougou", "Lomé visit", "Ломе", "Visit of Lomé", "Visit of Lomérie", "Lomérie", "Kara"]
    ranked = sorted(titles, key=lambda title: rank("lomé", title))
    assert ranked[:2] == ["Lomé visit", "Visit of Lomé"]
    assert ranked[2:5] == ["Lomérie", "Visit of Lomérie", "Ломе"]
    assert rank("lome", "Kara", fold("seen in Ломе")) == (4, 1)
    assert rank("lome", "Kara", fold("seen in Kara")) == (5, 1)
    assert rank("", "Kara") == (5, 0)


def test_equal_answers_keep_the_order_of_the_caller() -> None:
    assert rank("kara", "Kara 2") == rank("kara", "Mission to Kara")


def test_nearest_terms() -> None:
    vocabulary = ["uagadugu", "uagadug", "lume", "lumie", "kume", "kara", "karaua", "lume"]
    assert nearest_terms("uagadgu", vocabulary, 3) == ["uagadug", "uagadugu"]
    assert nearest_terms("lume", ["kume", "lumie", "zume"], 3) == ["lumie", "kume", "zume"]
    assert nearest_terms("lmue", ["lume"], 3) == ["lume"]
    assert nearest_terms("uagfd", vocabulary, 1) == ["uagadug"]
    assert nearest_terms("ka", vocabulary, 3) == []
    assert len(nearest_terms("lume", vocabulary, 1)) == 1


def test_start_stays_light() -> None:
    source = Path(folding.__file__).parents[2]
    code = (
        f"import sys; sys.path.insert(0, {str(source)!r});"
        "from coopdesk.records import folding, look_alikes, markdown;"
        "folding.fold('Lomé Ломе уагадугу’ – 12'); folding.fold_typed('œ');"
        "sys.exit(any(name.split('.')[0] in ('anyascii', 'rapidfuzz') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the files of the example office are read: days, languages, parts; and their typography."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from coopdesk.desk.example_unfolding import day, filled, unfold
from coopdesk.errors import BugError
from coopdesk.language import Language
from coopdesk.paths import resource
from tests.translations.test_typography import BOTH, CODE, FRENCH, RUSSIAN, YO_STEMS, YO_WORDS

TUESDAY = date(2026, 11, 24)
PLACE = re.compile(r"\{[^{}]*\}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("today", "2026-11-24"),
        ("today-45", "2026-10-10"),
        ("today+3 10:00", "2026-11-27 10:00"),
        ("today tue", "2026-11-24"),
        ("today wed", "2026-11-18"),
        ("today-6 wed 15:00", "2026-11-18 15:00"),
        ("today-500 tue+3 17:00", "2025-07-11 17:00"),
        ("2001-05-15 09:30[Europe/Brussels]", "2001-05-15 09:30[Europe/Brussels]"),
        ("yesterday", "yesterday"),
    ],
)
def test_days_are_counted_and_moved_back_to_their_weekday(written: str, meant: str) -> None:
    assert day(written, TUESDAY) == meant


@pytest.mark.parametrize(
    ("language", "meant"),
    [
        ("en", "2024, 1 March 2027, {?}"),
        ("fr", "2024, 1er mars 2027, {?}"),
        ("ru", "2024, 1 марта 2027\u00a0г., {?}"),
    ],
)
def test_years_and_days_in_texts_are_written_out(language: Language, meant: str) -> None:
    assert filled("{year-2}, {today+97}", TUESDAY, language) == meant.removesuffix(", {?}")


def test_a_record_comes_with_its_parts_and_what_every_record_has() -> None:
    sheet: dict[str, Any] = {
        "every": {"author": "@awa"},
        "visit": {
            "title": {"en": "Visit", "fr": "Visite"},
            "starts": "today 09:30",
            "decision": [{"name_here": "go", "text": {"en": "Go.", "fr": "On y va.", "ru": "Идём."}}],
        },
    }
    [[note, decision]] = unfold("note", sheet, TUESDAY, "ru")
    assert note.values == {"author": "@awa", "title": "Visit", "starts": "2026-11-24 09:30"}
    assert (decision.type.key, decision.name) == ("decision", "go")
    assert decision.values == {"note": "@note/visit", "text": {"en": "Go.", "fr": "On y va.", "ru": "Идём."}}


def test_a_field_that_is_not_declared_is_refused() -> None:
    with pytest.raises(BugError) as refused:
        unfold("note", {"visit": {"tittle": "Visit"}}, TUESDAY, "en")
    assert refused.value.facts["field"] == "tittle"


def texts(value: Any, language: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a file whose language is named."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, key if key in ("en", "fr", "ru") else "")
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif language:
        yield language, CODE.sub("x", PLACE.sub("x", str(value)))


def all_texts(language: str) -> list[str]:
    """Every text of the example in a language."""
    return [
        text
        for file in sorted(resource("example").glob("*.toml"))
        for found, text in texts(tomllib.loads(file.read_text("utf-8")))
        if found == language
    ]


@pytest.mark.parametrize(
    ("language", "rules"),
    [("en", BOTH), ("fr", {**BOTH, **FRENCH}), ("ru", {**BOTH, **RUSSIAN})],
    ids=["en", "fr", "ru"],
)
def test_texts_are_set_as_each_language_prints_them(language: str, rules: dict[str, str]) -> None:
    found = all_texts(language)
    assert len(found) > 500
    wrong = [(name, text) for text in found for name, rule in rules.items() if re.search(rule, text)]
    assert wrong == []


def test_russian_texts_write_yo() -> None:
    words = [word for text in all_texts("ru") for word in re.findall("[а-яё]+", text.lower())]
    assert [word for word in words if word in YO_WORDS or word.startswith(tuple(YO_STEMS))] == []

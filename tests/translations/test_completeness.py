# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every text of the program stands in every catalogue, once, translated, under the right header."""

import gettext
import re

import catalogues
import pytest

from coopdesk.language import LANGUAGES
from tests.translations.entries import TRANSLATED, catalogue, path_of, template, texts

PLURAL_EXAMPLES = {
    "fr": {0: 0, 1: 0, 2: 1, 21: 1},
    "ru": {0: 2, 1: 0, 2: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 25: 2, 111: 2},
}
TO_UPDATE = "run: python3 dev.py translate"

each_language = pytest.mark.parametrize("language", TRANSLATED)


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {"en", *TRANSLATED} == set(LANGUAGES)


def test_the_template_holds_what_the_program_says() -> None:
    kept = (catalogues.TRANSLATIONS / "coopdesk.pot").read_bytes()
    assert kept == catalogues.written(template()), TO_UPDATE


@each_language
def test_the_catalogue_follows_the_template(language: str) -> None:
    path = path_of(language)
    fresh = catalogues.updated(catalogues.read(path, language), template())
    assert path.read_bytes() == catalogues.written(fresh, language), TO_UPDATE


@each_language
def test_nothing_is_left_untranslated(language: str) -> None:
    assert [text.source for text in texts(catalogue(language)) if not all(text.words or [""])] == []


@each_language
def test_nothing_is_fuzzy_or_obsolete(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.fuzzy] == []
    assert list(catalogue(language).obsolete) == []


@each_language
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    header = re.search(
        r'"Plural-Forms: nplurals=(\d); plural=(.+?);\\n"', path_of(language).read_text("utf-8")
    )
    assert header
    choose = gettext.c2py(header[2])
    expected = PLURAL_EXAMPLES[language]
    assert {n: choose(n) for n in expected} == expected
    forms = {len(text.words) for text in texts(catalogue(language)) if len(text.source) == 2}
    assert forms == {int(header[1])} == {len(set(expected.values()))}

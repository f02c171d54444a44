# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every text can be said in every language: the same placeholders, and words that fill in."""

import catalogues
import pytest

from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, Language, Message, Plural, sentence, using
from tests.translations.entries import TRANSLATED, catalogue, entries, places, template, texts

FACT = "Nuku'alofa {Тонга} %s"

each_language = pytest.mark.parametrize("language", TRANSLATED)


def test_placeholders_are_those_of_the_source() -> None:
    assert [entry for entry in entries(*TRANSLATED) if places(entry.words) != places(entry.source)] == []


def test_both_forms_of_a_plural_hold_the_number() -> None:
    plurals = [text.source for text in texts(template()) if len(text.source) == 2]
    assert plurals
    assert [pair for pair in plurals if not {("n", "", "")} == places(pair[0]) == places(pair[1])] == []


def test_blanks_at_the_ends_are_those_of_the_source() -> None:
    def ends(text: str) -> tuple[bool, bool]:
        return text[0].isspace(), text[-1].isspace()

    assert [entry for entry in entries(*TRANSLATED) if ends(entry.words) != ends(entry.source)] == []


@each_language
def test_compiled_catalogues_are_the_written_ones(language: Language) -> None:
    stale = [
        text.source
        for text in texts(catalogue(language))
        if len(text.source) == 1 and Message(text.source[0], text.context).text(language) != text.words[0]
    ]
    assert stale == [], "run: python3 packaging/catalogues.py compile"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_said_as_the_sentence_of_an_error(language: Language) -> None:
    for text in texts(template()):
        if text.context or len(text.source) == 2:
            continue
        names = {name for name, *_ in places(text.source[0])}
        with using(language):
            said = sentence(WorldError("code", text.source[0], **dict.fromkeys(names, FACT)))
        assert said.count(FACT) >= len(names), said


@each_language
def test_every_plural_can_be_counted(language: Language) -> None:
    for text in texts(template()):
        if len(text.source) == 2:
            with using(language):
                said = {n: Plural(text.source[0], text.source[1]).count(n) for n in range(26)}
            assert [n for n, words in said.items() if str(n) not in words] == []
            assert len({words.replace(str(n), "") for n, words in said.items()}) >= 2, said


def test_no_text_is_both_plain_and_plural() -> None:
    found = catalogues.messages_in(catalogues.ROOT / "src")
    kept = {(message.context, message.text) for message in found}
    assert len(kept) == len(list(texts(template())))

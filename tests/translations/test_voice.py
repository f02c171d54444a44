# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words: nothing is left in English, and nothing is said in a tone or jargon that isn't the house's."""

import re

import pytest

from tests.translations.entries import entries, sources
from tests.translations.test_typography import bare, page_texts

# The same word in English and French.
SAME_IN_FRENCH = """
Archives Budget Contact Contribution Contributions Date Description Diaspora Distance Document Documents
Impact km Message Mission Note Notes Options [OPTIONS] Organisation Organisations Page Participation
Participations Parties Photo Photos Population Programme Source Total Type Version
""".split()

ENGLISH = r"the|of|and|with|this|that|is|are|be|not|cannot|desk|field|choose|write|saved?|from|to|for|by"

UNWANTED = {
    "en": r"please|sorry|merged?|merging|replicas?|invalid|failed|failure|fatal|illegal|sync|synchroni\w+|"
    r"quarantine|admins?|click|oops|unfortunately|successful\w*|error occurred|blacklist|whitelist",
    "fr": r"veuillez|merci|désolé\w*|s’il vous plaît|conflits?|fusion\w*|doublons?|synchroni\w+|réplique|"
    r"invalide|échoué|échec|fatal\w*|bureau|appareils?|scellé\w*|cliquez|malheureusement|avec succès|"
    r"opportunités?|digital\w*",
    "ru": r"пожалуйста|извините|к сожалению|конфликт\w*|слить|слия\w+|синхрониз\w+|реплик\w*|невалид\w*|"
    r"недопустим\w*|неверный ввод|устройств\w*|администратор\w*|офис\w*|персоны|инвалид(?:ы|ов|ам|ами|ах)|"
    r"успешно|кликните|нажмите ок|бедност\w*|опечатан\w*|вы уверены",
}


# Names of commands are promised; a sentence may name them.
COMMAND = re.compile(r"coopdesk (?:bundle [a-z]+|[a-z]+)")


def untouched(words: str, source: str) -> bool:
    """Whether a translation is the English text itself, and that text has words of its own."""
    return words == source and re.search(r"[A-Za-z]{2}", re.sub(r"\{.*?\}", "", source)) is not None


def test_no_english_is_left_in_french() -> None:
    same = {entry.source for entry in entries("fr") if untouched(entry.words, entry.source)}
    assert {text for text in same if re.sub(r" ?\{.*?\} ?", "", text) not in SAME_IN_FRENCH} == set()
    assert [
        entry.words
        for entry in entries("fr")
        if re.search(rf"(?<![\w{{-])(?:{ENGLISH})(?![\w}}=-])", COMMAND.sub("", bare(entry)))
    ] == []


def test_every_russian_text_is_in_russian() -> None:
    assert [
        entry.words
        for entry in entries("ru")
        if not re.search(r"[а-яё]", entry.words.lower())
        and re.search(r"[A-Za-z]", re.sub(r"\{.*?\}", "", entry.source))
    ] == []


def test_latin_words_in_russian_are_those_of_the_source() -> None:
    """A name of a command, an option or a format is copied as it stands."""

    def latin(text: str) -> set[str]:
        return set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{.*?\}", "", text)))

    strange = [
        (entry.words, latin(entry.words) - latin(entry.source))
        for entry in entries("ru")
        if latin(entry.words) - latin(entry.source)
    ]
    assert strange == []


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_options_and_commands_are_copied_as_they_stand(language: str) -> None:
    named = re.compile(r"--[a-z][a-z-]*")
    command = re.compile(r"(?<=: )coopdesk(?: --?[a-z-]+)* [a-z-]+")
    for entry in entries(language):
        for pattern in (named, command):
            assert sorted(pattern.findall(entry.words)) == sorted(pattern.findall(entry.source)), entry


@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_no_jargon_and_no_apologies(language: str) -> None:
    texts = [*sources()] if language == "en" else [bare(entry) for entry in entries(language)]
    texts += [bare(page) for page in page_texts(language)]
    wrong = re.compile(rf"(?i)(?<!\w)(?:{UNWANTED[language]})(?!\w)")
    assert [text for text in texts if wrong.search(COMMAND.sub("", text))] == []


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_sentences_end_as_in_the_source(language: str) -> None:
    """A full stop, a question mark, an ellipsis or none."""

    def ending(text: str) -> str:
        return text[-1] if text[-1] in ".?…" else ""

    assert [entry for entry in entries(language) if ending(entry.words) != ending(entry.source)] == []


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_titles_and_sentences_begin_with_a_capital_where_the_source_does(language: str) -> None:
    def first(text: str) -> str:
        return text[0] if text[0].isalpha() and not text.startswith("coopdesk") else ""

    assert [
        entry
        for entry in entries(language)
        if first(entry.words)
        and first(entry.source)
        and first(entry.words).islower() != first(entry.source).islower()
    ] == []

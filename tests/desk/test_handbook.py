# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook: the same pages in every language, links that lead somewhere, and keys that exist."""

import re
from collections.abc import Iterator

import pytest

from coopdesk import paths
from coopdesk.desk import handbook
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, Language, Message, using
from coopdesk.records import markdown
from coopdesk.records.markdown import Heading, ListBlock
from coopdesk.records.types.agreements import READINESS_ITEMS

OTHERS = [language for language in LANGUAGES if language != "en"]
KEYS = re.compile(r"\*\*((?:Ctrl|Shift|F\d)[^*]*)\*\*")


def text(key: str, language: Language) -> str:
    return paths.resource(f"handbook/{language}/{key}.md").read_text("utf-8")


def headings(key: str, language: Language) -> Iterator[Heading]:
    return (block for block in markdown.parse(text(key, language)) if isinstance(block, Heading))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_folder_holds_the_pages_and_no_other(language: Language) -> None:
    files = {file.stem for file in paths.resource(f"handbook/{language}").iterdir()}
    assert files == set(handbook.TITLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", handbook.TITLES)
def test_a_page_begins_with_its_title(key: str, language: Language) -> None:
    first = markdown.parse(text(key, language))[0]
    assert isinstance(first, Heading)
    assert first.runs == (markdown.Run(handbook.TITLES[key].text(language)),)
    assert [heading.level for heading in headings(key, language)][1:].count(1) == 0


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("key", handbook.TITLES)
def test_a_page_is_built_alike_in_every_language(key: str, language: Language) -> None:
    assert shape(key, language) == shape(key, "en")


def shape(key: str, language: Language) -> list[object]:
    """The kinds of blocks, the entries of lists, and the pages linked to."""
    found = markdown.parse(text(key, language))
    blocks = [
        (type(block).__name__, len(block.items) if isinstance(block, ListBlock) else 0) for block in found
    ]
    return [*blocks, sorted(handbook.LINK.findall(text(key, language)))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", handbook.TITLES)
def test_links_lead_to_pages(key: str, language: Language) -> None:
    links = re.findall(r"\[\[(.*?)\]\]", text(key, language))
    assert set(links) <= set(handbook.TITLES) - {key}
    assert text(key, language).count("[[") == len(links)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", handbook.TITLES)
def test_a_page_is_short(key: str, language: Language) -> None:
    longest = 310 if key == "partnership" else 260
    assert 80 <= len(handbook.with_titles(text(key, language)).split()) <= longest


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("key", handbook.TITLES)
def test_the_same_keys_are_named_in_every_language(key: str, language: Language) -> None:
    here = [keys.replace("Entrée", "Enter") for keys in KEYS.findall(text(key, language))]
    assert here == KEYS.findall(text(key, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checklist_is_the_one_of_the_agreements(language: Language) -> None:
    listed = next(
        block for block in markdown.parse(text("partnership", language)) if isinstance(block, ListBlock)
    )
    assert [item.runs[0].text for item in listed.items] == [
        words.text(language) for words in READINESS_ITEMS.values()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_between_quotation_marks_stand_on_the_screens(language: Language) -> None:
    """What a page tells to press or choose is a message of the program, letter by letter."""
    marks = {"en": "“([^”]+)”", "fr": "«\u00a0([^»]+)\u00a0»", "ru": "«([^»\\[]+)»"}
    in_english = {key: re.findall(marks["en"], text(key, "en")) for key in handbook.TITLES}
    for key, quoted in in_english.items():
        here = re.findall(marks[language], text(key, language))
        expected = [Message(words).text(language) for words in quoted if words != "no"]
        assert [words for words in here if words not in ("non", "Нет", "no")] == expected, key


def test_pages_are_found_by_the_beginnings_of_words_in_any_spelling() -> None:
    with using("fr"):
        every = handbook.pages("fr")
    assert "notes" in [page.key for page in handbook.matching(every, "reunio")]
    assert [page.key for page in handbook.matching(every, "bruxelles maires")] == ["partnership"]
    assert handbook.matching(every, "") == every
    assert handbook.matching(every, "xylophone") == ()


def test_plain_text_names_the_pages_and_keeps_no_marks() -> None:
    shown = handbook.plain_text(text("settings", "en"))
    assert "see Safety." in shown
    assert "**" not in shown
    assert "[[" not in shown


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(WorldError) as told:
        handbook.page("../README", "en")
    assert told.value.code == "unknown_page"

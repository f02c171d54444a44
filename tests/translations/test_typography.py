# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signs and spaces as each language prints them: what a native reader would stumble over."""

import re

import pytest

from coopdesk import paths
from tests.translations.entries import TRANSLATED, Entry, entries, sources

NARROW, NO_BREAK = "\u202f", "\u00a0"

# What is typed or read by machines keeps its own signs.
CODE = re.compile(r"https?://\S+|\[+[\w.{}]+\]+|--[a-z][a-z-]*|[\w.+-]+=[\w@+-]*|\(\*\.\w+\)|\{\{\w+\}\}")

BOTH = {
    "straight quotation mark": r'"|\'',
    "three dots": r"\.\.",
    "two blanks": r"[ \u00a0\u202f]{2}",
    "blank before comma or full stop": r"\s[,.](?!\w)",
    "exclamation mark": r"!",
    "alternative in brackets": r"\((?:e|s|es|ne|ère|trice|а|ла|на|ый|ая)\)|\w·\w",
}
FRENCH = {
    "; ! ? without narrow no-break space": rf"(?<!{NARROW})[;!?]",
    "colon without no-break space": rf"(?<!{NO_BREAK}):(?!\d\d)",
    "opening guillemet without no-break space": rf"«(?!{NO_BREAK})",
    "closing guillemet without no-break space": rf"(?<!{NO_BREAK})»",
    "per cent or unit without no-break space": rf"[\d}}](?!{NO_BREAK}) ?(?:%|ko|Mo|Go)(?!\w)",
    "foreign quotation mark": r"[“”„‘]",
    "capital without its accent": r"\b(?:Etats?|Ecoles?|Echanges?|Echéances?|Election|Eléments?|Equipements?|"
    r"Etapes?|Etiquettes?|Evaluation|Ecri\w+|Elus?|Energie|Education|Etes)\b|(?:^|[.?!] )A ",
    "letter of another script": r"[а-яёА-ЯЁ]",
}
RUSSIAN = {
    "blank before a sign": r"\s[;:!?]",
    "dash without no-break space before or blank after": rf"(?<!{NO_BREAK})—|—(?! )",
    "hyphen for a dash": r"(?<=\w) - (?=\w)",
    "foreign quotation mark": r"[”‘’]|„(?![^“]*“)|^[^„]*“",
    "two scripts in one word": r"[а-яёА-ЯЁ][a-zA-Z]|[a-zA-Z][а-яёА-ЯЁ]",
    "unit without no-break space": rf"[\d}}](?!{NO_BREAK}) ?(?:%|КБ|МБ|ГБ)(?!\w)",
}

# Misspelt where ё is meant: beginnings of words, and whole words.
YO_STEMS = """
партнер отчет расчет учет счетчик надежн стажер молодеж трехсторонн населенн серьезн сохраненн измененн
удаленн поврежденн отмененн объединенн пропущенн защищенн объем подъем извлеченн
""".split()
YO_WORDS = """
еще ее нее мое твое чье заем дает идет ведет ждет поймет решен жилье счет черный желтый прием приема приеме
ребенок вперед причем пришел нашел прошел шел вел сохранен изменен удален поврежден
подтвержден отменен утвержден включен определен завершен обеспечен исключен объединен
защищен пропущен прочтет возьмет найдет придет
""".split()


def faults(rules: dict[str, str], *languages: str) -> list[tuple[str, str, str]]:
    """What the rules find wrong: the rule, the language, the words."""
    return [
        (name, entry.language, entry.words)
        for entry in entries(*languages)
        for name, wrong in rules.items()
        if re.search(wrong, bare(entry))
    ]


def bare(entry: Entry) -> str:
    """The words without what is typed or read by machines."""
    return CODE.sub("x", entry.words)


@pytest.mark.parametrize("language", TRANSLATED)
def test_signs_of_both_languages(language: str) -> None:
    assert faults(BOTH, language) == []


def test_french_signs_and_spaces() -> None:
    assert faults(FRENCH, "fr") == []


def test_russian_signs_and_letters() -> None:
    assert faults(RUSSIAN, "ru") == []


def words_of(entry: Entry) -> list[str]:
    """The Russian words of an entry in small letters."""
    return re.findall(r"[а-яё]+", entry.words.lower())


def test_russian_writes_yo_always() -> None:
    """The usual suspects; and no word stands once with ё and once without, but for two that have a twin."""
    found = [(word, entry.words) for entry in entries("ru") for word in words_of(entry)]
    with_yo = {word.replace("ё", "е") for word, _ in found if "ё" in word} - {"все", "чем"}
    wrong = {*YO_WORDS, *with_yo}
    assert [(word, text) for word, text in found if word in wrong or word.startswith(tuple(YO_STEMS))] == []


def test_english_signs() -> None:
    wrong = r'"|\.\.|!|  |\(s\)'
    assert [text for text in sources() if re.search(wrong, CODE.sub("x", text))] == []


# The sign of a decision in a note, which pages of the handbook name.
NOTE_SIGNS = re.compile(r"(?<=,)\s!(?=\s)")


def page_texts(language: str) -> list[Entry]:
    """The pages of the handbook in a language, without the marks of Markdown."""
    files = sorted(paths.resource(f"handbook/{language}").iterdir())
    return [Entry(language, file.stem, unmarked(file.read_text("utf-8"))) for file in files]


def unmarked(text: str) -> str:
    """A text without the marks of Markdown, keys, and the signs of a note."""
    keys = r"\*\*[A-Z][\w+-]*\*\*"
    plain = re.sub(keys, "x", NOTE_SIGNS.sub(" x", text))
    return re.sub(r"^(?:#+|-|\d+\.) |\*\*", "", plain, flags=re.MULTILINE)


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_the_handbook_is_printed_as_its_language_is(language: str) -> None:
    english = {"straight quotation mark": r'"|\'', "other signs": r"\.\.|!|  "}
    rules = {"en": english, "fr": BOTH | FRENCH, "ru": BOTH | RUSSIAN}[language]
    wrong = [
        (entry.source, name, found.group())
        for entry in page_texts(language)
        for name, rule in rules.items()
        if (found := re.search(rule, bare(entry)))
    ]
    assert wrong == []


def test_the_russian_handbook_writes_yo_always() -> None:
    found = [(word, entry.source) for entry in page_texts("ru") for word in words_of(entry)]
    wrong = {word.replace("ё", "е") for word, _ in found if "ё" in word} - {"все", "чем", "узнаем"}
    wrong |= set(YO_WORDS)
    assert [(word, text) for word, text in found if word in wrong or word.startswith(tuple(YO_STEMS))] == []

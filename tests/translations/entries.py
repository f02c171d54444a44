# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogues as the tests of this folder read them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import catalogues
from babel.messages.catalog import Catalog

TRANSLATED = catalogues.LANGUAGES
Places = frozenset[tuple[str, str, str]]


class Text(NamedTuple):
    """One message of a catalogue: its context, the English (two where it is a plural), the words."""

    context: str
    source: tuple[str, ...]
    words: tuple[str, ...]


class Entry(NamedTuple):
    """The words of one message in one language; each form of a plural beside the English plural."""

    language: str
    source: str
    words: str


def path_of(language: str) -> Path:
    """The file of a language's catalogue."""
    return catalogues.TRANSLATIONS / language / "LC_MESSAGES" / "coopdesk.po"


@cache
def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it lies in translations/."""
    return catalogues.read(path_of(language), language)


@cache
def template() -> Catalog:
    """The messages that src/ says now."""
    return catalogues.template(catalogues.messages_in(catalogues.ROOT / "src"))


def texts(found: Catalog) -> Iterator[Text]:
    """The messages of a catalogue, without its header."""
    for message in found:
        if message.id:
            yield Text(message.context or "", as_tuple(message.id), as_tuple(message.string))


def as_tuple(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """The forms of a message: one, or those of its plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def entries(*languages: str) -> Iterator[Entry]:
    """Everything that is translated into these languages."""
    for language in languages:
        for text in texts(catalogue(language)):
            yield from (Entry(language, text.source[-1], words) for words in text.words if words)


def sources() -> Iterator[str]:
    """Every English text, both forms of a plural."""
    for text in texts(template()):
        yield from text.source


def places(text: str) -> Places:
    """The placeholders of a text with their conversions and formats; doubled braces are none."""
    return frozenset(
        (name, conversion or "", form or "")
        for _, name, form, conversion in Formatter().parse(text)
        if name is not None
    )

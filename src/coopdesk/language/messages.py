# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages: English is the source, gettext catalogues hold French and Russian.

A message is a value that is translated when it is shown, so that one declaration serves
every language and the window can switch without a restart.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Literal, get_args

from coopdesk import paths
from coopdesk.errors import BugError, CoopdeskError
from coopdesk.frozen import dataclass

Language = Literal["en", "fr", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN = "coopdesk"

_current: Language = "en"
_in_block: ContextVar[Language | None] = ContextVar("language", default=None)
"""A report's own language: of one thread only, so that the window's words stay as they are."""


def current() -> Language:
    """The language that words are shown in now."""
    return _in_block.get() or _current


def set_current(language: Language) -> None:
    """Show words in `language` from now on."""
    global _current  # noqa: PLW0603 - one language is current in the whole program
    _current = _known(language)


@contextmanager
def using(language: Language) -> Iterator[None]:
    """Show words in `language` for the length of a block, in this thread (a report has its own
    language)."""
    token = _in_block.set(_known(language))
    try:
        yield
    finally:
        _in_block.reset(token)


def _known(language: Language) -> Language:
    if language not in LANGUAGES:
        raise BugError("language", "unknown language {language}", language=language)
    return language


def of_system() -> Language:
    """The language of the system's settings, English where we don't speak it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "")[:2].lower()
        for language in LANGUAGES:
            if code == language:
                return language
    return "en"


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The compiled catalogue of a language; English needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, paths.shipped("translations"), [language], fallback=True)


@dataclass(frozen=True, slots=True)
class Message:
    """A text of the program in English, with the context that tells two meanings apart."""

    source: str
    context: str = ""

    def text(self, language: Language | None = None) -> str:
        """The words in `language`, by default the current one."""
        words = catalogue(language or current())
        if self.context:
            return words.pgettext(self.context, self.source)
        return words.gettext(self.source)

    def format(self, **facts: object) -> str:
        """The words in the current language with the facts filled in."""
        return self.text().format(**{name: _shown(fact) for name, fact in facts.items()})

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Plural:
    """A text that depends on a number, written {n} in it."""

    one: str
    many: str

    def count(self, n: int, **facts: object) -> str:
        """The words for `n` in the current language."""
        words = catalogue(current()).ngettext(self.one, self.many, n)
        return words.format(n=n, **{name: _shown(fact) for name, fact in facts.items()})


def N_(source: str) -> Message:
    """Marks a text for translation."""
    return Message(source)


def NC_(context: str, source: str) -> Message:
    """Marks a text for translation whose English word has several meanings."""
    return Message(source, context)


def NP_(one: str, many: str) -> Plural:
    """Marks a text for translation that depends on a number."""
    return Plural(one, many)


def labelled(label: object, value: object) -> str:
    """A label and its value with the language's colon between them."""
    return N_("{label}: {value}").format(label=label, value=value)


def sentence(error: CoopdeskError) -> str:
    """The sentence of an error in the current language, its facts filled in."""
    template = Message(error.template).text()
    if not error.facts:
        return template
    return template.format(**{name: _shown(fact) for name, fact in error.facts.items()})


def _shown(fact: object) -> object:
    if isinstance(fact, CoopdeskError):
        return sentence(fact)
    return str(fact) if isinstance(fact, Message) else fact

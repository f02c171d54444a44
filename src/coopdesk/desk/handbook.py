# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook: one short text for each screen, and a few about the work itself.

The texts are resources/handbook/LANGUAGE/PAGE.md, in the Markdown of `records.markdown`; [[PAGE]] in
them stands for the title of another page and leads there.
"""

import re
from collections.abc import Iterable
from typing import Final

from coopdesk import paths
from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.language import N_, Language, Message

TITLES: Final[dict[str, Message]] = {
    "first-steps": N_("First steps"),
    "today": N_("Today"),
    "partners": N_("Partners"),
    "agreements": N_("Agreements"),
    "exchanges": N_("Exchanges"),
    "notes": N_("Notes"),
    "follow-ups": N_("Follow-ups"),
    "means": N_("Means"),
    "fair": N_("Fair"),
    "results": N_("Results"),
    "reports": N_("Reports"),
    "bundles": N_("Bundles"),
    "settings": N_("Settings"),
    "two-versions": N_("Two versions of a field"),
    "safety": N_("Safety"),
    "partnership": N_("A partnership that brings results"),
}
"""The pages in their order, by the name of their file."""
FIRST: Final = "first-steps"
NAMED_OTHERWISE: Final = {"decisions": "two-versions"}
"""Screens whose page has another name than they have."""
LINK: Final = re.compile(r"\[\[([a-z-]+)\]\]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language: its text as Markdown, and its words as the search compares them."""

    key: str
    title: str
    text: str
    words: frozenset[str]


def page_of_screen(key: str) -> str:
    """The page that explains the screen with this key."""
    named = NAMED_OTHERWISE.get(key, key)
    return named if named in TITLES else FIRST


def page(key: str, language: Language) -> Page:
    """A page in a language; raises WorldError where there is none of this name."""
    from coopdesk.records.folding import fold

    if key not in TITLES:
        raise WorldError(
            "unknown_page",
            "There is no page {page} in the handbook. Its pages are listed by: coopdesk handbook",
            page=key,
        )
    text = paths.resource(f"handbook/{language}/{key}.md").read_text("utf-8")
    shown = with_titles(text)
    return Page(key, str(TITLES[key]), text, frozenset(fold(shown)))


def pages(language: Language) -> tuple[Page, ...]:
    """All pages in a language."""
    return tuple(page(key, language) for key in TITLES)


def matching(found_in: Iterable[Page], typed: str) -> tuple[Page, ...]:
    """The pages that hold words beginning with all typed ones; all of them where nothing is typed."""
    from coopdesk.records.folding import fold_typed

    parts = fold_typed(typed)
    return tuple(
        one for one in found_in if all(any(word.startswith(part) for word in one.words) for part in parts)
    )


def with_titles(text: str) -> str:
    """A text with the titles of the pages it names, in the current language."""
    return LINK.sub(lambda found: str(TITLES[found[1]]), text)


def plain_text(text: str) -> str:
    """A page as a terminal shows it: paragraphs apart, without marks."""
    from coopdesk.records import markdown

    parts = re.split(r"\n{2,}", with_titles(text).strip())
    return "\n\n".join(markdown.plain_text(part) for part in parts)

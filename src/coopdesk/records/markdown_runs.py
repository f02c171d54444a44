# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text inside a block of Markdown: bold, italic and struck runs, and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; may hold line breaks."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an http, https or mailto address."""

    text: str
    href: str


Runs = tuple[Run | Link, ...]

_ADDRESS: Final = r"(?:https?://|mailto:)[^\s<>()\[\]\\\"`]{1,2000}"
_IN_BRACKETS: Final = r"(?:\([^\s<>()\[\]\\\"`]{0,200}\)[^\s<>()\[\]\\\"`]{0,200})?"
# Every repetition is bounded or excludes what begins the next try: reading stays linear on hostile text.
_TOKEN: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    rf"|!\[(?P<alternative>[^\[\]]{{0,300}})\]\((?:[^()\n]|\([^()\n]{{0,200}}\)){{0,2000}}\)"
    rf"|\[(?P<label>[^\[\]]{{0,300}})\]\((?P<href>{_ADDRESS}{_IN_BRACKETS})\)"
    rf"|<(?P<angled>{_ADDRESS})>"
    rf"|(?<![\w/])(?P<bare>{_ADDRESS}{_IN_BRACKETS})"
    r"|`(?P<code>[^`\n]{1,300})`"
    r"|(?P<marks>\*+|_+|~+)",
    re.IGNORECASE,
)
_LONGEST_MARK: Final = 3
_STRIKE: Final = 2


@dataclass(slots=True)
class _Mark:
    """One to three * or _: 1 is italic, 2 bold, 3 both; two ~ strike; what finds no partner is shown as
    written."""

    sign: str
    italic: int = 0
    bold: int = 0
    struck: int = 0
    unmatched: int = 0


def runs_in(text: str) -> Runs:
    """The runs and links of a text."""
    return tuple(_styled(_pieces(text)))


def _pieces(text: str) -> list[str | Link | _Mark]:
    pieces: list[str | Link | _Mark] = []
    waiting: dict[tuple[str, str], _Mark] = {}
    at = 0
    for found in _TOKEN.finditer(text):
        pieces.append(text[at : found.start()])
        at = found.end()
        if found["escaped"]:
            pieces.append(found["escaped"])
        elif found["code"]:
            pieces.append(found["code"])
        elif found["alternative"] is not None:
            pieces.append(found["alternative"])
        elif found["marks"]:
            pieces.append(_mark(text, found, waiting))
        else:
            pieces += _link(found)
    pieces.append(text[at:])
    return pieces


def _link(found: re.Match[str]) -> list[str | Link | _Mark]:
    address = found["href"] or found["angled"] or found["bare"]
    if not address.isprintable():
        return [found.group()]  # hidden characters may show another address than they lead to
    if found["href"]:
        label = " ".join("".join(run.text for run in runs_in(found["label"])).split())
        return [Link(label or address, address)]
    if found["angled"]:
        return [Link(address, address)]
    shown = address.rstrip(".,;:!?'*_")
    if shown.endswith("//") or ":" not in shown:
        return [address]
    return [Link(shown, shown), address[len(shown) :]]


def _mark(text: str, found: re.Match[str], waiting: dict[tuple[str, str], _Mark]) -> str | _Mark:
    signs = found["marks"]
    before = text[found.start() - 1] if found.start() else " "
    after = text[found.end()] if found.end() < len(text) else " "
    may_open = not after.isspace() and not before.isalnum()
    may_close = not before.isspace() and not after.isalnum()
    if len(signs) > _LONGEST_MARK or not (may_open or may_close):
        return signs
    if signs[0] == "~":
        styles = ["struck"] if len(signs) == _STRIKE else []
    else:
        styles = [style for style, length in (("italic", 1), ("bold", 2)) if len(signs) & length]
    if not styles:
        return signs
    mark = _Mark(signs[0], unmatched=len(signs))
    if may_close and all((mark.sign, style) in waiting for style in styles):
        for style in styles:
            _match(waiting.pop((mark.sign, style)), mark, style)
    elif may_open:
        for style in styles:
            waiting[mark.sign, style] = mark
    return mark


def _match(opening: _Mark, closing: _Mark, style: str) -> None:
    for mark, step in ((opening, 1), (closing, -1)):
        setattr(mark, style, step)
        mark.unmatched -= 1 if style == "italic" else 2


def _styled(pieces: Sequence[str | Link | _Mark]) -> Iterator[Run | Link]:
    bold = italic = struck = 0
    gathered: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            gathered.append(piece)
            continue
        if isinstance(piece, _Mark):
            gathered.append(piece.sign * piece.unmatched)
            if not (piece.bold or piece.italic or piece.struck):
                continue
        yield from _run(gathered, bold, italic, struck)
        gathered = []
        if isinstance(piece, Link):
            yield piece
        else:
            bold += piece.bold
            italic += piece.italic
            struck += piece.struck
    yield from _run(gathered, bold, italic, struck)


def _run(gathered: Sequence[str], bold: int, italic: int, struck: int) -> Iterator[Run]:
    text = "".join(gathered)
    if text:
        yield Run(text, bold > 0, italic > 0, struck > 0)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The typed text of a note, read line by line: prose, decisions (!) and follow-ups (>).

Pure functions: what the officer types is one text; a line that begins with ! is a decision, one
that begins with > a follow-up, and everything else is the prose of the note. A backslash before
the sign makes it prose.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from coopdesk.desk import day_words

BlockKind = Literal["decision", "follow-up"]
SIGNS: dict[str, BlockKind] = {"!": "decision", ">": "follow-up"}
LIKE_ENOUGH = 0.55
"""How much of two lines must be the same for one to be an edited form of the other."""
MOST_NAME = 60
_NAMED = re.compile(r"@?(?P<name>[^\W\d_][^:;,.!?@]*?)\s*[:\u2009]\s+(?P<rest>\S.*)", re.DOTALL)
_MENTION = re.compile(r"(?<![\w@])@(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Block:
    """A decision or a follow-up as it is typed: `line` in whole, `what` without who and when, `plain`
    without when only, for where nobody is called so; it stands after `after` lines of prose."""

    kind: BlockKind
    line: str
    what: str
    who: str = ""
    due: date | None = None
    after: int = 0
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A typed text: its prose, and its blocks in their order."""

    prose: str
    blocks: tuple[Block, ...]


def read(text: str, on: date, names: Collection[str] = ()) -> Read:
    """The prose and the blocks of a text; `on` is the day that days without a year follow, `names`
    the people who may be meant by a mention without a colon."""
    prose: list[str] = []
    blocks: list[Block] = []
    for line in text.split("\n"):
        block = read_line(line, on, names, len(prose))
        if block is None:
            prose.append(unescaped(line))
        elif block.what:
            blocks.append(block)
    return Read("\n".join(prose).strip("\n"), tuple(blocks))


def kind_of(line: str) -> BlockKind | None:
    """What a line begins: a decision, a follow-up, or prose (None)."""
    return SIGNS.get(line.lstrip()[:1])


def read_line(line: str, on: date, names: Collection[str] = (), after: int = 0) -> Block | None:
    """The block that a line is, None for prose."""
    kind = kind_of(line)
    if kind is None:
        return None
    said = line.lstrip()[1:].strip()
    if kind == "decision":
        return Block(kind, line, said, after=after, plain=said)
    rest, due = day_words.due_in(said, on)
    who, what = who_and_what(rest, names)
    return Block(kind, line, what, who, due, after, rest)


def who_and_what(said: str, names: Collection[str] = ()) -> tuple[str, str]:
    """The name before a colon, or mentioned at the beginning or the end, and the rest; ("", all) where
    nobody is named."""
    if said.startswith("@"):
        name = longest_name(said[1:], names)
        rest = said[1 + len(name) :].lstrip(" :\u00a0\u202f")
        if name and rest:
            return name, rest
    found = _NAMED.fullmatch(said.replace("\u00a0", " ").replace("\u202f", " "))
    if found and len(found["name"]) <= MOST_NAME and len(found["name"].split()) <= 5:
        return found["name"].strip(), found["rest"].strip()
    at = said.rfind(" @")
    name = longest_name(said[at + 2 :], names) if at > 0 else ""
    if name and at + 2 + len(name) == len(said):
        return name, said[:at].rstrip(" ,;–—-")
    return "", said


def longest_name(text: str, names: Iterable[str]) -> str:
    """The longest of the names that a text begins with, as the text writes it; "" for none."""
    folded = text.casefold()
    found = ""
    for name in names:
        end = len(name)
        if end > len(found) and folded.startswith(name.casefold()) and not text[end : end + 1].isalnum():
            found = text[:end]
    return found


def mentions(line: str, names: Collection[str]) -> list[tuple[int, int]]:
    """Where the known names stand in a line behind an @: (start, end), the @ included."""
    found = []
    for sign in _MENTION.finditer(line):
        name = longest_name(line[sign.end() :], names)
        if name:
            found.append((sign.start(), sign.end() + len(name)))
    return found


def mentioned(text: str) -> list[str]:
    """The beginnings of what is mentioned in a text: up to four words behind each @."""
    found = [
        " ".join(re.split(r"\s+", text[sign.end() : sign.end() + MOST_NAME])[:4])
        for sign in _MENTION.finditer(text)
    ]
    return list(dict.fromkeys(found))


def escaped(line: str) -> str:
    """A line of prose as it is typed: what begins like a block gets a backslash."""
    stripped = line.lstrip()
    if stripped[:1] in SIGNS or re.match(r"\\+[!>]", stripped):
        return line[: len(line) - len(stripped)] + "\\" + stripped
    return line


def unescaped(line: str) -> str:
    """A typed line of prose as it is kept."""
    stripped = line.lstrip()
    if re.match(r"\\+[!>]", stripped):
        return line[: len(line) - len(stripped)] + stripped[1:]
    return line


def typed_follow_up(what: str, who: str, due: date | None, on: date) -> str:
    """A follow-up as one would type it: > Edmond Agbossou : envoyer le devis, 30 novembre."""
    from coopdesk.language import current

    colon = "\u00a0: " if current() == "fr" else ": "
    said = f"{who}{colon}{what}" if who else what
    flat = " ".join(said.split("\n"))
    return f"> {flat}, {day_words.written(due, on)}" if due else f"> {flat}"


def typed_decision(text: str) -> str:
    """A decision as one would type it."""
    return "! " + " ".join(text.split("\n"))


def typed(prose: str, blocks: Sequence[tuple[int, str]]) -> str:
    """The whole text as it is typed: the lines of prose, with each block after so many of them."""
    lines = [escaped(line) for line in prose.split("\n")] if prose else []
    found: list[str] = []
    waiting = sorted(blocks, key=lambda one: one[0])
    for at in range(len(lines) + 1):
        while waiting and (waiting[0][0] <= at or at == len(lines)):
            found.append(waiting.pop(0)[1])
        if at < len(lines):
            found.append(lines[at])
    return "\n".join(found)


def matched(
    before: Sequence[tuple[BlockKind, str]], now: Sequence[tuple[BlockKind, str]]
) -> list[int | None]:
    """For each block of now the one before that it is, unchanged or edited; None for a new one.

    The same line is the same block wherever it stands now; of the rest, the likeliest pairs of one
    kind belong together, and what has stayed alone of its kind in its place.
    """
    found: list[int | None] = [None] * len(now)
    free = set(range(len(before)))
    for at, block in enumerate(now):
        same = next((one for one in sorted(free) if before[one] == block), None)
        if same is not None:
            found[at] = same
            free.discard(same)
    pairs = sorted(
        (-_likeness(before[one][1], now[at][1]), at, one)
        for at in range(len(now))
        if found[at] is None
        for one in free
        if before[one][0] == now[at][0]
    )
    for likeness, at, one in pairs:
        if found[at] is None and one in free and -likeness >= LIKE_ENOUGH:
            found[at] = one
            free.discard(one)
    return found


def _likeness(one: str, other: str) -> float:
    first, second = (line.casefold().strip(" !>") for line in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the minutes say, before anything is drawn."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Present:
    """Someone who was there: name, post and organisation at the day; `ours` is our own side."""

    name: str
    post: str
    organisation: str
    ours: bool


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What is to be done, by whom, until when."""

    what: str
    who: str
    due: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo's file, decrypted; empty where it is not on this machine."""

    data: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """Everything the minutes print, in the words of their language.

    `opening` (the purpose), `agenda` and `text` are Markdown. `lines` are the other fields of
    the note that have a value, label and text, in the order of the declaration. `draft` says
    that the text may still change.
    """

    office: str
    kind: str
    title: str
    when: str
    place: str
    rapporteur: str
    state: str
    partners: tuple[str, ...]
    present: tuple[Present, ...]
    agenda: str
    text: str
    lines: tuple[tuple[str, str], ...]
    decisions: tuple[str, ...]
    follow_ups: tuple[FollowUpLine, ...]
    photos: tuple[Photo, ...]
    reference: str
    printed_on: date
    opening: str = ""
    draft: bool = False

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ids of records and versions: 128 random bits as 26 lower-case Crockford base32 letters."""

import os
import re
from collections.abc import Iterable

from coopdesk.errors import WorldError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
SHORTEST_PREFIX = 6
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_number = int.from_bytes
_PAIRS = tuple(first + second for first in ALPHABET for second in ALPHABET)
_DIGITS = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_WHOLE = re.compile(f"[0-7][{ALPHABET}]{{{LENGTH - 1}}}").fullmatch


def new_id() -> str:
    """A new random id."""
    return to_text(os.urandom(16))


def to_text(raw: bytes) -> str:
    """The 26 letters of 16 bytes."""
    # A byte gives two letters and five bytes give eight. Written out, for small numbers: twice as fast.
    one, two, three = _number(raw[1:6], "big"), _number(raw[6:11], "big"), _number(raw[11:], "big")
    return (
        f"{_PAIRS[raw[0]]}"
        f"{_PAIRS[one >> 30]}{_PAIRS[one >> 20 & 1023]}{_PAIRS[one >> 10 & 1023]}{_PAIRS[one & 1023]}"
        f"{_PAIRS[two >> 30]}{_PAIRS[two >> 20 & 1023]}{_PAIRS[two >> 10 & 1023]}{_PAIRS[two & 1023]}"
        f"{_PAIRS[three >> 30]}{_PAIRS[three >> 20 & 1023]}{_PAIRS[three >> 10 & 1023]}{_PAIRS[three & 1023]}"
    )


def to_bytes(text: str) -> bytes:
    """The 16 bytes of 26 letters; raises ValueError."""
    if not is_id(text):
        raise ValueError(text)
    return int(text.translate(_DIGITS), 32).to_bytes(16, "big")


def all_to_bytes(texts: Iterable[str]) -> list[bytes]:
    """The 16 bytes of each of these, which are known to be ids."""
    digits = "".join(texts).translate(_DIGITS)
    starts = range(0, len(digits), LENGTH)
    return [int(digits[at : at + LENGTH], 32).to_bytes(16, "big") for at in starts]


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _WHOLE(text) is not None


def may_be_prefix(text: str) -> bool:
    """Whether a text may be the beginning of an id, long enough to be meant as one."""
    return SHORTEST_PREFIX <= len(text) <= LENGTH and all(letter in _VALUES for letter in text)


def not_found(label: object, text: str) -> WorldError:
    """The error when no record of a type (`label`, its name for people) has an id or name, or when no name
    was given."""
    if not text.strip():
        return WorldError(
            "not_found",
            "The name is empty ({type}). Give the exact name, the id, or six of its letters or more.",
            type=label,
        )
    return WorldError(
        "not_found",
        "Not found ({type}): {text}. Give the exact name, the id, or six of its letters or more.",
        type=label,
        text=text,
    )

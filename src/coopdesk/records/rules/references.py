# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""References of agreements: made by the desk, unique without asking another machine.

LKS-A-2024-003 is the third agreement of 2024 entered on computer A of Lokossa's office. The
letter of the computer keeps two machines that are offline from giving the same reference.
Source: project rule.
"""

import re
from collections.abc import Iterable

from coopdesk.errors import BugError

_CODE_LENGTH = 3
_VOWELS = "AEIOUY"


def office_code(city: str) -> str:
    """The three capital letters an office's references begin with, from the name of its city.

    The first letter, then the consonants that are heard: a hard c inside is K (Locossa and
    Lokossa give LKS), an h after a consonant is silent (Kathmandu: KTM), a double letter
    counts once. Too short names are filled up with their other letters in order (Lomé: LMO),
    then with X. Names in another script are transliterated first.
    """
    letters = _latin(city)
    if not letters:
        return "X" * _CODE_LENGTH
    heard = re.sub(r"(?<=.)C(?![EIHY])", "K", letters)
    heard = re.sub(r"(?<=[B-DF-HJ-NP-TV-XZ])H", "", heard)
    heard = re.sub(r"(.)\1+", r"\1", heard)
    code = heard[0] + "".join(letter for letter in heard[1:] if letter not in _VOWELS)
    filled = code + "".join(letter for letter in heard[1:] if letter in _VOWELS)
    return (code if len(code) >= _CODE_LENGTH else filled)[:_CODE_LENGTH].ljust(_CODE_LENGTH, "X")


def next_reference(office: str, device_letter: str, year: int, existing: Iterable[str]) -> str:
    """The next free reference of this office, computer and year: "LKS-A-2024-003".

    `existing` are the references there are, of any office and year; a number once given is
    not given again as long as a higher one exists. Raises BugError for an office code or
    letter that a reference cannot carry.
    """
    if not re.fullmatch(r"[A-Z]{3}", office) or not re.fullmatch(r"[A-Z]{1,2}", device_letter):
        raise BugError("reference", "no reference for {office}-{letter}", office=office, letter=device_letter)
    series = f"{office}-{device_letter}-{year}-"
    numbers = [int(text.removeprefix(series)) for text in existing if _is_of(text, series)]
    return f"{series}{max(numbers, default=0) + 1:03}"


def _is_of(reference: str, series: str) -> bool:
    return reference.startswith(series) and reference.removeprefix(series).isdecimal()


def _latin(text: str) -> str:
    from anyascii import anyascii

    return re.sub(r"[^A-Z]", "", anyascii(text).upper())

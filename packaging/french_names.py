# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""French names of cities whose own name is Russian, by the usual French transcription: Ижевск, Ijevsk."""

import re

_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch . y . e iou ia".split(),
        strict=True,
    )
)
_BEFORE_LETTERS = (
    (r"(?<=[ыи])й\b", ""),
    (r"(?<=[аеёиоуыэюя])с(?=[аеёиоуыэюя])", "ss"),
    (r"г(?=[еи])", "gu"),
    (r"\bе", "ie"),
    (r"\bйо", "io"),
    (r"(?<=[аеёоуэ])([ея])", r"ï\1"),
    (r"ь(?=[ея])", "i"),
    (r"иi?я", "ia"),
    (r"(?<=[бвгджзклмнпрстфхцчшщ])ин\b", "ine"),
    (r"ïя", "ïa"),
    (r"iя", "ia"),
)


def from_russian(name: str) -> str:
    """A Russian name as French spells it: sounds, not letters (ch for ш, ou for у, ss between vowels)."""
    heard = name.lower()
    for pattern, french in _BEFORE_LETTERS:
        heard = re.sub(pattern, french, heard)
    heard = "".join(_LETTERS.get(letter, letter) for letter in heard).replace(".", "")
    return re.sub(r"\b(?!na\b)\w", lambda first: first[0].upper(), heard)

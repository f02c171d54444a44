# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of a desk as four words and digits, to compare two machines by telephone.

A hash over sorted (record, heads) and open decisions, never over joined texts; it is equal
exactly when two machines hold the same settled state of the space.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import cbor2

from coopdesk.desk.desk import Desk
from coopdesk.paths import resource
from coopdesk.records.types import STORED
from coopdesk.store import deciding

WORDS = 4
WORD_LIST = "words/words.txt"


@dataclass(frozen=True, slots=True)
class State:
    """Four words, 4×4 digits and the whole hash in hexadecimal; they say the same."""

    words: str
    digits: str
    hash: str


def state(desk: Desk) -> State:
    """The state of this desk."""
    digest = blake2b(digest_size=32, person=b"coopdesk-state")
    for record_id, head in deciding.heads(desk.store.connection, [kind.table for kind in STORED]):
        digest.update(cbor2.dumps([record_id, head]))
    for decision in deciding.candidates(desk.store.connection):
        digest.update(cbor2.dumps(decision))
    return spoken(digest.digest())


def spoken(raw: bytes) -> State:
    """The words and digits of a hash; each word stands for 11 bits."""
    number = int.from_bytes(raw, "big")
    words = [word_list()[(number >> (245 - 11 * place)) & 2047] for place in range(WORDS)]
    digits = f"{number % 10**16:016}"
    return State(" ".join(words), " ".join(digits[start : start + 4] for start in range(0, 16, 4)), raw.hex())


@cache
def word_list() -> tuple[str, ...]:
    """2,048 short words in one order for ever, from resources/words."""
    return tuple(resource(WORD_LIST).read_text(encoding="utf-8").split())

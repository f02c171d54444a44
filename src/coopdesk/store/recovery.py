# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The recovery key: printed on paper, typed by hand, it opens the database when nobody knows the passphrase.

27 random letters of Crockford's base32 (135 bits) and a check letter, in groups of four. The
key of the database lies wrapped under it in recovery.json, and that of the device, which a backup
leaves out; a new key replaces the old one.
"""

import os
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.records.identity import ALPHABET
from coopdesk.store import vault

FILE = "recovery.json"
LETTERS = 28
GROUP = 4
_VALUES = {letter: value for value, letter in enumerate(ALPHABET.upper())}
# What a hand or a Russian keyboard makes of the letters on the sheet.
_AS_MEANT = str.maketrans("OОILАВЕКМНРСТУХЗ", "0011ABEKMHPCTYX3", " -–—.\u00a0\n\t")


def new_recovery_key() -> str:
    """A fresh random key as it is printed: seven groups of four."""
    letters = "".join(ALPHABET[byte & 31] for byte in os.urandom(LETTERS - 1)).upper()
    return grouped(letters + ALPHABET[_remainder(letters + "0")].upper())


def grouped(letters: str) -> str:
    """The letters in groups of four, joined by hyphens."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read_recovery_key(text: str) -> str:
    """The letters that a typed key means, without blanks and hyphens, in capitals; O counts as 0, I
    and L as 1. Raises WorldError where a letter is missing or wrong."""
    letters = text.upper().translate(_AS_MEANT)
    if len(letters) != LETTERS:
        raise WorldError(
            "recovery_key_length",
            "The recovery key has {length} letters and digits; these are {typed}. Compare with the sheet.",
            length=LETTERS,
            typed=len(letters),
        )
    if not _VALUES.keys() >= set(letters) or _remainder(letters):
        raise WorldError(
            "recovery_key_slip", "A letter of the recovery key is not right. Compare with the sheet."
        )
    return letters


def _remainder(letters: str) -> int:
    """0 for letters with their check letter: a polynomial over GF(32) that notices any wrong letter
    and any two that changed places."""
    found = 0
    for letter in letters:
        found = (found << 1) ^ (0b100101 if found & 0b10000 else 0) ^ _VALUES[letter]
    return found


def keep(profile: Path, database: bytes, recovery_key: str, made: str, device: bytes = b"") -> None:
    """Wrap the key of the database, and the secret of the device where it is given, under the recovery
    key, instead of any earlier one; `made` is the day the sheet bears."""
    secrets = {"database": database} | ({"device": device} if device else {})
    kept = vault.wrapped(secrets, read_recovery_key(recovery_key))
    vault.save_file(profile / FILE, vault.dumped({**kept, "made": made}))


def database_key(data: bytes, recovery_key: str) -> bytes:
    """The key of the database out of the bytes of recovery.json; raises WorldError for another key."""
    letters = read_recovery_key(recovery_key)
    kept = vault.parsed(data, FILE)
    try:
        return vault.opened(kept, ("database",), letters)[0]
    except WorldError as error:
        if error.code != "wrong_passphrase":
            raise
        raise WorldError(
            "wrong_recovery_key",
            "This recovery key does not open this desk. Use the sheet of {day}.",
            day=str(kept.get("made", "")),
        ) from None


def device_key(data: bytes, recovery_key: str) -> bytes | None:
    """The secret of the device out of the same bytes, None where it was left out; raises WorldError."""
    kept = vault.parsed(data, FILE)
    if "device" not in kept:
        return None
    return vault.opened(kept, ("device",), read_recovery_key(recovery_key))[0]


def read_file(profile: Path) -> bytes:
    """The bytes of recovery.json; raises WorldError where no sheet was ever printed."""
    try:
        return (profile / FILE).read_bytes()
    except FileNotFoundError:
        raise WorldError(
            "no_recovery_sheet",
            "No recovery sheet was printed for this desk: {folder}."
            " Restore a backup whose passphrase you know.",
            folder=str(profile),
        ) from None

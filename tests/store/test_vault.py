# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of a desk: wrapping, wrong passphrases, damaged files, the recovery key."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.records.identity import ALPHABET
from coopdesk.store import recovery, vault
from tests.store.desks import cheap_keys, error_code

PASSPHRASE = "quatre mots très secrets"


def test_keys_come_back_with_the_passphrase_only(tmp_path: Path) -> None:
    keys = vault.new_keys()
    vault.write(tmp_path, keys, PASSPHRASE)
    assert vault.is_locked(tmp_path)
    assert vault.read(tmp_path, PASSPHRASE) == keys
    assert error_code(lambda: vault.read(tmp_path, None)) == "locked"
    assert error_code(lambda: vault.read(tmp_path, PASSPHRASE + " ")) == "wrong_passphrase"
    content = (tmp_path / vault.FILE).read_text()
    assert keys.database.hex() not in content
    assert keys.device.hex() not in content


def test_a_passphrase_typed_on_another_keyboard_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_keys(monkeypatch)
    vault.write(tmp_path, vault.new_keys(), "pre\u0301parer la visite")
    vault.read(tmp_path, "pr\u00e9parer la visite")


def test_without_a_passphrase_the_desk_says_it_is_not_locked(tmp_path: Path) -> None:
    keys = vault.new_keys()
    vault.write(tmp_path, keys, None)
    assert not vault.is_locked(tmp_path)
    assert vault.read(tmp_path, None) == keys
    assert (tmp_path / vault.FILE).stat().st_mode & 0o077 == 0


def test_a_short_passphrase_is_refused_and_nothing_written(tmp_path: Path) -> None:
    vault.write(tmp_path, vault.new_keys(), None)
    before = (tmp_path / vault.FILE).read_bytes()
    assert error_code(lambda: vault.write(tmp_path, vault.new_keys(), "court")) == "short_passphrase"
    assert (tmp_path / vault.FILE).read_bytes() == before


def test_secrets_are_never_shown() -> None:
    keys = vault.new_keys()
    assert keys.database.hex() not in repr(keys)
    assert repr(keys.database) not in repr(keys)
    assert repr(keys.device) not in repr(keys)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b'{"format": 2}', b"\xff\xfe", b"[" * 100_000, b'{"format": 1}',
        b'{"format": 1, "locked": true}', b'{"format": 1, "locked": true, "stretch": 5, "database": 3}',
        b'{"format": 1, "locked": false, "database": "zz", "device": 7}',
    ],
)  # fmt: skip
def test_a_damaged_key_file_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / vault.FILE).write_bytes(content)
    assert error_code(lambda: vault.read(tmp_path, PASSPHRASE)) == "keys_damaged"


def test_every_damaged_byte_of_a_locked_key_file_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_keys(monkeypatch)
    keys = vault.new_keys()
    vault.write(tmp_path, keys, PASSPHRASE)
    whole = (tmp_path / vault.FILE).read_bytes()
    secret = json.loads(whole)
    for name in ("database", "device"):
        at = whole.index(secret[name].encode())
        for place in range(at, at + len(secret[name]), 3):
            damaged = bytearray(whole)
            damaged[place] ^= 1
            (tmp_path / vault.FILE).write_bytes(bytes(damaged))
            assert error_code(lambda: vault.read(tmp_path, PASSPHRASE)) in (
                "wrong_passphrase",
                "keys_damaged",
            )


def test_costs_nobody_needs_are_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)
    vault.write(tmp_path, vault.new_keys(), PASSPHRASE)
    kept = json.loads((tmp_path / vault.FILE).read_text())
    for name, cost in (("memory", 2**31), ("rounds", 10**9), ("lanes", 999), ("memory", 0), ("rounds", -1)):
        foreign = {**kept, "stretch": {**kept["stretch"], name: cost}}
        (tmp_path / vault.FILE).write_text(json.dumps(foreign))
        began = time.monotonic()
        assert error_code(lambda: vault.read(tmp_path, PASSPHRASE)) == "keys_damaged"
        assert time.monotonic() - began < 1


def test_a_backup_takes_no_device_key_along(tmp_path: Path) -> None:
    for passphrase in (None, PASSPHRASE):
        keys = vault.new_keys()
        vault.write(tmp_path, keys, passphrase)
        taken = vault.without_device(vault.read_kept(tmp_path / vault.FILE))
        assert "device" not in taken
        assert vault.opened(taken, ("database",), passphrase) == [keys.database]
        assert error_code(lambda t=taken, p=passphrase: vault.opened(t, ("device",), p)) == "keys_damaged"  # type: ignore[misc]


def test_a_signature_tells_who_signed() -> None:
    keys, other = vault.new_keys(), vault.new_keys()
    signature = vault.sign(keys, b"segment")
    assert vault.signed_by(keys.public, signature, b"segment")
    assert not vault.signed_by(keys.public, signature, b"segment 2")
    assert not vault.signed_by(other.public, signature, b"segment")
    assert not vault.signed_by(b"short", signature, b"segment")
    mixed = vault.Keys(keys.database, other.device, keys.public, "")
    assert error_code(lambda: vault.sign(mixed, b"segment")) == "keys_damaged"


def test_recovery_keys_are_long_random_and_grouped() -> None:
    found = {recovery.new_recovery_key() for _ in range(200)}
    assert len(found) == 200
    for key in found:
        groups = key.split("-")
        assert [len(group) for group in groups] == [4] * 7
        assert not set("OILU") & set(key)
        assert recovery.read_recovery_key(key) == "".join(groups)


def test_a_recovery_key_may_be_typed_in_many_ways() -> None:
    letters = recovery.read_recovery_key(recovery.new_recovery_key())
    typed = recovery.grouped(letters).replace("-", " – ").lower().replace("0", "o").replace("1", "l")
    assert recovery.read_recovery_key(f"  {typed}\n") == letters
    assert recovery.read_recovery_key(letters.translate(str.maketrans("ABCEHKMPTX", "АВСЕНКМРТХ"))) == letters


@given(st.integers(0, 27), st.sampled_from(ALPHABET.upper()), st.integers(0, 26))
def test_any_wrong_letter_and_any_swap_is_noticed(place: int, letter: str, swapped: int) -> None:
    letters = recovery.read_recovery_key(recovery.new_recovery_key())
    wrong = letters[:place] + letter + letters[place + 1 :]
    swap = letters[:swapped] + letters[swapped + 1] + letters[swapped] + letters[swapped + 2 :]
    for typed in {wrong, swap} - {letters}:
        assert error_code(lambda typed=typed: recovery.read_recovery_key(typed)) == "recovery_key_slip"  # type: ignore[misc]


@pytest.mark.parametrize("typed", ["", "ABCD", "A" * 29])
def test_a_recovery_key_of_another_length_is_refused(typed: str) -> None:
    assert error_code(lambda: recovery.read_recovery_key(typed)) == "recovery_key_length"


def test_the_newer_recovery_key_replaces_the_older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)
    database = vault.new_keys().database
    assert error_code(lambda: recovery.read_file(tmp_path)) == "no_recovery_sheet"
    old, new = recovery.new_recovery_key(), recovery.new_recovery_key()
    recovery.keep(tmp_path, database, old, "2026-11-24")
    assert recovery.database_key(recovery.read_file(tmp_path), old) == database
    recovery.keep(tmp_path, database, new, "2026-11-25")
    assert recovery.database_key(recovery.read_file(tmp_path), new) == database
    assert (
        error_code(lambda: recovery.database_key(recovery.read_file(tmp_path), old)) == "wrong_recovery_key"
    )

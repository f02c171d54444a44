# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attached files that arrive in pieces, in any order: each piece lies encrypted until all are here."""

import os
from collections.abc import Iterable
from pathlib import Path

from coopdesk.store import files, vault

FOLDER = "pieces"
_NONCE = 12
_TAG = 16
_MOST_TWICE = 2
"""Pieces may overlap, where a sending was broken off and begun anew; more of that only fills
the disk, and what lies there is of no use."""


def put_piece(profile: Path, keys: vault.Keys, address: bytes, offset: int, total: int, data: bytes) -> bool:
    """Keep a piece of the file with this address; whether that made the file whole. A file whose
    content is not what its address says is thrown away."""
    if files.place(profile, keys, address.hex()).is_file():
        return False
    folder = _folder(profile, keys, address)
    if _arrived(folder) + len(data) > _MOST_TWICE * total:
        _clear(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    vault.save_file(folder / str(offset), _sealed(keys, data, _label(address, offset)))
    if _arrived(folder) < total or here(profile, keys, address) < total:
        return False
    whole = b"".join(_pieces(folder, keys, address))
    _clear(folder)
    if files.address_of(whole) != address.hex():
        return False
    files.put(profile, keys, whole, "")
    return True


def here(profile: Path, keys: vault.Keys, address: bytes) -> int:
    """How many bytes from the beginning of a file have arrived."""
    return sum(map(len, _pieces(_folder(profile, keys, address), keys, address)))


def would_be_whole(
    profile: Path, keys: vault.Keys, address: bytes, total: int, coming: Iterable[tuple[int, int]]
) -> bool:
    """Whether a file of `total` bytes that is not here would be with these pieces (offset, length)."""
    if files.place(profile, keys, address.hex()).is_file():
        return False
    at = 0
    for offset, length in sorted([*_lying(_folder(profile, keys, address)), *coming]):
        if offset > at:
            return False
        at = max(at, offset + length)
    return at >= total


def _lying(folder: Path) -> list[tuple[int, int]]:
    found = (file for file in folder.glob("*") if file.name.isdecimal())
    return [(int(file.name), file.stat().st_size - _NONCE - _TAG) for file in found]


def waiting_bytes(profile: Path) -> int:
    """How many bytes of files that are not whole yet lie in a profile."""
    return sum(file.stat().st_size for file in (profile / FOLDER).glob("*/*") if file.is_file())


def _arrived(folder: Path) -> int:
    """How many bytes have arrived at most: told by the sizes of the pieces, without opening them."""
    return sum(length for _, length in _lying(folder))


def _pieces(folder: Path, keys: vault.Keys, address: bytes) -> list[bytes]:
    """The pieces that follow each other from the beginning; where they overlap without what is twice."""
    found: list[bytes] = []
    at = 0
    for offset in sorted(int(file.name) for file in folder.glob("*") if file.name.isdecimal()):
        if offset > at:
            break
        data = _opened(keys, (folder / str(offset)).read_bytes(), _label(address, offset))
        found.append(data[at - offset :])
        at = max(at, offset + len(data))
    return found


def _folder(profile: Path, keys: vault.Keys, address: bytes) -> Path:
    return profile / FOLDER / files.place(profile, keys, address.hex()).name


def _label(address: bytes, offset: int) -> bytes:
    return address + offset.to_bytes(8, "big")


def _sealed(keys: vault.Keys, data: bytes, label: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = os.urandom(_NONCE)
    return nonce + ChaCha20Poly1305(keys.files).encrypt(nonce, data, label)


def _opened(keys: vault.Keys, kept: bytes, label: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(keys.files).decrypt(kept[:_NONCE], kept[_NONCE:], label)
    except (InvalidTag, ValueError):
        return b""


def _clear(folder: Path) -> None:
    for file in folder.glob("*"):
        file.unlink(missing_ok=True)
    if folder.is_dir():
        folder.rmdir()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attached files: named by their content, kept encrypted in the profile, in chunks of 1 MiB.

The name on disk is a keyed hash, so that nobody without the key can tell which known file
lies there.
"""

import mimetypes
import os
from hashlib import blake2b
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.records.kinds import AttachedFile
from coopdesk.store import vault

FOLDER = "attachments"
CHUNK = 1024 * 1024
LARGEST = 512 * 1024 * 1024
_NONCE = 12
_TAG = 16


def put(profile: Path, keys: vault.Keys, data: bytes, name: str) -> AttachedFile:
    """Keep a file's content; storing it again costs nothing. Raises WorldError where too large."""
    if len(data) > LARGEST:
        raise WorldError(
            "file_too_large", "The file is too large to attach: {name}. At most {size} MB.", name=name, size=LARGEST // 2**20
        )
    address = blake2b(data, digest_size=32).hexdigest()
    file = place(profile, keys, address)
    if not file.is_file():
        _write(file, keys, address, data)
    media = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return AttachedFile(address, len(data), media, Path(name).name or "file")


def get(profile: Path, keys: vault.Keys, address: str) -> bytes:
    """The content of an attached file; raises WorldError where it is missing or damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    file = place(profile, keys, address)
    try:
        sealed = file.read_bytes()
    except FileNotFoundError:
        raise WorldError("file_missing", "This attached file is not on this computer yet: {hash}.", hash=address[:12]) from None
    cipher, parts = ChaCha20Poly1305(keys.files), []
    try:
        for number, start in enumerate(range(0, len(sealed), _NONCE + CHUNK + _TAG)):
            piece = sealed[start : start + _NONCE + CHUNK + _TAG]
            parts.append(cipher.decrypt(piece[:_NONCE], piece[_NONCE:], f"{address} {number}".encode()))
    except (InvalidTag, ValueError):
        raise _damaged(address) from None
    data = b"".join(parts)
    if blake2b(data, digest_size=32).hexdigest() != address:
        raise _damaged(address)
    return data


def _damaged(address: str) -> WorldError:
    return WorldError(
        "file_damaged", "This attached file is damaged: {hash}. Restore it from a backup.", hash=address[:12]
    )


def place(profile: Path, keys: vault.Keys, address: str) -> Path:
    """Where the file with this address lies."""
    name = blake2b(bytes.fromhex(address), key=keys.files, digest_size=20).hexdigest()
    return profile / FOLDER / name[:2] / name


def _write(file: Path, keys: vault.Keys, address: str, data: bytes) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher = ChaCha20Poly1305(keys.files)
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}")
    with temporary.open("wb") as stream:
        for number, start in enumerate(range(0, max(len(data), 1), CHUNK)):
            nonce = os.urandom(_NONCE)
            stream.write(nonce + cipher.encrypt(nonce, data[start : start + CHUNK], f"{address} {number}".encode()))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, file)
    vault.sync_folder(file.parent)

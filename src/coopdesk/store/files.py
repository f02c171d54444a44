# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attached files: named by their content, kept encrypted in the profile, in chunks of 1 MiB.

The name on disk is a keyed hash, so that nobody without the key can tell which known file
lies there.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.blake2 import blake2b
from coopdesk.errors import WorldError
from coopdesk.records.kinds import AttachedFile, Attachment
from coopdesk.records.types import TYPES
from coopdesk.store import vault
from coopdesk.store.connection import Connection, rows, world_errors

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

FOLDER = "attachments"
CHUNK = 1024 * 1024
LARGEST = 512 * 1024 * 1024
_NONCE = 12
_TAG = 16
_KEPT = re.compile("[0-9a-f]{40}")


def put(profile: Path, keys: vault.Keys, data: bytes, name: str) -> AttachedFile:
    """Keep a file's content once, however often it is attached; a damaged copy is replaced.
    Raises WorldError where it is too large or can't be written."""
    if len(data) > LARGEST:
        raise WorldError(
            "file_too_large",
            "The file is too large to attach: {name}. At most {size} MB.",
            name=name,
            size=LARGEST // 2**20,
        )
    import mimetypes

    address = blake2b(data, digest_size=32).hexdigest()
    file = place(profile, keys, address)
    with world_errors(profile / FOLDER):
        if is_sound(profile, keys, address):
            os.utime(file)  # in use again: see `clear_strays`
        else:
            _write(file, keys, address, data)
    media = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return AttachedFile(address, len(data), media, Path(name).name or "file")


def get(profile: Path, keys: vault.Keys, address: str) -> bytes:
    """The content of an attached file; raises WorldError where it is missing or damaged."""
    return b"".join(pieces(profile, keys, address))


def pieces(profile: Path, keys: vault.Keys, address: str) -> Iterator[bytes]:
    """The content of an attached file in pieces of at most 1 MiB, each authentic; raises WorldError
    where the file is missing or damaged, at the last piece where it is cut off."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    cipher, digest = ChaCha20Poly1305(keys.files), blake2b(digest_size=32)
    try:
        with place(profile, keys, address).open("rb") as stream:
            number = 0
            while sealed := stream.read(_NONCE + CHUNK + _TAG):
                piece = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], f"{address} {number}".encode())
                digest.update(piece)
                number += 1
                yield piece
    except FileNotFoundError:
        raise WorldError(
            "file_missing", "This attached file is not on this computer yet: {hash}.", hash=address[:12]
        ) from None
    except (InvalidTag, ValueError):
        raise _damaged(address) from None
    if digest.hexdigest() != address:
        raise _damaged(address)


def address_of(data: bytes) -> str:
    """The address of a content, in hexadecimal."""
    return blake2b(data, digest_size=32).hexdigest()


def is_sound(profile: Path, keys: vault.Keys, address: str) -> bool:
    """Whether the file is there and its content is the one its address names."""
    try:
        for _ in pieces(profile, keys, address):
            pass
    except WorldError:
        return False
    return True


def addresses(connection: Connection) -> Iterator[str]:
    """The address of every file that a record names, once each."""
    seen: set[str] = set()
    for _, _, address in named(connection):
        if address not in seen:
            seen.add(address)
            yield address


def sizes(connection: Connection) -> dict[str, int]:
    """How many bytes each file has that records name, by its address, as they say it."""
    return {scalar.split(" ", 2)[0]: int(scalar.split(" ", 2)[1]) for _, _, scalar in _scalars(connection)}


def named(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """Where records name attached files: type, row number, address."""
    for key, n, scalar in _scalars(connection):
        yield key, n, scalar.split(" ", 1)[0]


def _scalars(connection: Connection) -> Iterator[tuple[str, int, str]]:
    for kind in TYPES:
        for what in kind.fields:
            if not isinstance(what.kind, Attachment):
                continue
            # The plus keeps to the index of those few, where the order would lead through all records.
            query = f'SELECT n, "{what.key}" FROM "{kind.table}" WHERE "{what.key}" IS NOT NULL ORDER BY +n'
            for n, kept in rows(connection, query):
                for scalar in json.loads(kept) if what.kind.many else [kept]:
                    yield kind.key, n, scalar


def kept(profile: Path) -> Iterator[Path]:
    """The encrypted files that lie in a profile, whole ones only."""
    for file in sorted((profile / FOLDER).glob("??/*")):
        if _KEPT.fullmatch(file.name) and file.is_file():
            yield file


def clear_strays(profile: Path, keys: vault.Keys, connection: Connection) -> int:
    """Delete the files that no version of any record and no draft names: a save that was refused left
    them behind. Those of the last day stay, a save may be on its way; how many are gone."""
    old = [file for file in kept(profile) if file.stat().st_mtime < time.time() - _STRAY_SECONDS]
    if not old:
        return 0
    needed = {place(profile, keys, address).name for address in _ever_named(connection)}
    strays = [file for file in old if file.name not in needed]
    for file in strays:
        file.unlink(missing_ok=True)
    return len(strays)


def _ever_named(connection: Connection) -> set[str]:
    """Every address in the history of the types that have files, and in what is typed and not saved."""
    types = [kind.key for kind in TYPES if any(isinstance(what.kind, Attachment) for what in kind.fields)]
    marks = ",".join("?" * len(types))
    query = f"SELECT body FROM log JOIN record ON n = rec WHERE type IN ({marks})"
    found = {address for (body,) in connection.execute(query, types) for address in _NAMED.findall(body)}
    for (value,) in rows(connection, "SELECT value FROM meta"):
        found.update(_NAMED.findall(str(value).encode()))
    return {address.decode() for address in found}


_NAMED = re.compile(rb"[0-9a-f]{64}(?= \d)")
_STRAY_SECONDS = 86_400


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
    _make_folder(file.parent)
    temporary = file.with_suffix(f".{os.getpid()}")
    try:
        _write_sealed(temporary, cipher, address, data)
        os.replace(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    vault.sync_folder(file.parent)


def _make_folder(folder: Path) -> None:
    """Make a folder so that a power cut doesn't lose it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    vault.sync_folder(folder.parent)


def _write_sealed(file: Path, cipher: "ChaCha20Poly1305", address: str, data: bytes) -> None:
    with file.open("wb") as stream:
        for number, start in enumerate(range(0, max(len(data), 1), CHUNK)):
            nonce = os.urandom(_NONCE)
            stream.write(
                nonce + cipher.encrypt(nonce, data[start : start + CHUNK], f"{address} {number}".encode())
            )
        stream.flush()
        os.fsync(stream.fileno())

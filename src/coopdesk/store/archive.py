# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A backup as one file: a ZIP of uncompressed parts and a manifest with the size and hash of each.

Nothing in a file from outside is trusted: only known names, nothing that unfolds, nothing that is
not listed with the right hash. Its own names are never used as paths before they are recognised.
"""

import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from coopdesk.errors import WorldError

FORMAT = 1
MANIFEST = "manifest.json"
_PART = re.compile(r"desk\.db|keys\.json|recovery\.json|attachments/([0-9a-f]{2})/\1[0-9a-f]{38}")
_LARGEST_MANIFEST = 64 * 1024 * 1024
_LARGEST_IN_MEMORY = 64 * 1024
_BLOCK = 1024 * 1024
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no earlier day, and a clock may stand at 1970

Facts = dict[str, Any]


def write(file: Path, parts: Iterable[tuple[str, Path | bytes]], facts: Facts) -> None:
    """Write parts by name and their manifest with further facts to a new file, safe on disk when
    this returns; raises OSError."""
    listed: dict[str, dict[str, object]] = {}
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, source in parts:
                with archive.open(zipfile.ZipInfo(name, _EARLIEST), "w", force_zip64=True) as out:
                    size, digest = _copy(_blocks(source), out)
                listed[name] = {"size": size, "hash": digest}
            manifest = json.dumps({"format": FORMAT, **facts, "parts": listed})
            archive.writestr(zipfile.ZipInfo(MANIFEST, _EARLIEST), manifest)
        stream.flush()
        os.fsync(stream.fileno())
        _forget_cached(stream.fileno())


def _forget_cached(descriptor: int) -> None:
    """Let the check that follows read the disk, not what the system still has in memory."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _blocks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as stream:
        yield from _blocks_of(stream)


def _blocks_of(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(_BLOCK):
        yield block


def _copy(blocks: Iterable[bytes], out: IO[bytes] | None) -> tuple[int, str]:
    size, digest = 0, blake2b(digest_size=32)
    for block in blocks:
        size += len(block)
        digest.update(block)
        if out is not None:
            out.write(block)
    return size, digest.hexdigest()


class Archive:
    """A backup file open for reading; raises WorldError for anything that is not a whole backup."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stream: IO[bytes] = file.open("rb")
        try:
            with self._complaints(MANIFEST):
                self._archive = zipfile.ZipFile(self._stream)
                self.facts = self._checked()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        self._stream.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The parts there are."""
        return tuple(self.facts["parts"])

    def check(self, name: str) -> None:
        """Read a part and compare its hash; raises WorldError."""
        self._copy_out(name, None)

    def extract(self, name: str, to: Path) -> None:
        """Write a part to a new file, checked, safe on disk; raises WorldError."""
        to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            self._copy_out(name, out)
            out.flush()
            os.fsync(out.fileno())

    def read(self, name: str) -> bytes:
        """A small part, checked; raises WorldError where it is missing or large."""
        with self._complaints(name):
            if self._archive.getinfo(name).file_size > _LARGEST_IN_MEMORY:
                raise ValueError(name)
            data = self._archive.read(name)
            self._compare(name, _copy([data], None))
            return data

    def _copy_out(self, name: str, out: IO[bytes] | None) -> None:
        with self._complaints(name), self._archive.open(name) as stream:
            self._compare(name, _copy(_blocks_of(stream), out))

    def _compare(self, name: str, found: tuple[int, str]) -> None:
        listed = self.facts["parts"][name]
        if found != (listed["size"], listed["hash"]):
            raise ValueError(name)

    def _checked(self) -> Facts:
        """The manifest, once the ZIP around it is one of ours."""
        entries = self._archive.infolist()
        names = [entry.filename for entry in entries]
        whole = sum(entry.file_size for entry in entries)
        plain = all(
            entry.compress_type == zipfile.ZIP_STORED
            and entry.file_size == entry.compress_size
            and not entry.flag_bits & 1
            for entry in entries
        )
        # Stored parts that add up to more than the file share their bytes: a bomb.
        if not plain or whole > self._file.stat().st_size or len(set(names)) != len(names):
            raise ValueError(MANIFEST)
        if self._archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError(MANIFEST)
        facts = json.loads(self._archive.read(MANIFEST))
        if not isinstance(facts, dict) or not isinstance(facts.get("format"), int):
            raise ValueError(MANIFEST)
        if facts["format"] > FORMAT:
            raise WorldError(
                "newer_backup",
                "This backup was made by a newer coopdesk: {file}. Install that version.",
                file=str(self._file),
            )
        if set(facts["parts"]) != set(names) - {MANIFEST} or not all(map(_PART.fullmatch, facts["parts"])):
            raise ValueError(MANIFEST)
        if not {"desk.db", "keys.json"} <= set(names):
            raise KeyError("desk.db")
        return facts

    @contextmanager
    def _complaints(self, part: str) -> Iterator[None]:
        """Whatever a foreign file makes the readers say becomes one sentence."""
        try:
            yield
        except (
            zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, KeyError, TypeError, AttributeError,
            IndexError, EOFError, RuntimeError, NotImplementedError, OverflowError,
        ) as error:  # fmt: skip
            raise damaged(self._file, part) from error


def damaged(file: Path, part: str) -> WorldError:
    """The error for a file that is not a whole backup; `part` is where it shows."""
    return WorldError(
        "backup_damaged",
        "This is not a whole backup of coopdesk: {file} ({part}). Use another one.",
        file=str(file),
        part=part,
    )

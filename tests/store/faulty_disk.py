# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A disk that can be watched, and that can fail: every write, sync and rename below a folder is told to a
watcher, who may refuse it with an errno.

SQLite's own calls are caught where SQLite calls its files (sqlite3_io_methods); those of the program
where Python opens, syncs and renames. Nothing is simulated: what is not refused happens.
"""

import builtins
import ctypes
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

WRITE, SYNC, TRUNCATE, DELETE, OPEN, RENAME = "write", "sync", "truncate", "delete", "open", "rename"
Watcher = Callable[[str, str, int, bytes], int]
"""Given what happens, to which file, at which offset (or to which size) and with which bytes; the errno
with which it is refused, 0 for none."""

_OK, _FULL = 0, 13
_REFUSALS = {WRITE: 778, SYNC: 1034, TRUNCATE: 1546, DELETE: 2570, OPEN: 14}
"""SQLite's codes for these calls that failed (SQLITE_IOERR_WRITE and so on)."""
_int, _pointer, _wide = ctypes.c_int, ctypes.c_void_p, ctypes.c_int64
_Open = ctypes.CFUNCTYPE(_int, _pointer, _pointer, _pointer, _int, _pointer)
_Delete = ctypes.CFUNCTYPE(_int, _pointer, ctypes.c_char_p, _int)
_Close = ctypes.CFUNCTYPE(_int, _pointer)
_Write = ctypes.CFUNCTYPE(_int, _pointer, _pointer, _int, _wide)
_Truncate = ctypes.CFUNCTYPE(_int, _pointer, _wide)
_Sync = ctypes.CFUNCTYPE(_int, _pointer, _int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        *((name, _int) for name in ("version", "size", "longest")),
        *((name, _pointer) for name in ("next", "name", "data", "open", "delete")),
    )


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", _int),
        *((name, _pointer) for name in ("close", "read", "write", "truncate", "sync")),
        ("others", _pointer * 13),
    )


class _SqliteFiles:
    """SQLite's files, once they are watched; there is one such thing in a process."""

    def __init__(self) -> None:
        import sqlcipher3._sqlite3 as library

        self.watcher: Watcher | None = None
        self._names: dict[int, str] = {}
        self._watched: dict[int, _Methods] = {}
        self._kept: list[Any] = []
        find = ctypes.CDLL(library.__file__).sqlite3_vfs_find
        find.restype, find.argtypes = ctypes.POINTER(_Vfs), [ctypes.c_char_p]
        self._vfs = find(None).contents
        self._before = (self._vfs.open, self._vfs.delete)
        self._open, self._delete = _Open(self._vfs.open), _Delete(self._vfs.delete)
        self._ours = (self._address(_Open(self._opened)), self._address(_Delete(self._deleted)))

    def take_over(self) -> None:
        """Have all files that SQLite opens from now on pass by here."""
        self._vfs.open, self._vfs.delete = self._ours

    def let_go(self) -> None:
        """Let SQLite open files as ever."""
        self._vfs.open, self._vfs.delete = self._before

    def _address(self, function: Any) -> int:
        self._kept.append(function)
        return ctypes.cast(function, _pointer).value or 0

    def _asked(self, event: str, file: str, offset: int = 0, data: bytes = b"") -> int:
        refused = self.watcher(event, file, offset, data) if self.watcher and file else 0
        return _FULL if refused == errno.ENOSPC and event == WRITE else refused and _REFUSALS[event]

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        told = ctypes.string_at(name).decode() if name else ""
        if code := self._asked(OPEN, told):
            ctypes.cast(file, ctypes.POINTER(_pointer))[0] = None
            return code
        code = int(self._open(vfs, name, file, flags, out))
        place = ctypes.cast(file, ctypes.POINTER(_pointer))
        if code == _OK and place[0]:
            self._names[file] = told
            place[0] = ctypes.addressof(self._watched_methods(place[0]))
        return code

    def _watched_methods(self, address: int) -> _Methods:
        if address not in self._watched:
            found = _Methods.from_buffer_copy(ctypes.string_at(address, ctypes.sizeof(_Methods)))
            close, write = _Close(found.close), _Write(found.write)
            truncate, sync = _Truncate(found.truncate), _Sync(found.sync)

            def closing(file: int) -> int:
                self._names.pop(file, None)
                return int(close(file))

            def writing(file: int, data: int, size: int, offset: int) -> int:
                name = self._names.get(file, "")
                watched = bool(self.watcher and name)
                code = self._asked(WRITE, name, offset, ctypes.string_at(data, size)) if watched else 0
                return code or write(file, data, size, offset)

            def truncating(file: int, size: int) -> int:
                return self._asked(TRUNCATE, self._names.get(file, ""), size) or truncate(file, size)

            def syncing(file: int, flags: int) -> int:
                return self._asked(SYNC, self._names.get(file, "")) or sync(file, flags)

            found.close, found.write = self._address(_Close(closing)), self._address(_Write(writing))
            found.truncate = self._address(_Truncate(truncating))
            found.sync = self._address(_Sync(syncing))
            self._watched[address] = found
        return self._watched[address]

    def _deleted(self, vfs: int, name: bytes, sync: int) -> int:
        return self._asked(DELETE, name.decode()) or int(self._delete(vfs, name, sync))


_SQLITE: list[_SqliteFiles] = []


@contextmanager
def watchable() -> Iterator[None]:
    """The databases that are opened meanwhile can be watched; skips the test where that is not possible."""
    if sys.platform != "linux":
        pytest.skip("files are watched by what Linux tells in /proc; the code they try is the same elsewhere")
    if not _SQLITE:
        _SQLITE.append(_SqliteFiles())
    _SQLITE[0].take_over()
    try:
        yield
    finally:
        _SQLITE[0].let_go()


class _Stream:
    """A file opened for writing by the program itself."""

    def __init__(self, stream: Any, name: str, asks: Callable[..., None]) -> None:
        self._stream, self._name, self._asks = stream, name, asks

    def write(self, data: Any) -> int:
        self._asks(WRITE, self._name)
        return int(self._stream.write(data))

    def __enter__(self) -> "_Stream":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def watched(folder: Path, watcher: Watcher) -> Iterator[None]:
    """All that is written below a folder is told to `watcher` meanwhile; use within `watchable`."""
    [sqlite] = _SQLITE
    root = os.fspath(folder)

    def below(file: str, event: str, offset: int = 0, data: bytes = b"") -> int:
        return watcher(event, file, offset, data) if file.startswith(root) else 0

    def asks(event: str, file: str) -> None:
        if refused := below(file, event):
            raise OSError(refused, os.strerror(refused), file)

    really_open, really_sync, really_replace = io.open, os.fsync, os.replace

    def opening(file: Any, mode: str = "r", *more: Any, **options: Any) -> Any:
        name = os.fspath(file) if not isinstance(file, int) else os.readlink(f"/proc/self/fd/{file}")
        writes = isinstance(name, str) and name.startswith(root) and set(mode) & set("wax+")
        if writes and not isinstance(file, int):
            asks(OPEN, name)
        stream = really_open(file, mode, *more, **options)
        return _Stream(stream, name, asks) if writes else stream

    def syncing(descriptor: int) -> None:
        asks(SYNC, os.readlink(f"/proc/self/fd/{descriptor}"))
        really_sync(descriptor)

    def replacing(source: Any, target: Any) -> None:
        asks(RENAME, os.fspath(target))
        really_replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", opening)
        patch.setattr(builtins, "open", opening)
        patch.setattr(os, "fsync", syncing)
        patch.setattr(os, "replace", replacing)
        sqlite.watcher = lambda event, file, offset, data: below(file, event, offset, data)
        try:
            yield
        finally:
            sqlite.watcher = None


class Failing:
    """A watcher that refuses the call with this number (from 1 on), or this and all later ones."""

    def __init__(self, number: int, error: int, lasting: bool) -> None:
        self.number, self.error, self.lasting = number, error, lasting
        self.calls = 0
        self.refused: list[str] = []

    def __call__(self, event: str, file: str, offset: int, data: bytes) -> int:
        self.calls += 1
        if self.calls == self.number or (self.lasting and self.calls > self.number > 0):
            self.refused.append(f"{event} {Path(file).name}")
            return self.error
        return 0

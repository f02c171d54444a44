# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Loads Qt without three things that PySide does at every start and that a start can do without.

PySide compiles the Python sources of its own support anew each time, out of an archive in its
library, where Python keeps the byte code of any other module: here that is kept, too. Among them is
the program that writes its interface files, with which PySide itself is made: nothing asks for it
here, and it stays empty. And once it is loaded it reads the whole source of each module that is
imported later, to see whether it may ask for PySide's switchable names (`from __feature__ import
snake_case`), which nothing here does. Where a PySide does none of them, nothing here takes effect.
"""

import builtins
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType
from typing import Any
from zlib import crc32

OF_PYSIDE = "shibokensupport/"
"""What the names of its sources begin with."""
FOR_MAKERS = "shibokensupport/signature/lib/pyi_generator.py"
"""Writes interface files. It brings modules of Python and long patterns with it: a third of the time that
all of the support takes to load."""
SUM = 4
"""Bytes of the checksum before what is kept: Python would crash on damaged byte code."""

Compiled = dict[str, tuple[int, CodeType]]
"""By the name of a source: the checksum of its text, and its byte code."""


def load_qt() -> None:
    """Import PySide as far as every window needs it."""
    with kept_byte_code(cache_from_source(__file__) + ".pyside"):
        import shiboken6  # noqa: F401 - all that is wanted is to load it
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


@contextmanager
def kept_byte_code(file: str) -> Iterator[None]:
    """Within the block, PySide's sources that were compiled at an earlier start come from a file."""
    usual: Callable[..., Any] = builtins.compile
    kept, new = read(file), Compiled()

    def compiled(source: Any, name: Any, mode: str, *others: Any, **named: Any) -> Any:
        if not isinstance(source, bytes) or not str(name).startswith(OF_PYSIDE):
            return usual(source, name, mode, *others, **named)
        source = b"" if name == FOR_MAKERS else source
        mark = crc32(source)
        before, code = kept.get(name, (None, None))
        if before != mark:
            code = usual(source, name, mode, *others, **named)
            new[name] = mark, code
        return code

    vars(builtins)["compile"] = compiled
    try:
        yield
    finally:
        vars(builtins)["compile"] = usual
    if new and not sys.dont_write_bytecode:
        write(file, {**kept, **new})


def read(file: str) -> Compiled:
    """What was kept; nothing where that is missing, damaged or of another Python."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        with open(file, "rb") as opened:
            content = opened.read()
        begun = SUM + len(MAGIC_NUMBER)
        is_whole = crc32(content[SUM:]) == int.from_bytes(content[:SUM], "big")
        if is_whole and content[SUM:begun] == MAGIC_NUMBER:
            kept: Compiled = marshal.loads(content[begun:])
            return kept
    return {}


def write(file: str, compiled: Compiled) -> None:
    """Keep it for the next start, if the folder of the program can be written."""
    content = MAGIC_NUMBER + marshal.dumps(compiled)
    beside = f"{file}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(beside, "wb") as opened:
            opened.write(crc32(content).to_bytes(SUM, "big") + content)
        os.replace(beside, file)
    except OSError:  # the next start compiles again
        with suppress(OSError):
            os.unlink(beside)

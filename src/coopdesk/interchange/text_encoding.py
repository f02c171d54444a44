# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which encoding a text file is in: UTF-8, UTF-16, or Windows' Cyrillic or Western one."""

import codecs
import re
from pathlib import Path

_CHUNK = 1024 * 1024
_SAMPLE = 4 * 1024 * 1024
_SHORT_SAMPLE = 256 * 1024
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_NAMES = {"cp1251": "Windows-1251", "cp1252": "Windows-1252", "utf-16": "UTF-16"}


def encoding_of(file: Path) -> str:
    """The name of Python's codec for a text file; guessed by plausibility where nothing tells it."""
    with file.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    for mark, name in _MARKS.items():
        if sample.startswith(mark):
            return name
    if wide := _without_mark(sample[:65536]):
        return wide
    if _is_utf8(file) or _is_nearly_utf8(sample):
        return "utf-8"
    return "cp1251" if is_cyrillic(sample) else "cp1252"


def told(codec: str) -> str:
    """The name of an encoding for the report, "" for the one that needs no word."""
    return _NAMES.get(codec.removesuffix("-le").removesuffix("-be"), "")


def _without_mark(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) // 2 or not even + odd:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8(file: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_nearly_utf8(sample: bytes) -> bool:
    """One spoilt letter in ten thousand must not make gibberish of all the others."""
    text = sample.decode("utf-8", "surrogateescape")
    spoilt = sum("\udc80" <= letter <= "\udcff" for letter in text)
    sound = sum(letter > "\x7f" for letter in text) - spoilt
    return sound > 4 * spoilt


def is_cyrillic(sample: bytes) -> bool:
    """Whether the letters beyond ASCII make whole words, as Cyrillic does in Windows-1251; in a
    Western text they stand between Latin letters."""
    whole = mixed = 0
    for found in _WORD.finditer(sample):
        word = found.group()
        high = sum(byte > 127 for byte in word)
        if high == len(word) > 1:
            whole += high
        elif high:
            mixed += 1
    return whole > 3 * mixed


def encoding_in(data: bytes) -> str:
    """The same for what has been read already; of a large file, its beginning tells."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return name
    if wide := _without_mark(data[:65536]):
        return wide
    sample = data[:_SHORT_SAMPLE]
    if _decodes(data) or _is_nearly_utf8(sample):
        return "utf-8"
    return "cp1251" if is_cyrillic(sample) else "cp1252"


def _decodes(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Zstandard (RFC 8878) with a shipped dictionary for small frames.

A dictionary is known by its number, which stands in every Zstandard frame made with it. Shipped
ones stay for ever; a better one gets the next number. What sender and reader both know of a bundle (its
space and the device that signed it) is appended: then these ids cost nothing in what is packed.
"""

from functools import lru_cache

import zstandard

from coopdesk.paths import resource
from coopdesk.sync import limits

DICTIONARY = 27002
"""The dictionary that is written with."""
DICTIONARIES = {27001: "bundles/dictionary-1.bin", 27002: "bundles/dictionary-2.bin"}
SMALL = 32 * 1024
"""Up to so many bytes the dictionary helps, and the strongest level costs nothing."""
_WINDOW = 8 * 1024 * 1024


def compressed(content: bytes, context: bytes, *, packed_already: bool = False) -> bytes:
    """One Zstandard frame that tells its length. `context` is what the reader of a small one knows
    besides, appended to the dictionary; `packed_already` saves the time for pictures."""
    if len(content) <= SMALL:
        return _small(context).compress(content)
    return zstandard.ZstdCompressor(level=3 if packed_already else 10).compress(content)


def decompressed(data: bytes, context: bytes) -> bytes:
    """What a Zstandard frame holds; raises ValueError for one that says it is larger than a frame may
    be, that is larger than it says, or that needs a dictionary nobody shipped."""
    try:
        facts = zstandard.get_frame_parameters(data)
        if not 0 <= facts.content_size <= limits.MOST_PLAIN or facts.window_size > _WINDOW:
            raise ValueError(facts.content_size)
        known = _dictionary(facts.dict_id, context) if facts.dict_id else None
        reader = zstandard.ZstdDecompressor(dict_data=known, max_window_size=_WINDOW)
        content = reader.decompress(data, max_output_size=limits.MOST_PLAIN, allow_extra_data=False)
    except (zstandard.ZstdError, KeyError, MemoryError) as error:
        raise ValueError("zstd") from error
    if len(content) != facts.content_size:
        raise ValueError("length")
    return content


@lru_cache(maxsize=4)
def _small(context: bytes) -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=19, dict_data=_dictionary(DICTIONARY, context))


@lru_cache(maxsize=4)
def _dictionary(number: int, context: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(resource(DICTIONARIES[number]).read_bytes() + context)

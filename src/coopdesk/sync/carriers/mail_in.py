# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles out of saved mails: a message (.eml) or a mailbox (mbox) with bundles attached.

They are found by how they begin, whatever the mail calls them. Nothing of a mail is shown or kept.
"""

import binascii
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from coopdesk.errors import WorldError
from coopdesk.sync import refusals
from coopdesk.sync.container_reading import File, looks_like_bundle

LARGEST_MAIL = 64 * 1024 * 1024
MOST_BUNDLES = 256
MOST_BYTES = 2 * LARGEST_MAIL
"""So much of one file is held in memory."""
_BEGINS = b"ikNPT1BYDQoA"
"""The magic of a bundle in base64, as mails write attachments."""
_LONGEST_LINE = 64 * 1024
_LOOKED_AT = 4096
_MBOX = b"From "
_MESSAGE = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_LINE = re.compile(rb"[A-Za-z0-9+/=]+\s*")


def looks_like_mail(file: Path) -> bool:
    """Whether a file begins like a message or a mailbox."""
    with file.open("rb") as stream:
        start = stream.read(_LOOKED_AT)
    return start.startswith(_MBOX) or _MESSAGE.match(start) is not None


def bundles_of(file: Path) -> list[File]:
    """The bundle that a file is, or those attached to the mails in it; raises WorldError where it is
    neither."""
    if looks_like_bundle(file):
        return [file]
    found: list[File] = list(bundles_in(file)) if looks_like_mail(file) else []
    if not found:
        raise refusals.not_a_bundle(file.name)
    return found


def bundles_in(file: Path) -> Iterator[BinaryIO]:
    """The bundles attached to the mails in a file, one after the other, each as a stream with the
    file's name; raises WorldError for mails that are too large."""
    found = size = 0
    with file.open("rb") as stream:
        for data in _attached(stream, file.name):
            found += 1
            size += len(data)
            if found > MOST_BUNDLES or size > MOST_BYTES:
                raise _too_large(file.name)
            bundle = _Attached(data)
            bundle.name = file.name
            yield bundle


class _Attached(BytesIO):
    """A bundle out of a mail; its name is that of the mail."""

    name: str


def _attached(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Runs of base64 lines whose content begins like a bundle. Taking the structure of the mail apart
    would only let a hostile one cost more: the magic says where a bundle begins."""
    lines: list[bytes] | None = None
    size = 0
    while line := stream.readline(_LONGEST_LINE):
        if lines is None:
            if line.startswith(_BEGINS):
                lines, size = [line], len(line)
            continue
        if _LINE.fullmatch(line):
            lines.append(line)
            size += len(line)
            if size > LARGEST_MAIL:
                raise _too_large(name)
            continue
        yield _decoded(lines)
        lines = None
    if lines is not None:
        yield _decoded(lines)


def _decoded(lines: list[bytes]) -> bytes:
    """What base64 lines hold, as far as they hold something."""
    raw = b"".join(b"".join(lines).split())
    raw = raw[: len(raw) - len(raw) % 4]
    try:
        return binascii.a2b_base64(raw)
    except binascii.Error:
        return b""


def _too_large(name: str) -> WorldError:
    return WorldError(
        "mail_too_large",
        "The mail is too large: {file}. Save the attached bundles one by one, then open them.",
        file=name,
    )

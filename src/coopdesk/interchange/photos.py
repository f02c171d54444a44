# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos of people on cards: whether one is a picture at all, and one small enough for a telephone."""

import io

LARGEST = 5 * 1024 * 1024
SMALL = 64 * 1024
SIDE = 320
_MOST_POINTS = 50_000_000
_MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}


def media_of(data: bytes) -> str:
    """The media type of a picture, "" for what is none or too large. Only its head is read."""
    from PIL import Image

    if not 0 < len(data) <= LARGEST:
        return ""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_MEDIA)) as picture:
            fits = 0 < picture.width * picture.height <= _MOST_POINTS
            return _MEDIA.get(picture.format or "", "") if fits else ""
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        # SyntaxError: what Pillow raises for a broken PNG.
        return ""


def small(data: bytes) -> tuple[bytes, str]:
    """A picture as it can go on a card, and its media type: as it is where it is small, else made
    so as JPEG; (b"", "") for what is no picture."""
    from PIL import Image

    media = media_of(data)
    if not media or (len(data) <= SMALL and media in ("image/jpeg", "image/png")):
        return (data, media) if media else (b"", "")
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_MEDIA)) as picture:
            picture.draft("RGB", (SIDE * 2, SIDE * 2))
            plain = picture.convert("RGB")
            plain.thumbnail((SIDE, SIDE))
            into = io.BytesIO()
            plain.save(into, "JPEG", quality=80)
            return into.getvalue(), "image/jpeg"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b"", ""

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos and files taken into a note: checked, kept in the desk, and made small for the screen."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.desk import given_files
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.store import files

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000
"""The same limit as that of photos in reports."""
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "MPO")
PICTURE_NAMES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".jfif"))
LARGEST_PHOTO = 64 * 2**20
SMALL = (224, 160)
"""The size of a small picture, in pixels of a fine screen."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file kept in the desk: its scalar, whether it is a photo, and the photo small, as PNG."""

    scalar: str
    is_photo: bool
    small: bytes = b""


def take(desk: Desk, data: bytes, name: str) -> Taken:
    """Keep what was dropped or pasted. Raises WorldError for a picture that is none or is too large."""
    is_photo = Path(name).suffix.lower() in PICTURE_NAMES
    small = checked(data, name) if is_photo else b""
    return Taken(str(files.put(desk.profile, desk.store.keys, data, name).scalar()), is_photo, small)


def take_file(desk: Desk, path: Path) -> Taken:
    """Keep a file that was dropped. Raises WorldError where it cannot be read or is refused."""
    is_photo = path.suffix.lower() in PICTURE_NAMES
    most = LARGEST_PHOTO if is_photo else files.LARGEST
    return take(desk, given_files.read(path, most, path.name), path.name)


def checked(data: bytes, name: str) -> bytes:
    """A photo small, as PNG; raises WorldError for what is no photo, or too large."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Pillow's own limit is a warning; ours below is firm.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise _too_large(name)
                return _small(image)
    except WorldError:
        raise
    except Image.DecompressionBombError:
        raise _too_large(name) from None
    except Exception as error:  # a decoder may raise anything on a damaged file
        raise WorldError(
            "no_photo", "This is not a photo: {name}. Drop it as JPEG or PNG.", name=name
        ) from error


def _too_large(name: str) -> WorldError:
    return WorldError(
        "photo_too_large",
        "The photo is too large: {name}. At most 100 million dots; save it smaller.",
        name=name,
    )


def _small(image: "Image") -> bytes:
    from PIL import Image as Pillow
    from PIL import ImageOps

    from coopdesk.reports.paper.shrinking import shrunk

    upright = shrunk(image, max(SMALL) * 2).convert("RGB")
    made = ImageOps.fit(upright, SMALL, Pillow.Resampling.BILINEAR)
    written = BytesIO()
    made.save(written, "PNG", compress_level=1)
    return written.getvalue()


def small_of(desk: Desk, scalars: tuple[str, ...]) -> dict[str, bytes]:
    """The kept photos small, by their scalars; b"" for one that is not on this computer or damaged."""
    found: dict[str, bytes] = {}
    for scalar in scalars:
        address, _, name = scalar.partition(" ")
        try:
            found[scalar] = checked(desk.attached(address), name)
        except WorldError:
            found[scalar] = b""
    return found

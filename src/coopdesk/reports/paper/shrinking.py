# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Large photos made small without a second picture of their size in memory."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

STRIP = 512
"""Rows of dots that are made small at a time."""


def shrunk(image: "Image", least: int) -> "Image":
    """The picture upright, and smaller by a whole factor as long as its shorter side keeps `least` dots.

    JPEG is decoded small. Other formats are decoded once, then made small strip by strip; raises what
    Pillow raises for a picture that is damaged.
    """
    from PIL import ImageOps

    image.draft("RGB", (least, least))
    factor = min(image.size) // least
    if factor < 2:
        return ImageOps.exif_transpose(image)
    small = _reduced(image, factor)
    small.info["exif"] = image.getexif().tobytes()  # how the camera was held
    return ImageOps.exif_transpose(small)


def _reduced(image: "Image", factor: int) -> "Image":
    from PIL import Image as Pillow

    mode = "RGBA" if image.has_transparency_data else "RGB"
    wide, high = (-(-side // factor) for side in image.size)
    made = Pillow.new(mode, (wide, high))
    lines = max(1, STRIP // factor)
    for top in range(0, high, lines):
        rows = (0, top * factor, image.width, min(image.height, (top + lines) * factor))
        made.paste(image.crop(rows).convert(mode).reduce(factor), (0, top))
    return made

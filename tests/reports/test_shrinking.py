# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Large photos: upright, transparent where they were, and never twice in memory."""

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from coopdesk.reports.paper.shrinking import shrunk

LEFT_HALF_RED = ((250, 0, 0), (0, 0, 250))
ROTATED = 6
"""The camera was held so that the picture is to be turned by a quarter to the right."""
HUGE = """
import struct, zlib
from coopdesk.desk.note_files import checked

wide = high = 9_990
def part(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
packed, row = zlib.compressobj(1), b"\\0" + b"\\x20\\x80\\x40\\xff" * wide
body = b"".join(packed.compress(row) for _ in range(high)) + packed.flush()
head = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
photo = b"\\x89PNG\\r\\n\\x1a\\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")
small = checked(photo, "map.png")
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(len(small) > 0, int(most.split()[1]) // 1024)
"""


def photo(kind: str, *, mode: str = "RGB", exif: int = 1) -> BytesIO:
    """A picture of 1600 by 800 dots whose left half is red and whose right half is blue."""
    made = Image.new("RGB", (1600, 800), LEFT_HALF_RED[0])
    made.paste(LEFT_HALF_RED[1], (800, 0, 1600, 800))
    tags = Image.Exif()
    tags[0x0112] = exif
    written = BytesIO()
    made.convert(mode).save(written, kind, exif=tags)
    return written


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_becomes_small_and_stands_upright(kind: str) -> None:
    with Image.open(photo(kind, exif=ROTATED)) as image:
        small = shrunk(image, 100)
    assert small.height == 2 * small.width
    assert 100 <= small.width < 200
    top, bottom = (small.convert("RGB").getpixel((50, at)) for at in (20, small.height - 20))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0]
    assert bottom[2] > 200 > top[2]


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA"])
def test_every_mode_of_a_photo_is_made_small(mode: str) -> None:
    with Image.open(photo("PNG", mode=mode)) as image:
        small = shrunk(image, 100)
    assert small.size == (200, 100)
    assert small.mode == ("RGBA" if "A" in mode else "RGB")


def test_a_small_photo_stays_as_it_is() -> None:
    with Image.open(photo("PNG")) as image:
        assert shrunk(image, 500).size == (1600, 800)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux tells the most memory of a program so"
)
def test_a_photo_just_below_the_limit_is_in_memory_once() -> None:
    """99.8 million dots of four bytes are 381 MB; two copies besides, as before, were above 1,100 MB."""
    done = subprocess.run([sys.executable, "-c", HUGE], capture_output=True, text=True, check=True)
    made, megabytes = done.stdout.split()
    assert made == "True"
    assert int(megabytes) < 560

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetches the icons of resources/icons from npm and writes them as plain lines and curves.

Needs npm:

    python packaging/fetch_icons.py

An icon is one line: its name, a tab, then M (go to), L (line to) and C (curve to) with their
points on a grid of 24 by 24. Arcs are turned into curves here, so that the window, which
draws them with a pen, reads nothing but numbers.
"""

import math
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
PACKAGE = "@tabler/icons@3.51.0"
NAMES = (
    "adjustments-horizontal alert-triangle archive arrow-back-up arrow-forward-up arrow-right arrows-exchange"
    " book bookmark building building-community building-store calendar-event check chevron-down chevron-left"
    " chevron-right chevron-up circle-check clock coins columns-3 copy device-desktop dots door-exit download"
    " external-link eye eye-off file-text file-type-pdf filter flag folder gavel heart-handshake history home"
    " hourglass id info-circle key language layout-kanban link list-check lock lock-open mail mail-opened"
    " map-pin message-off moon notes package paperclip pencil phone photo pin plus printer report road-sign"
    " route school search send settings shield-check sort-ascending"
    " sort-descending sun table target-arrow trash"
    " upload usb user user-check user-plus users-group world x"
).split()
TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d*\.\d+|\d+\.?)(?:[eE][-+]?\d+)?)")
FLAGS = re.compile(r"\s*,?\s*([01])\s*,?\s*([01])")
WANTED = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

Point = tuple[float, float]


def main() -> None:
    """Fetch the package, write all icons and the licence, and say how many."""
    ICONS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        package = fetched(Path(folder))
        lines = [f"{name}\t{drawn(package / 'icons' / 'outline' / f'{name}.svg')}" for name in NAMES]
        shutil.copy(package / "LICENSE", ICONS / "LICENSE-Tabler.txt")
    (ICONS / "outline.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{len(lines)} icons")


def fetched(folder: Path) -> Path:
    """The unpacked package."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is missing")
    pack = [npm, "pack", PACKAGE, "--silent", "--pack-destination", str(folder)]
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def drawn(file: Path) -> str:
    """The strokes of an icon as M, L and C."""
    paths: list[str] = re.findall(r'<path d="([^"]+)"', file.read_text(encoding="utf-8"))
    return " ".join(step for path in paths for step in Pen().follow(path))


class Pen:
    """Follows the path of an SVG and says each step in absolute lines and curves."""

    def __init__(self) -> None:
        self.at: Point = (0.0, 0.0)
        self.began: Point = (0.0, 0.0)
        self.control: Point | None = None

    def follow(self, path: str) -> Iterator[str]:
        """The steps of a whole path."""
        for letter, numbers in commands(path):
            yield from self.step(letter, numbers)

    def step(self, letter: str, numbers: list[float]) -> Iterator[str]:
        """One command with its numbers."""
        name = letter.upper()
        x0, y0 = self.at if letter.islower() else (0.0, 0.0)
        points = [(x0 + numbers[i], y0 + numbers[i + 1]) for i in range(0, len(numbers) - 1, 2)]
        before, self.control = self.control, None
        if name == "M":
            self.began = points[0]
            yield self.moved("M", points[0])
        elif name == "L":
            yield self.moved("L", points[0])
        elif name == "H":
            yield self.moved("L", (x0 + numbers[0], self.at[1]))
        elif name == "V":
            yield self.moved("L", (self.at[0], y0 + numbers[0]))
        elif name == "Z":
            yield self.moved("L", self.began)
        elif name in "CS":
            first = points[0] if name == "C" else mirrored(before, self.at)
            yield self.curved(first, points[-2], points[-1])
        elif name in "QT":
            middle = points[0] if name == "Q" else mirrored(before, self.at)
            yield self.curved(between(self.at, middle), between(points[-1], middle), points[-1])
            self.control = middle
        else:
            end = (x0 + numbers[5], y0 + numbers[6])
            for curve in arc(self.at, numbers, end):
                yield self.curved(*curve)
            self.control = None

    def moved(self, letter: str, to: Point) -> str:
        """Go or draw a line to a point."""
        self.at = to
        return said(letter, to)

    def curved(self, first: Point, second: Point, to: Point) -> str:
        """Draw a curve to a point."""
        self.at, self.control = to, second
        return said("C", first, second, to)


def commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of a path one by one, repetitions spelt out: after M come L."""
    place, letter = 0, ""
    while found := TOKEN.search(path, place):
        if found[1]:
            letter, place = found[1], found.end()
            if WANTED[letter.upper()] == 0:
                yield letter, []
            continue
        numbers: list[float] = []
        while len(numbers) < WANTED[letter.upper()]:
            flags = FLAGS.match(path, place) if letter in "Aa" and len(numbers) == 3 else None
            if flags:  # may be written without a space: a1 1 0 01.5 2
                numbers += [float(flags[1]), float(flags[2])]
                place = flags.end()
                continue
            number = TOKEN.search(path, place)
            if number is None or not number[2]:
                raise ValueError(path)
            numbers.append(float(number[2]))
            place = number.end()
        yield letter, numbers
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def mirrored(control: Point | None, at: Point) -> Point:
    """The control point that goes on smoothly."""
    return (2 * at[0] - control[0], 2 * at[1] - control[1]) if control else at


def between(end: Point, middle: Point) -> Point:
    """The control point of a cubic curve that draws a quadratic one."""
    return (end[0] + 2 / 3 * (middle[0] - end[0]), end[1] + 2 / 3 * (middle[1] - end[1]))


def arc(start: Point, numbers: list[float], end: Point) -> list[tuple[Point, Point, Point]]:
    """An elliptical arc as curves (SVG 1.1, appendix F.6.5), at most a quarter turn each."""
    rx, ry, turn, large, sweep = abs(numbers[0]), abs(numbers[1]), math.radians(numbers[2]), *numbers[3:5]
    if start == end:
        return []
    if not rx or not ry:
        return [(start, end, end)]
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = max(0.0, (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2) / ((rx * y) ** 2 + (ry * x) ** 2)
    factor = math.sqrt(rest) * (-1 if large == sweep else 1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    begin = math.atan2((y - cy) / ry, (x - cx) / rx)
    angle = (math.atan2((-y - cy) / ry, (-x - cx) / rx) - begin) % math.tau
    angle = angle if sweep else angle - math.tau
    middle = (cos * cx - sin * cy + (start[0] + end[0]) / 2, sin * cx + cos * cy + (start[1] + end[1]) / 2)
    parts = max(1, math.ceil(abs(angle) / (math.pi / 2) - 1e-9))
    step = angle / parts
    reach = 4 / 3 * math.tan(step / 4)

    def point(t: float, along: float) -> Point:
        px = rx * (math.cos(t) - along * math.sin(t))
        py = ry * (math.sin(t) + along * math.cos(t))
        return (cos * px - sin * py + middle[0], sin * px + cos * py + middle[1])

    angles = [begin + step * part for part in range(parts + 1)]
    return [(point(one, reach), point(two, -reach), point(two, 0.0)) for one, two in pairwise(angles)]


def said(letter: str, *points: Point) -> str:
    """A step as it is written: rounded to a hundredth of the grid."""
    numbers = (f"{round(number, 2):g}" for point in points for number in point)
    return " ".join([letter, *numbers])


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sticks and other drives that can be taken away, and the bundles that lie on them."""

import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.sync.carriers.reaching import Sign, nothing
from coopdesk.sync.container_reading import looks_like_bundle
from coopdesk.sync.container_writing import SUFFIX
from coopdesk.sync.placing import UNFINISHED

MOST_FILES = 2000
"""So many files of a folder are looked at; a stick may hold somebody's whole collection of pictures."""
_WINDOWS_REMOVABLE = 2
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive that can be taken away: how its owner calls it, where it is, the free bytes on it."""

    name: str
    folder: Path
    free: int


def drives() -> list[Drive]:
    """The removable drives that are ready now, by name; empty where the system does not tell."""
    if sys.platform == "win32":
        return sorted(_windows_drives(), key=lambda drive: drive.name)
    return linux_drives(Path("/proc/mounts"), Path("/sys"))


def linux_drives(mounts: Path, system: Path) -> list[Drive]:
    """The same from a list of mounts and the kernel's tree of devices."""
    found = []
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            device, folder, *_ = (_unescaped(word) for word in line.split(" "))
            if device.startswith("/dev/") and _can_be_taken_away(Path(device).name, system):
                found += _drive(Path(folder))
    return sorted(found, key=lambda drive: drive.name)


def _can_be_taken_away(device: str, system: Path) -> bool:
    """Whether a block device is removable itself, is a part of one that is, or hangs on USB."""
    place = system / "class" / "block" / device
    if not place.exists():
        return False
    real = place.resolve()
    if any(name.startswith("usb") for name in real.parts):
        return True
    flags = (real / "removable", real.parent / "removable")
    return any(flag.is_file() and flag.read_text().strip() == "1" for flag in flags)


def _unescaped(word: str) -> str:
    """A path as the list of mounts writes it: blanks stand as \\040."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), word)


def _drive(folder: Path) -> list[Drive]:
    with suppress(OSError):
        return [Drive(folder.name or str(folder), folder, shutil.disk_usage(folder).free)]
    return []


def _windows_drives() -> list[Drive]:
    found: list[Drive] = []
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        present = kernel.GetLogicalDrives()
        for place in range(26):
            root = f"{chr(ord('A') + place)}:\\"
            if present >> place & 1 and kernel.GetDriveTypeW(root) == _WINDOWS_REMOVABLE:
                found += _drive(Path(root))
    return found


def bundles_in(folder: Path, sign: Sign = nothing) -> list[Path]:
    """The bundles in a folder, those whose name says so first; links are not followed."""
    found: list[Path] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for _, entry in zip(range(MOST_FILES), entries, strict=False):
            sign()
            if not entry.is_file(follow_symlinks=False) or entry.name.endswith(UNFINISHED):
                continue
            with suppress(WorldError):
                if looks_like_bundle(Path(entry.path)):
                    found.append(Path(entry.path))
    return sorted(found, key=lambda file: (file.suffix.lower() != SUFFIX, file.name))

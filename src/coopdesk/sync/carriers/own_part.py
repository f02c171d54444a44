# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The own part of a shared folder: laying bundles there, and taking away those that nobody needs.

What lies there is always either a whole bundle or nothing; what is taken away is asked of the folder
each time, not remembered: so it does not matter where a power cut comes, or that a program which
copies the folder around brings a file back.
"""

import errno
import os
import time
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.sync import container_reading, placing, refusals
from coopdesk.sync.carriers.reaching import Sign, nothing
from coopdesk.sync.carriers.shared_folder import AT_ONCE, TOP, present, signing
from coopdesk.sync.container_writing import Written, forget_cached
from coopdesk.sync.placing import UNFINISHED

DAY = 86_400
"""Seconds after which nobody copies at a file any more."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A bundle, or a part of one, that this computer left: its file, the hash of its head, the sending
    it belongs to; `complete`: 1 where it holds everything, 2 where any later member can open it too;
    `for_all`: it is for the whole office; `is_done`: whoever it is for has all that is in it; `taken_up`:
    it was found there, and not written by the desk as it is now."""

    file: str
    mark: bytes
    sending: str
    complete: int
    for_all: bool
    is_done: bool
    taken_up: bool = False


@dataclass(frozen=True, slots=True)
class Swept:
    """The names of the files that went, and those of our bundles that stay."""

    gone: tuple[str, ...]
    left: tuple[Ours, ...]


def own_folder(shared: Path, space: bytes, device: bytes) -> Path:
    """The folder of this device, made where it is missing. Raises WorldError where there is no shared
    folder, or it cannot be written."""
    folder = place(present(shared), space, device)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusals.not_written(str(shared), reason_of(error)) from error
    return folder


def lay(
    shared: Path, space: bytes, device: bytes, parts: Sequence[Written], sign: Sign = nothing
) -> tuple[Path, ...]:
    """Copy a bundle that was written elsewhere into the folder of this device; its files there, read back
    before they get their names. Raises WorldError."""
    own = own_folder(shared, space, device)
    names = [own / part.file.name for part in parts]
    try:
        with placing.passing(names) as passing:
            for part, new in zip(parts, passing, strict=True):
                _copy(part, new, sign)
            placing.put_in_place(passing, names, sign)
    except OSError as error:
        raise refusals.not_written(names[0].name, reason_of(error)) from error
    return tuple(names)


def superfluous(lying: Sequence[Ours]) -> list[Ours]:
    """Those of our bundles, given the oldest first, that can go. The last one for the whole office stays,
    for what no receipt tells of: who belongs to the office, and our own receipt. The last complete one,
    and the last that any later member can open, stay for who has nothing yet. What was taken up is none
    of these, and goes once one for the whole office lies there that was written since."""
    written = [one for one in lying if not one.taken_up]
    last_for_all = [at for at, one in enumerate(lying) if one.for_all and not one.taken_up][-1:]
    kept = {lying[at].sending for at in last_for_all}
    for least in (1, 2):
        kept |= {one.sending for one in [one for one in written if one.complete >= least][-1:]}
    followed = lying[: last_for_all[0]] if last_for_all else []
    return [
        one
        for one in lying
        if one.is_done and one.sending not in kept and (not one.taken_up or one in followed)
    ]


def clear(
    shared: Path, space: bytes, devices: Sequence[bytes], ours: Sequence[Ours], sign: Sign = nothing
) -> Swept:
    """Take away those of our bundles that nobody needs any more, given all of them the oldest first;
    `devices` are this one, and what it was before it was restored. What cannot be taken away now is left
    for the next time. Raises WorldError where there is no shared folder."""
    folders = [place(present(shared), space, device) for device in devices]
    files = {one.mark: file for one in ours for file in _where(one, folders, sign)}
    lying = [one for one in ours if one.mark in files]
    gone: list[Ours] = []
    for one in superfluous(lying):
        sign()
        with suppress(OSError):
            files[one.mark].unlink()
            gone.append(one)
    for folder in folders:
        _sweep(folder, {one.file for one in ours})
    return Swept(tuple(one.file for one in gone), tuple(one for one in lying if one not in gone))


def _where(one: Ours, folders: Sequence[Path], sign: Sign) -> list[Path]:
    """The file that is this bundle, none where it does not lie there any more."""
    return [folder / one.file for folder in folders if _is_there(folder / one.file, one.mark, sign)][:1]


def _sweep(own: Path, files: Set[str]) -> None:
    """Take away what a power cut left of files of ours that were being copied."""
    with suppress(OSError):
        for half in own.glob(f"*{UNFINISHED}"):
            # Its name is that of the bundle, the number of a process, and the ending.
            is_ours = half.name.removesuffix(UNFINISHED).rpartition(".")[0] in files
            if is_ours and time.time() - half.stat().st_mtime > DAY:
                half.unlink()


def _is_there(file: Path, mark: bytes, sign: Sign) -> bool:
    """Whether this file is the bundle that we left, and not another that has its name."""
    sign()
    try:
        return file.is_file() and not file.is_symlink() and container_reading.mark_of(file) == mark
    except (OSError, WorldError):
        return False


def _copy(part: Written, new: Path, sign: Sign) -> None:
    with part.file.open("rb") as source, new.open("wb") as target:
        while piece := source.read(AT_ONCE):
            sign()
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
        forget_cached(target.fileno())
    sign()
    try:
        with signing(new, sign) as stream:
            found = container_reading.inspect(stream)
    except WorldError as error:
        raise OSError(errno.EIO, "read back otherwise") from error
    if found.damage or found.mark != part.mark:
        raise OSError(errno.EIO, "read back otherwise")


def place(shared: Path, space: bytes, device: bytes) -> Path:
    """The folder of a device, whether it is there or not: its name tells nobody whose it is, and the device
    finds it again."""
    name = blake2b(space + device, digest_size=8, person=b"coopdesk-folder").hexdigest()
    return shared / TOP / name

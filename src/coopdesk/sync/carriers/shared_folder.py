# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that several machines see (a network drive, or one that some program copies around).

Each device writes only into a folder of its own, and never changes a file once it is there: so there
is nothing to lock, and nobody can overwrite what another wrote. Programs that copy folders around
leave half files, and second copies under other names: a bundle is known by the id in its header, and
one that is not whole is left until it is.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.sync import layout, refusals
from coopdesk.sync.carriers.removable import MOST_FILES, bundles_in
from coopdesk.sync.container_reading import Inspected, inspect
from coopdesk.sync.container_writing import SUFFIX

TOP = "coopdesk"
MOST_DEVICES = 1024
TOO_NEW = "bundle_too_new"
"""Opening it says why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in a shared folder and is new: bundles of other devices, those on the way by name."""

    new: tuple[Path, ...]
    unfinished: tuple[str, ...]


def own_folder(shared: Path, space: bytes, device: bytes) -> Path:
    """The folder of this device, made where it is missing: `write_bundle` into it. Raises WorldError
    where there is no shared folder, or it cannot be written."""
    folder = present(shared) / TOP / _name(space, device)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusals.not_written(str(shared), reason_of(error)) from error
    return folder


def lying(shared: Path, space: bytes, device: bytes, read: Collection[bytes]) -> Lying:
    """The bundles of other devices of this space whose ids are not among those read. Raises WorldError
    where there is no shared folder."""
    return new_among(_files(present(shared), _name(space, device)), space, device, read)


def new_among(files: Iterable[Path], space: bytes, device: bytes, read: Collection[bytes]) -> Lying:
    """Those of these files that are bundles of other devices of this space, and not among those read."""
    new: dict[bytes, Path] = {}
    unfinished: dict[bytes, str] = {}
    unknown: list[str] = []
    for file in files:
        told = _told(file)
        if isinstance(told, WorldError):
            if told.code == TOO_NEW:
                new[str(file).encode()] = file
            elif file.suffix.lower() == SUFFIX:
                unknown.append(file.name)
            continue
        key = told.header.id
        ours = told.header.sender_hint == layout.hint(key, device)
        if ours or key in read or not told.belongs_to(space):
            continue
        if told.damage:
            unfinished.setdefault(key, file.name)
        else:
            new.setdefault(key, file)
    halves = [name for key, name in unfinished.items() if key not in new]
    return Lying(tuple(new.values()), (*halves, *unknown))


def present(shared: Path) -> Path:
    """A shared folder that is there; raises WorldError where it is not."""
    if not shared.is_dir():
        raise WorldError(
            "shared_folder_missing",
            "The shared folder is not there: {folder}. Connect it, or choose another one.",
            folder=str(shared),
        )
    return shared


def named_bundles(folder: Path) -> list[Path]:
    """The files in a folder that are called bundles, whatever they are; links are not followed. No file is
    opened: a folder may hold somebody's whole collection of pictures."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if entry.suffix.lower() == SUFFIX)
        return [entry for entry in entries if entry.is_file() and not entry.is_symlink()][:MOST_FILES]
    except OSError:
        return []


def _files(shared: Path, own: str) -> Iterator[Path]:
    """What is a bundle, or is called one, in the folders of the others and beside them."""
    yield from named_bundles(shared)
    try:
        folders = sorted(entry for entry in (shared / TOP).iterdir() if entry.is_dir())
    except OSError:
        return
    for folder in folders[:MOST_DEVICES]:
        if folder.name != own and not folder.is_symlink():
            yield from dict.fromkeys((*bundles_in(folder), *named_bundles(folder)))


def _told(file: Path) -> Inspected | WorldError:
    """What a file tells of itself, or why nothing can be told of it."""
    try:
        return inspect(file)
    except WorldError as error:
        return error


def _name(space: bytes, device: bytes) -> str:
    """A name that tells nobody whose folder it is, and that a device finds again."""
    return blake2b(space + device, digest_size=8, person=b"coopdesk-folder").hexdigest()

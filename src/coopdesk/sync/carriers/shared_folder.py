# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that several machines see (a network drive, or one that some program copies around).

Each device writes only into a folder of its own, and never changes a file once it is there: so there
is nothing to lock, and nobody can overwrite what another wrote.
"""

from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.sync import refusals
from coopdesk.sync.carriers.removable import bundles_in
from coopdesk.sync.container_reading import inspect

TOP = "coopdesk"
MOST_DEVICES = 1024


def own_folder(shared: Path, space: bytes, device: bytes) -> Path:
    """The folder of this device, made where it is missing: `write_bundle` into it. Raises WorldError
    where the shared folder cannot be written."""
    folder = shared / TOP / _name(space, device)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusals.not_written(str(shared), reason_of(error)) from error
    return folder


def new_bundles(shared: Path, space: bytes, device: bytes, seen: Collection[bytes]) -> list[Path]:
    """The bundles of other devices whose ids are not among those seen, and that have arrived whole."""
    own = _name(space, device)
    try:
        folders = sorted(entry for entry in (shared / TOP).iterdir() if entry.is_dir())[:MOST_DEVICES]
    except OSError:
        return []
    found = [file for folder in folders if folder.name != own for file in bundles_in(folder)]
    return [file for file in found if _is_new(file, seen)]


def _is_new(file: Path, seen: Collection[bytes]) -> bool:
    try:
        told = inspect(file)
    except WorldError:
        return False
    return told.header.id not in seen and not told.damage.short


def _name(space: bytes, device: bytes) -> str:
    """A name that tells nobody whose folder it is, and that a device finds again."""
    return blake2b(space + device, digest_size=8, person=b"coopdesk-folder").hexdigest()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that several machines see (a network drive, or one that some program copies around): what
lies there and is new.

Each device writes only into a folder of its own, and never changes a file once it is there: so there
is nothing to lock, and nobody can overwrite what another wrote. Programs that copy folders around
leave half files, and second copies under other names; and whoever can write there can call a file as
he likes, and give it any id: so a bundle is known by the hash of its whole head, and one that is not
whole is left until it is. The own folder is looked at like any other: a double of this computer, or
this one before it was put back to an earlier day, may have left something there.
"""

import io
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.sync import refusals
from coopdesk.sync.carriers.reaching import Sign, nothing
from coopdesk.sync.carriers.removable import MOST_FILES, bundles_in
from coopdesk.sync.container_reading import Inspected, inspect, inspect_wanted
from coopdesk.sync.container_writing import SUFFIX
from coopdesk.sync.layout import Head, Header

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TOP = "coopdesk"
MOST_DEVICES = 1024
LARGEST = 2**32
"""Bytes of a file; coopdesk makes parts of two gigabytes at most."""
TOO_NEW = "bundle_too_new"
AT_ONCE = 64 * 1024
"""Bytes between two signs of life: a slow line is no silent one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A whole bundle that is new: where it lies, the file to read it from (a copy, once it was fetched),
    and what anybody can see of it."""

    lies: Path
    file: Path
    header: Header
    mark: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Lying:
    """What is new in a folder: whole bundles, those on the way by name, and what coopdesk cannot read with
    the reason."""

    new: tuple[Found, ...]
    unfinished: tuple[str, ...]
    refused: tuple[tuple[Path, WorldError], ...] = ()


def lying(shared: Path, space: bytes, known: Collection[bytes], sign: Sign = nothing) -> Lying:
    """The bundles of this space in a shared folder that are not among those known by their marks. Raises
    WorldError where there is no shared folder."""
    return new_among(_files(present(shared), sign), space, known, sign)


def new_among(files: Iterable[Path], space: bytes, known: Collection[bytes], sign: Sign = nothing) -> Lying:
    """Those of these files that are bundles of this space, and not among those known by their marks."""
    new: dict[bytes, Found] = {}
    halves: dict[bytes, str] = {}
    unknown: list[str] = []
    refused: list[tuple[Path, WorldError]] = []

    def is_wanted(head: Head) -> bool:
        return head.mark not in known and head.mark not in new and head.header.belongs_to(space)

    for file in files:
        sign()
        try:
            told = _looked_at(file, sign, is_wanted)
        except WorldError as error:
            if error.code == TOO_NEW:
                refused.append((file, error))
            elif file.suffix.lower() == SUFFIX and file.exists():
                unknown.append(file.name)
            continue
        if told and told.damage:
            halves.setdefault(told.mark, file.name)
        elif told and told.size > LARGEST:
            refused.append((file, refusals.excessive(file.name)))
        elif told:
            new[told.mark] = Found(file, file, told.header, told.mark, told.size)
    unfinished = [name for mark, name in halves.items() if mark not in new]
    return Lying(tuple(new.values()), (*unfinished, *unknown), tuple(refused))


def fetched(found: Lying, place: Path, sign: Sign = nothing) -> Lying:
    """The same, each bundle copied into a folder of this computer: what is read from now on can neither
    change nor stay away."""
    new: list[Found] = []
    unfinished, refused = list(found.unfinished), list(found.refused)
    for number, one in enumerate(found.new):
        try:
            copy = _copied(one.file, place / str(number), sign)
            told = inspect(copy)
        except FileNotFoundError:
            continue  # whoever left it there took it away meanwhile
        except OSError as error:
            refused.append((one.file, _not_fetched(one.file, error)))
            continue
        except WorldError:
            unfinished.append(one.file.name)
            continue
        if told.damage or told.mark != one.mark:
            unfinished.append(one.file.name)
        else:
            new.append(replace(one, file=copy))
    return Lying(tuple(new), tuple(unfinished), tuple(refused))


def present(shared: Path) -> Path:
    """A shared folder that is there; raises WorldError where it is not."""
    if not shared.is_dir():
        raise WorldError(
            "shared_folder_missing",
            "The shared folder is not there: {folder}. Connect it, or choose another one.",
            folder=str(shared),
        )
    return shared


def named_bundles(folder: Path, sign: Sign = nothing) -> list[Path]:
    """The files in a folder that are called bundles, whatever they are; links, pipes and devices are left
    out. No file is opened: a folder may hold somebody's whole collection of pictures. Names begin with a
    day: of very many the latest are looked at."""
    found: list[Path] = []
    with suppress(OSError):
        for entry in sorted(entry for entry in folder.iterdir() if entry.suffix.lower() == SUFFIX):
            sign()
            if entry.is_file() and not entry.is_symlink():
                found.append(entry)
    return found[-MOST_FILES:]


def _files(shared: Path, sign: Sign) -> Iterator[Path]:
    """What is a bundle, or is called one, in the folders of the computers and beside them."""
    yield from named_bundles(shared, sign)
    try:
        folders = sorted(entry for entry in (shared / TOP).iterdir() if entry.is_dir())
    except OSError:
        return
    for folder in folders[:MOST_DEVICES]:
        sign()
        if not folder.is_symlink():
            yield from dict.fromkeys((*bundles_in(folder, sign), *named_bundles(folder, sign)))


def _looked_at(file: Path, sign: Sign, is_wanted: Callable[[Head], bool]) -> Inspected | None:
    """What a bundle that is wanted tells of itself; raises WorldError for what is none."""
    try:
        with signing(file, sign) as stream:
            return inspect_wanted(stream, is_wanted)
    except OSError as error:
        raise _not_fetched(file, error) from error


def _copied(file: Path, folder: Path, sign: Sign) -> Path:
    folder.mkdir()
    copy = folder / file.name
    with signing(file, sign) as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target, AT_ONCE)
    return copy


def signing(file: Path, sign: Sign) -> io.BufferedReader:
    """A file that is read a little at a time, with a sign of life each time."""
    return io.BufferedReader(_Signing(file, sign))


class _Signing(io.FileIO):
    def __init__(self, file: Path, sign: Sign) -> None:
        super().__init__(file)
        self._sign = sign

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill a part of the buffer."""
        self._sign()
        return super().readinto(memoryview(buffer)[:AT_ONCE])


def _not_fetched(file: Path, error: OSError) -> WorldError:
    return WorldError(
        "cannot_read",
        "The file cannot be read: {file} ({reason}). Check the name and the stick.",
        file=file.name,
        reason=reason_of(error),
    )

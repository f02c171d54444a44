# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving files that belong together their names: all of them or none, and then what lay there before.

Each file is written and synced under a passing name first. One file takes its name in one step. Of several
the earlier ones step aside and go only once all stand: so a power cut between two steps leaves under each
name a whole file, or none and the earlier one beside it.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from coopdesk.language.reasons import reason_of
from coopdesk.sync import refusals
from coopdesk.sync.carriers.reaching import Sign, nothing

UNFINISHED = ".new"
"""How the name of a file ends while it is being written."""
ASIDE = ".old"
"""How the name of an earlier file ends while others take the names."""


@contextmanager
def passing(names: Sequence[Path]) -> Iterator[list[Path]]:
    """Names beside these, to write under; what lies there still at the end goes."""
    beside = [name.with_name(f"{name.name}.{os.getpid()}{UNFINISHED}") for name in names]
    try:
        yield beside
    finally:
        for left in beside:
            with suppress(OSError):
                left.unlink(missing_ok=True)


def put_in_place(written: Sequence[Path], names: Sequence[Path], sign: Sign = nothing) -> None:
    """Give files their names, in one folder, in place of what lay there. Raises OSError where one is refused,
    and then what lay there before lies there again; WorldError where the disk refuses even that."""
    aside: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for new, name in zip(written, names, strict=True):
            sign()
            if len(names) > 1:
                _step_aside(name, aside)
            os.replace(new, name)
            placed.append(name)
    except BaseException as error:
        if stuck := _taken_back(placed, aside):
            kept = [aside[name].name for name in stuck]
            raise refusals.earlier_aside(kept, reason_of(next(iter(stuck.values())))) from error
        raise
    # Only what outlasts a power cut makes the earlier ones superfluous.
    _sync_folder(names[0].parent)
    for earlier in aside.values():
        with suppress(OSError):
            earlier.unlink()


def _step_aside(name: Path, aside: dict[Path, Path]) -> None:
    if name.is_dir() and not name.is_symlink():
        return  # nothing takes the name of a folder
    earlier = _free_beside(name)
    with suppress(FileNotFoundError):
        os.replace(name, earlier)
        aside[name] = earlier


def _taken_back(placed: Sequence[Path], aside: dict[Path, Path]) -> dict[Path, OSError]:
    """Have everything as it was before; the names whose earlier files stay aside, and why."""
    for name in placed:
        # Some parts of a sending would look like all of it.
        with suppress(OSError):
            name.unlink()
    stuck: dict[Path, OSError] = {}
    for name, earlier in aside.items():
        try:
            os.replace(earlier, name)
        except OSError as error:
            stuck[name] = error
    return stuck


def _free_beside(name: Path) -> Path:
    """A name where nothing lies: what a power cut left aside stays too."""
    numbered = (name.with_name(f"{name.name}.{number}{ASIDE}") for number in count(1))
    return next(one for one in numbered if not os.path.lexists(one))


def _sync_folder(folder: Path) -> None:
    """Make the names outlast a power cut; some file systems of sticks cannot, and need not."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

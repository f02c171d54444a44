# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk of Lomé, made once and copied for each test, and short words for an officer's acts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.language import set_current
from tests.desk.city_hall import Computer
from tests.desk.officer import Officer


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed desk, just made: not to be changed."""
    folder = tmp_path_factory.mktemp("founded") / "desk"
    found_desk(folder, city="Lomé", country="Togo", officer="Awa Exemple", language="fr").close()
    return folder


@pytest.fixture
def desk(founded: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own for one test, with the city of Lomé and its city hall."""
    shutil.copytree(founded, tmp_path / "desk")
    set_current("en")
    with Desk.open(tmp_path / "desk") as opened:
        yield opened
    set_current("en")


@pytest.fixture
def awa(desk: Desk) -> Officer:
    """The officer at that desk."""
    return Officer(desk)


@pytest.fixture
def office(desk: Desk, tmp_path: Path) -> Iterator[list[Computer]]:
    """Three computers of the office, each with everything."""
    hall = Computer(desk, tmp_path)
    others = [hall.admits("laptop"), hall.admits("district")]
    yield [hall, *others]
    for one in others:
        one.desk.close()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that computers share."""
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    return folder

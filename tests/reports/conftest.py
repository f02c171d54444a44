# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A filled desk that several tests read, and one that a test may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk.desk import Desk
from coopdesk.desk.report_reading import DeskReader
from tests.desk.officer import Officer
from tests.reports.town import Town, filled


@pytest.fixture(scope="session")
def kept_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The desk of Lomé with its partners: to be read only."""
    town = filled(tmp_path_factory.mktemp("town") / "desk")
    yield town
    town.desk.close()


@pytest.fixture
def reader(kept_town: Town) -> DeskReader:
    """That desk as reports read it."""
    return DeskReader(kept_town.desk)


@pytest.fixture
def town(kept_town: Town, tmp_path: Path) -> Iterator[Town]:
    """A copy of that desk for one test."""
    kept_town.desk.store.seal()
    shutil.copytree(kept_town.desk.profile, tmp_path / "desk")
    with Desk.open(tmp_path / "desk") as desk:
        yield Town(desk, Officer(desk), dict(kept_town.ids))

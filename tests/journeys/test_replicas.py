# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Up to six machines, whatever happens to them and between them: in the end all agree, and nothing
that anybody saved is silently gone."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from coopdesk.records.kinds import KINDS
from tests.journeys.replica_ends import agree
from tests.journeys.replica_values import kinds_typed
from tests.journeys.replicas import HISTORIES, Act, offices, templates

COUNT = int(os.environ.get("COOPDESK_HISTORIES", "300"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return templates(tmp_path_factory.mktemp("machines"))


@settings(
    max_examples=COUNT,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(HISTORIES)
def test_whatever_happens_all_machines_agree(
    made: Path, monkeypatch: pytest.MonkeyPatch, history: list[Act]
) -> None:
    with tempfile.TemporaryDirectory() as folder, offices(Path(folder), made, monkeypatch) as office:
        for act in history:
            office.do(act)
        agree(office)


def test_the_histories_type_a_value_of_every_kind() -> None:
    assert kinds_typed() == {kind.name for kind in KINDS} - {"attachment"}, "files have acts of their own"

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that does not answer keeps nobody waiting for long."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from coopdesk.errors import WorldError
from coopdesk.sync.carriers import reaching
from coopdesk.sync.carriers.reaching import MOST_LEFT_BEHIND, Sign, reached

SHORT = 0.2


def test_what_comes_back_is_given_and_what_goes_wrong_is_raised(tmp_path: Path) -> None:
    assert reached(tmp_path, lambda sign: 7) == 7
    assert reached(tmp_path, lambda sign: None) is None

    def fails(sign: Sign) -> None:
        raise WorldError("full", "Full.")

    with pytest.raises(WorldError, match="Full"):
        reached(tmp_path, fails)


def test_a_folder_that_hangs_is_said_and_soon_nobody_else_goes_there(tmp_path: Path) -> None:
    answer = Event()

    def hangs(sign: Sign) -> bool:
        return answer.wait()

    def told(action: Callable[[Sign], bool]) -> str:
        with pytest.raises(WorldError) as refused:
            reached(tmp_path, action, SHORT)
        assert refused.value.code == "folder_silent"
        return str(refused.value)

    try:
        begun = monotonic()
        assert told(hangs).startswith(f"The folder does not answer: {tmp_path}.")
        assert SHORT <= monotonic() - begun < 10 * SHORT
        for _ in range(MOST_LEFT_BEHIND - 1):
            told(hangs)
        told(lambda sign: True)
        assert reached(tmp_path / "another", lambda sign: True, SHORT)
    finally:
        answer.set()
    until = monotonic() + 5
    while any(thread.is_alive() for thread in reaching._left_behind[tmp_path]) and monotonic() < until:
        sleep(0.01)
    assert reached(tmp_path, lambda sign: True, SHORT), "it answers again"


def test_a_slow_folder_that_shows_signs_of_life_is_waited_for(tmp_path: Path) -> None:
    def slow(sign: Sign) -> str:
        for _ in range(6):
            sleep(SHORT / 2)
            sign()
        return "all of it"

    assert reached(tmp_path, slow, SHORT) == "all of it"


def test_an_errand_that_comes_back_too_late_does_no_more(tmp_path: Path) -> None:
    answer, went = Event(), []

    def late(sign: Sign) -> None:
        answer.wait()
        sign()
        went.append("on")

    with pytest.raises(WorldError):
        reached(tmp_path, late, SHORT)
    [thread] = reaching._left_behind[tmp_path]
    answer.set()
    thread.join(5)
    assert not thread.is_alive()
    assert went == []

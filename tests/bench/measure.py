# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measuring in pairs: the thing and its floor in turn, so that a drifting machine cancels out."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the result: what was measured in `unit`, its floor, their ratio and the goal."""

    what: str
    measured: float
    unit: str
    floor: float | None = None
    floor_name: str = ""
    goal: float | None = None
    goal_is_ratio: bool = True

    @property
    def ratio(self) -> float | None:
        """Measured by floor, None without a floor."""
        return self.measured / self.floor if self.floor else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached, None where there is none."""
        if self.goal is None:
            return None
        value = self.ratio if self.goal_is_ratio else self.measured
        return value is not None and value <= self.goal


def seconds(work: Work) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(work: Work, floor: Work, times: int, warm: int = 1) -> tuple[float, float]:
    """Median seconds of both, run one after the other `times` times."""
    for _ in range(warm):
        work()
        floor()
    pairs = [(seconds(work), seconds(floor)) for _ in range(times)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def p95(durations: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(durations, n=20)[-1]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cities found while typing, for the first start."""

from functools import cache

from coopdesk.store.gazetteer import City, Gazetteer


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


def find_cities(text: str, limit: int = 6) -> list[City]:
    """The cities whose name begins so in any language or script, the likeliest first. For one thread."""
    return _gazetteer().find(text, limit)


@cache
def largest_cities() -> tuple[City, ...]:
    """The largest city of each country. For one thread."""
    return _gazetteer().largest()


__all__ = ["City", "find_cities", "largest_cities"]

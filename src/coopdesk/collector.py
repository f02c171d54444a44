# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Python's search for unreachable cycles, set aside while much is made at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Nothing that a document or a bundle is made of becomes unreachable before it is done, yet the
    collector walks through all of it again and again: a third of the time of a long document, a
    seventh of that of a large bundle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

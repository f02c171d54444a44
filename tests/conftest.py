# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: they need no display, and no connection to anywhere."""

import os
import sys
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ASKS = ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")
ATTEMPTS: list[str] = []
"""Connections to other computers that were tried, though refused."""


def _refuse_connections(event: str, facts: tuple[object, ...]) -> None:
    if event in ASKS and not _stays_here(event, facts):
        ATTEMPTS.append(f"{event} {facts[-1] if event == 'socket.connect' else facts[:2]}")
        raise ConnectionRefusedError(f"no test connects to another computer: {ATTEMPTS[-1]}")


def _stays_here(event: str, facts: tuple[object, ...]) -> bool:
    address = facts[-1] if event in ("socket.connect", "socket.sendto") else facts[:1]
    if not isinstance(address, tuple):
        return event != "urllib.Request"  # a path: another program on this computer
    host = address[0] if address else None
    try:
        return host in (None, "", "localhost") or ip_address(str(host)).is_loopback
    except ValueError:
        return False


# Once for the whole process: what audits cannot be taken away again.
sys.addaudithook(_refuse_connections)


@pytest.fixture(autouse=True)
def _nothing_connects() -> Iterator[None]:
    """A test fails that tried, even where somebody swallowed the refusal."""
    ATTEMPTS.clear()
    yield
    assert not ATTEMPTS

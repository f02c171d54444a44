# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new feed of this device: after a restore, on another machine, or where a double of it writes too."""

import secrets

from coopdesk.history import chain
from coopdesk.store import vault
from coopdesk.store.connection import Connection, rows
from coopdesk.store.journal import seal_feed

INCARNATIONS_APART = 2**32
"""Two doubles of a computer begin anew without knowing of each other: out of so many numbers each draws
its own, else both would write the same feed again, after every bundle anew."""


def add_incarnation(connection: Connection, keys: vault.Keys, name: str = "") -> None:
    """Begin a new feed of this device, inside the caller's transaction; `name` where the device is
    a new one."""
    feed, device, space, last, kept = rows(
        connection,
        "SELECT f, device, space, incarnation, name FROM feed"
        " WHERE own = 1 ORDER BY incarnation DESC LIMIT 1",
    )[0]
    if device == keys.public:
        seal_feed(connection, keys, feed)
    number = last + 1 + secrets.randbelow(INCARNATIONS_APART)
    connection.execute(
        "INSERT INTO feed VALUES (NULL,?,?,?,?,?,1)",
        (chain.feed_id(space, keys.public, number), keys.public, number, space, name or kept),
    )

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The database of a desk that begins: its tables, its space, and the first feed of its device."""

import platform
from pathlib import Path

from coopdesk.history import chain
from coopdesk.records.types import STORED
from coopdesk.store import connection as connections
from coopdesk.store import orders, vault
from coopdesk.store.connection import transaction
from coopdesk.store.schema import prepare


def make_database(profile: Path, keys: vault.Keys, space: bytes, device: str) -> None:
    """Make it in a folder that has the keys; `device` names the computer ("": as it is called in the
    network). Raises what the disk raises."""
    created = connections.connect(profile / vault.DATABASE, keys.database, may_create=True)
    try:
        connections.use_write_ahead(created)
        prepare(created)
        orders.keep(created, STORED)
        public = keys.public
        with transaction(created):
            created.execute("INSERT INTO meta VALUES ('space', ?)", (space.hex(),))
            created.execute(
                "INSERT INTO feed VALUES (NULL,?,?,?,?,?,1)",
                (chain.feed_id(space, public, 1), public, 1, space, device or platform.node()),
            )
    finally:
        created.close()

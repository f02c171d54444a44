# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Attached files out of bundles, piece by piece: kept up to a limit, in a preview only counted."""

from coopdesk.store import files, pieces
from coopdesk.store.keeping import Store
from coopdesk.sync.items import Chunk

MOST_WAITING_BYTES = 1024 * 1024 * 1024
"""So much of files that are not whole yet is kept; what is not is asked for again with the next receipt."""


class ArrivingFiles:
    """Takes the pieces of one import; `keeps` is false for a preview, which writes nothing."""

    def __init__(self, store: Store, *, keeps: bool) -> None:
        self._profile, self._keys = store.profile, store.keys
        self._keeps = keeps
        self._waiting: int | None = None

    def take(self, chunk: Chunk) -> bool:
        """Whether this piece makes its file whole, or would."""
        if files.place(self._profile, self._keys, chunk.address.hex()).is_file():
            return False
        if not self._keeps:
            return chunk.offset + len(chunk.data) == chunk.total
        if self._waiting is None:
            self._waiting = pieces.waiting_bytes(self._profile)
        if self._waiting + len(chunk.data) > MOST_WAITING_BYTES:
            return False
        whole = pieces.put_piece(
            self._profile, self._keys, chunk.address, chunk.offset, chunk.total, chunk.data
        )
        # Measured anew after a file became whole: its pieces wait no longer.
        self._waiting = None if whole else self._waiting + len(chunk.data)
        return whole

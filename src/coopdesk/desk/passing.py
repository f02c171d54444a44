# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder of this computer for what is on its way."""

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of


class PassingFolder:
    """A folder that is there until `remove`, and not longer than this object or the program."""

    def __init__(self) -> None:
        """Raises WorldError where this computer has no room for it."""
        try:
            self.path = Path(mkdtemp(prefix="coopdesk-"))
        except OSError as error:
            raise WorldError(
                "no_room_to_copy",
                "Nothing can be copied on this computer ({reason}). Free some space, then try again.",
                reason=reason_of(error),
            ) from error
        self._end = finalize(self, rmtree, self.path, ignore_errors=True)

    def remove(self) -> None:
        """Take it away with all that is in it."""
        self._end()

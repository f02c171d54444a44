# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cyclic garbage is cleared on the thread of the window only.

Python clears it on whichever thread happens to allocate; a widget that is destroyed on the
worker thread ends the program. While a worker runs, clearing is therefore left to a timer here.
"""

import gc

from PySide6.QtCore import QObject, QTimer

BETWEEN = 500
"""Milliseconds between two looks at how much has gathered."""


class Clearing(QObject):
    """Takes over from Python's own clearing until `stop`."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(BETWEEN)

    def look(self) -> None:
        """Clear the oldest generation that has reached its threshold, as Python would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Leave clearing to Python again: there is no other thread any more."""
        self._timer.stop()
        gc.enable()

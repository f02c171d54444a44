# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window: it shows, and calls a verb of the desk. The desk lives on one worker thread."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.errors import WorldError
from coopdesk.language import N_, sentence

if TYPE_CHECKING:
    from coopdesk.ui.stalls import Stalls
    from coopdesk.ui.starting import Start

NO_SCREEN = N_("There is no screen here for a window. The command line works without one: coopdesk --help")
ALREADY_OPEN = N_("This desk is open already. Its window is in front now.")


def show(words: Sequence[str], watch: "Callable[[Start], object] | None" = None) -> int:
    """Open the window with the options in `words`; returns the exit code when it is closed.

    2 means an option nobody knows, 1 that there is no screen to open a window on. `watch` gets
    hold of what was started, to measure it.
    """
    # Nothing is worth clearing until the window is there; then `clearing` takes over.
    gc.disable()
    from coopdesk.ui import options

    try:
        chosen = options.read(words)
    except WorldError as error:
        print(sentence(error), file=sys.stderr)
        return 2
    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return 1
    from coopdesk.ui import opening
    from coopdesk.ui.loading_qt import load_qt

    hands = opening.begin(chosen)
    load_qt()
    from coopdesk.ui import look
    from coopdesk.ui.one_window import PATIENCE, OneWindow
    from coopdesk.ui.qt_words import QtWords
    from coopdesk.ui.starting import Start

    app = look.new_app(sys.argv[0])
    app.installTranslator(QtWords(app))
    only = OneWindow(chosen.profile)
    if not only.claim() and only.call():
        hands.stop(PATIENCE)
        print(ALREADY_OPEN)
        return 0
    look.dress(app)
    start = Start(chosen, hands)
    only.listen(start.window.come_to_front)
    # Who opens the desk again while the last is still being saved gets a window, not one that is gone.
    start.window.leaving.connect(only.stop)
    if only.elsewhere:
        start.tell_once(*only.words())
    if watch:
        watch(start)
    stalls = _watched_for_stalls()
    try:
        return app.exec()
    finally:
        if stalls:
            stalls.stop()
        start.work.stop()
        only.stop()


def _watched_for_stalls() -> "Stalls | None":
    """Notes when the window stands still, where the environment asks for it."""
    file = os.environ.get("COOPDESK_STALLS")
    if not file:
        return None
    from coopdesk.ui.stalls import noting_in

    return noting_in(Path(file))


def has_screen() -> bool:
    """Whether Qt will find a screen; without one it would end the program with a core dump."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

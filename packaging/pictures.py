# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures of every screen: three languages, light and dark, a small screen and 200 %, an empty desk
and the example office. No screen is needed:

    python packaging/pictures.py FOLDER [--only today,partners] [--languages fr,ru] [--schemes light]
        [--scales 1,2] [--desks example,empty]

A picture is FOLDER/DESK/LANGUAGE-SCHEME-SCALE/SCREEN.png.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

SIZE = (1366, 768)
LANGUAGES, SCHEMES, SCALES, DESKS = "en,fr,ru", "light,dark", "1,2", "example,empty"
PAUSE = 0.2
"""Seconds until a screen is asked whether it rests: a row is opened a moment after it is chosen."""
LONGEST = 500
"""Milliseconds of the longest pause that a panel makes before it asks for more."""
PATIENCE = 20.0
"""Seconds a screen may take until its rows are there."""


def main() -> int:
    """Make the desks, and let one process for each scale take its pictures; returns the exit code."""
    options = read(sys.argv[1:])
    if options.take:
        return take(options)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="coopdesk-pictures-") as kept:
        make_desks(Path(kept), options.desks.split(","))
        for scale in options.scales.split(","):
            words = [sys.executable, __file__, *sys.argv[1:], "--take", kept, "--scales", scale]
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
            done = subprocess.run(words, env=environment, check=False)
            if done.returncode:
                return done.returncode
    count = len(list(Path(options.folder).rglob("*.png")))
    print(f"{count} pictures in {options.folder}, {time.monotonic() - began:.0f} s")
    return 0


def read(words: list[str]) -> argparse.Namespace:
    """The options."""
    reader = argparse.ArgumentParser(prog="dev.py pictures")
    reader.add_argument("folder", nargs="?", default=str(ROOT / "build" / "pictures"))
    reader.add_argument("--only", default="", help="screens by their key")
    reader.add_argument("--languages", default=LANGUAGES)
    reader.add_argument("--schemes", default=SCHEMES)
    reader.add_argument("--scales", default=SCALES)
    reader.add_argument("--desks", default=DESKS)
    reader.add_argument("--take", default="", help=argparse.SUPPRESS)
    return reader.parse_args(words)


def make_desks(folder: Path, wanted: list[str]) -> None:
    """An empty desk and the example office."""
    from coopdesk.desk.example_office import found_example
    from coopdesk.desk.founding import found_desk

    if "empty" in wanted:
        found_desk(
            folder / "empty", city="Locossa", country="BJ", officer="Clarisse Dansou", language="fr"
        ).close()
    if "example" in wanted:
        found_example(folder / "example", language="fr").close()


def take(options: argparse.Namespace) -> int:
    """Take the pictures of all desks at the scale of this process."""
    from coopdesk.ui import look
    from coopdesk.ui.screens.directory import PLACES

    app = QApplication([])
    look.dress(app)
    keys = [place.key for place in PLACES if not options.only or place.key in options.only.split(",")]
    for desk in options.desks.split(","):
        for language in options.languages.split(","):
            session = Session(app, Path(options.take) / desk, language)
            for scheme in options.schemes.split(","):
                session.wear(scheme)
                for key in keys:
                    name = f"{language}-{scheme}-{options.scales}x"
                    session.picture(key, Path(options.folder) / desk / name / f"{key}.png")
            session.close()
    return 0


class Ear(QObject):
    """Hears when the worker has answered."""

    heard = False

    def hear(self, outcome: object) -> None:
        """The answer to a question that asked nothing."""
        self.heard = True


class Session:
    """A window on a desk, in one language."""

    def __init__(self, app: QApplication, desk: Path, language: str) -> None:
        from coopdesk.ui.options import Options
        from coopdesk.ui.starting import Start

        self.app = app
        self.start = Start(Options(desk, language))  # type: ignore[arg-type]
        self.until(lambda: bool(self.start.workplace.commands))
        self.start.window.resize(*SIZE)

    def wear(self, scheme: str) -> None:
        """Put on light or dark colours."""
        self.start.wear(scheme)

    def picture(self, key: str, file: Path) -> None:
        """Show a screen, wait until it has nothing more to do, and write its picture."""
        self.start.workplace.show_screen(key)
        self.settle()
        file.parent.mkdir(parents=True, exist_ok=True)
        self.start.window.grab().save(str(file))

    def settle(self) -> None:
        """Until nothing is under way: no short pause of a panel, and no question to the worker, twice
        over, for an answer may lead to a pause, and a pause to a question."""
        rested = time.monotonic() + PAUSE
        self.until(lambda: time.monotonic() > rested)
        for _ in range(3):
            self.until(self.is_quiet)
            ear = Ear()
            self.start.work.run(int, ear.hear)
            self.until(partial(getattr, ear, "heard"))
            self.app.processEvents()

    def is_quiet(self) -> bool:
        """Whether no panel waits a moment until it asks for something."""
        pauses = self.start.window.findChildren(QTimer)
        return not any(one.isActive() and one.isSingleShot() and one.interval() <= LONGEST for one in pauses)

    def until(self, reached: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        end = time.monotonic() + PATIENCE
        while not reached():
            self.app.processEvents()
            if time.monotonic() > end:
                raise SystemExit("a screen did not come to rest")
            time.sleep(0.002)

    def close(self) -> None:
        """Close the window and its desk."""
        self.start.window.close()
        self.app.processEvents()


if __name__ == "__main__":
    sys.exit(main())

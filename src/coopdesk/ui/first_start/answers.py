# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the officer answers at the first start, and the desk that is made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.language import Language


@dataclass(frozen=True, slots=True)
class Answers:
    """What the officer answered; the example office needs the language alone."""

    language: Language
    city: str = ""
    country: str = ""
    officer: str = ""
    passphrase: str | None = None
    example: bool = False


def making(profile: Path, answers: Answers) -> Callable[[], Desk]:
    """How the desk is made that was asked for; for the worker."""
    if answers.example:
        return partial(_example, profile, answers)
    return partial(_desk, profile, answers)


def _desk(profile: Path, answers: Answers) -> Desk:
    from coopdesk.desk.founding import found_desk

    return found_desk(
        profile,
        city=answers.city,
        country=answers.country,
        officer=answers.officer,
        language=answers.language,
        passphrase=answers.passphrase,
    )


def _example(profile: Path, answers: Answers) -> Desk:
    from coopdesk.desk.example_office import found_example

    return found_example(profile, language=answers.language, passphrase=answers.passphrase)

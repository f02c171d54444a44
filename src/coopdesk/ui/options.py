# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may stand on the command line when it opens the window."""

import os
from collections.abc import Sequence
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.language import LANGUAGES, Language
from coopdesk.paths import profile_folder

PASSPHRASE_VARIABLE = "COOPDESK_PASSPHRASE_FILE"


@dataclass(frozen=True, slots=True)
class Options:
    """The desk to open, the language to show ("" means the desk's own), the passphrase if one was given."""

    profile: Path
    language: Language | None = None
    passphrase: str | None = None


def read(words: Sequence[str]) -> Options:
    """The options in `words`, as "--profile DIR" or "--profile=DIR"; raises WorldError."""
    given: dict[str, str] = {}
    left = list(words)
    while left:
        name, mark, value = left.pop(0).partition("=")
        if name not in ("--profile", "--language", "--passphrase-file"):
            raise WorldError("usage", "Unknown option: {option}. See: coopdesk --help", option=name)
        if not mark and not left:
            raise WorldError(
                "usage", "Something is missing after {option}. See: coopdesk --help", option=name
            )
        given[name] = value if mark else left.pop(0)
    return Options(
        profile_folder(given.get("--profile")),
        _language(given.get("--language")),
        _passphrase(given.get("--passphrase-file") or os.environ.get(PASSPHRASE_VARIABLE)),
    )


def _language(asked: str | None) -> Language | None:
    for language in LANGUAGES:
        if asked == language:
            return language
    if asked is None:
        return None
    raise WorldError(
        "usage",
        "Unknown language: {language}. Choose one of: {choices}.",
        language=asked,
        choices=", ".join(LANGUAGES),
    )


def _passphrase(file: str | None) -> str | None:
    if not file:
        return None
    try:
        return Path(file).expanduser().read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise WorldError("unreadable", "This file cannot be read: {file} ({reason}).", file=file,
                         reason=getattr(error, "strerror", None) or "UTF-8") from error  # fmt: skip

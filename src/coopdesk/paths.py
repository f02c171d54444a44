# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where things lie: profile, cache, log, and the files shipped with coopdesk."""

import os
from functools import cache
from pathlib import Path

HOME_VARIABLE = "COOPDESK_HOME"
_PACKAGE = Path(__file__).resolve().parent


def profile_folder(chosen: str | None = None) -> Path:
    """The folder of one desk: `chosen`, else $COOPDESK_HOME, else the platform's data folder."""
    given = chosen or os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("coopdesk", appauthor=False))


@cache
def shipped(folder: str) -> Path:
    """A shipped top folder ("resources", "translations"): in the wheel, else in the checkout."""
    packaged = _PACKAGE / folder
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / folder


def resource(name: str) -> Path:
    """A file of resources/, by its path with forward slashes."""
    return shipped("resources").joinpath(*name.split("/"))

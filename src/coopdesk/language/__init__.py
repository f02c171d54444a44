# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The language of words (`messages`) and of dates, figures and names (`figures`)."""

from coopdesk.language.messages import (
    LANGUAGES,
    N_,
    NC_,
    NP_,
    Language,
    Message,
    Plural,
    current,
    labelled,
    sentence,
    set_current,
    using,
)

__all__ = [
    "LANGUAGES",
    "NC_",
    "NP_",
    "N_",
    "Language",
    "Message",
    "Plural",
    "current",
    "labelled",
    "sentence",
    "set_current",
    "using",
]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts that a spreadsheet program would take for something else, kept as they are.

In CSV nothing tells a text from a formula: a program that opens "=1+1" computes it. Such a text
is written with a *guard*, an apostrophe before it, which reading takes away again. A text that
begins with an apostrophe and would be misread gets one more, so that nothing is lost.
"""

import re

GUARD = "'"
_ERRORS = frozenset(
    "#REF! #DIV/0! #VALUE! #NAME? #N/A #NUM! #NULL! #SPILL! #CALC! #NOM? #VALEUR! #NOMBRE! #NUL! "
    "#ССЫЛКА! #ДЕЛ/0! #ЗНАЧ! #ИМЯ? #Н/Д #ЧИСЛО! #ПУСТО!".split()
)
_CODED_ERROR = re.compile(r"Err:\d{3}")
_DANGEROUS = "=+-@\t\r"
_PLAIN_NUMBER = re.compile(r"-\d+(\.\d+)?")


def is_formula(text: str) -> bool:
    """Whether a cell of a CSV file is a formula."""
    return len(text) > 1 and text[0] == "="


def is_formula_error(text: str) -> bool:
    """Whether a cell is what spreadsheet programs show for an error, in any of our languages."""
    return text in _ERRORS or (text.startswith("Err:") and _CODED_ERROR.fullmatch(text) is not None)


def _needs_guard(text: str) -> bool:
    if text[0] in _DANGEROUS:
        return not _PLAIN_NUMBER.fullmatch(text)
    return is_formula_error(text)


def guarded(text: str) -> str:
    """The text as a CSV file has it."""
    if not text:
        return text
    if text[0] == GUARD:
        return GUARD + text if _is_guarded(text) else text
    return GUARD + text if _needs_guard(text) else text


def without_guard(text: str) -> str:
    """The text that a cell of a CSV file means."""
    return text[1:] if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    """Whether a text is some apostrophes before one that needs a guard."""
    bare = text.lstrip(GUARD)
    return len(bare) < len(text) and bool(bare) and _needs_guard(bare)


def safe_number(text: str) -> bool:
    """Whether a text is a number that floating point keeps digit by digit."""
    return text != "-0" and len(text) <= 15 and format(float(text), ".15g") == text

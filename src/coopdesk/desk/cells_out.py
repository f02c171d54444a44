# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A value as a cell of CSV, for lists that are printed rather than exported."""

from coopdesk.interchange.cells import cell_of
from coopdesk.interchange.escapes import guarded
from coopdesk.records.declaration import Field
from coopdesk.records.values import Value


def csv_cell(what: Field, language: str, value: Value | None) -> str:
    """The text of a cell, in `language` where the field has several; an import reads it back."""
    return guarded(cell_of(what, language, value))

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts of a mapping file with places for cells: "{lat},{lon}", "{name_fr|name}", "{country:countries}"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coopdesk.errors import WorldError

Tables = Mapping[str, Mapping[str, str]]
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Place:
    """The first of these columns that is not empty, translated by a table where one is named."""

    columns: tuple[str, ...]
    table: Mapping[str, str] | None = None

    def fill(self, cell: Callable[[str], str]) -> str:
        """The text of the place for a row; `cell` gives the text of a column."""
        text = next((found for column in self.columns if (found := cell(column).strip())), "")
        return text if self.table is None else self.table.get(text, text)


@dataclass(frozen=True, slots=True)
class Template:
    """Fixed texts and places in turn."""

    parts: tuple[str | Place, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, in their order."""
        return tuple(column for part in self.parts if isinstance(part, Place) for column in part.columns)

    def fill(self, cell: Callable[[str], str]) -> str:
        """The text for a row; "" where every place is empty."""
        texts = [part if isinstance(part, str) else part.fill(cell) for part in self.parts]
        filled = [text for part, text in zip(self.parts, texts, strict=True) if isinstance(part, Place)]
        if filled and not any(filled):
            return ""
        return "".join(texts)


def template(text: str, tables: Tables) -> Template:
    """The template of a text; raises WorldError for a bracket that stands alone or an unknown table."""
    parts: list[str | Place] = []
    at = 0
    for found in _PART.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        parts.append(_part(text, found, tables))
    parts.append(text[at:])
    return Template(tuple(part for part in parts if part != ""))


def _part(text: str, found: re.Match[str], tables: Tables) -> str | Place:
    whole = found.group()
    if whole in ("{{", "}}"):
        return whole[0]
    if found[1] is None or not found[1].strip():
        raise WorldError(
            "mapping_template",
            "In the mapping file, brackets do not match in this text: {text}. Write {{column}}.",
            text=text,
        )
    columns, _, name = found[1].partition(":")
    table = None
    if name:
        table = tables.get(name.strip())
        if table is None:
            raise WorldError(
                "mapping_table",
                "The mapping file uses a table that it does not have: {table}. Add [values.{table}].",
                table=name.strip(),
            )
    return Place(tuple(column.strip() for column in columns.split("|") if column.strip()), table)

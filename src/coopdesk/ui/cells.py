# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cells of a list, made on the worker: each value as one short line.

Days are written through Qt, which holds the same CLDR forms as Babel and is loaded anyway;
Babel takes longer to load than the first page to show.
"""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale

from coopdesk.desk import naming, paging
from coopdesk.desk.desk import Desk
from coopdesk.frozen import dataclass
from coopdesk.language import Plural, current
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Day, Link, Moment, Scalar
from coopdesk.records.values import Record, Value, best

LONGEST = 200
"""Letters of a cell; a longer text goes on in the form."""

PATTERNS = {"en": "d MMM yyyy", "fr": "d MMM yyyy", "ru": "dd.MM.yyyy"}
LOCALES = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "fr": QLocale(QLocale.Language.French),
    "ru": QLocale(QLocale.Language.Russian),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list as it is shown: the record's id and its cells, one per column."""

    id: str
    cells: tuple[str, ...]


def columns(kind: RecordType, keys: Sequence[str] = ()) -> tuple[Field, ...]:
    """The fields that stand in a list of this type: those chosen, else those that are declared to."""
    chosen = tuple(what for what in kind.fields if what.key in keys)
    return chosen or tuple(what for what in kind.fields if what.listed)


def page(desk: Desk, kind: RecordType, numbers: Sequence[int], keys: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of one page, by their row numbers, with the cells of these columns."""
    shown = columns(kind, keys)
    names: dict[str, str] = {}
    return tuple(
        Row(record.id, tuple(_cell(desk, what, record, names) for what in shown))
        if record
        else Row("", ("",) * len(shown))
        for record in paging.rows(desk, kind, numbers)
    )


def _cell(desk: Desk, what: Field, record: Record, names: dict[str, str]) -> str:
    value = record.values.get(what.key)
    if value is None:
        return ""
    text = _linked(desk, value, names) if isinstance(what.kind, Link) else short(what, value)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _linked(desk: Desk, value: Value, names: dict[str, str]) -> str:
    ids = [str(one) for one in (value if isinstance(value, tuple) else (value,))]
    for one in ids:
        if one not in names:
            names[one] = naming.link_title(desk, one) or one
    return ", ".join(names[one] for one in ids)


def short(what: Field, value: Value) -> str:
    """A value as one short line in the current language."""
    if isinstance(value, tuple):
        return ", ".join(_scalar(what, member) for member in value)
    if isinstance(value, str | int):
        return _scalar(what, value)
    return best(value)[0]


def _scalar(what: Field, scalar: Scalar) -> str:
    if isinstance(what.kind, Day | Moment):
        return day(str(scalar))
    return what.kind.show(scalar)


def day(scalar: str) -> str:
    """The day of a scalar that begins with it: 24 nov. 2026, 24.11.2026, 24 Nov 2026."""
    found = QDate.fromString(scalar[:10], "yyyy-MM-dd")
    return LOCALES[current()].toString(found, PATTERNS[current()])


def counted(words: Plural, n: int) -> str:
    """A number with its words, its thousands apart: 100 000 fiches."""
    return words.count(n).replace(str(n), LOCALES[current()].toString(n), 1)

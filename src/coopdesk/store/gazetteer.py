# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cities of the world, offline: found while typing, in any of the three languages and in both scripts.

The file is made by packaging/make_gazetteer.py; resources/gazetteer/README.md says what it holds and from
where. Its last column carries the folded spellings, so that nothing has to be folded when it is read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from coopdesk.paths import resource
from coopdesk.records.folding import fold, fold_typed, plain

COLUMNS = (
    "geonames_id",
    "country",
    "population",
    "latitude",
    "longitude",
    "timezone",
    "en",
    "fr",
    "ru",
    "ru_source",
    "other",
    "keys",
)

_LOOKED_AT = 48  # cities put in order by how they are written, for a single letter
_MOST_LOOKED_AT = 400  # and for more: those that only sound alike may be many, and larger


@dataclass(frozen=True)
class City:
    """One city: names by language ("en" and "fr" always, "ru" where known), ISO 3166 country, degrees."""

    geonames_id: int
    names: Mapping[str, str] = field(hash=False)
    other: tuple[str, ...]
    country: str
    latitude: float
    longitude: float
    population: int
    timezone: str
    transcribed: bool = False
    """The Russian name follows reading rules and is not attested: worth a look before it is printed."""

    def name(self, language: str) -> str:
        """The name in `language`, else the English one."""
        return self.names.get(language) or self.names["en"]


class Gazetteer:
    """The shipped cities, read when first asked for. Not for concurrent use while it is first read."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def find(self, text: str, limit: int = 8, country: str | None = None) -> list[City]:
        """Cities found by what is typed: each word begins a word of one spelling, in either script.

        First those whose spelling is `text` as a whole, then those that are written like it, then those that
        only sound like it, and among equals the larger ones.
        """
        typed = fold_typed(text)
        if not typed:
            return []
        whole = self._larger_first(self._rows_with(_whole_spelling(text), country))
        begun = self._larger_first(self._rows_with(_words_begun(typed, at_start=True), country))
        found = list(dict.fromkeys(whole + begun))
        if len(found) < limit:
            found += self._larger_first(self._rows_with(_words_begun(typed, at_start=False), country))
        asked = plain(text)
        looked_at = _MOST_LOOKED_AT if len(asked) > 1 else _LOOKED_AT
        nearest = [self._city(row) for row in list(dict.fromkeys(found))[: max(limit, looked_at)]]
        nearest.sort(key=lambda city: _unlike(asked, city))
        return nearest[:limit]

    def exact(self, name: str, country: str | None = None) -> list[City]:
        """Cities one of whose spellings is `name`, the largest first."""
        if not fold(name):
            return []
        return [
            self._city(row) for row in self._larger_first(self._rows_with(_whole_spelling(name), country))
        ]

    def spellings(self, country: str) -> list[str]:
        """The names of the cities of a country, in every language they are known in."""
        found = (self._city(row) for row in range(len(self._lines)) if self._cell(row, "country") == country)
        return list(dict.fromkeys(name for city in found for name in city.names.values()))

    def largest(self) -> tuple[City, ...]:
        """The largest city of each country, in no order."""
        found: dict[str, tuple[int, int]] = {}
        for row in range(len(self._lines)):
            size = int(self._cell(row, "population"))
            country = self._cell(row, "country")
            if size > found.get(country, (-1, 0))[0]:
                found[country] = (size, row)
        return tuple(self._city(row) for _, row in found.values())

    @cached_property
    def _lines(self) -> list[str]:
        path = self._path or resource("gazetteer/cities.tsv")
        return path.read_text(encoding="utf-8").splitlines()[1:]

    @cached_property
    def _keys(self) -> str:
        return "\n".join(line.rpartition("\t")[2] for line in self._lines) + "\n"

    @cached_property
    def _starts(self) -> list[int]:
        """Where the keys of each row start in the text of all keys."""
        lengths = (len(keys) for keys in self._keys.splitlines(keepends=True))
        return list(accumulate(lengths, initial=0))

    def _rows_with(self, spelled: str, country: str | None) -> Iterator[int]:
        for hit in re.finditer(spelled, self._keys):
            row = bisect_right(self._starts, hit.start()) - 1
            if country is None or self._cell(row, "country") == country:
                yield row

    def _larger_first(self, rows: Iterable[int]) -> list[int]:
        return sorted(set(rows), key=lambda row: (-int(self._cell(row, "population")), row))

    def _cell(self, row: int, column: str) -> str:
        return self._lines[row].split("\t", 3)[COLUMNS.index(column)]

    def _city(self, row: int) -> City:
        cells = dict(zip(COLUMNS, self._lines[row].split("\t"), strict=True))
        return City(
            geonames_id=int(cells["geonames_id"]),
            names={language: cells[language] for language in ("en", "fr", "ru") if cells[language]},
            other=tuple(filter(None, cells["other"].split("; "))),
            country=cells["country"],
            latitude=float(cells["latitude"]),
            longitude=float(cells["longitude"]),
            population=int(cells["population"]),
            timezone=cells["timezone"],
            transcribed=cells["ru_source"] == "transcribed",
        )


def search_keys(spellings: Iterable[str]) -> str:
    """The folded spellings as they stand in the last column: "|lome|" — empty if nothing can be folded."""
    folded = dict.fromkeys(" ".join(fold(spelling)) for spelling in spellings)
    kept = [key for key in folded if key]
    return f"|{'|'.join(kept)}|" if kept else ""


def _whole_spelling(text: str) -> str:
    """The pattern of the keys of one spelling that folds like `text`."""
    return re.escape(f"|{' '.join(fold(text))}|")


def _words_begun(typed: list[str], at_start: bool) -> str:
    """The pattern of a spelling with a word for each token; `at_start`: the first token begins it."""
    first, *others = map(re.escape, typed)
    lookaheads = "".join(rf"(?=[^|\n]*[| ]{token})" for token in others)
    return rf"\|{first}{lookaheads}" if at_start else rf"[| ]{first}" + lookaheads


def _unlike(asked: str, city: City) -> int:
    """0 a name is the text, 1 begins with it; 2 another spelling does; 3 a word does; 4 it sounds alike."""
    names = [plain(name) for name in city.names.values()]
    if asked in names:
        return 0
    if any(name.startswith(asked) for name in names):
        return 1
    spellings = [plain(spelling) for spelling in city.other]
    if any(spelling.startswith(asked) for spelling in spellings):
        return 2
    return 3 if any(f" {asked}" in spelling for spelling in (*names, *spellings)) else 4

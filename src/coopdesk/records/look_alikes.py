# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Look-alikes: records that are probably the same thing, told by name across scripts, phone and e-mail.

Suggested, never merged by themselves. A false alarm costs more trust than a missed pair: numbers in names,
other countries, other sexes, other birthdays and words like Junior or North keep records apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Final, Literal

from coopdesk.records.folding import fold, plain

Reason = Literal["name", "phone", "e-mail"]

SUGGESTED_FROM: Final = 60
"""Scores below this are not shown."""

_SAME_PLACE_KM: Final = 30.0
_LARGEST_BLOCK: Final = 60
_NEIGHBOURS: Final = 8
_SWITCHBOARD: Final = 5
_LEAST_SIMILAR_WORD: Final = 0.8
_LEAST_SIMILAR_IN_PERSON: Final = 0.85
_SHORT_WORD: Final = 4
_SHORT_FORM: Final = 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one record; empty values are unknown and never keep two records apart.

    names: in every language and script; phones: E.164; place: id of the place or organisation it belongs to;
    coordinates: latitude and longitude in degrees.
    """

    id: str
    type: str
    names: tuple[str, ...]
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    sex: str = ""
    born: str = ""
    coordinates: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two ids of one record type (first < second), how sure the desk is (0–100), and why."""

    first: str
    second: str
    score: int
    reasons: tuple[Reason, ...]


def look_alikes(candidates: Iterable[Candidate], from_score: int = SUGGESTED_FROM) -> list[LookAlike]:
    """Probable duplicates among candidates, surest first; only records of the same type are compared.

    Time grows with the number of candidates, not with its square: only those are compared that share two
    beginnings of name words, a phone or an e-mail.
    """
    by_type: dict[str, list[_Known]] = defaultdict(list)
    for candidate in candidates:
        by_type[candidate.type].append(_known(candidate))
    found = [pair for known in by_type.values() for pair in _within_type(known, from_score)]
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def compare(one: Candidate, other: Candidate) -> LookAlike | None:
    """How much two records look alike; None where they cannot be the same."""
    if one.type != other.type or one.id == other.id:
        return None
    return _compared(_known(one), _known(other), frozenset())


# --- what is compared ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    """Skeletons in alphabetical order, without the words that say nothing and those that keep apart."""
    apart: frozenset[str]
    """Numbers, single letters and words like Junior: two names with other ones are other things."""


@dataclass(frozen=True, slots=True)
class _Known:
    candidate: Candidate
    names: tuple[_Name, ...]
    phones: frozenset[str]
    emails: frozenset[str]


# Compared in plain form. Words that say nothing about which one it is:
_SILENT_WORDS: Final = frozenset(
    """
    a an the of in and for de du des d la le les l et en au aux à do da dos das e y и в на г
    mr mrs ms dr mme m mlle monsieur madame г-н г-жа господин госпожа
    city town hall municipality municipal council mairie ville commune municipalite hotel
    город города мэрия администрация городская муниципалитет муниципальное образование
    """.split()
)
# Words that make another thing or another person of the same name, by their meaning in any language:
_WORDS_APART: Final[Mapping[str, str]] = {
    word: meaning
    for meaning, words in {
        "north": "north northern nord северный северная северное север",
        "south": "south southern sud южный южная южное юг",
        "east": "east eastern est восточный восточная восточное восток",
        "west": "west western ouest западный западная западное запад",
        "upper": "upper haut haute верхний верхняя верхнее",
        "lower": "lower bas basse нижний нижняя нижнее",
        "new": "new nouveau nouvelle новый новая новое",
        "old": "old vieux vieille ancien ancienne старый старая старое",
        "junior": "junior jr fils младший мл сын",
        "senior": "senior sr pere старший ст отец",
    }.items()
    for word in words.split()
}
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
                 "ix": "9", "x": "10", "xi": "11", "xii": "12"}  # fmt: skip

# N'Djamena is one word, d'Abidjan two
_APOSTROPHE_INSIDE: Final = re.compile(r"\b([mnMNмнМН])['’ʼ](?=[^\W\daeiouyhéèêàâîïôûAEIOUYHÉÈÊ])")


def _known(candidate: Candidate) -> _Known:
    names = dict.fromkeys(_name(name, candidate.type == "person") for name in candidate.names)
    return _Known(
        candidate,
        tuple(name for name in names if name.words),
        frozenset(candidate.phones),
        frozenset(email.casefold() for email in candidate.emails),
    )


def _name(text: str, person: bool) -> _Name:
    words: list[str] = []
    silent: list[str] = []
    apart: set[str] = set()
    for word in plain(_APOSTROPHE_INSIDE.sub(r"\1", text)).split():
        mark = _mark(word, person)
        if mark:
            apart.add(mark)
        else:
            # the last token is the one that all spellings share (saint, st, сен)
            (silent if word in _SILENT_WORDS else words).extend(fold(word)[-1:])
    return _Name(tuple(sorted(words or silent)), frozenset(apart))


def _mark(word: str, person: bool) -> str:
    """What keeps a name apart from one without it: a number, a single letter, a word of position or age."""
    if word[0].isdigit():
        return "".join(c for c in word if c.isdigit()).lstrip("0") or "0"
    if word in _ROMAN and not (person and len(word) == 1):
        return _ROMAN[word]
    if len(word) == 1 and (person or word not in _SILENT_WORDS):
        return fold(word)[0] if fold(word) else word
    return _WORDS_APART.get(word, "")


# --- which ones to compare ----------------------------------------------------------------------------


def _within_type(known: Sequence[_Known], from_score: int) -> Iterator[LookAlike]:
    blocks = _blocks(known)
    shared = frozenset(
        key for key, members in blocks.items() if key[0] == "@" and len(members) >= _SWITCHBOARD
    )
    seen: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if key in shared:
            continue
        for pair in _pairs(known, members):
            if pair in seen:
                continue
            seen.add(pair)
            alike = _compared(known[pair[0]], known[pair[1]], shared)
            if alike and alike.score >= from_score:
                yield alike


def _blocks(known: Sequence[_Known]) -> dict[str, list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(known):
        keys = {key for name in one.names for key in _name_keys(name)}
        keys.update("@" + contact for contact in one.phones | one.emails)
        for key in keys:
            blocks[key].append(at)
    return {key: members for key, members in blocks.items() if len(members) > 1}


def _name_keys(name: _Name) -> Iterator[str]:
    beginnings = [word[:3] for word in name.words[:5]]
    if len(beginnings) == 1:
        yield name.words[0][:4]
    for first, second in combinations(beginnings, 2):
        yield f"{first} {second}"


def _pairs(known: Sequence[_Known], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a small block; in a large one, those whose names stand near each other."""
    if len(members) <= _LARGEST_BLOCK:
        yield from combinations(members, 2)
        return
    for spelling in range(2):
        # sorted from the front and from the back, so that a slip near either end still leaves neighbours
        ordered = sorted(members, key=lambda at: _sort_key(known[at], backwards=bool(spelling)))
        for start, first in enumerate(ordered):
            for second in ordered[start + 1 : start + 1 + _NEIGHBOURS]:
                yield (first, second) if first < second else (second, first)


def _sort_key(known: _Known, backwards: bool) -> tuple[str, str, str]:
    spelling = min((" ".join(name.words) for name in known.names), default="")
    return spelling[::-1] if backwards else spelling, known.candidate.country, known.candidate.place


# --- how much alike -----------------------------------------------------------------------------------


def _compared(one: _Known, other: _Known, shared: frozenset[str]) -> LookAlike | None:
    phone = any("@" + number not in shared for number in one.phones & other.phones)
    email = any("@" + address not in shared for address in one.emails & other.emails)
    apart = _kept_apart(one.candidate, other.candidate)
    name = 0.0 if apart else _best_name(one, other)
    if not name and not apart and (phone or email) and _may_be_short_for(one, other):
        name = _SHORT_FORM
    reasons: list[Reason] = []
    if name:
        reasons.append("name")
    if phone:
        reasons.append("phone")
    if email:
        reasons.append("e-mail")
    if not reasons:
        return None
    first, second = sorted((one.candidate.id, other.candidate.id))
    return LookAlike(
        first, second, _score(one.candidate, other.candidate, name, phone, email), tuple(reasons)
    )


def _score(one: Candidate, other: Candidate, name: float, phone: bool, email: bool) -> int:
    """A contact alone is not enough for people: families and offices share phones and mailboxes."""
    if not name:
        alone = 45 if one.type == "person" else 60
        return alone + 20 * (phone and email)
    score = 75 * name
    score += 10 * _known_and_same(one.country, other.country) + 8 * _known_and_same(one.place, other.place)
    score += 7 * _known_and_same(one.born, other.born) - 8 * _known_and_other(one.place, other.place)
    if phone or email:
        score = max(score, 80) + 5 * (phone + email)
    return min(100, round(score))


def _known_and_same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _known_and_other(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _kept_apart(one: Candidate, other: Candidate) -> bool:
    if one.type == "person":
        return _known_and_other(one.sex, other.sex) or _known_and_other(one.born, other.born)
    if _known_and_other(one.country, other.country):
        return True
    if one.coordinates and other.coordinates:
        return _kilometres(one.coordinates, other.coordinates) > _SAME_PLACE_KM
    return _known_and_other(one.place, other.place)


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance by the haversine formula on a sphere of 6371 km."""
    (south, west), (north, east) = [tuple(map(radians, point)) for point in (one, other)]
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(chord)))


def _best_name(one: _Known, other: _Known) -> float:
    person = one.candidate.type == "person"
    return max((_name_likeness(a, b, person) for a in one.names for b in other.names), default=0.0)


def _name_likeness(one: _Name, other: _Name, person: bool) -> float:
    """1.0 for the same words, less for words that differ by a letter, 0.0 for other names."""
    if one.apart != other.apart:
        return 0.0
    if one.words == other.words:
        # a family name alone tells nothing
        return 0.0 if person and len(one.words) == 1 else 1.0
    if person and len(one.words) != len(other.words):
        return 0.0
    least = _LEAST_SIMILAR_IN_PERSON if person else _LEAST_SIMILAR_WORD
    if len(one.words) != len(other.words):
        likeness = _likeness_of_words("".join(one.words), "".join(other.words), least)
    else:
        likeness = _likeness_word_by_word(one.words, other.words, least, person)
    return likeness if likeness >= least else 0.0


def _likeness_word_by_word(one: tuple[str, ...], other: tuple[str, ...], least: float, person: bool) -> float:
    likeness = 1.0
    left = list(other)
    for word in one:
        found = {written: _likeness_of_words(word, written, least) for written in left}
        nearest = max(found, key=lambda written: found[written])
        likeness *= 0.0 if person and _differ_at_end(word, nearest) else found[nearest]
        if likeness < least:
            return 0.0
        left.remove(nearest)
    return likeness


def _likeness_of_words(one: str, other: str, least: float) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) <= _SHORT_WORD:
        return 0.0
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other, score_cutoff=least)


def _differ_at_end(one: str, other: str) -> bool:
    """Jeanne after Jean, Александра after Александр: the end of a given name tells women from men."""
    if one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    return longer[:-1] in (shorter, shorter[:-1])


def _may_be_short_for(one: _Known, other: _Known) -> bool:
    """K. Mensah for Koffi Mensah, Koffi Mensah for Jean Koffi Mensah; Kossi Mensah is somebody else."""
    return any(_is_short_for(a, b) or _is_short_for(b, a) for a in one.names for b in other.names)


def _is_short_for(short: _Name, full: _Name) -> bool:
    rest = set(full.words) - set(short.words)
    initials = short.apart - full.apart
    if not set(short.words) <= set(full.words) or full.apart - short.apart:
        return False
    return all(any(word.startswith(initial) for word in rest) for initial in initials)

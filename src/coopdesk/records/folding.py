# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words as the search sees them: one small alphabet for accents, scripts and spelling variants.

`fold` turns a text into tokens over [a-z0-9] such that Ouagadougou and Уагадугу give the same one.
`fold_typed` does the same for what someone is still typing: letters whose sound depends on the next one are
left out at the end, so that a keystroke never loses an answer that the next one would bring back.

Search with every token of `fold_typed` as a prefix, all of them required.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

RULES: Final = 2
"""Raised when `fold` gives other tokens than before: a search index made by other rules must be rebuilt."""

LONGEST_TOKEN: Final = 48
"""Letters of a token that are kept; what follows is not searched."""

_CACHE_SIZE: Final = 32_768
_LONGEST_CACHED: Final = 64

# The capitals stand for sounds that scripts write in different ways: X (ch, sh, tch, ш, ч, щ),
# J (j, dj, zh, ж, дж), K (h, kh, х), F (f, ph, ф). Their code begins with the letter that is typed first, so
# that a half-typed "sh", "zh", "kh" or "ph" is already a prefix of it.
_CODES: Final = str.maketrans({"v": "u", "X": "sh", "J": "zh", "K": "kh", "F": "pf"})

_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "J", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "K", "ц": "s", "ч": "X", "ш": "X", "щ": "X", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "iu", "я": "ia", "ё": "e", "є": "e", "і": "i", "ї": "i", "ґ": "g", "ў": "u",
}  # fmt: skip
_LETTERS_WITHOUT_ACCENT: Final = {
    "œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
    "ə": "e", "ɛ": "e", "ǝ": "e", "ɔ": "o", "ŋ": "n", "ɖ": "d", "ɗ": "d", "ɓ": "b", "ƙ": "k", "ƴ": "y",
    "ƒ": "f", "ɣ": "g", "ʋ": "v", "ɩ": "i", "ʊ": "u", "ĸ": "k", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'",
    "`": "'", "´": "'", "ё": "е",
}  # fmt: skip


class _Plain(dict[int, str]):
    """Translation table that finds the bare letter of an accented one when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = bare = _bare_letter(chr(code))
        return bare


class _Skeleton(_Plain):
    """The same for the skeleton: Cyrillic letters become Latin, signs become blanks."""

    def __missing__(self, code: int) -> str:
        bare = _CYRILLIC.get(chr(code)) if code > 127 else None
        if bare is None:
            bare = _bare_letter(chr(code))
            bare = "".join(_CYRILLIC.get(letter, letter) for letter in bare)
        self[code] = bare
        return bare


def _bare_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _LETTERS_WITHOUT_ACCENT:
        return _LETTERS_WITHOUT_ACCENT[letter]
    if "\u0300" <= letter <= "\u036f":
        return ""
    decomposed = unicodedata.decomposition(letter).split()
    # й and ї are letters of their own; marks of other scripts carry the vowels
    if (
        decomposed
        and not decomposed[0].startswith("<")
        and (letter < "\u0250" or "\u1e00" <= letter <= "\u1eff")
    ):
        return _bare_letter(chr(int(decomposed[0], 16)))
    if unicodedata.category(letter)[0] in "LMN":
        return letter
    return " "


_PLAIN: Final = _Plain()
_SKELETON: Final = _Skeleton()
_WORD: Final = re.compile(r"[a-zA-Z]+|[0-9]+")
_WORD_OF_ANY_SCRIPT: Final = re.compile(r"[^\W_]+")
_DOUBLE: Final = re.compile(r"([a-zA-Z])\1+")
# French elision (l'eau, d'Abidjan, qu'une) before a vowel; N'Djamena and women's stay one word.
_ELISION: Final = re.compile(r"(?<![a-zA-Z])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=[aeiouyhK]|$)")
# ends whose sound the next letter decides
_UNDECIDED: Final = re.compile(r"(?:t?c?h|(?:gu|gv|kv)(?<=^..)|gu|t?c|ts|d[gz]|[tdg])+$|(?<=q)u$")
_GUESSED: Final = {"tc": "sh", "ts": "s", "dz": "dz", "dg": "zh", "gh": "g", "h": "kh", "kv": "k", "gv": "zh"}


# --- folding ----------------------------------------------------------------------------------------


def fold(text: str) -> list[str]:
    """The tokens under which a text is found: letters a–z and digits, in the order of the text.

    Some words give a second token (a number without its leading noughts, the saint of St-Denis); a telephone
    number also gives each of its endings of four digits or more, so that any part of it finds it.
    """
    lowered = _lower(text)
    tokens: list[str] = []
    for chunk in lowered.split():
        tokens += _FOLDED[chunk]
    if _LONG_NUMBER.search(lowered):
        tokens += _whole_numbers(lowered)
    return tokens


def fold_typed(text: str) -> list[str]:
    """The tokens of a text being typed, each to be searched as a prefix.

    The last word counts as unfinished unless a blank follows it: undecided letters at its end are left out
    ("abid" may become Abidjan, "ouaga" cannot change any more). A telephone number in groups is one token.
    """
    lowered = _NUMBER.sub(_joined_if_telephone, _lower(text))
    chunks = lowered.split()
    if not chunks:
        return []
    finished = lowered[-1].isspace()
    tokens = [token for chunk in chunks[:-1] for token in _finished_tokens(_words(chunk))]
    words = _words(chunks[-1])
    if finished or not words or not chunks[-1][-1].isalnum():
        return tokens + _finished_tokens(words)
    return _with_unfinished(tokens + _finished_tokens(words[:-1]), words[-1])


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower()


class _FoldedChunks(dict[str, tuple[str, ...]]):
    """Chunks between blanks and their tokens; emptied when full, so that its memory is bounded."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        tokens = tuple(_indexed_tokens(chunk))
        if len(chunk) > _LONGEST_CACHED:
            return tokens
        if len(self) >= _CACHE_SIZE:
            self.clear()
        self[chunk] = tokens
        return tokens


_FOLDED: Final = _FoldedChunks()


def _indexed_tokens(chunk: str) -> list[str]:
    words = _words(chunk)
    tokens: list[str] = []
    for word in words:
        skeleton = _skeleton(word)
        tokens.append(skeleton)
        if word in _SAME_WORD and _SAME_WORD[word] != skeleton:
            tokens.append(_SAME_WORD[word])
        elif word[0] == "0" and word.strip("0"):
            tokens.append(word.lstrip("0"))
    if len(words) == 2 and "-" in chunk and not any(word[0].isdigit() for word in words):
        tokens.append(_skeleton("".join(words)))
    return tokens


def _finished_tokens(words: list[str]) -> list[str]:
    return [_SAME_WORD.get(word) or _skeleton(word) for word in words]


def _with_unfinished(tokens: list[str], word: str) -> list[str]:
    word = word[:LONGEST_TOKEN]
    if _is_one_letter(word):
        return [*tokens, word]
    decided = _UNDECIDED.sub("", word.replace("w", "v"))
    if decided and not (tokens and decided == "l"):
        return [*tokens, _skeleton(decided)]
    if tokens:
        return tokens  # the words before are enough until the next letter
    return [_GUESSED.get(word) or _skeleton(word)]


# Words that languages write too differently for a rule on letters.
_SAME_WORD: Final = {
    "saint": "sen", "sainte": "sen", "st": "sen", "ste": "sen", "sen": "sen", "sent": "sen", "au": "u",
    "aux": "u",
}  # fmt: skip


# --- from a chunk to words --------------------------------------------------------------------------


def _words(chunk: str) -> list[str]:
    latin = chunk if chunk.isascii() else _latin(chunk)
    if "'" in latin:
        latin = _ELISION.sub(" ", latin).replace("'", "")
    return _WORD.findall(latin)


def _latin(chunk: str) -> str:
    """A lower-case chunk in ASCII letters, with capitals for the sounds of _CODES."""
    if "ь" in chunk:
        chunk = chunk.replace("ье", "ие").replace("ьё", "ие").replace("ьо", "ио")
    latin = chunk.translate(_SKELETON)
    if "я" in chunk or "ю" in chunk:
        # Гвинея and Guinea: after e and i the glide is not written in Latin letters
        latin = _GLIDE.sub(r"\1\2", latin)
    if latin.isascii():
        return latin
    from anyascii import anyascii

    return anyascii(latin).lower()


_GLIDE: Final = re.compile(r"([ei])i([au])")


# --- from a word to its skeleton --------------------------------------------------------------------


def _skeleton(word: str) -> str:
    if word[0].isdigit() or _is_one_letter(word):
        return word[:LONGEST_TOKEN]
    word = word[:LONGEST_TOKEN].replace("y", "i").replace("w", "v")
    if "h" in word or "K" in word:
        word = _without_h(word)
    word = _without_soft_letters(word)
    # ou, oo, o and u are one sound: Antananarivo, Антананариву
    word = _DOUBLE.sub(r"\1", word.replace("x", "ks").replace("f", "F").replace("o", "u"))
    return word.replace("kK", "K").translate(_CODES)


def _is_one_letter(word: str) -> bool:
    """III, www: no sound, and folded to one letter they would be found in everything."""
    return len(word) > 2 and word == word[0] * len(word)


def _without_h(word: str) -> str:
    for written, sound in _H_RULES:
        if written in word:
            word = word.replace(written, sound)
    if word[-1] == "h" and len(word) > 1:
        word = word[:-1]
    return word.replace("h", "K")


# First the Cyrillic х, which after a consonant writes an Indian or Nepali breath (Бхактапур), then the
# Latin h; what is left of h is spoken.
_H_RULES: Final = (
    ("gK", "g"), ("bK", "b"), ("dK", "d"), ("tK", "t"), ("JK", "J"), ("XK", "X"), ("sch", "X"),
    ("chr", "kr"), ("chl", "kl"), ("chn", "kn"), ("ch", "X"), ("sh", "X"), ("zh", "J"), ("kh", "K"),
    ("phn", "pn"), ("ph", "f"), ("gh", "G"), ("th", "T"), ("bh", "b"), ("dh", "d"), ("jh", "J"),
    ("Xh", "X"), ("vh", "v"),
)  # fmt: skip


def _without_soft_letters(word: str) -> str:
    """c, g, q and t by the letter that follows them."""
    if "q" in word:
        word = word.replace("que", "ke").replace("qui", "ki").replace("q", "k")
    if word[1:2] == "v" and word[0] in "kg" and word[2:3] in ("e", "i"):
        word = word[0] + word[2:]  # Квебек, Québec; Гвинея, Guinée
    if "g" in word:
        word = word.replace("gue", "Je").replace("gui", "Ji").replace("ge", "Je").replace("gi", "Ji")
    if "c" in word:
        word = word.replace("ce", "se").replace("ci", "si").replace("c", "k")
    if "ts" in word:
        word = _TS_BEFORE_VOWEL.sub("s", word)
    return word.replace("j", "J").replace("dJ", "J").replace("tX", "X").replace("T", "t").replace("G", "g")


_TS_BEFORE_VOWEL: Final = re.compile("ts(?=[aeiou])")


# --- numbers ----------------------------------------------------------------------------------------

# Digits, or groups of them as in +228 90 11 22 33; beginning at a digit makes searching quick.
_NUMBER: Final = re.compile(r"\d+(?:[ .()/-]{1,3}\d+)*")
_LONG_NUMBER: Final = re.compile(r"\d{6,}|\d{1,5}(?:[ .()/-]{1,3}\d{1,5}(?!\d)){1,9}")
_DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}")
_DIGITS: Final = re.compile(r"\d+")
_FEWEST_DIGITS: Final = 6
_MOST_DIGITS: Final = 20
_SHORTEST_ENDING: Final = 4


def _whole_numbers(text: str) -> list[str]:
    tokens: list[str] = []
    for found in _LONG_NUMBER.finditer(text):
        groups = _DIGITS.findall(found.group())
        digits = "".join(groups)[:_MOST_DIGITS]
        if len(groups) > 1:
            tokens.append(digits)
        if _is_telephone(found, groups):
            tokens += [digits[start:] for start in range(1, len(digits) - _SHORTEST_ENDING + 1)]
    return tokens


def _joined_if_telephone(found: re.Match[str]) -> str:
    groups = _DIGITS.findall(found.group())
    if not _is_telephone(found, groups):
        return found.group()
    if groups[0] == "8" and len(groups) > 1:
        del groups[0]  # dialled inside Russia instead of +7
    digits = "".join(groups)
    return digits.lstrip("0") or digits  # the international form has no leading nought


def _is_telephone(found: re.Match[str], groups: list[str]) -> bool:
    """By its plus sign, its leading nought, or its groups; dates (2024-11-03) keep their parts."""
    before = found.string[max(0, found.start() - 2) : found.start()]
    if "+" in before:
        return True
    if sum(map(len, groups)) < _FEWEST_DIGITS or _DATE.fullmatch(found.group()):
        return False
    return groups[0][0] == "0" or len(groups) == 1 or max(map(len, groups)) <= 3


# --- order and fall-back ----------------------------------------------------------------------------


def plain(text: str) -> str:
    """A text in lower case without accents, ё as е, with single blanks for signs; the script stays."""
    lowered = _lower(text)
    if not lowered.isascii():
        lowered = lowered.translate(_PLAIN)
    return " ".join(_WORD_OF_ANY_SCRIPT.findall(lowered)) if lowered.isascii() else _plain_words(lowered)


def _plain_words(text: str) -> str:
    # vowel signs of Devanagari and others are marks, which \w leaves out
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return " ".join(kept.split())


def rank(query: str, title: str, body_tokens: Sequence[str] | None = None) -> tuple[int, int]:
    """Sort key of a found record, smaller first; equal keys keep the caller's order (newest first).

    First number: 0 every word of the query is a word of the title, 1 the title begins with the query, 2 every
    word of the query begins a word of the title, 3 the title matches in its skeleton only, 4 the body does
    (where body_tokens, the `fold` of the rest, are given), 5 otherwise. Second number: words of the query
    with which no word of the title begins.
    """
    asked = plain(query).split()
    words = plain(title).split()
    missing = sum(not any(word.startswith(part) for word in words) for part in asked)
    if asked and set(asked) <= set(words):
        return 0, 0
    if asked and " ".join(words).startswith(" ".join(asked)):
        return 1, 0
    if asked and not missing:
        return 2, 0
    typed = fold_typed(query)
    if typed and _all_begin(typed, fold(title)):
        return 3, missing
    if typed and body_tokens is not None and _all_begin(typed, body_tokens):
        return 4, missing
    return 5, missing


def _all_begin(prefixes: Sequence[str], tokens: Sequence[str]) -> bool:
    return all(any(token.startswith(prefix) for token in tokens) for prefix in prefixes)


def nearest_terms(term: str, vocabulary: Iterable[str], limit: int = 8) -> list[str]:
    """Terms of a vocabulary within one slip (a letter more, less, other, or two exchanged), best first.

    Both are skeletons as `fold` gives them. Whole words are compared first; when none is near, the beginnings
    of longer ones are, since the term may be unfinished. The same first letter goes first, then the shorter.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(term) < 3:
        return []
    terms = list(dict.fromkeys(vocabulary))
    found = process.extract(term, terms, scorer=OSA.distance, score_cutoff=1, limit=None)
    near = {word: int(slips) for word, slips, _ in found}
    if not near:
        beginnings = [word for word in terms if len(word) > len(term) and word[0] == term[0]]
        cut = [word[: len(term)] for word in beginnings]
        found = process.extract(term, cut, scorer=OSA.distance, score_cutoff=1, limit=None)
        near = {beginnings[at]: int(slips) for _, slips, at in found}
    best = sorted(near, key=lambda word: (near[word], word[0] != term[0], len(word), word))
    return best[:limit]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Russian names of cities: the best attested spelling, else a practical transcription.

GeoNames gives spellings without saying their language. Of the Cyrillic ones the Russian is taken to be
the one written in Russian letters that sounds most like the main name. Where there is none, the name is
transcribed by the reading rules of the country's written language; such names are marked as transcribed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

_RUSSIAN = re.compile(r"[А-ЯЁ][А-Яа-яЁё]*(?:[ \-’'][А-Яа-яЁё]+)*")
_OTHER_LANGUAGES = re.compile(r"[сцз]ьк|ц[яю]|шч|\b[Вв]елики\b|[ҐЄІЇЎЈЉЊЋЂЏҢҒҚҰҮҺӘӨґєіїўјљњћђџңғқұүһәө]")
_UNLIKE_RUSSIAN = re.compile(r"\b[ЕЙ]|ъ|йо|[а-яё]э(?![а-яё]*[аоуи]э)|ий(?=[^аеиоуя\b])|[жшч]ы|ски$")
_LIKE_RUSSIAN = re.compile(r"ль|ь$")
_EAST_SLAVIC = {"BY", "KG", "KZ", "RU", "UA"}
_ROMANISED = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya".split(),
            strict=True,
        )
    )
)
_SMALL_WORDS = {"da", "de", "des", "do", "du", "e", "la", "le", "les", "sur"}
_NOT_A_NAME = re.compile(
    r"\b(?:город|район|вилояти|шаары|каласы|калаһы|хот|область|облусу|облысы|провинция|округ|коммуна)\b",
    re.IGNORECASE,
)

_READING = (
    dict.fromkeys("BF BJ CF DJ GN ML MR NE SN TD TG".split(), "french")
    | dict.fromkeys("BI CD RW".split(), "great lakes")
    | dict.fromkeys(("HT",), "haitian")
    | dict.fromkeys("AO GW MZ ST".split(), "portuguese")
    | dict.fromkeys(("FR", "LU"), "european french")
    | dict.fromkeys(("MG",), "malagasy")
    | dict.fromkeys(("SO",), "somali")
    | dict.fromkeys(("SD", "YE"), "arabic")
    | dict.fromkeys("BD KH LA MM NP".split(), "aspirated")
)

Rules = tuple[tuple[str, str], ...]
"""What is spelled (a pattern) and what is heard; the first that fits wins."""


def _rules(pairs: str) -> Rules:
    # "~" stands for the "=" of a look-around, since "=" parts a spelling from its sound
    split = (pair.partition("=")[::2] for pair in pairs.split())
    return tuple((spelled.replace("~", "="), heard) for spelled, heard in split)


_LETTERS = _rules(
    "a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=дж k=к l=л m=м n=н "
    "o=о p=п q=к r=р s=с t=т u=у v=в w=в x=кс y=и z=з"
)
_GLIDES = _rules(
    "^e$=е ^ya=я ^yo=йо ^yu=ю ^ye=е (?<~[aeiou])ya=я (?<~[aeiou])yo=йо (?<~[aeiou])yu=ю (?<~[aeiou])ye=е "
    "(?<~[aeiou])y(?![aeiou])=й (?<~[^aeiou])ya=ья (?<~[^aeiou])yo=ьо (?<~[^aeiou])yu=ью (?<~[^aeiou])ye=ье "
    "yi=и ^e=э (?<~[gq]u)e=е (?<~[ao])e=э ai=ай ei=ей oi=ой"
)
_ENGLISH = _rules(
    "tch=ч sh=ш ch=ч ts=ц kh=х gh=г th=т ph=ф zh=ж dh=д ck=к jj=ддж ee=и oo=у ville$=вилл ia$=ия c(?~[eiy])=с"
)
_FRENCH = _rules(
    "eau=о oui=уи ^you=ю (?<~[aeio])you=ю ou=у gna=нья gn=нь tch=ч ch=ш dj=дж j=ж ph=ф th=т kh=х gh=г ck=к "
    "qu=к c(?~[eiy])=с gu(?~[ei])=г g(?~[eiy])=ж ü=у ç=с aï=аи"
)
_HAITIAN = _rules(
    "^les$=ле ^des$=де ^de$=де ^le$=ле ets$=е (?<~[^aeiou])es?$= (?<~[aeiouylrn])[dsx]$= (?<~[aeiou])t$= "
    "lle$=ль ain=ен ie(?~r$)=ье (?<~ie)r$= oi=уа aix$=е ai=е h= au=о (?<~[aeiou])s(?~[aeiou])=з"
)
_PORTUGUESE = _rules(
    "ao\u0303=ан lh=ль nha=нья nh=нь ch=ш x=ш j=ж ç=с c(?~[ei])=с qu(?~[ei])=к gu(?~[ei])=г g(?~[ei])=ж "
    "ia$=ия os$=уш (?<~[aeiou])s(?~[aeiou])=з s$=ш ^h="
)
_ASPIRATED = _rules(
    "chh=чх ch=ч sh=ш jh=джх jj=ддж kh=кх gh=гх th=тх dh=дх ph=пх bh=бх ee=и oo=у ou=у ia$=ия "
    "ny(?~[aeou])=нь c=ч"
)
_ARABIC = _rules("^al$=аль ^a(?~.$)=э ^ash$=эш iyyah?$=ия iyah?$=ия (?<~a)h$=")
_SOMALI = _rules("sh=ш kh=х dh=д x=х c= aa=а ee=е oo=о ii=и uu=у")
_READINGS: dict[str, Rules] = {
    "english": _ENGLISH + _GLIDES + _LETTERS,
    "french": _FRENCH + _GLIDES + _LETTERS,
    "great lakes": (("g(?=[ei])", "г"), *_FRENCH, *_GLIDES, *_LETTERS),
    "haitian": _HAITIAN + _FRENCH + _GLIDES + _LETTERS,
    "european french": (*_HAITIAN, *_FRENCH, ("u", "ю"), *_GLIDES, *_LETTERS),
    "portuguese": _PORTUGUESE + _GLIDES + _LETTERS,
    "malagasy": _rules("ts=ц j=дз ao=ау o=у") + _GLIDES + _LETTERS,
    "somali": _SOMALI + _GLIDES + _LETTERS,
    "arabic": _ARABIC + _ENGLISH + _GLIDES + _LETTERS,
    "aspirated": _ASPIRATED + _GLIDES + _LETTERS,
}


def attested(name: str, country: str, spellings: Iterable[str]) -> str | None:
    """The spelling that most likely is the Russian name of the city called `name`, or None."""
    candidates = sorted(filter(_may_be_russian, spellings))
    distance = _distance_in_letters if country in _EAST_SLAVIC else _distance_in_sound
    return min(
        candidates,
        key=lambda spelling: distance(name, country, spelling) + _oddity(name, spelling),
        default=None,
    )


def transcribe(name: str, country: str) -> str:
    """`name` in Russian letters as read in the country (ISO 3166 code); spaces become hyphens."""
    read_word = _reader(_READINGS[_READING.get(country, "english")])
    words = re.findall(r"[^\W_]+̃?[^\W_]*", _plain(name))
    read = [read_word(word) for word in words]
    return "-".join(
        russian if number and word in _SMALL_WORDS else russian[:1].upper() + russian[1:]
        for number, (word, russian) in enumerate(zip(words, read, strict=True))
    )


def _may_be_russian(spelling: str) -> bool:
    if _OTHER_LANGUAGES.search(spelling) or _NOT_A_NAME.search(spelling):
        return False
    return _RUSSIAN.fullmatch(spelling) is not None


def _distance_in_letters(name: str, _country: str, spelling: str) -> float:
    """How far a spelling is from a name that is itself romanised from Cyrillic: ы and и are told apart."""
    romanised = spelling.lower().translate(_ROMANISED)
    return Levenshtein.normalized_distance(_bare(romanised), _bare(name.lower().replace("ë", "e")))


def _bare(latin: str) -> str:
    return re.sub(r"[^a-z]", "", anyascii(latin)).replace("ye", "e").replace("iy", "y")


def _distance_in_sound(name: str, country: str, spelling: str) -> float:
    """How far a spelling is from the sound of a name, and from how its country reads it."""
    sound = _sound(spelling)
    distance = min(Levenshtein.normalized_distance(form, sound) for form in _sounds_of(name))
    expected = transcribe(name, country).replace("ь", "")
    return distance + 0.8 * Levenshtein.normalized_distance(expected, spelling.replace("ь", ""))


def _oddity(name: str, spelling: str) -> float:
    """What Russian spelling of foreign names avoids, and what only Russian does."""
    odd = 0.06 * len(_UNLIKE_RUSSIAN.findall(spelling))
    odd -= 0.03 * len(_LIKE_RUSSIAN.findall(spelling))
    odd += 0.05 * (" " in spelling) + 0.08 * (spelling.count(" ") > name.count(" ") + name.count("-"))
    if re.search(r"[ыеуию]$", spelling) and name[-1:].lower() in "aàá":
        odd += 0.08  # an inflected form: «в Лунсаре»
    return odd


def _sound(text: str) -> str:
    latin = re.sub(r"[^a-z]", "", anyascii(text.replace("ц", "ts").replace("х", "h")).lower())
    for spelled, heard in (("shch", "s"), ("kh", "h"), ("zh", "j"), ("ya", "ia"), ("yu", "iu"), ("y", "i")):
        latin = latin.replace(spelled, heard)
    return latin


def _sounds_of(name: str) -> set[str]:
    """How the Latin name may be read: as written, the English way, the French way."""
    latin = re.sub(r"[^a-z]", "", anyascii(name).lower())
    french = (
        latin.replace("ou", "u").replace("ch", "sh").replace("dj", "j").replace("qu", "k").replace("c", "k")
    )
    written = latin.replace("kh", "h").replace("c", "k").replace("w", "v").replace("y", "i").replace("q", "k")
    return {written, french.replace("w", "v").replace("y", "i"), latin.replace("j", "dj")}


def _plain(name: str) -> str:
    """Lower case without accents, keeping ç, ï, ü and the tilde of -ão."""
    kept = unicodedata.normalize("NFC", re.sub(r"[’'‘ʻ`]", "", name.lower()))
    parts = (
        char if char in "çïü" else unicodedata.normalize("NFD", char)[0]
        for char in kept.replace("ão", "ao\u0303")
    )
    return "".join(parts)


def _reader(rules: Rules) -> Callable[[str], str]:
    patterns = [(re.compile(spelled), heard) for spelled, heard in rules]

    def read(word: str) -> str:
        said, at = "", 0
        while at < len(word):
            hits = ((pattern.match(word, at), heard) for pattern, heard in patterns)
            hit, heard = next(((hit, heard) for hit, heard in hits if hit), (None, ""))
            said, at = said + heard, hit.end() if hit else at + 1
        return said

    return read

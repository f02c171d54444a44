# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes resources/bundles/dictionary-2.bin, which lets a bundle of few saves be small.

    python packaging/make_dictionary.py

It is trained on saves invented from the texts of resources/example and resources/handbook, without the
random bytes of a payload: nothing can be learnt from them. The same texts, seed and release of
Zstandard (1.5.7) give the same bytes. A dictionary that was released never changes: bundles made
with it are read for ever. A better one gets the next number, here and in sync/compression.py.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import cbor2
import zstandard

from coopdesk.desk.example_unfolding import EVERY, Example, unfold
from coopdesk.history import chain
from coopdesk.history.chain import SaveHead
from coopdesk.history.segment import FeedName, Proven, Segment
from coopdesk.language import LANGUAGES
from coopdesk.records.declaration import Field
from coopdesk.records.identity import to_text
from coopdesk.records.kinds import (
    Choice,
    Count,
    Country,
    Day,
    Email,
    Json,
    Line,
    Link,
    Moment,
    Money,
    Percentage,
    Phone,
    Prose,
    Tongue,
    WebAddress,
)
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touch, Touches
from coopdesk.sync import items
from coopdesk.sync.items import Item
from coopdesk.sync.packing import Columns, Place, encode

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "resources" / "example"
HANDBOOK = ROOT / "resources" / "handbook"
TARGET = ROOT / "resources" / "bundles" / "dictionary-2.bin"
NUMBER = 27002
SIZE = 120 * 1024
SEED = 1
"""Of three, the best on sentences that are neither among the texts here nor in the measure."""
SAMPLES = 20_000
INVENTED = 6000
ON = date(2026, 11, 29)
SAVES = (1, 1, 2, 3, 5, 8, 20)
"""How many saves a sample has: most bundles hold few."""
OFTEN = 3
"""How often a paragraph of the handbook stands for one text of the example office."""
OFFICERS = ("Afi Mensah", "Sunita Shrestha", "Anna Petrova", "Komi Agbeko")

FAMILIES = ("mensah", "lawson", "shrestha", "petrova")
HALLS = ("ville", "mairie", "city", "cityhall")

Save = list[tuple[str, Touches]]
"""What one save touches: types with their values."""


def dictionary() -> bytes:
    """The bytes of the dictionary."""
    chance = random.Random(SEED)
    saves = list(_saves(chance))
    texts = [text for save in saves for text in _texts(save)] + OFTEN * list(_paragraphs())
    saves += [_invented(chance, texts) for _ in range(INVENTED)]
    contents: list[bytes | bytearray | memoryview] = [_content(chance, saves) for _ in range(SAMPLES)]
    trained = zstandard.train_dictionary(
        SIZE, contents, k=400, d=6, f=20, split_point=1.0, accel=1, level=19, dict_id=NUMBER
    )
    return trained.as_bytes()


def _saves(chance: random.Random) -> Iterator[Save]:
    for file in sorted(EXAMPLES.glob("*.toml")):
        key = file.stem.rstrip("-0123456789")
        if key not in BY_KEY:
            continue
        sheet = tomllib.loads(file.read_text(encoding="utf-8"))
        kept = {name: table for name, table in sheet.items() if name == EVERY or isinstance(table, dict)}
        for language in LANGUAGES:
            for examples in unfold(key, kept, ON, language):
                yield [(example.type.key, _touches(chance, example)) for example in examples]


def _touches(chance: random.Random, example: Example) -> Touches:
    fields = example.type.by_key
    return {key: _touch(chance, fields[key], example.values[key]) for key in sorted(example.values)}


def _touch(chance: random.Random, field: Field, value: Json) -> Touch:
    if isinstance(value, dict):
        return {slot: _scalar(chance, field, value[slot]) for slot in sorted(value)}
    if isinstance(value, list):
        return dict.fromkeys(sorted(str(_scalar(chance, field, one)) for one in value), True)
    return _scalar(chance, field, value)


def _scalar(chance: random.Random, field: Field, value: Json) -> str | int:
    if isinstance(field.kind, Link):
        return to_text(chance.randbytes(16))
    return value if isinstance(value, int) else str(value)


def _texts(save: Save) -> Iterator[str]:
    """The texts of a save, whatever field they stand in."""
    for kind, touches in save:
        fields = BY_KEY[kind].by_key
        for key, touch in touches.items():
            if isinstance(fields[key].kind, Line | Prose):
                yield from [str(text) for text in touch.values()] if isinstance(touch, dict) else [str(touch)]


def _paragraphs() -> Iterator[str]:
    """The paragraphs of the handbook in all languages, without marks."""
    for file in sorted(HANDBOOK.glob("*/*.md")):
        for paragraph in file.read_text(encoding="utf-8").split("\n\n"):
            if not paragraph.startswith("<!--") and (text := re.sub(r"[*`#]", "", paragraph).strip()):
                yield text


def _invented(chance: random.Random, texts: list[str]) -> Save:
    """A save of a few fields of any type, so that each field and each code of a choice is known."""
    kind = chance.choice(list(BY_KEY.values()))
    fields = chance.sample(kind.fields, min(len(kind.fields), chance.randint(1, 5)))
    touches: Touches = {}
    for field in sorted(fields, key=lambda field: field.key):
        scalar = _value(chance, field, texts)
        if field.kind.many:
            touches[field.key] = {str(scalar): True}
        else:
            touches[field.key] = {chance.choice(LANGUAGES): scalar} if field.kind.multilingual else scalar
    return [(kind.key, touches)]


def _value(chance: random.Random, field: Field, texts: list[str]) -> str | int:
    day = f"{chance.randint(2024, 2028)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    match field.kind:
        case Choice(codes=codes):
            return chance.choice(list(codes))
        case Moment():
            return f"{day} {chance.randint(7, 17):02}:{chance.choice(('00', '15', '30', '45'))}"
        case Day():
            return day
        case Link():
            return to_text(chance.randbytes(16))
        case Tongue():
            return chance.choice(("fr", "en", "ru", "ee", "ne"))
        case Country():
            return chance.choice(("TG", "BJ", "NP", "FR", "RU", "GH"))
        case Phone():
            pairs = " ".join(str(chance.randint(10, 99)) for _ in range(4))
            return f"{chance.choice(('+228', '+229 01', '+977', '+33'))} {pairs}"
        case Email():
            return (
                f"{chance.choice(('a', 'k', 's'))}.{chance.choice(FAMILIES)}@{chance.choice(HALLS)}.example"
            )
        case WebAddress():
            return f"https://www.{chance.choice(HALLS)}.example"
        case Money():
            return f"{chance.randint(1, 99) * 50_000} XOF"
        case Count() | Percentage():
            return chance.randint(1, 100)
        case Prose():
            return chance.choice(texts)
    return chance.choice(texts)[:60]


def _content(chance: random.Random, saves: list[Save]) -> bytes:
    """What a frame holds with a few of the saves, made or changed, in one segment; not its dense bytes."""
    chosen = [_changed(chance, chance.choice(saves)) for _ in range(chance.choice(SAVES))]
    leaves = [leaf for save in chosen for leaf in save]
    hashes = [chance.randbytes(32) for _ in leaves]
    known = {chance.randbytes(32): Place(chance.randbytes(32), chance.randint(0, 300)) for _ in leaves}
    parents = [chance.choice([b"", name, chance.randbytes(32)]) for name in known]
    ids = [chance.randbytes(16) for _ in leaves]
    segment = Segment(
        FeedName(chance.randbytes(16), chance.randbytes(32), 1),
        *(chance.randbytes(32), hashes[-1], chance.randbytes(16), chance.randbytes(64)),
        tuple(_heads(chance, chosen)),
        0,
        ids,
        [kind for kind, _ in leaves],
        parents,
        [chain.encode_body(touches) for _, touches in leaves],
    )
    payload = encode([Proven(segment, hashes, [touches for _, touches in leaves])], known.get)
    frame = items.frame_of([Item(items.SEGMENTS, payload)])
    return frame[: len(frame) - len(Columns(*cbor2.loads(payload)).dense)]


def _changed(chance: random.Random, save: Save) -> Save:
    """The save as it was, or a later change of a few fields of one of its records."""
    if chance.random() < 0.5:
        return save
    kind, touches = chance.choice(save)
    keys = chance.sample(sorted(touches), min(len(touches), chance.randint(1, 3)))
    return [(kind, {key: touches[key] for key in sorted(keys)})]


def _heads(chance: random.Random, saves: list[Save]) -> Iterator[tuple[int, bytes]]:
    place = 0
    moment = 1_764_000_000_000 + chance.randrange(10**11)
    lamport = chance.randint(1, 5000)
    officer = chance.choice(OFFICERS)
    for number, save in enumerate(saves):
        moment += chance.randrange(600_000)
        yield place, SaveHead(lamport + number, moment, officer, 1, len(save)).encoded()
        place += len(save)


def main() -> None:
    """Write the dictionary."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(dictionary())


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shipped dictionary makes bundles of few saves small."""

import os
import random

import pytest
import zstandard

from coopdesk.paths import resource
from coopdesk.records.values import Touches
from coopdesk.sync import compression, manifest
from coopdesk.sync.items import SEGMENTS, Item, frame_of, items_of
from coopdesk.sync.packing import encode
from tests.sync.earlier import in_layout_one
from tests.sync.offices import Office, segment

SENTENCES = {
    "en": (
        "Water kiosks in three wards",
        "The delegation visited the new market hall and agreed on a shared price list.",
        "Paid by transfer on Monday; the receipt is in the blue folder.",
        "Workshop on composting for market women",
        "The pump stopped twice in March, a spare part was ordered from Accra.",
        "School library: 400 books arrived",
    ),
    "fr": (
        "Bornes-fontaines dans trois quartiers",
        "La délégation a visité la nouvelle halle et a convenu d’une grille de prix commune.",
        "Versé par virement lundi ; le reçu est dans la chemise bleue.",
        "Atelier de compostage pour les femmes du marché",
        "La pompe s’est arrêtée deux fois en mars, une pièce a été commandée à Accra.",
        "Bibliothèque scolaire : 400 livres sont arrivés",
    ),
    "ru": (
        "Водоразборные колонки в трёх районах",
        "Делегация посетила новый рынок и договорилась об общем прейскуранте.",
        "Оплачено переводом в понедельник; квитанция в синей папке.",
        "Мастерская по компосту для торговок рынка",
        "Насос дважды останавливался в марте, деталь заказана в Аккре.",
        "Школьная библиотека: пришло 400 книг",
    ),
}
"""The measure: none of them, nor four words of one, stands in what the dictionary was trained on."""


def save(chance: random.Random, language: str) -> tuple[str, Touches]:
    sentences = SENTENCES[language]
    text, more = chance.sample(sentences, 2)
    day = f"2027-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    made: list[tuple[str, Touches]] = [
        (
            "note",
            {
                "kind": "partner_visit",
                "starts": f"{day} 09:30",
                "state": "draft",
                "text": more,
                "title": text,
            },
        ),
        ("follow-up", {"due_on": day, "priority": "high", "what": text}),
        (
            "person",
            {"family_name": "Adjei", "given_name": "Koffi", "phones": {f"+228 90 {day[-2:]} 34 56": True}},
        ),
        ("organisation", {"kind": "association", "name": {language: text}}),
        ("note", {"text": more}),
        ("agreement", {"signed_on": day, "stage": "signed"}),
    ]
    return chance.choice(made)


def content(chance: random.Random, office: Office, language: str, saves: int) -> bytes:
    chosen = [[(os.urandom(16), *save(chance, language))] for _ in range(saves)]
    start = os.urandom(32)
    return frame_of([Item(SEGMENTS, encode([segment(office, chosen, start)], lambda _: None))])


def before(frame: bytes) -> bytes:
    """What the frame held with its payload in layout 1."""
    return frame_of([Item(SEGMENTS, in_layout_one(items_of(frame)[0].body))])


@pytest.mark.parametrize(("saves", "most"), [(1, 0.65), (2, 0.65), (5, 0.65), (10, 0.67), (20, 0.72)])
def test_few_saves_pack_well(saves: int, most: float) -> None:
    chance, office = random.Random(saves), Office()
    context = manifest.context(office.keys.space, office.device.public)
    contents = [content(chance, office, language, saves) for language in SENTENCES for _ in range(8)]
    packed = sum(len(compression.compressed(one, context)) for one in contents)
    plain = sum(len(zstandard.compress(one, 19)) for one in contents)
    assert packed <= most * plain
    earlier = sum(len(zstandard.compress(before(one), 19)) for one in contents)
    assert packed <= min(most, 0.68) * earlier
    assert all(
        compression.decompressed(compression.compressed(one, context), context) == one for one in contents
    )


def test_the_dictionary_has_not_seen_the_measure() -> None:
    known = shipped(compression.DICTIONARY).decode("utf-8", "ignore")
    for sentences in SENTENCES.values():
        for words in map(str.split, sentences):
            assert not any(" ".join(words[at : at + 4]) in known for at in range(max(1, len(words) - 3)))


def test_each_dictionary_has_its_number() -> None:
    for number in compression.DICTIONARIES:
        assert zstandard.ZstdCompressionDict(shipped(number)).dict_id() == number


def test_what_was_packed_with_the_first_dictionary_is_read() -> None:
    office = Office()
    context = manifest.context(office.keys.space, office.device.public)
    one = content(random.Random(1), office, "fr", 3)
    first = zstandard.ZstdCompressionDict(shipped(27001) + context)
    assert compression.decompressed(zstandard.ZstdCompressor(dict_data=first).compress(one), context) == one


def shipped(number: int) -> bytes:
    return resource(compression.DICTIONARIES[number]).read_bytes()

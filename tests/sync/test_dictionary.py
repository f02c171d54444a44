# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shipped dictionary makes bundles of few saves small."""

import os
import random

import pytest
import zstandard

from coopdesk.records.values import Touches
from coopdesk.sync import compression, manifest
from coopdesk.sync.items import SEGMENTS, Item, frame_of
from coopdesk.sync.packing import encode
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
"""None of them stands in the example office, on which the dictionary was trained."""


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


@pytest.mark.parametrize(("saves", "most"), [(1, 0.65), (2, 0.65), (5, 0.65), (10, 0.70), (20, 0.75)])
def test_few_saves_pack_well(saves: int, most: float) -> None:
    chance, office = random.Random(saves), Office()
    context = manifest.context(office.keys.space, office.device.public)
    contents = [content(chance, office, language, saves) for language in SENTENCES for _ in range(8)]
    packed = sum(len(compression.compressed(one, context)) for one in contents)
    plain = sum(len(zstandard.compress(one, 19)) for one in contents)
    assert packed <= most * plain
    assert all(
        compression.decompressed(compression.compressed(one, context), context) == one for one in contents
    )

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made the bundle in bundle-2/ with its keys and its content, once: see README.md.

PYTHONPATH=src:. python tests/old_files/make_bundle.py
"""

import json
import os
from pathlib import Path

from coopdesk.records.values import Touches
from coopdesk.sync import receipts, statements
from coopdesk.sync.bundle_keys import recipient_of
from coopdesk.sync.items import RECEIPTS, SEGMENTS, STATEMENTS, Chunk, Item, chunk_item, list_item
from coopdesk.sync.packing import encode
from coopdesk.sync.receipts import Receipt, Run
from tests.sync.offices import Office, segment

FOLDER = Path(__file__).parent / "bundle-2"
LEAVES: list[list[tuple[str, Touches]]] = [
    [("note", {"text": "Насос стоит с марта.", "title": "Visite du marché"})],
    [
        ("person", {"emails": {"k.adjei@ville.example": True}, "family_name": "Adjei"}),
        ("place", {"country": "TG"}),
    ],
    [("organisation", {"name": {"en": "City hall", "fr": "Mairie", "ru": "Мэрия"}})],
    [("follow-up", {"due_on": "2027-01-28", "priority": "high"})],
    [("follow-up", {"due_on": "2027-02-28", "priority": "high"})],
    [("follow-up", {"due_on": "2027-03-28", "priority": "high"})],
]
PICTURE = bytes(range(256)) * 20


def main() -> None:
    """Write the three files."""
    office = Office()
    space, device = office.keys.space, office.device
    saves = [[(os.urandom(16), kind, touches) for kind, touches in save] for save in LEAVES]
    first = segment(office, saves[:2])
    second = segment(office, saves[2:], first.segment.end)
    founded = {"letter": "A", "name": "Bureau", "reader": recipient_of(device.age)}
    found = statements.signed(space, device.public, device.private.sign, statements.FOUND, founded)
    run = Run(2, b"", (second.segment.end[:6], first.segment.end[:6]))
    held = Receipt(space, device.public, 1, 1, {first.segment.feed.id[:8]: (run,)})
    office.writes(
        FOLDER / "bundle.coopx",
        list_item(STATEMENTS, [found.encoded()]),
        list_item(RECEIPTS, [receipts.signed(held, device.private.sign)]),
        Item(SEGMENTS, encode([first, second], lambda _: None)),
        Item("of-a-later-version", b"\x00\x01\x02"),
        chunk_item(Chunk(bytes(32), 0, len(PICTURE), PICTURE)),
    )
    leaves = [
        {"record": record.hex(), "type": kind, "values": touches}
        for save in saves
        for record, kind, touches in save
    ]
    told = {"device": device.public.hex(), "end": second.segment.end.hex(), "leaves": leaves}
    keys = {"space": space.hex(), "identity": office.keys.current}
    for name, facts in (("content.json", told), ("keys.json", keys)):
        text = json.dumps(facts, ensure_ascii=False, indent=1)
        (FOLDER / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The examples in FORMAT.md are what the program writes."""

import re
from pathlib import Path

import pytest

import coopdesk.sync
from coopdesk.history import chain
from coopdesk.history.chain import SaveHead
from coopdesk.history.segment import FeedName, Segment
from coopdesk.sync import layout, manifest
from coopdesk.sync.bundle_keys import ForPassphrase, SenderKeys
from coopdesk.sync.columns import packed, unpacked
from coopdesk.sync.envelope import digest
from coopdesk.sync.items import Chunk, Item, chunk_item, frame_of, list_item
from coopdesk.sync.layout import FrameMark, Header
from coopdesk.sync.packing import encode
from tests.sync.proving import prove

PAGE = Path(coopdesk.sync.__file__).parent / "FORMAT.md"
ID, SPACE, DEVICE, SEED = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 64)), bytes(range(64, 80))
MOMENT = 1_790_000_000_000


@pytest.fixture(scope="module")
def examples() -> dict[str, str]:
    found = re.findall(r"```hex ([a-z]+)[0-9 ]*\n([0-9a-f\n]+)```", PAGE.read_text(encoding="utf-8"))
    return {name: text.replace("\n", "") for name, text in found}


def header() -> bytes:
    frame = b"not really an age file"
    mark = FrameMark(len(frame), layout.frame_hash(frame))
    hints = (layout.hint(ID, SPACE), bytes(8), layout.hint(ID, DEVICE))
    return Header(ID, ID, 1, 1, layout.FOR_SPACE, *hints, (mark,)).encoded()


def test_head_and_header(examples: dict[str, str]) -> None:
    head = layout.head_bytes(header(), b"0", b"1")
    end = layout.tail_bytes(head)[-12:]
    assert examples["head"] == (head[:20] + head[-16:] + end).hex()
    assert examples["header"] == header().hex()
    assert len(head) == 124
    assert examples["mark"] == layout.bundle_mark(head).hex()


def test_what_is_signed(examples: dict[str, str]) -> None:
    signed: list[bytes] = []

    def sign(message: bytes) -> bytes:
        signed.append(message)
        return bytes(64)

    readers = digest(ForPassphrase(SPACE, "any words"))
    manifest.signed(header(), b"0", SenderKeys(DEVICE, sign), SPACE, readers, MOMENT)
    assert [examples["message"]] == [message.hex() for message in signed]


def test_items_and_chunks(examples: dict[str, str]) -> None:
    content = frame_of([list_item("receipts", [b"\x01\x02"]), Item("news", b"hi")])
    assert examples["items"] == content.hex()
    assert examples["chunk"] == chunk_item(Chunk(bytes(32), 0, 3, b"abc")).body.hex()


def test_a_column(examples: dict[str, str]) -> None:
    assert examples["column"] == packed([3, 3, 3, 5, 300]).hex()
    assert unpacked(bytes.fromhex(examples["column"]), 5) == [3, 3, 3, 5, 300]
    assert examples["steps"] == packed([7, 8, 9, 10]).hex()


def test_a_payload(examples: dict[str, str]) -> None:
    head = SaveHead(1, MOMENT, "Ama Kossi", 1, 1).encoded()
    segment = Segment(
        *(FeedName(SPACE, DEVICE, 1), chain.START, bytes.fromhex(examples["end"]), SEED, bytes(64)),
        ((0, head),),
        0,
        [ID],
        ["note"],
        [b""],
        [chain.encode_body({"title": "Visit"})],
    )
    proven = prove(segment)
    assert proven is not None
    assert examples["payload"] == encode([proven], lambda _: None).hex()

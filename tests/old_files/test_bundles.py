# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bundles of earlier versions are read by this one."""

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from coopdesk.history.segment import Proven
from coopdesk.paths import resource
from coopdesk.store.vault import signed_by
from coopdesk.sync import receipts, statements
from coopdesk.sync.bundle_keys import ReaderKeys, SpaceKeys
from coopdesk.sync.container_reading import Opened, read_bundle
from coopdesk.sync.items import Item, chunk_of, list_of
from coopdesk.sync.unpacking import Payload

HERE = Path(__file__).parent
DICTIONARIES = {1: "112e9b0436bf0df35fe1a2fd50fc4c71", 2: "3b942350504525e649966dffcded423a"}


def told(folder: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module", params=["bundle-1", "bundle-2"])
def folder(request: pytest.FixtureRequest) -> Path:
    return HERE / str(request.param)


@pytest.fixture(scope="module")
def opened(folder: Path) -> Opened:
    keys = told(folder, "keys.json")
    reader = ReaderKeys(SpaceKeys(bytes.fromhex(keys["space"]), keys["identity"]))
    return read_bundle(folder / "bundle.coopx", reader)


@pytest.fixture(scope="module")
def inside(opened: Opened) -> dict[str, Item]:
    return {item.kind: item for item in opened.items()}


def test_it_opens(folder: Path, opened: Opened, inside: dict[str, Item]) -> None:
    assert not opened.damage
    assert opened.device.hex() == told(folder, "content.json")["device"]
    assert list(inside) == ["statements", "receipts", "segments", "of-a-later-version", "chunk"]


def test_its_segments_are_proven_and_signed(folder: Path, inside: dict[str, Item]) -> None:
    found = list(Payload(inside["segments"].body).segments({}))
    proven = [one for one in found if isinstance(one, Proven)]
    assert len(proven) == len(found) == 2
    for one in proven:
        assert signed_by(one.segment.feed.device, one.segment.signature, one.segment.message())
    leaves = [
        {"record": record.hex(), "type": kind, "values": touches}
        for one in proven
        for record, kind, touches in zip(one.segment.records, one.segment.kinds, one.touches, strict=True)
    ]
    expected = told(folder, "content.json")
    assert leaves == expected["leaves"]
    assert proven[-1].segment.end.hex() == expected["end"]


def test_its_other_items_are_understood(inside: dict[str, Item]) -> None:
    [statement] = [statements.read(entry) for entry in list_of(inside["statements"])]
    assert (statement.kind, statement.facts["name"]) == ("found", "Bureau")
    [receipt] = [receipts.read(entry, signed_by) for entry in list_of(inside["receipts"])]
    assert (receipt.number, len(receipt.feeds)) == (1, 1)
    assert chunk_of(inside["chunk"]).data == bytes(range(256)) * 20
    assert inside["of-a-later-version"].body == b"\x00\x01\x02"


def test_the_dictionaries_have_not_changed() -> None:
    for number, known in DICTIONARIES.items():
        shipped = resource(f"bundles/dictionary-{number}.bin").read_bytes()
        assert blake2b(shipped, digest_size=16).hexdigest() == known

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle opened with the age program and a reader that knows only FORMAT.md."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coopdesk.history.segment import Proven
from coopdesk.paths import resource
from coopdesk.records.values import Touches
from coopdesk.sync.compression import DICTIONARIES, SMALL
from coopdesk.sync.items import SEGMENTS, Item, list_item
from coopdesk.sync.packing import encode
from tests.sync import independent_reader
from tests.sync.offices import Office, segment

READER = Path(independent_reader.__file__)
DAYS = ("2027-02-28", "1999-12-31", "2027-03-01")
Leaf = tuple[bytes, str, Touches]


@pytest.fixture
def office() -> Office:
    return Office()


def read(office: Office, bundle: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return read_with(office.keys.space.hex(), office.keys.current, bundle, folder)


def read_with(space: str, identity: str, bundle: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    key = folder / "space-key"
    key.write_text(identity)
    dictionaries = [str(resource(name)) for name in DICTIONARIES.values()]
    asked = [sys.executable, "-I", str(READER), str(bundle), space, str(key), *dictionaries]
    return subprocess.run(asked, capture_output=True, text=True, check=False, encoding="utf-8")


def told(leaves: list[Leaf]) -> list[dict[str, Any]]:
    return [{"record": record.hex(), "type": kind, "values": touches} for record, kind, touches in leaves]


def sent(office: Office, leaves: list[Leaf]) -> tuple[Item, list[Proven]]:
    half = len(leaves) // 2
    first = segment(office, [leaves[:half]])
    second = segment(office, [[leaf] for leaf in leaves[half:]], first.segment.end)
    return Item(SEGMENTS, encode([first, second], lambda _: None)), [first, second]


def test_it_does_not_know_the_package() -> None:
    assert "coopdesk." not in READER.read_text(encoding="utf-8")


def test_a_small_bundle_with_the_dictionary(office: Office, tmp_path: Path) -> None:
    leaves: list[Leaf] = [
        (os.urandom(16), "note", {"text": "Насос стоит с марта.", "title": "Visite du marché"}),
        (os.urandom(16), "person", {"languages": {"fr": True, "ru": False}, "phones": None}),
        (os.urandom(16), "organisation", {"name": {"en": "City hall", "fr": "Mairie"}}),
    ]
    leaves += [(os.urandom(16), "follow-up", {"due_on": day, "priority": "high"}) for day in DAYS]
    leaves += [(os.urandom(16), "note", {"starts": at, "state": "draft"}) for at in (DAYS[0], "next week")]
    item, _ = sent(office, leaves)
    receipts = list_item("receipts", [b"invented"])
    [written] = office.writes(tmp_path / "a.coopx", receipts, item, Item("later", b"\x00\x01"))
    answer = read(office, written.file, tmp_path)
    assert answer.returncode == 0, answer.stderr
    inside = json.loads(answer.stdout)
    assert inside["device"] == office.device.public.hex()
    assert inside["items"] == [
        {"kind": "receipts", "content": receipts.body.hex()},
        {"kind": "segments", "content": told(leaves)},
        {"kind": "later", "content": "0001"},
    ]


def test_a_large_bundle_without_it(office: Office, tmp_path: Path) -> None:
    leaves: list[Leaf] = [(os.urandom(16), "note", {"title": os.urandom(30).hex()}) for _ in range(1200)]
    item, _ = sent(office, leaves)
    assert len(item.body) > SMALL
    [written] = office.writes(tmp_path / "a.coopx", item)
    answer = read(office, written.file, tmp_path)
    assert json.loads(answer.stdout)["items"] == [{"kind": "segments", "content": told(leaves)}]


@pytest.mark.parametrize("name", ["bundle-1", "bundle-2"])
def test_a_bundle_of_an_earlier_version(name: str, tmp_path: Path) -> None:
    folder = READER.parents[1] / "old_files" / name
    keys, content = (json.loads((folder / name).read_text("utf-8")) for name in ("keys.json", "content.json"))
    answer = read_with(keys["space"], keys["identity"], folder / "bundle.coopx", tmp_path)
    assert answer.returncode == 0, answer.stderr
    [payload] = [item for item in json.loads(answer.stdout)["items"] if item["kind"] == "segments"]
    assert payload["content"] == content["leaves"]


def test_it_too_notices_a_changed_byte(office: Office, tmp_path: Path) -> None:
    [written] = office.writes(tmp_path / "a.coopx", Item("later", b"x"))
    data = bytearray(written.file.read_bytes())
    data[len(data) // 2] ^= 1
    written.file.write_bytes(data)
    assert "refused" in read(office, written.file, tmp_path).stderr

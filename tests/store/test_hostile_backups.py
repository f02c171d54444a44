# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that only look like a backup, or were one before the stick wore out."""

import json
import random
import warnings
import zipfile
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.store import backup, checking
from coopdesk.store.keeping import Store
from tests.store.desks import cheap_keys, desk_with_a_file, populations

PASSPHRASE = "quatre mots secrets"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)


def listed(parts: dict[str, bytes], **facts: object) -> bytes:
    found = {
        name: {"size": len(data), "hash": blake2b(data, digest_size=32).hexdigest()}
        for name, data in parts.items()
    }
    return json.dumps(
        {"format": 1, "at": "2026-11-24T09:30:00Z", "records": 2, "parts": found, **facts}
    ).encode()


Forge = Callable[[Path, dict[str, bytes]], None]


def forged(file: Path, parts: dict[str, bytes], manifest: bytes, method: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in parts.items():
            made.writestr(name, data)
        made.writestr("manifest.json", manifest)


def _path_name(file: Path, parts: dict[str, bytes]) -> None:
    parts = {**parts, "../../outside.txt": b"x"}
    forged(file, parts, listed(parts))


def _absolute_name(file: Path, parts: dict[str, bytes]) -> None:
    parts = {**parts, str(file.parent / "outside.txt"): b"x"}
    forged(file, parts, listed(parts))


def _device_key(file: Path, parts: dict[str, bytes]) -> None:
    parts = {**parts, "mark.json": b"{}"}
    forged(file, parts, listed(parts))


def _compressed_bomb(file: Path, parts: dict[str, bytes]) -> None:
    parts = {**parts, f"attachments/ab/ab{'0' * 38}": bytes(50_000_000)}
    forged(file, parts, listed(parts), zipfile.ZIP_DEFLATED)


def _shared_bytes(file: Path, parts: dict[str, bytes]) -> None:
    names = [f"attachments/ab/ab{number:038x}" for number in range(2_000)]
    data = bytes(100_000)
    manifest = listed({**parts, **dict.fromkeys(names, data)})
    with zipfile.ZipFile(file, "w") as made:
        for name, part in {**parts, names[0]: data}.items():
            made.writestr(name, part)
        first = made.getinfo(names[0])
        for name in names[1:]:
            twin = zipfile.ZipInfo(name)
            for fact in ("header_offset", "CRC", "compress_size", "file_size"):
                setattr(twin, fact, getattr(first, fact))
            made.filelist.append(twin)
        made.writestr("manifest.json", manifest)


def _missing_part(file: Path, parts: dict[str, bytes]) -> None:
    forged(file, {"keys.json": parts["keys.json"]}, listed(parts))


def _no_database(file: Path, parts: dict[str, bytes]) -> None:
    forged(file, {"keys.json": parts["keys.json"]}, listed({"keys.json": parts["keys.json"]}))


def _wrong_hash(file: Path, parts: dict[str, bytes]) -> None:
    forged(file, {**parts, "desk.db": parts["desk.db"][:-1] + b"?"}, listed(parts))


def _other_database(file: Path, parts: dict[str, bytes]) -> None:
    parts = {**parts, "desk.db": random.Random(1).randbytes(40_960)}
    forged(file, parts, listed(parts))


def _other_count(file: Path, parts: dict[str, bytes]) -> None:
    forged(file, parts, listed(parts, versions=99, tail="00"))


def _deep_manifest(file: Path, parts: dict[str, bytes]) -> None:
    forged(file, parts, b"[" * 100_000)


def _odd_manifest(file: Path, parts: dict[str, bytes]) -> None:
    forged(file, parts, b'{"format": 1, "parts": {"desk.db": 7, "keys.json": []}}')


def _doubled_part(file: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as made, warnings.catch_warnings(action="ignore"):
        for name, data in [*parts.items(), *parts.items()]:
            made.writestr(name, data)
        made.writestr("manifest.json", listed(parts))


def _costly_passphrase(file: Path, parts: dict[str, bytes]) -> None:
    stretch = {"salt": "AAAA", "memory": 2**31, "rounds": 10**6, "lanes": 4}
    keys = {"format": 1, "locked": True, "stretch": stretch, "database": "AAAA"}
    parts = {**parts, "keys.json": json.dumps(keys).encode()}
    forged(file, parts, listed(parts))


def _no_zip(file: Path, _: dict[str, bytes]) -> None:
    file.write_bytes(b"PK\x03\x04 nothing more")


def _empty(file: Path, _: dict[str, bytes]) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    "forge",
    [
        _path_name, _absolute_name, _device_key, _compressed_bomb, _shared_bytes, _missing_part, _no_database,
        _wrong_hash, _other_database, _other_count, _deep_manifest, _odd_manifest, _doubled_part,
        _costly_passphrase, _no_zip, _empty,
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_and_leaves_nothing(tmp_path: Path, forge: Forge) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        genuine = backup.back_up(store).file
    with zipfile.ZipFile(genuine) as opened:
        parts = {name: opened.read(name) for name in ("desk.db", "keys.json")}
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "hostile.coopbackup"
    forge(file, parts)
    with pytest.raises(WorldError) as caught:
        backup.restore(file, tmp_path / "out" / "new", PASSPHRASE)
    assert caught.value.code in ("backup_damaged", "keys_damaged")
    assert list((tmp_path / "out").glob("*")) == []
    assert [entry.name for entry in (tmp_path / "in").iterdir()] == ["hostile.coopbackup"]


def test_every_damaged_byte_and_every_cut_is_noticed(tmp_path: Path) -> None:
    store, _ = desk_with_a_file(tmp_path / "desk")
    with store:
        whole = backup.back_up(store, tmp_path / "stick.coopbackup").file.read_bytes()
    rng, file = random.Random(11), tmp_path / "worn.coopbackup"
    for number in range(120):
        worn = bytearray(whole)
        at = rng.randrange(len(whole))
        worn[at] ^= 1 << rng.randrange(8)
        file.write_bytes(bytes(worn) if number % 4 else whole[:at])
        into = tmp_path / f"new-{number}"
        try:
            backup.restore(file, into)
        except WorldError:
            assert not into.exists()
        else:  # a byte that says nothing, such as the time in a ZIP's header
            with Store.open(into) as store:
                assert checking.check(store) == []
                assert list(populations(store).values()) == [5]

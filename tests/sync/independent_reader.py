# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a bundle by FORMAT.md alone: the age program, public libraries, and no code of the package.

    python independent_reader.py BUNDLE SPACE_IN_HEX FILE_WITH_THE_SPACE_KEY DICTIONARIES…

Prints as JSON who signed it and what is in it; every hash and signature is verified on the way.
"""

import json
import struct
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from hashlib import blake2b, shake_128
from pathlib import Path
from typing import Any

import cbor2
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def H(size: int, person: bytes, data: bytes, key: bytes = b"") -> bytes:
    return blake2b(data, digest_size=size, person=person, key=key).digest()


def age(frame: bytes, identity: Path) -> bytes:
    """What the age program decrypts."""
    return subprocess.run(
        ["age", "--decrypt", "--identity", identity], input=frame, capture_output=True, check=True
    ).stdout


def check(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(f"refused: {what}")


def verify(device: bytes, signature: bytes, message: list[Any]) -> None:
    """Raises an error where the signature is wrong."""
    Ed25519PublicKey.from_public_bytes(device).verify(signature, cbor2.dumps(message))


def head_and_frames(data: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Header, frame 0, frame 1, and what follows the head."""
    magic, *lengths = struct.unpack(">8sIII", data[:20])
    check(magic == bytes.fromhex("8a434f4f50580d0a"), "magic")
    end = 20 + sum(lengths)
    check(H(16, b"coopdesk-head", data[:end]) == data[end : end + 16], "check of the head")
    first, second = 20 + lengths[0], 20 + lengths[0] + lengths[1]
    return data[20:first], data[first:second], data[second:end], data[end + 16 :]


def read(
    data: bytes, space: bytes, key: Path, dictionaries: dict[int, bytes], folder: Path
) -> dict[str, Any]:
    """Who signed the bundle, and its items."""
    raw, frame_0, frame_1, rest = head_and_frames(data)
    header = cbor2.loads(raw)
    check(header[0] <= 1, "too new")
    check(header[6] == H(8, b"coopdesk-hint", space, header[1]), "another office")
    check(header[5] == 0, "not for the space")
    identity = folder / "bundle-key"
    identity.write_bytes(age(frame_0, key))
    device, its_space, readers, when, signature = cbor2.loads(age(frame_1, identity))
    check(its_space == space and header[8] == H(8, b"coopdesk-hint", device, header[1]), "hints")
    hashes = [H(32, b"coopdesk-signed", signed) for signed in (raw, frame_0)]
    verify(device, signature, ["coopdesk bundle 1", *hashes, device, space, readers, when])
    found: list[dict[str, Any]] = []
    for number, length in enumerate(header[9]):
        frame, rest = rest[:length], rest[length:]
        check(H(32, b"coopdesk-frame", frame) == header[10][32 * number : 32 * number + 32], "a frame")
        packed = age(frame, identity)
        shipped = dictionaries.get(zstandard.get_frame_parameters(packed).dict_id)
        known = zstandard.ZstdCompressionDict(shipped + space + device) if shipped else None
        content = zstandard.ZstdDecompressor(dict_data=known).decompress(packed)
        for kind, body in cbor2.loads(content):
            leaves = payload(body) if kind == "segments" else body.hex()
            found.append({"kind": kind, "content": leaves})
    return {"device": device.hex(), "when": when, "items": found}


def column(data: bytes, count: int) -> list[int]:
    if not count:
        return []
    width, planes = data[0], data[1:]
    told = len(planes) // width
    check(1 <= told <= count and told * width == len(planes), "a column")
    found, last = [], 0
    for place in range(count):
        at = min(place, told - 1)
        raw = bytes(planes[plane * told + at] for plane in range(width))
        last += int.from_bytes(raw, "little", signed=True)
        found.append(last)
    return found


def values_of(written: Any, count: int) -> list[Any]:
    """The values of a column: days, or values of which the last goes on."""
    if isinstance(written, bytes):
        return [(date(2000, 1, 1) + timedelta(day)).isoformat() for day in column(written, count)]
    check(len(written) == count or isinstance(written[-1], str), "values")
    return [*written, *[written[-1]] * (count - len(written))] if written else []


def payload(body: bytes) -> list[dict[str, Any]]:
    """The leaves of the segments in a payload that refers to nothing outside it."""
    layout, *columns = cbor2.loads(body)
    check(layout in (1, 2), "layout")
    return told(*(layout_1(*columns) if layout == 1 else layout_2(*columns)))


def layout_1(
    feeds: Any, segments: Any, heads: Any, types: Any, shapes: Any, entries: Any, *columns: Any
) -> tuple[Any, ...]:
    counts, entry, leaf, loose, records, shape, values = columns
    named = [[types[kind], keys, *of_keys] for (kind, keys), of_keys in zip(shapes, values, strict=True)]
    return feeds, segments, heads, entries, counts, entry, leaf, shape, named, loose + records


def layout_2(feeds: Any, segments: Any, heads: Any, entries: Any, *columns: Any) -> tuple[Any, ...]:
    *numbers, dense = columns
    whole = []
    for feed, begins, leaves, offset in segments:
        start, dense = (dense[:32], dense[32:]) if begins is True else (begins, dense)
        whole.append([feed, start, dense[:16], dense[16:80], leaves, offset])
        dense = dense[80:]
    return feeds, whole, heads, entries, *numbers, dense


def told(feeds: Any, segments: Any, heads: Any, entries: Any, *columns: Any) -> list[dict[str, Any]]:
    """The leaves, once the layouts are alike: shapes with their values, then what is dense and left."""
    total = sum(segment[4] for segment in segments)
    counts = column(columns[0], total)
    parents_in = column(columns[1], sum(counts))
    entry, place = iter(parents_in), iter(column(columns[2], sum(counts)))
    shape, shapes, dense = column(columns[3], total), columns[4], columns[5]
    loose, records = dense[: 32 * parents_in.count(0)], dense[32 * parents_in.count(0) :]
    values = [
        [values_of(one, shape.count(number)) for one in of_keys]
        for number, (_, _, *of_keys) in enumerate(shapes)
    ]
    saves = list(heads_of(heads, len(segments)))
    done: list[list[tuple[bytes, bytes]]] = []
    found, at = [], 0
    for feed, begins, seed, signature, leaves, offset in segments:
        space, device, incarnation = feeds[feed]
        start = bytes(32) if begins is None else done[begins][-1][0] if isinstance(begins, int) else begins
        h, here = start, dict(saves.pop(0))
        mine: list[tuple[bytes, bytes]] = []
        done.append(mine)
        for number in range(leaves):
            parents, record = b"", None
            for _ in range(counts[at]):
                which, leaf = next(entry), next(place)
                if which == 0:
                    parents, loose = parents + loose[:32], loose[32:]
                    continue
                check(isinstance(entries[which - 1], int), "a reference outside")
                parent, record = done[entries[which - 1]][leaf]
                parents += parent
            if record is None:
                record, records = records[:16], records[16:]
            kind, keys, *_ = shapes[shape[at]]
            touches = {key: column_of.pop(0) for key, column_of in zip(keys, values[shape[at]], strict=True)}
            commitment = H(32, b"", salt(seed, number) + cbor2.dumps(touches))
            head = here.get(number, b"") + cbor2.dumps([kind, keys]) + record + parents
            h = H(32, b"", h + head + commitment)
            mine.append((h, record))
            found.append({"record": record.hex(), "type": kind, "values": touches})
            at += 1
        feed_id = H(32, b"", cbor2.dumps([space, device, incarnation]))
        verify(device, signature, ["coopdesk segment 1", feed_id, start, h, leaves, offset])
    return found


def salt(seed: bytes, number: int) -> bytes:
    block, at = divmod(number, 64)
    salts = shake_128(b"coopdesk salts 1" + seed + struct.pack(">I", block)).digest(1024)
    return salts[16 * at : 16 * at + 16]


def heads_of(heads: list[Any], segments: int) -> Any:
    """For each segment the places and encoded heads of its saves."""
    per_segment = column(heads[0], segments)
    total = sum(per_segment)
    gaps, lamport, wall, tail = (column(one, total) for one in heads[1:5])
    number = 0
    for count in per_segment:
        place, found = 0, []
        for k in range(number, number + count):
            place += gaps[k]
            found.append((place, struct.pack(">qq", lamport[k], wall[k]) + heads[5][tail[k]]))
        number += count
        yield found


if __name__ == "__main__":
    bundle, space_id, key_file, *dictionary_files = sys.argv[1:]
    contents = [Path(file).read_bytes() for file in dictionary_files]
    with tempfile.TemporaryDirectory() as scratch:
        inside = read(
            Path(bundle).read_bytes(),
            bytes.fromhex(space_id),
            Path(key_file),
            {zstandard.ZstdCompressionDict(one).dict_id(): one for one in contents},
            Path(scratch),
        )
    print(json.dumps(inside, ensure_ascii=False))

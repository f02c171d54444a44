# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles made to do harm, by somebody who holds the office's keys and knows the format."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import cbor2
import pyrage
import zstandard

from coopdesk.paths import resource
from coopdesk.sync import envelope, layout, limits, manifest
from coopdesk.sync.bundle_keys import ForSpace, new_identity, recipient_of
from coopdesk.sync.compression import compressed
from coopdesk.sync.items import Item, frame_of
from coopdesk.sync.layout import FrameMark, Header
from tests.sync.offices import Device, Office

SPACE = bytes(range(16))


class Forger:
    """Puts a bundle together from whatever pieces it is given."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.identity = new_identity()
        self.recipients = ForSpace(office.keys)
        self.context = manifest.context(office.keys.space, office.device.public)

    def frame(self, content: bytes) -> bytes:
        return envelope.encrypted(content, [recipient_of(self.identity)])

    def item(self, body: bytes, kind: str = "segments") -> bytes:
        return self.frame(compressed(frame_of([Item(kind, body)]), self.context))

    def header(self, frames: Iterable[bytes]) -> Header:
        bundle = os.urandom(16)
        return Header(
            *(bundle, bundle, 1, 1, layout.FOR_SPACE),
            layout.hint(bundle, self.office.keys.space),
            envelope.key_hint(bundle, self.recipients),
            layout.hint(bundle, self.office.device.public),
            tuple(FrameMark(len(frame), layout.frame_hash(frame)) for frame in frames),
        )

    def bundle(
        self,
        *frames: bytes,
        raw: bytes | None = None,
        header: Header | None = None,
        wrapped: bytes | None = None,
        content: bytes | None = None,
    ) -> bytes:
        header = header or self.header(frames)
        raw = header.encoded() if raw is None else raw
        wrapped = envelope.wrapped(self.identity, self.recipients) if wrapped is None else wrapped
        space, readers = self.office.keys.space, envelope.digest(self.recipients)
        facts = manifest.signed(raw, wrapped, self.office.device.sender, space, readers, 0)
        head = layout.head_bytes(raw, wrapped, self.frame(facts.encoded() if content is None else content))
        return head + b"".join(frames) + layout.tail_bytes(head)


def _changed_header(forger: Forger, change: Callable[[list[Any]], None]) -> bytes:
    frame = forger.item(b"x")
    facts = cbor2.loads(forger.header([frame]).encoded())
    change(facts)
    return forger.bundle(frame, raw=cbor2.dumps(facts))


def _lengths(*lengths: object) -> Callable[[list[Any]], None]:
    def change(facts: list[Any]) -> None:
        facts[9] = list(lengths)
        facts[10] = bytes(32 * len(lengths))

    return change


def _put(place: int, value: object) -> Callable[[list[Any]], None]:
    def change(facts: list[Any]) -> None:
        facts[place] = value

    return change


def nested(levels: int) -> bytes:
    return b"\x81" * levels + b"\x80"


def bomb(size: int) -> bytes:
    """Zeros, 1 GiB of them in 33 kB."""
    stream = zstandard.ZstdCompressor(level=3).compressobj(size=size)
    block = bytes(1 << 20)
    return b"".join(stream.compress(block) for _ in range(size >> 20)) + stream.flush()


def nameless_bomb(size: int) -> bytes:
    """The same that doesn't tell its size."""
    stream = zstandard.ZstdCompressor(level=3, write_content_size=False).compressobj()
    block = bytes(1 << 20)
    return b"".join(stream.compress(block) for _ in range(size >> 20)) + stream.flush()


def lying_bomb() -> bytes:
    """One that says it is small: the size in its header is 1 MiB too low."""
    honest = bomb(64 << 20)
    place = honest.index((64 << 20).to_bytes(4, "little"))
    return honest[:place] + (1 << 20).to_bytes(4, "little") + honest[place + 4 :]


def costly(memory: int, rounds: int, lanes: int) -> bytes:
    return cbor2.dumps([bytes(16), memory, rounds, lanes, bytes(12), bytes(90)])


def heads(office: Office) -> dict[str, bytes]:
    """Bundles that are refused as they are opened, by name."""
    forger, crowd = Forger(office), [recipient_of(new_identity()) for _ in range(60)]
    own = recipient_of(office.keys.current)
    frame = forger.item(b"x")
    locked = replace(forger.header([frame]), wrap=layout.FOR_PASSPHRASE)
    scrypt = pyrage.passphrase.encrypt(forger.identity.encode(), "four words are good")
    bundle_of = forger.bundle
    return {
        "crowd in frame 0": bundle_of(wrapped=envelope.encrypted(forger.identity.encode(), [*crowd, own])),
        "passphrase by age": bundle_of(wrapped=scrypt),
        "passphrase, memory": bundle_of(header=locked, wrapped=costly(1 << 22, 1, 1)),
        "passphrase, rounds": bundle_of(header=locked, wrapped=costly(1 << 16, 1 << 31, 1)),
        "passphrase, lanes": bundle_of(header=locked, wrapped=costly(1 << 16, 1, 1 << 24)),
        "passphrase, nothing": bundle_of(header=locked, wrapped=costly(0, 0, 0)),
        "no wrap": bundle_of(wrapped=b""),
        "wrap of noise": bundle_of(wrapped=envelope.encrypted(os.urandom(100), [own])),
        "header nested": bundle_of(raw=b"\x8b\x01" + nested(60_000) + bytes(9)),
        "header a map with a key twice": bundle_of(raw=b"\xa2\x00\x01\x00\x01"),
        "header with a tag": bundle_of(raw=b"\x8b\xc2\x41\x01" + bytes(10)),
        "header empty": bundle_of(raw=b"\x80"),
        "header endless": bundle_of(raw=b"\x9f\x01\x02"),
        "header no array": bundle_of(raw=b"\x01"),
        "header a huge array": bundle_of(raw=b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff"),
        "length nought": _changed_header(forger, _lengths(0)),
        "length below nought": _changed_header(forger, _lengths(-5)),
        "length enormous": _changed_header(forger, _lengths(1 << 62)),
        "length over the limit": _changed_header(forger, _lengths(limits.MOST_FRAME + 1)),
        "length a text": _changed_header(forger, _lengths("9")),
        "length true": _changed_header(forger, _lengths(True)),
        "frames too many": _changed_header(forger, _lengths(*[1] * 4097)),
        "hashes too few": _changed_header(forger, _put(10, b"")),
        "part nought": _changed_header(forger, _put(3, 0)),
        "part beyond": _changed_header(forger, _put(3, 2)),
        "parts enormous": _changed_header(forger, _put(4, 1 << 40)),
        "id a path": _changed_header(forger, _put(1, "../../../../etc/passwd")),
        "wrap unknown": _changed_header(forger, _put(5, 7)),
        "least nought": _changed_header(forger, _put(0, 0)),
        "manifest nested": bundle_of(content=nested(700)),
        "manifest empty": bundle_of(content=b""),
        "manifest of noise": bundle_of(content=os.urandom(200)),
    }


def forgeries(office: Office) -> dict[str, bytes]:
    """Bundles whose signature is wrong, by name."""
    forger, thief = Forger(office), Device()
    frame = forger.item(b"x")
    header = forger.header([frame]).encoded()
    wrapped = envelope.wrapped(forger.identity, forger.recipients)
    space, readers = office.keys.space, envelope.digest(forger.recipients)
    honest = manifest.signed(header, wrapped, office.device.sender, space, readers, 0)
    by_thief = manifest.signed(header, wrapped, thief.sender, space, readers, 0)
    as_victim = replace(by_thief, device=office.device.public)

    def head(facts: manifest.Manifest, frame_0: bytes = wrapped, raw: bytes = header) -> bytes:
        made = layout.head_bytes(raw, frame_0, forger.frame(facts.encoded()))
        return made + frame + layout.tail_bytes(made)

    rewrapped = envelope.wrapped(forger.identity, forger.recipients)
    return {
        "signed by another": head(as_victim),
        "signed by a stranger behind the sender's hint": head(by_thief),
        "no signature": head(replace(honest, signature=bytes(64))),
        "wrapped again for others": head(honest, rewrapped),
        "another header": head(honest, raw=forger.header([forger.item(b"y")]).encoded()),
        "another time": head(replace(honest, made=1)),
        "other readers": head(replace(honest, readers=bytes(32))),
        "another space": head(replace(honest, space=SPACE)),
        "key that is none": head(replace(honest, device=b"\xff" * 32)),
    }


def frames(office: Office) -> dict[str, bytes]:
    """Bundles that open and whose signature is right, with a frame that is refused, by name."""
    forger = Forger(office)
    crowd = [recipient_of(new_identity()) for _ in range(2000)]
    own = recipient_of(forger.identity)
    crowded = envelope.encrypted(compressed(frame_of([]), b""), [*crowd, own])
    shipped = resource("bundles/dictionary-1.bin").read_bytes()
    dictionary = zstandard.ZstdCompressionDict(shipped[:4] + (27_999).to_bytes(4, "little") + shipped[8:])
    many = b"\x9a" + (2_000_000).to_bytes(4, "big") + b"\x80" * 2_000_000
    wrong = {
        "no age": os.urandom(300),
        "for somebody else": envelope.encrypted(b"x", crowd[:1]),
        "thousands of readers": crowded,
        "no zstd": forger.frame(os.urandom(300)),
        "bomb": forger.frame(bomb(1 << 30)),
        "bomb without a size": forger.frame(nameless_bomb(1 << 30)),
        "bomb that lies": forger.frame(lying_bomb()),
        "two zstd frames": forger.frame(zstandard.compress(b"\x80") * 2),
        "another dictionary": forger.frame(zstandard.ZstdCompressor(dict_data=dictionary).compress(b"\x80")),
        "nested": forger.frame(zstandard.compress(nested(3_000_000))),
        "nested a little": forger.frame(zstandard.compress(nested(17))),
        "millions of items": forger.frame(zstandard.compress(many)),
        "a map": forger.frame(zstandard.compress(b"\xa1\x01\x02")),
        "an item of three": forger.frame(zstandard.compress(cbor2.dumps([["segments", b"", 1]]))),
        "an item of texts": forger.frame(zstandard.compress(cbor2.dumps([["segments", "x"]]))),
        "a kind that is no text": forger.frame(zstandard.compress(cbor2.dumps([[b"segments", b""]]))),
        "a kind without end": forger.frame(zstandard.compress(cbor2.dumps([["s" * 41, b""]]))),
        "bytes behind the end": forger.frame(zstandard.compress(b"\x80\x00")),
        "another encoding of the same": forger.frame(zstandard.compress(b"\x98\x00")),
    }
    return {name: forger.bundle(frame) for name, frame in wrong.items()}

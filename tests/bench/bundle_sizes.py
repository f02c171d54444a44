# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles in other respects: few saves, an office of many computers."""

import random
import statistics
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from coopdesk.store import receipts as kept_receipts
from coopdesk.store import vault
from coopdesk.store.incoming import Incoming
from coopdesk.store.keeping import Store
from coopdesk.sync import compression, manifest, outbox, receipts
from coopdesk.sync.bundle_keys import ForSpace, SenderKeys, SpaceKeys
from coopdesk.sync.container_writing import write_bundle
from coopdesk.sync.receipts import Receipt, Run
from tests.bench import bundles, desks
from tests.bench.bundles import SPACE, machine, saved, values, written
from tests.bench.measure import Row, seconds
from tests.sync.offices import Device, Office, segment
from tests.sync.test_dictionary import SENTENCES, before, content

DEVICES = 100


def few(folder: Path) -> Iterator[Row]:
    """Payloads of 1 to 20 saves before encryption and signature of the bundle; a bundle without any."""
    for saves in (1, 2, 5, 10, 20):
        chance, office = random.Random(saves), Office()
        context = manifest.context(office.keys.space, office.device.public)
        contents = [content(chance, office, language, saves) for language in SENTENCES for _ in range(8)]
        packed = statistics.median(len(compression.compressed(one, context)) for one in contents)
        plain = statistics.median(len(zstandard.compress(one, 19)) for one in contents)
        earlier = statistics.median(len(zstandard.compress(before(one), 19)) for one in contents)
        name = f"payload of {saves} save{'s' if saves > 1 else ''}"
        yield Row(name, packed, "B", plain, "plain zstd-19 of the same", 0.65)
        yield Row(
            f"{name}, beside layout 1", packed, "B", earlier, "plain zstd-19 of the same in layout 1", 0.65
        )
    with machine(folder / "empty") as store:
        with_receipt = written(store, folder / "receipt.coopx", [])
        sender = SenderKeys(store.keys.public, partial(vault.sign, store.keys))
        bare = write_bundle(folder / "bare.coopx", [], ForSpace(bundles.KEYS), sender)
    yield Row("fixed part of a bundle", bare[0].size / 1e3, "kB", goal=2, goal_is_ratio=False)
    yield Row("with the sender's receipt", with_receipt / 1e3, "kB", goal=10, goal_is_ratio=False)


def office(folder: Path) -> Iterator[Row]:
    """What 98 more computers add to a bundle of one save: all have saved, all have given receipts."""
    chance = random.Random(9)
    two, many = _office(folder / "two", 2), _office(folder / "many", DEVICES)
    sizes: dict[int, list[int]] = {2: [], DEVICES: []}
    times: dict[int, list[float]] = {2: [], DEVICES: []}
    for number in range(5):
        for count, (store, place) in ((2, two), (DEVICES, many)):
            saved(store, [place], values(chance, 1))
            file = folder / f"{count}-{number}.coopx"
            times[count].append(seconds(partial(_to_all, store, file)))
            sizes[count].append(file.stat().st_size)
    added = statistics.median(sizes[DEVICES]) - statistics.median(sizes[2])
    longer = statistics.median(times[DEVICES]) - statistics.median(times[2])
    yield Row("an office of 100 computers adds to a bundle", added / 1e3, "kB", goal=10, goal_is_ratio=False)
    yield Row("and to the time to write it", longer, "s", goal=1, goal_is_ratio=False)
    for store, _ in (two, many):
        store.close()


def _to_all(store: Store, file: Path) -> None:
    written(store, file, outbox.receipts_of(store, 2))


def _office(folder: Path, devices: int) -> tuple[Store, str]:
    """A machine of an office of so many, each of which saved something that all others have."""
    store = machine(folder)
    place = desks.place(1)
    store.save([place], "Awa")
    others = [Device(Ed25519PrivateKey.generate()) for _ in range(devices - 1)]
    keys = SpaceKeys(SPACE, bundles.KEYS.current)
    made = [
        segment(Office(keys, device), [[(bytes([number]) * 16, "note", {"title": "Visit"})]])
        for number, device in enumerate(others)
    ]
    with store.alone():
        store.journal.refresh()
        store.journal.seal()
        Incoming(store.connection).take(made)
    feeds: dict[bytes, tuple[Run, ...]] = {
        receipts.hint_of(one.feed): (Run(1, b"", (one.end[: receipts.MARK],)),)
        for one in outbox.load(store, [], everything=True).segments
    }
    for device in others:
        raw = receipts.signed(Receipt(SPACE, device.public, 1, 1, feeds), device.private.sign)
        with store.alone():
            kept_receipts.keep(store.connection, device.public, (1, 1), outbox.clock(), raw)
    return store, place.id

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever happens to a copy on its way is noticed, and what is whole in it is still read."""

import os
from io import BytesIO
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.sync import layout
from coopdesk.sync.bundle_keys import ReaderKeys
from coopdesk.sync.container_reading import Opened, read_bundle
from coopdesk.sync.items import Item
from tests.sync.offices import Office

FIRST, SECOND = Item("segments", b"first " * 20_000), Item("receipts", b"second " * 20_000)
"""Too large to share a frame, small once they are packed."""
UNREADABLE = {"bundle_damaged", "not_bundle"}


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture(scope="module")
def bundle(office: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    [written] = office.writes(tmp_path_factory.mktemp("bundle") / "a.coopx", FIRST, SECOND)
    return written.file.read_bytes()


def opened(data: bytes, keys: ReaderKeys) -> Opened:
    return read_bundle(BytesIO(data), keys)


def opened_if_any(data: bytes, keys: ReaderKeys) -> Opened | None:
    """None where it is said that nothing can be read; any other refusal fails the test."""
    try:
        return opened(data, keys)
    except WorldError as error:
        if error.code not in UNREADABLE:
            raise
    return None


def intact(read: Opened) -> list[Item]:
    """What must still come out, by what is said to be damaged."""
    gone = {*read.damage.frames, *read.damage.cut}
    return [item for number, item in enumerate((FIRST, SECOND), 1) if number not in gone]


@pytest.mark.parametrize("change", [0x01, 0x80, 0xFF])
def test_every_changed_byte_is_noticed_and_the_rest_is_read(
    bundle: bytes, office: Office, change: int
) -> None:
    damaged = bytearray(bundle)
    for place in range(len(bundle)):
        damaged[place] ^= change
        read = opened(bytes(damaged), office.reader)
        assert read.damage, place
        assert len(read.damage.frames) <= 1, place
        if read.damage.frames or place % 16 == 0:
            assert list(read.items()) == intact(read), place
        assert (read.loss() is None) == (not read.damage.frames), place
        damaged[place] ^= change


def test_every_truncation_is_noticed_and_what_stands_before_it_is_read(bundle: bytes, office: Office) -> None:
    counts = set()
    for length in range(len(bundle)):
        read = opened_if_any(bundle[:length], office.reader)
        if read is None:
            continue
        assert read.damage.short, length
        assert list(read.items()) == intact(read), length
        counts.add(len(intact(read)))
        loss = read.loss()
        assert (loss is None) == (len(intact(read)) == 2), length
        assert loss is None or loss.code == "bundle_cut_short", length
    assert counts == {0, 1, 2}


def test_every_lost_beginning_is_noticed_and_what_stands_behind_it_is_read(
    bundle: bytes, office: Office
) -> None:
    counts = set()
    for start in range(1, len(bundle) - 1):
        read = opened_if_any(bundle[start:], office.reader)
        if read is None:
            continue
        assert read.damage.short, start
        assert list(read.items()) == intact(read), start
        counts.add(len(intact(read)))
    assert counts == {0, 1, 2}


def test_what_a_mail_program_adds_behind_it_does_no_harm(bundle: bytes, office: Office) -> None:
    for added in (b"\n", b"\r\n--boundary--\r\n", bytes(5000)):
        read = opened(bundle + added, office.reader)
        assert not read.damage
        assert list(read.items()) == [FIRST, SECOND]


def test_bytes_put_in_or_taken_out_cost_one_frame(bundle: bytes, office: Office) -> None:
    head = layout.find(BytesIO(bundle), "a").head
    second = head.size + head.header.frames[0].length
    for changed in (
        bundle[: second - 5] + b"xyz" + bundle[second - 5 :],
        bundle[: second - 9] + bundle[second:],
    ):
        read = opened(changed, office.reader)
        assert read.damage.frames == (1,)
        assert list(read.items()) == [SECOND]


def test_both_heads_damaged_is_the_end_of_it(bundle: bytes, office: Office) -> None:
    damaged = bytearray(bundle)
    damaged[20] ^= 1
    damaged[-20] ^= 1
    with pytest.raises(WorldError) as refused:
        opened(bytes(damaged), office.reader)
    assert refused.value.code == "bundle_damaged"


def test_frames_of_another_bundle_do_not_pass_for_ours(bundle: bytes, office: Office, tmp_path: Path) -> None:
    [written] = office.writes(tmp_path / "b.coopx", FIRST, SECOND)
    other = written.file.read_bytes()
    ours, theirs = (layout.find(BytesIO(data), "a") for data in (bundle, other))
    start, end = ours.head.size, -(ours.head.size + 12)
    mixed = bundle[:start] + other[theirs.head.size : -(theirs.head.size + 12)] + bundle[end:]
    read = opened(mixed, office.reader)
    assert len(read.damage.frames) == 2
    assert list(read.items()) == []
    two_heads = opened(bundle[:end] + other[-(theirs.head.size + 12) :], office.reader)
    assert two_heads.damage.tail
    assert two_heads.space == office.keys.space


def test_noise_is_no_bundle(office: Office) -> None:
    for size in (0, 1, 7, 8, 12, 20, 100, 10_000):
        for data in (os.urandom(size), layout.MAGIC + os.urandom(size), os.urandom(size) + layout.END_MAGIC):
            with pytest.raises(WorldError) as refused:
                opened(data, office.reader)
            assert refused.value.code in UNREADABLE

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles made to do harm are refused with one sentence, in a second, without filling the memory."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.errors import WorldError
from coopdesk.sync import envelope, limits, manifest
from coopdesk.sync.bundle_keys import ReaderKeys, SpaceKeys
from coopdesk.sync.compression import compressed
from coopdesk.sync.container_reading import inspect, read_bundle
from coopdesk.sync.items import Item, frame_of
from coopdesk.sync.layout import FrameMark
from tests.sync import hostile
from tests.sync.hostile import Forger
from tests.sync.offices import Device, Office

MOST_SECONDS = 1
MOST_MEMORY = 256 * 1024 * 1024
PATHS = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
MEASURE = f"""
import os, resource, sys, time
from pathlib import Path
from coopdesk.errors import WorldError
from coopdesk.sync.bundle_keys import ReaderKeys, SpaceKeys
from coopdesk.sync.container_reading import read_bundle
folder, good, space, key = sys.argv[1:]
keys = ReaderKeys(SpaceKeys(bytes.fromhex(space), key), passphrase="four words are good")
list(read_bundle(Path(good), keys).items())  # loads what reading needs
def verdict(file):
    size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGESIZE")
    resource.setrlimit(resource.RLIMIT_AS, (size + {MOST_MEMORY}, size + {MOST_MEMORY}))
    began = time.process_time()
    try:
        list(read_bundle(file, keys).items())
    except WorldError as error:
        return 0 if time.process_time() - began <= {MOST_SECONDS} else 3
    except MemoryError:
        return 2
    return 1
for file in sorted(Path(folder).iterdir()):
    pid = os.fork()
    if not pid:
        os._exit(verdict(file))
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if status:
        print(file.name, ("", "not refused", "memory", "slow")[status] if 0 < status < 4 else status)
"""


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


def refusal(data: bytes, office: Office) -> str:
    """The code of the refusal; the sentence must be one line that fills its facts."""
    keys = ReaderKeys(office.keys, office.device.age, "four words are good")
    began = time.process_time()
    with pytest.raises(WorldError) as refused:
        list(read_bundle(BytesIO(data), keys).items())
    assert time.process_time() - began <= MOST_SECONDS
    assert "{" not in str(refused.value)
    assert "\n" not in str(refused.value)
    return refused.value.code


def test_heads_made_to_do_harm(office: Office) -> None:
    codes = {name: refusal(data, office) for name, data in hostile.heads(office).items()}
    manifests = {name for name in codes if name.startswith("manifest")}
    expected = {name: "bundle_forged" if name in manifests else "bundle_excessive" for name in codes}
    assert codes == expected


def test_forged_senders(office: Office) -> None:
    codes = {name: refusal(data, office) for name, data in hostile.forgeries(office).items()}
    assert codes == dict.fromkeys(codes, "bundle_forged")


def test_frames_made_to_do_harm(office: Office) -> None:
    codes = {name: refusal(data, office) for name, data in hostile.frames(office).items()}
    assert codes == dict.fromkeys(codes, "bundle_excessive")


def test_a_head_larger_than_any_is_not_even_read(office: Office) -> None:
    forger = Forger(office)
    for data in (forger.bundle(raw=bytes(300_000)), forger.bundle(wrapped=bytes(9000))):
        assert refusal(data, office) == "bundle_damaged"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process like this")
def test_each_of_them_is_refused_in_a_second_and_256_megabytes(office: Office, tmp_path: Path) -> None:
    """Each in a process of its own, which could not have more."""
    [good] = office.writes(tmp_path / "good.coopx", Item("segments", b"good"))
    makers: list[Callable[[Office], dict[str, bytes]]] = [hostile.heads, hostile.forgeries, hostile.frames]
    bad = tmp_path / "bad"
    bad.mkdir()
    for name, data in [one for make in makers for one in make(office).items()]:
        (bad / f"{name}.coopx").write_bytes(data)
    asked = [sys.executable, "-c", MEASURE, str(bad), str(good.file), office.keys.space.hex()]
    command = [*asked, office.keys.current]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=PATHS)
    assert answer.stdout == ""


def test_a_forged_bundle_of_many_gigabytes_is_refused_before_it_is_read(
    office: Office, tmp_path: Path
) -> None:
    forger = Forger(office)
    marks = tuple(FrameMark(limits.MOST_FRAME, bytes(32)) for _ in range(limits.MOST_FRAMES))
    header = replace(forger.header([]), frames=marks)
    file = tmp_path / "huge.coopx"
    file.write_bytes(forger.bundle(header=header, content=manifest_by_thief(office)))
    os.truncate(file, 16 << 30)
    began = time.process_time()
    with pytest.raises(WorldError) as refused:
        read_bundle(file, office.reader)
    assert refused.value.code == "bundle_forged"
    assert time.process_time() - began <= MOST_SECONDS


def manifest_by_thief(office: Office) -> bytes:
    """A manifest that names the office's device and is signed by another."""
    facts = manifest.signed(b"", b"", Device().sender, office.keys.space, bytes(32), 0)
    return replace(facts, device=office.device.public).encoded()


def test_a_colleague_cannot_forward_to_another_office_what_was_signed_for_ours(
    office: Office, tmp_path: Path
) -> None:
    [written] = office.writes(tmp_path / "a.coopx", Item("segments", b"ours"))
    assert refusal(written.file.read_bytes(), Office()) == "bundle_other_office"
    same_key = Office(SpaceKeys(hostile.SPACE, office.keys.current))
    assert refusal(written.file.read_bytes(), same_key) == "bundle_other_office"


def test_names_in_a_bundle_are_never_paths(office: Office, tmp_path: Path) -> None:
    forger = Forger(office)
    for kind in ("../../outside", "/etc/passwd", "C:\\autoexec.bat", "\x00"):
        file = tmp_path / "a.coopx"
        file.write_bytes(forger.bundle(forger.item(b"x", kind)))
        assert list(read_bundle(file, office.reader).items()) == [Item(kind, b"x")]
    assert [file.name for file in tmp_path.iterdir()] == ["a.coopx"]


def test_later_versions_may_add_to_header_and_manifest(office: Office) -> None:
    forger = Forger(office)
    frame = forger.item(b"x")
    raw = cbor2.dumps([*cbor2.loads(forger.header([frame]).encoded()), {"new": 1}])
    wrapped = envelope.wrapped(forger.identity, forger.recipients)
    readers = envelope.digest(forger.recipients)
    facts = manifest.signed(raw, wrapped, office.device.sender, office.keys.space, readers, 0)
    content = cbor2.dumps([*cbor2.loads(facts.encoded()), "more"])
    data = forger.bundle(frame, raw=raw, wrapped=wrapped, content=content)
    assert inspect(BytesIO(data)).header.parts == 1
    assert list(read_bundle(BytesIO(data), office.reader).items()) == [Item("segments", b"x")]


anything = st.recursive(
    st.integers(-5, 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=5) | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10), anything)
def test_any_entry_of_a_header_replaced_by_anything_is_refused_or_read(place: int, value: object) -> None:
    office = Office()
    forger = Forger(office)
    frame = forger.item(b"x")
    facts = cbor2.loads(forger.header([frame]).encoded())
    facts[place] = value
    try:
        found = list(
            read_bundle(BytesIO(forger.bundle(frame, raw=cbor2.dumps(facts))), office.reader).items()
        )
    except WorldError:
        return
    assert found in ([Item("segments", b"x")], [])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 4), anything)
def test_any_entry_of_a_manifest_replaced_by_anything_is_refused(place: int, value: object) -> None:
    office = Office()
    forger = Forger(office)
    facts: list[object] = [office.device.public, office.keys.space, bytes(32), 0, bytes(64)]
    facts[place] = value
    with pytest.raises(WorldError):
        read_bundle(BytesIO(forger.bundle(content=cbor2.dumps(facts))), office.reader)


@settings(max_examples=200, deadline=None)
@given(anything | st.binary(max_size=200).map(cbor2.dumps))
def test_any_content_of_a_frame_is_refused_or_read(content: object) -> None:
    office = Office()
    forger = Forger(office)
    data = forger.bundle(forger.frame(compressed(cbor2.dumps(content), forger.context)))
    try:
        found = list(read_bundle(BytesIO(data), office.reader).items())
    except WorldError as error:
        if error.code != "bundle_excessive":
            raise
        return
    assert frame_of(found) == cbor2.dumps(content)

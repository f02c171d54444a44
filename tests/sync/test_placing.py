# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that belong together take their names all or none; what lay under the names survives until then."""

import errno
import os
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count, product
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.language import sentence
from coopdesk.sync.carriers import own_part
from coopdesk.sync.carriers.mail_draft import write_drafts
from coopdesk.sync.container_reading import looks_like_bundle, read_bundle
from coopdesk.sync.container_writing import Written, part_names
from coopdesk.sync.items import Item
from coopdesk.sync.placing import put_in_place
from tests.store.faulty_disk import RENAME, Failing, Watcher, watchable, watched
from tests.store.test_faults import in_child
from tests.sync.offices import Office

PARTS = 3
PART_SIZE = 600_000
BULK = [Item("segments", os.urandom(400_000)) for _ in range(PARTS)]
WAYS = tuple(product((errno.ENOSPC, errno.EIO, errno.ENODEV), (False, True)))
EARLIER = b"an earlier bundle"


@pytest.fixture(autouse=True)
def watching() -> Iterator[None]:
    with watchable():
        yield


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder where earlier parts lie, another file, and a part less than will come."""
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in (*part_names(stick / "b.coopx", PARTS)[:2], stick / "letter.txt"):
        name.write_bytes(EARLIER + name.name.encode())
    return stick


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def writes(office: Office, stick: Path) -> list[Written]:
    return office.writes(stick / "b.coopx", *BULK, part_size=PART_SIZE)


def refused(act: Callable[[], object], folder: Path, failing: Failing) -> WorldError | None:
    """What an act says when a call is refused."""
    try:
        with watched(folder, failing):
            act()
    except WorldError as error:
        return error
    return None


def test_parts_take_the_place_of_earlier_ones_and_leave_nothing_else(office: Office, stick: Path) -> None:
    written = writes(office, stick)
    assert sorted(contents(stick)) == [*(part.file.name for part in written), "letter.txt"]
    assert [item for part in written for item in read_bundle(part.file, office.reader).items()] == BULK


@pytest.mark.parametrize(("error", "lasting"), WAYS)
def test_whichever_call_fails_the_earlier_parts_lie_there(
    office: Office, stick: Path, error: int, lasting: bool
) -> None:
    before = contents(stick)
    codes = Counter[str]()
    for number in count(1):
        failing = Failing(number, error, lasting)
        said = refused(lambda: writes(office, stick), stick, failing)
        codes[said.code if said else ""] += 1
        if said is None:
            break
        if said.code == "bundle_not_written":
            assert contents(stick) == before, failing.refused
            continue
        # Even putting back was refused: what lay there lies beside it, and the sentence says where.
        after = contents(stick)
        assert sorted(after.values()) == sorted(before.values()), failing.refused
        for moved in after.keys() - before.keys():
            assert moved in sentence(said)
            (stick / moved).rename(stick / moved.removesuffix(".1.old"))
        assert contents(stick) == before
    assert codes["bundle_not_written"] > 10
    assert bool(codes["earlier_files_aside"]) == lasting
    # A refused sync of the folder is no reason to say that the bundle is not there.
    assert all(looks_like_bundle(name) for name in part_names(stick / "b.coopx", PARTS))


def from_the_third_rename() -> Watcher:
    """A disk that names two files, and then none any more."""
    renames = count(1)

    def refuse(event: str, file: str, offset: int, data: bytes) -> int:
        return errno.EIO if event == RENAME and next(renames) >= 3 else 0

    return refuse


def test_the_sentence_says_how_the_earlier_files_are_called(office: Office, stick: Path) -> None:
    with pytest.raises(WorldError) as told, watched(stick, from_the_third_rename()):
        writes(office, stick)
    assert sentence(told.value) == (
        "The bundle could not be written (the disk does not answer as it should). Earlier files lie there"
        " under other names: b-1of3.coopx.1.old. Check the stick, rename them, then repeat."
    )
    assert sorted(contents(stick)) == ["b-1of3.coopx.1.old", "b-2of3.coopx", "letter.txt"]


@pytest.mark.parametrize("lasting", [False, True])
def test_drafts_of_mails_come_all_or_none(office: Office, tmp_path: Path, lasting: bool) -> None:
    bundles = office.writes(tmp_path / "b.coopx", *BULK, part_size=PART_SIZE)
    mails = tmp_path / "mails"
    mails.mkdir()
    for name in part_names(mails / "m.eml", PARTS):
        name.write_bytes(EARLIER + name.name.encode())
    before = contents(mails)
    for number in count(1):
        failing = Failing(number, errno.EIO, lasting)
        said = refused(lambda: write_drafts(mails / "m.eml", bundles, "Lokossa", "fr"), mails, failing)
        if said is None:
            break
        assert sorted(contents(mails).values()) == sorted(before.values()), failing.refused
        for left in mails.glob("*.old"):
            left.rename(left.with_name(left.name.removesuffix(".1.old")))
    assert number > 10
    assert len(contents(mails)) == PARTS


def test_in_a_shared_folder_no_part_stays_alone(office: Office, tmp_path: Path) -> None:
    bundles = office.writes(tmp_path / "b.coopx", *BULK, part_size=PART_SIZE)
    shared = tmp_path / "shared"
    shared.mkdir()
    own = own_part.own_folder(shared, office.keys.space, office.device.public)
    for number in count(1):
        said = refused(
            lambda: own_part.lay(shared, office.keys.space, office.device.public, bundles),
            shared,
            Failing(number, errno.EIO, lasting=False),
        )
        if said is None:
            break
        assert list(own.iterdir()) == []
    assert number > 10


def test_who_waits_no_more_finds_no_part_there(tmp_path: Path) -> None:
    """Whoever was told that a folder is silent may find it awake again: nothing of that sending is there."""
    new = [tmp_path / f"{number}.new" for number in range(PARTS)]
    names = [tmp_path / f"{number}.coopx" for number in range(PARTS)]
    for file in new:
        file.write_bytes(b"whole")
    names[0].write_bytes(EARLIER)
    signs = count(1)

    def sign() -> None:
        if next(signs) == PARTS:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_in_place(new, names, sign)
    assert names[0].read_bytes() == EARLIER
    assert not names[1].exists()


def test_what_a_power_cut_left_aside_stays(office: Office, stick: Path) -> None:
    aside = stick / "b-1of3.coopx.1.old"
    aside.write_bytes(b"from before the power cut")
    with pytest.raises(WorldError) as told, watched(stick, from_the_third_rename()):
        writes(office, stick)
    assert "b-1of3.coopx.2.old" in sentence(told.value)
    assert aside.read_bytes() == b"from before the power cut"
    writes(office, stick)
    assert aside.exists()


def test_a_folder_in_the_way_stays_and_so_do_the_earlier_parts(office: Office, stick: Path) -> None:
    (stick / "b-3of3.coopx").mkdir()
    (stick / "b-3of3.coopx" / "in it").touch()
    before = {file.name for file in stick.iterdir()}
    with pytest.raises(WorldError) as told:
        writes(office, stick)
    assert told.value.code == "bundle_not_written"
    assert {file.name for file in stick.iterdir()} == before
    assert (stick / "b-1of3.coopx").read_bytes().startswith(EARLIER)


def test_wherever_it_is_stopped_no_name_has_half_a_part_and_no_earlier_one_is_gone(
    office: Office, stick: Path
) -> None:
    before = contents(stick)
    names = part_names(stick / "b.coopx", PARTS)
    for number in count(1):
        in_child(lambda stop=number: stopped_at(stop, lambda: writes(office, stick), stick))  # type: ignore[misc]
        after = contents(stick)
        news = [name for name in names if name.exists() and not after[name.name].startswith(EARLIER)]
        assert [bool(read_bundle(name, office.reader).damage) for name in news] == [False] * len(news)
        if len(news) == PARTS:
            break
        assert set(before.values()) <= set(after.values())
        for file in stick.iterdir():
            file.unlink()
        for name, content in before.items():
            (stick / name).write_bytes(content)
    assert number > 10


def stopped_at(number: int, act: Callable[[], object], folder: Path) -> None:
    """Act in a process that ends at the call with this number."""
    calls = count(1)

    def stop(event: str, file: str, offset: int, data: bytes) -> int:
        if next(calls) == number:
            os._exit(0)
        return 0

    with watched(folder, stop):
        act()

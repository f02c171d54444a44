# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Full disks and folders that can't be written: a sentence, nothing half-done, and the next save works."""

import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.store import backup, checking, connection, files
from coopdesk.store.keeping import Store
from tests.store.desks import error_code, place, populations


def in_child(act: Callable[[], None]) -> None:
    """Do something in a process of its own, whose limits and rights can be taken away."""
    pid = os.fork()
    if not pid:
        try:
            act()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    assert os.waitpid(pid, 0)[1] == 0, "the child's error is printed above"


def limit_files(size: int) -> None:
    """No file of this process may grow beyond this size in bytes: writing more fails like a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def saved_in(profile: Path) -> None:
    """Open a desk and save on it."""
    with Store.open(profile) as store:
        store.save([place("Notsé")], "Awa")


def as_nobody() -> None:
    """Give up the rights of root, if we have them: root may write anywhere."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


@pytest.mark.parametrize("room", [0, 100, 20_000])
def test_a_desk_for_which_there_is_no_room_leaves_nothing(tmp_path: Path, room: int) -> None:
    def act() -> None:
        limit_files(room)
        assert error_code(lambda: Store.create(tmp_path / "desk", None, "PC")) in ("disk_full", "disk")

    in_child(act)
    assert not (tmp_path / "desk").exists()


def test_a_save_that_finds_no_room_changes_nothing(tmp_path: Path) -> None:
    def act() -> None:
        with Store.create(tmp_path / "desk", None, "PC") as store:
            store.save([place("Kara", 1)], "Awa")
            before = populations(store)
            limit_files((tmp_path / "desk" / "desk.db-wal").stat().st_size + 20_000)
            big = [place(f"Ville {number}", number) for number in range(3_000)]
            assert error_code(lambda: store.save(big, "Awa")) in ("disk_full", "disk")
            assert error_code(lambda: store.save_many([[one] for one in big], "Awa", act="import 1")) in (
                "disk_full",
                "disk",
            )
            assert populations(store) == before
            assert error_code(lambda: backup.back_up(store)) in ("disk_full", "disk")
            assert error_code(lambda: files.put(store.profile, store.keys, bytes(10**6), "film")) in (
                "disk_full",
                "disk",
            )
            assert list(files.kept(store.profile)) == []
            assert list((store.profile / "backups").glob("*.coopbackup")) == []
            limit_files(resource.RLIM_INFINITY)
            store.save([place("Notsé", 2)], "Awa")
            assert len(populations(store)) == 2
            assert checking.check(store) == []

    in_child(act)
    with Store.open(tmp_path / "desk") as store:
        assert sorted(populations(store).values()) == [1, 2]
        assert checking.check(store) == []


@pytest.mark.parametrize("room", range(4_096, 200_000, 16_384))
def test_wherever_the_disk_fills_up_a_save_is_whole_or_not_there(tmp_path: Path, room: int) -> None:
    def act() -> None:
        with Store.create(tmp_path / "desk", None, "PC") as store:
            limit_files(room)
            saved, full = 0, ""
            try:
                for number in range(60):
                    store.save([place(f"Ville {number} {part}", number) for part in range(7)], "Awa")
                    saved += 1
            except WorldError as error:
                full = error.code
            assert full in ("", "disk_full", "disk")
            limit_files(resource.RLIM_INFINITY)
            assert len(populations(store)) == saved * 7
            store.save([place("Après", 0)], "Awa")
            assert checking.check(store) == []

    in_child(act)


def test_the_sentence_of_a_full_disk() -> None:
    error = OSError(28, "No space left on device")
    assert connection.explained(error, Path("desk.db")).code == "disk_full"


def test_words_in_a_path_are_no_cause() -> None:
    error = OSError(5, "Input/output error", "/home/full/locked/readonly/desk.db")
    assert connection.explained(error, Path("desk.db")).code == "disk"


def test_a_folder_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    with Store.create(profile, None, "PC") as store:
        store.save([place("Kara", 1)], "Awa")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
        if folder.name.startswith("pytest-of-"):
            break
    for file in profile.iterdir():
        file.chmod(0o444)
    profile.chmod(0o555)
    (tmp_path / "shut").mkdir(mode=0o555)

    def act() -> None:
        as_nobody()
        assert error_code(lambda: Store.create(tmp_path / "shut" / "desk", None, "PC")) == "read_only"
        assert error_code(lambda: saved_in(profile)) == "read_only"

    in_child(act)
    profile.chmod(0o755)
    for file in profile.iterdir():
        file.chmod(0o644)
    with Store.open(profile) as store:
        assert list(populations(store).values()) == [1]
        assert checking.check(store) == []


SAVER = """
import sys
from pathlib import Path
from coopdesk.store import connection
from coopdesk.store.keeping import Store
from tests.store.desks import place
connection.BUSY_SECONDS = 20
with Store.open(Path(sys.argv[1])) as store:
    print("open", flush=True)
    sys.stdin.readline()
    store.save([place("Kara", 1)], "Boris")
"""


def test_a_second_process_waits_for_the_save_in_progress(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
        other = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(tmp_path / "desk")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        with other:
            assert other.stdout is not None
            assert other.stdin is not None
            assert other.stdout.readline() == "open\n"
            store.connection.execute("BEGIN IMMEDIATE")
            other.stdin.write("\n")
            other.stdin.flush()
            with pytest.raises(subprocess.TimeoutExpired):
                other.wait(0.5)
            store.connection.execute("COMMIT")
            assert other.wait(20) == 0
        assert list(populations(store).values()) == [1]
        assert checking.check(store) == []


def test_a_statement_of_ours_that_is_wrong_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    with Store.create(tmp_path / "desk", None, "PC") as store:
        twice = "INSERT INTO meta VALUES ('twice', '1'), ('twice', '2')"
        with pytest.raises(connection.DatabaseError, match="UNIQUE"), store.alone():
            store.connection.execute(twice)
        assert store.setting("twice") is None

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whichever write, sync or rename of an act fails: a plain sentence, nothing half-done, what stood there
before stays, and the next try succeeds.

Each call of each act fails here once, in turn as a broken disk (EIO) and a full one (ENOSPC), for that
moment and for good; set COOPDESK_FAULTS=all, as `dev.py soak` does, for all four at each call.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path

import pytest

from coopdesk.desk import (
    admitting,
    asking,
    exporting,
    leaving,
    loading,
    membership,
    receiving,
    safekeeping,
    sending,
    state,
)
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.desk.loading import LoadOrder
from coopdesk.desk.note_files import take
from coopdesk.desk.sending import Wish
from coopdesk.errors import WorldError
from coopdesk.language import Language, set_current
from coopdesk.store import checking, recovery, vault
from coopdesk.store.keeping import Store
from coopdesk.store.writing import BULK
from coopdesk.sync.container_writing import SMALLEST_PART, part_names
from coopdesk.sync.placing import ASIDE
from tests.desk.city_hall import Computer
from tests.desk.officer import Officer
from tests.store.faulty_disk import Failing, watchable, watched
from tests.store.test_schema import forget_fields

WAYS = tuple(product((errno.ENOSPC, errno.EIO), (False, True)))
ALL = os.environ.get("COOPDESK_FAULTS") == "all"
SENTENCES = {"disk", "disk_full", "bundle_not_written", "earlier_files_aside", "read_only"}
PLAN = os.urandom(5_000)
SHEET = "title;kind\n" + "".join(f"Réunion {number};meeting\n" for number in range(30))


@dataclass
class Place:
    """A desk, and a folder beside it for files that go in and out."""

    profile: Path
    outside: Path
    desk: Desk

    @property
    def held(self) -> tuple[int, ...]:
        """How much the desk holds of what an act may add."""
        tables = ("log", "arrival", "import_run", "statement", "sending")
        return tuple(
            self.desk.store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
        )

    def beside(self) -> dict[str, bytes]:
        """The files in the folder beside it, and those of the keys."""
        keys = [self.profile / vault.FILE, self.profile / recovery.FILE]
        found = [file for file in (*keys, *self.outside.rglob("*")) if file.is_file()]
        return {str(file): file.read_bytes() for file in found}

    def left_over(self) -> list[str]:
        """Files that something unfinished left behind."""
        return [
            str(file)
            for folder in (self.profile, self.outside)
            for file in folder.rglob("*")
            if file.suffix in (".part", ".new", ".restoring") or file.name.startswith(".")
        ]


def attach_much(at: Place) -> None:
    """Attach a file that needs two parts; where they are to lie, others of their names do."""
    attached = take(at.desk, os.urandom(SMALLEST_PART), "film.bin").scalar
    Officer(at.desk).new("note", "title=Film", f"attachments+={attached}")
    for name in part_names(at.outside / "p.coopx", 2):
        name.write_bytes(b"as it was")


Act = Callable[[Place], object]
ACTS: dict[str, Act] = {
    "save": lambda at: Officer(at.desk).new("note", "title=Visite", "text=Bonne route"),
    "attach": lambda at: take(at.desk, PLAN, "plan.bin"),
    "import": lambda at: loading.load(at.desk, LoadOrder(at.outside / "notes.csv", "note")),
    "export": lambda at: exporting.export(at.desk, "note", at.outside / "out.csv"),
    "export-xlsx": lambda at: exporting.export(at.desk, "note", at.outside / "out.xlsx"),
    "export-all": lambda at: leaving.export_everything(at.desk, at.outside / "all"),
    "backup": lambda at: safekeeping.back_up(at.desk, at.outside / "kept.coopbackup"),
    "restore": lambda at: safekeeping.restore(at.outside / "kept.coopbackup", at.outside / "restored"),
    "bundle-write": lambda at: sending.write(at.desk, at.outside / "kept.coopx", Wish(everything=True)),
    "bundle-parts": lambda at: sending.write(
        at.desk, at.outside / "p.coopx", Wish(everything=True), SMALLEST_PART
    ),
    "bundle-mail": lambda at: sending.write_mail(at.desk, at.outside / "kept.eml", Wish(everything=True)),
    "bundle-read": lambda at: receiving.read(at.desk, [at.outside / "news.coopx"]),
    "admit": lambda at: admitting.admit(at.desk, at.outside / "b.coopjoin", at.outside / "b.coopx"),
    "revoke": lambda at: membership.revoke(at.desk, "laptop"),
    "passphrase": lambda at: safekeeping.change_passphrase(at.desk, None),
    "sheet": lambda at: safekeeping.recovery_sheet(at.desk, at.outside / "sheet.pdf"),
    "migration": lambda at: Store.open(at.profile).close(),
}
BEFORE: dict[str, Act] = {"bundle-parts": attach_much}
"""What an act needs beside what all do."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A desk with a file, and beside it what is to come in and what is to be replaced."""
    set_current("en")
    folder = tmp_path_factory.mktemp("whole")
    outside = folder / "outside"
    outside.mkdir()
    desk = found_desk(folder / "desk", city="Lomé", country="TG", officer="Awa Exemple")
    hall = Computer(desk, folder)
    attached = take(desk, PLAN[:50], "avant.bin").scalar
    hall.new("note", "title=Avant", f"attachments+={attached}")
    laptop = hall.admits("laptop")
    laptop.new("note", "title=Terrain")
    shutil.move(laptop.sends(), outside / "news.coopx")
    (outside / "notes.csv").write_text(SHEET)
    for name in ("kept.coopx", "kept.eml", "out.csv", "out.xlsx", "b.coopx"):
        (outside / name).write_bytes(b"as it was")
    admitting.ask(folder / "asking", outside / "b.coopjoin", "Kofi", None, "b")
    safekeeping.recovery_sheet(desk, outside / "sheet.pdf")
    safekeeping.back_up(desk, outside / "kept.coopbackup")
    safekeeping.back_up(desk)
    forget_fields(desk.store, "population")
    desk.store.put_setting("declarations", "earlier")
    desk.close()
    with watchable():
        yield folder
    set_current("en")


@pytest.mark.parametrize("name", ACTS)
def test_whichever_call_fails_nothing_is_half_done(name: str, whole: Path, tmp_path: Path) -> None:
    for number in count(1):
        ways = WAYS if ALL else [WAYS[number % len(WAYS)]]
        if not all(_fails(name, whole, tmp_path, Failing(number, *way)) for way in ways):
            break
    assert number > 3


def _fails(name: str, whole: Path, folder: Path, failing: Failing) -> bool:
    """Let an act meet a failing disk and look what is left; whether any call was refused."""
    at = _place(
        whole, folder / f"{failing.number}-{failing.error}-{failing.lasting}", opened=name != "migration"
    )
    if name in BEFORE:
        BEFORE[name](at)
    held = at.held if name != "migration" else ()
    before = at.beside()
    told = _refusal(lambda: ACTS[name](at), at, failing)
    if name == "migration":
        at.desk = Desk.open(at.profile)
        held = at.held
    assert at.left_over() == [], failing.refused
    if told:
        assert told in SENTENCES, (told, failing.refused)
        assert at.held == held, failing.refused
        _as_it_was(at, before, failing)
    elif not failing.refused:
        at.desk.close()
        return False
    if told:
        ACTS[name](at)
    assert checking.check(at.desk.store) == []
    at.desk.close()
    shutil.rmtree(at.profile.parent)
    return True


def _place(whole: Path, folder: Path, *, opened: bool) -> Place:
    shutil.copytree(whole, folder)
    at = Place(folder / "desk", folder / "outside", None)  # type: ignore[arg-type]
    if opened:
        at.desk = Desk.open(at.profile)
    return at


def _refusal(act: Callable[[], object], at: Place, failing: Failing) -> str:
    """The code of the sentence with which an act ends, "" where it succeeds."""
    try:
        with watched(at.profile.parent, failing):
            act()
    except WorldError as error:
        return error.code
    return ""


def _as_it_was(at: Place, before: dict[str, bytes], failing: Failing) -> None:
    """Nothing new lies there. What was to be replaced is as it was, or whole and new where only what
    comes after that was refused."""
    after = {_called_before(file): content for file, content in at.beside().items()}
    assert after.keys() == before.keys(), failing.refused
    for file in map(Path, before):
        if after[str(file)] == before[str(file)]:
            continue
        if file.suffix == ".coopbackup":
            safekeeping.restore(file, at.outside / "tried")
            shutil.rmtree(at.outside / "tried")
        elif file.suffix in (".coopx", ".eml"):
            assert [seen.damage for seen in receiving.inspect(at.desk, file)] == [""]
        else:
            assert failing.lasting, failing.refused  # even putting back was refused


def _called_before(file: str) -> str:
    """The name of a file that had to step aside and, as the sentence says, could not come back."""
    return file.removesuffix(f".1{ASIDE}")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Everything is saved."), ("fr", "Tout est enregistré."), ("ru", "Всё сохранено.")],
)
def test_an_import_whose_search_finds_no_room_is_called_saved(
    language: Language, words: str, whole: Path, tmp_path: Path
) -> None:
    at = _place(whole, tmp_path / "at", opened=True)
    set_current(language)
    order = LoadOrder(at.outside / "many.csv", "note")
    order.file.write_text("title;kind\n" + "".join(f"Visite {number};meeting\n" for number in range(BULK)))
    for number in count(1):
        with suppress(WorldError), watched(at.profile.parent, Failing(number, errno.ENOSPC, lasting=True)):
            report = loading.load(at.desk, order)
            break
    set_current("en")
    [warning] = report.warnings
    assert warning.startswith(words)
    assert "200" in warning
    assert report.new == BULK
    assert [hit.title for hit in asking.find(at.desk, "visite 7")][:1] == ["Visite 7"]
    assert not at.desk.store.connection.execute("SELECT * FROM search_pending").fetchall()
    assert loading.load(at.desk, order).warnings == ()
    assert checking.check(at.desk.store) == []
    at.desk.close()


@pytest.mark.usefixtures("whole")
def test_what_is_watched_is_all_that_sqlite_writes(tmp_path: Path) -> None:
    """Lest nothing be seen, and all the above succeed for that."""
    seen: list[tuple[str, str]] = []

    def note(event: str, file: str, offset: int, data: bytes) -> int:
        seen.append((event, Path(file).name))
        return 0

    with watched(tmp_path, note):
        desk = found_desk(tmp_path / "desk", city="Lomé", country="TG", officer="Awa Exemple")
        seen.clear()
        Officer(desk).new("note", "title=Visite")
    assert seen[0] == ("write", "desk.db-wal")
    assert seen[-1] == ("sync", "desk.db-wal")
    assert state.state(desk).words
    desk.close()

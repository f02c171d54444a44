# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping a desk safe, as an officer does it."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from coopdesk.desk import safekeeping, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.language import LANGUAGES, Language
from coopdesk.records.types import BY_KEY
from coopdesk.store import recovery, vault
from coopdesk.store.archive import Archive
from tests.store.desks import cheap_keys, error_code

PASSPHRASE = "quatre mots secrets"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_keys(monkeypatch)


def a_desk(folder: Path, passphrase: str | None = PASSPHRASE) -> Desk:
    return found_desk(
        folder,
        city="Lomé",
        country="TG",
        officer="Awa Exemple",
        office="Coopération, Lomé",
        passphrase=passphrase,
    )


def key_on(sheet: Path) -> str:
    """The recovery key as a reader finds it on the page: the only thing in groups of four."""
    text = PdfReader(BytesIO(sheet.read_bytes())).pages[0].extract_text()
    letters = "".join(line.replace(" ", "") for line in text.splitlines() if len(line.replace(" ", "")) == 1)
    return recovery.read_recovery_key(letters or _from_lines(text))


def _from_lines(text: str) -> str:
    lines = [line.replace(" ", "") for line in text.splitlines()]
    start = next(
        at for at, line in enumerate(lines) if line and line == line.upper() and len(line) in (4, 16, 28)
    )
    joined = ""
    for line in lines[start:]:
        joined += line
        if len(joined) >= recovery.LETTERS:
            break
    return joined


def test_a_backup_and_its_restore(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk") as desk:
        assert desk.is_locked
        made = safekeeping.back_up_if_due(desk)
        assert made is not None
        assert made.locked
        assert safekeeping.back_up_if_due(desk) is None
        assert safekeeping.backups(desk) == [made]
        file = safekeeping.back_up(desk, tmp_path / "stick.coopbackup").file
        office = desk.office
    restored = safekeeping.restore(file, tmp_path / "new", PASSPHRASE)
    assert restored.records == 2
    with Desk.open(tmp_path / "new", PASSPHRASE) as desk:
        assert desk.office == office
        assert safekeeping.check(desk) == safekeeping.CheckReport(
            (), {"records": 2, "versions": 2, "segments": 1}
        )


def test_a_check_that_finds_something_says_where(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk") as desk:
        desk.store.connection.execute("UPDATE place SET population = 3")
        report = safekeeping.check(desk)
        assert [str(finding) for finding in report.findings] == [
            "A record does not show what its history says: place 1"
        ]
        assert safekeeping.check(desk, rebuild=True).findings == ()


def test_the_passphrase_changes_and_backups_keep_theirs(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk") as desk:
        old = safekeeping.back_up(desk, tmp_path / "old.coopbackup").file
        safekeeping.change_passphrase(desk, "un autre mot de passe")
        new = safekeeping.back_up(desk, tmp_path / "new.coopbackup").file
        assert error_code(lambda: safekeeping.change_passphrase(desk, "court")) == "short_passphrase"
    assert error_code(lambda: Desk.open(tmp_path / "desk", PASSPHRASE)) == "wrong_passphrase"
    Desk.open(tmp_path / "desk", "un autre mot de passe").close()
    safekeeping.restore(old, tmp_path / "from old", PASSPHRASE)
    assert (
        error_code(lambda: safekeeping.restore(new, tmp_path / "from new", PASSPHRASE)) == "wrong_passphrase"
    )


def test_a_passphrase_can_be_set_later_and_taken_away(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk", None) as desk:
        before = desk.is_locked
        safekeeping.change_passphrase(desk, PASSPHRASE)
        assert (before, desk.is_locked) == (False, True)
    assert error_code(lambda: Desk.open(tmp_path / "desk")) == "locked"
    with Desk.open(tmp_path / "desk", PASSPHRASE) as desk:
        safekeeping.change_passphrase(desk, None)
    Desk.open(tmp_path / "desk").close()


def test_the_recovery_sheet_opens_a_desk_whose_passphrase_is_lost(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    with a_desk(tmp_path / "desk") as desk:
        safekeeping.recovery_sheet(desk, sheet)
        safekeeping.change_passphrase(desk, "oublié depuis longtemps")
    key = key_on(sheet)
    assert (
        error_code(lambda: safekeeping.unlock_with_recovery(tmp_path / "desk", key, "court"))
        == "short_passphrase"
    )
    safekeeping.unlock_with_recovery(tmp_path / "desk", key.lower(), "retrouvé et changé")
    with Desk.open(tmp_path / "desk", "retrouvé et changé") as desk:
        desk.change_office(officer="Boris")
        assert safekeeping.check(desk).findings == ()
        assert desk.store.connection.execute("SELECT count(*) FROM feed").fetchone() == (1,)
    with Desk.open(tmp_path / "desk", "retrouvé et changé") as desk:
        assert desk.store.connection.execute("SELECT count(*) FROM feed").fetchone() == (1,)


def test_a_newer_sheet_replaces_the_older(tmp_path: Path) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    with a_desk(tmp_path / "desk") as desk:
        safekeeping.recovery_sheet(desk, one)
        assert (
            error_code(lambda: safekeeping.recovery_sheet(desk, tmp_path / "nowhere" / "x.pdf"))
            == "no_folder"
        )
        first = key_on(one)
        safekeeping.unlock_with_recovery(desk.profile, first, PASSPHRASE)
    with Desk.open(tmp_path / "desk", PASSPHRASE) as desk:
        safekeeping.recovery_sheet(desk, two)
    unlock = lambda: safekeeping.unlock_with_recovery(tmp_path / "desk", first, None)  # noqa: E731
    assert error_code(unlock) == "wrong_recovery_key"
    safekeeping.unlock_with_recovery(tmp_path / "desk", key_on(two), None)
    Desk.open(tmp_path / "desk").close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_one_page_and_holds_no_other_secret(tmp_path: Path, language: Language) -> None:
    sheet = tmp_path / "sheet.pdf"
    with a_desk(tmp_path / "desk") as desk:
        safekeeping.recovery_sheet(desk, sheet, language)
        keys = desk.store.keys
    reader = PdfReader(BytesIO(sheet.read_bytes()))
    assert len(reader.pages) == 1
    assert "Coopération, Lomé" in reader.pages[0].extract_text()
    assert PASSPHRASE.encode() not in sheet.read_bytes()
    assert keys.database.hex() not in reader.pages[0].extract_text()
    assert sheet.stat().st_mode & 0o077 == 0
    key = key_on(sheet)
    kept = recovery.read_file(tmp_path / "desk")
    assert recovery.database_key(kept, key) == keys.database
    assert recovery.device_key(kept, key) == keys.device
    assert key not in (tmp_path / "desk" / recovery.FILE).read_text()


def test_the_recovery_key_opens_a_backup_on_another_computer(tmp_path: Path) -> None:
    with a_desk(tmp_path / "desk") as desk:
        safekeeping.recovery_sheet(desk, tmp_path / "sheet.pdf")
        file = safekeeping.back_up(desk, tmp_path / "stick.coopbackup").file
    key = key_on(tmp_path / "sheet.pdf")
    with Archive(file) as found:
        assert recovery.device_key(found.read(recovery.FILE), key) is None, (
            "only the database's key goes along"
        )
    assert not safekeeping.restore(file, tmp_path / "open", None, recovery_key=key).locked
    safekeeping.restore(file, tmp_path / "new", "un tout autre mot", recovery_key=key)
    with Desk.open(tmp_path / "new", "un tout autre mot") as desk:
        assert desk.is_locked
        assert vault.read(tmp_path / "new", "un tout autre mot").database == desk.store.keys.database
    safekeeping.unlock_with_recovery(tmp_path / "new", key, PASSPHRASE)
    Desk.open(tmp_path / "new", PASSPHRASE).close()


def test_undo_reaches_back_over_a_restore(tmp_path: Path) -> None:
    kind = BY_KEY["place"]
    with a_desk(tmp_path / "desk") as desk:
        made = saving.save(desk, kind, None, {"name": {"fr": "Tchamba"}, "population": 5})
        assert made is not None
        saving.save(desk, kind, made.id, {"population": 6})
        file = safekeeping.back_up(desk, tmp_path / "stick.coopbackup").file
    safekeeping.restore(file, tmp_path / "new", PASSPHRASE)
    with Desk.open(tmp_path / "new", PASSPHRASE) as desk:
        saving.save(desk, kind, made.id, {"population": 7})
        shown = []
        for step in (saving.undo, saving.undo, saving.redo, saving.redo):
            step(desk)
            record = desk.record("place", made.id)
            assert record is not None
            shown.append(record.one("population"))
        assert shown == [6, 5, 6, 7]
        assert safekeeping.check(desk).findings == ()

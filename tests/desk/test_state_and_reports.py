# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state in four words, and reports written to a file."""

import os
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from coopdesk.desk import joining
from coopdesk.desk.desk import Desk
from coopdesk.desk.reporting import REPORTS, Subject, drawn_report, write_report, write_whole, year_to_report
from coopdesk.desk.state import spoken, state, word_list
from coopdesk.errors import WorldError
from coopdesk.language import current
from coopdesk.store import checking
from tests.desk.officer import Officer


def test_the_state_has_four_words_four_groups_of_digits_and_a_hash(desk: Desk) -> None:
    found = state(desk)
    assert len(found.words.split()) == 4
    assert set(found.words.split()) <= set(word_list())
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", found.digits)
    assert re.fullmatch(r"[0-9a-f]{64}", found.hash)


def test_the_words_are_2048_short_and_different() -> None:
    assert len(word_list()) == len(set(word_list())) == 2048
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in word_list())


def test_words_and_digits_are_read_off_the_hash() -> None:
    assert spoken(bytes(32)).words == " ".join([word_list()[0]] * 4)
    assert spoken(b"\xff" * 32).words == " ".join([word_list()[-1]] * 4)
    assert spoken(bytes(31) + b"\x01").digits == "0000 0000 0000 0001"


def test_the_state_stays_as_long_as_nothing_is_saved(desk: Desk, awa: Officer) -> None:
    awa.new("note", "title=Visite")
    before = state(desk)
    assert awa.change("note", awa.new("note", "title=Autre"), "title=Autre") is None
    changed = state(desk)
    assert changed != before
    checking.rebuild(desk.store)
    desk.change_office(officer="Kofi Exemple")
    desk.store.seal()
    with Desk.open(desk.profile) as again:
        assert state(again) == changed


def test_every_save_makes_another_state(desk: Desk, awa: Officer) -> None:
    states = [state(desk).hash]
    note = awa.new("note", "title=Visite")
    other = awa.new("note", "title=Visite")
    for act in (
        lambda: awa.change("note", note, "venue=Port"),
        lambda: awa.remove("note", other),
        awa.undo,
        lambda: joining.same(desk, note, other),
        lambda: joining.separate(desk, other),
    ):
        states.append(state(desk).hash)
        act()
    states.append(state(desk).hash)
    assert len(set(states)) == len(states)


@pytest.fixture
def note(awa: Officer) -> str:
    return awa.new("note", "title=Visite du port", "starts=2026-11-24 09:30", "text=Début *calme*.")


def test_minutes_are_written_in_any_of_the_languages(desk: Desk, note: str, tmp_path: Path) -> None:
    for language in ("en", "fr", "ru"):
        file = tmp_path / f"minutes {language}.pdf"
        assert write_report(desk, "minutes", language, file, note=note) == file
        reader = PdfReader(BytesIO(file.read_bytes()))
        assert "Visite du port" in "".join(page.extract_text() for page in reader.pages)
        assert str(reader.root_object["/Lang"]).startswith(language)
    assert current() == "en"
    assert sorted(path.suffix for path in tmp_path.glob("minutes*")) == [".pdf"] * 3


@pytest.mark.parametrize(
    ("name", "file", "code"),
    [
        ("nonsense", "x.pdf", "unknown_report"),
        ("minutes", "x.docx", "report_format"),
        ("minutes", "x", "report_format"),
        ("minutes", "nowhere/x.pdf", "not_written"),
    ],
)
def test_a_report_that_cannot_be_written_says_why(
    desk: Desk, note: str, tmp_path: Path, name: str, file: str, code: str
) -> None:
    with pytest.raises(WorldError) as refused:
        write_report(desk, name, "fr", tmp_path / file, note=note)
    assert refused.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]


def test_an_unknown_report_names_those_there_are(desk: Desk, note: str, tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        write_report(desk, "minuts", "fr", tmp_path / "x.pdf", note=note)
    assert all(name in str(refused.value) for name in REPORTS)


def test_a_report_says_what_it_is_about(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        write_report(desk, "minutes", "fr", tmp_path / "x.pdf")
    assert refused.value.code == "report_of_what"
    assert "--note" in str(refused.value)
    with pytest.raises(WorldError) as nowhere:
        write_report(desk, "minutes", "fr", tmp_path / "x.pdf", note="0" * 26)
    assert nowhere.value.code == "not_found"
    assert not (tmp_path / "x.pdf").exists()


def test_our_own_organisation_is_meant_where_none_is_named(desk: Desk, tmp_path: Path) -> None:
    own = drawn_report(desk, "annual", "fr", Subject(year=2024))
    assert own == drawn_report(desk, "annual", "fr", Subject(organisation=desk.our_organisation(), year=2024))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(own)).pages)
    assert "La coopération en 2024" in text
    desk.change_office(organisation="")
    with pytest.raises(WorldError) as refused:
        write_report(desk, "annual", "fr", tmp_path / "x.pdf")
    assert refused.value.code == "report_of_what"


def test_a_report_refuses_what_it_is_not_about(desk: Desk, note: str) -> None:
    with pytest.raises(WorldError) as refused:
        drawn_report(desk, "minutes", "fr", Subject(note=note, year=2024))
    assert refused.value.code == "report_option"
    assert "--year" in str(refused.value)


def test_until_the_end_of_june_a_yearly_report_is_about_the_last_year() -> None:
    assert year_to_report(date(2026, 6, 30)) == 2025
    assert year_to_report(date(2026, 7, 1)) == 2026


def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    write_whole(file, b"old")
    write_whole(file, b"new and longer")
    assert file.read_bytes() == b"new and longer"
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(WorldError) as refused:
        write_whole(tmp_path / "folder.pdf", b"new")
    assert refused.value.code == "not_written"
    assert sorted(os.listdir(tmp_path)) == ["folder.pdf", "x.pdf"]


def test_a_note_in_another_year_is_printed_with_its_day(desk: Desk, awa: Officer, tmp_path: Path) -> None:
    note = awa.new("note", "title=Fête", "starts=1er mars 2027")
    write_report(desk, "minutes", "fr", tmp_path / "x.PDF", note=note)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.PDF").pages)
    assert "1er mars 2027" in text.replace("\u00a0", " ")

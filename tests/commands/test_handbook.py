# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook on the command line."""

from coopdesk.desk.handbook import TITLES
from tests.commands.terminal import Terminal


def test_pages_are_listed_by_their_names(bare: Terminal) -> None:
    assert all(key in bare("handbook").out for key in TITLES)
    listed = bare.done("handbook", "--json").json
    assert [entry["page"] for entry in listed] == list(TITLES)


def test_a_page_is_plain_text_in_the_language_asked(bare: Terminal) -> None:
    shown = bare("--language", "ru", "handbook", "safety").out
    assert shown.startswith("Безопасность\n")
    assert "**" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_as_json_the_page_keeps_its_marks(bare: Terminal) -> None:
    page = bare.done("handbook", "notes", "--json").json
    assert page["title"] == "Notes"
    assert page["text"].startswith("# Notes\n")


def test_a_page_that_is_not_there_is_told(bare: Terminal) -> None:
    told = bare("handbook", "nothing")
    assert told.code != 0
    assert "nothing" in told.err

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying coopdesk out: one command makes a desk that is full."""

from pathlib import Path

from tests.commands.terminal import Terminal


def test_demo_makes_a_desk_that_answers_at_once(bare: Terminal) -> None:
    made = bare.done("demo", "--language", "fr", "--on", "2026-11-24")
    assert made.out.strip() == str(bare.profile)
    assert "Locossa" in made.err
    assert "inventées" in made.err
    due = bare.json("today", "--on", "2026-11-24")
    assert {section["key"] for section in due} >= {"to_do", "ending", "silent", "gate", "mandates"}
    assert due[0]["items"][0]["title"] == "Envoyer le plan du réseau d’eau de Koudo"
    assert due[0]["items"][0]["days"] == -6
    assert any(
        "Уагадугу" in hit["title"] or "Ouagadougou" in hit["title"] for hit in bare.json("find", "уага")
    )
    bare.done("check")


def test_demo_takes_the_language_of_the_call_and_speaks_json(bare: Terminal) -> None:
    facts = bare.json("--language", "ru", "demo")
    assert (facts["language"], facts["officer"], facts["country"]) == ("ru", "Кларис Дансу", "BJ")
    assert facts["profile"] == str(bare.profile)


def test_demo_refuses_a_desk_that_is_there_and_a_day_that_is_none(bare: Terminal) -> None:
    assert bare("demo", "--on", "someday").code == 1
    assert not bare.profile.exists()
    bare.init()
    refused = bare("--json", "demo")
    assert refused.code == 1
    assert refused.error["error"] == "desk_exists"


def test_demo_is_locked_by_a_passphrase_in_a_file(bare: Terminal, tmp_path: Path) -> None:
    phrase = tmp_path / "phrase.txt"
    phrase.write_text("four words are good\n", "utf-8")
    made = bare.done("--passphrase-file", str(phrase), "demo")
    assert "Not locked" not in made.err
    assert bare("list", "note").code == 1
    assert len(bare.json("--passphrase-file", str(phrase), "list", "note")) >= 30

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Help, wrong usage, errors and their exit codes, in three languages."""

import re
import shlex

import pytest

from coopdesk.commands.directory import COMMANDS
from coopdesk.language import LANGUAGES, Language, Message
from tests.commands.terminal import Terminal

PROMISED = (
    "init demo new set remove unremove show list find today undo redo types import export alike same separate"
    " report conflicts resolve join admit devices role revoke verify quarantine accept bundle state"
    " backup check lock recovery-sheet handbook"
).split()


def test_every_promised_command_is_there(bare: Terminal) -> None:
    assert sorted(COMMANDS) == sorted(PROMISED)
    listed = bare.done("--help").out
    assert [name for name in PROMISED if not re.search(rf"^  {name} ", listed, re.M)] == []


@pytest.mark.parametrize("name", PROMISED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_has_an_example_of_the_command(bare: Terminal, name: str, language: Language) -> None:
    page = bare.done("--language", language, name, "--help").out
    colon = "\u00a0:" if language == "fr" else ":"
    heading = Message("Example").text(language)
    examples = page.split(f"\n{heading}{colon}\n")[1].splitlines()
    assert examples
    for line in examples:
        words = shlex.split(line)
        assert words[0] == "coopdesk"
        assert name in words
    assert "--json" in page


@pytest.mark.parametrize("name", PROMISED)
def test_every_option_of_an_example_exists(bare: Terminal, name: str) -> None:
    page = bare.done(name, "--help").out
    own, examples = page.split("\nExample:\n")
    common = bare.done("--help").out
    for option in re.findall(r"(?<= )--[a-z-]+", examples):
        assert option in own or option in common


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_speaks_the_language_asked(bare: Terminal, language: Language) -> None:
    pages = [bare.done("--language", one, "find", "--help").out for one in ("en", language)]
    for words in ("show this help", "only records of this type", "Options", "Usage: "):
        assert words in pages[0]
        assert Message(words).text(language) in pages[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Name a command. See: coopdesk --help"),
        (("fnd", "x"), "There is no command fnd; near it: find. See: coopdesk --help"),
        (("--colour",), "There is no option --colour. See: coopdesk --help"),
        (("find",), "TEXT is missing. See: coopdesk find --help"),
        (("find", "x", "--bad"), "There is no option --bad. See: coopdesk find --help"),
        (
            ("find", "x", "--limit", "0"),
            "--limit: write a whole number from 1, not 0. See: coopdesk find --help",
        ),
        (("find", "x", "--limit"), "--limit needs a value. See: coopdesk find --help"),
        (("list", "note", "--quiet"), "--quiet stands before the command. See: coopdesk list --help"),
        (
            ("list", "note", "--format", "xml"),
            "--format: xml is not one of: table, csv, jsonl. See: coopdesk list --help",
        ),
        (("types", "note", "place"), "Too much was given: place. See: coopdesk types --help"),
        (("init", "--city", "Lomé"), "--country is missing. See: coopdesk init --help"),
        (("--language", "de", "types"), "--language: de is not one of: en, fr, ru. See: coopdesk --help"),
        (("--json=1", "types"), "--json takes no value. See: coopdesk --help"),
        (
            ("set", "note", "x"),
            "Name the record and what to change: ID field=value. See: coopdesk set --help",
        ),
        (("new", "note", "--each"), "--each goes with --from. See: coopdesk new --help"),
        (
            ("new", "note", "a=b", "--from", "x"),
            "Give field=value or --from, not both. See: coopdesk new --help",
        ),
        (("resolve", "abc"), "Give --keep or --value. See: coopdesk resolve --help"),
        (("import",), "Name the file, or --revert ID. See: coopdesk import --help"),
        (("export", "note"), "Give TYPE and --output FILE, or --everything DIR. See: coopdesk export --help"),
        (("backup", "--restore", "x"), "--restore and --into go together. See: coopdesk backup --help"),
        (
            ("backup", "--recovery-key-file", "x"),
            "--recovery-key-file goes with --restore. See: coopdesk backup --help",
        ),
        (
            ("init", "--from", "x.coopx", "--no-passphrase"),
            "Give --from alone: the invitation and the request tell all else. See: coopdesk init --help",
        ),
        (
            ("bundle", "read", "--shared", "--bundle-passphrase-file", "x"),
            "--shared takes no --bundle-passphrase-file. See: coopdesk bundle read --help",
        ),
        (("lock",), "--change-passphrase is missing. See: coopdesk lock --help"),
        (
            ("bundle", "write", "x.coopx", "--part-size", "3.5KM"),
            "Write a size like 3.5MB, not 3.5KM. See: coopdesk bundle write --help",
        ),
        (("report", "minutes"), "--output is missing. See: coopdesk report --help"),
    ],
)
def test_wrong_usage_is_told_in_plain_words(bare: Terminal, words: tuple[str, ...], sentence: str) -> None:
    answer = bare(*words)
    assert (answer.code, answer.out, answer.err) == (2, "", sentence + "\n")


def test_wrong_usage_as_json(bare: Terminal) -> None:
    answer = bare("--json", "find")
    assert (answer.code, answer.out) == (2, "")
    assert answer.error == {"error": "usage", "message": "TEXT is missing. See: coopdesk find --help"}
    assert bare("find", "--json").error["error"] == "usage"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("new", "note", "nonsense=1"), "unknown_field", "organisations"),
        (("new", "nonsense", "a=1"), "unknown_type", "follow-up"),
        (("new", "note", "title=x", "kind=nonsense"), "choice", "partner_visit"),
        (("new", "follow-up", "what=x", "due_on=31.02.2026"), "day", "31.02.2026"),
        (("new", "person", "family_name=x", "emails+=a@@b"), "email", "a@@b"),
        (("new", "person", "family_name=x", "phones+=123"), "phone", "123"),
        (("new", "place", "name=x", "country=Atlantis"), "country", "Atlantis"),
        (("new", "person", "given_name=x"), "required", ""),
        (("new", "person", "family_name"), "assignment", "family_name"),
        (("new", "note", "title=@missing.md"), "unreadable", "missing.md"),
        (("set", "note", "zzzzzz", "title=x"), "not_found", "zzzzzz"),
        (("show", "person", "Nobody"), "not_found", "Nobody"),
        (("show", "person", ""), "not_found", ""),
        (("remove", "person", " "), "not_found", ""),
        (("list", "note", "--order", "nonsense"), "unknown_field", "nonsense"),
        (("list", "note", "--fields", "title,nonsense"), "unknown_field", "nonsense"),
        (("list", "note", "--where", "kind=nonsense"), "choice", "nonsense"),
        (("find", "x", "--type", "nonsense"), "unknown_type", "nonsense"),
        (("today", "--on", "2026-02-31"), "day", "2026-02-31"),
        (("resolve", "zzzzzz", "--keep", "1"), "outdated_decision", "zzzzzz"),
        (("same", "zzzzzz", "yyyyyy"), "not_found", "zzzzzz"),
        (("undo", "3"), "", ""),
        (("report", "nonsense", "--output", "x.pdf"), "unknown_report", "minutes"),
    ],
)
def test_bad_input_gets_one_sentence(
    desk: Terminal, language: str, words: tuple[str, ...], code: str, named: str
) -> None:
    before = desk.json("state")
    answer = desk("--language", language, *words)
    if not code:
        return
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert named in answer.err
    assert "{" not in answer.err
    as_json = desk("--json", "--language", language, *words).error
    assert as_json["error"] == code
    key, _, said = as_json["message"].rpartition(": ")
    assert answer.err.strip().replace(f" ({as_json.get('field')})", "").endswith(said)
    assert key.split(":")[0].strip() in answer.err
    assert desk.json("state") == before


def test_the_field_that_is_refused_is_named(desk: Terminal) -> None:
    answer = desk("--json", "new", "follow-up", "what=x", "due_on=31.02.2026")
    assert answer.error["field"] == "due_on"
    assert answer.error["message"].startswith("due_on: ")


def test_an_ambiguous_name_lists_what_it_could_mean(desk: Terminal) -> None:
    ids = [desk.new("person", "given_name=Awa", "family_name=Sow") for _ in range(2)]
    answer = desk("--json", "show", "person", "Awa Sow")
    assert (answer.code, answer.error["error"]) == (1, "ambiguous")
    assert all(one in answer.error["message"] for one in ids)


def test_words_are_in_the_desks_language_unless_one_is_asked_for(bare: Terminal) -> None:
    bare.init("ru")
    bare.done("new", "place", "name.en=Bremen", "country=DE")
    assert "Германия" in bare.done("list", "place").out
    assert "Allemagne" in bare.done("--language", "fr", "list", "place").out


def test_an_empty_name_is_called_empty(desk: Terminal) -> None:
    assert desk("show", "person", "").err.startswith("The name is empty (Person). Give")
    assert desk("unremove", "person", " ").err.startswith("The name is empty (Person). Give")

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle that cannot be read, or not wholly, says exactly why, whom to ask and for what."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coopdesk.sync import layout
from tests.commands.terminal import Terminal


@pytest.fixture
def others(desk: Terminal, capsys: pytest.CaptureFixture[str]) -> dict[str, Terminal]:
    """Two further computers of the office, each with everything."""
    return {name: joined(desk, name, capsys) for name in ("laptop", "district")}


def joined(desk: Terminal, name: str, capsys: pytest.CaptureFixture[str]) -> Terminal:
    made = Terminal(desk.profile.with_name(name), capsys)
    request, answer = f"{name}.coopjoin", f"{name}-welcome.coopx"
    made.done("join", request, "--officer", "Kofi Exemple", "--computer", name, "--no-passphrase")
    desk.done("admit", request, "--output", answer)
    made.done("init", "--from", answer)
    return made


def of_laptop(others: dict[str, Terminal], *words: str) -> Path:
    """What the laptop writes after a change."""
    others["laptop"].new("note", "title=Visite")
    others["laptop"].done("bundle", "write", "news.coopx", *words)
    return Path("news.coopx")


def later(file: Path) -> None:
    with file.open("rb") as stream:
        found = layout.find(stream, "a")
    header = replace(found.head.header, least=layout.VERSION + 1).encoded()
    head = layout.head_bytes(header, found.head.wrapped, found.head.manifest)
    file.write_bytes(head + layout.tail_bytes(head))


def scratched(file: Path) -> None:
    """Bits of the last frame lost, as a bad stick loses them."""
    content = bytearray(file.read_bytes())
    content[last_frame(file) + 20] ^= 0xFF
    file.write_bytes(content)


def cut(file: Path) -> None:
    """The stick was pulled out within the last frame."""
    file.write_bytes(file.read_bytes()[: last_frame(file) + 20])


def last_frame(file: Path) -> int:
    with file.open("rb") as stream:
        at = layout.find(stream, "a").offsets[-1]
    assert at is not None
    return at


def in_pieces(file: Path) -> None:
    """Nothing of it is left but the first bytes."""
    content = bytearray(file.read_bytes())
    content[40:] = bytes(len(content) - 40)
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "code", "told"),
    [
        (later, 1, "A newer coopdesk made this bundle: news.coopx. Update coopdesk, then open it again."),
        (in_pieces, 1, "Bundle damaged: news.coopx. Nothing in it can be read. Ask for it again."),
        (scratched, 3, "the rest was read. Ask for it again. Sent by: laptop."),
        (cut, 3, "Copy it again, or ask for it again. Sent by: laptop."),
    ],
)
def test_a_harmed_copy(
    desk: Terminal, others: dict[str, Terminal], harm: Callable[[Path], None], code: int, told: str
) -> None:
    harm(of_laptop(others, "--everything"))
    answer = desk("bundle", "read", "news.coopx")
    assert answer.code == code, answer
    assert told in answer.out + answer.err


def test_for_someone_else(desk: Terminal, others: dict[str, Terminal]) -> None:
    desk.done("bundle", "write", "all.coopx", "--everything")
    others["laptop"].done("bundle", "read", "all.coopx")
    of_laptop(others, "--for", "district")
    answer = desk("bundle", "read", "news.coopx")
    assert (answer.code, answer.err) == (
        1,
        "This bundle is for someone else: news.coopx. It cannot be opened here."
        " Ask for one for this computer. Sent by: laptop.\n",
    )


def test_for_another_office(
    desk: Terminal, others: dict[str, Terminal], capsys: pytest.CaptureFixture[str]
) -> None:
    other = Terminal(desk.profile.with_name("elsewhere"), capsys)
    other.done("init", "--city", "Kara", "--country", "TG", "--officer", "Binta Exemple", "--no-passphrase")
    of_laptop(others)
    answer = other("bundle", "read", "news.coopx")
    assert (answer.code, answer.err) == (
        1,
        "This bundle belongs to another office: news.coopx. It cannot be opened here; give it to that"
        " office.\n",
    )


def test_a_part_is_missing(desk: Terminal, others: dict[str, Terminal]) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    for number in range(3):
        text = "".join(random.Random(number).choices(letters, k=800_000))
        others["laptop"].new("note", f"title=Long {number}", f"text={text}")
        others["laptop"].done("bundle", "write", "seal.coopx")
    others["laptop"].done("bundle", "write", "mail.coopx", "--everything", "--part-size", "600kB")
    parts = sorted(Path().glob("mail-*of*.coopx"))
    number = len(parts)
    read = desk("bundle", "read", *(str(part) for part in parts if part != parts[1]))
    assert (read.code, read.out.splitlines()[-1]) == (
        3,
        f"Part 2 of {number} is missing. Ask for it again from: laptop.",
    )
    assert "is missing" not in desk("bundle", "read", str(parts[1])).out


def test_signed_by_a_computer_whose_access_was_withdrawn(
    desk: Terminal, others: dict[str, Terminal], capsys: pytest.CaptureFixture[str]
) -> None:
    desk.done("role", "laptop", "steward")
    desk.done("bundle", "write", "all.coopx", "--everything")
    others["laptop"].done("bundle", "read", "all.coopx")
    unknown = joined(others["laptop"], "unknown", capsys)
    unknown.new("note", "title=Un inconnu")
    unknown.done("bundle", "write", "theirs.coopx", "--everything")
    others["laptop"].done("revoke", "unknown")
    read = others["laptop"]("bundle", "read", "theirs.coopx")
    assert read.code == 3
    assert "The access of this computer was withdrawn: unknown. Its later changes are set aside;" in read.out


def test_shared_folder_by_command(desk: Terminal, others: dict[str, Terminal], tmp_path: Path) -> None:
    shared = tmp_path / "Cloud"
    shared.mkdir()
    assert desk("bundle", "read", "--shared").err.startswith("No shared folder is known yet.")
    others["laptop"].new("note", "title=Visite")
    written = others["laptop"].json("bundle", "write", "--shared", str(shared))
    assert Path(written["files"][0]).is_relative_to(shared / "coopdesk")
    told = desk.done("bundle", "read", "--dry-run", "--shared", str(shared))
    assert told.out == "laptop: 1 new bundle\n1 change from laptop\n"
    inside = desk.json("bundle", "read", "--dry-run", "--shared")
    assert (inside["files"], inside["senders"]) == (written["files"], {"laptop": 1})
    assert [one["by_device"] for one in inside["brought"]] == [{"laptop": 1}]
    assert desk.done("find", "Visite").out == "", "nothing was changed"
    assert desk.done("bundle", "read", "--shared").out == "1 change from laptop\n"
    assert desk.done("bundle", "read", "--shared").out == "Nothing new in the shared folder.\n"
    assert "It lies in the shared folder" in desk.done("bundle", "write", "--shared").err
    assert desk("bundle", "read").code == 2
    assert desk("bundle", "write", "news.coopx", "--shared").code == 2
    gone = desk("bundle", "read", "--shared", str(tmp_path / "gone"))
    assert gone.err.startswith("The shared folder is not there: ")
    assert desk.json("bundle", "read", "--shared") == {
        "brought": [],
        "refused": [],
        "unfinished": [],
        "remarks": [],
    }

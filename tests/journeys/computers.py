# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The computers of a city hall by command line: they join, and bring each other bundles on a stick."""

from collections.abc import Callable
from pathlib import Path

from tests.commands.terminal import Terminal

On = Callable[[str], Terminal]


def joins(on: On, name: str, steward: str, *options: str) -> Terminal:
    """A computer asks, a steward answers, the words are compared, its desk is made."""
    new = on(name)
    asked = new.json(
        "join", f"{name}.coopjoin", "--officer", f"Officer {name}", "--computer", name, "--no-passphrase"
    )
    answered = on(steward).json("admit", f"{name}.coopjoin", *options, "--output", f"{name}.coopx")
    assert asked["words"] == answered["words"]
    made = new.json("init", "--from", f"{name}.coopx")
    assert made["words"] == on(steward).json("verify", made["steward"])["words"]
    assert made["steward"] == steward
    return new


def bring(sender: Terminal, *receivers: Terminal, code: int = 0) -> None:
    """Everything from one computer to others, on a stick."""
    sender.done("bundle", "write", "stick.coopx", "--everything")
    for receiver in receivers:
        assert receiver("bundle", "read", "stick.coopx").code == code
    Path("stick.coopx").unlink()


def titles(one: Terminal) -> set[str]:
    """The titles of the notes that a desk shows."""
    return {note["fields"]["title"] for note in one.json("list", "note")}

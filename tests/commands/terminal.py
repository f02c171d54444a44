# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal for tests: commands run in this process, or in one of their own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coopdesk.commands import run

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "coopdesk")


@dataclass(frozen=True)
class Answer:
    """What a command left: its exit code, data and messages."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The data as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The last line of the messages as JSON."""
        return json.loads(self.err.splitlines()[-1])


class Terminal:
    """Commands on the desk in `profile`."""

    def __init__(self, profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.profile = profile
        self.capsys = capsys

    def __call__(self, *words: str) -> Answer:
        self.capsys.readouterr()
        code = run(["--profile", str(self.profile), *words])
        taken = self.capsys.readouterr()
        return Answer(code, taken.out, taken.err)

    def done(self, *words: str) -> Answer:
        """The answer of a command that must succeed."""
        answer = self(*words)
        assert answer.code == 0, answer
        return answer

    def json(self, *words: str) -> Any:
        """The JSON that a command prints."""
        return self.done("--json", *words).json

    def new(self, *words: str) -> str:
        """The id of a new record."""
        return str(self.json("new", *words)["id"])

    def init(self, language: str = "en") -> Answer:
        """Makes the desk."""
        return self.done(
            *("init", "--city", "Lomé", "--country", "TG", "--officer", "Awa Exemple"),
            *("--language", language, "--no-passphrase"),
        )

    def environment(self) -> dict[str, str]:
        """The environment of a command that runs in a process of its own."""
        source = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        return os.environ | {"PYTHONPATH": source, "COOPDESK_HOME": str(self.profile)}

    def outside(self, *words: str, stdin: bytes = b"") -> Answer:
        """The answer of a command in a process of its own."""
        done = subprocess.run(
            [*PROGRAM, *words], input=stdin, capture_output=True, env=self.environment(), check=False
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

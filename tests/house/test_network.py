# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The program opens no connection: tests/conftest.py watches this process, this test another one, and
no module is imported that could go past Python."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ATTEMPTS

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import sys
sys.path[:0] = ["src", "."]
import tests.conftest
from coopdesk.commands import run
for words in {walk!r}:
    if (code := run(["--profile", sys.argv[1], *words])) != 0:
        sys.exit(f"{{words}}: {{code}}")
sys.exit(tests.conftest.ATTEMPTS and str(tests.conftest.ATTEMPTS) or 0)
"""
WALK = (
    ("--language", "fr", "demo"),
    ("new", "note", "title=Visite"),
    ("find", "ouaga"),
    ("today",),
    ("report", "annual", "--year", "2026", "--output", "{folder}/annual.pdf"),
    ("export", "--everything", "{folder}/all"),
    ("bundle", "write", "{folder}/news.coopx", "--everything"),
    ("bundle", "read", "{folder}/news.coopx"),
    ("backup", "{folder}/desk.coopbackup"),
    ("check",),
)


@pytest.mark.parametrize(
    "connect",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
        lambda: socket.getaddrinfo("example.org", 443),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9)),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_connection_would_be_noticed(connect: object) -> None:
    assert callable(connect)
    with pytest.raises(ConnectionRefusedError):
        connect()
    assert len(ATTEMPTS) == 1
    ATTEMPTS.clear()


def test_this_computer_may_speak_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_a_walk_through_the_program_connects_to_nothing(tmp_path: Path) -> None:
    walk = [tuple(word.format(folder=tmp_path) for word in words) for words in WALK]
    command = [sys.executable, "-c", WATCHED.format(walk=walk), str(tmp_path / "desk")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr


def test_nothing_is_imported_that_connects_without_python() -> None:
    for file in (ROOT / "src").rglob("*.py"):
        text = file.read_text("utf-8")
        for name in (
            "QtNetwork",
            "QtWebEngine",
            "QtWebSockets",
            "import socket",
            "urllib.request",
            "http.client",
        ):
            assert name not in text, file

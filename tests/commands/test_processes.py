# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands in processes of their own: exit codes, pipes, kills, what is loaded, how fast."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.desk.desk import Desk
from tests.commands.terminal import PROGRAM, ROOT, Terminal

HEAVY = (
    "PySide6 babel cryptography openpyxl phonenumbers PIL python_calamine rapidfuzz reportlab sqlcipher3"
    " sqlite3 sqlite_utils xlsxwriter zstandard"
).split()


def test_exit_codes(desk: Terminal) -> None:
    assert desk.outside("--version").code == 0
    assert desk.outside("list", "note").code == 0
    assert desk.outside("show", "note", "zzzzzz").code == 1
    assert desk.outside("shwo").code == 2


def test_version_before_and_after_options(bare: Terminal) -> None:
    version = bare.outside("--version").out
    assert version.startswith("coopdesk ")
    assert bare.done("--version").out == version


def test_standard_input(desk: Terminal) -> None:
    made = desk.outside("new", "note", "title=Visit", "text=@-", stdin="Уага\n".encode())
    assert made.code == 0
    assert desk.json("show", "note", made.out.strip())["fields"]["text"] == "Уага"
    many = b'{"family_name": "A"}\n{"family_name": "B"}\n'
    assert len(desk.outside("new", "person", "--from", "-", stdin=many).out.splitlines()) == 2


def test_data_is_utf8_whatever_the_system_says(desk: Terminal) -> None:
    desk.done("new", "person", "family_name=Соу")
    environment = desk.environment() | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*PROGRAM, "list", "person"], capture_output=True, env=environment, check=True)
    assert "Соу" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error(desk: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [*PROGRAM, "types", "--json"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=desk.environment(),
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_full_disk_for_the_output_gets_a_sentence(desk: Terminal) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "types"], stdout=full, stderr=subprocess.PIPE, env=desk.environment(), check=False
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_what_was_acknowledged_line_by_line_outlives_a_kill(desk: Terminal) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "new", "person", "--from", "-", "--each"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=desk.environment(),
    )
    assert process.stdin
    assert process.stdout
    acknowledged = []
    for number in range(20):
        process.stdin.write(b'{"family_name": "N%d"}\n' % number)
        process.stdin.flush()
        # The answer comes while the input is still open: it isn't held back in a buffer.
        acknowledged.append(json.loads(process.stdout.readline())["id"])
    process.stdin.write(b'{"family_name": "last"}\n' * 50)
    process.stdin.flush()
    process.kill()
    process.wait()
    acknowledged += [
        json.loads(line)["id"] for line in process.stdout.read().splitlines() if line.endswith(b"}")
    ]
    process.stdin.close()
    process.stdout.close()
    kept = {record["id"] for record in desk.json("list", "person")}
    assert set(acknowledged) <= kept
    assert desk.json("check")["findings"] == []


@pytest.fixture
def listening() -> Iterator[None]:
    """Programs started now hear Ctrl-C, also where these tests run in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listening")
def test_an_interruption_says_that_nothing_is_half_done(desk: Terminal) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "new", "person", "--from", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=desk.environment() | {"LANG": "C.UTF-8"},
    )
    assert process.stdin
    process.stdin.write(b'{"family_name": "A"}\n')
    process.stdin.flush()
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out) == (1, b"")
    assert err.decode() == "Stopped. Nothing is half-done; what was saved stays saved.\n"
    assert desk.json("list", "person") == []


def test_a_mistake_of_ours_is_logged_without_what_was_written(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    import coopdesk.desk.saving

    def fail(*_: object, **__: object) -> None:
        raise ValueError("canary Traoré")

    monkeypatch.setattr(coopdesk.desk.saving, "save", fail)
    answer = desk("new", "person", "family_name=canary Traoré")
    log = desk.profile / "log.txt"
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    assert str(log) in answer.err
    text = log.read_text("utf-8")
    assert "builtins.ValueError" in text
    assert "coopdesk/commands/records.py:" in text
    assert "canary" not in text
    assert "Traceback" not in answer.err
    assert desk("--json", "new", "person", "family_name=x").error["error"] == "bug"


def test_a_disk_that_takes_no_more_gets_a_sentence_and_keeps_what_was(desk: Terminal) -> None:
    person = desk.new("person", "family_name=Sow")
    size = max(file.stat().st_size for file in desk.profile.iterdir() if file.is_file())

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40_000, size + 40_000))

    Path("long.md").write_text("Long. " * 150_000)
    done = subprocess.run(
        [*PROGRAM, "new", "note", "title=x", "text=@long.md"],
        capture_output=True,
        text=True,
        env=desk.environment(),
        preexec_fn=limit,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "mistake" not in done.stderr
    assert desk.json("list", "note") == []
    assert desk.json("show", "person", person)["fields"]["family_name"] == "Sow"
    assert desk.json("check")["findings"] == []


def test_a_second_process_waits_for_the_save_in_progress(desk: Terminal) -> None:
    with Desk.open(desk.profile) as other:
        other.store.connection.execute("BEGIN IMMEDIATE")
        process = subprocess.Popen(
            [*PROGRAM, "new", "person", "family_name=Sow"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=desk.environment(),
        )
        time.sleep(1)
        assert process.poll() is None
        other.store.connection.execute("ROLLBACK")
        out, err = process.communicate()
    assert process.returncode == 0, err
    assert len(out.strip()) == 26


def loaded(*words: str, environment: dict[str, str]) -> set[str]:
    """The heavy packages that a command has loaded when it ends."""
    code = (
        "import sys; from coopdesk.app import start; start(sys.argv[1:]);"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, env=environment, check=True
    )
    return set(HEAVY) & {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (("--version",), set()),
        (("--help",), set()),
        (("types",), set()),
        (("types", "note", "--json"), set()),
        (("import", "--help"), set()),
        (("report",), {"sqlcipher3", "sqlite3", "zstandard"}),
        (("--language", "en", "find", "lome"), {"sqlcipher3", "sqlite3", "zstandard"}),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(
    desk: Terminal, words: tuple[str, ...], allowed: set[str]
) -> None:
    assert loaded(*words, environment=desk.environment()) <= allowed


def test_a_command_loads_no_other_family(desk: Terminal) -> None:
    code = (
        "import sys; from coopdesk.app import start; start(['find', 'lome']);"
        "print('\\n'.join(name for name in sys.modules if name.startswith('coopdesk.commands.')),"
        "file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=desk.environment(), check=True
    )
    families = {name.rpartition(".")[2] for name in done.stderr.split()}
    assert families == {"edge", "grammar", "directory", "session", "asking", "tables"}


def test_the_version_comes_quickly() -> None:
    def seconds(*words: str) -> float:
        best = 9.0
        for _ in range(7):
            begin = time.perf_counter()
            subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd=ROOT / "src")
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds("-m", "coopdesk", "--version") <= 3 * seconds("-c", "pass")

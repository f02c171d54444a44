# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Qt loads without what PySide would repeat at every start, and the same where nothing was kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopdesk.ui import loading_qt
from coopdesk.ui.loading_qt import kept_byte_code, read, write

SOURCE, NAME = b"answer = 42\n", "shibokensupport/answer.py"
LOADED = """
import builtins
from coopdesk.ui.loading_qt import load_qt

load_qt()
from PySide6.QtCore import QObject
try:
    QObject().setObjectName(1, 2)
except TypeError as error:
    print(type(error).__name__, "setObjectName" in str(error))
import sys
print("argparse" in sys.modules)
print(builtins.__import__ is getattr(builtins, "__feature_import__", None))
"""


def compiled(file: Path, source: bytes = SOURCE) -> object:
    with kept_byte_code(str(file)):
        code = compile(source, NAME, "exec")
    values: dict[str, object] = {}
    exec(code, values)
    return values["answer"]


def test_what_was_compiled_once_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "cache" / "kept"
    before = compile
    assert compiled(file) == 42
    assert read(str(file)).keys() == {NAME}
    kept = file.read_bytes()
    assert compiled(file) == 42
    assert file.read_bytes() == kept
    assert compiled(file, b"answer = 43\n") == 43  # another PySide brings other sources
    assert compile is before


def test_nothing_is_kept_of_other_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    with kept_byte_code(str(tmp_path / "kept")):
        compile("1", "<text>", "eval")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"\0\0\0\0", b"nonsense", b"\0" * 40])
def test_what_is_damaged_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "kept"
    file.write_bytes(damage)
    assert compiled(file) == 42
    assert compiled(file) == 42


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    write(str(file), {NAME: (1, compile("1", NAME, "eval"))})
    content = bytearray(file.read_bytes())
    content[-3] ^= 1
    file.write_bytes(content)
    assert read(str(file)) == {}


def test_byte_code_of_another_python_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "kept")
    with monkeypatch.context() as other:
        other.setattr(loading_qt, "MAGIC_NUMBER", b"\0\0\r\n")
        write(file, {NAME: (1, compile("1", NAME, "eval"))})
        assert read(file).keys() == {NAME}
    assert read(file) == {}


def test_nothing_half_written_stays_behind(tmp_path: Path) -> None:
    (tmp_path / "kept" / "in the way").mkdir(parents=True)
    write(str(tmp_path / "kept"), {})
    assert [one.name for one in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    write(str(tmp_path / "file" / "kept"), {})
    assert read(str(tmp_path / "file" / "kept")) == {}


@pytest.mark.parametrize("start", ["first", "second"])
def test_qt_works_as_ever(tmp_path_factory: pytest.TempPathFactory, start: str) -> None:
    kept = tmp_path_factory.getbasetemp() / "bytes"
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONPYCACHEPREFIX": str(kept)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", LOADED], env=environment, capture_output=True, text=True, check=True
    )
    # PySide words this error by its own sources: they are there, but for what only its makers need. And it
    # reads no source of ours any more.
    assert done.stdout.split() == ["TypeError", "True", "False", "False"], start
    assert list(kept.rglob("*.pyside"))

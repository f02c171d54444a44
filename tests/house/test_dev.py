# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""dev.py needs nothing but Python, explains itself, and does its set-up once."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "dev.py").read_text("utf-8")


def start(*words: str) -> subprocess.CompletedProcess[str]:
    """Start dev.py as a user does."""
    command = [sys.executable, str(ROOT / "dev.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with lock files and a .venv without stamp, for dev's functions."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / "packaging").mkdir()
    for name in set(dev.LOCKS.values()):
        (tmp_path / "packaging" / name).write_text("click==8.1.0\n")
    monkeypatch.setattr(dev, "ROOT", str(tmp_path))
    monkeypatch.setattr(dev, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(dev, "PYTHON", str(python))
    return tmp_path


def test_imports_only_the_standard_library() -> None:
    imports = [node for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name for node in imports for name in imported(node)}
    assert names - sys.stdlib_module_names == set()


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    """The top names that an import statement brings in."""
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]}
    return {alias.name.partition(".")[0] for alias in node.names}


def test_an_old_python_can_read_it_far_enough_to_refuse() -> None:
    ast.parse(SOURCE, feature_version=(3, 8))


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 14, 0)])
def test_other_pythons_are_refused(version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=rf"3\.11, 3\.12 or 3\.13; this is 3\.{version[1]}\. Start it with"):
        dev.check_python()


def test_help_lists_every_sub_command() -> None:
    help_text = start("--help")
    assert help_text.returncode == 0
    for name in ("run", "test", "soak", "lint", "lock", "bench", "translate", "package"):
        assert f"\n  {name} " in help_text.stdout


@pytest.mark.parametrize("words", [(), ("walk",), ("lint", "--fixx"), ("package", "now")])
def test_wrong_usage_shows_the_help(words: tuple[str, ...]) -> None:
    answer = start(*words)
    assert answer.returncode == 2
    assert "usage: python3 dev.py" in answer.stdout + answer.stderr


def test_run_without_a_display_offers_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match=r"There is no display here.*: python3 dev\.py run -- --help"):
        dev.run([])


@pytest.mark.parametrize(
    ("words", "what"),
    [([], "histories"), (["4711"], "histories"), (["kills"], "kills"), (["cuts", "4711"], "cuts")],
)
def test_a_soak_says_how_to_repeat_it(
    words: list[str], what: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started: list[str] = []

    def become(*command: str) -> int:
        started.extend(command)
        return 0

    monkeypatch.setattr(dev, "set_up", lambda purpose: None)
    monkeypatch.setattr(dev, "become", become)
    tests, setting, amount = dev.SOAKS[what]
    for name in (setting, "COOPDESK_SEED"):
        monkeypatch.setenv(name, "")  # so that what is set below is taken away again
        monkeypatch.delenv(name)
    monkeypatch.chdir(ROOT)
    assert dev.soak([*words]) == 0
    assert os.environ[setting] == amount
    [option] = [word for word in started if word.startswith("--hypothesis-seed=")]
    seed = option.partition("=")[2]
    assert seed.isdecimal()
    assert os.environ["COOPDESK_SEED"] == seed
    assert words[-1:] in ([], [what], [seed])
    assert f"python3 dev.py soak {what} {seed}" in capfd.readouterr().out
    assert (ROOT / "tests" / tests).is_file()


def test_a_second_start_runs_nothing(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path(dev.stamp_path("tests")).write_text(dev.stamp_key())
    dev.set_up("tests")
    dev.set_up("command")  # less than the tests need
    assert capfd.readouterr() == ("", "")


def test_the_tests_need_more_than_a_window_and_a_command_least(checkout: Path) -> None:
    assert set(dev.PACKAGES["command"]) < set(dev.PACKAGES["window"]) < set(dev.PACKAGES["tests"])
    assert "window" not in dev.STAMPS["tests"]


def test_what_serves_the_tests_serves_a_window(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path(dev.stamp_path("tests")).write_text(dev.stamp_key())
    dev.set_up("window")
    assert capfd.readouterr() == ("", "")


def test_a_new_lock_file_asks_for_a_new_set_up(checkout: Path) -> None:
    before = dev.stamp_key()
    (checkout / "packaging" / "requirements.txt").write_text("click==8.2.0\n")
    assert dev.stamp_key() != before


def test_catalogues_are_compiled_when_they_are_newer(checkout: Path) -> None:
    source = checkout / "translations" / "fr" / "LC_MESSAGES" / "coopdesk.po"
    source.parent.mkdir(parents=True)
    source.touch()
    assert dev.catalogue_sources() == [str(source)]
    assert dev.is_stale(str(source))
    compiled = source.with_suffix(".mo")
    compiled.touch()
    os.utime(source, (1, 1))
    assert not dev.is_stale(str(source))
    os.utime(compiled, (0, 0))
    assert dev.is_stale(str(source))


def test_a_failing_step_shows_its_output_and_stops(capfd: pytest.CaptureFixture[str]) -> None:
    failing = [sys.executable, "-c", "print('what went wrong'); raise SystemExit(3)"]
    with pytest.raises(SystemExit) as stop:
        dev.step("Something", failing, advice="Do this.")
    assert stop.value.code == 1
    assert capfd.readouterr().out == "  Something ... failed\nwhat went wrong\nDo this.\n"

#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything one does in a checkout: python3 dev.py run, test, lint, lock, soak, bench, pictures…

Each sub-command first sets up what it needs, once: system packages, .venv, the locked
dependencies. A stamp in .venv remembers that, so the next start goes straight on.

Standard library only, and written so that an older Python can read it far enough to say
that it is too old. Modules that a start with a valid stamp does not need are imported late.
"""

from __future__ import annotations

import os
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
# What can be tried at length: the tests in a file, and the variable that says how much.
SOAKS = {
    "histories": ("journeys/test_replicas.py", "COOPDESK_HISTORIES", "10000"),
    "kills": ("journeys/test_kills.py", "COOPDESK_KILLS", "10000"),
    "cuts": ("store/test_power_cuts.py", "COOPDESK_CUTS", "100000"),
    "faults": ("journeys/test_disk_faults.py", "COOPDESK_FAULTS", "all"),
    "readers": ("journeys/test_readers.py", "COOPDESK_INPUTS", "100000"),
}
CATALOGUES = os.path.join(ROOT, "packaging", "catalogues.py")

SET_UP_VERSION = 2  # one more whenever set-up does something else: every checkout then repeats it
OLDEST, NEWEST = (3, 11), (3, 13)
UV = "uv==0.13.9"  # writes the lock files; used for nothing else
ONLINE = "Set-up needs the internet, once. Start again when there is a connection; what is done stays done."

WINDOW_PACKAGES = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libwayland-cursor0",
    "libcups2",
)
# The tests drive a real window on a display of their own, and open a bundle with a program not ours.
TEST_PACKAGES = (*WINDOW_PACKAGES, "age", "openbox", "xdotool", "xvfb")
# What each purpose needs: Debian packages (besides venv), a lock file, and the stamps that vouch for it.
PACKAGES = {"command": (), "window": WINDOW_PACKAGES, "tests": TEST_PACKAGES}
LOCKS = {"command": "requirements.txt", "window": "requirements.txt", "tests": "requirements-dev.txt"}
STAMPS = {"command": ("command", "window", "tests"), "window": ("window", "tests"), "tests": ("tests",)}


def check_python() -> None:
    """Stop with a sentence when this Python is too old or too new for the locked dependencies."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    example = "py -3.13" if os.name == "nt" else "python3.13"
    raise SystemExit(
        f"coopdesk needs Python 3.11, 3.12 or 3.13; this is {python_version()}. "
        f"Start it with one of these, for example: {example} dev.py"
    )


def python_version() -> str:
    """Of this Python, as in "3.11"."""
    return ".".join(map(str, sys.version_info[:2]))


# --- set-up ---


def set_up(purpose: str) -> None:
    """Make sure that the machine has what `purpose` (a key of LOCKS) needs; costs nothing the second time."""
    key = stamp_key()
    done = any(read(stamp_path(name)) == key for name in STAMPS[purpose])
    if not done or not os.path.exists(PYTHON):
        tell("Setting up, once. With a slow connection this takes some minutes.")
        install_system_packages(PACKAGES[purpose])
        make_environment()
        install_locked(LOCKS[purpose])
        with open(stamp_path(purpose), "w", encoding="ascii") as stamp:
            stamp.write(key)
    compile_translations()


def stamp_key() -> str:
    """What the stamp holds: the set-up's version, the Python version, and a digest of the lock files."""
    import hashlib

    locks = "".join(read(lock_path(name)) for name in sorted(set(LOCKS.values())))
    digest = hashlib.sha256(locks.encode()).hexdigest()
    return f"{SET_UP_VERSION} {python_version()} {digest}"


def stamp_path(purpose: str) -> str:
    """Where the stamp of a purpose lies; without .venv there is none."""
    return os.path.join(VENV, "set-up-" + purpose)


def lock_path(name: str) -> str:
    """Where a lock file lies."""
    return os.path.join(ROOT, "packaging", name)


def read(path: str) -> str:
    """The text of a file; empty when there is no such file."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def install_system_packages(packages: tuple[str, ...]) -> None:
    """Install the Debian packages that are missing, or stop with the command for it; elsewhere nothing."""
    import importlib.util
    import shutil

    if not shutil.which("dpkg-query"):
        return
    if importlib.util.find_spec("ensurepip") is None:
        packages = (f"python{python_version()}-venv", *packages)
    missing = sorted(set(packages) - installed_packages())
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    become_root = root_prefix()
    if become_root is None:
        raise SystemExit(
            "Some system packages are missing. Install them, then start again:\n\n"
            f"  sudo apt-get update && sudo {' '.join(install)}\n"
        )
    quietly = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive"]
    update = [*quietly, "apt-get", "update"]
    step(f"System packages: {' '.join(missing)}", update, [*quietly, *install], advice=ONLINE)


def installed_packages() -> set[str]:
    """Names of the installed Debian packages and of those they stand in for (libcups2 for libcups2t64)."""
    import subprocess

    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}|${Package}, ${Provides}\n"]
    listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    rows = (line.partition("|") for line in listing.splitlines())
    names = (name for status, _, names in rows if status == "installed" for name in names.split(","))
    return {name.split()[0] for name in names if name.strip()}


def root_prefix() -> list[str] | None:
    """The words before a command that make it run as root; None when a password would be needed."""
    import shutil
    import subprocess

    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if allowed else None


def make_environment() -> None:
    """Make .venv, unless it is there, works, and is of this Python."""
    import importlib.util
    import subprocess

    if os.path.exists(PYTHON):
        ask = [PYTHON, "-c", "import pip, sys; print(*sys.version_info[:2], sep='.')"]
        answer = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
        if answer == python_version():
            return
    if importlib.util.find_spec("ensurepip") is None:
        raise SystemExit(
            "This Python has no ensurepip, so it cannot make .venv. "
            "Install the package that brings it (often called python3-venv), then start again."
        )
    step("Python environment: .venv", [sys.executable, "-m", "venv", "--clear", VENV])


def install_locked(lock: str) -> None:
    """Install exactly what the lock file names into .venv, and make src/ importable there."""
    import sysconfig

    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    locked = ["--require-hashes", "--requirement", lock_path(lock)]
    step(f"Dependencies: packaging/{lock}", [*pip, *locked], advice=ONLINE)
    packages = sysconfig.get_path("purelib", "venv", {"base": VENV, "platbase": VENV})
    with open(os.path.join(packages, "coopdesk.pth"), "w", encoding="ascii") as file:
        # Relative, so that a checkout may move and lie in a folder of any script.
        file.write(os.path.relpath(os.path.join(ROOT, "src"), packages) + "\n")


def compile_translations() -> None:
    """Compile the message catalogues whose source is newer than what was compiled."""
    if any(is_stale(source) for source in catalogue_sources()):
        step("Translations", [PYTHON, CATALOGUES, "compile"])


def catalogue_sources() -> list[str]:
    """The coopdesk.po files of all languages."""
    folder = os.path.join(ROOT, "translations")
    languages = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    sources = [os.path.join(folder, language, "LC_MESSAGES", "coopdesk.po") for language in languages]
    return [source for source in sources if os.path.exists(source)]


def is_stale(source: str) -> bool:
    """Whether the .mo beside a .po file is missing or older."""
    compiled = source[: -len(".po")] + ".mo"
    return not os.path.exists(compiled) or os.path.getmtime(compiled) < os.path.getmtime(source)


# --- running other programs ---


def step(what: str, *commands: list[str], advice: str = "") -> None:
    """Run commands silently and print one line with their time; if one fails, stop with its output."""
    import subprocess

    tell(f"  {what} ...", end=" ")
    began = time.monotonic()
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, stdout=pipe, stderr=both, check=False)
        if done.returncode:
            output = done.stdout.decode(errors="replace").strip()
            tell("\n".join(filter(None, ["failed", output, advice])))
            raise SystemExit(1)
    tell(f"{time.monotonic() - began:.1f} s")


def tell(text: str, end: str = "\n") -> None:
    """Print progress: on stderr for `run`, because stdout there belongs to the command that it runs."""
    print(text, end=end, flush=True, file=sys.stderr if sys.argv[1:2] == ["run"] else sys.stdout)


def become(*command: str) -> int:
    """Run the Python of .venv in place of this program; signals and exit code are then its own."""
    if os.name == "posix":
        os.execv(PYTHON, [PYTHON, *command])
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that runs
    return subprocess.call([PYTHON, *command])


# --- sub-commands ---


def run(words: list[str]) -> int:
    """Open the window, or carry out a command: dev.py run -- COMMAND."""
    if not words and not has_display():
        raise SystemExit(
            "There is no display here, so no window can open. The command line works without one; "
            "its commands are listed by: python3 dev.py run -- --help"
        )
    set_up("command" if words else "window")
    return become("-P", "-m", "coopdesk", *words)


def has_display() -> bool:
    """Whether a window could be shown; off Linux there always is a screen to try."""
    return sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def test(words: list[str]) -> int:
    """Check everything, then run all tests; with arguments: only pytest, with these."""
    set_up("tests")
    if not words:
        check()
    tell("  Tests:")
    os.chdir(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return become("-m", "pytest", *words)


def soak(words: list[str]) -> int:
    """Try something at length (histories, kills, cuts, faults, readers; else the first); then a seed."""
    import random

    set_up("tests")
    what = words.pop(0) if words and words[0] in SOAKS else "histories"
    tests, setting, value = SOAKS[what]
    seed = words.pop(0) if words else str(random.SystemRandom().randrange(2**32))
    os.environ.setdefault(setting, value)
    os.environ["COOPDESK_SEED"] = seed
    tell(f"  {what.capitalize()}: {os.environ[setting]}. The same again: python3 dev.py soak {what} {seed}")
    os.chdir(ROOT)
    return become("-m", "pytest", "-q", os.path.join("tests", tests), f"--hypothesis-seed={seed}", *words)


def lint(words: list[str]) -> int:
    """Check import laws, style and types; --fix first repairs what can be repaired."""
    set_up("tests")
    if words == ["--fix"]:
        step("Repairs", [PYTHON, "-m", "ruff", "check", "--fix-only"], [PYTHON, "-m", "ruff", "format"])
    check()
    return 0


def check() -> None:
    """Everything about the code that can be told without running it."""
    laws = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    step("Import laws", [PYTHON, "-c", laws, "--no-logo"])
    step("Style", [PYTHON, "-m", "ruff", "check"], [PYTHON, "-m", "ruff", "format", "--check"])
    step("Types", [PYTHON, "-m", "mypy"])


def lock(words: list[str]) -> int:
    """Write the lock files anew from pyproject.toml; --upgrade takes the newest versions."""
    set_up("tests")
    runtime, everything = lock_path("requirements.txt"), lock_path("requirements-dev.txt")
    compile_lock = [PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
    compile_lock += ["--generate-hashes", "--python-version", "3.11", "--no-annotate"]
    compile_lock += ["--custom-compile-command", "python3 dev.py lock", *words]
    step("uv", [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV])
    step("packaging/requirements.txt", [*compile_lock, "--output-file", runtime])
    more = ["--group", "test", "--constraints", runtime, "--output-file", everything]
    step("packaging/requirements-dev.txt", [*compile_lock, *more])
    return 0


def bench(words: list[str]) -> int:
    """Measure; the arguments go to tests/bench."""
    set_up("tests")
    os.chdir(ROOT)
    return become("-m", "tests.bench", *words)


def pictures(words: list[str]) -> int:
    """Make screenshots of every screen in a folder (build/pictures); --help lists its options."""
    set_up("tests")
    os.chdir(ROOT)
    return become(os.path.join("packaging", "pictures.py"), *words)


def translate(words: list[str]) -> int:
    """Collect the messages of src/ and bring the catalogues in translations/ up to date."""
    set_up("tests")
    return become(CATALOGUES, "update")


def package(words: list[str]) -> int:
    """Build the wheel and the source archive in dist/."""
    set_up("tests")
    os.chdir(ROOT)
    return become("-m", "hatchling", "build")


TASKS = {task.__name__: task for task in (run, test, soak, lint, lock, bench, pictures, translate, package)}
PASS_ON = ("run", "test", "soak", "bench", "pictures")  # their arguments are another program's
OPTIONS = {"lint": ["--fix"], "lock": ["--upgrade"]}


def usage() -> str:
    """The text of --help: one line for each sub-command, from its docstring."""
    lines = [f"  {name:<10} {(task.__doc__ or '').strip()}" for name, task in TASKS.items()]
    return "\n".join(["usage: python3 dev.py SUB-COMMAND [ARGUMENTS]", "", *lines])


def main(words: list[str]) -> int:
    """Carry out one sub-command; returns the exit code."""
    if not words or words[0] in ("-h", "--help") or words[1:] in (["-h"], ["--help"]):
        print(usage())
        return 0 if words else 2
    name, *rest = words
    if rest[:1] == ["--"]:
        rest = rest[1:]
    accepted = name in PASS_ON or not rest or rest == OPTIONS.get(name)
    if name not in TASKS or not accepted:
        print(usage(), file=sys.stderr)
        return 2
    check_python()
    return TASKS[name](rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""On demand: the k-th write or fsync of a saving desk fails, for each k; needs Linux and strace.

    python -m tests.store.failing_disk [calls to let fail]

A child saves and tells what is acknowledged while strace lets one of its calls fail, once or from then
on, with EIO or ENOSPC. Whatever failed: a sentence, no acknowledged save lost, nothing half-done, and
the desk goes on when the disk does. Not part of the test command, which runs where strace is not.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.store import backup, checking
from coopdesk.store.keeping import Store
from tests.store.desks import place, populations

SAVES = 6
CALLS = ("pwrite64", "fsync,fdatasync")
ERRORS = ("EIO", "ENOSPC")
SENTENCES = {"disk", "disk_full", "damaged", "busy", "read_only"}


def child(profile: Path) -> None:
    """Open, save, back up; a line for each act that is acknowledged or refused with a sentence."""
    try:
        with Store.open(profile) as store:
            for number in range(SAVES):
                try:
                    store.save([place(f"Ville {number} {part}", number) for part in range(3)], "Awa")
                    print("saved", number, flush=True)
                except WorldError as error:
                    print("refused", error.code, flush=True)
            try:
                backup.back_up(store)
            except WorldError as error:
                print("refused", error.code, flush=True)
    except WorldError as error:
        print("refused", error.code, flush=True)


def run(desk: Path, calls: str, error: str, when: str) -> tuple[set[int], list[str], bool]:
    """What a child acknowledged, the sentences it was refused with, and whether a call failed."""
    trace = desk.parent / "trace"
    command = ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={calls}"]
    command += ["-e", f"inject={calls}:error={error}:when={when}"]
    command += [sys.executable, "-m", "tests.store.failing_disk", "--child", str(desk)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    saved = {int(words[1]) for words in lines if words[0] == "saved"}
    refused = [words[1] for words in lines if words[0] == "refused"]
    return saved, refused, "(INJECTED)" in trace.read_text()


def verify(desk: Path, saved: set[int], kept: set[str]) -> int:
    """The desk holds what was acknowledged, whole saves only, and saves again; how many more it holds."""
    with Store.open(desk) as store:
        held = Counter(populations(store).values())
        assert saved <= set(held), (saved, held)
        assert set(held.values()) <= {3}, held
        assert checking.check(store) == []
        store.save([place("Après", 99)], "Awa")
    assert kept <= {file.name for file in (desk / "backups").iterdir()}
    return len(set(held) - saved)


def main(most: int) -> None:
    """Let each call fail in turn, until none is left to fail or `most` did."""
    with tempfile.TemporaryDirectory(prefix="coopdesk-disk-") as folder:
        whole = Path(folder) / "whole"
        with Store.create(whole, None, "PC") as store:
            backup.back_up(store)
        kept = {file.name for file in (whole / "backups").iterdir()}
        told: Counter[str] = Counter()
        runs = unsure = silent = 0
        for calls in CALLS:
            for error in ERRORS:
                for lasting in ("", "+"):
                    for number in range(1, most + 1):
                        desk = Path(folder) / "desk"
                        shutil.rmtree(desk, ignore_errors=True)
                        shutil.copytree(whole, desk)
                        saved, refused, failed = run(desk, calls, error, f"{number}{lasting}")
                        if not failed:
                            break
                        assert set(refused) <= SENTENCES, refused
                        runs += 1
                        unsure += verify(desk, saved, kept)
                        silent += not refused
                        told.update(refused)
        print(f"{runs} failing calls, 0 acknowledged saves lost; saved though not acknowledged: {unsure};")
        print(f"without a refused act (in closing or tidying up): {silent}; sentences: {dict(told)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1_000)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Laws about files: short, named after what they hold, each with its licence."""

import os
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 400
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "managers", "tools"}
UNTRACKED = {".git", ".venv", "build", "dist", "__pycache__"}
# REUSE-IgnoreStart
IDENTIFIER = "SPDX-License-Identifier:"
# REUSE-IgnoreEnd
HEADER = "# SPDX-FileCopyrightText: 2026 coopdesk contributors\n# SPDX-License-Identifier: EUPL-1.2\n"


def files() -> Iterator[Path]:
    """The project's own files, relative to its root; nothing that tools leave behind."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in UNTRACKED and not name.endswith(("_cache", ".hypothesis"))
        ]
        yield from (
            Path(folder, name).relative_to(ROOT)
            for name in names
            # In a second work tree .git is a file.
            if name not in UNTRACKED
            and not name.startswith(".coverage")
            and not name.endswith((".mo", ".pyc"))
        )


def python_files() -> list[Path]:
    """All Python source files of the project."""
    return sorted(path for path in files() if path.suffix == ".py")


def test_no_file_is_too_long() -> None:
    lengths = {path.as_posix(): len((ROOT / path).read_text("utf-8").splitlines()) for path in python_files()}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_or_folder_is_a_drawer() -> None:
    places = [path for path in python_files() if path.parts[0] in ("src", "tests", "packaging")]
    words = {
        path: {word for part in path.with_suffix("").parts for word in part.split("_")} for path in places
    }
    assert [path for path, found in words.items() if found & DRAWERS] == []


def test_every_source_file_begins_with_its_licence() -> None:
    texts = {path: (ROOT / path).read_text("utf-8") for path in python_files()}
    without_shebang = {path: re.sub(r"\A#!.*\n", "", text) for path, text in texts.items()}
    assert [path for path, text in without_shebang.items() if not text.startswith(HEADER)] == []


def test_every_file_has_a_licence() -> None:
    patterns = [pattern for annotation in annotations() for pattern in paths_of(annotation)]
    # The REUSE specification exempts licence texts themselves.
    others = [path for path in files() if path.parts[0] not in ("LICENSE", "LICENSES", "REUSE.toml")]
    bare = [path for path in others if not any(covers(pattern, path) for pattern in patterns)]
    assert [path for path in bare if IDENTIFIER not in head(path)] == []


def test_every_licence_is_here_and_used() -> None:
    annotated = {str(annotation["SPDX-License-Identifier"]) for annotation in annotations()}
    kept = {path.stem for path in (ROOT / "LICENSES").iterdir()}
    assert {word for licence in annotated for word in re.split(r" AND | OR ", licence)} == kept
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_bytes()


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.md", "README.md", True),
        ("*.md", "src/coopdesk/README.md", False),
        ("src/**", "src/coopdesk/sync/FORMAT.md", True),
        ("resources/icons/**", "resources/fonts/PTSans.ttf", False),
    ],
)
def test_patterns_are_read_as_reuse_reads_them(pattern: str, path: str, expected: bool) -> None:
    assert covers(pattern, Path(path)) is expected


def annotations() -> list[dict[str, object]]:
    """The entries of REUSE.toml."""
    content = tomllib.loads((ROOT / "REUSE.toml").read_text("utf-8"))
    return list(content["annotations"])


def paths_of(annotation: dict[str, object]) -> list[str]:
    """The patterns of an entry, which may be one or a list."""
    path = annotation["path"]
    return [str(pattern) for pattern in path] if isinstance(path, list) else [str(path)]


def covers(pattern: str, path: Path) -> bool:
    """Whether a REUSE pattern covers a path: * stays in one folder, ** does not."""
    if "**" in pattern:
        return fnmatchcase(path.as_posix(), pattern)
    return fnmatchcase(path.as_posix(), pattern) and pattern.count("/") == len(path.parts) - 1


def head(path: Path) -> str:
    """The beginning of a file, where its licence would stand."""
    return (ROOT / path).read_bytes()[:400].decode("utf-8", "replace")


def test_files_are_chosen_in_one_place() -> None:
    """A dialogue for files elsewhere would not come back to the folder where the last file was."""
    house = ROOT / "src" / "coopdesk" / "ui"
    asking = [file.relative_to(house).as_posix() for file in sorted(house.rglob("*.py"))
              if "QFileDialog" in file.read_text("utf-8")]  # fmt: skip
    assert asking == ["documents.py"]

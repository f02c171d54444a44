# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lock files hold what pyproject.toml asks for, each file by its digest, from no named server."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME = ROOT / "packaging" / "requirements.txt"
EVERYTHING = ROOT / "packaging" / "requirements-dev.txt"


def locked(path: Path) -> dict[str, Requirement]:
    """The requirements of a lock file by name; fails if one has no digest."""
    text = re.sub(r"^ *#.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    assert [line for line in lines if "--hash=sha256:" not in line] == []
    found = [Requirement(line.partition("--hash")[0].strip()) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


@pytest.mark.parametrize("path", [RUNTIME, EVERYTHING], ids=lambda path: path.name)
def test_no_server_is_named(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (RUNTIME, PROJECT["project"]["dependencies"]),
        (EVERYTHING, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"]),
    ],
    ids=["runtime", "everything"],
)
def test_what_the_project_asks_for_is_locked(path: Path, wanted: list[str]) -> None:
    pins = locked(path)
    for text in wanted:
        requirement = Requirement(text)
        (pin,) = pins[canonicalize_name(requirement.name)].specifier
        assert pin.operator == "=="
        assert requirement.specifier.contains(pin.version), f"{text}, but {pin} is locked: dev.py lock"


def test_both_locks_agree() -> None:
    """On versions: a marker may be narrower where fewer dependencies ask for a package."""
    runtime, everything = locked(RUNTIME), locked(EVERYTHING)
    missing = sorted(runtime.keys() - everything.keys())
    assert missing == []
    assert {name: str(everything[name].specifier) for name in runtime} == {
        name: str(pin.specifier) for name, pin in runtime.items()
    }

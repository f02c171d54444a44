# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""No two files need each other, not even by an import that is made late or for types alone."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"


def imported(file: Path, files: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the project that a file names in an import, wherever in it that stands."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in files)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                # A package's own face gathers what its files declare; what it holds is not needed by them.
                if inner in files:
                    yield inner
                elif node.module in files:
                    yield node.module


def modules(source: Path) -> dict[str, Path]:
    """Every module below a folder by its name."""
    found = {}
    for file in sorted(source.rglob("*.py")):
        parts = file.relative_to(source).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def in_order(source: Path) -> list[str]:
    """The modules so that each stands behind those that it imports; raises CycleError."""
    files = modules(source)
    return list(
        TopologicalSorter(
            {name: set(imported(file, files)) - {name} for name, file in files.items()}
        ).static_order()
    )


def test_no_file_leads_back_to_itself() -> None:
    order = in_order(SOURCE)
    assert order.index("coopdesk.errors") < order.index("coopdesk.app") < order.index("coopdesk.__main__")


def test_a_circle_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def act():\n    from two import thing\n    return thing\n", "utf-8")
    (tmp_path / "two.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import one\nthing = 1\n", "utf-8"
    )
    with pytest.raises(CycleError):
        in_order(tmp_path)

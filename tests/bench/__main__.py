# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""python3 dev.py bench [--notes N] [--records N] [--json FILE] [--only edit,bulk,…]

`growth` compares a desk of 10,000 records with one of --records; `peers` needs what `peers.py` names.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench import bundle_sizes, bundles, growth, papers, peers, saving, starting, windows
from tests.bench.measure import Row

Part = Callable[[Path], Iterator[Row]]


def parts(options: argparse.Namespace) -> dict[str, Part]:
    """The parts of the benchmark by name."""
    return {
        "start": starting.start,
        "window": lambda folder: windows.window(folder, options.records, options.notes),
        "edit": saving.edit,
        "bulk": lambda folder: saving.bulk(folder, options.records),
        "bundle": bundles.bundle,
        "few": bundle_sizes.few,
        "growth": lambda folder: growth.growth(folder, options.records),
        "office": bundle_sizes.office,
        "peers": peers.peers,
        "pdf": papers.pdf,
        "annual": papers.annual,
        "xlsx": lambda folder: papers.sheets(folder, options.records),
        "search": lambda folder: saving.typing(folder, options.notes // 10, options.notes),
    }


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | floor | ratio | goal |", "| --- | ---: | --- | ---: | ---: |"]
    for row in rows:
        floor = f"{row.floor:.3g} {row.unit} ({row.floor_name})" if row.floor else "–"
        ratio = f"{row.ratio:.2f}×" if row.ratio else "–"
        sign = "×" if row.goal_is_ratio else f" {row.unit}"
        goal = "–" if row.goal is None else f"≤{row.goal:g}{sign}{'' if row.reached else ' (missed)'}"
        lines.append(f"| {row.what} | {row.measured:.3g} {row.unit} | {floor} | {ratio} | {goal} |")
    return "\n".join(lines)


def main() -> int:
    """Measure, print the table, write the JSON; always 0: a figure is reported, not judged."""
    reader = argparse.ArgumentParser(prog="dev.py bench")
    reader.add_argument("--notes", type=int, default=1_000_000)
    reader.add_argument("--records", type=int, default=100_000)
    reader.add_argument("--json", type=Path)
    reader.add_argument("--only", default="")
    options = reader.parse_args()
    wanted = [name for name in options.only.split(",") if name]
    rows: list[Row] = []
    for name, part in parts(options).items():
        if wanted and name not in wanted:
            continue
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="coopdesk-bench-") as folder:
            rows += part(Path(folder))
    print(table(rows))
    if options.json:
        machine = {"python": platform.python_version(), "system": platform.system()}
        result = {
            "machine": machine,
            "rows": [{**asdict(row), "ratio": row.ratio, "reached": row.reached} for row in rows],
        }
        options.json.write_text(json.dumps(result, indent=2, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

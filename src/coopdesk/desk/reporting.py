# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports: which there are, what each is about, and writing one to a file."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import resolve
from coopdesk.errors import WorldError
from coopdesk.language import N_, Language, Message, using
from coopdesk.records.types import BY_KEY

Draw = Callable[[Desk, str, Language], bytes]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report: its name for people, the type of record it is about, and how it is drawn."""

    label: Message
    about: str
    draw: Draw


def _minutes(desk: Desk, note: str, language: Language) -> bytes:
    from coopdesk.reports.minutes import draw_minutes, gather

    return draw_minutes(gather(desk, note, language), language)


REPORTS: Mapping[str, ReportKind] = {
    "minutes": ReportKind(N_("Minutes"), "note", _minutes),
}


def write_report(desk: Desk, name: str, language: Language, output: Path, *, note: str | None = None) -> Path:
    """Write a report in a language to a PDF file, whole or not at all; returns the file.

    `note` is an id, its beginning or an exact title. Raises WorldError for an unknown
    report, a missing record or a place that can't be written.
    """
    kind = REPORTS.get(name)
    if kind is None:
        raise WorldError(
            "unknown_report",
            "There is no report {name}. The reports: {reports}.",
            name=name,
            reports=", ".join(REPORTS),
        )
    if output.suffix.lower() != ".pdf":
        raise WorldError(
            "report_format",
            "This report is written as .pdf, not {suffix}.",
            suffix=output.suffix or output.name,
        )
    about = {"note": note}[kind.about]
    if about is None:
        raise WorldError("report_of_what", "Say what the report is about: --{about} ID", about=kind.about)
    record_id = resolve(desk, [BY_KEY[kind.about]], about)
    with using(language):
        data = kind.draw(desk, record_id, language)
    write_whole(output, data)
    return output


def write_whole(output: Path, data: bytes) -> None:
    """Write a file under another name first, so that a full disk leaves no half of it."""
    temporary = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, output)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise WorldError(
            "not_written",
            "This file cannot be written: {file} ({reason}).",
            file=str(output),
            reason=error.strerror or str(error),
        ) from error

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports: which there are, what each is about, and writing one to a file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Protocol

from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import resolve, title_of_record
from coopdesk.errors import WorldError
from coopdesk.language import N_, NC_, Language, Message, using
from coopdesk.language.reasons import reason_of
from coopdesk.records.kinds import Link
from coopdesk.records.types import BY_KEY


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is to be about: records by id, its beginning or an exact name; and a year."""

    note: str | None = None
    agreement: str | None = None
    organisation: str | None = None
    year: int | None = None

    def given(self) -> list[str]:
        """The names of what is given."""
        return [one.name for one in fields(self) if getattr(self, one.name) is not None]


class Draw(Protocol):
    """Draws a report about a record as PDF; those that are not yearly leave the year aside."""

    def __call__(self, desk: Desk, about: str, language: Language, year: int = 0) -> bytes:
        """The file in a language."""
        ...


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report: its name for people, the type of record it is about, and how it is drawn.

    `ours` lets it be about our own organisation where nothing is named; `yearly` gives it a year.
    """

    label: Message
    about: str
    draw: Draw
    ours: bool = False
    yearly: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """What may be named: the record, and the year."""
        return (self.about, "year") if self.yearly else (self.about,)


def _minutes(desk: Desk, about: str, language: Language, year: int = 0) -> bytes:
    from coopdesk.desk.report_reading import DeskReader
    from coopdesk.reports.minutes import draw_minutes, gather

    del year
    return draw_minutes(gather(DeskReader(desk), about, language), language)


def _briefing(desk: Desk, about: str, language: Language, year: int = 0) -> bytes:
    from coopdesk.desk.report_reading import DeskReader
    from coopdesk.reports.briefing import draw_briefing, gather

    del year
    return draw_briefing(gather(DeskReader(desk), about, language), language)


def _agreement(desk: Desk, about: str, language: Language, year: int = 0) -> bytes:
    from coopdesk.desk.report_reading import DeskReader
    from coopdesk.reports.agreement_sheet import draw_agreement_sheet, gather

    del year
    return draw_agreement_sheet(gather(DeskReader(desk), about, language), language)


def _annual(desk: Desk, about: str, language: Language, year: int = 0) -> bytes:
    from coopdesk.desk.report_reading import DeskReader
    from coopdesk.reports.annual import draw_annual, gather

    return draw_annual(gather(DeskReader(desk), about, year, language), language)


REPORTS: Mapping[str, ReportKind] = {
    "minutes": ReportKind(N_("Minutes"), "note", _minutes),
    "briefing": ReportKind(N_("Briefing"), "organisation", _briefing),
    "agreement": ReportKind(N_("State of the agreement"), "agreement", _agreement),
    "annual": ReportKind(NC_("report", "Annual report"), "organisation", _annual, ours=True, yearly=True),
}
_FIRST_HALF = 6


def year_to_report(on: date) -> int:
    """The year that a yearly report is about when nobody names one: until the end of June the last."""
    return on.year - 1 if on.month <= _FIRST_HALF else on.year


def report_kind(name: str) -> ReportKind:
    """The report of this name; raises WorldError naming those there are."""
    kind = REPORTS.get(name)
    if kind is None:
        raise WorldError(
            "unknown_report",
            "There is no report {name}. The reports: {reports}.",
            name=name,
            reports=", ".join(REPORTS),
        )
    return kind


def nearby(desk: Desk, of_type: str, record_id: str, about: str) -> tuple[str, str] | None:
    """What a report of another kind would be about after one about this record: the id and title of the
    first of its links of the type `about` that is not our own organisation; None where there is none."""
    record = desk.record(of_type, record_id)
    kind = BY_KEY[of_type]
    links = [field.key for field in kind.fields if isinstance(field.kind, Link) and about in field.kind.to]
    linked = [str(one) for key in links for one in record.many(key)] if record else []
    for one in linked:
        other = desk.record(about, one)
        if other and not other.removed and one != desk.office.organisation:
            return one, title_of_record(desk, other)
    return None


def drawn_report(desk: Desk, name: str, language: Language, subject: Subject) -> bytes:
    """A report in a language as PDF. Raises WorldError for an unknown report, a missing record, and
    what this report cannot be about."""
    kind = report_kind(name)
    for option in subject.given():
        if option not in kind.options:
            raise WorldError(
                "report_option",
                "The report {name} takes no --{option}. It takes: {options}.",
                name=name,
                option=option,
                options=", ".join(f"--{one}" for one in kind.options),
            )
    about = getattr(subject, kind.about) or (desk.our_organisation() if kind.ours else None)
    if not about:
        raise WorldError("report_of_what", "Say what the report is about: --{about} ID", about=kind.about)
    record_id = resolve(desk, [BY_KEY[kind.about]], about)
    year = subject.year if subject.year is not None else year_to_report(date.today())
    with using(language):
        return kind.draw(desk, record_id, language, year)


def write_report(
    desk: Desk,
    name: str,
    language: Language,
    output: Path,
    *,
    note: str | None = None,
    agreement: str | None = None,
    organisation: str | None = None,
    year: int | None = None,
) -> Path:
    """Write a report in a language to a PDF file, whole or not at all; returns the file.

    Records are named by their id, its beginning or their exact name. Raises WorldError as
    `drawn_report` does, and for a place that can't be written.
    """
    report_kind(name)
    if output.suffix.lower() != ".pdf":
        raise WorldError(
            "report_format",
            "This report is written as .pdf, not {suffix}.",
            suffix=output.suffix or output.name,
        )
    write_whole(output, drawn_report(desk, name, language, Subject(note, agreement, organisation, year)))
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
            reason=reason_of(error),
        ) from error

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports on paper."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, number, one_of, option
from coopdesk.commands.session import Session
from coopdesk.language import LANGUAGES, N_, Language

if TYPE_CHECKING:
    from coopdesk.desk.reporting import ReportKind


@command(
    "report",
    example=(
        "coopdesk report\n"
        "coopdesk report minutes --note k3f9ab --language fr --output minutes.pdf\n"
        "coopdesk report briefing --organisation 'Ville de Lyon' --output lyon.pdf\n"
        "coopdesk report annual --year 2026 --language ru --output 2026.pdf"
    ),
    about=N_("Without a name: the list of reports."),
)
@click.argument("name", metavar="[NAME]", required=False)
@option("--note", metavar="ID", words=N_("the note that the minutes are of"))
@option("--agreement", metavar="ID", words=N_("the agreement that its sheet is about"))
@option(
    "--organisation",
    metavar="ID",
    words=N_("the partner of the briefing; whose annual report it is, else our own"),
)
@option(
    "--year",
    metavar="YEAR",
    type=number(1),
    words=N_("the year of the annual report; else this one, before July the last"),
)
@option(
    "--language",
    metavar="|".join(LANGUAGES),
    type=one_of(*LANGUAGES),
    words=N_("language of the report; else the desk's"),
)
@option("--output", metavar="FILE.pdf", words=N_("file to write"))
@click.pass_obj
def report(
    session: Session,
    name: str | None,
    note: str | None,
    agreement: str | None,
    organisation: str | None,
    year: int | None,
    language: Language | None,
    output: str | None,
) -> None:
    """Write a report, or list what there is."""
    records = {"note": note, "agreement": agreement, "organisation": organisation}
    if name is None:
        if any(records.values()) or year or output:
            misuse(N_("name the report"))
        _list(session)
        return
    if output is None:
        misuse(N_("--output is missing"))
    _write(session, name, records, year, language, Path(output))


def _list(session: Session) -> None:
    from coopdesk.desk.reporting import REPORTS

    if session.json:
        session.put_json([
            {"name": name, "label": str(kind.label), "about": kind.about, "options": list(kind.options)}
            for name, kind in REPORTS.items()
        ])  # fmt: skip
        return
    rows = [[name, str(kind.label), _options(kind)] for name, kind in REPORTS.items()]
    session.put_rows([str(N_("Report")), str(N_("Name")), str(N_("Options"))], rows)


def _options(kind: "ReportKind") -> str:
    """How a report is asked for; what may be left out stands in brackets."""
    about = f"--{kind.about} ID"
    return " ".join([f"[{about}]" if kind.ours else about, *(["[--year YEAR]"] if kind.yearly else [])])


def _write(
    session: Session,
    name: str,
    records: dict[str, str | None],
    year: int | None,
    language: Language | None,
    output: Path,
) -> None:
    from coopdesk.desk.asking import open_record
    from coopdesk.desk.reporting import report_kind, write_report
    from coopdesk.records.types import BY_KEY

    report_kind(name)
    with session.desk() as desk:
        ids = {key: open_record(desk, BY_KEY[key], text).id for key, text in records.items() if text}
        chosen = language or desk.office.language
        write_report(desk, name, chosen, output, year=year, **ids)
        session.put_facts({"report": name, "language": chosen, "file": str(output)}, str(output))
        session.say(N_("Written: {file}"), file=output)

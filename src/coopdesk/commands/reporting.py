# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports on paper."""

from pathlib import Path

import click

from coopdesk.commands.grammar import command, misuse, one_of, option
from coopdesk.commands.session import Session
from coopdesk.language import LANGUAGES, N_, Language


@command(
    "report",
    example="coopdesk report\ncoopdesk report minutes --note k3f9ab --language fr --output minutes.pdf",
    about=N_("Without a name: the list of reports."),
)
@click.argument("name", metavar="[NAME]", required=False)
@option("--note", metavar="ID", words=N_("the note that the minutes are of"))
@option(
    "--language",
    metavar="|".join(LANGUAGES),
    type=one_of(*LANGUAGES),
    words=N_("language of the report; else the desk's"),
)
@option("--output", metavar="FILE.pdf", words=N_("file to write"))
@click.pass_obj
def report(
    session: Session, name: str | None, note: str | None, language: Language | None, output: str | None
) -> None:
    """Write a report, or list what there is."""
    if name is None:
        if note or output:
            misuse(N_("name the report"))
        _list(session)
        return
    if output is None:
        misuse(N_("--output is missing"))
    _write(session, name, note, language, Path(output))


def _list(session: Session) -> None:
    from coopdesk.desk.reporting import REPORTS

    if session.json:
        session.put_json(
            [{"name": name, "label": str(kind.label), "about": kind.about} for name, kind in REPORTS.items()]
        )
        return
    rows = [
        [name, str(kind.label), f"--{kind.about} ID" if kind.about else ""] for name, kind in REPORTS.items()
    ]
    session.put_rows([str(N_("Report")), str(N_("Name")), str(N_("Options"))], rows)


def _write(session: Session, name: str, note: str | None, language: Language | None, output: Path) -> None:
    from coopdesk.desk.asking import open_record
    from coopdesk.desk.reporting import write_report
    from coopdesk.records.types import BY_KEY

    with session.desk() as desk:
        about = open_record(desk, BY_KEY["note"], note).id if note else None
        chosen = language or desk.office.language
        write_report(desk, name, chosen, output, note=about)
        session.put_facts({"report": name, "language": chosen, "file": str(output)}, str(output))
        session.say(N_("Written: {file}"), file=output)

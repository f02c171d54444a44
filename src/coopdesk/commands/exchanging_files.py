# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking records in from files, and giving them out."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, option
from coopdesk.commands.session import OPEN, Session
from coopdesk.language import N_

if TYPE_CHECKING:
    from coopdesk.desk.loading import LoadReport


@command(
    "import",
    example="coopdesk import partners.csv --type organisation --dry-run\n"
    "coopdesk import twins.tsv --map twins.toml\n"
    "coopdesk import people.xlsx --type person --match emails --all-or-nothing\n"
    "coopdesk import --revert k3f9ab",
    about=N_(
        "Heads of columns may be field keys or labels in any of the three languages. Running it twice"
        " changes nothing. Exit code 3: done, but rows were refused or fields have two versions now."
    ),
)
@click.argument("file", metavar="[FILE]", required=False)
@option("--type", "type_key", metavar="TYPE", words=N_("type of the records, where the file doesn't tell"))
@option("--map", "mapping", metavar="FILE.toml", words=N_("which column feeds which field of which record"))
@option("--match", metavar="FIELD,…", default="", words=N_("fields by which a row finds its record"))
@option("--overwrite", is_flag=True, words=N_("replace differing values of rows without a version"))
@option("--dry-run", is_flag=True, words=N_("only show what would happen"))
@option("--all-or-nothing", is_flag=True, words=N_("import nothing where a row is refused"))
@option("--revert", metavar="ID", words=N_("take an earlier import back"))
@click.pass_obj
def import_(
    session: Session,
    file: str | None,
    type_key: str | None,
    mapping: str | None,
    match: str,
    overwrite: bool,
    dry_run: bool,
    all_or_nothing: bool,
    revert: str | None,
) -> int:
    """Import a file, or take an import back."""
    from coopdesk.desk import loading

    if (file is None) == (revert is None):
        misuse(N_("name the file, or --revert ID"))
    with session.desk() as desk:
        if revert is not None:
            loading.revert(desk, revert)
            session.put_facts({"id": revert}, revert)
            session.say(N_("The import is taken back."))
            return 0
        order = loading.LoadOrder(
            file=Path(file or ""),
            type=type_key,
            map=Path(mapping) if mapping else None,
            match=tuple(name.strip() for name in match.split(",") if name.strip()),
            overwrite=overwrite,
            dry_run=dry_run,
            all_or_nothing=all_or_nothing,
        )
        found = loading.preview(desk, order) if dry_run else loading.load(desk, order)
        _tell(session, found, dry_run)
        return OPEN if found.refused or found.decisions else 0


def _tell(session: Session, found: "LoadReport", dry_run: bool) -> None:
    if session.json:
        session.put_json(asdict(found))
    else:
        counts = [
            (N_("new"), found.new),
            (N_("changed"), found.changed),
            (N_("same"), found.same),
            (N_("refused"), len(found.refused)),
            (N_("two versions"), found.decisions),
        ]
        for label, count in counts:
            session.put(f"{label}: {count}")
        for refused in found.refused:
            session.put(
                N_("Row {row} refused, {column}: {reason}").format(
                    row=refused.row, column=refused.column or "–", reason=refused.reason
                )
            )
    for warning in found.warnings:
        session.say(N_("Note: {warning}"), warning=warning)
    if dry_run:
        session.say(N_("Only a preview: nothing was changed."))
    elif found.id:
        session.say(N_("To take it back: coopdesk import --revert {id}"), id=found.id)


@command(
    "export",
    example="coopdesk export organisation --output organisations.xlsx\n"
    "coopdesk export note --output notes.csv\n"
    "coopdesk export --everything all-of-it",
    about=N_(
        "The ending of the file chooses the form: csv, xlsx, vcf, ics, jsonl. A table may be changed in a"
        " spreadsheet program and imported again; what colleagues changed meanwhile is kept."
    ),
)
@click.argument("type_key", metavar="[TYPE]", required=False)
@option("--output", metavar="FILE", words=N_("file to write"))
@option("--everything", metavar="DIR", words=N_("write everything that the desk holds to a folder"))
@click.pass_obj
def export(session: Session, type_key: str | None, output: str | None, everything: str | None) -> None:
    """Write records to a file, or everything to a folder."""
    from coopdesk.desk import exporting
    from coopdesk.records.types import record_type

    if (everything and (type_key or output)) or (not everything and not (type_key and output)):
        misuse(N_("give TYPE and --output FILE, or --everything DIR"))
    if type_key:
        record_type(type_key)
    with session.desk() as desk:
        written = everything or output or ""
        if everything:
            exporting.export_everything(desk, Path(everything))
        else:
            exporting.export(desk, type_key or "", Path(written))
        session.put_facts({"file": written}, written)
        session.say(N_("Written: {file}"), file=written)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking records in from files, and giving them out."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, option
from coopdesk.commands.session import DONE, OPEN, SKIPPED, Session
from coopdesk.errors import WorldError
from coopdesk.language import N_, NC_, Message, labelled

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.loading import ImportReverted, LoadReport, Refused

ROWS_REFUSED = NC_("import", "Rows refused")
LINKED = "~linked"
"""In the place of a field: the record stays because something rests on it."""
REFUSED_ROW = N_("Row {row} refused: {reason}")
REFUSED_CELL = N_("Row {row} refused, “{column}”: {reason}")
KEPT_ROW = N_("Row {row}, left as it is: {reason}")
KEPT_CELL = N_("Row {row}, “{column}”, left as it is: {reason}")
KEPT_CELLS = N_("Rows {rows}, “{column}”, left as it is: {reason}")
REFUSED_ENTRY = N_("Entry {row} refused: {reason}")
REFUSED_PART = N_("Entry {row} refused, “{column}”: {reason}")
LEFT_OUT_PART = N_("Entry {row}, “{column}”, left out: {reason}")


@command(
    "import",
    example="coopdesk import partners.csv --type organisation --dry-run\n"
    "coopdesk import twins.tsv --map twins.toml\n"
    "coopdesk import people.xlsx --type person --match emails --all-or-nothing\n"
    "coopdesk import contacts.vcf --dry-run\n"
    "coopdesk import --revert k3f9ab",
    about=N_(
        "Heads of columns may be field keys or labels in any of the three languages. Running it twice"
        " changes nothing. Exit code 3: done, but rows were refused or fields have two versions now.\n\n"
        "A card (vcf) becomes a person with post and organisation, or an organisation; an entry of a calendar"
        " (ics) becomes a note or a follow-up, or an exchange with --type exchange."
    ),
)
@click.argument("file", metavar="[FILE]", required=False)
@option("--type", "type_key", metavar="TYPE", words=N_("type of the records, where the file doesn’t tell"))
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
    if (file is None) == (revert is None):
        misuse(N_("name the file, or --revert ID"))
    from coopdesk.desk import loading

    with session.desk() as desk:
        if revert is not None:
            _tell_reverted(session, desk, loading.revert(desk, revert))
            return DONE
        order = loading.LoadOrder(
            file=Path(file or ""),
            type=type_key,
            map=Path(mapping) if mapping else None,
            match=tuple(name.strip() for name in match.split(",") if name.strip()),
            overwrite=overwrite,
            dry_run=dry_run,
            all_or_nothing=all_or_nothing,
        )
        with session.progress() as progress:
            found = loading.load(desk, order, progress)
        _tell(session, found)
        if dry_run:
            session.say(N_("Only a preview: nothing was changed."))
        elif all_or_nothing and found.refused:
            raise WorldError(
                "rows_refused",
                "Nothing was imported. Rows refused: {count}. Correct them, or leave out --all-or-nothing.",
                count=len(found.refused),
            )
        elif found.id:
            session.say(N_("To take it back: coopdesk import --revert {id}"), id=found.id)
        return OPEN if found.refused or found.decisions or found.lacks_columns else DONE


def _tell(session: Session, found: "LoadReport") -> None:
    if session.json:
        session.put_json(asdict(found))
    else:
        for label, count in _counts(found):
            session.put(labelled(label, count))
        refused = (REFUSED_ENTRY, REFUSED_PART) if found.entries else (REFUSED_ROW, REFUSED_CELL)
        kept = (KEPT_ROW, LEFT_OUT_PART) if found.entries else (KEPT_ROW, KEPT_CELL)
        for row in found.refused:
            session.put(_row_told(row, *refused))
        for row, numbers in (
            ((row, [row.row]) for row in found.kept) if found.entries else _told_once(found.kept)
        ):
            session.put(_row_told(row, *kept) if len(numbers) == 1 else _rows_told(row, numbers))
    for warning in found.warnings:
        session.say(N_("Note: {warning}"), warning=warning)


def _counts(found: "LoadReport") -> "list[tuple[Message, int]]":
    return [
        (NC_("import", "New"), found.new),
        (NC_("import", "Changed"), found.changed),
        (NC_("import", "Same"), found.same),
        (NC_("import", "Entries refused") if found.entries else ROWS_REFUSED, len(found.refused)),
        (NC_("import", "Left as they are"), len(found.kept)),
        (NC_("import", "Two versions"), found.decisions),
    ]


def _row_told(row: "Refused", whole: "Message", cell: "Message") -> str:
    if not row.column:
        return whole.format(row=row.row, reason=row.reason)
    return cell.format(row=row.row, column=row.column, reason=row.reason)


def _told_once(cells: Iterable["Refused"]) -> Iterator[tuple["Refused", list[int]]]:
    """Each difference with all the rows it was met in: a city of ten rows differs once, not ten times."""
    found: dict[tuple[str, str], list[Refused]] = {}
    for cell in cells:
        found.setdefault((cell.column, cell.reason), []).append(cell)
    for same in found.values():
        yield same[0], list(dict.fromkeys(cell.row for cell in same))


def _rows_told(cell: "Refused", numbers: list[int]) -> str:
    return KEPT_CELLS.format(rows=", ".join(_runs(numbers)), column=cell.column, reason=cell.reason)


def _runs(numbers: list[int]) -> Iterator[str]:
    """Numbers that count up, those next to each other as a range: 50, 250–264."""
    first = last = numbers[0]
    for number in [*numbers[1:], -1]:
        if number == last + 1:
            last = number
            continue
        yield str(first) if first == last else f"{first}–{last}" if last > first + 1 else f"{first}, {last}"
        first = last = number


def _tell_reverted(session: Session, desk: "Desk", back: "ImportReverted") -> None:
    from coopdesk.records.types import BY_KEY

    skipped = [{"id": one, "type": key, "field": field} for key, one, field in back.skipped]
    facts = {"id": back.id, "removed": back.removed, "restored": back.restored, "skipped": skipped}
    session.put_facts(facts, back.id)
    for key, one, field in back.skipped:
        name = desk.title(key, one) or one
        if field == LINKED:
            session.say(
                N_("Something rests on it, left as it is: {type} {title}"), type=BY_KEY[key].label, title=name
            )
        else:
            session.say(SKIPPED, type=BY_KEY[key].label, title=name, field=field)
    session.say(
        N_("The import is taken back. Moved to the bin: {removed}. Earlier values put back: {restored}."),
        removed=back.removed,
        restored=back.restored,
    )


@command(
    "export",
    example="coopdesk export organisation --output organisations.xlsx\n"
    "coopdesk export note --output notes.csv\n"
    "coopdesk export person --output contacts.vcf\n"
    "coopdesk export follow-up --output tasks.ics\n"
    "coopdesk export --everything all-of-it",
    about=N_(
        "The ending of the file chooses the form: csv, tsv, xlsx, jsonl. A table may be changed in a"
        " spreadsheet program and imported again; what colleagues changed meanwhile is kept.\n\n"
        "People and organisations can be written as cards (vcf); notes, exchanges, follow-ups, promises,"
        " agreements and funding opportunities as a calendar (ics). Confidential records are written too."
    ),
)
@click.argument("type_key", metavar="[TYPE]", required=False)
@option("--output", metavar="FILE", words=N_("file to write"))
@option("--everything", metavar="DIR", words=N_("write everything that the desk holds to a folder"))
@click.pass_obj
def export(session: Session, type_key: str | None, output: str | None, everything: str | None) -> None:
    """Write records to a file, or everything to a folder."""
    if (everything and (type_key or output)) or (not everything and not (type_key and output)):
        misuse(N_("give TYPE and --output FILE, or --everything DIR"))
    from coopdesk.desk import exporting
    from coopdesk.records.types import record_type

    if type_key:
        record_type(type_key)
    with session.desk() as desk:
        if everything:
            _export_everything(session, desk, Path(everything))
            return
        done = exporting.export(desk, type_key or "", Path(output or ""))
        session.put_facts({"file": str(done.file), "records": done.records}, str(done.file))
        session.say(N_("Written: {file}. Records: {count}"), file=done.file, count=done.records)


def _export_everything(session: Session, desk: "Desk", folder: Path) -> None:
    from coopdesk.desk import exporting

    done = exporting.export_everything(desk, folder)
    facts = asdict(done) | {"folder": str(done.folder)}
    session.put_facts(facts, str(done.folder))
    for name in done.missing:
        session.say(N_("This attached file is not here: {name}"), name=name)
    session.say(
        N_("Written: {folder}. Records: {count}. Attached files: {files}"),
        folder=done.folder,
        count=sum(done.records.values()),
        files=done.files,
    )

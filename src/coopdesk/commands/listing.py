# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of records as a table, CSV or JSON lines."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, number, one_of, option
from coopdesk.commands.session import Session
from coopdesk.commands.tables import SHORT_ID
from coopdesk.language import N_

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.records.declaration import RecordType
    from coopdesk.records.kinds import Json
    from coopdesk.records.values import Record

BESIDE_FIELDS = ("id", "version")


@command(
    "list",
    example="coopdesk list agreement --where stage=signed --order -signed_on\n"
    "coopdesk list person --fields given_name,family_name,emails --format csv\n"
    "coopdesk list follow-up --where state=open --limit 20",
    about=N_(
        "--where field=value leaves the records that hold the value, field= those without one;"
        " several conditions must all hold. --order field sorts, -field the other way round."
    ),
)
@click.argument("type_key", metavar="TYPE")
@option(
    "--where", metavar="FIELD=VALUE", multiple=True, words=N_("only records that hold this; may be repeated")
)
@option("--order", metavar="FIELD", default="", words=N_("sort by this field; with - before it, last first"))
@option("--limit", metavar="N", type=number(1), words=N_("at most so many"))
@option("--fields", metavar="A,B", default="", words=N_("these fields, in this order"))
@option(
    "--format",
    "form",
    metavar="table|csv|jsonl",
    type=one_of("table", "csv", "jsonl"),
    words=N_("form of the list; a table unless told"),
)
@click.pass_obj
def list_(
    session: Session,
    type_key: str,
    where: tuple[str, ...],
    order: str,
    limit: int | None,
    fields: str,
    form: str | None,
) -> None:
    """The records of a type."""
    from coopdesk.desk import asking
    from coopdesk.records.types import record_type

    kind = record_type(type_key)
    columns = _columns(kind, fields)
    if session.json and form in ("table", "csv"):
        misuse(N_("give --json or --format, not both"))
    with session.desk() as desk:
        page = asking.page_of(desk, kind, where, order=order, limit=limit)
        found = asking.list_records(desk, kind, page)
        if session.json:
            session.put_json([_json(record, columns if fields else None) for record in found])
        elif form == "jsonl":
            for record in found:
                session.put(_line(_json(record, columns if fields else None)))
        elif form == "csv":
            _put_csv(
                kind, columns if fields else ["id", "version", *(field.key for field in kind.fields)], found
            )
        else:
            _put_table(session, desk, kind, columns, found)


def _columns(kind: "RecordType", fields: str) -> list[str]:
    """The columns that were asked for, each checked; else those that the type lists first."""
    from coopdesk.records.values import language_code

    asked = [name.strip() for name in fields.split(",") if name.strip()]
    for name in asked:
        if name not in BESIDE_FIELDS:
            key, dot, language = name.partition(".")
            what = kind.field(key)
            if dot and what.kind.multilingual:
                language_code(what, language)
    return asked or ["id", *(field.key for field in kind.fields if field.listed)]


def _json(record: "Record", columns: list[str] | None) -> "dict[str, Json]":
    from coopdesk.desk.asking import as_json

    whole = as_json(record)
    fields = whole["fields"]
    if columns is None or not isinstance(fields, dict):
        return whole
    wanted = {name.partition(".")[0] for name in columns}
    return whole | {"fields": {key: value for key, value in fields.items() if key in wanted}}


def _line(value: "Mapping[str, Json]") -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


def _put_table(
    session: Session, desk: "Desk", kind: "RecordType", columns: list[str], found: "list[Record]"
) -> None:
    heads = [_head(kind, name) for name in columns]
    session.put_rows(heads, [[_cell(desk, kind, record, name) for name in columns] for record in found])
    if not found:
        session.say(N_("No records."))


def _head(kind: "RecordType", name: str) -> str:
    key, _, language = name.partition(".")
    if key in BESIDE_FIELDS:
        return "ID" if key == "id" else str(N_("Version"))
    return f"{kind.by_key[key].label} ({language})" if language else str(kind.by_key[key].label)


def _cell(desk: "Desk", kind: "RecordType", record: "Record", name: str) -> str:
    from coopdesk.desk.asking import shown

    key, _, language = name.partition(".")
    if key in BESIDE_FIELDS:
        return record.id[:SHORT_ID] if key == "id" else record.version
    value = record.values.get(key)
    if language:
        return value.get(language, "") if isinstance(value, Mapping) else ""
    return "" if value is None else shown(desk, kind.by_key[key], value)


def _put_csv(kind: "RecordType", columns: list[str], found: "list[Record]") -> None:
    """CSV for programs: keys as heads, ISO days, ids of links, members of sets joined by "; "."""
    import csv
    import sys

    heads = [head for name in columns for head in _csv_heads(kind, name, found)]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(heads)
    for record in found:
        writer.writerow([_written(kind, record, head) for head in heads])


def _csv_heads(kind: "RecordType", name: str, found: "list[Record]") -> list[str]:
    """A multilingual field takes a column for each language that is used."""
    if name in BESIDE_FIELDS or "." in name or not kind.by_key[name].kind.multilingual:
        return [name]
    used: set[str] = set()
    for record in found:
        value = record.values.get(name)
        used.update(value if isinstance(value, Mapping) else ())
    return [f"{name}.{language}" for language in sorted(used)] or [name]


def _written(kind: "RecordType", record: "Record", head: str) -> str:
    from coopdesk.desk.cells_out import csv_cell

    key, _, language = head.partition(".")
    if key in BESIDE_FIELDS:
        return record.id if key == "id" else record.version
    return csv_cell(kind.by_key[key], language, record.values.get(key))

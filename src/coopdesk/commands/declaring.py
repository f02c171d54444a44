# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The declarations: record types, their fields, choices, labels and merge rules."""

import click

from coopdesk.commands.grammar import command
from coopdesk.commands.session import Session
from coopdesk.language import N_


@command(
    "types",
    example="coopdesk types\ncoopdesk types agreement\ncoopdesk types --json",
    about=N_(
        "As JSON the declarations are complete, with labels in every language; scripts may rely on them."
    ),
)
@click.argument("type_key", metavar="[TYPE]", required=False)
@click.pass_obj
def types(session: Session, type_key: str | None) -> None:
    """The declarations."""
    from coopdesk.records.types import TYPES, record_type
    from coopdesk.records.types.json_form import types_json

    if type_key:
        kind = record_type(type_key)
        if session.json:
            session.put_json(types_json((kind,))[0])
        else:
            _put_fields(session, type_key)
    elif session.json:
        session.put_json(types_json())
    else:
        heads = [str(N_("Type")), str(N_("Name")), str(N_("Fields"))]
        session.put_rows(heads, [[kind.key, str(kind.label), str(len(kind.fields))] for kind in TYPES])


def _put_fields(session: Session, type_key: str) -> None:
    from coopdesk.records.kinds import Choice, Link
    from coopdesk.records.types import BY_KEY

    kind = BY_KEY[type_key]
    rows = []
    for field in kind.fields:
        marks = [str(N_("required"))] if field.required else []
        marks += [str(N_("several languages"))] if field.kind.multilingual else []
        marks += [str(N_("several"))] if field.kind.many else []
        if isinstance(field.kind, Choice):
            marks.append(" | ".join(field.kind.codes))
        if isinstance(field.kind, Link):
            marks.append("→ " + " | ".join(field.kind.to))
        rows.append([field.key, field.kind.name, str(field.label), field.kind.rule.value, "; ".join(marks)])
    session.put(f"{kind.label} ({kind.key})")
    session.put_rows(
        [str(N_("Field")), str(N_("Kind")), str(N_("Name")), str(N_("Rule")), str(N_("Values"))], rows
    )

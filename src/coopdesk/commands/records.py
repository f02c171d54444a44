# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making, changing, removing and restoring records."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, misuse, option
from coopdesk.commands.saved_lines import RecordLine, at_line, read_lines
from coopdesk.commands.session import Session
from coopdesk.errors import WorldError
from coopdesk.language import N_, using

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.records.declaration import RecordType
    from coopdesk.records.values import Touches

FROM = N_("take records from JSON lines in a file (- for standard input), all as one save")
EACH = N_("with --from: every line is a save of its own, its answer printed as soon as it is on disk")
Answer = dict[str, str]


@command(
    "new",
    example="coopdesk new organisation name.fr='Mairie de Ouagadougou' kind=city_hall\n"
    "coopdesk new note title='Visite' text=@minutes.md organisations+='Mairie de Ouagadougou'\n"
    "coopdesk new person --from people.jsonl",
    about=N_(
        "Write field=value for each field; field=@FILE and field=@- read a file or standard input, @@ is a"
        " plain @. Sets: field+=member, repeated. A name in several languages: name.fr=value. The fields of a"
        " type: coopdesk new TYPE --help."
    ),
    of_fields=True,
)
@click.argument("type_key", metavar="TYPE")
@click.argument("assignments", metavar="[FIELD=VALUE]...", nargs=-1)
@option("--from", "source", metavar="FILE.jsonl", words=FROM)
@option("--each", is_flag=True, words=EACH)
@click.pass_obj
def new(
    session: Session, type_key: str, assignments: tuple[str, ...], source: str | None, each: bool
) -> None:
    """Make records."""
    from coopdesk.records.types import record_type

    kind = record_type(type_key)
    _refuse_mixture(assignments, source, each)
    with session.desk() as desk:
        if source:
            _save_lines(session, desk, _new_lines(kind, read_lines(source)), kind, each)
            return
        _save_one(session, desk, kind, None, assignments)


@command(
    "set",
    example="coopdesk set note k3f9ab title='Visite technique' place=Ouagadougou\n"
    "coopdesk set person 'Awa Traoré' phones-='+228 22 21 00 00' phones+='+228 90 01 02 03' notes=\n"
    "coopdesk set person --from corrected.jsonl --each",
    about=N_(
        "ID: the whole id, six letters of its beginning or more, or an exact name. field= empties a field;"
        " field+=member and field-=member change a set, field=member replaces it. A line of --from names"
        " its record by id, and may name the version that was seen."
    ),
    of_fields=True,
)
@click.argument("type_key", metavar="TYPE")
@click.argument("words", metavar="[ID] [FIELD=VALUE]...", nargs=-1)
@option("--from", "source", metavar="FILE.jsonl", words=FROM)
@option("--each", is_flag=True, words=EACH)
@click.pass_obj
def set_(session: Session, type_key: str, words: tuple[str, ...], source: str | None, each: bool) -> None:
    """Change records."""
    from coopdesk.desk.asking import open_record
    from coopdesk.records.types import record_type

    kind = record_type(type_key)
    _refuse_mixture(words, source, each)
    if not source and len(words) < 2:
        misuse(N_("name the record and what to change: ID field=value"))
    with session.desk() as desk:
        if source:
            _save_lines(session, desk, read_lines(source), kind, each)
            return
        _save_one(session, desk, kind, open_record(desk, kind, words[0]).id, words[1:])


def _refuse_mixture(words: Sequence[str], source: str | None, each: bool) -> None:
    if source and words:
        misuse(N_("give field=value or --from, not both"))
    if each and not source:
        misuse(N_("--each goes with --from"))


def _save_one(
    session: Session, desk: "Desk", kind: "RecordType", record_id: str | None, assignments: Iterable[str]
) -> None:
    from coopdesk.desk import edits, saving

    wishes = list(assignments)
    stdin = _standard_input() if any(wish.endswith("=@-") for wish in wishes) else None
    # A bare multilingual field means the desk's language, whatever language words are shown in.
    with using(desk.office.language):
        touches, whole = edits.touches(desk, [edits.read_assignment(kind, wish, stdin) for wish in wishes])
    saved = saving.save(desk, kind, record_id, touches, whole=whole)
    if saved is None:
        session.say(N_("Nothing changed."))
        _put(session, _as_it_is(desk, kind, record_id or ""))
        return
    _put(session, {"id": saved.id, "type": saved.type, "version": saved.version})
    session.say(N_("Saved: {type} {title}"), type=kind.label, title=desk.title(kind.key, saved.id))


def _standard_input() -> bytes:
    from coopdesk.desk.given_files import LARGEST, too_much

    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise too_much("-", LARGEST)
    return data


def _new_lines(kind: "RecordType", lines: Iterable[RecordLine]) -> Iterator[RecordLine]:
    for line in lines:
        with at_line(line.number):
            if line.id:
                raise WorldError(
                    "new_with_id",
                    "A new record has no id yet: {id}. To change records: coopdesk set",
                    id=line.id,
                )
        yield line


def _save_lines(
    session: Session, desk: "Desk", lines: Iterable[RecordLine], kind: "RecordType", each: bool
) -> None:
    if each:
        _save_each(session, desk, lines, kind)
        return
    answers = _save_as_one(desk, list(lines), kind)
    if session.json:
        session.put_json(answers)
    else:
        for answer in answers:
            session.put(answer["id"])
    session.say(N_("Saved as one, records: {count}"), count=len(answers))


def _save_as_one(desk: "Desk", lines: list[RecordLine], kind: "RecordType") -> list[Answer]:
    from coopdesk.desk import saving

    changes, first_at = [], dict[str, int]()
    for line in lines:
        with at_line(line.number):
            record_id, touches, whole = _read(desk, kind, line)
            change = saving.prepared(desk, kind, record_id, touches, whole=whole, seen=line.version or None)
            if change.id in first_at:
                raise WorldError(
                    "twice", "This record was named before, in line {first}.", first=first_at[change.id]
                )
            first_at[change.id] = line.number
            changes.append(change)
    versions = {saved.id: saved.version for saved in saving.save_all(desk, changes)}
    return [
        {"id": one, "type": kind.key, "version": versions[one]}
        if one in versions
        else _as_it_is(desk, kind, one)
        for one in first_at
    ]


def _save_each(session: Session, desk: "Desk", lines: Iterable[RecordLine], kind: "RecordType") -> None:
    from coopdesk.desk import saving

    count = 0
    try:
        for line in lines:
            with at_line(line.number):
                record_id, touches, whole = _read(desk, kind, line)
                saved = saving.save(desk, kind, record_id, touches, whole=whole, seen=line.version or None)
            if saved is None:
                session.put_json(_as_it_is(desk, kind, record_id or ""))
            else:
                session.put_json({"id": saved.id, "type": saved.type, "version": saved.version})
            count += 1
    finally:
        session.say(N_("Saved one by one, records: {count}"), count=count)


def _read(desk: "Desk", kind: "RecordType", line: RecordLine) -> "tuple[str | None, Touches, frozenset[str]]":
    from coopdesk.desk import edits
    from coopdesk.desk.asking import open_record

    if line.type and line.type != kind.key:
        raise WorldError(
            "other_type",
            "The line holds another type of record: {found}, not {type}.",
            found=line.type,
            type=kind.key,
        )
    record_id = open_record(desk, kind, line.id).id if line.id else None
    with using(desk.office.language):
        touches, whole = edits.touches_of_json(desk, kind, line.fields)
    return record_id, touches, whole


def _as_it_is(desk: "Desk", kind: "RecordType", record_id: str) -> Answer:
    record = desk.record(kind.key, record_id)
    return {"id": record_id, "type": kind.key, "version": record.version if record else ""}


def _put(session: Session, answer: Answer) -> None:
    session.put_saved(answer["id"], answer["type"], answer["version"])


IN_BIN = N_("In the bin: {type} {title}")
PARTS_IN_BIN = N_("Parts that went with it: {count}")
PUT_BACK = N_("Put back: {type} {title}")
PARTS_PUT_BACK = N_("Parts that came back with it: {count}")


@command(
    "remove",
    example="coopdesk remove note k3f9ab",
    about=N_("Its parts go with it: the attendance and decisions of a note, the parties of an agreement."),
)
@click.argument("type_key", metavar="TYPE")
@click.argument("record", metavar="ID")
@click.pass_obj
def remove(session: Session, type_key: str, record: str) -> None:
    """Move a record to the bin."""
    _move(session, type_key, record, to_bin=True)


@command(
    "unremove",
    example="coopdesk unremove note k3f9ab",
    about=N_("The parts that went with it come back too."),
)
@click.argument("type_key", metavar="TYPE")
@click.argument("record", metavar="ID")
@click.pass_obj
def unremove(session: Session, type_key: str, record: str) -> None:
    """Put a record back."""
    _move(session, type_key, record, to_bin=False)


def _move(session: Session, type_key: str, text: str, *, to_bin: bool) -> None:
    from coopdesk.desk import saving
    from coopdesk.desk.asking import open_record, open_removed
    from coopdesk.records.types import record_type

    kind = record_type(type_key)
    with session.desk() as desk:
        record = (open_record if to_bin else open_removed)(desk, kind, text)
        saved = (saving.remove if to_bin else saving.restore)(desk, kind, record.id)
        _put(session, _as_it_is(desk, kind, record.id))
        if not saved:
            session.say(N_("Nothing changed."))
            return
        done, parts = (IN_BIN, PARTS_IN_BIN) if to_bin else (PUT_BACK, PARTS_PUT_BACK)
        session.say(done, type=kind.label, title=desk.title(kind.key, record.id) or record.id)
        if len(saved) > 1:
            session.say(parts, count=len(saved) - 1)

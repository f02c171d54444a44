# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles by command line: writing one, looking into it, reading it, the log, taking it back."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import Verbs, misuse, option
from coopdesk.commands.session import DONE, OPEN, Session
from coopdesk.language import N_, NC_, labelled, sentence

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.receiving import Brought, Seen
    from coopdesk.desk.sending import Sent, Wish
    from coopdesk.desk.sharing import Gathered

SHORT = 6
WRITTEN = N_("Bundle checked. You can remove the stick.")
DRAFTED = N_("Mail written. Open it in your mail program, give the address and send it.")
SHARED = N_("Bundle checked. It lies in the shared folder; the others read it from there.")
REMEMBERED = ""
SHARED_WRITE = N_("into a folder that the computers of the office share; without FOLDER: the one used last")
SHARED_READ = N_("what is new in the folder that the computers of the office share; without FOLDER: the last")
PASSPHRASE = N_("file with the passphrase of the bundle on its first line")
UNDONE = N_("Taken back: {id}. The desk is as it was before.")
MARKS = {
    "sent": NC_("bundle", "sent"),
    "read": NC_("bundle", "read"),
    "undone": NC_("bundle", "taken back"),
}

bundle = Verbs("bundle", "coopdesk bundle write /media/stick\ncoopdesk bundle read /media/stick/*.coopx")


@bundle.verb(
    "write",
    N_("Write what the other computers lack to a file or into a folder"),
    example="coopdesk bundle write /media/stick\ncoopdesk bundle write news.coopx --for 'field laptop'\n"
    "coopdesk bundle write mail.coopx --part-size 3.5MB --thin\n"
    "coopdesk bundle write --mail news.eml\n"
    "coopdesk bundle write --shared /home/awa/Nextcloud",
    about=N_("By default: what the computers of the office lack by what they last told."),
)
@click.argument("target", metavar="FILE_OR_DIR", required=False)
@option("--for", "devices", metavar="DEVICE", multiple=True, words=N_("only what this computer lacks"))
@option("--everything", is_flag=True, words=N_("everything there is, for a computer that has nothing"))
@option("--since", metavar="BUNDLE", default="", words=N_("only what came after this bundle was written"))
@option("--thin", is_flag=True, words=N_("without attached files; who wants them asks for them"))
@option("--part-size", metavar="SIZE", words=N_("cut into parts of at most this size, for mail: 3.5MB"))
@option(
    "--mail",
    metavar="FILE.eml",
    words=N_("write a mail, ready but for the address, with the bundle attached"),
)
@option("--shared", metavar="[FOLDER]", is_flag=False, flag_value=REMEMBERED, words=SHARED_WRITE)
@option("--recipient-passphrase-file", metavar="FILE", words=PASSPHRASE)
@option("--dry-run", is_flag=True, words=N_("only say what would be inside"))
@click.pass_obj
def write(
    session: Session,
    target: str | None,
    devices: tuple[str, ...],
    everything: bool,
    since: str,
    thin: bool,
    part_size: str | None,
    mail: str | None,
    shared: str | None,
    recipient_passphrase_file: str | None,
    dry_run: bool,
) -> None:
    """Write a bundle."""
    from coopdesk.desk import sending

    if everything and since:
        misuse(N_("give --everything or --since"))
    if shared is not None and (target or mail or part_size):
        misuse(N_("--shared takes no file, no --mail and no --part-size"))
    wish = sending.Wish(devices, everything, since, thin, _passphrase(recipient_passphrase_file))
    size = _size(part_size) if part_size else None
    with session.desk() as desk:
        if dry_run:
            inside = sending.preview(desk, wish)
            session.put_facts(asdict(inside), "\n".join(inside.lines()))
            return
        sent = _shared(desk, shared, wish) if shared is not None else _sent(desk, target, mail, wish, size)
        session.put_facts(_facts(sent), "\n".join(map(str, (*sent.files, *sent.drafts))))
        for line in (*sent.inside.lines(), *sent.remarks):
            session.tell(line)
        if target:
            session.say(WRITTEN)
        if mail:
            session.say(DRAFTED)
        if shared is not None:
            session.say(SHARED)


def _shared(desk: "Desk", shared: str, wish: "Wish") -> "Sent":
    from coopdesk.desk import sharing

    return sharing.write(desk, sharing.chosen(desk, _named(shared)), wish)


def _named(shared: str) -> Path | None:
    """The shared folder that is named, None for the one used last."""
    return None if shared == REMEMBERED else Path(shared)


def _sent(desk: "Desk", target: str | None, mail: str | None, wish: "Wish", size: int | None) -> "Sent":
    from coopdesk.desk import sending

    place = Path(target) if target else None
    if mail:
        return sending.write_mail(desk, Path(mail), wish, size, place)
    if place is None:
        misuse(N_("name a file or a folder, or give --mail FILE.eml"))
    return sending.write(desk, place, wish, size)


def _facts(sent: "Sent") -> dict[str, object]:
    inside = asdict(sent.inside)
    inside["attached"] = inside.pop("files")
    files = {"files": [str(file) for file in sent.files], "drafts": [str(file) for file in sent.drafts]}
    return {"id": sent.id, **files, "size": sent.size, **inside}


def _passphrase(file: str | None) -> str | None:
    if file is None:
        return None
    from coopdesk.commands import passphrases

    return passphrases.read(Path(file))


def _size(text: str) -> int:
    """Bytes of a size such as 3.5MB or 800kB."""
    number = text.strip().upper().removesuffix("B").strip()
    factor = {"K": 1000, "M": 1_000_000, "G": 1_000_000_000}.get(number[-1:], 1)
    try:
        size = float((number[:-1] if factor > 1 else number).replace(",", "."))
    except ValueError:
        misuse(N_("write a size like 3.5MB, not {value}"), value=text)
    if not 0 < size * factor < 2**40:
        misuse(N_("write a size like 3.5MB, not {value}"), value=text)
    return int(size * factor)


@bundle.verb(
    "inspect",
    N_("Look at a bundle without opening it"),
    example="coopdesk bundle inspect news.coopx",
)
@click.argument("file", metavar="FILE")
@click.pass_obj
def inspect(session: Session, file: str) -> None:
    """What anybody can see of a bundle."""
    from coopdesk.desk import receiving

    with session.desk() as desk:
        found = receiving.inspect(desk, Path(file))
        if session.json:
            session.put_json([asdict(seen) for seen in found])
            return
        for seen in found:
            _show(session, seen)


def _show(session: Session, seen: "Seen") -> None:
    session.put(labelled(N_("Bundle"), seen.id[:SHORT]))
    session.put(labelled(N_("From"), seen.sender or str(N_("a computer not known here"))))
    session.put(labelled(N_("Part"), f"{seen.part}/{seen.parts}"))
    session.put(labelled(N_("Size"), str(N_("{number} kB").format(number=-(-seen.size // 1000)))))
    if seen.damage:
        session.put(seen.damage)


@bundle.verb(
    "read",
    N_("Read bundles, parts of them, or mails with bundles, in any order"),
    example="coopdesk bundle read news.coopx\ncoopdesk bundle read part-*.coopx mail.eml --dry-run\n"
    "coopdesk bundle read --shared /home/awa/Nextcloud",
    about=N_("Exit code 3: read, but something needs a decision or is missing."),
)
@click.argument("files", metavar="FILE…", nargs=-1)
@option("--shared", metavar="[FOLDER]", is_flag=False, flag_value=REMEMBERED, words=SHARED_READ)
@option("--dry-run", is_flag=True, words=N_("only say what it would bring"))
@option("--bundle-passphrase-file", metavar="FILE", words=PASSPHRASE)
@click.pass_obj
def read(
    session: Session,
    files: tuple[str, ...],
    shared: str | None,
    dry_run: bool,
    bundle_passphrase_file: str | None,
) -> int:
    """Read bundles."""
    from coopdesk.desk import receiving

    if bool(files) == (shared is not None):
        misuse(N_("name files, or give --shared"))
    if shared is not None:
        if bundle_passphrase_file:
            misuse(N_("--shared takes no --bundle-passphrase-file"))
        return _read_shared(session, shared, dry_run)
    secret = _passphrase(bundle_passphrase_file)
    with session.desk() as desk:
        paths = [Path(file) for file in files]
        found = receiving.preview(desk, paths, secret) if dry_run else receiving.read(desk, paths, secret)
        if session.json:
            session.put_json([_brought(one) for one in found])
        else:
            for one in found:
                session.put("\n".join(one.words()))
        return OPEN if any(one.is_open for one in found) else DONE


def _read_shared(session: Session, shared: str, dry_run: bool) -> int:
    from coopdesk.desk import sharing

    with session.desk() as desk:
        folder = sharing.chosen(desk, _named(shared))
        if dry_run:
            lying, found = sharing.preview_all(desk, folder)
            new = [str(file) for file in lying.files]
            told = {"files": new, "senders": lying.senders, **_gathered(found)}
            inside = found.words() if lying.files else []
            session.put_facts(told, "\n".join(dict.fromkeys([*lying.lines(), *inside])))
        else:
            found = sharing.read(desk, folder)
            session.put_facts(_gathered(found), "\n".join(found.words()))
        return OPEN if found.is_open else DONE


def _gathered(found: "Gathered") -> dict[str, object]:
    return {
        "brought": [_brought(one) for one in found.brought],
        "refused": [{"error": one.error.code, "message": sentence(one.error)} for one in found.refused],
        "unfinished": found.unfinished,
        "remarks": found.remarks,
    }


def _brought(one: "Brought") -> dict[str, object]:
    facts = asdict(one)
    facts["touched"] = {key: list(ids) for key, ids in one.touched.ids.items()}
    return facts


@bundle.verb("log", N_("List the bundles that were read and written"), example="coopdesk bundle log")
@click.pass_obj
def log(session: Session) -> None:
    """The bundles read and written here."""
    from coopdesk.commands.history_story import moment
    from coopdesk.desk import bundle_log

    with session.desk() as desk:
        found = bundle_log.log(desk)
        if session.json:
            session.put_json([asdict(one) for one in found])
            return
        session.put_rows(
            [
                *map(str, (N_("Bundle"), N_("When"))),
                "",
                str(N_("From, for")),
                str(N_("Inside")),
                str(N_("File")),
            ],
            [
                [
                    *(one.id[:SHORT], moment(desk, one.at), str(MARKS[one.what])),
                    *(one.sender or ", ".join(one.readers), "; ".join(one.words()), one.file),
                ]
                for one in found
            ],
        )
        if not found:
            session.say(N_("No bundle yet."))


@bundle.verb(
    "undo",
    N_("Take back all that a bundle brought"),
    example="coopdesk bundle undo 3fa9c1",
    about=N_("Possible until something is saved, read or sent; ID: see coopdesk bundle log."),
)
@click.argument("key", metavar="ID")
@click.pass_obj
def undo(session: Session, key: str) -> None:
    """Take a bundle back."""
    from coopdesk.desk import bundle_log

    with session.desk() as desk:
        touched = bundle_log.undo(desk, key)
        session.put_facts({"id": key, "touched": {k: list(ids) for k, ids in touched.ids.items()}}, key)
        session.say(UNDONE, id=key)

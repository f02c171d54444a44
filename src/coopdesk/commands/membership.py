# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who belongs to the office: asking to join, letting in and out, comparing words, changes set aside."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdesk.commands.grammar import command, one_of, option
from coopdesk.commands.making import new_passphrase, unlocked
from coopdesk.commands.session import Session
from coopdesk.desk import computer_words
from coopdesk.language import N_, NP_

if TYPE_CHECKING:
    from coopdesk.desk.admitting import Asked
    from coopdesk.desk.desk import Touched
    from coopdesk.desk.membership import Aside, Computer

ROLES = ("officer", "reader", "steward")
COMPARE = N_("Compare these eight words by telephone or face to face: {words}")
CHANGED = NP_("{n} record changed.", "{n} records changed.")
NOTHING_ASIDE = N_("Nothing is set aside.")


@command(
    "join",
    example="coopdesk --profile desk join request.coopjoin --officer 'Kofi Exemple' --no-passphrase",
    about=N_(
        "Bring the file to a steward, who answers with an invitation: coopdesk init --from FILE.coopx."
        " On a desk that was restored, the computer asks for access to its own office."
    ),
)
@click.argument("file", metavar="FILE.coopjoin")
@option("--officer", metavar="NAME", required=True, words=N_("who works at this computer"))
@option("--computer", metavar="NAME", default="", words=N_("name of this computer; else the system’s"))
@option("--no-passphrase", is_flag=True, words=N_("leave the desk unlocked"))
@click.pass_obj
def join(session: Session, file: str, officer: str, computer: str, no_passphrase: bool) -> None:
    """Ask to join an office."""
    from coopdesk.desk import admitting

    session.warn_of_network()

    def ask(secret: str | None) -> "Asked":
        return admitting.ask(session.profile, Path(file), officer, secret, computer)

    known = admitting.has_keys(session.profile)
    asked = unlocked(session, ask) if known else ask(new_passphrase(session, no_passphrase))
    facts = {"file": str(asked.file), "name": asked.name, "officer": asked.officer, "words": asked.words}
    session.put_facts(facts, asked.words)
    session.say(N_("Request written: {file}. Bring it to a steward of the office."), file=file)
    session.say(COMPARE, words=asked.words)


@command(
    "admit",
    example="coopdesk admit request.coopjoin --output invitation.coopx\n"
    "coopdesk admit request.coopjoin --role steward --output /media/stick",
    about=N_(
        "The invitation is for that computer alone and carries everything the office has."
        " Only a steward can do this."
    ),
)
@click.argument("file", metavar="FILE.coopjoin")
@option(
    "--role",
    metavar="|".join(ROLES),
    type=one_of(*ROLES),
    default="officer",
    words=N_("what it may do; officer unless told"),
)
@option("--output", metavar="FILE.coopx", required=True, words=N_("file or folder for the invitation"))
@click.pass_obj
def admit(session: Session, file: str, role: str, output: str) -> None:
    """Give a computer access."""
    from coopdesk.desk import admitting, membership, trusting

    with session.desk() as desk:
        done = admitting.admit(desk, Path(file), Path(output), role)
        facts = {
            "id": trusting.device_id(done.device),
            "name": done.name,
            "officer": done.officer,
            "role": done.role,
            "words": done.words,
            "file": str(done.file),
        }
        session.put_facts(facts, str(done.file))
        session.say(N_("Admitted: {name}, {officer}."), name=done.name, officer=done.officer)
        session.say(COMPARE, words=done.words)
        if membership.lacks_second_steward(desk):
            session.say(computer_words.SECOND_STEWARD)


@command(
    "devices",
    example="coopdesk devices",
    about=N_("A computer is verified once its eight words were compared on this one."),
)
@click.pass_obj
def devices(session: Session) -> None:
    """The computers of the office."""
    from coopdesk.desk import membership

    with session.desk() as desk:
        found = membership.computers(desk)
        if session.json:
            session.put_json([_facts(one) for one in found])
            return
        heads = (N_("Computer"), N_("Role"), N_("Access"), N_("Last change"), N_("Id"))
        session.put_rows([str(head) for head in heads], [_row(one) for one in found])
        if not membership.own_role(desk):
            session.say(computer_words.OUTSIDE)


def _facts(one: "Computer") -> dict[str, str]:
    keys = ("id", "name", "role", "state", "introduced_by", "officer", "last", "heard", "letter")
    return {key: getattr(one, key) for key in keys}


def _row(one: "Computer") -> list[str]:
    role = str(computer_words.ROLE_NAMES[one.role]) if one.role else "–"
    state = computer_words.state_words(one.state, one.introduced_by)
    return [one.name, role, state, one.last[:10], one.id]


@command(
    "role",
    example="coopdesk role 'field laptop' reader\ncoopdesk role mairie-2 steward",
    about=N_("Stewards admit computers and withdraw access; what a reader saves does not count."),
)
@click.argument("computer", metavar="COMPUTER")
@click.argument("role", metavar="|".join(ROLES), type=one_of(*ROLES))
@click.pass_obj
def role(session: Session, computer: str, role: str) -> None:
    """Change what a computer may do."""
    from coopdesk.desk import membership

    with session.desk() as desk:
        touched = membership.change_role(desk, computer, role)
        label = str(computer_words.ROLE_NAMES[role])
        session.put_facts({"computer": computer, "role": role, "changed": _count(touched)}, label)
        _say_changed(session, touched)


@command(
    "revoke",
    example="coopdesk revoke 'field laptop'",
    about=N_(
        "What the computer saved up to now, as far as it is here, stays; what comes later is set aside."
        " The office gets a new key, which the next bundles bring to the others."
    ),
)
@click.argument("computer", metavar="COMPUTER")
@click.pass_obj
def revoke(session: Session, computer: str) -> None:
    """Withdraw the access of a computer."""
    from coopdesk.desk import membership

    with session.desk() as desk:
        touched = membership.revoke(desk, computer)
        session.put_facts({"computer": computer, "changed": _count(touched)}, computer)
        session.say(
            N_("Access withdrawn: {name}. Send the others a bundle, so that they know it too."), name=computer
        )
        _say_changed(session, touched)


def _count(touched: "Touched") -> int:
    return sum(map(len, touched.ids.values()))


def _say_changed(session: Session, touched: "Touched") -> None:
    if count := _count(touched):
        session.tell(CHANGED.count(count))


@command(
    "verify",
    example="coopdesk verify 'field laptop'\ncoopdesk verify 'field laptop' --same",
    about=N_(
        "Its user reads the words aloud there. To show them, with that computer’s own name: coopdesk verify"
    ),
)
@click.argument("computer", metavar="COMPUTER")
@option("--same", is_flag=True, words=N_("the words were compared and are the same: note it"))
@click.pass_obj
def verify(session: Session, computer: str, same: bool) -> None:
    """The eight words of a computer."""
    from coopdesk.desk import membership

    with session.desk() as desk:
        name, words = membership.words_of(desk, computer)
        if same:
            membership.note_verified(desk, computer)
        session.put_facts({"name": name, "words": words, "verified": same}, words)
        if same:
            session.say(N_("Verified: {name}."), name=name)


@command(
    "quarantine",
    example="coopdesk quarantine",
    about=N_(
        "They came from a computer without access. Giving it access lets them all count;"
        " coopdesk accept lets some of them count."
    ),
)
@click.pass_obj
def quarantine(session: Session) -> None:
    """The changes that are set aside."""
    from coopdesk.desk import membership, trusting

    with session.desk() as desk:
        found = membership.set_aside(desk)
        if session.json:
            session.put_json([_aside(one, trusting.device_id(one.device)) for one in found])
            return
        heads = (N_("Hash"), N_("Computer"), N_("Why"), N_("Changes"), N_("Last change"))
        session.put_rows(
            [str(head) for head in heads],
            [
                [
                    one.hash[:10],
                    one.name,
                    str(computer_words.REASONS[one.why]),
                    str(one.changes),
                    one.last[:10],
                ]
                for one in found
            ],
        )
        if not found:
            session.say(NOTHING_ASIDE)


def _aside(one: "Aside", device: str) -> dict[str, object]:
    return {
        "hash": one.hash,
        "device": device,
        "name": one.name,
        "why": one.why,
        "changes": one.changes,
        "last": one.last,
    }


@command(
    "accept",
    example="coopdesk accept 4t9q2m7x",
    about=N_("The hash is the one that coopdesk quarantine shows. Only a steward can do this."),
)
@click.argument("hash_", metavar="HASH")
@click.pass_obj
def accept(session: Session, hash_: str) -> None:
    """Let changes count that are set aside."""
    from coopdesk.desk import membership

    with session.desk() as desk:
        touched = membership.accept(desk, hash_)
        session.put_facts({"hash": hash_, "changed": _count(touched)}, hash_)
        session.say(N_("Accepted: {hash}."), hash=hash_)
        _say_changed(session, touched)

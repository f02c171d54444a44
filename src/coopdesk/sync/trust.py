# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the office on this desk: saying them, taking in those of others, and what follows.

In a bundle they travel as one list. An entry is a statement, or a pair of a word and a body that
only matters on the way: `wraps` (keys of the space for computers that may lack them), `knows` (what
the sender has heard) or `invitation` (what a new computer needs before it can read anything else).
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import cbor2

from coopdesk.store import recovery, vault
from coopdesk.store import roster as kept
from coopdesk.store.accepting import NOTHING, Limits, Trust
from coopdesk.store.keeping import Store
from coopdesk.sync import keys, knowing, statements
from coopdesk.sync.bundle_keys import SpaceKeys, new_identity, recipient_of
from coopdesk.sync.limits import read_exactly
from coopdesk.sync.roster import Member, Roster, evaluate
from coopdesk.sync.statements import (
    ADMIT,
    FOUND,
    KEY,
    OFFICER,
    READER,
    RECOVERY,
    REVOKE,
    STEWARD,
    Facts,
    Statement,
)

INVITATION = "invitation"
MOST_STATEMENTS = 20_000
"""So many are kept; a hostile bundle must not fill the disk."""
FIRST_LETTER = "A"


@dataclass(frozen=True, slots=True)
class Signer:
    """A public key, and what signs a message with its secret."""

    public: bytes
    sign: Callable[[bytes], bytes]


def this_device(store: Store) -> Signer:
    """The device of this desk."""
    return Signer(store.keys.public, lambda message: vault.sign(store.keys, message))


def of_sheet(recovery_key: str) -> Signer:
    """The signing key that follows from the key on a recovery sheet; raises WorldError for a slip."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    letters = recovery.read_recovery_key(recovery_key).encode()
    secret = blake2b(letters, digest_size=32, person=b"coopdesk-sheet").digest()
    private = Ed25519PrivateKey.from_private_bytes(secret)
    return Signer(private.public_key().public_bytes_raw(), private.sign)


def said(store: Store) -> list[Statement]:
    """Every statement that is here."""
    space = kept.space(store.connection)
    return [
        statements.known(space, one.signer, one.kind, one.content, one.signature)
        for one in kept.kept(store.connection)
    ]


def roster(store: Store) -> Roster:
    """The office as this desk sees it."""
    return evaluate(said(store), kept.root(store.connection) or b"")


def say(store: Store, kind: str, facts: Facts, signer: Signer | None = None) -> Statement:
    """Sign a statement that has seen all that is here, and keep it, inside the caller's transaction."""
    heads = roster(store).heads if kind != FOUND else ()
    who = signer or this_device(store)
    made = statements.signed(kept.space(store.connection), who.public, who.sign, kind, facts, heads)
    _keep(store, made)
    return made


def _keep(store: Store, statement: Statement) -> bool:
    content = statements.content_of(statement)
    parts = kept.KeptStatement(statement.signer, statement.kind, content, statement.signature)
    return kept.keep(store.connection, statement.hash, parts)


def begin(store: Store) -> None:
    """See to it that this computer belongs to an office: one that has none founds its own. One that was
    restored, and whose former computer was all there was, founds it anew and vouches for the past."""
    with store.alone():
        if kept.standing(store.connection) == store.keys.public:
            return
        former = roster(store)
        if not former.members:
            _found(store)
        elif not former.role(store.keys.public) and not _others(store, former):
            _found(store)
            _vouch(store, former)
        kept.note_standing(store.connection, store.keys.public)


def _others(store: Store, office: Roster) -> bool:
    """Whether the office has computers that this one never was."""
    own = {heard.device for heard in kept.heard(store.connection) if heard.own}
    return any(member.device not in own for member in office.active)


def _found(store: Store) -> None:
    founding = say(store, FOUND, _computer(store, FIRST_LETTER))
    kept.set_root(store.connection, founding.hash)
    renew_key(store)


def _vouch(store: Store, former: Roster) -> None:
    """What the former computer saved, and nothing later, counts in the office founded anew."""
    for member in former.members.values():
        facts = {"name": member.name, "reader": member.reader, "letter": member.letter}
        say(store, ADMIT, {**facts, "device": member.device, "role": OFFICER, "request": b""})
        tips = member.limits[0] if member.limits else kept.tips(store.connection, member.device)
        say(store, REVOKE, {"device": member.device, "tips": sorted(tips)})
    renew_key(store)


def _computer(store: Store, letter: str) -> dict[str, Any]:
    name = kept.own_name(store.connection)[: statements.LONGEST_NAME]
    return {"name": name, "reader": recipient_of(store.keys.identity), "letter": letter}


def renew_key(store: Store) -> None:
    """Make a new key of the space, with the present ones sealed to it."""
    office, identity = roster(store), new_identity()
    before = [key.recipient for key in office.keys]
    say(store, KEY, keys.key_facts(identity, kept.space_keys(store.connection), before))
    kept.keep_space_keys(store.connection, [(recipient_of(identity), identity)])


def space_keys(store: Store, office: Roster) -> SpaceKeys | None:
    """The keys of the space that are held here, the current one first; None where none is."""
    return keys.space_keys(kept.space(store.connection), office, kept.space_keys(store.connection))


def take(store: Store, entries: Iterable[bytes]) -> Trust:
    """Take in what a bundle says about the office, inside the caller's transaction; whose saves count
    from now on. What is damaged, or of another office, is passed over."""
    space = kept.space(store.connection)
    room = MOST_STATEMENTS - len(kept.kept(store.connection))
    for entry in entries:
        word, body = aside(entry)
        with suppress(ValueError):
            if word == keys.WRAPS:
                kept.keep_space_keys(store.connection, keys.unwrapped(body, store.keys.identity).items())
            elif word == knowing.KNOWS:
                _take_knowledge(store, knowing.read(body, space))
            elif word is None and room > 0:
                room -= _keep_if_ours(store, statements.read(entry))
    _see_to_keys(store)
    note_role(store)
    return trust(store)


def note_role(store: Store) -> None:
    """Let the store know whether this computer may only read, inside the caller's transaction."""
    kept.note_reading_only(store.connection, roster(store).role(store.keys.public) == READER)


def aside(entry: bytes) -> tuple[str | None, bytes]:
    """The word and the body of an entry that is no statement; (None, b"") for others."""
    try:
        found = read_exactly(entry)
    except ValueError:
        return None, b""
    if isinstance(found, list) and len(found) == 2 and isinstance(found[0], str):
        return found[0], found[1] if isinstance(found[1], bytes) else b""
    return None, b""


def beside(word: str, body: bytes) -> bytes:
    """An entry that is no statement."""
    return cbor2.dumps([word, body])


def _keep_if_ours(store: Store, statement: Statement) -> bool:
    return statement.space == kept.space(store.connection) and _keep(store, statement)


def _take_knowledge(store: Store, told: knowing.Knows) -> None:
    if told.device != store.keys.public and told.device in roster(store).members:
        kept.keep_knowledge(store.connection, told.device, told.raw)


def _see_to_keys(store: Store) -> None:
    """Open earlier keys; a new one is made by the longest standing steward where one is due."""
    office = roster(store)
    held = keys.opened(office, kept.space_keys(store.connection))
    kept.keep_space_keys(store.connection, held.items())
    stewards = office.stewards
    if office.renew_key and stewards and stewards[0].device == store.keys.public:
        renew_key(store)


def trust(store: Store) -> Trust:
    """Whose saves count. A computer that this desk was before it was restored is believed here until this
    one belongs to the office: from then on the same counts everywhere."""
    office = roster(store)
    alone = not office.role(store.keys.public)
    own = {heard.device for heard in kept.heard(store.connection) if heard.own and alone}

    def limits(device: bytes) -> Limits:
        member = office.members.get(device)
        if member is not None:
            return member.limits
        return () if device in own else NOTHING

    return Trust(limits, office.accepted)


def entries(
    store: Store, *, everything: bool = False, named: Collection[bytes] = (), invited: Member | None = None
) -> list[bytes]:
    """What a bundle says of the office: the statements that not all members surely have, the newest keys
    for those who may lack them, and what this computer knows; all of it for one that is invited. With
    `everything` all members get the keys, else also the devices that are `named`: one that was put back
    to an earlier state, or has a double, may lack what it said that it holds."""
    office = roster(store)
    by_hash = {statement.hash: statement for statement in said(store)}
    lacking = [invited] if invited else _to_get_keys(store, office, everything, named)
    known = set() if everything or invited else _known_to_all(store, office, by_hash)
    found = [statement.encoded() for hash_, statement in by_hash.items() if hash_ not in known]
    if lacking:
        body = keys.wraps_of(kept.space_keys(store.connection), office, [one.reader for one in lacking])
        found.append(beside(keys.WRAPS, body))
    return [*found, beside(knowing.KNOWS, _own_knowledge(store, office))]


def _to_get_keys(store: Store, office: Roster, everything: bool, named: Collection[bytes]) -> list[Member]:
    unsure = {member.device for member in without_key(store, office)}
    return [one for one in office.active if everything or one.device in named or one.device in unsure]


def _own_knowledge(store: Store, office: Roster) -> bytes:
    held = kept.space_keys(store.connection)
    holds = tuple(key.statement for key in office.keys if key.recipient in held)
    signer = this_device(store)
    knows = knowing.Knows(signer.public, office.heads, holds)
    return knowing.told(kept.space(store.connection), knows, signer.sign)


def _known_to_all(store: Store, office: Roster, by_hash: knowing.ByHash) -> set[bytes]:
    told = _told(store)
    others = [member.device for member in office.active if member.device != store.keys.public]
    known = [knowing.heard_by(by_hash, device, told.get(device)) for device in others]
    return set.intersection(*known) if known else set()


def _told(store: Store) -> dict[bytes, knowing.Knows]:
    space = kept.space(store.connection)
    return {
        one.device: one for one in (knowing.read(body, space) for body in kept.knowledge(store.connection))
    }


def without_key(store: Store, office: Roster) -> list[Member]:
    """The other members that may not have the current key of the space."""
    if not office.keys:
        return []
    by_hash, told = {statement.hash: statement for statement in said(store)}, _told(store)
    return [
        member
        for member in office.active
        if member.device != store.keys.public
        and knowing.lacks_key(by_hash, office, member.device, told.get(member.device))
    ]


def print_sheet(store: Store, recovery_key: str) -> bool:
    """Let the key on a recovery sheet do what this steward may; whether this computer is one."""
    with store.alone():
        if roster(store).role(store.keys.public) != STEWARD:
            return False
        say(store, RECOVERY, {"key": of_sheet(recovery_key).public})
        return True


def recover(store: Store, recovery_key: str) -> bool:
    """Make this computer, which was restored, a steward by the key on a recovery sheet; whether the sheet
    was a steward's."""
    sheet = of_sheet(recovery_key)
    with store.alone():
        office = roster(store)
        if sheet.public not in office.recovery or office.members.get(store.keys.public):
            return False
        facts = _computer(store, next_letter(office))
        facts |= {"device": store.keys.public, "role": STEWARD, "request": b""}
        say(store, ADMIT, facts, sheet)
        kept.note_standing(store.connection, store.keys.public)
        return True


def next_letter(office: Roster) -> str:
    """The letter of the next computer, which its references bear: A to Z, then AA, AB…"""
    used = {member.letter for member in office.members.values()}
    number = 0
    while (letter := _letter(number)) in used:
        number += 1
    return letter


def _letter(number: int) -> str:
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord(FIRST_LETTER) + rest) + text
    return text

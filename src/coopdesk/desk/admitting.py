# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new computer joins the office: it asks, a steward admits it, its desk is made from the invitation."""

import json
import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import cbor2

from coopdesk.desk import trusting
from coopdesk.desk.desk import OFFICE, Desk, Office
from coopdesk.desk.membership import eight_words, known_role, need_steward
from coopdesk.errors import WorldError
from coopdesk.language.reasons import reason_of
from coopdesk.store import connection as connections
from coopdesk.store import roster as kept
from coopdesk.store import vault
from coopdesk.store.keeping import DATABASE, JOINING, Store, discard_database
from coopdesk.sync import container_reading, items, joining, outbox, refusals, trust
from coopdesk.sync.bundle_keys import ForDevices, ReaderKeys, recipient_of
from coopdesk.sync.carriers import mail_in
from coopdesk.sync.carriers.mail_draft import write_invitation
from coopdesk.sync.container_reading import Contents, Opened
from coopdesk.sync.container_writing import Written, write_bundle
from coopdesk.sync.inbox import Doorkeeper, Inbox, Received
from coopdesk.sync.joining import JoinRequest
from coopdesk.sync.limits import read_exactly
from coopdesk.sync.roster import Roster, evaluate, fingerprint
from coopdesk.sync.statements import ADMIT, OFFICER, STEWARD, Statement, read


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that lies in a file; its eight words are to be compared before it is answered."""

    file: Path
    name: str
    officer: str
    words: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A computer that got access, and the invitation to bring to it."""

    device: bytes
    name: str
    officer: str
    role: str
    words: str
    file: Path
    size: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A desk made from an invitation: open, who let it in with which eight words, what came with it."""

    desk: Desk
    steward: str
    words: str
    changes: int
    is_open: bool


def ask(profile: Path, file: Path, officer: str, passphrase: str | None, name: str = "") -> Asked:
    """Make the keys of this computer where there are none yet, and a request to join in `file`.

    A profile that holds a desk keeps it: its computer asks for access to the office of that desk, as
    after a restore. Raises WorldError, also where it has that access.
    """
    if not officer.strip():
        raise WorldError("officer_missing", "Say who works at this computer: --officer NAME")
    with connections.world_errors(profile / DATABASE):
        keys = _keys(profile, passphrase)
        called = name.strip() or platform.node() or officer.strip()
        request = _request(keys, called, officer.strip(), _space(profile, passphrase, file))
        vault.save_file(profile / JOINING, _remembered(request))
    return _asked(request, keys, file)


def ask_again(desk: Desk, file: Path) -> Asked:
    """A request of this computer, which has a desk but no access to its office, as after a restore; the
    answer is a bundle like any other. Raises WorldError where it has access."""
    if trust.roster(desk.store).role(desk.store.keys.public):
        raise WorldError("has_access", "This computer has access to its office: there is nothing to ask.")
    keys, officer = desk.store.keys, desk.office.officer
    called = trusting.device_name(desk, keys.public) or platform.node() or officer
    return _asked(_request(keys, called, officer, trusting.space(desk)), keys, file)


def _request(keys: vault.Keys, name: str, officer: str, space: bytes) -> JoinRequest:
    reader = recipient_of(keys.identity)
    return JoinRequest(keys.public, reader, name, officer, space, os.urandom(joining.NONCE_SIZE))


def _asked(request: JoinRequest, keys: vault.Keys, file: Path) -> Asked:
    with connections.world_errors(file):
        vault.save_file(file, joining.encoded(request, lambda message: vault.sign(keys, message)))
    return Asked(file, request.name, request.officer, eight_words(request.fingerprint))


def _keys(profile: Path, passphrase: str | None) -> vault.Keys:
    if (profile / vault.FILE).exists():
        return vault.read(profile, passphrase)
    profile.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = vault.new_keys()
    vault.write(profile, keys, passphrase)
    return keys


def words_asked(profile: Path, passphrase: str | None) -> str:
    """The eight words of this computer, which has asked and waits. Raises WorldError where its keys stay
    locked, or it did not ask."""
    if not (profile / JOINING).exists() or not has_keys(profile):
        raise not_asked()
    with connections.world_errors(profile / DATABASE):
        keys = vault.read(profile, passphrase)
    return eight_words(fingerprint(keys.public, recipient_of(keys.identity)))


def not_asked() -> WorldError:
    """The error for an invitation on a computer that asked for none."""
    return WorldError(
        "not_asked",
        "This computer did not ask to join. Ask first: coopdesk join FILE.coopjoin --officer NAME",
    )


def has_keys(profile: Path) -> bool:
    """Whether a profile has keys already, so that no new passphrase is to be chosen."""
    return (profile / vault.FILE).exists()


def _space(profile: Path, passphrase: str | None, file: Path) -> bytes:
    if not (profile / DATABASE).exists():
        return b""
    with Store.open(profile, passphrase) as store:
        if trust.roster(store).role(store.keys.public):
            raise WorldError(
                "has_access",
                "The desk in this folder has access to its office: {folder}. Another office needs a desk of"
                " its own, in another folder: coopdesk --profile DIR join {file}",
                folder=str(profile),
                file=file.name,
            )
        return kept.space(store.connection)


def _remembered(request: JoinRequest) -> bytes:
    return json.dumps({"name": request.name, "officer": request.officer}, ensure_ascii=False).encode()


def read_request(file: Path) -> JoinRequest:
    """The request in a file; raises WorldError where it is none or damaged."""
    try:
        with file.open("rb") as stream:
            return joining.read(stream.read(joining.LONGEST + 1), file.name)
    except OSError as error:
        raise WorldError(
            "unreadable",
            "This file cannot be read: {file} ({reason}).",
            file=str(file),
            reason=reason_of(error),
        ) from error


def admit(desk: Desk, file: Path, output: Path, role: str = OFFICER) -> Admitted:
    """Give the computer that asked in `file` access, and write its invitation to `output`: everything
    the office has, for that computer alone. Raises WorldError."""
    return _admit(desk, read_request(file), role, lambda invitation: invitation(output, False))


def admit_by_mail(desk: Desk, file: Path, mail: Path, role: str = OFFICER) -> Admitted:
    """The same, its invitation attached to the draft of a mail, which stays small: attached files follow
    with later bundles. Raises WorldError."""

    def write(invitation: "_Invite") -> Written:
        with TemporaryDirectory(prefix="coopdesk-") as passing:
            made = invitation(Path(passing), True)
            draft = write_invitation(mail, made, desk.office_name(), desk.office.language)
        return replace(made, file=draft, size=draft.stat().st_size)

    return _admit(desk, read_request(file), role, write)


_Invite = Callable[[Path, bool], Written]
"""Writes an invitation to a file or into a folder, thin or with all attached files."""


def asks(desk: Desk, file: Path) -> Asked:
    """Who asks in a file, so that the words can be compared before anybody is let in. Raises WorldError
    as `admit` would, before anything is done."""
    request = read_request(file)
    need_steward(desk)
    _refuse_unfit(desk, trust.roster(desk.store), request)
    return Asked(file, request.name, request.officer, eight_words(request.fingerprint))


def _admit(desk: Desk, request: JoinRequest, role: str, write: Callable[[_Invite], Written]) -> Admitted:
    known_role(role)
    with desk.store.alone():
        need_steward(desk)
        office = trust.roster(desk.store)
        _refuse_unfit(desk, office, request)
        if request.device not in office.members:
            _let_in(desk, office, request, role)
        office = trust.roster(desk.store)
        desk.store.journal.refresh()
        desk.store.journal.seal()
        written = write(lambda output, thin: _invite(desk, office, request, output, thin))
    member = office.members[request.device]
    words = eight_words(request.fingerprint)
    return Admitted(
        request.device, member.name, request.officer, member.role, words, written.file, written.size
    )


def _refuse_unfit(desk: Desk, office: Roster, request: JoinRequest) -> None:
    if request.space not in (b"", trusting.space(desk)):
        raise WorldError(
            "request_other_office",
            "This request comes from a computer of another office: {name}."
            " Let it ask from an empty folder, for a desk beside its own: coopdesk --profile DIR join"
            " FILE.coopjoin; or in the window: Settings, Open another desk.",
            name=request.name,
        )
    member = office.members.get(request.device)
    if member is None:
        return
    if not member.is_member:
        raise WorldError(
            "request_withdrawn",
            "The access of this computer was withdrawn: {name}. It cannot come back with the same keys:"
            " let it ask from an empty profile.",
            name=member.name,
        )
    if any(heard.device == request.device and heard.last for heard in kept.heard(desk.store.connection)):
        raise WorldError(
            "request_answered",
            "This request was answered already: {name} has access."
            " Send it a bundle: coopdesk bundle write FILE --for {name} --everything",
            name=member.name,
        )


def _let_in(desk: Desk, office: Roster, request: JoinRequest, role: str) -> None:
    facts = {"device": request.device, "name": request.name, "reader": request.reader}
    letter = trust.next_letter(office)
    trust.say(desk.store, ADMIT, {**facts, "letter": letter, "role": role, "request": request.hash})
    kept.recount(desk.store.connection, trust.trust(desk.store))


def _invite(desk: Desk, office: Roster, request: JoinRequest, output: Path, thin: bool) -> Written:
    member, store = office.members[request.device], desk.store
    facts = asdict(desk.office) | {"letter": member.letter, "officer": request.officer}
    told = cbor2.dumps([office.root, request.device, json.dumps(facts, ensure_ascii=False)])
    said = [*trust.entries(store, invited=member), trust.beside(trust.INVITATION, told)]
    now = outbox.clock()
    load = outbox.load(store, [], everything=True, thin=thin)
    readers = ForDevices(trusting.space(desk), (request.reader,))
    contents = outbox.contents(store, load, said, now)
    return write_bundle(output, contents, readers, trusting.sender(desk), made=now)[0]


@dataclass(frozen=True, slots=True)
class _Invitation:
    """What an invitation tells before anything else is read."""

    root: bytes
    office: Office
    entries: list[bytes]
    roster: Roster


def complete(profile: Path, file: Path, passphrase: str | None) -> Joined:
    """Make the desk of this profile from the invitation that answers its request. Raises WorldError
    where this computer didn't ask, is let in already, or the invitation is for another one."""
    if (profile / DATABASE).exists():
        raise WorldError(
            "invitation_used",
            "There is a desk in this folder already: {folder}. Read what comes later for its office with:"
            " coopdesk bundle read {file}. An invitation to another office belongs in the folder that asked:"
            " coopdesk --profile DIR init --from {file}",
            folder=str(profile),
            file=file.name,
        )
    if not (profile / JOINING).exists() or not has_keys(profile):
        raise not_asked()
    with connections.world_errors(profile / DATABASE):
        keys = vault.read(profile, passphrase)
    opened, invitation = _found(file, keys)
    store = Store.join(profile, keys, opened.space, invitation.roster.members[keys.public].name)
    try:
        return _made(store, opened, invitation, file.name)
    except BaseException:
        store.close()
        discard_database(profile)
        raise


def _found(file: Path, keys: vault.Keys) -> "tuple[Opened, _Invitation]":
    """The invitation that a file is, or that is attached to one of the mails in it; raises WorldError."""
    refused: WorldError | None = None
    for bundle in mail_in.bundles_of(file):
        try:
            opened = container_reading.read_bundle(bundle, ReaderKeys(None, keys.identity))
            return opened, _invitation(opened, keys, file.name)
        except WorldError as error:
            refused = refused or error
    raise refused or refusals.not_a_bundle(file.name)


def _made(store: Store, opened: Opened, invitation: _Invitation, file: str) -> Joined:
    with store.alone():
        kept.set_root(store.connection, invitation.root)
        kept.note_standing(store.connection, store.keys.public)
        trust.take(store, invitation.entries)
        received = _take(store, opened, invitation, file)
    store.put_setting(OFFICE, json.dumps(asdict(invitation.office), ensure_ascii=False))
    store.index_all()
    (store.profile / JOINING).unlink(missing_ok=True)
    steward = invitation.roster.members[opened.device]
    unfinished = bool(received.decisions or received.missing or received.damaged or opened.loss())
    words = eight_words(steward.fingerprint)
    return Joined(Desk(store, invitation.office), steward.name, words, received.taken.saves, unfinished)


def _take(store: Store, opened: Opened, invitation: _Invitation, file: str) -> Received:
    members = invitation.roster.members
    door = Doorkeeper(
        trust.trust(store),
        lambda device: members[device].name if device in members else "",
        lambda device: device in members,
        lambda entries: trust.take(store, entries),
    )
    key = opened.header.shipment.hex()
    return Inbox(store, door).take(Contents((opened,)), key, opened.device, file, outbox.clock())


def _invitation(opened: Opened, keys: vault.Keys, file: str) -> _Invitation:
    """What the first list of a bundle says, if it invites this computer and a steward signed it."""
    for item in opened.items():
        if item.kind != items.STATEMENTS:
            break
        entries = items.list_of(item)
        told = next((body for word, body in map(trust.aside, entries) if word == trust.INVITATION), None)
        if told is not None:
            return _checked(opened, keys, entries, told, file)
    raise WorldError(
        "not_invitation",
        "This bundle is no invitation: {file}. A steward makes one: coopdesk admit FILE.coopjoin",
        file=file,
    )


def _checked(opened: Opened, keys: vault.Keys, entries: list[bytes], told: bytes, file: str) -> _Invitation:
    try:
        root, device, facts = read_exactly(told)
        office = Office(**json.loads(facts))
        roster = evaluate(_statements(entries, opened.space), root)
    except (ValueError, TypeError) as error:
        raise _invalid(file) from error
    steward = roster.role(opened.device) == STEWARD
    if device != keys.public or not steward or not roster.role(keys.public):
        raise _invalid(file)
    return _Invitation(root, office, entries, roster)


def _statements(entries: list[bytes], space: bytes) -> list[Statement]:
    found = [read(entry) for entry in entries if trust.aside(entry)[0] is None]
    return [statement for statement in found if statement.space == space]


def _invalid(file: str) -> WorldError:
    return WorldError(
        "invitation_invalid",
        "This invitation is not valid: {file}. Ask a steward for a new one.",
        file=file,
    )

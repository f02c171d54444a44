# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that the computers of the office share: what is new in it, reading that, writing for all.

What goes to the folder (`lying`, `fetch`, and `deliver` and `clear` of `leaving_shared`) needs no desk: a
folder that does not answer keeps nothing else waiting.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from coopdesk.desk import leaving_shared, opening, receiving, taking_up, trusting
from coopdesk.desk.desk import Desk
from coopdesk.desk.leaving_shared import Cleared
from coopdesk.desk.opening import SOMEONE_ELSE, Refused
from coopdesk.desk.passing import PassingFolder
from coopdesk.desk.receiving import Brought
from coopdesk.desk.sending import Sent, Wish
from coopdesk.errors import WorldError
from coopdesk.language import N_, NP_, labelled, sentence
from coopdesk.store import arrivals
from coopdesk.sync.carriers import shared_folder
from coopdesk.sync.carriers.reaching import Sign, reached
from coopdesk.sync.carriers.shared_folder import Found

SETTING = "shared_folder"
NEW = NP_("{n} new bundle", "{n} new bundles")
NOTHING_NEW = N_("Nothing new in the shared folder.")
UNFINISHED = N_("Not copied whole yet: {files}. Wait; if it stays so, ask for them again.")
STRANGER = N_("a computer not known here")
OWN = N_("this computer, earlier, or its double")
MOST_NAMED = 5
Unnamed = shared_folder.Lying
"""What lies in a shared folder, before it is known from whom."""
NEVER_READABLE = (SOMEONE_ELSE, "bundle_forged", "bundle_excessive")
"""What is wrong with such a bundle is so for good: it is not looked at again."""


@dataclass(frozen=True, slots=True)
class Place:
    """A shared folder as this computer sees it, and the bundles that it knows by the hashes of their
    heads: all that is needed to look there."""

    folder: Path
    space: bytes
    device: bytes
    known: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Lying:
    """What is new in a shared folder: the files, how many are from whom by name ("" for a computer not
    known here), the names of those that are not whole yet, and what cannot be read."""

    folder: Path
    files: tuple[Path, ...]
    senders: dict[str, int]
    unfinished: tuple[str, ...]
    refused: tuple[Refused, ...] = ()

    def lines(self) -> list[str]:
        """The same in words of the current language."""
        told = [
            labelled(name or str(STRANGER), NEW.count(count)) for name, count in sorted(self.senders.items())
        ]
        told += [sentence(one.error) for one in self.refused]
        return [*(told or [str(NOTHING_NEW)]), *_unfinished(self.unfinished)]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is new in a shared folder, copied to this computer; `remove` the copies once they were read."""

    place: Place
    lying: Unnamed
    copies: PassingFolder

    @property
    def files(self) -> tuple[Path, ...]:
        """The copies."""
        return tuple(one.file for one in self.lying.new)

    def remove(self) -> None:
        """Take the copies away."""
        self.copies.remove()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read out of a shared folder, or would be; what could not be, and what is not whole yet;
    `remarks` is what else is to be told."""

    brought: tuple[Brought, ...]
    refused: tuple[Refused, ...]
    unfinished: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something needs a decision or is missing."""
        return bool(self.refused or self.unfinished or any(one.is_open for one in self.brought))

    def words(self) -> list[str]:
        """What came, in the current language, a sentence a line; what says nothing new is left out."""
        told = [line for one in self.brought if one.by_device or one.is_open for line in one.words()]
        told += [sentence(one.error) for one in self.refused]
        return [*(told or [str(NOTHING_NEW)]), *_unfinished(self.unfinished), *self.remarks]


def folder(desk: Desk) -> Path | None:
    """The folder that this computer was last told to share, None where there is none."""
    kept = desk.store.setting(SETTING)
    return Path(kept) if kept else None


def remember(desk: Desk, shared: Path) -> None:
    """Share this folder from now on."""
    desk.store.put_setting(SETTING, str(shared.absolute()))


def chosen(desk: Desk, shared: Path | None) -> Path:
    """The folder that is meant, remembered where it is named; raises WorldError where none is known, or
    the one that is named is not there."""
    found = shared or folder(desk)
    if found is None:
        raise WorldError(
            "no_shared_folder",
            "No shared folder is known yet. Name one: coopdesk bundle read --shared FOLDER",
        )
    if shared is not None:
        reached(shared, lambda sign: shared_folder.present(shared))
        remember(desk, shared)
    return found.absolute()


def place(desk: Desk, shared: Path) -> Place:
    """What is needed to look into a shared folder."""
    known = frozenset(arrivals.bundles_read(desk.store.connection))
    return Place(shared, trusting.space(desk), desk.store.keys.public, known)


# Looking and reading


def lying(place: Place) -> Unnamed:
    """What is new in a shared folder; needs no desk. Raises WorldError where it is not there, or does not
    answer."""

    def look(sign: Sign) -> Unnamed:
        return shared_folder.lying(place.folder, place.space, place.known, sign)

    return reached(place.folder, look)


def fetch(place: Place) -> Fetched:
    """What is new in a shared folder, copied; needs no desk. Raises WorldError as `lying` does, and where
    this computer has no room for it."""
    copies = PassingFolder()

    def bring(sign: Sign) -> Unnamed:
        found = shared_folder.lying(place.folder, place.space, place.known, sign)
        return shared_folder.fetched(found, copies.path, sign)

    try:
        return Fetched(place, reached(place.folder, bring), copies)
    except BaseException:
        copies.remove()
        raise


@contextmanager
def _fetched(desk: Desk, shared: Path) -> Iterator[Fetched]:
    found = fetch(place(desk, shared))
    try:
        yield found
    finally:
        found.remove()


def look(desk: Desk, shared: Path) -> Lying:
    """What is new in a shared folder. Raises WorldError as `lying` does."""
    return told(desk, shared, lying(place(desk, shared)))


def told(desk: Desk, shared: Path, found: Unnamed) -> Lying:
    """What lies in a shared folder, with the names of those it is from."""
    devices = trusting.devices(desk)
    senders = Counter(_sender(desk, one, devices) for one in found.new)
    files = tuple(one.lies for one in found.new)
    return Lying(shared, files, dict(senders), found.unfinished, _refused(found))


def preview(desk: Desk, found: Fetched) -> Gathered:
    """What reading that would do; nothing is changed."""
    brought, refused = receiving.preview_what_can_be(desk, found.files)
    return _gathered(found, brought, refused)


def preview_all(desk: Desk, shared: Path) -> tuple[Lying, Gathered]:
    """What is new in a shared folder, from whom, and what reading it would do; nothing is changed. Raises
    WorldError as `lying` does."""
    with _fetched(desk, shared) as found:
        return told(desk, shared, found.lying), preview(desk, found)


def read(desk: Desk, shared: Path) -> Gathered:
    """Read what is new, and take away what nobody needs any more of this computer's own. Raises
    WorldError as `lying` does."""
    with _fetched(desk, shared) as found:
        gathered = take(desk, found)
    return replace(gathered, remarks=_cleared(desk, shared).remarks())


def take(desk: Desk, found: Fetched) -> Gathered:
    """Read what was fetched. What can never be read here is passed over, and not looked at again."""
    brought, refused = receiving.read_what_can_be(desk, found.files)
    by_file = {one.file: one for one in found.lying.new}
    files = [one.file for one in refused if one.error.code in NEVER_READABLE]
    # What was read is told, whatever becomes of this: else they are only looked at once more.
    with suppress(WorldError), desk.store.alone():
        for one in [by_file[file] for file in files if isinstance(file, Path)]:
            # What it says of itself is not proved: the sending it claims to be a part of is not noted.
            arrivals.note_read(desk.store.connection, one.mark, b"", 0)
    unread = {one.file for one in refused}
    taking_up.take_up(desk, found.place.folder, [one for one in found.lying.new if one.file not in unread])
    return _gathered(found, brought, refused)


def _gathered(found: Fetched, brought: list[Brought], refused: list[Refused]) -> Gathered:
    left = [one for one in refused if one.error.code != SOMEONE_ELSE]
    return Gathered(tuple(brought), (*left, *_refused(found.lying)), found.lying.unfinished)


def new_on(desk: Desk, folder: Path) -> tuple[Path, ...]:
    """The bundles in a folder, as on a stick, that were not read yet and that this computer can open."""
    known = arrivals.bundles_read(desk.store.connection)
    named = shared_folder.named_bundles(folder)
    found = shared_folder.new_among(named, trusting.space(desk), known)
    opened, _ = opening.opened(desk, [one.file for one in found.new], None)
    return tuple(one.file for one in opened if isinstance(one.file, Path))


# Writing


def write(desk: Desk, shared: Path, wish: Wish) -> Sent:
    """Write a bundle into this computer's own part of a shared folder, where no other computer ever
    writes, and take away what nobody needs any more there. Raises WorldError as `sending.write` does,
    and where the folder is not there, or does not answer; then nothing counts as sent."""
    parcel = leaving_shared.parcel(desk, shared, wish)
    try:
        files = leaving_shared.deliver(parcel)
    except BaseException:
        leaving_shared.withdraw(desk, parcel)
        raise
    finally:
        parcel.remove()
    leaving_shared.note_delivered(desk, parcel)
    return leaving_shared.sent(parcel, files, _cleared(desk, shared).remarks())


def _cleared(desk: Desk, shared: Path) -> Cleared:
    """What was taken away; what was read or written before stands, and is told, also where nothing can be
    taken away now."""
    with suppress(WorldError):
        return leaving_shared.clear(leaving_shared.to_clear(desk, shared))
    return Cleared()


def _sender(desk: Desk, found: Found, devices: dict[bytes, str]) -> str:
    if found.header.sender_among([desk.store.keys.public]):
        return str(OWN)
    device = found.header.sender_among(devices)
    return devices[device] if device else ""


def _refused(found: Unnamed) -> tuple[Refused, ...]:
    return tuple(Refused(file, error) for file, error in found.refused)


def _unfinished(names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    more = "…" if len(names) > MOST_NAMED else ""
    return [UNFINISHED.format(files=", ".join(names[:MOST_NAMED]) + more)]

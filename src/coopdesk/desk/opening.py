# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening bundles with the keys of this desk: which open, and why the others don't, with whom to ask."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk import trusting
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.sync import container_reading, refusals
from coopdesk.sync.container_reading import File, Opened, Standing

LACKS_KEY = "bundle_unknown_key"
SOMEONE_ELSE = "bundle_someone_else"
ASKED_OF_SENDER = (LACKS_KEY, SOMEONE_ELSE, "bundle_passphrase")
"""What only the sender can help with; a forged bundle names nobody, for it may be anybody's."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why."""

    file: File
    error: WorldError


def opened(desk: Desk, bundles: Sequence[File], passphrase: str | None) -> tuple[list[Opened], list[Refused]]:
    """Those of the bundles that open now, and those that don't."""
    keys, judge = trusting.reader_keys(desk, passphrase), trusting.judge(desk)
    found: list[Opened] = []
    refused: list[Refused] = []
    for bundle in bundles:
        try:
            found.append(container_reading.read_bundle(bundle, keys, judge))
        except WorldError as error:
            refused.append(Refused(bundle, _with_sender(desk, bundle, error)))
    return found, refused


def members_first(found: Sequence[Opened]) -> list[Opened]:
    """The bundles of members, all where there are none of members."""
    return [one for one in found if one.standing is Standing.ACCEPTED] or list(found)


def name_of(file: File) -> str:
    """The name of a file, without its folder."""
    return Path(file.name).name


def _with_sender(desk: Desk, bundle: File, error: WorldError) -> WorldError:
    if error.code not in ASKED_OF_SENDER:
        return error
    with suppress(WorldError):
        device = container_reading.inspect(bundle, trusting.devices(desk)).sender
        return refusals.sent_by(error, trusting.device_name(desk, device) if device else "")
    return error

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a bundle is not, or not wholly, read: one sentence each, with what to do next."""

from collections.abc import Sequence

from coopdesk.errors import WorldError
from coopdesk.language import Message

_MOST_NAMED = 5


def not_a_bundle(file: str) -> WorldError:
    """Neither its beginning nor its end looks like a bundle."""
    return WorldError("not_bundle", "Not a bundle: {file}. Bundles end in .coopx or come by mail.", file=file)


def too_new(file: str) -> WorldError:
    """It asks for a later version of coopdesk."""
    return WorldError(
        "bundle_too_new",
        "A newer coopdesk made this bundle: {file}. Update coopdesk, then open it again.",
        file=file,
    )


def damaged(file: str) -> WorldError:
    """Nothing of it can be read."""
    return WorldError(
        "bundle_damaged", "Bundle damaged: {file}. Nothing in it can be read. Ask for it again.", file=file
    )


def partly_damaged(file: str, damaged: int, total: int) -> WorldError:
    """Some frames are lost; the others were read."""
    return WorldError(
        "bundle_partly_damaged",
        "Bundle damaged: {file}. Pieces lost: {damaged} of {total}; the rest was read. Ask for it again.",
        file=file,
        damaged=damaged,
        total=total,
    )


def cut_short(file: str, missing: int, total: int) -> WorldError:
    """The copy ends too early; what stands before the cut can be read."""
    return WorldError(
        "bundle_cut_short",
        "The copy of this bundle is not whole: {file}. Pieces missing: {missing} of {total}."
        " Copy it again, or ask for it again.",
        file=file,
        missing=missing,
        total=total,
    )


def excessive(file: str) -> WorldError:
    """It asks for more than a bundle may: somebody made it to do harm, or it is badly damaged."""
    return WorldError(
        "bundle_excessive",
        "This bundle is not as coopdesk makes them: {file}. It was not opened. Ask who sent it for another.",
        file=file,
    )


def forged(file: str) -> WorldError:
    """Its signature is wrong."""
    return WorldError(
        "bundle_forged",
        "The signature of this bundle is wrong: {file}. It was not opened. Ask who sent it for another.",
        file=file,
    )


def other_office(file: str) -> WorldError:
    """It belongs to a space that this desk is no member of."""
    return WorldError(
        "bundle_other_office",
        "This bundle belongs to another office: {file}. It cannot be opened here; give it to that office.",
        file=file,
    )


def someone_else(file: str) -> WorldError:
    """It was written for other computers."""
    return WorldError(
        "bundle_someone_else",
        "This bundle is for someone else: {file}. It cannot be opened here. Ask for one for this computer.",
        file=file,
    )


def unknown_key(file: str) -> WorldError:
    """It is of this office, under a key that has not reached this computer."""
    return WorldError(
        "bundle_unknown_key",
        "This bundle uses a key of the office that has not reached this computer yet: {file}."
        " Ask for a bundle for this computer.",
        file=file,
    )


def passphrase_needed(file: str) -> WorldError:
    """It is closed with a passphrase, and none was given."""
    return WorldError(
        "bundle_passphrase",
        "This bundle is locked with a passphrase: {file}. Ask who sent it for the passphrase.",
        file=file,
    )


def wrong_passphrase() -> WorldError:
    """The passphrase given does not open it."""
    return WorldError("wrong_passphrase", "Wrong passphrase. Check capitals and keyboard language.")


def sent_by(said: WorldError, sender: str) -> WorldError:
    """The same, with the name of whom to ask, where it is known."""
    if not sender:
        return said
    return WorldError(said.code, "{said} Sent by: {sender}.", said=said, sender=sender)


def stranger() -> WorldError:
    """Its signer has no access, as far as this desk knows."""
    return WorldError(
        "bundle_stranger",
        "Unknown sender. The bundle is set aside until access is granted: ask a steward of the office.",
    )


def revoked(device: str) -> WorldError:
    """Its signer lost access."""
    return WorldError(
        "bundle_revoked",
        "The access of this computer was withdrawn: {device}. Its later changes are set aside;"
        " a steward can accept single ones.",
        device=device,
    )


def parts_missing(missing: Sequence[int], parts: int, sender: str = "") -> WorldError:
    """Parts of a shipment have not been read; `sender` is whom to ask, where the name is known."""
    facts = {"n": parts, "sender": sender}
    if len(missing) == 1 and sender:
        return WorldError(
            "bundle_incomplete",
            "Part {i} of {n} is missing. Ask for it again from: {sender}.",
            i=missing[0],
            **facts,
        )
    if len(missing) == 1:
        return WorldError(
            "bundle_incomplete", "Part {i} of {n} is missing. Ask for it again.", i=missing[0], n=parts
        )
    facts["missing"] = ", ".join(map(str, missing))
    if sender:
        return WorldError(
            "bundle_incomplete",
            "Parts missing: {missing} of {n}. Ask for them again from: {sender}.",
            **facts,
        )
    return WorldError("bundle_incomplete", "Parts missing: {missing} of {n}. Ask for them again.", **facts)


def too_large(kind: str) -> WorldError:
    """Something to be sent is larger than a bundle can carry in one piece."""
    return WorldError(
        "bundle_item_too_large",
        "Too large to be sent in one piece ({kind}). Make the text shorter or send it as a file.",
        kind=kind,
    )


def part_size_too_small(least: int) -> WorldError:
    """The size asked for a part is less than one frame may need."""
    return WorldError(
        "bundle_part_size", "Parts this small are not possible. Choose {least} kB or more.", least=least
    )


def too_many_recipients(most: int) -> WorldError:
    """More computers were named than a bundle has room for."""
    return WorldError(
        "bundle_recipients",
        "A bundle can be for {most} computers at most. Name fewer,"
        " or none: then every computer of the office can open it.",
        most=most,
    )


def not_written(file: str, reason: Message | str) -> WorldError:
    """The bundle could not be written, or did not read back as it was written."""
    return WorldError(
        "bundle_not_written",
        "The bundle could not be written: {file} ({reason})."
        " Check the stick and its free space, then repeat.",
        file=file,
        reason=reason,
    )


def earlier_aside(files: Sequence[str], reason: Message | str) -> WorldError:
    """A bundle could not be written, and the disk refused to name earlier files as before."""
    more = ", …" if len(files) > _MOST_NAMED else ""
    return WorldError(
        "earlier_files_aside",
        "The bundle could not be written ({reason}). Earlier files lie there under other names: {files}."
        " Check the stick, rename them, then repeat.",
        reason=reason,
        files=", ".join(files[:_MOST_NAMED]) + more,
    )

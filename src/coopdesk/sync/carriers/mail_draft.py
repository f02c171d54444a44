# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A mail that is ready but for the address: any mail program opens it as a draft.

The receiver may never have heard of coopdesk: the mail says what is attached and what to do with it.
"""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from coopdesk.language import N_, Language, using
from coopdesk.language.reasons import reason_of
from coopdesk.store.vault import save_file
from coopdesk.sync import placing, refusals
from coopdesk.sync.container_writing import Written, part_names

SUFFIX = ".eml"

SUBJECT = N_("Bundle from coopdesk: {office}")
SUBJECT_OF_PART = N_("Bundle from coopdesk: {office} (part {i} of {n})")
EXPLANATION = N_(
    "Attached: changes from the cooperation desk ({office}).\n"
    "\n"
    "What to do: save this mail or its attachment, start coopdesk on your computer, choose Bundles,"
    " then Open a bundle. coopdesk shows what is inside before it changes anything.\n"
    "\n"
    "The attachment is sealed: only the computers it was made for can open it. It may be forwarded and"
    " opened more than once; that does no harm.\n"
)
SUBJECT_OF_INVITATION = N_("Invitation to coopdesk: {office}")
INVITATION = N_(
    "Attached: the answer to your request to join the cooperation desk ({office}).\n"
    "\n"
    "What to do: save this mail or its attachment on the computer that asked, start coopdesk there and choose"
    " the invitation. Everything the office has comes with it.\n"
    "\n"
    "The attachment is sealed: only the computer that asked can open it.\n"
)
PARTS = N_(
    "This is part {i} of {n}. Each part can be opened alone, in any order. Should one not arrive,"
    " ask for it again.\n"
)


def write_drafts(file: Path, bundles: Sequence[Written], office: str, language: Language) -> list[Path]:
    """Write a draft for each part of a shipment, explained in `language`, and return the files
    ("name-1of3.eml" where they are several); raises WorldError where the disk refuses."""
    names = part_names(file if file.suffix else file.with_suffix(SUFFIX), len(bundles))
    try:
        with placing.passing(names) as passing:
            for new, bundle in zip(passing, bundles, strict=True):
                save_file(new, draft(bundle, office, language).as_bytes())
            placing.put_in_place(passing, names)
    except OSError as error:
        raise refusals.not_written(names[0].name, reason_of(error)) from error
    return names


def write_invitation(file: Path, invitation: Written, office: str, language: Language) -> Path:
    """Write a draft that brings an invitation, explained in `language`; the file. Raises WorldError where
    the disk refuses."""
    with using(language):
        mail = _mail(
            SUBJECT_OF_INVITATION.format(office=office), INVITATION.format(office=office), invitation
        )
    target = file if file.suffix else file.with_suffix(SUFFIX)
    try:
        save_file(target, mail.as_bytes())
    except OSError as error:
        raise refusals.not_written(target.name, reason_of(error)) from error
    return target


def draft(bundle: Written, office: str, language: Language) -> EmailMessage:
    """The mail with one part attached, without sender and receiver."""
    facts = {"office": office, "i": bundle.part, "n": bundle.parts}
    with using(language):
        subject = (SUBJECT if bundle.parts == 1 else SUBJECT_OF_PART).format(**facts)
        text = EXPLANATION.format(**facts)
        if bundle.parts > 1:
            text += "\n" + PARTS.format(**facts)
    return _mail(subject, text, bundle)


def _mail(subject: str, text: str, bundle: Written) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(subject.split())
    mail["X-Unsent"] = "1"
    mail.set_content(text)
    mail.add_attachment(
        bundle.file.read_bytes(), maintype="application", subtype="octet-stream", filename=bundle.file.name
    )
    return mail

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles go out as drafts of mails, and come back out of what mail programs save."""

import base64
import mailbox
import os
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, Language
from coopdesk.sync.carriers import mail_in
from coopdesk.sync.carriers.mail_draft import write_drafts
from coopdesk.sync.carriers.mail_in import bundles_in, bundles_of, looks_like_mail
from coopdesk.sync.container_reading import inspect, read_bundle
from coopdesk.sync.items import Chunk, Item, chunk_item
from tests.sync.offices import Office

ITEM = Item("segments", b"invented " * 300)


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


def read_all(office: Office, file: Path) -> list[Item]:
    return [item for bundle in bundles_in(file) for item in read_bundle(bundle, office.reader).items()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_in_the_offices_language_what_is_attached(
    office: Office, tmp_path: Path, language: Language
) -> None:
    written = office.writes(tmp_path / "pli.coopx", ITEM)
    [file] = write_drafts(tmp_path / "pli.eml", written, "Mairie : Lokossa", language)
    mail = message_from_bytes(file.read_bytes(), policy=SMTP)
    assert isinstance(mail, EmailMessage)
    assert mail["To"] is None
    assert mail["X-Unsent"] == "1"
    assert "Lokossa" in mail["Subject"]
    words = {"en": "save this mail", "fr": "enregistrez", "ru": "сохраните"}
    body = mail.get_body()
    assert body is not None
    assert words[language] in body.get_content()
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == "pli.coopx"
    assert looks_like_mail(file)
    assert read_all(office, file) == [ITEM]


def test_each_part_has_a_draft_of_its_own(office: Office, tmp_path: Path) -> None:
    chunks = [chunk_item(Chunk(bytes(32), 0, 400_000, os.urandom(400_000))) for _ in range(3)]
    written = office.writes(tmp_path / "pli.coopx", *chunks, part_size=600_000)
    assert len(written) == 3
    files = write_drafts(tmp_path / "mail.eml", written, "Lokossa", "fr")
    assert len(files) == len(written)
    assert [item for file in files for item in read_all(office, file)] == chunks


def test_bundles_are_picked_out_of_a_mailbox(office: Office, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "Inbox")
    for number in range(3):
        written = office.writes(tmp_path / f"{number}.coopx", Item("later", b"%d" % number))
        [file] = write_drafts(tmp_path / "a.eml", written, "Lokossa", "ru")
        box.add(file.read_bytes())
        plain = EmailMessage()
        plain["Subject"] = "no bundle"
        plain.set_content("From here on nothing\n" * 50)
        box.add(plain)
    box.close()
    assert looks_like_mail(tmp_path / "Inbox")
    assert read_all(office, tmp_path / "Inbox") == [Item("later", b"%d" % number) for number in range(3)]


def test_the_name_and_type_of_an_attachment_do_not_matter(office: Office, tmp_path: Path) -> None:
    [written] = office.writes(tmp_path / "a.coopx", ITEM)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "photo"
    mail.set_content("see below")
    mail.add_attachment(written.file.read_bytes(), maintype="image", subtype="jpeg", filename="../../x.jpg")
    (tmp_path / "photo.eml").write_bytes(mail.as_bytes())
    assert read_all(office, tmp_path / "photo.eml") == [ITEM]


def test_a_bundle_cut_short_in_a_mail_is_named_as_such(office: Office, tmp_path: Path) -> None:
    large = Item("later", b"".join(Office().device.public for _ in range(5000)))
    written = office.writes(tmp_path / "a.coopx", ITEM, large)
    [file] = write_drafts(tmp_path / "a.eml", written, "Lokossa", "en")
    file.write_bytes(file.read_bytes()[:60_000])
    [bundle] = bundles_in(file)
    told = inspect(bundle)
    assert told.damage.short
    assert list(read_bundle(bundle, office.reader).items()) == [ITEM]


def test_mails_without_bundles_bring_none(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(
        b"From: a@city.example\r\nSubject: hello\r\n\r\nikNPT1BYDQ is no bundle\r\n"
    )
    assert looks_like_mail(tmp_path / "a.eml")
    assert list(bundles_in(tmp_path / "a.eml")) == []
    (tmp_path / "a.txt").write_text("Only a text: it has one line with a colon.\n")
    assert not looks_like_mail(tmp_path / "a.txt")


def test_hostile_mails_cost_little(tmp_path: Path) -> None:
    begins = base64.b64encode(b"\x8aCOOPX\r\n\0") + b"\n"
    many = tmp_path / "many.eml"
    many.write_bytes(b"Subject: x\r\nTo: y\r\n\r\n" + (begins + b"--\n") * 100_000)
    nested = tmp_path / "nested.eml"
    nested.write_bytes(
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(50_000))
    )
    huge = tmp_path / "huge.eml"
    huge.write_bytes(begins + b"A" * 76 * 1000 + b"\n" + (b"A" * 76 + b"\n") * (mail_in.LARGEST_MAIL // 76))
    for file, code in ((many, "mail_too_large"), (huge, "mail_too_large")):
        began = time.process_time()
        with pytest.raises(WorldError) as refused:
            list(bundles_in(file))
        assert refused.value.code == code
        assert time.process_time() - began < 1
    assert list(bundles_in(nested)) == []


def test_a_mailbox_is_not_held_in_memory_beyond_a_limit(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = office.writes(tmp_path / "a.coopx", ITEM)
    [draft] = write_drafts(tmp_path / "a.eml", written, "Lokossa", "en")
    box = tmp_path / "box"
    box.write_bytes(draft.read_bytes() * 3)
    monkeypatch.setattr(mail_in, "MOST_BYTES", 3 * written[0].size)
    assert len(bundles_of(box)) == 3
    monkeypatch.setattr(mail_in, "MOST_BYTES", 3 * written[0].size - 1)
    with pytest.raises(WorldError) as refused:
        bundles_of(box)
    assert refused.value.code == "mail_too_large"


def test_a_file_is_a_bundle_or_a_mail_with_bundles_or_refused(office: Office, tmp_path: Path) -> None:
    written = office.writes(tmp_path / "a.coopx", ITEM)
    [mail] = write_drafts(tmp_path / "a.eml", written, "Lokossa", "en")
    (tmp_path / "empty.eml").write_bytes(b"From: a@city.example\r\nSubject: hello\r\n\r\nno bundle\r\n")
    (tmp_path / "a.txt").write_text("a text")
    for file in (written[0].file, mail):
        [bundle] = bundles_of(file)
        assert list(read_bundle(bundle, office.reader).items()) == [ITEM]
    for name in ("empty.eml", "a.txt"):
        with pytest.raises(WorldError) as refused:
            bundles_of(tmp_path / name)
        assert refused.value.code == "not_bundle"

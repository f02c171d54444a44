# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A request to join: a small file with the public keys of a computer, signed by itself.

The signature says that who asks holds the keys; whose computer it is, only eight words compared by
telephone or face to face can say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import cbor2

from coopdesk.errors import WorldError
from coopdesk.store.vault import signed_by
from coopdesk.sync.limits import read_exactly
from coopdesk.sync.roster import fingerprint
from coopdesk.sync.statements import KEY_SIZE, LONGEST_NAME, SIGNATURE_SIZE

SUFFIX = ".coopjoin"
MAGIC = b"coopdesk request to join 1\n"
LONGEST = 4096
NONCE_SIZE = 16


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Who asks: the public key of the computer, its age recipient, its name, who works there, the
    space where the desk is one already (b"" for an empty one), and a number used once."""

    device: bytes
    reader: str
    name: str
    officer: str
    space: bytes
    nonce: bytes

    @property
    def fingerprint(self) -> int:
        """88 bits to be compared as eight words."""
        return fingerprint(self.device, self.reader)

    @property
    def hash(self) -> bytes:
        """The name of the request."""
        return blake2b(_message(self), digest_size=32, person=b"coopdesk-asks").digest()


def encoded(request: JoinRequest, sign: Callable[[bytes], bytes]) -> bytes:
    """The bytes of the file."""
    return MAGIC + cbor2.dumps([*_facts(request), sign(_message(request))])


def read(data: bytes, file: str) -> JoinRequest:
    """The request in these bytes; raises WorldError for what is no request, or a damaged one."""
    if not data.startswith(MAGIC):
        raise WorldError(
            "not_request",
            "Not a request to join: {file}. It is made on the new computer: coopdesk join FILE.coopjoin",
            file=file,
        )
    try:
        if len(data) > LONGEST:
            raise ValueError(len(data))
        *facts, signature = read_exactly(data[len(MAGIC) :])
        _check(facts, signature)
        request = JoinRequest(*facts)
        if not signed_by(request.device, signature, _message(request)):
            raise ValueError("signature")
    except (ValueError, TypeError) as error:
        raise WorldError(
            "request_damaged",
            "This request to join is damaged: {file}. Make it again on the new computer.",
            file=file,
        ) from error
    return request


def _check(facts: list[Any], signature: Any) -> None:
    device, reader, name, officer, space, nonce = facts
    sizes = ((device, KEY_SIZE), (nonce, NONCE_SIZE), (signature, SIGNATURE_SIZE))
    if not all(isinstance(value, bytes) and len(value) == size for value, size in sizes):
        raise ValueError("sizes")
    texts = (reader, name, officer)
    if not all(isinstance(text, str) and 0 < len(text) <= LONGEST_NAME for text in texts):
        raise ValueError("texts")
    if not isinstance(space, bytes) or not _is_recipient(reader):
        raise ValueError("reader")


def _is_recipient(text: str) -> bool:
    import pyrage

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def _facts(request: JoinRequest) -> list[object]:
    return [request.device, request.reader, request.name, request.officer, request.space, request.nonce]


def _message(request: JoinRequest) -> bytes:
    return cbor2.dumps(["coopdesk request 1", *_facts(request)])

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of a desk: one for the database and its files, one pair for this device.

They lie in keys.json in the profile, each sealed on its own with ChaCha20-Poly1305 under a
passphrase stretched with Argon2id (RFC 9106), or, while no passphrase is set, as they are:
then the desk is *not locked*. A backup takes only the key of the database along; the device's
signing key never goes into the database, a backup or a bundle.
"""

import base64
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field
from pathlib import Path
from typing import Any

from coopdesk.blake2 import blake2b
from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass

FILE = "keys.json"
DATABASE = "desk.db"
MACHINE_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")
MEMORY_KIB = 64 * 1024
ROUNDS = 3
LANES = 2
SHORTEST_PASSPHRASE = 8
_LIMITS = (256 * 1024, 4, 4)  # a foreign file may not ask for more memory, rounds, lanes: a second at most
_NONCE = 12

Kept = dict[str, Any]
"""A key file as JSON holds it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of an unlocked desk: never shown, logged or sent. `public` is the device's public
    key, `machine` the mark of the machine they were made on."""

    database: bytes = field(repr=False)
    device: bytes = field(repr=False)
    public: bytes
    machine: str

    @property
    def files(self) -> bytes:
        """The key of attached files, derived from the database's."""
        return blake2b(self.database, digest_size=32, person=b"coopdesk-files").digest()

    @property
    def identity(self) -> str:
        """The age identity of this device, derived from its signing key: what is sent to this device
        alone opens with it."""
        from coopdesk.store.device_identity import identity_of

        return identity_of(self.device)


def new_keys(database: bytes | None = None) -> Keys:
    """Fresh random keys for this machine; `database` where the database has one already."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    device = os.urandom(32)
    public = Ed25519PrivateKey.from_private_bytes(device).public_key().public_bytes_raw()
    return Keys(database or os.urandom(32), device, public, machine_mark())


def machine_mark() -> str:
    """A mark that changes when the profile is copied to another machine, "" where unknown."""
    text = _machine_name()
    return blake2b(text.encode(), digest_size=16, person=b"coopdesk-mach").hexdigest() if text else ""


def _machine_name() -> str:
    if sys.platform == "win32":
        import winreg

        with (
            suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for name in MACHINE_FILES:
        with suppress(OSError):
            if text := Path(name).read_text().strip():
                return text
    return ""


def sign(keys: Keys, message: bytes) -> bytes:
    """The signature of this device, 64 bytes; raises WorldError where its key was damaged."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(keys.device)
    if private.public_key().public_bytes_raw() != keys.public:
        raise _damaged(FILE)
    return private.sign(message)


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the device with this public key signed the message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def write(profile: Path, keys: Keys, passphrase: str | None) -> None:
    """Keep the keys in the profile, wrapped by the passphrase where there is one; raises WorldError
    for one that is too short."""
    secrets = {"database": keys.database, "device": keys.device}
    plain = {"public": keys.public.hex(), "machine": keys.machine}
    save_file(profile / FILE, dumped({**wrapped(secrets, passphrase), **plain}))


def read(profile: Path, passphrase: str | None) -> Keys:
    """The keys of a profile; raises WorldError without, or with a wrong, passphrase."""
    kept = read_kept(profile / FILE)
    database, device = opened(kept, ("database", "device"), passphrase)
    try:
        return Keys(database, device, bytes.fromhex(str(kept["public"])), str(kept["machine"]))
    except (KeyError, ValueError) as error:
        raise _damaged(str(profile / FILE)) from error


def same_device(profile: Path, database: bytes, device: bytes) -> Keys | None:
    """The keys of a profile made of their secrets, without the passphrase; None where the secret is not
    that of the device whose profile it is."""
    try:
        kept = read_kept(profile / FILE)
        found = Keys(database, device, bytes.fromhex(str(kept["public"])), str(kept["machine"]))
        sign(found, b"")
    except (KeyError, ValueError, WorldError):
        return None
    return found


def note_machine(profile: Path, machine: str) -> None:
    """Write down that the profile now lives on this machine; the keys stay as they are wrapped."""
    kept = read_kept(profile / FILE)
    save_file(profile / FILE, dumped({**kept, "machine": machine}))


def is_locked(profile: Path) -> bool:
    """Whether a passphrase protects this desk."""
    return bool(read_kept(profile / FILE).get("locked"))


def without_device(kept: Kept) -> Kept:
    """What a backup takes along of a key file: the key of the database, wrapped as it is."""
    return {name: value for name, value in kept.items() if name not in ("device", "public", "machine")}


def read_kept(file: Path) -> Kept:
    """A key file as it lies there; raises WorldError where it is missing or damaged."""
    try:
        return parsed(file.read_bytes(), str(file))
    except FileNotFoundError:
        if (file.parent / DATABASE).exists():
            raise keys_missing(file) from None
        raise WorldError(
            "no_desk",
            "There is no desk here: {folder}. Make one with: coopdesk init",
            folder=str(file.parent),
        ) from None


def keys_missing(file: Path) -> WorldError:
    """The error for a desk whose key file is gone: without it nothing can be read."""
    return WorldError(
        "keys_missing",
        "The key file is missing: {file}. Put it back, or restore the newest backup:"
        " coopdesk backup --restore FILE --into DIR",
        file=str(file),
    )


def dumped(kept: Kept) -> bytes:
    """The bytes of a key file."""
    return json.dumps(kept).encode()


def parsed(data: bytes, name: str) -> Kept:
    """The key file in these bytes; raises WorldError where they are none."""
    try:
        kept = json.loads(data)
        if not isinstance(kept, dict) or kept.get("format") != 1:
            raise ValueError(name)
    except (ValueError, RecursionError) as error:
        raise _damaged(name) from error
    return kept


def _damaged(name: str) -> WorldError:
    return WorldError(
        "keys_damaged", "The key file is damaged: {file}. Restore the newest backup.", file=name
    )


def wrapped(secrets: Mapping[str, bytes], passphrase: str | None) -> Kept:
    """Secrets by name, each sealed on its own under one passphrase, with the costs to stretch it."""
    if passphrase is None:
        return {"format": 1, "locked": False, **{name: secret.hex() for name, secret in secrets.items()}}
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise WorldError(
            "short_passphrase",
            "The passphrase is too short: use {length} characters or more, four words are good.",
            length=SHORTEST_PASSPHRASE,
        )
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt = os.urandom(16)
    cipher = ChaCha20Poly1305(_stretch(passphrase, salt, MEMORY_KIB, ROUNDS, LANES))
    sealed: Kept = {}
    for name, secret in secrets.items():
        nonce = os.urandom(_NONCE)
        sealed[name] = _text(nonce + cipher.encrypt(nonce, secret, _purpose(name)))
    costs = {"salt": _text(salt), "memory": MEMORY_KIB, "rounds": ROUNDS, "lanes": LANES}
    return {"format": 1, "locked": True, "stretch": costs, **sealed}


def opened(kept: Kept, names: Sequence[str], passphrase: str | None) -> list[bytes]:
    """The secrets with these names; raises WorldError without, or with a wrong, passphrase, and for
    costs that nobody needs (a foreign file could ask for all memory)."""
    try:
        if not kept.get("locked"):
            return [bytes.fromhex(str(kept[name])) for name in names]
        if passphrase is None:
            raise WorldError("locked", "This desk is locked. Give its passphrase: --passphrase-file FILE")
        return _unsealed(kept, names, passphrase)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(FILE) from error


def _unsealed(kept: Kept, names: Sequence[str], passphrase: str) -> list[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    stretch = kept["stretch"]
    costs = [int(stretch[name]) for name in ("memory", "rounds", "lanes")]
    if any(not 0 < cost <= limit for cost, limit in zip(costs, _LIMITS, strict=True)):
        raise ValueError(costs)
    salt = base64.b64decode(stretch["salt"], validate=True)
    sealed = [base64.b64decode(kept[name], validate=True) for name in names]
    cipher = ChaCha20Poly1305(_stretch(passphrase, salt, *costs))
    try:
        return [
            cipher.decrypt(one[:_NONCE], one[_NONCE:], _purpose(name))
            for name, one in zip(names, sealed, strict=True)
        ]
    except InvalidTag:
        raise WorldError(
            "wrong_passphrase", "Wrong passphrase. Check capitals and keyboard language."
        ) from None


def _purpose(name: str) -> bytes:
    return f"coopdesk 1 {name}".encode()


def _stretch(passphrase: str, salt: bytes, memory: int, rounds: int, lanes: int) -> bytes:
    import unicodedata

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    words = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=rounds, lanes=lanes, memory_cost=memory).derive(words)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def save_file(file: Path, content: bytes) -> None:
    """Write a small file whole or not at all: temporary file, fsync, rename. Raises OSError, and then the
    file is as it was."""
    # Whoever is told that it failed goes on with what stood there, such as the earlier passphrase.
    with as_before_on_failure(file):
        _write(file, content)
        sync_folder(file.parent)


@contextmanager
def as_before_on_failure(*files: Path) -> Iterator[None]:
    """Put small files back, as far as the disk lets, where the block fails."""
    before = [file.read_bytes() if file.is_file() else None for file in files]
    try:
        yield
    except BaseException:
        for file, content in zip(files, before, strict=True):
            with suppress(OSError):
                _put_back(file, content)
        raise


def _put_back(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    elif file.read_bytes() != content:
        _write(file, content)


def _write(file: Path, content: bytes) -> None:
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder outlast a power cut (where the system can)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

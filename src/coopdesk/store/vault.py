# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of a desk: one for the database and its files, one pair for this device.

They lie in keys.json in the profile, wrapped by a passphrase with Argon2id (RFC 9106) and
ChaCha20-Poly1305, or, while no passphrase is set, unwrapped: then the desk is *not locked*.
The device's signing key never goes into the database, a backup or a bundle.
"""

import base64
import json
import os
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from coopdesk.errors import WorldError

FILE = "keys.json"
RECOVERY_FILE = "recovery.json"
MEMORY_KIB = 64 * 1024
ROUNDS = 3
LANES = 2
SHORTEST_PASSPHRASE = 8
_LIMITS = (1024 * 1024, 16, 16)  # a foreign file may not ask for more memory, rounds, lanes


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of an unlocked desk: never shown, logged or sent."""

    database: bytes = field(repr=False)
    device: bytes = field(repr=False)
    machine: str = ""

    @property
    def files(self) -> bytes:
        """The key of attached files, derived from the database's."""
        return blake2b(self.database, digest_size=32, person=b"coopdesk-files").digest()


def new_keys() -> Keys:
    """Fresh random keys for this machine."""
    return Keys(os.urandom(32), os.urandom(32), machine_mark())


def machine_mark() -> str:
    """A mark that changes when the profile is copied to another machine, "" where unknown."""
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            text = Path(name).read_text().strip()
        except OSError:
            continue
        if text:
            return blake2b(text.encode(), digest_size=16, person=b"coopdesk-mach").hexdigest()
    return ""


def public_key(keys: Keys) -> bytes:
    """The Ed25519 public key of this device, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(keys.device).public_key().public_bytes_raw()


def sign(keys: Keys, message: bytes) -> bytes:
    """The signature of this device, 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(keys.device).sign(message)


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
    """Keep the keys in the profile, wrapped by the passphrase where there is one."""
    if passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE:
        raise WorldError(
            "short_passphrase",
            "The passphrase is too short: use {length} characters or more, four words are good.",
            length=SHORTEST_PASSPHRASE,
        )
    secret = json.dumps({"database": keys.database.hex(), "device": keys.device.hex(), "machine": keys.machine})
    if passphrase is None:
        save_file(profile / FILE, json.dumps({"format": 1, "locked": False, "keys": json.loads(secret)}))
    else:
        save_file(profile / FILE, json.dumps({"format": 1, "locked": True, **wrap(secret.encode(), passphrase)}))


def read(profile: Path, passphrase: str | None) -> Keys:
    """The keys of a profile; raises WorldError without, or with a wrong, passphrase."""
    kept = _read_file(profile / FILE)
    if not kept.get("locked"):
        secret = kept["keys"]
    elif passphrase is None:
        raise WorldError("locked", "This desk is locked. Give its passphrase: --passphrase-file FILE")
    else:
        secret = json.loads(unwrap(kept, passphrase))
    return Keys(bytes.fromhex(secret["database"]), bytes.fromhex(secret["device"]), secret.get("machine", ""))


def is_locked(profile: Path) -> bool:
    """Whether a passphrase protects this desk."""
    return bool(_read_file(profile / FILE).get("locked"))


def _read_file(file: Path) -> dict[str, object] | dict[str, dict[str, str]]:
    try:
        kept = json.loads(file.read_text())
        if not isinstance(kept, dict) or kept.get("format") != 1:
            raise ValueError(file)
    except FileNotFoundError:
        raise WorldError(
            "no_desk", "There is no desk here: {folder}. Make one with: coopdesk init", folder=str(file.parent)
        ) from None
    except ValueError as error:
        raise WorldError(
            "keys_damaged", "The key file is damaged: {file}. Restore the newest backup.", file=str(file)
        ) from error
    return kept


def wrap(secret: bytes, passphrase: str) -> dict[str, object]:
    """The secret under a passphrase, with the costs that unwrap it."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(16), os.urandom(12)
    costs = {"memory": MEMORY_KIB, "rounds": ROUNDS, "lanes": LANES}
    sealed = ChaCha20Poly1305(_stretch(passphrase, salt, MEMORY_KIB, ROUNDS, LANES)).encrypt(nonce, secret, b"coopdesk 1")
    return {"salt": _text(salt), "nonce": _text(nonce), "sealed": _text(sealed), **costs}


def unwrap(kept: dict[str, object] | dict[str, dict[str, str]], passphrase: str) -> bytes:
    """The secret; raises WorldError for a wrong passphrase or impossible costs."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        costs = [int(str(kept[name])) for name in ("memory", "rounds", "lanes")]
        salt, nonce, sealed = (base64.b64decode(str(kept[name]), validate=True) for name in ("salt", "nonce", "sealed"))
        if any(not 0 < cost <= limit for cost, limit in zip(costs, _LIMITS, strict=True)):
            raise ValueError(costs)
        return ChaCha20Poly1305(_stretch(passphrase, salt, *costs)).decrypt(nonce, sealed, b"coopdesk 1")
    except InvalidTag:
        raise WorldError("wrong_passphrase", "Wrong passphrase. Check capitals and keyboard language.") from None
    except (KeyError, ValueError) as error:
        raise WorldError("keys_damaged", "The key file is damaged: {file}. Restore the newest backup.", file=FILE) from error


def _stretch(passphrase: str, salt: bytes, memory: int, rounds: int, lanes: int) -> bytes:
    import unicodedata

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    words = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(salt=salt, length=32, iterations=rounds, lanes=lanes, memory_cost=memory).derive(words)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def save_file(file: Path, text: str) -> None:
    """Write a small file whole or not at all: temporary file, fsync, rename."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder outlast a power cut (where the system can)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

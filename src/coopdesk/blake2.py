# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""BLAKE2b as `hashlib` has it, without the OpenSSL that `hashlib` loads with it.

That would take 2 ms and 2 MB of every start, and nothing here is hashed by OpenSSL.
"""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that was built without it, or keeps it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A segment proven from its bodies, leaf by leaf: what reading a payload does by columns."""

from coopdesk.history import chain
from coopdesk.history.segment import Proven, Segment, identities


def prove(segment: Segment) -> Proven | None:
    """The segment with the identity of each leaf, None where its hashes lead elsewhere than it says."""
    touches = chain.decode_bodies(segment.bodies)
    shapes = [chain.encode_shape(kind, keys) for kind, keys in zip(segment.kinds, touches, strict=True)]
    hashes = identities(segment, shapes)
    return Proven(segment, hashes, touches) if hashes[-1] == segment.end else None

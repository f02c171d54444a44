# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A few words as squares that a telephone reads from the screen: a QR code."""

Squares = tuple[tuple[bool, ...], ...]


def squares(text: str) -> Squares:
    """The rows of the code of a short text, True where it is dark, without the margin around it."""
    import segno

    made = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(square) for square in row) for row in made.matrix)

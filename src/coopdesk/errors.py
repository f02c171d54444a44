# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two kinds of error: the world's, which the user can act upon, and ours.

A sentence is kept as its English template with its facts, so that it can be told in the
user's language at the edge (see `coopdesk.language.sentence`). The template of every
`WorldError` is collected for translation by `dev.py translate`.
"""


class CoopdeskError(Exception):
    """An error with a stable code, an English template and the facts that fill it."""

    def __init__(self, code: str, template: str, **facts: object) -> None:
        super().__init__(code, template)
        self.code = code
        self.template = template
        self.facts = facts

    def __str__(self) -> str:
        return self.template.format(**self.facts) if self.facts else self.template


class WorldError(CoopdeskError):
    """Something outside coopdesk stands in the way; the sentence says what to do."""


class BugError(CoopdeskError):
    """Our own mistake; reported without personal data."""


class FieldError(WorldError):
    """A value that a field refuses; `field` is its key."""

    def __init__(self, code: str, template: str, *, field: str = "", **facts: object) -> None:
        super().__init__(code, template, field=field, **facts)
        self.field = field

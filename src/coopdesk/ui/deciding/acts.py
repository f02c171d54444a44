# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the window asks and does to decide, on the worker."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from coopdesk.desk import deciding, drafts, naming, weighing
from coopdesk.desk.deciding import OpenDecision
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.weighing import Pending, Weighed
from coopdesk.errors import WorldError
from coopdesk.records.kinds import Link
from coopdesk.ui.work import Done

THIRD = "third"


@dataclass(frozen=True, slots=True)
class Choice:
    """What an officer chose: the version with a number, or a third text where that is None."""

    decision: str
    type: str
    record: str
    keep: int | None = None
    third: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A decision, and the third version that was typed last time and not saved, with the name of the
    record that it means by its id."""

    weighed: Weighed
    typed: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def draft_key(decision: str) -> str:
    """What the draft of a third version is kept under."""
    return f"deciding:{decision}"


def opened(desk: Desk, decision: str) -> Opened:
    """A decision with what was typed for it; raises WorldError where it is not open any more."""
    return with_draft(desk, weighing.weighed(desk, decision))


def with_draft(desk: Desk, weighed: Weighed) -> Opened:
    """A decision with what was typed for it."""
    draft = drafts.load_draft(desk, draft_key(weighed.decision.id))
    typed = draft.values.get(THIRD) if draft else None
    if not isinstance(typed, str):
        return Opened(weighed)
    name = naming.link_title(desk, typed) if isinstance(weighed.what.kind, Link) else ""
    return Opened(weighed, typed, {typed: name} if name else {})


def listed(desk: Desk) -> tuple[Pending, ...]:
    """Everything that stands to be decided."""
    return weighing.pending(desk)


def decide(desk: Desk, choice: Choice) -> Done[Choice]:
    """Decide; raises WorldError for an outdated decision or a bad value, and keeps a third version then."""
    try:
        deciding.resolve(desk, choice.decision, choice.keep, choice.third)
    except WorldError:
        if choice.third is not None:
            with suppress(WorldError):  # what was refused is told, whatever else is
                keep_typed(desk, choice.decision, choice.third)
        raise
    drafts.drop_draft(desk, draft_key(choice.decision))
    return Done(choice, Touched({choice.type: (choice.record,)}))


def write_on(desk: Desk, decided: OpenDecision, after: str, text: str) -> Done[None]:
    """Save what was typed on after a third version, `after`, was given to be saved; where that was refused,
    it is kept as any other that is not saved. Raises WorldError for a bad value, and keeps it then too."""
    try:
        written = deciding.write_on(desk, decided, after, text)
    except WorldError:
        with suppress(WorldError):  # what was refused is told, whatever else is
            keep_typed(desk, decided.id, text)
        raise
    if written is None:
        return keep_typed(desk, decided.id, text)
    return Done(None, Touched({decided.type: (decided.record,)}))


def keep_typed(desk: Desk, decision: str, text: str | None) -> Done[None]:
    """Keep a third version that is not saved yet, or nothing any more where it is None."""
    if text is None:
        drafts.drop_draft(desk, draft_key(decision))
    else:
        drafts.save_draft(desk, draft_key(decision), {THIRD: text})
    return Done(None)

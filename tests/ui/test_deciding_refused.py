# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is typed on after a third version, and refused when it is saved, is kept as it was typed."""

import pytest

from coopdesk.desk import deciding, drafts
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.ui.deciding import acts
from tests.desk.officer import Officer


def test_what_is_typed_on_and_refused_is_kept(desk: Desk) -> None:
    officer = Officer(desk)
    place = officer.new("place", "name.fr=Lomé", "population=5")
    seen = officer.version("place", place)
    for version in ("population=6", "population=7"):
        officer.change("place", place, version, seen=seen)
    (decision,) = officer.decisions()
    deciding.resolve(desk, decision.id, value="8")
    with pytest.raises(WorldError):
        acts.write_on(desk, decision, "8", "8 or so")
    draft = drafts.load_draft(desk, acts.draft_key(decision.id))
    assert draft is not None
    assert draft.values == {acts.THIRD: "8 or so"}
    assert officer.values("place", place)["population"] == 8

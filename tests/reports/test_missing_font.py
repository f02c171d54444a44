# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A font file that is missing is named, and what to do is said."""

import pytest

from coopdesk import paths
from coopdesk.errors import WorldError
from coopdesk.reports.paper import fonts


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = paths.resource
    monkeypatch.setattr(paths, "resource", lambda name: shipped(name.replace("PTSans", "Nowhere")))
    with pytest.raises(WorldError) as refused:
        fonts._face.__wrapped__("PTSans-Regular")
    assert refused.value.code == "font_missing"
    assert refused.value.facts["file"] == "PTSans-Regular.ttf"

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""New records take a short way into the rows; it leads where the long one does."""

import json

from hypothesis import given
from hypothesis import strategies as st

from coopdesk.history import chain
from coopdesk.records.values import Touches, apply, changed
from coopdesk.store import rows
from tests.store.desks import PLACE

TEXTS = st.text(min_size=1)
TOUCHES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.dictionaries(st.sampled_from(["ru", "fr", "en", "ne"]), st.none() | TEXTS),
        "languages": st.dictionaries(st.sampled_from(["fr", "ee", "en"]), st.booleans()),
        "time_zone": st.none() | TEXTS,
        "population": st.none() | st.integers(0, 10**9),
        "of a newer version": st.none() | TEXTS | st.dictionaries(TEXTS, TEXTS),
    },
)


@given(TOUCHES)
def test_what_a_new_record_is_made_of(touches: Touches) -> None:
    kept, columns = rows.shape(PLACE).fresh(touches)
    assert kept == changed({}, touches)
    assert chain.encode_ordered(kept) == chain.encode_body(kept)
    values = apply({}, kept)
    assert columns == [rows.into_column(values.get(what.key)) for what in PLACE.fields]
    assert rows.values_of(PLACE, [None] * 8 + columns) == {
        key: value for key, value in values.items() if key in PLACE.by_key
    }


@given(st.dictionaries(TEXTS, TEXTS, min_size=1), st.lists(TEXTS | st.integers(), min_size=1))
def test_columns_are_written_as_plain_json(texts: dict[str, str], members: list[str | int]) -> None:
    plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    assert rows.into_column(texts) == plain(texts)
    assert rows.into_column(tuple(members)) == plain(members)

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A type with every kind of field, single, many and multilingual, and values for it."""

from datetime import date, timedelta

from hypothesis import strategies as st

from coopdesk.errors import FieldError
from coopdesk.language import N_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.identity import to_text
from coopdesk.records.kinds import (
    Attachment,
    Choice,
    Coordinates,
    Count,
    Country,
    Day,
    Decimal,
    Email,
    Flag,
    Kind,
    Line,
    Link,
    Moment,
    Money,
    Percentage,
    Phone,
    Prose,
    Scalar,
    Tongue,
    WebAddress,
)
from coopdesk.records.values import Value

COLOURS = {"red": N_("Low"), "green_blue": N_("High")}
_ONES = {
    "line": Line(),
    "prose": Prose(),
    "flag": Flag(),
    "day": Day(),
    "moment": Moment(),
    "count": Count(),
    "decimal": Decimal(),
    "money": Money(),
    "percentage": Percentage(),
    "choice": Choice(codes=COLOURS),
    "language": Tongue(),
    "country": Country(),
    "phone": Phone(),
    "email": Email(),
    "web": WebAddress(),
    "coordinates": Coordinates(),
    "link": Link(to=("place",)),
    "attachment": Attachment(),
}
_MANY = {
    "lines": Line(many=True),
    "days": Day(many=True),
    "colours": Choice(codes=COLOURS, many=True),
    "links": Link(many=True),
    "attachments": Attachment(many=True),
}
_TEXTS = {"names": Line(multilingual=True), "stories": Prose(multilingual=True)}
EVERYTHING = RecordType(
    key="everything",
    label=N_("Note"),
    plural=N_("Notes"),
    own_fields=tuple(Field(key, kind, N_("Name")) for key, kind in (_ONES | _MANY | _TEXTS).items()),
)

_letters = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from("=+-@'\"; \\,\t\n|_x000A#"),
)
_text = st.one_of(
    st.text(_letters, min_size=1, max_size=30),
    st.sampled_from(
        ["=1+1", "'=1", "''", "-5", "+228", "#REF!", "'#N/A", "a;b\\", " ;", "_x000D_", "sep=;", "@SUM(A1)"]
    ),
)
_ids = st.binary(min_size=16, max_size=16).map(to_text)
_days = st.integers(0, 200_000).map(lambda n: (date(1700, 1, 1) + timedelta(days=n)).isoformat())
_decimals = st.from_regex(r"\A-?\d{1,12}(\.\d{1,6})?\Z")
_of = {
    "line": _text,
    "prose": _text,
    "flag": st.sampled_from(["yes", "no"]),
    "day": _days,
    "moment": st.sampled_from(
        ["2026-11-24 09:30", "2026-11-24", "2026-11-24T09:30:00+01:00[Africa/Porto-Novo]"]
    ),
    "count": st.integers(0, 2**53).map(str),
    "decimal": _decimals,
    "money": _decimals.filter(lambda text: "." in text).map(lambda text: f"{text} XOF"),
    "percentage": st.from_regex(r"\A\d{1,2}(\.\d{1,4})?\Z"),
    "choice": st.sampled_from(list(COLOURS)),
    "language": st.sampled_from(["fr", "ewe", "ru"]),
    "country": st.sampled_from(["TG", "NP"]),
    "phone": st.sampled_from(["+22890112233", "+33123456789"]),
    "email": st.sampled_from(["a@b.example", "=x@b.example", "+x'y@b.example"]),
    "web": st.sampled_from(["https://example.org/a,b;c", "http://example.org"]),
    "coordinates": st.sampled_from(["6.13,1.22", "-6.130000,-1.22", "0,0"]),
    "link": _ids,
    "attachment": st.builds(
        "{} {} image/png {}".format,
        st.just("ab" * 32),
        st.integers(0, 10**9),
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1, max_size=12
        ),
    ),
}


def _accepted(kind: Kind, text: str) -> Scalar | None:
    try:
        scalar = kind.parse(text)
    except FieldError:
        return None
    return None if scalar == "" else scalar


def _scalars(kind: Kind) -> st.SearchStrategy[Scalar]:
    found = _of[kind.name].map(lambda text: _accepted(kind, text))
    return found.filter(lambda scalar: scalar is not None).map(lambda scalar: scalar or 0)


def _value(kind: Kind) -> st.SearchStrategy[Value]:
    if kind.multilingual:
        return st.dictionaries(
            st.sampled_from(["en", "fr", "ru", "ewe"]), _scalars(kind).map(str), min_size=1
        )
    if kind.many:
        return st.sets(_scalars(kind).map(str), min_size=1, max_size=4).map(
            lambda found: tuple(sorted(found))
        )
    return _scalars(kind)


VALUES: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {}, optional={what.key: _value(what.kind) for what in EVERYTHING.own_fields}
)

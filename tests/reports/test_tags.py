# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The structure tree is written into the finished file: every object must stand where the table says."""

import re
from io import BytesIO

from pypdf import PdfReader

from coopdesk.reports.minutes import draw_minutes
from tests.reports.facts import facts


def test_every_object_stands_where_the_table_of_the_file_says() -> None:
    data = draw_minutes(facts(), "fr")
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    assert data[start:].startswith(b"xref\n0 ")
    count = int(data[start:].split(maxsplit=3)[2])
    entries = re.findall(rb"(\d{10}) (\d{5}) ([nf]) \r?\n", data[start : data.index(b"trailer", start)])
    assert len(entries) == count
    for number, (offset, _, kind) in enumerate(entries):
        if kind == b"n":
            assert data[int(offset) :].startswith(b"%d 0 obj" % number)
    assert b"/Size %d" % count in data[start:]


def test_a_strict_reader_finds_the_tree_and_the_element_of_every_mark() -> None:
    reader = PdfReader(BytesIO(draw_minutes(facts(), "fr")), strict=True)
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    assert root["/Type"] == "/StructTreeRoot"
    numbers = root["/ParentTree"]["/Nums"]
    for page, elements in zip(reader.pages, numbers[1::2], strict=True):
        marks = re.findall(rb"/(\w+) <</MCID (\d+)>> BDC", page.get_contents().get_data())  # type: ignore[union-attr]
        assert [int(mark) for _, mark in marks] == list(range(len(elements)))
        for (tag, _), element in zip(marks, elements, strict=True):
            assert element.get_object()["/S"] == "/" + tag.decode()

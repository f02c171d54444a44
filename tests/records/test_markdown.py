# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Markdown of prose fields: what is understood, what stays text, and hostile input."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.records.markdown import (
    DEEPEST,
    Block,
    Heading,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Run,
    Table,
    parse,
    plain_text,
)

MARKS = st.text(alphabet="*_[]()<>!#-+1.\\\n ab:/é`|~\t\u202e", max_size=200)


def paragraph(text: str) -> Paragraph:
    (block,) = parse(text)
    assert isinstance(block, Paragraph)
    return block


def test_blocks_of_minutes() -> None:
    blocks = parse("# Visit\n\nMet the mayor.\nThen the council.\n\n- water\n- waste\n\n> Well said")
    assert blocks == (
        Heading(1, (Run("Visit"),)),
        Paragraph((Run("Met the mayor.\nThen the council."),)),
        ListBlock(False, (Item((Run("water"),)), Item((Run("waste"),)))),
        Quote((Paragraph((Run("Well said"),)),)),
    )


def test_a_heading_needs_a_blank_after_its_sign() -> None:
    assert parse("###### six\n#hashtag") == (Heading(6, (Run("six"),)), Paragraph((Run("#hashtag"),)))


def test_two_tildes_strike_one_or_three_do_not() -> None:
    assert paragraph("a ~~b *c*~~ d").runs == (
        Run("a "),
        Run("b ", struck=True),
        Run("c", italic=True, struck=True),
        Run(" d"),
    )
    assert paragraph("~5 days, ~~~ or ~~ not closed").runs == (Run("~5 days, ~~~ or ~~ not closed"),)


def test_a_task_has_a_box() -> None:
    assert parse("- [ ] ask\n- [x] send\n- [X] read\n- [y] no") == (
        ListBlock(
            False,
            (
                Item((Run("ask"),), done=False),
                Item((Run("send"),), done=True),
                Item((Run("read"),), done=True),
                Item((Run("[y] no"),)),
            ),
        ),
    )
    assert plain_text("- [ ] ask\n1. [x] send") == "☐ ask\n☑ send"


@pytest.mark.parametrize("address", ["plan.png", "https://example.org/a_(b).png", 'p.png "Title"', ""])
def test_an_image_is_the_words_that_stand_for_it(address: str) -> None:
    assert paragraph(f"See ![the plan]({address}) here").runs == (Run("See the plan here"),)


def test_bold_italic_both_and_interlaced() -> None:
    assert paragraph("a **b** *c* ***d*** __e__ _f_").runs == (
        Run("a "),
        Run("b", bold=True),
        Run(" "),
        Run("c", italic=True),
        Run(" "),
        Run("d", bold=True, italic=True),
        Run(" "),
        Run("e", bold=True),
        Run(" "),
        Run("f", italic=True),
    )
    assert paragraph("**a *b***").runs == (Run("a ", bold=True), Run("b", bold=True, italic=True))


@pytest.mark.parametrize(
    "written",
    ["5*3*2", "snake_case_name", "** no **", "**open", "*", "****", "<b>bold</b>", "a * b", "[a]", "[a](b)"],
)
def test_what_is_not_understood_stays_as_written(written: str) -> None:
    text = f"here: {written} end"
    assert paragraph(text).runs == (Run(text),)
    assert plain_text(text) == text


def test_a_backslash_keeps_a_sign() -> None:
    assert paragraph(r"\*not\* \[a\]").runs == (Run("*not* [a]"),)


def test_links_to_the_web_and_to_mail() -> None:
    text = "[Lomé](https://lome.example/a_(b)) https://a.example/x_y_z. <mailto:koffi@lome.example>"
    assert paragraph(text).runs == (
        Link("Lomé", "https://lome.example/a_(b)"),
        Run(" "),
        Link("https://a.example/x_y_z", "https://a.example/x_y_z"),
        Run(". "),
        Link("mailto:koffi@lome.example", "mailto:koffi@lome.example"),
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//a.example",
        "ftp://a",
        "https://a\u202eb",
    ],
)
def test_other_addresses_are_no_links(href: str) -> None:
    text = f"see [this]({href})"
    assert paragraph(text).runs == (Run(text),)


def test_lists_nest_and_keep_their_numbers() -> None:
    (block,) = parse("3. one\n   more\n   - inner\n     - deeper\n4. two")
    deeper = ListBlock(False, (Item((Run("deeper"),)),))
    inner = ListBlock(False, (Item((Run("inner"),), (deeper,)),))
    assert block == ListBlock(True, (Item((Run("one\nmore"),), (inner,)), Item((Run("two"),))), 3)


def test_bullets_and_numbers_are_two_lists() -> None:
    bullets, numbers = ListBlock(False, (Item((Run("a"),)),)), ListBlock(True, (Item((Run("b"),)),))
    assert parse("- a\n1. b") == (bullets, numbers)


def test_a_blank_line_between_entries_does_not_end_the_list() -> None:
    entries, after = parse("- a\n\n- b\n\n  and on\n\nAfter")
    assert entries == ListBlock(False, (Item((Run("a"),)), Item((Run("b\nand on"),))))
    assert after == Paragraph((Run("After"),))


def test_plain_text_is_readable() -> None:
    text = "## Aims\n**Water** for [Lomé](https://lome.example)\n1. first\n   - part\n2. second\n> said"
    assert plain_text(text) == (
        "Aims\nWater for Lomé (https://lome.example)\n1. first\n  – part\n2. second\nsaid"
    )


def depth(blocks: tuple[Block, ...]) -> int:
    return max((depth_of(block) for block in blocks), default=0)


def depth_of(block: Block) -> int:
    if isinstance(block, Quote):
        return 1 + depth(block.blocks)
    if isinstance(block, ListBlock):
        return 1 + max((depth(item.lists) for item in block.items), default=0)
    return 0


def test_nesting_is_bounded() -> None:
    lists = "\n".join("  " * level + "- a" for level in range(100))
    assert depth(parse(lists)) == DEEPEST
    assert plain_text(lists).count("a") == 100
    assert depth(parse(">" * 100 + " a")) == DEEPEST
    quoted_lists = "\n".join("> " * 100 + line for line in lists.split("\n"))
    assert depth(parse(quoted_lists)) <= 2 * DEEPEST


HOSTILE = [
    "*", "[", ">", "> ", "_", "**a ", "*a ", "a* ", "*a* ", "*_", "***a", "](", "[a", "![",
    "![](", "![a](b", "~~", "~~a ", "[a](http://x",
    "[a](https://a(", "https://", "http://a ", "http://x(", "\\", "`", "<", "# ", "\n", "- a\n", "  - a\n",
    "1. ", ">\n", ">-", " ", "\t", "é",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_signs_is_read_in_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        start = time.process_time()
        parse(text)
        return time.process_time() - start

    # ten times the text may take some ten times as long; a square would take a hundred times
    assert seconds(1_000_000) < 30 * seconds(100_000) + 0.5


def runs_of(blocks: tuple[Block, ...]) -> Iterator[Run | Link]:
    for block in blocks:
        if isinstance(block, Quote):
            yield from runs_of(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from item.runs
                yield from runs_of(item.lists)
        elif isinstance(block, Table):
            yield from (Run(cell) for cells in (block.head, *block.rows) for cell in cells if cell)
        else:
            yield from block.runs


@given(st.one_of(MARKS, st.text(max_size=200)))
def test_any_text_is_read_and_no_letter_is_lost(text: str) -> None:
    blocks = parse(text)
    assert depth(blocks) <= 2 * DEEPEST
    assert all(run.text for run in runs_of(blocks))
    assert all(run.href.isprintable() for run in runs_of(blocks) if isinstance(run, Link))
    shown = plain_text(text)
    for letter in "abé":
        assert shown.count(letter) >= text.count(letter)


def test_a_table_keeps_its_cells_and_loses_its_marks() -> None:
    text = (
        "Costs:\n| Post | Sum | Who |\n|---|---:|:-:|\n"
        "| **Well** | 2 150 | A \\| B |\n| Test |\n|a|b|c|d|\nAfter"
    )
    assert parse(text) == (
        Paragraph((Run("Costs:"),)),
        Table(
            ("Post", "Sum", "Who"),
            (("Well", "2 150", "A | B"), ("Test", "", ""), ("a", "b", "c | d")),
            (False, True, False),
        ),
        Paragraph((Run("After"),)),
    )
    assert plain_text("a|b\n-|-\n1|2") == "a | b\n1 | 2"


@pytest.mark.parametrize(
    "text", ["a | b\nc | d", "a | b\n---", "|" * 40 + "\n" + "|-" * 40, "a|b\n-|-|-", "one | two"]
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert not any(isinstance(block, Table) for block in parse(text))


def test_of_code_the_text_alone_is_printed() -> None:
    assert parse("Use `a*b*` now\n```\n# not a *heading*\n\n  x\n```\nend") == (
        Paragraph((Run("Use a*b* now"),)),
        Paragraph((Run("# not a *heading*\n\n  x"),)),
        Paragraph((Run("end"),)),
    )
    assert parse("```\nnever closed") == (Paragraph((Run("```\nnever closed"),)),)
    assert parse("```\n```") == ()


def test_tables_and_fences_are_read_in_linear_time() -> None:
    for hostile in (
        "|-" * 100_000,
        "```\n~~~\n" * 30_000,
        "|a|b|\n" * 50_000,
        "a|b\n-|-\n" * 30_000,
        "`" * 200_000,
    ):
        begun = time.perf_counter()
        parse(hostile)
        assert time.perf_counter() - begun < 5

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text in lines: widths, breaks, and the signs of three languages."""

import pytest

from coopdesk.language import using
from coopdesk.reports.paper.lines import (
    TextLine,
    balanced,
    plain,
    set_paragraph,
    set_text,
    shortened,
    spans,
    width_of,
)
from coopdesk.reports.paper.measures import STRONG, TEXT, TITLES


def _texts(lines: list[TextLine]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Vraiment ?", "Vraiment\u00a0?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("4 200 000 F CFA", "4\u00a0200\u00a0000\u00a0F\u00a0CFA"),
        ("9 h 30", "9\u00a0h\u00a030"),
        ("n° 12", "n°\u00a012"),
        ("№ 12", "№\u00a012"),
        ("1 марта 2026 г.", "1\u00a0марта 2026\u00a0г."),
        ("работа в мэрии", "работа в\u00a0мэрии"),
        ("да — нет", "да\u00a0— нет"),
        ("in 2026 people", "in 2026 people"),
        ("narrow\u202fspace", "narrow\u00a0space"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\tb\0c", "a b c"),
    ],
)
def test_spaces_hold_together_what_belongs_together(written: str, kept: str) -> None:
    assert plain(written) == kept


def test_no_line_is_wider_than_asked_and_nothing_is_lost() -> None:
    text = "Das Wort-gefüge https://exemple.org/un/tres/long/chemin?avec=des&choses " * 20
    lines = set_text(text, TEXT, 120)
    assert all(line.width <= 120.01 for line in lines)
    assert "".join(_texts(lines)).replace(" ", "") == text.replace(" ", "")


def test_a_combining_mark_stays_with_its_letter() -> None:
    lines = set_text("ɔ̃" * 300, TEXT, 50)
    assert all(not text.startswith("\u0303") for text in _texts(lines))


def test_line_ends_of_the_text_are_kept() -> None:
    assert _texts(set_text("a\nb", TEXT, 200)) == ["a", "b"]


def test_lines_of_a_title_are_of_about_one_length() -> None:
    lines = balanced("Visite de la halle de Houin avec la délégation", TITLES[0], 480)
    assert len(lines) == 2
    assert min(line.width for line in lines) > 0.6 * max(line.width for line in lines)


def test_a_short_last_word_gets_company() -> None:
    whole = spans("Le gros œuvre de la halle est terminé depuis le mois dernier et on y va.", TEXT)
    for width in range(150, 300, 3):
        lines = set_paragraph(whole, width)
        assert all(line.width <= width + 0.01 for line in lines)


def test_shortened_text_says_that_something_is_left_out() -> None:
    lines = shortened(set_text("mot " * 100, STRONG, 100), 2, STRONG, 100)
    assert len(lines) == 2
    assert _texts(lines)[-1].endswith("…")
    assert lines[-1].width <= 100.01


def test_french_first_days_stand_high_in_french_only() -> None:
    with using("fr"):
        assert [(span.text, span.raised) for span in spans("le 1er mars", TEXT)] == [
            ("le 1", False),
            ("er", True),
            (" mars", False),
        ]
    with using("en"):
        assert [span.raised for span in spans("1er", TEXT)] == [False]


def test_width_is_that_of_the_set_line() -> None:
    assert width_of("Sophie Delvaux", STRONG) == pytest.approx(
        set_text("Sophie Delvaux", STRONG, 500)[0].width
    )


def test_arrows_are_drawn() -> None:
    (line,) = set_text("Lomé → Kathmandu", TEXT, 400)
    assert [piece.text for piece in line.pieces if piece.drawn] == ["→"]


def test_a_letter_that_no_font_has_leaves_a_box() -> None:
    (line,) = set_text("Lalitpur ललितपुर", TEXT, 400)
    assert "".join(piece.text for piece in line.pieces if piece.drawn) == "ललितपुर"
    assert line.width == pytest.approx(sum(piece.width for piece in line.pieces))

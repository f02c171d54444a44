# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scripts that PT lacks: shaped where a font knows them, else told in Latin letters, never boxes."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.reports.drawings import PAPER, SCREEN_LIGHT, Bar, Look, as_svg, bars
from coopdesk.reports.minutes import Present, draw_minutes
from coopdesk.reports.paper.lines import TextLine, set_text
from coopdesk.reports.paper.measures import TABLE, TEXT
from coopdesk.reports.paper.shaping import shaped
from tests.reports.facts import facts


def actual_texts(data: bytes) -> str:
    """What the document says in place of what it draws."""
    found: list[str] = []
    for page in PdfReader(BytesIO(data)).pages:
        content: Any = page.get_contents()
        found += re.findall(r"/ActualText <feff([0-9a-f]*)>", content.get_data().decode("latin-1"))
    return " ".join(bytes.fromhex(code).decode("utf-16-be") for code in found)


def words(line: TextLine) -> list[str]:
    return [piece.text for piece in line.pieces if piece.text.strip()]


@pytest.mark.parametrize(
    "word",
    ["नेपाल", "ঢাকা", "አዲስ", "ភ្នំពេញ", "ວຽງຈັນ", "ရန်ကုန်", "თბილისი", "Երևան", "ߒߞߏ", "ⴰⵎⴰⵣⵉⵖ", "القاهرة"],
)
def test_a_word_in_its_own_script_has_an_outline(word: str) -> None:
    shape = shaped(word)
    assert shape is not None
    assert 0.5 < shape.width < len(word)
    assert shape.outline.endswith("h")
    [line] = set_text(word, TEXT, 400)
    assert line.width == pytest.approx(shape.width * TEXT.size)


def test_signs_that_join_take_less_room_than_one_by_one() -> None:
    whole, parts = shaped("श्रेष्ठ"), [shaped(letter) for letter in "शरषठ"]
    assert whole is not None
    assert whole.width < sum(part.width for part in parts if part)


def test_words_that_run_leftward_stand_in_their_own_order() -> None:
    [line] = set_text("Visite : القاهرة مدينة جميلة (arabe)", TEXT, 400)
    assert words(line) == ["Visite\u00a0: ", "جميلة", "مدينة", "القاهرة", " (arabe)"]


@pytest.mark.parametrize(("word", "told"), [("北京", "BeiJing"), ("ལྷ་ས", "lh-s"), ("Ж北", "ЖBei")])
def test_a_script_without_a_font_is_told_in_latin_letters(word: str, told: str) -> None:
    [line] = set_text(word, TEXT, 400)
    assert "".join(piece.text for piece in line.pieces) == told
    assert not any(piece.drawn for piece in line.pieces)


def test_greek_and_letters_of_west_africa_have_a_font() -> None:
    [line] = set_text("Αθήνα, Ɛʋegbe ŋutsu", TABLE, 400)
    assert not any(piece.drawn or piece.says for piece in line.pieces)


def test_names_are_read_back_as_they_were_written() -> None:
    present = (Present("राम बहादुर श्रेष्ठ", "मेयर", "काठमाडौं", True),)
    data = draw_minutes(replace(facts(text="**ঢাকা** *አዲስ* 北京 → Lyon"), present=present), "fr")
    said = actual_texts(data)
    for word in ("राम", "श्रेष्ठ", "मेयर", "ঢাকা", "አዲስ", "北京", "→"):
        assert word in said, word


def test_a_long_word_is_not_cut_between_signs_that_join() -> None:
    word = "काठमाडौंमहानगरपालिका"
    lines = set_text(f"Ville {word}", TEXT, 40)
    assert [piece.text for line in lines for piece in line.pieces if piece.shape] == [word]


@pytest.mark.parametrize("look", [PAPER, SCREEN_LIGHT])
def test_names_in_a_chart_are_drawn_as_outlines_on_paper_and_screen(look: Look) -> None:
    svg = as_svg(bars([Bar("काठमाडौं", 3, "3")], 200, look)).decode()
    assert svg.count("<path") == 1
    assert "काठमाडौं" not in svg
    assert ">3</text>" in svg

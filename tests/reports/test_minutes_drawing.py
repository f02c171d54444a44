# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The minutes as a file: what can be read back from it, and what hostile facts do to it."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.language import LANGUAGES, Language, figures, using
from coopdesk.reports.minutes import FollowUpLine, Photo, Present, draw_minutes
from tests.reports.facts import DAY, EMPTY, facts, pages, photo


def _fonts(reader: PdfReader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in reader.pages:
        for entry in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font: Any = entry.get_object()
            found[font["/BaseFont"]] = font
    return found


def test_one_page_tells_everything() -> None:
    texts = pages(draw_minutes(facts(), "fr"))
    whole = " ".join(texts)
    for part in (
        "Visite de la halle de Houin", "mardi 24 novembre 2026, 9 h 30 – 11 h 45", "Sophie Delvaux",
        "coordinatrice",
        "Ville d’Andenne", "Houéfa Dossou", "La halle", "terminé", "Andenne accueille deux agents.",
        "Faire analyser l’eau", "Edmond Agbossou", "4 décembre 2026", "Voir l’avancement",
        "français", "3f9a2c71",
    ):  # fmt: skip
        assert part in whole, part


@pytest.mark.parametrize("language", LANGUAGES)
def test_document_says_its_title_language_and_author(language: Language) -> None:
    reader = PdfReader(BytesIO(draw_minutes(facts(), language)))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Visite de la halle de Houin"
    assert reader.metadata.author == "Ville de Locossa, service de la coopération"
    with using(language):
        assert figures.day(DAY).replace("\u00a0", " ") in pages(draw_minutes(facts(), language))[0]


def test_every_font_is_embedded_as_truetype() -> None:
    text = "**gras** *penché* Ɛɖɔŋ → «ёж» " + "".join(map(chr, range(0x400, 0x460)))
    fonts = _fonts(PdfReader(BytesIO(draw_minutes(facts(text=text), "ru"))))
    assert any("PTSerif" in name for name in fonts)
    assert any("NotoSerif" in name for name in fonts)
    for name, font in fonts.items():
        assert font["/Subtype"] == "/TrueType", name
        assert "/FontFile2" in font["/FontDescriptor"], name
        assert "/ToUnicode" in font, name


def test_letters_that_pt_lacks_and_narrow_spaces_are_read_back() -> None:
    text = pages(
        draw_minutes(facts(text="Ewe : Ɛʋegbe, ŋutsu, ɔ̃ — 12\u202f000\u202fF CFA, не\u2011дома"), "fr")
    )[0]
    assert "Ewe : Ɛʋegbe, ŋutsu, ɔ̃ — 12 000 F CFA" in text
    assert "не‑дома" in text


def test_structure_names_headings_tables_lists_and_pictures() -> None:
    root: Any = PdfReader(BytesIO(draw_minutes(facts(), "fr"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    tags: list[str] = []
    alternatives: list[str] = []

    def walk(element: Any) -> None:
        tags.append(element["/S"])
        alternatives.extend([element["/Alt"]] if "/Alt" in element else [])
        kids = element["/K"]
        for kid in (reference.get_object() for reference in (kids if isinstance(kids, list) else [])):
            if "/S" in kid:
                walk(kid)

    walk(root["/StructTreeRoot"]["/K"][0].get_object())
    assert tags[:2] == ["/Document", "/H1"]
    assert {"/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/LBody", "/Figure"} <= set(tags)
    assert alternatives == ["La halle"]


def test_marks_in_a_page_are_those_of_the_tree() -> None:
    reader = PdfReader(BytesIO(draw_minutes(facts(text="Parole. " * 3000), "fr")))
    root: Any = reader.trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for at, page in enumerate(reader.pages):
        assert page.raw_get("/StructParents") == at
        content = page.get_contents()
        assert content is not None
        marks = [int(mark) for mark in re.findall(rb"/MCID (\d+)", content.get_data())]
        assert marks == list(range(len(numbers[2 * at + 1])))


@pytest.mark.parametrize(("language", "first"), [("en", "page 1 of"), ("fr", "page 1"), ("ru", "1")])
def test_pages_are_numbered(language: Language, first: str) -> None:
    texts = pages(draw_minutes(facts(text="Un mot après l’autre. " * 2000), language))
    assert len(texts) > 5
    assert first in texts[0]
    for at, text in enumerate(texts, 1):
        tail = re.findall(r"3f9a2c71 · \w+ (\d+) \w+ (\d+)", text)
        assert tail == [(str(at), str(len(texts)))]


def test_pages_after_the_first_carry_the_title() -> None:
    texts = pages(draw_minutes(facts(text="Un mot après l’autre. " * 1000), "fr"))
    assert all(text.count("Visite de la halle de Houin") >= 1 for text in texts)
    assert "service de la coopération" in texts[0]


def test_the_same_facts_give_the_same_file() -> None:
    assert draw_minutes(facts(), "fr") == draw_minutes(facts(), "fr")


def test_empty_sections_are_not_printed() -> None:
    text = pages(draw_minutes(EMPTY, "en"))
    assert len(text) == 1
    for heading in (
        "People present",
        "Agenda",
        "What was said",
        "Decisions",
        "Actions agreed",
        "Photos",
        "In brief",
    ):
        assert heading not in text[0]
    assert "A call" in text[0]
    assert "Approval of the minutes" in text[0]


def test_markup_of_others_is_drawn_as_it_stands() -> None:
    hostile = '<b>&amp;<img src="file:///etc/passwd"/></para><font color="white">'
    changed = facts(
        title=hostile, office=hostile, kind=hostile, place=hostile, rapporteur=hostile, state="<i>x</i>",
        partners=(hostile,), present=(Present(hostile, hostile, hostile, False),), text=hostile,
        agenda=hostile, lines=((hostile, hostile), ("<u>", hostile * 3)), decisions=(hostile,),
        follow_ups=(FollowUpLine(hostile, hostile, DAY, False),), photos=(Photo(photo(), hostile),),
        reference=hostile, opening=hostile,
    )  # fmt: skip
    whole = "".join(pages(draw_minutes(changed, "en"))).replace(" ", "")
    assert whole.count("<b>&amp;<img") >= 10
    assert "root:" not in whole


def test_tasks_have_boxes_struck_words_are_struck_and_images_are_their_words() -> None:
    usual, marked = (
        draw_minutes(facts(text=text, photos=(), lines=(), agenda=""), "fr")
        for text in ("Alpha beta gamma", "Alpha ~~beta~~ ![gamma](plan.png)\n\n- [ ] demander\n- [x] envoyer")
    )
    words = " ".join(" ".join(pages(marked)).split())
    assert "Alpha beta gamma" in words
    assert not [mark for mark in ("~~", "plan.png", "[x]", "[ ]") if mark in words]
    for box in "☐☑":  # drawn, and told to those who listen
        assert f"/ActualText <feff{ord(box):04x}>" in drawn_on(marked)
    assert drawn_on(marked).count(" re f") == drawn_on(usual).count(" re f") + 1, "one line through a word"


def drawn_on(document: bytes) -> str:
    """What is drawn on all pages."""
    contents = (page.get_contents() for page in PdfReader(BytesIO(document)).pages)
    return "".join(one.get_data().decode("latin-1") for one in contents if one is not None)


def test_direction_marks_do_not_turn_a_name_round() -> None:
    name = "Ama\u202e gniK\u202c \u2066Koffi\u2069\u200f\ufeff"
    text = pages(draw_minutes(facts(present=(Present(name, "", "", False),)), "en"))[0]
    assert "Ama gniK Koffi" in text
    assert not set("\u202e\u202c\u2066\u2069\u200f\ufeff") & set(text)


def test_a_word_of_five_thousand_letters_is_broken_everywhere() -> None:
    word = "м" * 5000
    changed = facts(
        title=word, place=word, text=word, present=(Present(word, word, word, True),), decisions=(word,),
        follow_ups=(FollowUpLine(word, word, DAY, False),), lines=(("A", word[:60]),), partners=(word,),
        state=word,
    )  # fmt: skip
    reader = PdfReader(BytesIO(draw_minutes(changed, "ru")))
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        for x, y in re.findall(rb"1 0 0 1 ([\d.-]+) ([\d.-]+) Tm", content.get_data()):
            assert 40 < float(x) < 560
            assert 20 < float(y) < 820
    assert "".join(pages(draw_minutes(changed, "ru"))).count("м") > 5 * 5000


def test_a_text_of_signs_that_cannot_be_drawn_does_no_harm() -> None:
    odd = "\0\x07\t\u2028 😀 नेपाल العربية \ud7ff \U000e0041 e\u0301\u0301\u0301 \u0301"
    whole = " ".join(pages(draw_minutes(facts(title=odd, text=odd), "en")))
    assert "é" in whole


def test_people_of_no_side_are_other_people_only_beside_a_side() -> None:
    neighbour, ours = Present("Ama", "", "", False), Present("Koffi", "", "Mairie", True)
    alone = " ".join(pages(draw_minutes(facts(present=(neighbour,)), "en")))
    beside = " ".join(pages(draw_minutes(facts(present=(ours, neighbour)), "en")))
    assert "People present" in alone
    assert "Ama" in alone
    assert "Other people" not in alone
    assert "Other people" in beside


def test_three_hundred_people_break_between_rows_with_their_side_repeated() -> None:
    people = tuple(Present(f"Personne{n:03}", "agente", "Mairie", n % 2 == 0) for n in range(300))
    texts = pages(draw_minutes(facts(present=people), "en"))
    whole = " ".join(texts)
    assert all(whole.count(f"Personne{n:03}") == 1 for n in range(300))
    assert "300 people" in whole
    sides = [text for text in texts if "Personne" in text]
    assert len(sides) >= 5
    assert all("side: Mairie" in text for text in sides)


def test_decisions_are_counted_not_their_lines() -> None:
    long = "La halle ouvre le premier mardi du mois de mars, avec les étals du poisson et des légumes. " * 3
    text = " ".join(pages(draw_minutes(facts(decisions=(long, long, "Le dernier point.")), "fr")))
    assert "3 Le dernier point." in text


def test_those_of_one_partner_stand_together() -> None:
    people = tuple(Present(f"Personne{n}", "agente", f"Ville {n % 2}", False) for n in range(4))
    text = " ".join(pages(draw_minutes(facts(present=people), "fr")))
    assert sorted(range(4), key=lambda n: text.index(f"Personne{n}")) == [0, 2, 1, 3]


def test_each_partner_has_a_place_to_sign() -> None:
    text = " ".join(pages(draw_minutes(facts(partners=("Ville A", "Ville B"), present=()), "fr")))
    assert text.count("Du côté du partenaire") == 2
    assert text.rindex("Ville A") > text.index("Approbation")
    many = tuple(f"Ville {n}" for n in range(5))
    text = " ".join(pages(draw_minutes(facts(partners=many, present=()), "fr")))
    assert "Du côté des partenaires" in text


@pytest.mark.parametrize("lines", range(20, 44))
def test_nobody_signs_a_page_that_says_nothing(lines: int) -> None:
    actions = tuple(FollowUpLine(f"Action {n}", "Awa", None, False) for n in range(lines))
    *before, last = pages(draw_minutes(facts(follow_ups=actions, photos=()), "fr"))
    assert "Approbation" in last
    assert f"Action {lines - 1}" in last
    assert all(" ".join([*before, last]).count(f"Action {n} ") == 1 for n in range(lines))


def test_a_text_of_forty_pages() -> None:
    text = "\n\n".join(f"## Partie {n}\n\n" + f"Phrase numéro {n} qui se suit. " * 40 for n in range(100))
    texts = pages(draw_minutes(facts(text=text), "fr"))
    assert len(texts) >= 40
    for n in range(100):
        page = next(text for text in texts if f"Partie {n} " in text)
        # A heading is followed by its first lines on the same page.
        assert f"Partie {n} Phrase numéro {n} qui" in page


def test_a_damaged_photo_and_a_missing_one_are_named() -> None:
    whole = photo()
    changed = facts(photos=(
        Photo(whole, "Whole"), Photo(whole[: len(whole) // 3], "Half"), Photo(b"", "Elsewhere"),
        Photo(b"%!PS-Adobe-3.0 EPSF", "Script"),
    ))  # fmt: skip
    pdf = draw_minutes(changed, "en")
    text = " ".join(pages(pdf))
    for name in ("Half", "Elsewhere", "Script"):
        assert f"Photo left out, the file cannot be read: {name}" in text
    assert sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages) == 1


def test_a_photo_of_more_than_a_hundred_million_dots_is_named() -> None:
    header = bytearray(photo(64, 64))
    at = header.index(b"\xff\xc0")
    header[at + 5 : at + 9] = (20_000).to_bytes(2, "big") * 2
    text = " ".join(pages(draw_minutes(facts(photos=(Photo(bytes(header), "Huge"),)), "en")))
    assert "Photo left out, it has more than 100 million dots: Huge" in text


def test_photos_are_brought_down_to_print_and_stand_upright() -> None:
    pdf = draw_minutes(facts(photos=(Photo(photo(4000, 3000, turned=True), "Upright"),)), "en")
    (image,) = [image for page in PdfReader(BytesIO(pdf)).pages for image in page.images]
    assert image.image is not None
    width, height = image.image.size
    assert height > width
    assert height <= 72 / 25.4 * 200 + 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 10])
def test_every_photo_is_printed_once(count: int) -> None:
    photos = tuple(Photo(photo(300 + n, 200), f"Vue{n:02}") for n in range(count))
    pdf = draw_minutes(facts(photos=photos), "fr")
    text = " ".join(pages(pdf))
    assert [f"Vue{n:02}" in text for n in range(count)] == [True] * count
    assert sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages) == count


def test_a_long_name_of_a_side_is_printed_whole() -> None:
    name = (
        "Association intercommunale pour l’eau et l’assainissement des villes jumelées du bassin de la Meuse"
    )
    text = pages(draw_minutes(facts(present=(Present("Ama", "", name, True),)), "en"))[0]
    assert name in text


def test_nothing_heavy_is_loaded_before_a_page_is_drawn() -> None:
    code = "import sys, coopdesk.reports.minutes; print({'reportlab', 'PIL', 'babel'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip
    assert told.stdout.strip() == "set()"


def test_a_draft_says_so_on_every_page() -> None:
    draft = facts(text="Un mot après l’autre. " * 600, state="Brouillon", draft=True)
    assert all("Brouillon" in text for text in pages(draw_minutes(draft, "fr")))
    final = replace(draft, draft=False)
    assert sum("Brouillon" in text for text in pages(draw_minutes(final, "fr"))) == 1


def test_a_done_follow_up_says_so_in_a_word() -> None:
    text = pages(draw_minutes(facts(follow_ups=(FollowUpLine("Call back", "Ama", DAY, True),)), "en"))
    assert "Call back Ama Done" in " ".join(text)


def test_a_new_short_field_stands_in_brief_and_a_long_one_has_its_heading() -> None:
    text = pages(draw_minutes(facts(lines=(("Weather", "dry"), ("Remarks", "Long. " * 40))), "en"))[0]
    assert "Weather dry" in text
    assert "Remarks Long. Long." in text


def test_a_title_takes_three_lines_at_most() -> None:
    title = "Une très longue visite de la halle et du puits et de la mairie " * 12
    reader = PdfReader(BytesIO(draw_minutes(facts(title=title), "fr")))
    content = reader.pages[0].get_contents()
    assert content is not None
    assert len(re.findall(rb"/H1 <<", content.get_data())) == 3
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert "…" in reader.pages[0].extract_text()

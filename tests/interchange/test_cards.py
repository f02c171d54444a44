# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cards of other programs: who stands on them, whatever the version, the encoding and the mistakes."""

from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.interchange import blocks
from coopdesk.interchange.cards import CARD, CardReader
from coopdesk.interchange.entries import Surroundings, flaw_of
from coopdesk.interchange.wishes import FlawedCell, Wish
from coopdesk.records.kinds import Locality
from tests.interchange.address_books import GOOGLE, IPHONE, OUTLOOK_CYRILLIC, REMARK, RUSSIAN, THUNDERBIRD

TOGO = Surroundings(Locality("TG", "Africa/Lome", "XOF"))


def read(folder: Path, text: str, encoding: str = "utf-8") -> tuple[list[list[Wish]], CardReader]:
    """The wishes of every card of a file, and what read them."""
    file = folder / "cards.vcf"
    file.write_bytes(text.encode(encoding))
    content = blocks.read(file)
    reader = CardReader(TOGO)
    found = [
        list(reader.wishes(number, block, content.codec))
        for number, block in enumerate(blocks.blocks(file, content.data, CARD), 1)
    ]
    return found, reader


def texts(wish: Wish) -> dict[str, str]:
    """The texts of a wish by their fields."""
    return {key: text for (key, _), text in wish.texts.items()}


def test_a_card_of_an_old_outlook_in_cyrillic(tmp_path: Path) -> None:
    ((person, organisation, post),), reader = read(tmp_path, OUTLOOK_CYRILLIC)
    found = texts(person)
    assert (found["family_name"], found["given_name"], found["title"]) == (RUSSIAN, "Анна", "Г-жа")
    assert found["phones"] == "+7 495 123-45-67"
    assert found["notes"] == REMARK.strip()
    assert texts(organisation)["name"] == "Мэрия Примера"
    assert texts(post)["function"] == "Начальник, Отдел связей"
    assert post.links == {"person": ("person",), "organisation": ("organisation 0",)}
    assert [column for _, column, _ in reader.left_out.values] == ["PHOTO"]
    assert set(reader.left_out.properties) == {"TEL (FAX)", "ADR"}


def test_a_card_of_google_with_a_number_that_is_none(tmp_path: Path) -> None:
    ((person, organisation, _),), reader = read(tmp_path, GOOGLE)
    found = texts(person)
    assert found["given_name"] == "Awa Marie"
    assert found["emails"] == "awa@example.org; awa.sow@lome.example"
    assert found["phones"] == "90 11 22 33"
    assert found["labels"] == "Jumelage"
    assert found["notes"] == "Première ligne\nDeuxième; ligne qui est assez longue pour être pliée"
    assert texts(organisation)["name"] == "Mairie, centre"
    ((number, column, reason),) = reader.left_out.values
    assert (number, column) == (1, "TEL")
    assert "*111#" in reason


def test_people_and_a_company_of_a_telephone(tmp_path: Path) -> None:
    ((kofi, ong, post), (hotel,)), reader = read(tmp_path, IPHONE)
    assert texts(kofi)["emails"] == "kofi@example.org"
    assert "birthday" not in texts(kofi)
    assert (ong.type.key, post.type.key, hotel.type.key) == ("organisation", "post", "organisation")
    assert texts(post) == {}
    assert texts(hotel) == {
        "name": "Hôtel Exemple", "phones": "+228 22 21 00 00", "address": "Bd du Bord, Lomé, Togo",
    }  # fmt: skip
    assert [column for _, column, _ in reader.left_out.values] == ["BDAY"]


def test_a_card_of_version_four_after_a_byte_order_mark(tmp_path: Path) -> None:
    ((binta,),), _ = read(tmp_path, THUNDERBIRD)
    found = texts(binta)
    assert found["name_other_script"] == "Бинта Диалло"
    assert found["phones"] == "+228-90-11-22-55"
    assert (found["languages"], found["preferred_language"]) == ("fr; en", "fr")
    assert found["birthday"] == "1985-03-12"
    assert binta.uid == "0a1b2c3d-0000-4000-8000-000000000001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_ends_of_lines(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Анна Петрова\nN:Петрова;Анна;;;\nNOTE:Первая\n  и вторая\nEND:VCARD\n"
    )
    ((anna,),), _ = read(tmp_path, text.replace("\n", line_end), encoding)
    assert texts(anna) == {"family_name": "Петрова", "given_name": "Анна", "notes": "Первая и вторая"}


def test_letters_that_fold_in_their_middle(tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    name = "Петрова".encode()
    file.write_bytes(b"BEGIN:VCARD\r\nN:" + name[:3] + b"\r\n " + name[3:] + b";;;;\r\nEND:VCARD\r\n")
    content = blocks.read(file)
    (block,) = blocks.blocks(file, content.data, CARD)
    (person,) = CardReader(TOGO).wishes(1, block, content.codec)
    assert texts(person) == {"family_name": "Петрова"}


def test_an_end_that_is_forgotten_and_one_that_is_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "cards.vcf"
    file.write_text("BEGIN:VCARD\nFN:One\nBEGIN:VCARD\nFN:Two\nEND:VCARD\nBEGIN:VCARD\nFN:Th")
    found = list(blocks.blocks(file, file.read_bytes(), CARD))
    assert [block.body.strip() for block in found] == [b"FN:One", b"FN:Two", b"FN:Th"]
    assert [flaw_of(block) is None for block in found] == [True, True, False]


def test_the_card_of_an_agent_is_no_card_of_its_own(tmp_path: Path) -> None:
    inner = "AGENT:\nBEGIN:VCARD\nFN:Agent\nN:Agent;;;;\nEND:VCARD\n"
    found, _ = read(tmp_path, f"BEGIN:VCARD\nN:Sow;Awa;;;\n{inner}NOTE:After\nEND:VCARD\n")
    ((awa,),) = found
    assert texts(awa) == {"family_name": "Sow", "given_name": "Awa", "notes": "After"}


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        ("EMAIL:awa@example.org\n", "FN"),
        ("KIND:group\nFN:All\n", "KIND"),
        ("X-ADDRESSBOOKSERVER-KIND:group\nFN:All\nN:All;;;;\n", "KIND"),
        ("N:Sow;Awa;;;\nNOTE;CHARSET=utf-8:\udcff\udcfe \n", "NOTE"),
    ],
)
def test_cards_that_are_refused(tmp_path: Path, lines: str, column: str) -> None:
    file = tmp_path / "cards.vcf"
    file.write_bytes(f"BEGIN:VCARD\n{lines}END:VCARD\n".encode("utf-8", "surrogateescape"))
    (block,) = blocks.blocks(file, file.read_bytes(), CARD)
    with pytest.raises(FlawedCell) as flawed:
        list(CardReader(TOGO).wishes(1, block, "utf-8"))
    assert flawed.value.column == column


def test_which_cards_are_organisations(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\n{}END:VCARD\n"
    cards = (
        "KIND:org\nFN:ONU\nN:ONU;;;;\n",
        "ORG:Mairie\n",
        "FN:Awa\n",
        "ORG:Mairie\nN:Sow;;;;\n",
        "FN:A\nORG:B\n",
    )
    found, _ = read(tmp_path, "".join(map(text.format, cards)))
    assert [wishes[0].type.key for wishes in found] == [
        "organisation", "organisation", "person", "person", "person",
    ]  # fmt: skip


def test_a_field_to_match_by_must_exist() -> None:
    with pytest.raises(WorldError, match="nonsense"):
        CardReader(TOGO, match=("nonsense",))

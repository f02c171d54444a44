# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choices, languages, countries, contacts, links and attachments: what is understood and refused."""

import pytest

from coopdesk.errors import FieldError
from coopdesk.language import LANGUAGES, N_, Language, figures, using
from coopdesk.records.identity import new_id
from coopdesk.records.kinds import (
    AttachedFile,
    Attachment,
    Choice,
    Country,
    Email,
    Kind,
    Link,
    Locality,
    Phone,
    Tongue,
    WebAddress,
)

TOGO = Locality(country="TG")
ANSWERS = Choice(codes={"yes": N_("Yes"), "partly": N_("Partly")})


def code_of(kind: Kind, text: str, where: Locality = TOGO) -> str:
    with pytest.raises(FieldError) as caught:
        kind.parse(text, where)
    return caught.value.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_is_read_by_code_and_by_label_in_every_language(language: Language) -> None:
    for code, label in ANSWERS.codes.items():
        assert ANSWERS.parse(code) == code
        assert ANSWERS.parse(f" {label.text(language).upper()} ") == code


def test_a_refused_choice_names_those_allowed() -> None:
    with pytest.raises(FieldError) as caught:
        ANSWERS.parse("perhaps")
    assert caught.value.facts["choices"] == "yes, partly"


def test_a_refused_choice_is_named_as_the_reader_calls_it() -> None:
    with using("fr"), pytest.raises(FieldError) as caught:
        ANSWERS.parse("perhaps")
    assert caught.value.facts["choices"] == "Oui (yes), En partie (partly)"


@pytest.mark.parametrize("typed", ["Côte d'Ivoire", "cote d’ivoire", "COTE D'IVOIRE", "Кот-д’Ивуар"])
def test_a_country_is_read_as_keyboards_write_it(typed: str) -> None:
    assert Country().parse(typed) == "CI"


def test_a_code_of_a_newer_coopdesk_is_shown_as_it_is() -> None:
    assert ANSWERS.show("from_tomorrow") == "from_tomorrow"
    assert list(ANSWERS.words("from_tomorrow")) == []


def test_every_country_is_read_by_its_code_and_its_names() -> None:
    for code in set(figures.country_codes().values()):
        assert Country().parse(code.lower()) == code
        assert {Country().parse(name) for name in Country().words(code)} == {code}


def test_every_language_is_read_by_its_code() -> None:
    for code in set(figures.language_codes().values()):
        assert Tongue().parse(code) == code


@pytest.mark.parametrize(
    ("typed", "code"), [("Népal", "NP"), ("Непал", "NP"), ("côte d’ivoire", "CI"), ("БЕНИН", "BJ")]
)
def test_countries_as_people_write_them(typed: str, code: str) -> None:
    assert Country().parse(typed) == code


@pytest.mark.parametrize("typed", ["Atlantis", "T", "TGO", "001"])
def test_what_is_no_country(typed: str) -> None:
    assert code_of(Country(), typed) == "country"


def test_what_is_no_language() -> None:
    assert code_of(Tongue(), "klingonais ancien") == "language"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+228 90 11 22 33", "+22890112233"),
        ("00228 90 11 22 33", "+22890112233"),
        ("90 11 22 33", "+22890112233"),
        ("+977 1-4200481", "+97714200481"),
        ("+32 (0)85 84 96 40", "+3285849640"),
    ],
)
def test_telephones_as_people_write_them(typed: str, kept: str) -> None:
    assert Phone().parse(typed, TOGO) == kept


@pytest.mark.parametrize("typed", ["12", "call me", "+999 12345678", ""])
def test_what_is_no_telephone(typed: str) -> None:
    assert code_of(Phone(), typed) == "phone"


def test_a_telephone_without_a_country_needs_an_office() -> None:
    assert code_of(Phone(), "90 11 22 33", Locality()) == "phone"


def test_a_telephone_is_shown_with_its_country_and_never_breaks() -> None:
    assert Phone().show("+22890112233") == "+228\u00a090\u00a011\u00a022\u00a033"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ama.Kossi@Lome.EXAMPLE", "Ama.Kossi@lome.example"),
        (" mailto:o'hara@city.example ", "o'hara@city.example"),
        ("почта@город.example", "почта@город.example"),
    ],
)
def test_mail_addresses(typed: str, kept: str) -> None:
    assert Email().parse(typed) == kept


@pytest.mark.parametrize(
    "typed",
    "ama|ama@|@lome.example|a b@lome.example|a@b|a@@lome.example|a..b@lome.example|.a@b.tg".split("|"),
)
def test_what_is_no_mail_address(typed: str) -> None:
    assert code_of(Email(), typed) == "email"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.lome.example", "https://www.lome.example"),
        ("http://lome.example:8080/a?b=c#d", "http://lome.example:8080/a?b=c#d"),
        ("https://мэрия.example/", "https://мэрия.example/"),
    ],
)
def test_web_addresses(typed: str, kept: str) -> None:
    assert WebAddress().parse(typed) == kept


@pytest.mark.parametrize(
    "typed", ["lome", "ftp://lome.example", "javascript:alert(1)", "https://lo me.example", "file:///etc"]
)
def test_what_is_no_web_address(typed: str) -> None:
    assert code_of(WebAddress(), typed) == "web"


def test_a_web_address_is_found_without_its_beginning() -> None:
    assert list(WebAddress().words("https://www.lome.example/contact")) == ["lome.example/contact"]


def test_links_are_ids_in_small_letters() -> None:
    known = new_id()
    assert Link().parse(f" {known.upper()} ") == known
    assert list(Link().words(known)) == []
    assert code_of(Link(), known[:-1]) == "link"
    assert code_of(Link(), "8" + known[1:]) == "link"


@pytest.mark.parametrize(
    "typed",
    [
        "photo.jpg",
        f"{'a' * 63} 1 image/png a.png",
        f"{'A' * 64} 1 image/png a.png",
        f"{'a' * 64} -1 image/png a.png",
        f"{'a' * 64} 1 image a.png",
        f"{'a' * 64} 1 image/png ../../etc/passwd",
        f"{'a' * 64} 1 image/png a\nb.png",
        f"{'a' * 64} 1 image/png ",
    ],
)
def test_what_is_no_attachment(typed: str) -> None:
    assert code_of(Attachment(), typed) == "attachment"


def test_an_attachment_is_shown_and_found_by_its_name() -> None:
    scalar = AttachedFile("0" * 64, 2048, "image/jpeg", "halle de Houin.jpg").scalar()
    assert Attachment().show(scalar) == "halle de Houin.jpg"
    assert list(Attachment().words(scalar)) == ["halle de Houin.jpg"]
    assert AttachedFile.of(scalar).size == 2048

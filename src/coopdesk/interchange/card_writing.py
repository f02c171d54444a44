# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing vCard 3.0 (RFC 2426), the version that every telephone and mail program reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdesk.interchange.cards import (
    ATTACHMENT,
    KIND,
    ORGANISATION_ID,
    OTHER_SCRIPT,
    PLACE_ID,
    POST_ID,
)

if TYPE_CHECKING:
    from vobject.base import Component

Told = tuple[str, str]
"""A text and the language it is in."""
_CARETS = str.maketrans({"^": "^^", '"': "^'", "\n": "^n"})


@dataclass(frozen=True, slots=True)
class Office:
    """A post on the card of a person; the UIDs say which records these are."""

    organisation: Told
    function: Told
    organisation_uid: str
    post_uid: str


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an organisation, and the place where it is."""

    street: str
    place: Told = ("", "")
    country: str = ""
    place_uid: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A small picture, and the attachment it was made of."""

    data: bytes
    media: str
    scalar: str


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What goes on one card: of a person where `family_name` is given, else of an organisation,
    whose name is `name`. `name` is what is shown in a list."""

    uid: str
    name: Told
    revised: str = ""
    family_name: str = ""
    given_name: str = ""
    title: str = ""
    other_script: str = ""
    acronym: str = ""
    kind: str = ""
    offices: Sequence[Office] = ()
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    languages: Sequence[str] = ()
    preferred_language: str = ""
    birthday: str = ""
    web_page: str = ""
    address: Address | None = None
    note: Told = ("", "")
    labels: Sequence[str] = ()
    photo: Photo | None = None
    confidential: bool = False


def card_text(facts: CardFacts) -> str:
    """The card, with lines folded and texts escaped as the RFC asks; lines end with CR LF."""
    import vobject

    card = vobject.vCard()
    _put(card, "uid", facts.uid)
    _put(card, "rev", facts.revised)
    _put(card, "fn", facts.name[0])
    if facts.family_name:
        name = vobject.vcard.Name(family=facts.family_name, given=facts.given_name, prefix=facts.title)
        card.add("n").value = name
    else:
        card.add("n").value = vobject.vcard.Name()
        _put(card, "org", [facts.name[0]], LANGUAGE=facts.name[1])
        _put(card, "kind", "org")
        _put(card, "x-abshowas", "COMPANY")
    _put(card, "nickname", facts.acronym)
    _put(card, OTHER_SCRIPT, facts.other_script)
    _put(card, KIND, facts.kind)
    _put_reach(card, facts)
    _put_offices(card, facts)
    _put(card, "bday", facts.birthday)
    _put(card, "url", facts.web_page)
    _put_address(card, facts.address)
    _put(card, "note", facts.note[0], LANGUAGE=facts.note[1])
    if facts.labels:
        labels = card.add("categories")
        labels.value = ",".join(vobject.base.backslashEscape(label) for label in facts.labels)
        labels.encoded = True
    _put_photo(card, facts.photo)
    _put(card, "class", "CONFIDENTIAL" if facts.confidential else "")
    return str(card.serialize())


def _put(card: "Component", name: str, value: str | list[str], **params: str) -> None:
    """Add a line where there is something to say; parameters too."""
    if not value:
        return
    line = card.add(name)
    line.value = value
    for key, text in params.items():
        if text:
            line.params[key] = [text]


def _put_reach(card: "Component", facts: CardFacts) -> None:
    for email in facts.emails:
        _put(card, "email", email, TYPE="INTERNET")
    for phone in facts.phones:
        line = card.add("tel")
        line.value, line.params["TYPE"] = phone, [_sort_of(phone)]
    for language in facts.languages:
        _put(card, "lang", language)
    _put(card, "lang", facts.preferred_language, TYPE="PREF")


def _sort_of(phone: str) -> str:
    import phonenumbers

    sort = phonenumbers.number_type(phonenumbers.parse(phone))
    return "CELL" if sort == phonenumbers.PhoneNumberType.MOBILE else "VOICE"


def _put_offices(card: "Component", facts: CardFacts) -> None:
    """The present posts; a group holds organisation and title together where there are several."""
    for number, office in enumerate(facts.offices, 1):
        group = f"post{number}" if len(facts.offices) > 1 else None
        organisation = card.add("org", group)
        organisation.value = [office.organisation[0]]
        organisation.params[ORGANISATION_ID] = [office.organisation_uid]
        organisation.params[POST_ID] = [office.post_uid]
        if office.organisation[1]:
            organisation.params["LANGUAGE"] = [office.organisation[1]]
        if office.function[0]:
            title = card.add("title", group)
            title.value = office.function[0]
            title.params["LANGUAGE"] = [office.function[1]]


def _put_address(card: "Component", address: Address | None) -> None:
    if address is None:
        return
    import vobject

    line = card.add("adr")
    line.value = vobject.vcard.Address(street=address.street, city=address.place[0], country=address.country)
    line.params["TYPE"] = ["WORK"]
    if address.place_uid:
        line.params[PLACE_ID] = [address.place_uid]
        line.params["LANGUAGE"] = [address.place[1]]
    if address.street:
        _put(card, "label", address.street, TYPE="WORK")


def _put_photo(card: "Component", photo: Photo | None) -> None:
    if photo is None:
        return
    line = card.add("photo")
    line.value = photo.data
    line.params["ENCODING"] = ["b"]
    line.params["TYPE"] = [photo.media.partition("/")[2].upper()]
    line.params[ATTACHMENT] = [photo.scalar.translate(_CARETS)]

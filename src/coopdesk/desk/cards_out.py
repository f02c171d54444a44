# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""People and organisations as cards. A confidential one is marked so; of any other, nothing that
is confidential stands on the card."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.desk.sheets_out import stamped
from coopdesk.errors import WorldError
from coopdesk.interchange.card_writing import Address, CardFacts, Office, Photo, Told, card_text
from coopdesk.interchange.photos import small
from coopdesk.interchange.uids import uid_of
from coopdesk.language import figures
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import AttachedFile
from coopdesk.records.rules.people import present_posts
from coopdesk.records.values import Record, best
from coopdesk.store.reading import Page

TYPES = ("person", "organisation")


def write_cards(desk: Desk, kind: RecordType, file: Path, wanted: Page) -> int:
    """Write a card for each record of a type to a new file; how many. Raises OSError."""
    count = 0
    facts_of = _person if kind.key == "person" else _organisation
    with file.open("w", encoding="utf-8", newline="") as stream:
        for record in stamped(desk, kind, wanted):
            stream.write(card_text(facts_of(desk, record)))
            count += 1
    return count


def _person(desk: Desk, person: Record) -> CardFacts:
    return CardFacts(
        uid=uid_of(person.id),
        name=(desk.title("person", person.id), ""),
        revised=_revised(person),
        family_name=person.text("family_name"),
        given_name=person.text("given_name"),
        title=person.text("title"),
        other_script=person.text("name_other_script"),
        offices=_offices(desk, person),
        emails=_texts(person, "emails"),
        phones=_texts(person, "phones"),
        languages=_texts(person, "languages"),
        preferred_language=person.text("preferred_language"),
        birthday=person.text("birthday"),
        note=(person.text("notes"), ""),
        labels=_texts(person, "labels"),
        photo=_photo(desk, person),
        confidential=bool(person.one("confidential")),
    )


def _organisation(desk: Desk, organisation: Record) -> CardFacts:
    return CardFacts(
        uid=uid_of(organisation.id),
        name=_told(organisation, "name"),
        revised=_revised(organisation),
        acronym=organisation.text("acronym"),
        kind=organisation.text("kind"),
        emails=_texts(organisation, "emails"),
        phones=_texts(organisation, "phones"),
        languages=_texts(organisation, "working_languages"),
        web_page=organisation.text("web_page"),
        address=_address(desk, organisation),
        note=_told(organisation, "presentation"),
        labels=_texts(organisation, "labels"),
        confidential=bool(organisation.one("confidential")),
    )


def _revised(record: Record) -> str:
    return record.changed.at if record.changed else ""


def _texts(record: Record, key: str) -> list[str]:
    return [str(member) for member in record.many(key)]


def _told(record: Record, key: str) -> Told:
    """A text in the best language there is, and that language."""
    value = record.values.get(key)
    return best(value) if isinstance(value, Mapping) else ("", "")


def _shown(desk: Desk, type_key: str, record_id: object, beside: Record) -> Record | None:
    """A linked record, unless it is in the bin, or confidential beside one that is not."""
    found = desk.record(type_key, str(record_id)) if record_id else None
    if found is None or found.removed or (found.one("confidential") and not beside.one("confidential")):
        return None
    return found


def _offices(desk: Desk, person: Record) -> list[Office]:
    found = []
    for post in present_posts(desk.linked("post", "person", person.id), date.today()):
        organisation = _shown(desk, "organisation", post.one("organisation"), person)
        if organisation is None or (post.one("confidential") and not person.one("confidential")):
            continue
        found.append(
            Office(
                _told(organisation, "name"), _told(post, "function"), uid_of(organisation.id), uid_of(post.id)
            )
        )
    return found


def _address(desk: Desk, organisation: Record) -> Address | None:
    place = _shown(desk, "place", organisation.one("place"), organisation)
    street = organisation.text("address")
    if place is None:
        return Address(street) if street else None
    country = figures.country(place.text("country")) if place.text("country") else ""
    return Address(street, _told(place, "name"), country, uid_of(place.id))


def _photo(desk: Desk, person: Record) -> Photo | None:
    scalar = person.text("photo")
    if not scalar:
        return None
    try:
        data, media = small(desk.attached(AttachedFile.of(scalar).hash))
    except WorldError:
        # Not on this computer yet, or damaged: the check names it, a card goes without.
        return None
    return Photo(data, media, scalar) if data else None

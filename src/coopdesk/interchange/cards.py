# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a vCard (2.1, 3.0 or 4.0) asks for: a person with posts and their organisations, or an
organisation, which a card is that says so or has no name of a person."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coopdesk.interchange.blocks import Block
from coopdesk.interchange.content_lines import Line, split, unescaped
from coopdesk.interchange.entries import OWN_MARK, Filling, LeftOut, Surroundings, lines_of
from coopdesk.interchange.match_keys import Keys, default_keys
from coopdesk.interchange.wishes import FlawedCell, Wish, own_keys
from coopdesk.language import N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY

PERSON, POST = BY_KEY["person"], BY_KEY["post"]
ORGANISATION, PLACE = BY_KEY["organisation"], BY_KEY["place"]
TYPES = (PERSON.key, ORGANISATION.key)
CARD = frozenset(("VCARD",))
OTHER_SCRIPT = f"{OWN_MARK}NAME-OTHER-SCRIPT"
KIND = f"{OWN_MARK}KIND"
POST_ID = f"{OWN_MARK}POST"
ORGANISATION_ID = f"{OWN_MARK}ORGANISATION"
PLACE_ID = f"{OWN_MARK}PLACE"
ATTACHMENT = f"{OWN_MARK}FILE"

NO_PERSON = N_("The card stands for a list or a place, not for a person or an organisation.")
NO_NAME = N_("The card has no name.")
NO_PHOTO = N_("This is no picture that can be read.")
NO_YEAR = N_("The birthday has no year.")

# An office has one switchboard and one address for letters: of two people who share them,
# neither is the other. Names must agree too.
PERSON_KEYS: Keys = (("emails", "given_name", "family_name"), ("given_name", "family_name"))
_BY_NAME: Keys = (("name",),)
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_YEARLESS = frozenset(("1604", "0000"))
_SILENT = frozenset(
    "VERSION PRODID REV UID SORT-STRING SOURCE NAME MAILER TZ GEO KEY SOUND LOGO AGENT CLASS KIND N FN"
    " PROFILE XML CLIENTPIDMAP".split()
)


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of one card by their names."""

    number: int
    lines: Mapping[str, Sequence[Line]]

    def all(self, *names: str) -> list[Line]:
        """The lines of these names, in their order."""
        return [line for name in names for line in self.lines.get(name, ())]

    def text(self, name: str) -> str:
        """The first text of a name, "" where there is none."""
        return next((text for line in self.all(name) if (text := line.text().strip())), "")

    def name(self) -> list[str]:
        """Family name, given name, further names, form of address and suffix; each may be empty."""
        lines = self.all("N")
        parts = lines[0].raw_parts() if lines else []
        names = [" ".join(" ".join(unescaped(one) for one in split(part, ",")).split()) for part in parts]
        return (names + [""] * 5)[:5]

    @property
    def kind(self) -> str:
        """What KIND says, also in the words of address books by Apple."""
        return (self.text("KIND") or self.text("X-ADDRESSBOOKSERVER-KIND")).lower()

    @property
    def is_organisation(self) -> bool:
        """Whether the card stands for an organisation rather than a person."""
        if self.kind in ("org", "organization") or self.text("X-ABSHOWAS").upper() == "COMPANY":
            return True
        if self.kind == "individual" or any(self.name()):
            return False
        organisation = _first_part(self.all("ORG"))
        return bool(organisation) and self.text("FN") in ("", organisation)


class CardReader:
    """Makes wishes of cards; what it leaves out is noted in `left_out`."""

    def __init__(
        self, around: Surroundings, kind: RecordType | None = None, match: Sequence[str] = ()
    ) -> None:
        """`kind`: what every card is taken for. Raises WorldError for an unknown field in `match`."""
        self._around = around
        self._kind = kind
        self._match = {kind.key if kind else PERSON.key: own_keys(kind or PERSON, match)} if match else {}
        self.left_out = LeftOut()

    def wishes(self, number: int, block: Block, codec: str) -> Iterator[Wish]:
        """The records that a card asks for; raises FlawedCell."""
        found: dict[str, list[Line]] = {}
        for line in lines_of(block, codec):
            found.setdefault(line.name, []).append(line)
        card = Card(number, found)
        if card.kind in ("group", "location", "device"):
            raise FlawedCell("KIND", NO_PERSON)
        if self._kind is ORGANISATION or (self._kind is None and card.is_organisation):
            yield from self._organisation(card)
        else:
            yield from self._person(card)

    def _filling(self, kind: RecordType, card: Card) -> Filling:
        return Filling(kind, self._around.where, self.left_out, card.number)

    def _wish(self, filling: Filling, name: str, match: Keys, uid: str, **links: tuple[str, ...]) -> Wish:
        """The wish for a record that other programs know by `uid`."""
        return Wish(
            filling.kind,
            filling.texts,
            filling.columns,
            self._match.get(filling.kind.key, match),
            name,
            links,
            uid=uid,
            known=self._around.known(filling.kind.key, uid),
            any_language=True,
        )

    def _person(self, card: Card) -> Iterator[Wish]:
        person = self._filling(PERSON, card)
        family, given, further, title, _ = card.name()
        given = " ".join(filter(None, (given, further)))
        # Whoever has one name only has it as a family name.
        names = (family, given) if family else (given or card.text("FN"), "")
        person.set("family_name", names[0], "N" if family or given else "FN")
        person.set("given_name", names[1], "N")
        if not person.texts:
            raise FlawedCell("FN", NO_NAME)
        person.set("title", title, "N")
        person.set("name_other_script", card.text(OTHER_SCRIPT) or _second_name(card), "FN")
        self._reach(person, card)
        self._languages(person, card, "languages")
        self._birthday(person, card)
        person.set("notes", _notes(card), "NOTE")
        self._photo(person, card)
        yield self._wish(person, "person", PERSON_KEYS, card.text("UID"))
        yield from self._posts(card)
        self._name_the_rest(card, "NOTE BDAY LANG PHOTO TEL EMAIL CATEGORIES TITLE ROLE ORG".split())

    def _reach(self, filling: Filling, card: Card) -> None:
        """What people and organisations have both."""
        phones = [line for line in card.all("TEL") if not line.types() & {"FAX", "PAGER", "MODEM"}]
        filling.members("emails", (_address(line, "mailto:") for line in card.all("EMAIL")), "EMAIL")
        filling.members("phones", (_phone(line) for line in phones), "TEL")
        if len(phones) < len(card.all("TEL")):
            self.left_out.properties["TEL (FAX)"] += 1
        labels = (part for line in card.all("CATEGORIES") for part in line.parts(","))
        filling.members("labels", (label for label in labels if label != "myContacts"), "CATEGORIES")
        filling.confide(card.all("CLASS"))

    def _languages(self, filling: Filling, card: Card, key: str) -> None:
        """LANG of vCard 4.0; the one marked by TYPE=PREF is only the preferred one."""
        spoken = [line for line in card.all("LANG") if "PREF" not in line.types()]
        filling.members(key, (_tongue(line) for line in spoken), "LANG")
        if filling.kind is PERSON:
            for line in card.all("LANG"):
                if "PREF" in line.types() or line.param("PREF") == "1":
                    filling.read("preferred_language", _tongue(line), "LANG")

    def _birthday(self, person: Filling, card: Card) -> None:
        for line in card.all("BDAY"):
            text = line.text().strip()
            day = _DAY.fullmatch(text)
            if text.startswith("--") or (day and day[1] in _YEARLESS) or line.param("X-APPLE-OMIT-YEAR"):
                self.left_out.value(card.number, "BDAY", NO_YEAR)
            elif text:
                person.read("birthday", f"{day[1]}-{day[2]}-{day[3]}" if day else text, "BDAY")

    def _photo(self, person: Filling, card: Card) -> None:
        for line in card.all("PHOTO"):
            # A card that left this desk names the photo as it was before it was made small.
            scalar = self._around.known("photo", line.param(ATTACHMENT)) if ATTACHMENT in line.params else ""
            data = b"" if scalar else line.content()
            if not scalar and (data or not line.value.lower().startswith((b"http:", b"https:"))):
                scalar = self._around.photo(data, person.texts.get(("family_name", ""), ""))
                if not scalar:
                    self.left_out.value(card.number, "PHOTO", NO_PHOTO)
            person.set("photo", scalar, "PHOTO")

    def _posts(self, card: Card) -> Iterator[Wish]:
        titles = card.all("TITLE") or card.all("ROLE")
        offices = [line for line in card.all("ORG") if any(part.strip() for part in line.parts())]
        if titles and not offices:
            self.left_out.properties["TITLE"] += 1
        for number, office in enumerate(offices):
            parts = [part.strip() for part in office.parts() if part.strip()]
            organisation = self._filling(ORGANISATION, card)
            organisation.set("name", parts[0], "ORG", office.param("LANGUAGE").lower())
            name = f"organisation {number}"
            yield self._wish(organisation, name, _BY_NAME, office.param(ORGANISATION_ID))
            post = self._filling(POST, card)
            title = _beside(office, titles, number)
            function = ", ".join(filter(None, (title.text().strip() if title else "", *parts[1:])))
            post.set("function", function, "TITLE", title.param("LANGUAGE").lower() if title else "")
            match = default_keys(POST) if function else (("person", "organisation"),)
            uid = office.param(POST_ID)
            yield self._wish(post, f"post {number}", match, uid, person=("person",), organisation=(name,))

    def _organisation(self, card: Card) -> Iterator[Wish]:
        filling = self._filling(ORGANISATION, card)
        named = [line for line in card.all("ORG", "FN") if line.parts()[0].strip()]
        if named:
            text = named[0].parts()[0] if named[0].name == "ORG" else named[0].text()
            filling.set("name", text, named[0].name, named[0].param("LANGUAGE").lower())
        if not filling.texts:
            raise FlawedCell("FN", NO_NAME)
        filling.set("acronym", card.text("NICKNAME"), "NICKNAME")
        if card.text(KIND):
            filling.read("kind", card.text(KIND), "KIND")
        self._reach(filling, card)
        self._languages(filling, card, "working_languages")
        for line in card.all("URL"):
            filling.read("web_page", line.text().strip(), "URL")
        filling.set("address", _postal(card), "ADR")
        for line in card.all("NOTE"):
            filling.set("presentation", line.text(), "NOTE", line.param("LANGUAGE").lower())
        place = self._place(card)
        if place is not None:
            yield place
        links = {"place": ("place",)} if place is not None else {}
        yield self._wish(filling, "organisation", _BY_NAME, card.text("UID"), **links)
        self._name_the_rest(
            card, "NICKNAME URL ADR LABEL NOTE LANG TEL EMAIL CATEGORIES TITLE ROLE ORG".split()
        )

    def _place(self, card: Card) -> Wish | None:
        """The place of an organisation, where a desk wrote the card: elsewhere a locality is a part
        of a postal address, which may be any village or post office."""
        for line in card.all("ADR"):
            parts = [*line.parts(), *[""] * 7]
            if PLACE_ID in line.params and parts[3].strip():
                place = self._filling(PLACE, card)
                place.set("name", parts[3], "ADR", line.param("LANGUAGE").lower())
                if parts[6].strip():
                    place.read("country", parts[6].strip(), "ADR")
                match = (("name", "country"),) if ("country", "") in place.texts else _BY_NAME
                return self._wish(place, "place", match, line.param(PLACE_ID))
        return None

    def _name_the_rest(self, card: Card, taken: Iterable[str]) -> None:
        """Count the properties that were passed over, without those that say nothing of anybody."""
        for name, found in card.lines.items():
            passed_over = name not in taken and name not in _SILENT and not name.startswith("X-")
            if passed_over and any(line.value.strip(b" ;") for line in found):
                self.left_out.properties[name] += 1


def _first_part(lines: Sequence[Line]) -> str:
    return lines[0].parts()[0].strip() if lines else ""


def _second_name(card: Card) -> str:
    """In vCard 4.0 a name may come once more in another script, marked by ALTID."""
    found = [line for line in card.all("FN") if "ALTID" in line.params]
    return found[1].text() if len(found) > 1 else ""


def _address(line: Line, before: str) -> str:
    text = line.text().strip()
    return text[len(before) :] if text.lower().startswith(before) else text


def _phone(line: Line) -> str:
    return _address(line, "tel:").partition(";")[0]


def _tongue(line: Line) -> str:
    return line.text().strip().partition("-")[0]


def _notes(card: Card) -> str:
    return "\n\n".join(filter(None, (line.text().strip() for line in card.all("NOTE"))))


def _beside(office: Line, titles: Sequence[Line], number: int) -> Line | None:
    """The title that belongs to an organisation: by its group, else by its place."""
    if office.group:
        same = [title for title in titles if title.group == office.group]
        if same:
            return same[0]
    loose = [title for title in titles if not title.group]
    return loose[number] if number < len(loose) else None


def _postal(card: Card) -> str:
    """The address as it stands on a letter, else its parts in one line."""
    label = card.text("LABEL")
    if label:
        return label
    for line in card.all("ADR"):
        if PLACE_ID in line.params:
            return ""
        text = ", ".join(part for one in line.parts() if (part := " ".join(one.split())))
        if line.param("LABEL") or text:
            return line.param("LABEL") or text
    return ""

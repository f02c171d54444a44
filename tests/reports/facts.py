# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Invented facts, and a desk in a dictionary, for the tests of reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from PIL import Image
from pypdf import PdfReader

from coopdesk.errors import WorldError
from coopdesk.records.types import record_type
from coopdesk.records.values import Record, Value, title_of
from coopdesk.reports.minutes import FollowUpLine, MinutesFacts, Photo, Present

DAY = date(2026, 11, 24)


def photo(width: int = 1200, height: int = 900, *, turned: bool = False) -> bytes:
    """A JPEG of one colour; `turned` says in its EXIF data that the camera was held upright."""
    image = Image.new("RGB", (width, height), (90, 140, 160))
    exif = Image.Exif()
    if turned:
        exif[0x0112] = 6
    written = BytesIO()
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


def facts(**changed: object) -> MinutesFacts:
    """Minutes of one page, with the fields named changed."""
    values: dict[str, object] = {
        "office": "Ville de Locossa, service de la coopération",
        "kind": "Visite de partenaire",
        "title": "Visite de la halle de Houin",
        "when": "mardi 24 novembre 2026, 9\u00a0h\u00a030\u00a0–\u00a011\u00a0h\u00a045",
        "place": "Houin, Locossa",
        "rapporteur": "Clarisse Dansou",
        "state": "Définitif",
        "partners": ("Ville d’Andenne",),
        "present": (
            Present("Sophie Delvaux", "coordinatrice", "Ville d’Andenne", False),
            Present("Pascaline Amoussou", "maire", "Ville de Locossa", True),
            Present("Houéfa Dossou", "", "", False),
        ),
        "agenda": "1. La halle\n2. Le puits",
        "text": "Le gros œuvre est **terminé**. Ouverture le 1er mars 2027.",
        "lines": (("Langue", "français"), ("Difficultés", "La piste est coupée. " * 6)),
        "decisions": ("La halle ouvre le 1er mars 2027.", "Andenne accueille deux agents."),
        "follow_ups": (
            FollowUpLine("Faire analyser l’eau", "Edmond Agbossou", date(2026, 12, 4), False),
            FollowUpLine("Remettre le manuel", "", None, True),
        ),
        "photos": (Photo(photo(), "La halle"),),
        "reference": "3f9a2c71",
        "printed_on": DAY,
        "opening": "Voir l’avancement de la halle.",
    }
    return MinutesFacts(**{**values, **changed})  # type: ignore[arg-type]


EMPTY = MinutesFacts(
    office="Desk", kind="", title="A call", when="", place="", rapporteur="", state="", partners=(),
    present=(), agenda="", text="", lines=(), decisions=(), follow_ups=(), photos=(), reference="0a0a0a0a",
    printed_on=DAY,
)  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends made one space."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@dataclass
class Shelf:
    """Records and files in memory, read as the desk lets reports read them."""

    records: dict[str, Record] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, type_key: str, id: str, *, removed: bool = False, **values: Value) -> str:
        """Keeps a record; fields whose names are Python's words end in an underscore."""
        named = {key.rstrip("_"): value for key, value in values.items()}
        assert named.keys() <= record_type(type_key).by_key.keys()
        self.records[id] = Record(id, type_key, "v1", named, removed)
        return id

    def record(self, type_key: str, id: str) -> Record | None:
        found = self.records.get(id)
        return found if found and found.type == type_key else None

    def linked(self, type_key: str, field: str, id: str) -> list[Record]:
        kept = [record for record in self.records.values() if record.type == type_key and not record.removed]
        return [record for record in kept if _holds(record.values, field, id)]

    def attached(self, hash: str) -> bytes:
        if hash not in self.files:
            raise WorldError("no_file", "This file is not on this machine.")
        return self.files[hash]

    def office_name(self) -> str:
        return "Ville de Locossa"

    def our_organisation(self) -> str:
        return "locossa"

    def title(self, type_key: str, id: str) -> str:
        return title_of(record_type(type_key), self.records[id])


def _holds(values: Mapping[str, Value], key: str, id: str) -> bool:
    value = values.get(key)
    return id in value if isinstance(value, tuple) else value == id

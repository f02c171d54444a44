# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made the desk in desk-1/ and what is in it, once: see README.md.

PYTHONPATH=src:. python tests/old_files/make_desk.py
"""

import json
import shutil
from pathlib import Path

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.desk.state import state
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store import vault

FOLDER = Path(__file__).parent / "desk-1"
PASSPHRASE = "quatre mots pour ouvrir"
RECORDS: list[tuple[str, Touches]] = [
    ("person", {"given_name": "Kossi", "family_name": "Adjei", "emails": {"k.adjei@ville.example": True}}),
    ("note", {"title": "Visite du marché", "text": "Насос стоит с марта.", "kind": "partner_visit"}),
    ("organisation", {"name": {"en": "City hall", "fr": "Mairie", "ru": "Мэрия"}, "kind": "city_hall"}),
    ("listing", {"kind": "need", "title": {"fr": "Former des formatrices"}, "themes": {"water": True}}),
]


def main() -> None:
    """Make the folder anew, with a field in two versions and a record in the bin."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    desk = found_desk(FOLDER, city="Lomé", country="TG", officer="Ama", language="fr", passphrase=PASSPHRASE)
    ids = [kept(desk, key, touches) for key, touches in RECORDS]
    two_versions(desk, ids[1])
    saving.remove(desk, BY_KEY["listing"], ids[3])
    told = {key: shown(desk, key, record) for (key, _), record in zip(RECORDS, ids, strict=True)}
    content = {"state": state(desk).hash, "records": told}
    desk.close()
    vault.note_machine(FOLDER, "")  # a desk of no machine in particular
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (FOLDER / "content.json").write_text(text + "\n", encoding="utf-8")


def kept(desk: Desk, key: str, touches: Touches) -> str:
    """The id of a new record."""
    saved = saving.save(desk, BY_KEY[key], None, touches)
    assert saved
    return saved.id


def two_versions(desk: Desk, note: str) -> None:
    """Two officers change one field without seeing each other."""
    before = desk.record("note", note)
    assert before
    for venue in ("À la mairie", "Au marché"):
        saving.save(desk, BY_KEY["note"], note, {"venue": venue}, seen=before.version)


def shown(desk: Desk, key: str, record: str) -> dict[str, object]:
    """What a record shows: its id, its values, whether it is in the bin, its fields in two versions."""
    found = desk.record(key, record)
    assert found
    return {
        "id": found.id,
        "version": found.version,
        "removed": found.removed,
        "values": json.loads(json.dumps(found.values)),
        "two_versions": sorted(found.conflicts),
    }


if __name__ == "__main__":
    main()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two weeks of a city hall by command line: five computers that never share a line, a stick that is lost,
a laptop that is stolen, a computer that comes back from its backup. In the end all show the same."""

import os
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from coopdesk.store import journal
from tests.commands.terminal import Answer, Terminal
from tests.journeys.computers import On, joins, titles

MONDAY = 1_795_420_800  # 2026-11-23, 08:00 UTC
DAY = 86_400
PLAN = os.urandom(300_000)
SURVEY = os.urandom(3_000_000)
PART = "1200kB"
NAMES = ("hall", "mayor", "north", "south", "laptop")


@dataclass
class CityHall:
    """The computers by name, the day that their clocks show, and what stands on paper beside them."""

    on: On
    clock: SimpleNamespace
    notes: dict[str, str] = field(default_factory=dict)
    written: int = 0

    def day(self, number: int) -> None:
        """Nine o'clock of a working day, the first Monday being 0; Saturday and Sunday are 5 and 6."""
        self.clock.now = MONDAY + number * DAY + 3_600

    def __getitem__(self, name: str) -> Terminal:
        return self.on(name)

    def note(self, name: str, title: str, *fields: str) -> str:
        """A note of a computer, remembered by its title."""
        self.notes[title] = self[name].new("note", f"title={title}", *fields)
        return self.notes[title]

    def edits(self, name: str, title: str, *fields: str) -> None:
        self[name].done("set", "note", self.notes[title], *fields)

    def writes(self, name: str) -> list[str]:
        """The files of a bundle with what all lack."""
        self.written += 1
        return list(self[name].json("bundle", "write", f"{self.written:02}-{name}.coopx")["files"])

    def brings(self, name: str, *readers: str, code: int = 0) -> list[Answer]:
        """What all lack, carried from one computer to others; how each of them answers."""
        files = self.writes(name)
        answers = [self[reader]("bundle", "read", *files) for reader in readers]
        assert {answer.code for answer in answers} == {code}, answers
        return answers

    def states(self, *names: str) -> set[str]:
        return {self[name].json("state")["words"] for name in names}


@pytest.fixture
def city(on: On, monkeypatch: pytest.MonkeyPatch) -> CityHall:
    """Five computers that were let in on the first Monday."""
    clock = SimpleNamespace(now=MONDAY)

    def now() -> float:
        clock.now += 0.01
        return float(clock.now)

    monkeypatch.setattr(journal, "time", SimpleNamespace(time=now))
    made = CityHall(on, clock)
    on("hall").init()
    joins(on, "mayor", "hall", "--role", "steward")
    for name in ("north", "south"):
        joins(on, name, "hall")
    joins(on, "laptop", "mayor")
    made.brings("mayor", "hall", "north", "south")
    made.brings("hall", "north", "south", "laptop", "mayor")
    return made


def test_two_weeks(city: CityHall) -> None:
    _everybody_writes(city)
    _a_stick_is_lost(city)
    _two_versions_are_decided(city)
    _mails_come_out_of_order(city)
    _a_clock_is_wrong(city)
    _the_laptop_is_stolen(city)
    _a_computer_comes_back_from_its_backup(city)
    _a_new_laptop_and_a_bundle_taken_back(city)
    _all_show_the_same(city)


def _everybody_writes(city: CityHall) -> None:
    """Monday and Tuesday: notes on every computer, a plan with a photo in the field."""
    city.day(0)
    city.note("hall", "Jumelage", "text=un\n\ndeux\n\ntrois", "kind=meeting")
    city.brings("hall", "mayor", "north", "south", "laptop")
    city.day(1)
    city.note("north", "École", "kind=field_visit")
    city.note("south", "Marché", "kind=field_visit")
    visit = city.note("laptop", "Terrain", "kind=field_visit")
    city["laptop"].done("new", "decision", f"note={visit}", "text.fr=Creuser le puits.")
    city["laptop"].done("new", "follow-up", "what=Devis du puits", f"comes_from={visit}", "due_on=2026-12-15")
    Path("plan.bin").write_bytes(PLAN)
    city["laptop"].done("new", "document", "title=Plan du puits", "file=@plan.bin", f"belongs_to+={visit}")
    city.edits("north", "Jumelage", "text=UN\n\ndeux\n\ntrois")
    city.edits("south", "Jumelage", "text=un\n\ndeux\n\nTROIS")
    for name in ("north", "south", "laptop"):
        city.brings(name, "hall")
    assert titles(city["hall"]) == {"Jumelage", "École", "Marché", "Terrain"}
    shown = city["hall"].json("show", "note", city.notes["Jumelage"])["fields"]["text"]
    assert shown == "UN\n\ndeux\n\nTROIS", "both edits of the text stand in it"


def _a_stick_is_lost(city: CityHall) -> None:
    """Wednesday: the stick for the other computers is lost. Who finds it learns nothing, and the next
    stick brings all of it, because nobody ever counts on what was sent."""
    city.day(2)
    city.note("hall", "Budget secret")
    lost = city.writes("hall")
    found = city["finder"]
    found.done(
        "init", "--city", "Kara", "--country", "TG", "--officer", "X", "--language", "en", "--no-passphrase"
    )
    for file in lost:
        assert b"secret" not in Path(file).read_bytes()
        refused = found("--json", "bundle", "read", file)
        assert (refused.code, refused.error["error"]) == (1, "bundle_other_office")
        Path(file).unlink()
    city.brings("hall", "mayor", "north", "south", "laptop")
    assert len(city.states("hall", "mayor", "north", "south", "laptop")) == 1
    for name in NAMES:
        assert "Budget secret" in titles(city[name])


def _two_versions_are_decided(city: CityHall) -> None:
    """Thursday: two districts change one field; the cooperation office sees both and decides."""
    city.day(3)
    city.edits("north", "Marché", "venue=Halle")
    city.edits("south", "Marché", "venue=Port")
    city.brings("north", "hall")
    [answer] = city.brings("south", "hall", code=3)
    assert "1 needs your decision" in answer.out
    [conflict] = city["hall"].json("conflicts")
    assert {version["value"] for version in conflict["versions"]} == {"Halle", "Port"}
    refused = city["hall"]("--json", "set", "note", city.notes["Marché"], "venue=Mairie")
    assert "coopdesk conflicts" in refused.error["message"]
    city["hall"].done("resolve", conflict["id"], "--value", "Halle du port")
    city.brings("hall", "north", "south", "mayor", "laptop")
    for name in NAMES:
        assert city[name].json("conflicts") == []
        assert city[name].json("show", "note", city.notes["Marché"])["fields"]["venue"] == "Halle du port"


def _mails_come_out_of_order(city: CityHall) -> None:
    """Friday: the mayor's office hears by mail; the mails come in the wrong order and one not at all."""
    city.day(4)
    Path("survey.bin").write_bytes(SURVEY)
    city["north"].done("new", "document", "title=Relevé", "file=@survey.bin")
    city.note("north", "Courriel")
    drafts = city["north"].json("bundle", "write", "--mail", "friday.eml", "--part-size", PART)["drafts"]
    assert len(drafts) >= 3
    late = drafts[1]
    for draft in [one for one in reversed(drafts) if one != late]:
        assert city["mayor"]("bundle", "read", draft).code in (0, 3)
    assert "Courriel" in titles(city["mayor"])
    document = city["mayor"]("--json", "check")
    assert document.code == 1, "a file that has not come is named"
    city.brings("mayor", "north")
    city.brings("north", "mayor")
    city["mayor"].done("check")
    assert _exported(city, "mayor", "Relevé") == SURVEY


def _a_clock_is_wrong(city: CityHall) -> None:
    """The second Monday: the battery of the southern computer is empty, it shows 1970; later 2040."""
    for when in (0, 2_208_988_800):
        city.clock.now = when
        city.note("south", f"Horloge {when}")
        city.edits("south", "École", f"venue=Salle {when}")
    city.day(7)
    city.edits("north", "École", "starts=2026-11-24")
    city.brings("south", "hall")
    city.brings("north", "hall")
    shown = city["hall"].json("show", "note", city.notes["École"])["fields"]
    assert shown["venue"] == "Salle 2208988800", "what was seen and replaced, not what is dated later"
    city.brings("hall", "north", "south", "mayor", "laptop")
    assert len(city.states(*NAMES)) == 1


def _the_laptop_is_stolen(city: CityHall) -> None:
    """Tuesday: the laptop is stolen with a note that it never sent; the thief writes in the desk."""
    city.day(8)
    city.note("laptop", "Dernière visite")
    city.writes("laptop")
    city.note("laptop", "Faux")
    city["laptop"].done("set", "note", city.notes["Jumelage"], "title=Volé")
    theft = city.writes("laptop")
    city["mayor"].done("revoke", "laptop")
    city.brings("mayor", "hall", "north", "south")
    for name in ("hall", "mayor", "north", "south"):
        assert city[name]("bundle", "read", *theft).code == 3
        assert not titles(city[name]) & {"Faux", "Volé", "Dernière visite"}
        assert "withdrawn" in {one["why"] for one in city[name].json("quarantine")}
    assert city["north"]("--json", "accept", "0" * 8).error["error"] == "not_steward"
    first = city["hall"].json("quarantine")[0]
    city["hall"].done("accept", first["hash"])
    assert "Dernière visite" in titles(city["hall"])
    assert not titles(city["hall"]) & {"Faux", "Volé"}
    news = city.writes("hall")
    closed = city["laptop"]("--json", "bundle", "read", *news)
    assert (closed.code, closed.error["error"]) == (1, "bundle_someone_else")
    for name in ("mayor", "north", "south"):
        city[name].done("bundle", "read", *news)
    assert len(city.states("hall", "mayor", "north", "south")) == 1


def _a_computer_comes_back_from_its_backup(city: CityHall) -> None:
    """Wednesday: the disk of the southern computer breaks. Its backup of the morning goes on a new one,
    which asks again; what was sent since comes back with a bundle."""
    city.day(9)
    city["south"].done("backup", "south.coopbackup")
    city.note("south", "Après la sauvegarde")
    city.brings("south", "hall")
    city["south"].done("backup", "--restore", "south.coopbackup", "--into", "again")
    again = city["again"]
    assert "Après la sauvegarde" not in titles(again)
    city.note("again", "Sur le nouveau poste")
    asked = again.json("join", "again.coopjoin", "--officer", "Kofi", "--computer", "again")
    answered = city["hall"].json("admit", "again.coopjoin", "--output", "again.coopx")
    assert asked["words"] == answered["words"]
    again.done("bundle", "read", "again.coopx")
    assert "Après la sauvegarde" in titles(again)
    city["hall"].done("revoke", "south")
    city.brings("hall", "mayor", "north", "again")
    city.brings("again", "hall")
    assert "Sur le nouveau poste" in titles(city["hall"])


def _a_new_laptop_and_a_bundle_taken_back(city: CityHall) -> None:
    """Thursday: a laptop in place of the stolen one gets everything, files too; the mayor's office reads
    a bundle, takes it back, and reads it again."""
    city.day(10)
    city["newer"].done("join", "newer.coopjoin", "--officer", "Afi", "--computer", "newer", "--no-passphrase")
    city["mayor"].done("admit", "newer.coopjoin", "--output", "newer.coopx")
    city["newer"].done("init", "--from", "newer.coopx")
    assert _exported(city, "newer", "Plan du puits") == PLAN
    city.note("newer", "Retour au puits")
    files = city.writes("newer")
    before = city.states("mayor")
    read = city["mayor"].json("bundle", "read", *files)
    city["mayor"].done("bundle", "undo", read[0]["id"])
    assert city.states("mayor") == before
    city["mayor"].done("bundle", "read", *files)
    assert "Retour au puits" in titles(city["mayor"])


def _all_show_the_same(city: CityHall) -> None:
    """Friday: the news go round, each computer telling only the next; then all is equal and whole."""
    city.day(11)
    here = ("hall", "mayor", "north", "again", "newer")
    for teller, listener in (*pairwise(here), ("newer", "hall")) * 2:
        city.brings(teller, listener)
    assert len(city.states(*here)) == 1
    for name in here:
        city[name].done("check")
        assert titles(city[name]) == city.notes.keys() - {"Faux"}
        assert city[name].json("conflicts") == []
        assert {one["name"] for one in city[name].json("quarantine")} == {"laptop"}
        assert _exported(city, name, "Plan du puits") == PLAN
        roles = {one["name"]: one["role"] for one in city[name].json("devices") if one["role"]}
        assert roles == {"hall": "steward", "mayor": "steward"} | dict.fromkeys(
            ("north", "again", "newer"), "officer"
        )


def _exported(city: CityHall, name: str, title: str) -> bytes:
    """The file of a document as this computer hands it out."""
    folder = Path(f"out-{name}-{time.monotonic_ns()}")
    city[name].done("export", "--everything", str(folder))
    [document] = [one for one in city[name].json("list", "document") if one["fields"]["title"] == title]
    wanted = document["fields"]["file"]["name"]
    [file] = [one for one in folder.rglob("*") if one.is_file() and one.name.endswith(wanted)]
    return file.read_bytes()

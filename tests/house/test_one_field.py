# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One field more is one line: it appears everywhere, and an older desk takes it in."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.desk import asking, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.records.types import BY_KEY
from coopdesk.store import checking
from coopdesk.store.reading import Page

ROOT = Path(__file__).resolve().parents[2]
WITH_ONE_FIELD_MORE = """
import contextlib, dataclasses, importlib.util, io, json, sys
from pathlib import Path

# The declaration of the note is read and grows by a field before anything else sees it.
name = "coopdesk.records.types.notes"
spec = importlib.util.spec_from_file_location(name, Path(sys.argv[1], *name.split(".")).with_suffix(".py"))
notes = sys.modules[name] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notes)

from coopdesk.language import N_
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Line

weather = Field("weather", Line(), N_("Weather"))
grown = dataclasses.replace(notes.NOTE, own_fields=(*notes.NOTE.own_fields, weather))
notes.NOTES = tuple(grown if kind is notes.NOTE else kind for kind in notes.NOTES)
notes.NOTE = grown

from coopdesk.commands import run

answers = []
for words in json.loads(sys.argv[2]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words)
    answers.append({"code": code, "out": out.getvalue(), "err": err.getvalue()})
print(json.dumps(answers))
"""


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


def run_all(profile: Path, *commands: tuple[str, ...]) -> list[Answer]:
    """What a coopdesk whose notes have a field "weather" answers to each command."""
    lines = [["--profile", str(profile), "--language", "en", *words] for words in commands]
    done = subprocess.run(
        [sys.executable, "-c", WITH_ONE_FIELD_MORE, str(ROOT / "src"), json.dumps(lines)],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    return [Answer(**answer) for answer in json.loads(done.stdout)]


INIT = ("init", "--city", "Lomé", "--country", "TG", "--officer", "Awa Exemple", "--no-passphrase")
NEW = ("new", "note", "title=Visite du port", "starts=2026-11-24", "weather=harmattan")


@pytest.fixture
def answers(tmp_path: Path) -> dict[str, Answer]:
    """The answers of a fresh desk, by what was asked."""
    commands: dict[str, tuple[str, ...]] = {
        "init": INIT,
        "new": NEW,
        "show": ("--json", "list", "note"),
        "find": ("find", "harmat"),
        "find in russian letters": ("find", "харматтан"),
        "where": ("--json", "list", "note", "--where", "weather=harmattan"),
        "types": ("types", "note"),
        "help": ("new", "note", "--help"),
        "types as json": ("--json", "types", "note"),
        "unknown field": ("new", "note", "title=x", "colour=red"),
        "export": ("export", "note", "--output", str(tmp_path / "notes.csv")),
        "report": (
            *("report", "minutes", "--note", "Visite du port"),
            *("--language", "en", "--output", str(tmp_path / "minutes.pdf")),
        ),
        "check": ("check",),
    }
    found = dict(zip(commands, run_all(tmp_path / "desk", *commands.values()), strict=True))
    for asked, answer in found.items():
        assert answer.code == (1 if asked == "unknown field" else 0), (asked, answer)
    return found


def of_json(answer: Answer) -> Any:
    return json.loads(answer.out)


def test_one_field_more_is_found_everywhere(answers: dict[str, Answer], tmp_path: Path) -> None:
    (record,) = of_json(answers["show"])
    assert record["fields"]["weather"] == "harmattan"  # a column of the table
    assert [found["id"] for found in of_json(answers["where"])] == [record["id"]]
    for search in ("find", "find in russian letters"):
        assert "Visite du port" in answers[search].out
    with (tmp_path / "notes.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["weather"] == "harmattan"
    for page in ("types", "help"):
        (line,) = (line for line in answers[page].out.splitlines() if line.strip().startswith("weather"))
        assert "Weather" in line
    assert "weather" in [field["key"] for field in of_json(answers["types as json"])["fields"]]
    assert "weather" in answers["unknown field"].err
    paper = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "minutes.pdf").pages)
    assert "Weather" in paper
    assert "harmattan" in paper


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A desk of the coopdesk of today, with a note."""
    with found_desk(tmp_path / "desk", city="Lomé", country="TG", officer="Awa Exemple") as desk:
        saving.save(desk, BY_KEY["note"], None, {"title": "Ancienne visite", "venue": "Port"})
    return tmp_path / "desk"


def test_an_older_desk_takes_the_field_in_and_keeps_its_records(older: Path) -> None:
    before, _, after, found, check = run_all(
        older,
        ("--json", "list", "note"),
        ("set", "note", "Ancienne visite", "weather=harmattan"),
        ("--json", "list", "note"),
        ("find", "harmattan"),
        ("check",),
    )
    assert of_json(before)[0]["fields"] == {"title": "Ancienne visite", "venue": "Port"}
    assert of_json(after)[0]["fields"] == {
        "title": "Ancienne visite",
        "venue": "Port",
        "weather": "harmattan",
    }
    assert "Ancienne visite" in found.out
    assert (found.code, check.code) == (0, 0)


def test_whoever_does_not_know_the_field_yet_loses_nothing_of_it(older: Path) -> None:
    run_all(older, ("set", "note", "Ancienne visite", "weather=harmattan"))
    with Desk.open(older) as desk:
        (note,) = asking.list_records(desk, BY_KEY["note"], Page())
        saving.save(desk, BY_KEY["note"], note.id, {"venue": "Mairie"})
        assert checking.check(desk.store) == []
        checking.rebuild(desk.store)
    listed, found = run_all(older, ("--json", "list", "note"), ("find", "harmattan"))
    assert of_json(listed)[0]["fields"] == {
        "title": "Ancienne visite",
        "venue": "Mairie",
        "weather": "harmattan",
    }
    assert "Ancienne visite" in found.out

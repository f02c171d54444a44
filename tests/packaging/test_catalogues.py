# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages are found wherever src/ marks them, and catalogues change only with them."""

from pathlib import Path

import catalogues
import pytest
from babel.messages.catalog import Catalog

CODE = '''
from coopdesk.language import N_, NC_, NP_
from coopdesk.errors import WorldError

class ShelfError(WorldError):
    """One more of the kind."""

NAME = N_("Name")
MAY = NC_("month", "May")
DAYS = NP_("{n} day", "{n} days")

def check(field):
    raise WorldError("missing", "{label} is missing. "
                     "Fill it in.", label=N_("Label"))

def put(book):
    raise ShelfError("full", "No room for {book}.", book=book)

def pass_on(code, text):
    raise WorldError(code, text)
'''


@pytest.fixture
def found(tmp_path: Path) -> list[catalogues.Message]:
    """The messages of CODE and of a second file that says one of them again."""
    (tmp_path / "a.py").write_text(CODE, "utf-8")
    (tmp_path / "b.py").write_text('N_("Name")\n', "utf-8")
    return catalogues.messages_in(tmp_path, tmp_path)


def test_every_marked_text_is_found(found: list[catalogues.Message]) -> None:
    assert [(message.text, message.plural, message.context) for message in found] == [
        ("Name", None, None),
        ("May", None, "month"),
        ("{n} day", "{n} days", None),
        ("{label} is missing. Fill it in.", None, None),
        ("Label", None, None),
        ("No room for {book}.", None, None),
        ("Name", None, None),
    ]


def test_a_text_said_twice_stands_once_with_both_places(found: list[catalogues.Message]) -> None:
    entry = catalogues.template(found).get("Name")
    assert entry is not None
    assert [file for file, _ in entry.locations] == ["a.py", "b.py"]


def test_same_messages_give_the_same_bytes(found: list[catalogues.Message]) -> None:
    once = catalogues.written(catalogues.template(found))
    assert once == catalogues.written(catalogues.template(found))
    assert b"Date" not in once


def test_an_update_keeps_translations_and_guesses_none(
    found: list[catalogues.Message], tmp_path: Path
) -> None:
    path = tmp_path / "coopdesk.po"
    old = Catalog(locale="ru")
    old.add("Name", "Имя")
    old.add("Names", "Имена")
    old.add(("{n} day", "{n} days"), ("{n} день", "{n} дня", "{n} дней"))
    path.write_bytes(catalogues.written(old, "ru"))
    path.write_bytes(
        catalogues.written(catalogues.updated(catalogues.read(path, "ru"), catalogues.template(found)), "ru")
    )
    new = catalogues.read(path, "ru")
    assert {
        str(entry.id): entry.string for entry in new if entry.id and catalogues.is_translated(entry.string)
    } == {
        "Name": "Имя",
        "('{n} day', '{n} days')": ("{n} день", "{n} дня", "{n} дней"),
    }
    text = path.read_text("utf-8")
    assert "Names" not in text
    assert "fuzzy" not in text
    assert new.num_plurals == 3

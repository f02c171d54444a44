# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editors: one for every kind; what they show reads back as the same value in every language."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.desk import entering, saving, viewing
from coopdesk.desk.asking import open_record
from coopdesk.desk.desk import Desk
from coopdesk.desk.entering import Entry
from coopdesk.language import LANGUAGES, N_, Language, set_current
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import KINDS, Attachment, Choice, Country, Flag, Kind, Line, Link, Prose, Tongue
from coopdesk.records.types import BY_KEY, TYPES
from coopdesk.store.writing import Saved
from coopdesk.ui.displaying import as_typed, displayed
from coopdesk.ui.editors import EDITORS, editor_of
from coopdesk.ui.editors.choices import ChoiceEditor, NameEditor
from coopdesk.ui.editors.files import FileEditor
from coopdesk.ui.editors.links import LinkEditor
from coopdesk.ui.editors.several import LanguagesEditor, SetEditor
from coopdesk.ui.fields import Fields
from coopdesk.ui.work import Outcome, Work

VALUES: dict[str, str | int] = {
    "Line": "Halle",
    "Prose": "Premier alinéa.\n\nDeuxième.",
    "Flag": 1,
    "Day": "2026-03-01",
    "Moment": "2026-11-24T09:30:00+01:00[Africa/Porto-Novo]",
    "Count": 12345,
    "Decimal": "12345.50",
    "Money": "12345.50 XOF",
    "Percentage": "12.5",
    "Tongue": "fr",
    "Country": "BJ",
    "Phone": "+22990112233",
    "Email": "sophie@andenne.example",
    "WebAddress": "https://www.andenne.example",
    "Coordinates": "6.13,1.22",
}
CHOICE = Choice(codes={"a": N_("Yes"), "b": N_("No")})


class Ear(QObject):
    def hear(self, outcome: Outcome[object]) -> None:
        pass


def test_every_kind_has_an_editor() -> None:
    assert set(EDITORS) == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.__name__ in VALUES], ids=lambda kind: kind.__name__
)
def test_what_is_shown_reads_back_the_same(
    qtbot: QtBot, work: Work, desk: Desk, kind: type[Kind], language: Language
) -> None:
    set_current(language)
    what = Field("field", kind(), N_("Field"))
    editor = editor_of(what, work)
    qtbot.addWidget(editor)
    value = VALUES[kind.__name__]
    editor.put(as_typed(desk, what, value), {})
    typed = editor.entered()
    assert isinstance(typed, str)
    assert what.kind.parse(typed, desk.locality) == value


def test_a_moment_of_another_zone_keeps_its_zone(desk: Desk) -> None:
    moment = BY_KEY["note"].field("starts")
    scalar = "2026-11-24T09:30:00+05:45[Asia/Kathmandu]"
    assert as_typed(desk, moment, scalar) == scalar


def test_nothing_is_changed_by_showing(qtbot: QtBot, work: Work, desk: Desk) -> None:
    for kind in TYPES:
        fields = Fields(kind, work)
        qtbot.addWidget(fields)
        fields.show_values({}, {})
        assert fields.changes() == {}, kind.key


def test_a_choice_shows_labels_and_keeps_unknown_codes(qtbot: QtBot, work: Work) -> None:
    editor = editor_of(Field("state", CHOICE, N_("State")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, ChoiceEditor)
    editor.put("b", {})
    assert editor.box.currentText() == "No"
    editor.put("newer", {})
    assert editor.entered() == "newer"
    editor.put("", {})
    assert editor.entered() == ""


def test_a_set_is_chips_that_take_themselves_out(qtbot: QtBot, work: Work) -> None:
    editor = editor_of(Field("labels", Line(many=True), N_("Labels")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, SetEditor)
    editor.put(("eau", "halle & marché"), {})
    chips = [widget for widget in editor.widgets() if isinstance(widget, QPushButton)]
    assert chips[1].text() == "halle && marché  ×"
    assert chips[1].accessibleName() == "Take out: halle & marché"
    with qtbot.waitSignal(editor.changed):
        chips[0].click()
    assert editor.entered() == ("halle & marché",)


def test_what_is_typed_into_a_set_counts_before_it_is_added(qtbot: QtBot, work: Work) -> None:
    editor = editor_of(Field("labels", Line(many=True), N_("Labels")), work)
    qtbot.addWidget(editor)
    line = editor.widgets()[-1]
    QTest.keyClicks(line, "eau")
    assert editor.entered() == ("eau",)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "puits")
    assert editor.entered() == ("eau", "puits")


def test_a_text_in_languages_keeps_all_of_them(qtbot: QtBot, work: Work) -> None:
    set_current("ru")
    editor = editor_of(Field("name", Line(multilingual=True), N_("Name")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, LanguagesEditor)
    editor.call("Name")
    editor.put({"fr": "Katmandou", "ne": "काठमाडौँ"}, {})
    assert editor.entered() == {"ru": "", "en": "", "fr": "Katmandou", "ne": "काठमाडौँ"}
    assert editor.widgets()[0].accessibleName() == "Name, ru"


def test_prose_in_languages_is_prose(qtbot: QtBot, work: Work) -> None:
    editor = editor_of(Field("text", Prose(multilingual=True), N_("Text")), work)
    qtbot.addWidget(editor)
    editor.put({"en": "One\n\nTwo"}, {})
    assert editor.entered() == {"en": "One\n\nTwo", "fr": "", "ru": ""}


@pytest.mark.parametrize(("kind", "typed", "found"), [(Country(), "бен", "BJ"), (Tongue(), "fren", "fr")])
def test_countries_and_languages_are_found_by_any_of_their_names(
    qtbot: QtBot, work: Work, kind: Kind, typed: str, found: str
) -> None:
    editor = editor_of(Field("field", kind, N_("Field")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, NameEditor)
    editor.line.setText(typed)
    with qtbot.waitSignal(editor.finder.found) as heard:
        editor.finder.ask_now()
    assert found in [line.key for line in heard.args[0]]


def test_a_link_is_found_by_name_and_shows_it(qtbot: QtBot, work: Work, desk: Desk, profile: Path) -> None:
    done = saving.save(desk, BY_KEY["place"], None, {"name": {"fr": "Ouagadougou", "ru": "Уагадугу"}})
    assert done
    work.open(partial(Desk.open, profile), Ear().hear)
    editor = editor_of(Field("place", Link(to=("place",)), N_("Place")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, LinkEditor)
    editor.line.setText("уага")
    with qtbot.waitSignal(editor.finder.found) as heard:
        editor.finder.ask_now()
    editor.finder.picked.emit(heard.args[0][0])
    assert editor.entered() == done.id
    assert editor.line.text() == "Ouagadougou"
    QTest.keyClicks(editor.line, "x")
    assert editor.entered() == "xOuagadougou"


@pytest.mark.parametrize(
    ("type_key", "typed", "kept"),
    [
        ("person", "Awa  Koffi Ndiaye", {"given_name": "Awa Koffi", "family_name": "Ndiaye"}),
        ("person", "Ndiaye", {"family_name": "Ndiaye"}),
        ("place", "Ziguinchor", {"name": {"fr": "Ziguinchor"}}),
    ],
)
def test_a_name_that_is_not_there_becomes_a_record_and_the_link(
    qtbot: QtBot, work: Work, desk: Desk, profile: Path, type_key: str, typed: str, kept: dict[str, object]
) -> None:
    set_current("fr")
    work.open(partial(Desk.open, profile), Ear().hear)
    editor = editor_of(Field("who", Link(to=(type_key,)), N_("Who")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, LinkEditor)
    editor.line.setText(typed)
    with qtbot.waitSignal(editor.finder.found) as heard:
        editor.finder.ask_now()
    offer = heard.args[0][-1]
    assert offer.name == f"Créer\u00a0: {' '.join(typed.split())}"
    with qtbot.waitSignal(editor.picked) as picked, qtbot.waitSignal(work.touched):
        editor.finder.picked.emit(offer)
    record = open_record(desk, BY_KEY[type_key], picked.args[0])
    assert {key: record.values.get(key) for key in kept} == kept
    assert editor.entered() == record.id
    assert editor.line.text() == " ".join(typed.split())


def test_nothing_is_offered_to_create_where_a_name_does_not_suffice_or_is_there(
    qtbot: QtBot, work: Work, desk: Desk, profile: Path
) -> None:
    saving.save(desk, BY_KEY["place"], None, {"name": {"fr": "Ziguinchor"}})
    work.open(partial(Desk.open, profile), Ear().hear)
    for to, typed in (("place", "ziguinchor"), ("contribution", "Ziguinchor"), ("place", "Z")):
        editor = editor_of(Field("what", Link(to=(to,)), N_("What")), work)
        qtbot.addWidget(editor)
        assert isinstance(editor, LinkEditor)
        editor.line.setText(typed)
        with qtbot.waitSignal(editor.finder.found) as heard:
            editor.finder.ask_now()
        assert all(line.key for line in heard.args[0])


def test_a_file_is_chosen_attached_and_taken_out(
    qtbot: QtBot, work: Work, desk: Desk, tmp_path: Path
) -> None:
    letter = tmp_path / "lettre & réponse.txt"
    letter.write_text("Bonjour")
    editor = editor_of(Field("file", Attachment(), N_("File")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, FileEditor)
    editor.attach(letter)
    document = BY_KEY["document"]
    done = entering.enter(desk, Entry(document, {"title": "Lettre", "file": editor.entered()}))
    assert isinstance(done, Saved)
    shown = displayed(desk, document, done.id)
    editor.put(shown.entered["file"], shown.names)
    assert letter.name in [label.text() for label in editor.labels()]
    editor.take_out.click()
    assert editor.entered() == ""


def test_a_flag_carries_its_own_label(qtbot: QtBot, work: Work) -> None:
    editor = editor_of(Field("confidential", Flag(), N_("Confidential")), work)
    qtbot.addWidget(editor)
    assert editor.labels_itself
    editor.put("1", {})
    assert editor.entered() == "1"


def test_a_refusal_stands_beside_its_field(qtbot: QtBot, work: Work, desk: Desk) -> None:
    note = BY_KEY["note"]
    fields = Fields(note, work)
    qtbot.addWidget(fields)
    fields.show_values({}, {})
    fields.put_typed({"starts": "31.02.2026", "place": "Nowhere"}, {})
    refused = entering.enter(desk, Entry(note, fields.changes()))
    assert isinstance(refused, entering.Refused)
    fields.refuse(refused.errors)
    assert "31.02.2026" in fields.remark_of("starts")
    assert "Nowhere" in fields.remark_of("place")
    assert fields.remark_of("title") == ""
    fields.clear_refusals()
    assert fields.remark_of("starts") == ""


def test_prose_grows_with_its_text(qtbot: QtBot, work: Work) -> None:
    editor = editor_of(Field("text", Prose(), N_("Text")), work)
    qtbot.addWidget(editor)
    editor.resize(400, 200)
    editor.show()
    editor.put("word " * 10, {})
    low = editor.widgets()[0].height()
    editor.put("word " * 200, {})
    assert editor.widgets()[0].height() > low


def test_an_attached_file_is_looked_at_and_copied(
    qtbot: QtBot, work: Work, desk: Desk, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, program = tmp_path / "lettre.txt", tmp_path / "tool.sh"
    letter.write_text("Bonjour")
    program.write_text("#!/bin/sh")
    document = BY_KEY["document"]
    opened: list[Path] = []

    def shown_elsewhere(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", shown_elsewhere)
    work.open(partial(Desk.open, profile), Ear().hear)
    editor = editor_of(Field("file", Attachment(), N_("File")), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, FileEditor)
    for path in (letter, program):
        done = entering.enter(desk, Entry(document, {"title": "Lettre", "file": f"@{path}"}))
        assert isinstance(done, Saved)
        shown = displayed(desk, document, done.id)
        editor.put(shown.entered["file"], shown.names)
        assert editor.view.isHidden() is (path is program)
        assert not editor.keep.isHidden()
        editor.save_copy(tmp_path / f"copy of {path.name}")
        qtbot.waitUntil(lambda path=path: (tmp_path / f"copy of {path.name}").exists())  # type: ignore[misc]
        editor.open()
    qtbot.waitUntil(lambda: "could run as a program" in editor.refusal.text())
    (copy,) = opened
    assert copy.read_text() == "Bonjour"
    assert copy.stat().st_mode & 0o077 == 0
    assert copy.parent.parent.stat().st_mode & 0o077 == 0
    viewing.forget_copies()
    assert not copy.exists()


def test_a_picture_is_shown_small(
    qtbot: QtBot, work: Work, desk: Desk, profile: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    assert image.save(str(photo))
    person = BY_KEY["person"]
    done = entering.enter(desk, Entry(person, {"family_name": "Exemple", "photo": f"@{photo}"}))
    assert isinstance(done, Saved), done
    shown = displayed(desk, person, done.id)
    work.open(partial(Desk.open, profile), Ear().hear)
    editor = editor_of(person.field("photo"), work)
    qtbot.addWidget(editor)
    assert isinstance(editor, FileEditor)
    editor.put(shown.entered["photo"], shown.names)
    qtbot.waitUntil(lambda: not editor.picture.isHidden())
    assert editor.picture.pixmap().width() <= 112 * editor.devicePixelRatioF()

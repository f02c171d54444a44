# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The head of a note: title, when, where, with whom, and who was there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from coopdesk.desk import day_words, new_partner, note_capture, note_people
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.entering import Entered
from coopdesk.desk.note_capture import Noted, Present
from coopdesk.desk.note_people import Known
from coopdesk.language import N_, Language, current
from coopdesk.records.types.notes import ATTENDANCE_ROLES
from coopdesk.ui import days
from coopdesk.ui.editors import new_link
from coopdesk.ui.finding import Finder, Found
from coopdesk.ui.look import give, mark_wrong
from coopdesk.ui.notes.fact_lines import FactLine, Facts, TitleLine
from coopdesk.ui.notes.names_field import NamesField
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.work import Done, Outcome, Success, Work

TITLE = N_("Title of the note")
WHEN, WHERE = N_("When"), N_("Where")
ADD_PARTNER, PARTNER = N_("Partner"), N_("Partner: type a name")
PRESENT, ADD, SOMEBODY = N_("Those present"), N_("Add"), N_("Person present: type a name")
PRESENT_LABEL = N_("Present")
NO_WHEN = N_("This is not a day and hour. Write, for instance: {example}")
NO_TITLE = N_("Give the note a title.")


class NoteHead(Panel):
    """What stands above the text. Holds the values of its fields as typed."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._entered: dict[str, Entered] = {}
        self.present: tuple[Present, ...] = ()
        self.known: dict[str, Known] = {}
        self._found: dict[str, Known] = {}
        self.title = TitleLine()
        give(self.title, "note-title")
        self.title.setTextMargins(-2, 0, 0, 0)
        self.when, self.where = FactLine("calendar-event"), FactLine("map-pin")
        for line, words in ((self.title, TITLE), (self.when, WHEN), (self.where, WHERE)):
            self.name(line, words)
            self.wording.say(line.setPlaceholderText, words)
        self.partners = NamesField(work, _partners, ADD_PARTNER, PARTNER, None)
        self.people = NamesField(work, _people, ADD, SOMEBODY, PRESENT_LABEL)
        self.people.takes_names = True
        self.people.roles = ATTENDANCE_ROLES
        self.error = wrapped_label("error")
        self.error.hide()
        self.finder = Finder(self.where, self._ask_places)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.title)
        lines.addWidget(self.error)
        lines.addSpacing(8)
        lines.addWidget(Facts(self.when, self.where, self.partners))
        lines.addSpacing(7)
        lines.addWidget(self.people)

    def _connect(self) -> None:
        self.title.textEdited.connect(self._title_typed)
        self.when.textEdited.connect(self.changed)
        self.when.editingFinished.connect(self._when_left)
        self.where.textEdited.connect(self.changed)
        self.finder.picked.connect(self._place_picked)
        self.partners.added.connect(self._partner_added)
        self.partners.taken_out.connect(self._partner_out)
        self.people.added.connect(self.add_present)
        self.people.taken_out.connect(self._present_out)
        self.people.role_chosen.connect(self._role_chosen)

    # What it holds

    def put(self, shown: Noted, entered: Mapping[str, Entered], present: tuple[Present, ...]) -> None:
        """Show the head of a note, or a draft of it."""
        self.known = {one.id: one for one in shown.known}
        self._entered = dict(entered)
        self.present = present
        self.tell_error("", "")
        self.title.setText(str(entered.get("title", "")))
        self.title.setCursorPosition(0)
        self._show()

    def adopt(self, shown: Noted) -> None:
        """Know the ids under which those present were just saved."""
        keys = {(one.person, "" if one.person else one.name): one for one in shown.present}
        known = [keys.get((one.person, "" if one.person else one.name)) for one in self.present]
        self.present = tuple(
            replace(one, key=saved.key) if saved and not one.key else one
            for one, saved in zip(self.present, known, strict=True)
        )

    def _show(self) -> None:
        self.when.setText(self._when_words())
        self.where.setText(self._where_words())
        self._show_names()

    def _show_names(self) -> None:
        partners = [self.known[one] for one in self._members("organisations") if one in self.known]
        self.partners.show_names([(one.name, one.side, one.remark) for one in partners])
        self.people.show_names([(one.name, one.side, self._role(one)) for one in self.present])

    def _role(self, one: Present) -> str:
        return str(ATTENDANCE_ROLES[one.role]) if one.role in ATTENDANCE_ROLES else ""

    def entered(self) -> dict[str, Entered]:
        """The fields as they are typed now."""
        found = {**self._entered, "title": self.title.text().strip()}
        if self.when.text() != self._when_words():
            found.update(self._when_typed())
        if self.where.text().strip() != self._where_words():
            found.update(self._where_typed())
        return {key: value for key, value in found.items() if value}

    def put_field(self, key: str, value: Entered) -> None:
        """Change a field that has its editor elsewhere, such as the kind."""
        self._entered[key] = value
        self.changed.emit()

    def set_kind(self, code: str) -> None:
        """The note is of another kind because of what was typed, which has told of itself already."""
        self._entered["kind"] = code

    @property
    def day(self) -> date:
        """The day of the note."""
        return note_capture.day_of_note(self.entered())

    def _members(self, key: str) -> tuple[str, ...]:
        found = self._entered.get(key, ())
        return found if isinstance(found, tuple) else ()

    def partner_ids(self) -> tuple[str, ...]:
        """The organisations the note is about, by id."""
        return self._members("organisations")

    # When

    def _when_words(self) -> str:
        starts, ends = str(self._entered.get("starts", "")), str(self._entered.get("ends", ""))
        try:
            day = date.fromisoformat(starts[:10])
        except ValueError:
            return starts
        words = days.long(day)
        words = words[:1].lower() + words[1:] if current() != "en" else words
        hours = [clock(one) for one in (starts, ends if ends[:10] == starts[:10] else "") if len(one) >= 16]
        return f"{words}, {' – '.join(hours)}" if hours else words

    def _when_typed(self) -> dict[str, Entered]:
        typed = self.when.text().strip()
        if not typed:
            return {"starts": "", "ends": ""}
        read = day_words.hours_in(typed, date.today())
        if read is None:
            return {"starts": typed, "ends": ""}
        day, first, last = read
        return {"starts": _moment(day, first), "ends": _moment(day, last) if last else ""}

    def _when_left(self) -> None:
        if self.when.text() == self._when_words():
            return
        typed = self.when.text().strip()
        if typed and day_words.hours_in(typed, date.today()) is None:
            mark_wrong(self.when, True)
            self.tell_error(NO_WHEN.format(example=_example()), "starts")
            return
        self._entered.update(self._when_typed())
        self.tell_error("", "")
        self.when.setText(self._when_words())
        self.changed.emit()

    # Where

    def _where_words(self) -> str:
        place = self.known.get(str(self._entered.get("place", "")))
        return ", ".join(
            part for part in (str(self._entered.get("venue", "")), place.name if place else "") if part
        )

    def _where_typed(self) -> dict[str, Entered]:
        typed = " ".join(self.where.text().split())
        place = self.known.get(str(self._entered.get("place", "")))
        if place and typed == place.name:
            return {"venue": ""}
        if place and typed.endswith(f", {place.name}"):
            return {"venue": typed.removesuffix(f", {place.name}")}
        return {"venue": typed, "place": ""}

    def _ask_places(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        self._work.ask(partial(self._places, text=text), receiver, lane="finding")

    def _places(self, desk: Desk, text: str) -> list[Found]:
        typed = text.rpartition(",")[2].strip()
        found = note_people.found(desk, typed, ("place",)) if typed else []
        self._found = {one.id: one for one in found}
        return [Found(one.id, one.name, one.remark, one.type) for one in found]

    def _place_picked(self, found: Found) -> None:
        one = self._found.get(found.key)
        if one:
            venue = self.where.text().rpartition(",")[0].strip()
            self.set_place(one, venue)

    def set_place(self, place: Known, venue: str = "") -> None:
        """The note is of this place."""
        self.known[place.id] = place
        self._entered.update({"place": place.id, "venue": venue})
        self.where.setText(self._where_words())
        self.changed.emit()

    @property
    def has_place(self) -> bool:
        """Whether a place is named."""
        return bool(self.where.text().strip())

    # With whom

    def _partner_added(self, one: object) -> None:
        if isinstance(one, Known):
            self.add_partner(one)

    def add_partner(self, one: Known) -> None:
        """The note is about this organisation too; one that was offered is made first."""
        if one.type == new_partner.TO_MAKE:
            self._work.do(partial(_made, wanted=one, language=current()), self._partner_made)
            return
        self.known[one.id] = one
        if one.id not in self._members("organisations"):
            self._entered["organisations"] = (*self._members("organisations"), one.id)
            self._show_names()
            self.changed.emit()

    def _partner_made(self, outcome: Outcome[Done[Known]]) -> None:
        if isinstance(outcome, Success):
            self.add_partner(outcome.value.value)
        else:
            self.failed.emit(outcome.error)

    def _partner_out(self, at: int) -> None:
        shown = [one for one in self._members("organisations") if one in self.known]
        left = tuple(one for one in self._members("organisations") if one != shown[at])
        self._entered["organisations"] = left
        self._show_names()
        self.changed.emit()

    def add_present(self, one: object) -> None:
        """A person, or a name as typed, was there; one that was offered is made first."""
        if isinstance(one, Known) and one.type == note_people.TO_MAKE:
            self._work.do(partial(_person_made, name=one.name, language=current()), self._person_came)
            return
        made = (
            Present(one.name, one.id, "", one.side) if isinstance(one, Known) else Present(str(one).strip())
        )
        if isinstance(one, Known):
            self.known[one.id] = one
        is_there = any(
            (made.person and other.person == made.person) or (not made.person and other.name == made.name)
            for other in self.present
        )
        if not is_there and made.name:
            # Somebody who stood there as a name alone is that person now, not a second one.
            as_name = [one for one in self.present if not one.person and one.name == made.name]
            made = replace(made, role=as_name[0].role) if as_name else made
            self.present = (*(one for one in self.present if one not in as_name), made)
            self._show_names()
            self.changed.emit()

    def _person_came(self, outcome: Outcome[Done[Known]]) -> None:
        if isinstance(outcome, Success):
            self.add_present(outcome.value.value)
        else:
            self.failed.emit(outcome.error)

    def _present_out(self, at: int) -> None:
        self.present = self.present[:at] + self.present[at + 1 :]
        self._show_names()
        self.changed.emit()

    def _role_chosen(self, at: int, role: str) -> None:
        self.present = (*self.present[:at], replace(self.present[at], role=role), *self.present[at + 1 :])
        self._show_names()
        self.changed.emit()

    # Saying what is wrong

    def _title_typed(self) -> None:
        if self.error.isVisible():
            self.tell_error("", "")
        self.changed.emit()

    def tell_error(self, words: str, field: str) -> None:
        """Say what a field is refused for, "" for nothing."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        mark_wrong(self.title, field == "title")
        mark_wrong(self.when, field in ("starts", "ends"))
        mark_wrong(self.where, field in ("place", "venue"))

    def after_language_change(self) -> None:
        """Days in the words of the other language."""
        if self.when.text() and not self.when.hasFocus():
            self.when.setText(self._when_words())


def _partners(desk: Desk, text: str) -> list[Known]:
    found = note_people.found(desk, text, ("organisation",))
    return [*found, *new_partner.offered(text, found)]


def _made(desk: Desk, wanted: Known, language: Language) -> Done[Known]:
    made = new_partner.made(desk, wanted, language)
    return Done(made, Touched({made.type: (made.id,)}))


def _people(desk: Desk, text: str) -> list[Known]:
    found = note_people.found(desk, text, ("person",))
    return [*found, *note_people.offered(text, found)]


def _person_made(desk: Desk, name: str, language: Language) -> Done[Known]:
    made = new_link.made(desk, "person", name, language)
    return Done(note_people.known(desk, [made.value])[0], made.touched)


def clock(moment: str) -> str:
    """The hour of "2026-11-24 09:30" as the current language writes it."""
    hour, minute = moment[11:13], moment[14:16]
    if current() != "fr":
        return f"{hour}:{minute}"
    return f"{int(hour)}\u00a0h" + ("" if minute == "00" else f"\u00a0{minute}")


def _moment(day: date, at: time | None) -> str:
    return f"{day.isoformat()} {at:%H:%M}" if at else day.isoformat()


def _example() -> str:
    return {"fr": "24 nov. 2026, 9 h 30 – 11 h 45", "ru": "24 ноября 2026, 09:30–11:45"}.get(
        current(), "24 Nov 2026, 09:30–11:45"
    )

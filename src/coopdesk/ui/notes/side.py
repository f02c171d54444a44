# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The column beside a note: the partner it is about, and what the note holds so far."""

from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coopdesk.desk import note_partner
from coopdesk.desk.note_partner import Beside, Owed
from coopdesk.desk.partner_page import AgreementCard, PartnerPage
from coopdesk.desk.partner_story import StoryEntry
from coopdesk.language import N_, NC_, NP_, Plural
from coopdesk.ui import days, icons, look, painted
from coopdesk.ui.drawn import Drawn, promises_drawing
from coopdesk.ui.line_button import LineButton
from coopdesk.ui.look import Palette
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Ink
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.work import Outcome, Success, Work

WIDTH, ROW = 352, 28
HOLDS = NC_("note", "In this note")
IN_TODAY = N_("Follow-ups will appear in Today.")
DECISIONS, FOLLOW_UPS, PEOPLE = (
    NP_("{n} decision", "{n} decisions"),
    NP_("{n} follow-up", "{n} follow-ups"),
    NP_("{n} person", "{n} people"),
)
COUNTED = (DECISIONS, FOLLOW_UPS, PEOPLE)
GAPS, BEFORE_WORD = (16, 8), 5
"""Pixels between figures: usually, and at least where words are long; pixels before a word."""
WE_OWE, THEY_OWE = N_("We owe: {name}"), N_("Owed to us: {name}")
CONTACTS = N_("Last contacts")
VERIFIED, SINCE = N_("verified on {day}"), N_("partner since {year}")
OURS_KEPT, THEIRS_KEPT = N_("{name}, {kept} of {all}"), N_("{kept} of {all}, {name}")
NO_PARTNER = N_("No partner is named yet.")
NO_PARTNER_HOW = N_("Name one with @ or above the text: what we owe each other then stands here.")
CONTACT_ICONS = {"phone_call": "phone", "message": "mail", "field_visit": "map-pin"}


class SideLine(LineButton):
    """One line: a sign, what, and a day at the right; a hairline below."""

    inset = (-4, 0, -4, 1)

    def __init__(self, what: str, aside: str, *, late: bool = False, icon: str = "") -> None:
        super().__init__(ROW, f"{what}, {aside}" if aside else what)
        self._what, self._aside, self._late, self._icon = what, aside, late, icon
        self.setToolTip(what.replace("&", "&amp;").replace("<", "&lt;"))

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """The line."""
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(colours.line))
        ink = Ink(META, MEDIUM if self._late else NORMAL, colours.alert if self._late else colours.ink3)
        taken = painted.write(painter, area, self._aside, ink, RIGHT)
        room = area.adjusted(0, 0, -taken - 10, 0)
        if self._icon:
            icons.draw(painter, self._icon, QRect(area.left(), area.center().y() - 7, 16, 16), colours.ink3)
            room.adjust(24, 0, 0, 0)
        painted.write(painter, room, self._what, Ink(BODY, NORMAL, colours.ink))


class Bar(QWidget):
    """The promises of both sides of an agreement."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.setFixedHeight(44)
        self._texts = ("", "")
        self._bar = Drawn(work, "note side", self)
        self._bar.came.connect(self.update)

    def show_card(self, card: AgreementCard, page: PartnerPage) -> None:
        """Show the promises of an agreement."""
        self._texts = (
            OURS_KEPT.format(name=page.our_name, kept=card.ours.kept, all=card.ours.all),
            THEIRS_KEPT.format(name=page.name, kept=card.theirs.kept, all=card.theirs.all),
        )
        self.setAccessibleName("; ".join(self._texts))
        self._bar.ask(partial(promises_drawing, ours=card.ours, theirs=card.theirs))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words above, squares below."""
        colours = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, x in ((colours.fill, 4.0), (colours.them, self.width() - 4.0)):
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QPointF(x, 11.0), 4.0, 4.0)
        ink = Ink(META, NORMAL, colours.ink2)
        half = QRect(14, 0, self.width() // 2 - 18, 22)
        painted.write(painter, half, self._texts[0], ink)
        painted.write(painter, half.translated(self.width() // 2 - 10, 0), self._texts[1], ink, RIGHT)
        size = self._bar.size
        left = max(0.0, (self.width() - size.width()) / 2)
        self._bar.draw(painter, QRectF(left, 24, self.width() - left, 18).toRect(), left)
        painter.end()


class Card(QWidget):
    """How many decisions, follow-ups and people the note holds."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(92)
        self._counts = (0, 0, 0)

    def show_counts(self, counts: tuple[int, int, int]) -> None:
        """Show other figures."""
        if counts == self._counts and self.accessibleName():
            return
        self._counts = counts
        self.update()
        words = ", ".join(one.count(n) for one, n in zip(COUNTED, counts, strict=True))
        self.setAccessibleName(f"{HOLDS}: {words}")

    def say_again(self) -> None:
        """The same figures, in the language of now."""
        self.setAccessibleName("")
        self.show_counts(self._counts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The figures in one line."""
        colours = look.palette()
        painter = QPainter(self)
        painted.box(painter, self.rect(), 8, colours.tint)
        inside = self.rect().adjusted(16, 10, -16, -8)
        heading = QRect(inside.left(), inside.top(), inside.width(), 18)
        painted.write(painter, heading, str(HOLDS), Ink(META, SEMIBOLD, colours.accent))
        figures = [_number_and_word(words, n) for words, n in zip(COUNTED, self._counts, strict=True)]
        line = QRect(inside.left(), inside.top() + 22, inside.width(), 28)
        wide, gap = sum(_width(painter, *one) for one in figures), GAPS[0]
        if wide + 2 * gap > line.width():
            gap = max(GAPS[1], (line.width() - wide) // 2)
        for one in figures:
            line.setLeft(line.left() + self._figure(painter, line, *one) + gap)
        foot = QRect(inside.left(), inside.bottom() - 18, inside.width(), 18)
        painted.write(painter, foot, str(IN_TODAY), Ink(META, NORMAL, colours.ink2))
        painter.end()

    def _figure(self, painter: QPainter, area: QRect, number: str, word: str) -> int:
        taken = painted.write(painter, area, number, _number_ink()) + BEFORE_WORD
        return taken + painted.write(painter, area.adjusted(taken, 2, 0, 2), word, _word_ink())


def _number_and_word(words: Plural, n: int) -> tuple[str, str]:
    return str(n), words.count(n).replace(str(n), "", 1).strip()


def _number_ink() -> Ink:
    return Ink(20, SEMIBOLD, look.palette().ink)


def _word_ink() -> Ink:
    return Ink(META, NORMAL, look.palette().ink)


def _width(painter: QPainter, number: str, word: str) -> int:
    wide = painted.width_of(painter, number, _number_ink()) + BEFORE_WORD
    return wide + painted.width_of(painter, word, _word_ink())


class SideColumn(Panel):
    """Partner and figures."""

    open_wanted = Signal(str, str)

    def __init__(self, work: Work) -> None:
        super().__init__("side")
        self.setFixedWidth(WIDTH)
        self._work = work
        self._partner, self._note = "", ""
        self.beside: Beside | None = None
        self.card = Card()
        self.name_label = plain_label("panel-title")
        self.name_label.setWordWrap(True)
        self.verified = plain_label("good-chip")
        self.facts = wrapped_label("meta")
        self.agreement = wrapped_label("heading")
        self.bar = Bar(work)
        self._made: list[QWidget] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.name_label, 1)
        head.addWidget(self.verified, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(24, 18, 24, 24)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self.facts)
        lines.addSpacing(8)
        lines.addWidget(self.agreement)
        lines.addWidget(self.bar)
        lines.addLayout(self._lines)
        lines.addSpacing(24)
        lines.addWidget(self.card)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name(scroll, CONTACTS)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scroll)
        self._show_nobody()

    def show_for(self, partner: str, note: str, counts: tuple[int, int, int]) -> None:
        """Show a partner ("" for none) beside a note, and what the note holds."""
        self.card.show_counts(counts)
        if (partner, note) != (self._partner, self._note):
            self._partner, self._note = partner, note
            self.ask_again()

    def ask_again(self) -> None:
        """Read the partner again."""
        self.card.say_again()
        if not self._partner:
            self.beside = None
            self._show_nobody()
            return
        question = partial(note_partner.beside, organisation=self._partner, note=self._note, on=date.today())
        self._work.ask(question, self._came, lane="note side")

    def _came(self, outcome: Outcome[Beside]) -> None:
        self.beside = outcome.value if isinstance(outcome, Success) else None
        if self.beside is None:
            self._show_nobody()
        else:
            self._show(self.beside)

    def _show_nobody(self) -> None:
        self._clear()
        self.name_label.setText(str(NO_PARTNER))
        self.facts.setText(str(NO_PARTNER_HOW))
        for widget in (self.verified, self.agreement, self.bar):
            widget.hide()

    def _show(self, shown: Beside) -> None:
        self._clear()
        page = shown.page
        self.name_label.setText(page.name)
        verified = page.verified if page.verified and not page.is_stale else None
        self.verified.setText(VERIFIED.format(day=days.short(verified, page.on)) if verified else "")
        self.verified.setVisible(verified is not None)
        since = SINCE.format(year=page.since) if page.since else ""
        self.facts.setText(" · ".join(part for part in (page.country, since) if part))
        card = next((one for one in page.agreements if one.ours.all + one.theirs.all), None)
        self.agreement.setText(card.title if card else "")
        for widget in (self.agreement, self.bar):
            widget.setVisible(card is not None)
        if card:
            self.bar.show_card(card, page)
        self._owed(WE_OWE.format(name=page.name), shown.we_owe, page.on)
        self._owed(THEY_OWE.format(name=page.name), shown.they_owe, page.on)
        self._heading(str(CONTACTS) if shown.contacts else "")
        for entry in shown.contacts:
            self._contact(entry, page.on)

    def _clear(self) -> None:
        for widget in self._made:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = []

    def _heading(self, words: str) -> None:
        if words:
            self._put(wrapped_label("heading", words))

    def _owed(self, heading: str, lines: tuple[Owed, ...], on: date) -> None:
        self._heading(heading if lines else "")
        for one in lines:
            late = one.due is not None and one.due < on
            aside = ""
            if one.due:
                aside = days.distance((one.due - on).days) if late else days.short(one.due, on)
            self._line(SideLine(one.what, aside, late=late), "promise", one.id)

    def _contact(self, entry: StoryEntry, on: date) -> None:
        icon = CONTACT_ICONS.get(entry.kind, "notes")
        aside = days.short(entry.first, on) if entry.first else ""
        self._line(SideLine(entry.title, aside, icon=icon), entry.type, entry.id)

    def _line(self, line: SideLine, type_key: str, record_id: str) -> None:
        line.clicked.connect(partial(self._open, type_key, record_id))
        self._put(line)

    def _open(self, type_key: str, record_id: str, *_: object) -> None:
        self.open_wanted.emit(type_key, record_id)

    def _put(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._lines.addWidget(widget)
        widget.show()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The head of a partner's page: its name, the facts in one line, what was verified, and what to do."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from coopdesk.desk.partner_page import PartnerPage
from coopdesk.language import N_, labelled
from coopdesk.records.types.choices import DIRECTIONS
from coopdesk.records.types.places import ORGANISATION_KINDS
from coopdesk.ui import days, icons, look, painted
from coopdesk.ui.chips import Flow
from coopdesk.ui.look import give
from coopdesk.ui.painted import MEDIUM, META, Ink
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.partners.words import in_line

BRIEFING = N_("Briefing")
NOTE = N_("Note")
MORE = N_("More about this partner")
EDIT = N_("Edit")
NEW_AGREEMENT = N_("New agreement")
NEW_PERSON = N_("New person")
COPY_MAIL = N_("Copy the address")
COPIED = N_("Copied: {text}")
LANGUAGES = N_("languages")
LDC = N_("LDC")
LDC_UNTIL = N_("LDC until {day}")
LDC_LEFT = N_("LDC until {year}")
VERIFIED = N_("verified on {day}")
NOT_VERIFIED = N_("not verified since {day}")
NEVER_VERIFIED = N_("never verified")
SINCE = N_("partner since {year}")


def facts(page: PartnerPage) -> str:
    """Country, what it is, direction, whether it is a least developed country, languages."""
    kind = in_line(str(ORGANISATION_KINDS[page.kind])) if page.kind in ORGANISATION_KINDS else ""
    direction = str(DIRECTIONS[page.direction]) if page.direction else ""
    spoken = labelled(LANGUAGES, ", ".join(page.languages)) if page.languages else ""
    return " · ".join(part for part in (page.country, kind, direction, ldc_words(page), spoken) if part)


def ldc_words(page: PartnerPage) -> str:
    """The standing of the country on the list of least developed countries on the day."""
    if page.ldc is None:
        return ""
    if page.ldc.until is None:
        return str(LDC)
    if page.on < page.ldc.until:
        return LDC_UNTIL.format(day=days.plain(page.ldc.until))
    return LDC_LEFT.format(year=page.ldc.until.year)


class FactChip(QAbstractButton):
    """A chip with an icon: a fact alone, or one that a click copies."""

    def __init__(self, icon: str, text: str, role: str = "", *, copies: str = "") -> None:
        super().__init__()
        self._icon, self._text, self._role = icon, text, role
        self.copies = copies
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if copies else Qt.FocusPolicy.NoFocus)
        if copies:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(str(COPY_MAIL))
        self.setAccessibleName(f"{text}. {COPY_MAIL}" if copies else text)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        font = self.font()
        font.setPixelSize(META)
        font.setWeight(MEDIUM)
        return QSize(QFontMetrics(font).horizontalAdvance(self._text) + 38, painted.CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        colours = look.palette()
        ink, fill, edge = {
            "good": (colours.good, colours.good_tint, ""),
            "late": (colours.alert, colours.alert_tint, ""),
        }.get(self._role, (colours.ink2, colours.sunken, colours.line))
        painter = QPainter(self)
        painted.box(
            painter, self.rect(), 4, colours.hover if self.copies and self.underMouse() else fill, edge
        )
        icons.draw(painter, self._icon, QRect(9, 5, 14, 14), ink)
        line = QRect(28, 0, self.width() - 34, self.height())
        painted.write(painter, line, self._text, Ink(META, MEDIUM, ink))
        if self.hasFocus():
            painted.ring(painter, self.rect(), colours, 4)
        painter.end()


class Head(Panel):
    """Name, facts and chips at the left, buttons at the right."""

    briefing_wanted = Signal()
    note_wanted = Signal()
    edit_wanted = Signal()
    agreement_wanted = Signal()
    person_wanted = Signal()
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._page: PartnerPage | None = None
        self.title = plain_label("title")
        self.title.setWordWrap(True)
        self.title.setMinimumHeight(32)
        self.facts = wrapped_label("second")
        self.briefing = self.button(BRIEFING, "with-icon")
        self.note = self.button(NOTE, "with-icon")
        self.more = QPushButton()
        give(self.more, "square")
        self.more.setAutoDefault(False)
        self.name(self.more, MORE)
        self.wording.say(self.more.setToolTip, MORE)
        self.menu = self._make_menu()
        self.chips: list[FactChip] = []
        self._chip_row = QWidget()
        self._flow = Flow(8)
        self._chip_row.setLayout(self._flow)
        self._lay_out()
        self.briefing.clicked.connect(self.briefing_wanted)
        self.note.clicked.connect(self.note_wanted)
        self.more.clicked.connect(self._show_menu)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for words, signal in (
            (EDIT, self.edit_wanted),
            (NEW_AGREEMENT, self.agreement_wanted),
            (NEW_PERSON, self.person_wanted),
        ):
            action = QAction(menu)
            self.wording.say(action.setText, words)
            action.triggered.connect(lambda *_, wanted=signal: wanted.emit())
            menu.addAction(action)
        return menu

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.title, 1)
        for button in (self.briefing, self.note, self.more):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(first)
        lines.addSpacing(2)
        lines.addWidget(self.facts)
        lines.addSpacing(12)
        lines.addWidget(self._chip_row)

    def show_page(self, page: PartnerPage) -> None:
        """Show the head of a page."""
        self._page = page
        self.title.setText(page.name)
        is_longer = page.full_name and page.full_name != page.name
        self.title.setToolTip(page.full_name if is_longer else "")
        self.facts.setText(facts(page))
        self._dress_icons()
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = list(self._made_chips(page))
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
            if chip.copies:
                chip.clicked.connect(lambda *_, text=chip.copies: self._copy(text))
        self._flow.invalidate()
        self._chip_row.updateGeometry()

    def _made_chips(self, page: PartnerPage) -> tuple[FactChip, ...]:
        made = [self._verified(page)]
        if page.since:
            made.append(FactChip("heart-handshake", SINCE.format(year=page.since)))
        if page.email:
            made.append(FactChip("mail", page.email, copies=page.email))
        if page.phone:
            made.append(FactChip("phone", page.phone, copies=page.phone))
        return tuple(made)

    def _verified(self, page: PartnerPage) -> FactChip:
        if page.verified and not page.is_stale:
            return FactChip("user-check", VERIFIED.format(day=days.plain(page.verified)), "good")
        if page.verified:
            return FactChip("user", NOT_VERIFIED.format(day=days.plain(page.verified)), "late")
        return FactChip("user", str(NEVER_VERIFIED))

    def in_new_colours(self) -> None:
        """Icons in the colours of now."""
        self._dress_icons()

    def _dress_icons(self) -> None:
        colours = look.palette()
        for button, name in ((self.briefing, "printer"), (self.note, "notes")):
            button.setIcon(icons.before_words(name, colours.ink))
            button.setIconSize(icons.BEFORE_WORDS)
        self.more.setIcon(icons.icon("dots", colours.ink))
        self.more.setIconSize(QSize(icons.INLINE, icons.INLINE))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(COPIED.format(text=text))

    def _show_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

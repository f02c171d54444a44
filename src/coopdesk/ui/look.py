# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the window looks: colours, type and spacing as tokens, and one style sheet made of them.

Widgets ask for a look by their dynamic property `role`; nothing else sets colours or fonts.
"""

from string import Template
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from coopdesk import paths

FONTS = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "PTSerif-Bold")
STYLED, WITH_FONTS, NO_FONTS = "coopdesk styled", "coopdesk fonts", "coopdesk missing fonts"
"""Properties of an application that has been dressed before."""
UNIT = 8
NAVIGATION_WIDTH = 208
TOP_BAR_HEIGHT = 56
ROW_HEIGHT = 32


class Palette(NamedTuple):
    """The colours of one scheme by their role."""

    canvas: str
    nav: str
    surface: str
    sunken: str
    hover: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    fill: str
    fill_hover: str
    fill_pressed: str
    on_fill: str
    tint: str
    sel: str
    alert: str
    alert_tint: str
    good: str
    good_tint: str
    them: str
    them_text: str
    them_tint: str
    thumb: str


LIGHT = Palette(
    canvas="#FAF9F6", nav="#F1F0EB", surface="#FFFFFF", sunken="#F3F2EE", hover="#F1F0EB",
    line="#E0DED7", line2="#8B8A83", ink="#1C2326", ink2="#4A5457", ink3="#646C6E",
    accent="#0B5A65", fill="#0B5A65", fill_hover="#084750", fill_pressed="#063840", on_fill="#FFFFFF",
    tint="#E4F0F0", sel="#DCEBEC", alert="#AE2218", alert_tint="#FBEAE8",
    good="#1D6A40", good_tint="#E4F2E9", them="#BF7F1B", them_text="#7D5100", them_tint="#F9EFDC",
    thumb="#BDBBB4",
)  # fmt: skip
DARK = Palette(
    canvas="#15191B", nav="#101416", surface="#1C2224", sunken="#14181A", hover="#23292C",
    line="#30383B", line2="#7C888B", ink="#ECEFEE", ink2="#BAC3C4", ink3="#98A4A6",
    accent="#7CC9D1", fill="#1D7682", fill_hover="#1A6A75", fill_pressed="#155A63", on_fill="#FFFFFF",
    tint="#17343A", sel="#1B3D43", alert="#FF9388", alert_tint="#3F1F1C",
    good="#7DCB9C", good_tint="#173526", them="#D99B3C", them_text="#E9BC74", them_tint="#2E2616",
    thumb="#4D565A",
)  # fmt: skip

SHEET = Template("""
* { font-family: "Inter"; font-size: 14px; color: $ink; }
QWidget[role="canvas"] { background: $canvas; }
QWidget[role="page"] { background: $surface; }
QWidget[role="bar"] { background: $canvas; border-bottom: 1px solid $line; }
QFrame[role="upright"] { background: $line; border: none; max-width: 1px; min-width: 1px; }
QWidget[role="nav"] { background: $nav; border-right: 1px solid $line; }
QWidget[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QWidget[role="side"] { background: $sunken; border-left: 1px solid $line; }
QWidget[role="sunken"] { background: $sunken; border-radius: 8px; }
QSplitter::handle { background: $line; }
QToolTip { background: $surface; color: $ink; border: 1px solid $line; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-family: "PT Serif"; font-weight: 700; font-size: 28px; }
QLabel[role="panel-title"] { font-family: "PT Serif"; font-weight: 700; font-size: 20px; }
QLabel[role="section"] { font-size: 16px; font-weight: 600; }
QLabel[role="lead"] { font-size: 16px; color: $ink2; }
QLabel[role="name"] { font-weight: 600; }
QLabel[role="label"] { font-size: 12px; font-weight: 500; color: $ink2; }
QLabel[role="meta"] { font-size: 12px; color: $ink3; }
QLabel[role="error"] { font-size: 12px; color: $alert; }
QLabel[role="second"] { color: $ink2; }
QLabel[role="error-line"] { color: $alert; }
QLabel[role="good"] { color: $good; }
QLabel[role="badge"] { font-size: 12px; font-weight: 500; color: $ink2; background: $sunken;
  border-radius: 4px; padding: 0 4px; }
QLabel[role="number"] { font-size: 12px; font-weight: 600; color: $accent; background: $tint;
  border-radius: 10px; }
QLabel[role="chip-late"] { font-size: 12px; font-weight: 500; color: $alert; background: $alert_tint;
  border-radius: 4px; padding: 4px 8px; }

QLineEdit, QPlainTextEdit, QComboBox { background: $surface; border: 1px solid $line2;
  border-radius: 6px;
  padding: 0 9px; selection-background-color: $fill; selection-color: $on_fill; }
QLineEdit, QComboBox { min-height: 30px; }
QLineEdit[role="large"] { min-height: 38px; font-size: 16px; }
QPlainTextEdit { padding: 7px 7px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 8px; }
QLineEdit:focus, QComboBox:focus { min-height: 28px; }
QLineEdit[role="large"]:focus { min-height: 36px; }
QPlainTextEdit:focus { padding: 6px 6px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"],
  QComboBox[wrong="true"] { border: 1px solid $alert; }
QLineEdit:disabled, QComboBox:disabled { color: $ink3; background: $sunken; }
QComboBox { padding: 0 11px; }
QComboBox:focus { padding: 0 10px; }
QComboBox::drop-down { border: none; width: 24px; }
QAbstractItemView { background: $surface; border: 1px solid $line; outline: none;
  selection-background-color: $sel;
  selection-color: $ink; }
QAbstractItemView[role="popup"] { border: 1px solid $line2; border-radius: 6px; }
QAbstractItemView[role="popup"]::item { min-height: 32px; padding: 0 8px; border-radius: 6px; }
QAbstractItemView[role="popup"]::item:selected { background: $sel; color: $accent; }

QPushButton { background: $surface; border: 1px solid $line2; border-radius: 6px; padding: 0 15px;
  min-height: 30px; outline: none;
  font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sel; }
QPushButton:focus { border: 2px solid $accent; padding: 0 14px; min-height: 28px; }
QPushButton:disabled { background: $line; border: none; color: $ink3; padding: 0 16px; min-height: 32px;
  }
QPushButton[role="primary"] { background: $fill; color: $on_fill; border: none; padding: 0 16px;
  min-height: 32px; }
QPushButton[role="primary"]:hover { background: $fill_hover; }
QPushButton[role="primary"]:pressed { background: $fill_pressed; }
QPushButton[role="primary"]:focus { border: 2px solid $tint; padding: 0 14px; min-height: 28px; }
QPushButton[role="large"] { min-height: 38px; }
QPushButton[role="large"]:focus { min-height: 36px; }
QPushButton[role="large"]:disabled { min-height: 40px; }
QPushButton[role="primary"]:disabled { background: $line; color: $ink3; }
QPushButton[role="large-primary"] { background: $fill; color: $on_fill; border: none; padding: 0 16px;
  min-height: 40px; }
QPushButton[role="large-primary"]:hover { background: $fill_hover; }
QPushButton[role="large-primary"]:pressed { background: $fill_pressed; }
QPushButton[role="large-primary"]:focus { border: 2px solid $tint; padding: 0 14px; min-height: 36px; }
QPushButton[role="large-primary"]:disabled { background: $line; color: $ink3; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 7px; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:pressed { background: $sel; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; padding: 0 6px; }
QPushButton[role="quiet-plain"] { background: transparent; border: 1px solid transparent; color: $ink2;
  padding: 0 7px; }
QPushButton[role="quiet-plain"]:hover { background: $hover; }
QPushButton[role="quiet-plain"]:focus { border: 2px solid $accent; padding: 0 6px; }
QPushButton[role="quiet"]:disabled { color: $ink3; }
QPushButton[role="dangerous"] { border-color: $alert; color: $alert; }
QPushButton[role="dangerous"]:hover { background: $alert_tint; }
QPushButton[role="dangerous"]:focus { border: 2px solid $alert; }
QPushButton[role="chip"] { font-size: 12px; min-height: 22px; border: 1px solid $line2;
  border-radius: 4px;
  padding: 0 7px; background: $surface; color: $ink; }
QPushButton[role="chip"]:hover { background: $hover; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 0 6px; min-height: 20px; }
QPushButton[role="choice"] { min-height: 38px; text-align: left; }
QPushButton[role="choice"]:checked { border: 2px solid $accent; background: $tint; color: $accent;
  font-weight: 600;
  padding: 0 14px; min-height: 36px; }

QPushButton[role="tab"] { background: transparent; border: 1px solid transparent; color: $ink2;
  padding: 0 9px; min-height: 30px; }
QPushButton[role="tab"][close="true"] { padding: 0 5px; }
QPushButton[role="tab"]:hover { background: $hover; }
QPushButton[role="tab"]:checked { background: $sel; color: $accent; font-weight: 600; }
QPushButton[role="tab"]:focus { border: 2px solid $accent; padding: 0 8px; min-height: 28px; }
QPushButton[role="option"]:checked { border: 2px solid $accent; background: $tint; color: $accent;
  font-weight: 600; padding: 0 14px; min-height: 28px; }
QPushButton[role="segment"] { border-radius: 0; margin-left: -1px; }
QPushButton[role="segment"]:checked { background: $sel; color: $accent; font-weight: 600; }
QPushButton[role="quiet-late"] { background: transparent; border: 1px solid transparent; color: $alert;
  font-size: 12px; padding: 0 9px; min-height: 26px; }
QPushButton[role="quiet-late"]:hover { background: $alert_tint; }
QPushButton[role="quiet-late"]:focus { border: 2px solid $alert; padding: 0 8px; min-height: 24px; }
QPushButton[role="icon"] { background: transparent; border: 1px solid transparent; padding: 0;
  min-height: 30px; min-width: 30px; }
QPushButton[role="icon"]:hover { background: $hover; }
QPushButton[role="icon"]:pressed { background: $sel; }
QPushButton[role="icon"]:focus { border: 2px solid $accent; min-height: 28px; min-width: 28px; }
QPushButton[role="segment-first"] { border-top-right-radius: 0; border-bottom-right-radius: 0;
  padding: 0 12px; }
QPushButton[role="segment-last"] { border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none;
  padding: 0 12px; }
QPushButton[role="segment-first"]:checked, QPushButton[role="segment-last"]:checked { background: $sel;
  color: $accent; font-weight: 600; }
QPushButton[role="segment-first"]:focus, QPushButton[role="segment-last"]:focus {
  border: 2px solid $accent; padding: 0 11px; min-height: 28px; }
QWidget[role="pane"] { background: $canvas; border-right: 1px solid $line; }
QLineEdit[role="find"] { padding: 0 9px 0 33px; }
QLineEdit[role="find"]:focus { padding: 0 8px 0 32px; }
QPushButton[role="square"] { padding: 0; min-width: 30px; max-width: 30px; }
QPushButton[role="square"][on="true"] { background: $sel; border-color: $accent; }
QPushButton[role="square"]:focus { padding: 0; min-width: 28px; max-width: 28px; min-height: 28px; }
QPushButton[role="with-icon"] { padding: 0 11px 0 9px; }
QPushButton[role="with-icon"]:focus { padding: 0 10px 0 8px; }
QLabel[role="heading"] { font-size: 12px; font-weight: 600; color: $ink3; padding: 8px 0 4px 0; }
QPushButton[role="quiet-small"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 3px; min-height: 22px; }
QPushButton[role="quiet-small"]:hover { background: $hover; }
QPushButton[role="quiet-small"]:focus { border: 2px solid $accent; padding: 0 2px; min-height: 20px; }
QWidget[role="banner-card"] { background: $tint; border: 1px solid $accent; border-radius: 8px; }
QLabel[role="count"] { font-size: 12px; color: $accent; }
QLabel[role="meta-2"] { font-size: 12px; color: $ink2; }
QListView[role="bare-list"] { background: $surface; border: none; border-radius: 7px; }
QListView[role="pane-list"] { background: transparent; border: none; }
QLabel[role="heading-2"] { font-size: 12px; font-weight: 500; color: $ink3; }
QLabel[role="label-2"] { font-size: 12px; font-weight: 500; color: $ink2; }
QPushButton[role="keep"] { text-align: left; padding: 0 52px 0 12px; }
QPushButton[role="keep"]:focus { padding: 0 51px 0 11px; }
QPushButton[role="keep"]:disabled { padding: 0 53px 0 13px; }
QPushButton[role="primary-keyed"] { background: $fill; color: $on_fill; border: none; text-align: left;
  padding: 0 104px 0 13px; min-height: 32px; }
QPushButton[role="primary-keyed"]:hover { background: $fill_hover; }
QPushButton[role="primary-keyed"]:pressed { background: $fill_pressed; }
QPushButton[role="primary-keyed"]:focus { border: 2px solid $tint; padding: 0 102px 0 11px;
  min-height: 28px; }
QPlainTextEdit[role="third"] { font-size: 16px; }
QLabel[role="key"] { font-size: 12px; font-weight: 500; color: $ink2; background: $sunken;
  border: 1px solid $line; border-radius: 4px; padding: 0 5px; min-height: 18px; }
QLabel[role="key-on-fill"] { font-size: 12px; font-weight: 500; color: $on_fill; background: transparent;
  border: 1px solid $on_fill; border-radius: 4px; padding: 0 5px; min-height: 18px; }
QLineEdit[role="search"] { padding: 0 64px 0 33px; }
QLineEdit[role="search"]:focus { padding: 0 63px 0 32px; }
QListView[role="mentions"] { background: $surface; border: 1px solid $line2; border-radius: 8px; }
QTextEdit[role="writing"] { background: transparent; border: none; padding: 0; font-size: 16px;
  selection-background-color: $fill; selection-color: $on_fill; }
QLineEdit[role="note-title"] { background: transparent; border: none; border-bottom: 2px solid transparent;
  border-radius: 0; padding: 0; min-height: 38px;
  font-family: "PT Serif"; font-weight: 700; font-size: 28px; }
QLineEdit[role="note-title"]:focus { border: none; border-bottom: 2px solid $accent; padding: 0;
  min-height: 38px; }
QLineEdit[role="note-title"][wrong="true"] { border-bottom: 2px solid $alert; }
QLineEdit[role="note-fact"] { background: transparent; border: 1px solid $line; border-radius: 6px;
  padding: 0 9px 0 33px; min-height: 26px; color: $ink2; }
QLineEdit[role="note-fact"]:focus { border: 2px solid $accent; padding: 0 8px 0 32px; min-height: 24px;
  color: $ink; }
QLineEdit[role="note-fact"][wrong="true"] { border: 1px solid $alert; }
QLineEdit[role="note-add"] { min-height: 22px; font-size: 12px; padding: 0 6px; }
QLineEdit[role="note-add"]:focus { min-height: 20px; padding: 0 5px; }
QPushButton[role="crumb"] { background: transparent; border: 1px solid transparent; color: $ink3;
  font-size: 12px; font-weight: 400; padding: 0 3px; min-height: 22px; }
QPushButton[role="crumb"]:hover { color: $ink; background: $hover; }
QPushButton[role="crumb"]:focus { border: 2px solid $accent; padding: 0 2px; min-height: 20px; }
QPushButton[role="kind"] { background: $surface; border: 1px solid $line; color: $ink2;
  font-size: 12px; font-weight: 500; padding: 0 7px; min-height: 22px; }
QPushButton[role="kind"]:hover { color: $ink; background: $hover; border-color: $line2; }
QPushButton[role="kind"]:focus { border: 2px solid $accent; padding: 0 6px; min-height: 20px; }
QLabel[role="good-chip"] { font-size: 12px; font-weight: 500; color: $good; background: $good_tint;
  border-radius: 4px; padding: 3px 8px; }
QLabel[role="good-small"] { font-size: 12px; font-weight: 500; color: $good; }
QMenu { background: $surface; border: 1px solid $line2; padding: 4px; }
QMenu::item { padding: 0 16px 0 8px; min-height: 32px; border-radius: 6px; background: transparent; }
QMenu::item:selected { background: $sel; color: $accent; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QCheckBox { spacing: 8px; min-height: 24px; background: transparent; border: 2px solid transparent;
  border-radius: 4px; }
QCheckBox:focus { border: 2px solid $accent; }

QListView[role="navigation"] { background: transparent; border: none; }
QListView[role="navigation"]::item { border-radius: 6px; }
QTableView { border: none; background: $canvas; gridline-color: transparent; }
QTableView::item { padding: 0 9px; border: none; border-bottom: 1px solid $line; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $sel; color: $ink; }
QHeaderView { background: $canvas; border: none; }
QHeaderView::section { background: $canvas; color: $ink3; font-size: 12px; font-weight: 500;
  border: none;
  border-bottom: 1px solid $line; padding: 0 12px; }
QHeaderView::section:hover { color: $ink; }

QFrame[role="banner"] { background: $tint; border: 1px solid $accent; border-radius: 8px; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $thumb; border-radius: 3px; min-height: 32px; min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: $line2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def palette() -> Palette:
    """The colours that are worn now, for what is painted by hand."""
    worn = QApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if worn == QColor(DARK.canvas) else LIGHT


SCHEMES = {"light": LIGHT, "dark": DARK}


def app() -> QApplication:
    """The one application."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        raise RuntimeError("there is no application yet")
    return found


def of_system() -> Palette:
    """The colours of the scheme the system asks for."""
    scheme = QApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def new_app(name: str) -> QApplication:
    """The application, in the style that the sheet is made for."""
    made = QApplication([name, "-style", "Fusion"])  # to set it later would load QStyle, 7 ms
    made.setProperty(STYLED, True)
    return made


def dress(wearer: QApplication, colours: Palette | None = None) -> None:
    """Give the application its fonts, colours and style sheet."""
    chosen = colours or of_system()
    if not wearer.property(STYLED):
        wearer.setStyle("Fusion")
        wearer.setProperty(STYLED, True)
    wearer.setPalette(_qt_palette(chosen))
    _load_fonts(wearer)
    font = QFont("Inter")
    font.setPixelSize(14)
    wearer.setFont(font)
    wearer.setStyleSheet(SHEET.substitute(chosen._asdict()))


def _load_fonts(wearer: QApplication) -> None:
    """Load the shipped fonts; without them the system's own are used."""
    if wearer.property(WITH_FONTS):
        return
    wearer.setProperty(WITH_FONTS, True)
    missing = [
        name
        for name in FONTS
        if QFontDatabase.addApplicationFont(str(paths.resource(f"fonts/{name}.ttf"))) < 0
    ]
    wearer.setProperty(NO_FONTS, missing)


def missing_fonts() -> tuple[str, ...]:
    """The shipped fonts that could not be loaded: the system's own stand in for them."""
    return tuple(app().property(NO_FONTS) or ())


def _qt_palette(colours: Palette) -> QPalette:
    made = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, colours.canvas),
        (QPalette.ColorRole.WindowText, colours.ink),
        (QPalette.ColorRole.Base, colours.surface),
        (QPalette.ColorRole.AlternateBase, colours.sunken),
        (QPalette.ColorRole.Text, colours.ink),
        (QPalette.ColorRole.Button, colours.surface),
        (QPalette.ColorRole.ButtonText, colours.ink),
        (QPalette.ColorRole.PlaceholderText, colours.ink3),
        (QPalette.ColorRole.Highlight, colours.fill),
        (QPalette.ColorRole.HighlightedText, colours.on_fill),
        (QPalette.ColorRole.Link, colours.accent),
    ):
        made.setColor(role, QColor(name))
    return made


def give(widget: QWidget, role: str) -> None:
    """Let a widget look as its role does."""
    widget.setProperty("role", role)


def mark_wrong(widget: QWidget, wrong: bool) -> None:
    """Draw a field as refused, or as usual again."""
    give_state(widget, "wrong", wrong)


def give_state(widget: QWidget, name: str, on: bool) -> None:
    """Draw a widget in a state that the style sheet knows, or as usual again."""
    if bool(widget.property(name)) == on:
        return
    widget.setProperty(name, on)
    widget.style().unpolish(widget)
    widget.style().polish(widget)

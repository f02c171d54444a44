# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The menu of what can be begun: every record type that stands for itself, what is at hand first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from coopdesk.language import N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui import icons, look
from coopdesk.ui.screens.directory import PLACES, home_of

WHAT = N_("New record of which kind?")


def begun_types(at_hand: Sequence[str]) -> list[RecordType]:
    """The types of the menu: the one of the screen in front, then all, as the navigation orders them."""
    all_types = [BY_KEY[key] for place in PLACES for key in place.types]
    whole = [kind for kind in all_types if not kind.whole or kind.key == "follow-up"]
    first = [BY_KEY[key] for key in at_hand[:1]]
    return [*first, *(kind for kind in whole if kind not in first)]


def open_new_menu(below: QWidget, at_hand: Sequence[str], begin: Callable[[RecordType], None]) -> QMenu:
    """Open the menu below a button."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(str(WHAT))
    colours = look.palette()
    for kind in begun_types(at_hand):
        action = menu.addAction(icons.icon(home_of(kind.key).icon, colours.ink2), str(kind.label))
        action.triggered.connect(partial(_begin, begin, kind))
        if at_hand and kind.key == at_hand[0]:
            menu.addSeparator()
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[0])
    return menu


def _begin(begin: Callable[[RecordType], None], kind: RecordType, checked: bool = False) -> None:
    begin(kind)

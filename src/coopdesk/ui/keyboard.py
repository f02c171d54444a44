# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the keyboard is while a button rests or goes: Qt would give it to whatever comes next in the window,
and what is typed then would go there."""

from PySide6.QtWidgets import QWidget


def has_keyboard(widget: QWidget) -> bool:
    """Whether the keyboard is in a widget, or will be once its window is in front."""
    found = widget.window().focusWidget()
    return found is widget or widget.isAncestorOf(found)


def hold(page: QWidget, *leaving: QWidget) -> None:
    """Before widgets rest or go: let the page that they stand in wait for the keyboard's next place."""
    if any(has_keyboard(widget) for widget in leaving):
        page.setFocus()


def hand_on(page: QWidget, *places: QWidget) -> None:
    """Give the keyboard to the first of these places that takes it, unless it has left the page meanwhile."""
    if page.window().focusWidget() is page:
        for place in places:
            if place.isVisibleTo(page) and place.isEnabled():
                place.setFocus()
                return

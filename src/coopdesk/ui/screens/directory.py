# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screens in the order of the officer's work: one line each.

A screen's class is named, not imported: only what is shown is loaded. Record types without a
crafted place are shown as list and form by the screen whose line names them.
"""

from importlib import import_module
from importlib.util import find_spec

from coopdesk.language import N_
from coopdesk.ui.screens.screen import Place, Screen
from coopdesk.ui.work import Work

PLACES = (
    Place("today", N_("Today"), "sun", (), "coopdesk.ui.today.screen:TodayScreen"),
    Place("partners", N_("Partners"), "building-community",
          ("organisation", "place", "person", "post", "membership"),
          "coopdesk.ui.partners.screen:PartnersScreen"),
    Place("agreements", N_("Agreements"), "heart-handshake",
          ("agreement", "party", "promise", "readiness", "document")),
    Place("exchanges", N_("Exchanges"), "arrows-exchange", ("exchange", "participation")),
    Place("notes", N_("Notes"), "notes", ("note", "attendance", "decision"),
          "coopdesk.ui.notes.screen:NotesScreen"),
    Place("follow-ups", N_("Follow-ups"), "list-check", ("follow-up",)),
    Place("means", N_("Means"), "coins", ("contribution", "budget-line", "opportunity")),
    Place("fair", N_("Fair"), "building-store", ("listing", "match")),
    Place("results", N_("Results"), "target-arrow", ("result", "indicator", "measurement")),
    Place("reports", N_("Reports"), "report", (), "coopdesk.ui.reports.screen:ReportsScreen"),
    Place("bundles", N_("Bundles"), "package", (), "coopdesk.ui.bundles.screen:BundlesScreen"),
    Place("handbook", N_("Handbook"), "book", (), "coopdesk.ui.handbook.screen:HandbookScreen"),
    Place("settings", N_("Settings"), "settings", ("ldc",), "coopdesk.ui.screens.settings:SettingsScreen"),
)  # fmt: skip
BELOW = ("handbook", "settings")
"""What stands at the foot of the navigation."""
ASIDE = (Place("decisions", N_("To decide"), "gavel", (), "coopdesk.ui.deciding.screen:DecidingScreen"),)
"""Screens that another one opens."""
WITHIN = {"decisions": "bundles"}
"""Of each of them, the screen it belongs to: the one that the navigation marks."""
BY_KEY = {place.key: place for place in (*PLACES, *ASIDE)}
FIRST = "today"


FRENCH_DIGITS = "&é\"'(-è_çà"
"""What the keys 1 to 0 give without Shift on a French keyboard."""


def keys_of(key: str) -> tuple[str, ...]:
    """The keys that lead to a screen, the first of them the one that is told; none for the last ones."""
    number = [place.key for place in PLACES].index(key)
    if number >= len(FRENCH_DIGITS):
        return ()
    return f"Ctrl+{(number + 1) % 10}", f"Ctrl+{FRENCH_DIGITS[number]}"


def home_of(type_key: str) -> Place:
    """The place where records of a type are at home."""
    return next(place for place in PLACES if type_key in place.types)


def made(place: Place, work: Work) -> Screen:
    """The screen of a place: the crafted one where there is one, else list and form."""
    if not place.crafted:
        return listed(place, work)
    module, name = place.crafted.split(":")
    if find_spec(module.rpartition(".")[0]) is None or find_spec(module) is None:
        return listed(place if place.types else BY_KEY["follow-ups"], work)
    screen: Screen = getattr(import_module(module), name)(work)
    return screen


def listed(place: Place, work: Work) -> Screen:
    """The record types of a place as list and form."""
    from coopdesk.ui.screens.list_screen import ListScreen

    return ListScreen(work, place)

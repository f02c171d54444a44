# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Trying coopdesk out: a desk filled with the example office."""

from datetime import date

import click

from coopdesk.commands.grammar import command, one_of, option
from coopdesk.commands.session import Session
from coopdesk.language import LANGUAGES, N_, Language, current, set_current


@command(
    "demo",
    example="coopdesk --profile ~/coopdesk-example demo --language fr\n"
    "coopdesk demo --language ru --on 2026-12-31",
    about=N_(
        "Real cities, invented people; days are counted from today. The desk is left unlocked"
        " unless --passphrase-file is given."
    ),
)
@option(
    "--language", metavar="|".join(LANGUAGES), type=one_of(*LANGUAGES), words=N_("language of the office")
)
@option("--on", "on", metavar="DATE", words=N_("count days from this one; today unless told"))
@click.pass_obj
def demo(session: Session, language: Language | None, on: str | None) -> None:
    """Make a desk filled with the example office."""
    from coopdesk.desk.example_office import found_example
    from coopdesk.records.kinds import Day

    session.warn_of_network()
    made = found_example(
        session.profile,
        language=language or current(),
        on=date.fromisoformat(str(Day().parse(on))) if on else None,
        passphrase=session.passphrase(),
    )
    with made as desk:
        if session.language is None:
            set_current(desk.office.language)
        facts = ("city", "country", "officer", "name", "language", "currency", "organisation")
        session.put_facts(
            {"profile": str(desk.profile)} | {key: getattr(desk.office, key) for key in facts},
            str(desk.profile),
        )
        session.say(
            N_("The example office is ready: {city}, {officer}. The cities are real, the people invented."),
            city=desk.office.city,
            officer=desk.office.officer,
        )
        if not desk.is_locked:
            session.say(N_("Not locked: set a passphrase."))

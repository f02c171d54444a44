# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a desk."""

import click

from coopdesk.commands.grammar import command, misuse, one_of, option
from coopdesk.commands.session import Session
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, N_, Language, current, set_current


@command(
    "init",
    example="coopdesk init --city Lomé --country TG --officer 'Awa Exemple' --language fr --no-passphrase\n"
    "coopdesk --passphrase-file phrase.txt init --city Kathmandu --country NP --officer 'Maya Example'",
    about=N_("The city is looked up among the cities that coopdesk knows; another name is taken as it is."),
)
@option("--city", metavar="NAME", required=True, words=N_("city of the office"))
@option("--country", metavar="CC", required=True, words=N_("its country: a code such as TG, or its name"))
@option("--officer", metavar="NAME", required=True, words=N_("who works at this desk"))
@option("--office", metavar="NAME", default="", words=N_("name of the office, as it signs"))
@option(
    "--language", metavar="|".join(LANGUAGES), type=one_of(*LANGUAGES), words=N_("language of the office")
)
@option("--currency", metavar="CODE", default="", words=N_("usual currency, such as XOF; else the country’s"))
@option("--no-passphrase", is_flag=True, words=N_("leave the desk unlocked"))
@click.pass_obj
def init(
    session: Session,
    city: str,
    country: str,
    officer: str,
    office: str,
    language: Language | None,
    currency: str,
    no_passphrase: bool,
) -> None:
    """Make a desk."""
    from coopdesk.desk.founding import found_desk

    passphrase = _new_passphrase(session, no_passphrase)
    session.warn_of_network()
    made = found_desk(
        session.profile,
        city=city,
        country=country,
        officer=officer,
        office=office,
        language=language or current(),
        currency=currency,
        passphrase=passphrase,
    )
    with made as desk:
        if session.language is None:
            set_current(desk.office.language)
        if session.json:
            facts = ("city", "country", "officer", "name", "language", "currency", "organisation")
            session.put_json(
                {"profile": str(desk.profile)} | {key: getattr(desk.office, key) for key in facts}
            )
        else:
            session.put(str(desk.profile))
        session.say(
            N_("The desk is made: {city}, {officer}."), city=desk.office.city, officer=desk.office.officer
        )
        if not desk.is_locked:
            session.say(N_("Not locked: set a passphrase."))


def _new_passphrase(session: Session, none: bool) -> str | None:
    from coopdesk.commands import passphrases

    if none:
        if session.passphrase_file:
            misuse(N_("give --passphrase-file or --no-passphrase, not both"))
        return None
    found = session.passphrase()
    if found is not None:
        return found
    if passphrases.can_ask():
        return passphrases.ask_new()
    raise WorldError(
        "no_passphrase",
        "A passphrase is missing. Name a file that holds it: coopdesk --passphrase-file FILE init …;"
        " or leave the desk unlocked: --no-passphrase",
    )

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a desk."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from coopdesk.commands.grammar import command, misuse, one_of, option
from coopdesk.commands.session import DONE, OPEN, Session
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, N_, Language, current, set_current

T = TypeVar("T")
LET_IN = N_("Let in by: {name}. Compare the eight words of that computer with its user: {words}")
UNKNOWN_CITY = N_(
    "coopdesk does not know this city: {city}. Its time zone, position and names in other languages are"
    " missing: check the spelling, or add them to the place."
)


@command(
    "init",
    example="coopdesk init --city Lomé --country TG --officer 'Awa Exemple' --language fr --no-passphrase\n"
    "coopdesk --passphrase-file phrase.txt init --city Kathmandu --country NP --officer 'Maya Example'\n"
    "coopdesk init --from invitation.coopx",
    about=N_(
        "The city is looked up among the cities that coopdesk knows; another name is taken as it is."
        " With an invitation, on the profile that asked to join, nothing else is needed;"
        " exit code 3: made, but something needs a decision or is missing."
    ),
)
@option("--city", metavar="NAME", default="", words=N_("city of the office"))
@option("--country", metavar="CC", default="", words=N_("its country: a code such as TG, or its name"))
@option("--officer", metavar="NAME", default="", words=N_("who works at this desk"))
@option("--from", "invitation", metavar="FILE.coopx", words=N_("the invitation to join an office"))
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
    invitation: str | None,
    no_passphrase: bool,
) -> int:
    """Make a desk."""
    if invitation:
        if city or country or officer or office or language or currency or no_passphrase:
            misuse(N_("give --from alone: the invitation and the request tell all else"))
        return _complete(session, Path(invitation))
    for name, given in (("--city", city), ("--country", country), ("--officer", officer)):
        if not given:
            misuse(N_("{what} is missing"), what=name)
    from coopdesk.desk.founding import found_desk, nearest_cities

    passphrase = new_passphrase(session, no_passphrase)
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
        nearest = nearest_cities(city, desk.office.country)
        if nearest is not None:
            session.say(UNKNOWN_CITY, city=desk.office.city)
            if nearest:
                session.say(N_("Names like it: {names}"), names=", ".join(nearest))
        if not desk.is_locked:
            session.say(N_("Not locked: set a passphrase."))
    return DONE


def _complete(session: Session, invitation: Path) -> int:
    """Make the desk that an invitation brings."""
    from coopdesk.desk import admitting

    session.warn_of_network()
    joined = unlocked(session, lambda secret: admitting.complete(session.profile, invitation, secret))
    with joined.desk as desk:
        if session.language is None:
            set_current(desk.office.language)
        facts = {"city": desk.office.city, "officer": desk.office.officer, "changes": joined.changes}
        told = {"profile": str(desk.profile), **facts, "steward": joined.steward, "words": joined.words}
        session.put_facts(told, str(desk.profile))
        session.say(
            N_("The desk is made: {city}, {officer}."), city=desk.office.city, officer=desk.office.officer
        )
        session.say(LET_IN, name=joined.steward, words=joined.words)
    return OPEN if joined.is_open else DONE


def unlocked(session: Session, act: Callable[[str | None], T]) -> T:
    """What an act gives with the passphrase of the profile, which is asked for where it is needed."""
    from coopdesk.commands import passphrases

    try:
        return act(session.passphrase())
    except WorldError as error:
        if error.code != "locked" or not passphrases.can_ask():
            raise
        return act(passphrases.ask())


def new_passphrase(session: Session, none: bool) -> str | None:
    """The passphrase of a new desk: from the file that was named, else asked twice; None where none is
    wanted. Raises WorldError where nobody can be asked."""
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

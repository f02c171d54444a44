# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A partnership with Kara, invented but for the names of cities, as an officer has entered it."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.desk.officer import Officer

NOW = date.today()


def day(ahead: int) -> str:
    """So many days from now."""
    return (NOW + timedelta(days=ahead)).isoformat()


@dataclass(frozen=True, slots=True)
class Partnership:
    """The ids of what was entered."""

    hall: str
    agreement: str
    ours_late: str
    theirs_soon: str
    follow_up: str
    note: str
    exchange: str
    mayor: str
    former: str


def partnership(officer: Officer) -> Partnership:
    """An active agreement with promises of both sides, a visit with a follow-up, a work placement, a
    contribution, a mayor whose mandate ends and one before her."""
    us = officer.desk.our_organisation()
    city = officer.new("place", "name.fr=Kara", "name.ru=Кара", "country=TG", "coordinates=9.55,1.19")
    hall = officer.new("organisation", "name=Mairie de Kara", "kind=city_hall", f"place={city}",
                       f"verified_on={day(-5)}", "working_languages+=fr",
                       "emails+=kara@kara.example")  # fmt: skip
    agreement = officer.new("agreement", "title.fr=Marchés", "title.ru=Рынки", "stage=active",
                            "signed_on=2019-05-01", f"ends_on={day(90)}")  # fmt: skip
    for organisation in (hall, us):
        officer.new("party", f"agreement={agreement}", f"organisation={organisation}")

    def promise(what: str, giver: str, taker: str, *rest: str) -> str:
        return officer.new(
            "promise", f"agreement={agreement}", f"what={what}", f"from={giver}", f"to={taker}", *rest
        )

    mayor = officer.new("person", "given_name=Ama", "family_name=Exemple", f"verified_on={day(-9)}")
    former = officer.new("person", "given_name=Yao", "family_name=Ancien")
    officer.new("post", f"person={mayor}", f"organisation={hall}", "function=maire", "from=2021-01-01",
                f"mandate_ends={day(30)}")  # fmt: skip
    officer.new("post", f"person={former}", f"organisation={hall}", "function=maire", "from=2014-01-01",
                "until=2020-12-31")  # fmt: skip
    note = officer.new("note", "title=Visite du marché", "kind=partner_visit", f"organisations+={hall}",
                       f"starts={day(-10)}")  # fmt: skip
    officer.new("decision", f"note={note}", "text=Construire deux halles")
    follow_up = officer.new("follow-up", "what=Envoyer le plan", f"due_on={day(2)}", f"comes_from={note}")
    exchange = officer.new("exchange", "title=Stage", "kind=internship", "state=done",
                           f"agreement={agreement}", f"knowledge_from+={us}", f"knowledge_to+={hall}",
                           f"starts={day(-1)}", f"ends={day(-1)}")  # fmt: skip
    officer.new("participation", f"exchange={exchange}", f"organisation={hall}", "role=trainee",
                "women=3", "men=1", "days_attended=2")  # fmt: skip
    officer.new("contribution", f"agreement={agreement}", f"from={hall}", f"to={us}", "step=received",
                "amount=500000 XOF", f"day={day(-1)}")  # fmt: skip
    promise("Ancien", us, hall, "state=kept", f"kept_on={day(-20)}")
    return Partnership(
        hall=hall,
        agreement=agreement,
        ours_late=promise("Livrer les étals", us, hall, f"due_on={day(-6)}"),
        theirs_soon=promise("Former deux agents", hall, us, f"due_on={day(4)}"),
        follow_up=follow_up,
        note=note,
        exchange=exchange,
        mayor=mayor,
        former=former,
    )

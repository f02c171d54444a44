# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A desk of Lomé with a partner, filled as an officer would: every person is invented."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.language import set_current
from tests.desk.officer import Officer

ON = date(2026, 11, 24)
Add = Callable[..., str]
_SIGNED = ("signatory={akouvi}", "signatory_post={p6}", "resolution_number=2009-14",
           "resolution_date=2009-04-30")  # fmt: skip


@dataclass
class Town:
    """The open desk, and the ids of its records by short names."""

    desk: Desk
    awa: Officer
    ids: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, type_key: str, *assignments: str) -> str:
        """Keeps a record; {name} in an assignment stands for the id of an earlier one."""
        filled = [text.format_map(self.ids) for text in assignments]
        self.ids[name] = self.awa.new(type_key, *filled)
        return self.ids[name]


def founded(folder: Path) -> Town:
    """A desk that was just made."""
    set_current("en")
    found_desk(
        folder, city="Lomé", country="TG", officer="Awa Exemple", language="fr", currency="XOF"
    ).close()
    desk = Desk.open(folder)
    town = Town(desk, Officer(desk))
    town.ids["us"] = desk.office.organisation
    return town


def filled(folder: Path) -> Town:
    """A desk with four agreements, a partner met often, and another that is confidential."""
    town = founded(folder)
    add = town.add
    _partners(add)
    _agreements(add)
    _exchanges(add)
    _notes(add)
    _means(add)
    return town


def _partners(add: Add) -> None:
    add("lyon_place", "place", "name.fr=Lyon", "name.ru=Лион", "name.en=Lyon", "country=FR",
        "population=522250", "languages+=fr", "coordinates=45.76,4.84")  # fmt: skip
    add("lyon", "organisation", "name.fr=Ville de Lyon", "name.en=City of Lyon", "name.ru=Город Лион",
        "kind=city_hall", "place={lyon_place}", "verified_on=2026-11-12",
        "presentation.fr=Deuxième ville de France, sur le Rhône et la Saône.")  # fmt: skip
    add("committee", "organisation", "name.fr=Comité de jumelage de Lyon", "kind=ngo",
        "parent_organisation={lyon}")  # fmt: skip
    add("works", "organisation", "name.fr=Services techniques de Lomé", "parent_organisation={us}")
    add("fund", "organisation", "name.fr=Fonds de solidarité des villes", "kind=international_fund")
    add("shy", "organisation", "name.fr=Mairie discrète", "kind=city_hall", "confidential=yes")
    for name, given, family, sex in (
        ("sophie", "Sophie", "Delvaux", "woman"), ("marc", "Marc", "Lambert", "man"),
        ("bernard", "Bernard", "Collignon", "man"), ("edmond", "Edmond", "Agbossou", "man"),
        ("akouvi", "Akouvi", "Mensah", "woman"), ("hidden", "Agent", "Secret", "woman"),
    ):  # fmt: skip
        add(name, "person", f"given_name={given}", f"family_name={family}", f"sex={sex}")
    add("hide", "person", "given_name=Personne", "family_name=Cachée", "confidential=yes")
    add("p1", "post", "person={sophie}", "organisation={lyon}", "function.fr=coordinatrice",
        "function.en=coordinator", "function.ru=координатор", "from=2019-03-01")  # fmt: skip
    add("p2", "post", "person={marc}", "organisation={lyon}", "function.fr=conseiller à l’eau",
        "from=2026-03-01", "how_in_office=elected")  # fmt: skip
    add("p3", "post", "person={bernard}", "organisation={committee}", "function.fr=comité de jumelage",
        "from=2015-01-01", "mandate_ends=2026-12-31")  # fmt: skip
    add("p4", "post", "person={edmond}", "organisation={lyon}", "function.fr=ancien secrétaire",
        "from=2010-01-01", "until=2018-12-31")  # fmt: skip
    add("p5", "post", "person={hide}", "organisation={lyon}", "function.fr=fonction cachée")
    add("p6", "post", "person={akouvi}", "organisation={us}", "function.fr=maire", "how_in_office=elected")


def _agreements(add: Add) -> None:
    add("frame", "agreement", "title.fr=Convention de coopération Lomé–Lyon",
        "title.en=Cooperation agreement Lomé–Lyon", "title.ru=Соглашение о сотрудничестве Ломе — Лион",
        "form=cooperation_agreement", "stage=active", "themes+=water", "themes+=sanitary_inspection",
        "signed_on=2009-05-15", "in_force_from=2009-06-01", "ends_on=2027-05-31", "renewal=tacit",
        "notice_period=6", "notice_unit=months", "aims=Former les agents et rouvrir les **forages**.",
        "text_languages+=fr", "review_on=2027-03-01", "gender_marker=significant", "target_groups+=women",
        "sdgs+=goal_06", "citizens_involvement=Comités de quartier.",
        "history=Premier contact en 2001.")  # fmt: skip
    add("plan", "agreement", "title.fr=Programme d’actions 2024–2026", "title.en=Work programme 2024–2026",
        "form=work_programme", "stage=active", "parent_agreement={frame}", "themes+=water",
        "in_force_from=2024-01-01", "ends_on=2026-12-31")  # fmt: skip
    add("talk", "agreement", "title.fr=Échange culturel", "stage=negotiating")
    add("secret", "agreement", "title.fr=Accord secret", "stage=active", "confidential=yes")
    add("apart", "agreement", "title.fr=Convention entre autres villes", "stage=active")
    for agreement, parties in (("frame", "us lyon"), ("plan", "us lyon"), ("talk", "us lyon"),
                               ("secret", "us lyon"), ("apart", "lyon fund")):  # fmt: skip
        for party in parties.split():
            signed = (agreement, party) == ("frame", "us")
            add(f"{agreement}_{party}", "party", f"agreement={{{agreement}}}", f"organisation={{{party}}}",
                f"role={'lead' if party == 'us' else 'partner'}", *(_SIGNED if signed else ()))  # fmt: skip
    for name, agreement, who, what, *rest in (
        ("d1", "plan", "us", "Plan du réseau d’eau de Koudo", "due_on=2026-11-18", "state=promised"),
        ("d2", "plan", "us", "Noms de deux stagiaires", "due_on=2026-12-15"),
        ("d3", "plan", "us", "Deux agents formés", "due_on=2025-06-30", "state=kept", "kept_on=2025-06-12"),
        ("d4", "plan", "us", "Salle de réunion", "due_on=2026-05-01", "state=kept", "kept_on=2026-04-20"),
        ("d5", "frame", "lyon", "Pompe de rechange", "due_on=2027-01-31", "state=under_way"),
        ("d6", "frame", "lyon", "Manuel d’inspection", "due_on=2026-10-05", "state=kept",
         "kept_on=2026-10-05"),
        ("d7", "frame", "lyon", "Mission d’un expert", "due_on=2026-02-01", "state=broken"),
        ("d8", "frame", "lyon", "Guide du tri", "due_on=2026-01-01", "state=released"),
        ("d9", "secret", "us", "Engagement caché", "due_on=2026-01-01"),
    ):  # fmt: skip
        add(name, "promise", f"agreement={{{agreement}}}", f"from={{{who}}}", f"what.fr={what}", *rest)
    for item, state in (("need", "yes"), ("women", "partly"), ("exit", "no")):
        add(f"r_{item}", "readiness", "agreement={frame}", f"item={item}", f"state={state}")
    add("i1", "indicator", "agreement={plan}", "what=Habitants servis par les forages", "unit=habitants",
        "baseline=0", "target=4000", "target_by=2026-12-31")  # fmt: skip
    add("m1", "measurement", "indicator={i1}", "value=1200", "day=2025-12-01")
    add("m2", "measurement", "indicator={i1}", "value=2900", "day=2026-10-01")
    add("i2", "indicator", "agreement={plan}", "what=Délai d’analyse de l’eau", "unit=jours",
        "baseline=30", "target=5")  # fmt: skip
    add("i3", "indicator", "agreement={secret}", "what=Indicateur caché", "target=5")
    add("res1", "result", "agreement={plan}", "title.fr=Deux forages rouverts à Koudo et Agamè",
        "story.fr=L’eau coule de nouveau.", "day=2026-06-20")  # fmt: skip
    add("res2", "result", "agreement={secret}", "title.fr=Résultat caché", "day=2026-06-20")
    add("doc", "document", "title=Convention signée", "kind=signed_text", "day=2009-05-15",
        "belongs_to+={frame}")  # fmt: skip


def _exchanges(add: Add) -> None:
    for name, kind, start, end, giver, taker, state in (
        ("e1", "study_visit", "2024-03-04", "2024-03-08", "us", "lyon", "done"),
        ("e2", "training_course", "2025-04-07", "2025-04-18", "lyon", "us", "done"),
        ("e3", "internship", "2026-05-11", "2026-05-29", "lyon", "us", "done"),
        ("e4", "expert_mission", "2026-09-07", "2026-09-11", "us", "lyon", "done"),
        ("e5", "training_course", "2027-02-01", "2027-02-12", "lyon", "us", "planned"),
        ("e6", "peer_review", "2026-03-01", "2026-03-02", "lyon", "us", "cancelled"),
    ):  # fmt: skip
        add(name, "exchange", f"title=Échange {name}", f"kind={kind}", f"starts={start}", f"ends={end}",
            f"knowledge_from+={{{giver}}}", f"knowledge_to+={{{taker}}}", f"state={state}",
            "agreement={plan}", "themes+=water")  # fmt: skip
    add("t1", "participation", "exchange={e1}", "organisation={lyon}", "role=trainee", "women=1", "men=3",
        "days_attended=5")  # fmt: skip
    add("t2", "participation", "exchange={e2}", "organisation={us}", "role=trainee", "women=4", "men=4",
        "days_attended=10")  # fmt: skip
    add("t3", "participation", "exchange={e3}", "organisation={us}", "role=trainee", "women=5", "men=3",
        "not_stated=1", "days_attended=14")  # fmt: skip
    add("t4", "participation", "exchange={e3}", "person={akouvi}", "role=trainee", "days_attended=2.5")
    add("t5", "participation", "exchange={e4}", "organisation={lyon}", "role=trainee", "women=2", "men=4",
        "days_attended=5")  # fmt: skip
    add("t6", "participation", "exchange={e3}", "person={marc}", "role=trainer", "days_attended=14")


def _notes(add: Add) -> None:
    for name, kind, start, title, *rest in (
        ("n1", "field_visit", "2026-11-12 09:30", "Visite du puits de Koudo",
         "difficulties=La piste est coupée après les pluies.", "lessons=Prévoir deux jours."),
        ("n2", "partner_visit", "2026-05-29 10:00", "Fin du stage, huit personnes"),
        ("n3", "meeting", "2026-11-27 10:00", "Délégation reçue", "venue=salle du conseil"),
        ("n4", "mission", "2025-10-05 08:00", "Mission à Lyon"),
        ("n5", "meeting", "2026-10-01 08:00", "Réunion cachée", "confidential=yes"),
    ):  # fmt: skip
        add(name, "note", f"title={title}", f"kind={kind}", f"starts={start}", "organisations+={lyon}",
            "confidential_part=Mot caché", *rest)  # fmt: skip
    add("a1", "attendance", "note={n3}", "person={sophie}", "role=head_of_delegation")
    add("d1", "decision", "note={n1}", "number=1", "text.fr=Le puits reste fermé.")
    add("d5", "decision", "note={n5}", "number=1", "text.fr=Décision cachée.")
    add("f2", "follow-up", "what=Prévenir le quartier", "due_on=2026-11-16", "comes_from={d1}")
    add("f3", "follow-up", "what=Analyser l’eau", "comes_from={n1}", "state=done")
    add("f1", "follow-up", "what=Appeler le laboratoire", "due_on=2027-01-15", "comes_from={n1}")
    add("need", "listing", "kind=need", "title.fr=Un expert des marchés", "title.en=A markets expert",
        "organisation={lyon}", "themes+=local_economy", "state=open")  # fmt: skip
    add("offer", "listing", "kind=offer", "title.fr=Accueil de stagiaires au marché",
        "organisation={us}", "themes+=local_economy", "state=open")  # fmt: skip
    add("offer2", "listing", "kind=offer", "title.fr=Formation à l’inspection sanitaire",
        "organisation={lyon}", "state=open")  # fmt: skip


def _means(add: Add) -> None:
    for name, step, amount, day, origin, *rest in (
        ("c1", "pledged", "18400000 XOF", "2026-01-10", "other_local_government", "from={lyon}"),
        ("c2", "received", "11800000 XOF", "2026-02-10", "other_local_government", "from={lyon}"),
        ("c3", "spent", "9000000 XOF", "2026-06-10", "other_local_government", "from={us}", "reference=F-12"),
        ("c4", "spent", "500000 XOF", "2026-07-10", "own_budget", "from={us}"),
        ("c5", "received", "700000 XOF", "2025-07-10", "diaspora"),
        ("c6", "received", "1200.50 EUR", "2026-07-11", "international", "from={fund}"),
    ):  # fmt: skip
        add(name, "contribution", "agreement={plan}", f"step={step}", f"amount={amount}", f"day={day}",
            f"origin={origin}", *rest)  # fmt: skip
    add("c7", "contribution", "agreement={secret}", "step=received", "amount=99999999 XOF", "day=2026-02-02")
    add("b1", "budget-line", "agreement={plan}", "year=2026", "heading=Forages",
        "planned_amount=12000000 XOF", "source=other_local_government")  # fmt: skip
    add("b2", "budget-line", "agreement={plan}", "year=2027", "heading=Formation",
        "planned_amount=3000000 XOF", "source=own_budget")  # fmt: skip

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sheet of an agreement: parties, promises, means and results as the records have them."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.desk.report_reading import DeskReader
from coopdesk.errors import WorldError
from coopdesk.language import LANGUAGES, Language
from coopdesk.records.rules.means import transparency
from coopdesk.records.rules.promises import balances
from coopdesk.reports.agreement_sheet import AgreementFacts, draw_agreement_sheet, gather
from tests.reports.facts import pages
from tests.reports.town import ON, Town


@pytest.fixture(scope="session")
def frame(kept_town: Town) -> AgreementFacts:
    """The French sheet of the framework."""
    return gather(DeskReader(kept_town.desk), kept_town.ids["frame"], "fr", printed_on=ON)


@pytest.fixture(scope="session")
def plan(kept_town: Town) -> AgreementFacts:
    """The French sheet of the programme under it."""
    return gather(DeskReader(kept_town.desk), kept_town.ids["plan"], "fr", printed_on=ON)


def _text(facts: AgreementFacts, language: Language = "fr") -> str:
    return " ".join(pages(draw_agreement_sheet(facts, language))).replace("\u00a0", " ")


def test_parties_stand_with_their_signatories(frame: AgreementFacts) -> None:
    lead, partner = frame.parties
    assert (lead.name, lead.role, lead.signatory) == ("Lomé", "Chef de file", "Akouvi Mensah, maire")
    assert lead.resolution == "Délibération n°\u00a02009-14, 30 avril 2009"
    assert (partner.name, partner.signatory) == ("Ville de Lyon", "")


def test_short_fields_stand_in_the_order_of_the_form_with_the_last_day_of_notice(
    frame: AgreementFacts,
) -> None:
    labels = [label for label, _ in frame.lines]
    assert labels.index("Préavis jusqu’au") == labels.index("Renouvellement") + 1
    lines = dict(frame.lines)
    assert lines["Préavis jusqu’au"] == "30 novembre 2026"
    assert lines["Thèmes"] == "Inspection sanitaire\nEau"
    assert [label for label, _ in frame.texts] == ["Participation des habitants", "Historique"]
    assert not {"Étiquettes", "Confidentiel", "Objectifs"} & {*labels, *(label for label, _ in frame.texts)}


def test_promises_are_those_of_the_rules(frame: AgreementFacts, reader: DeskReader, kept_town: Town) -> None:
    promises = reader.linked("promise", "agreement", kept_town.ids["frame"])
    both = balances(promises, {kept_town.ids["us"]}, ON)
    ours, theirs = frame.sides
    assert (ours.kept, ours.due, ours.broken) == (0, 0, 0)
    assert (theirs.kept, theirs.due, theirs.broken) == (
        len(both.they.kept), len(both.they.open), len(both.they.broken),
    ) == (1, 1, 1)  # fmt: skip
    assert len(frame.promises) == len(promises)
    text = _text(frame)
    for words in ("Guide du tri", "levé", "non tenu", "tenu le 5 oct. 2026"):
        assert words in text, words


def test_means_are_those_of_the_rules(plan: AgreementFacts, reader: DeskReader, kept_town: Town) -> None:
    id = kept_town.ids["plan"]
    found = transparency(
        reader.linked("contribution", "agreement", id), reader.linked("budget-line", "agreement", id), "XOF"
    )
    for step in ("planned", "pledged", "received", "spent"):
        for currency in ("XOF", "EUR"):
            assert sum(row.of(step) for row in plan.means if row.currency == currency) == sum(
                row.of(step) for row in found if row.currency == currency
            )
    text = _text(plan).replace("\u202f", " ")
    for words in ("12 500 000", "18 400 000", "15 000 000", "1 200,50"):
        assert words in text, words


def test_readiness_counts_what_is_met(frame: AgreementFacts) -> None:
    assert [(one.item, one.state, one.done) for one in frame.readiness] == [
        ("Besoin défini ensemble", "Oui", True),
        ("Participation des femmes", "En partie", False),
        ("Modalités de sortie prévues", "Non", False),
    ]
    assert "1 sur 3 remplis" in _text(frame)


def test_exchanges_results_and_what_stands_below(frame: AgreementFacts, plan: AgreementFacts) -> None:
    assert sum(one.days for one in plan.exchanges) == 258.5
    text = _text(plan)
    for words in ("258,5", "Deux forages rouverts", "L’eau coule de nouveau.", "73 %", "Échange e6 (Annulé)"):
        assert words in text, words
    assert frame.below == (("Programme d’actions 2024–2026", "En cours"),)
    assert frame.documents == (("Convention signée", "Texte signé, 15 mai 2009"),)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["frame", "plan", "talk"])
def test_nothing_confidential_is_printed(
    reader: DeskReader, kept_town: Town, name: str, language: Language
) -> None:
    told = gather(reader, kept_town.ids[name], language, printed_on=ON)
    text = f"{told} {_text(told, language)}".casefold()
    assert "cach" not in text
    assert "secret" not in text


def test_a_confidential_agreement_is_refused(reader: DeskReader, kept_town: Town) -> None:
    with pytest.raises(WorldError) as refused:
        gather(reader, kept_town.ids["secret"], "fr", printed_on=ON)
    assert refused.value.code == "confidential_agreement"


def test_an_agreement_in_the_bin_is_refused(town: Town) -> None:
    gone = town.awa.new("agreement", "title.en=Gone")
    town.awa.remove("agreement", gone)
    with pytest.raises(WorldError) as refused:
        gather(DeskReader(town.desk), gone, "fr", printed_on=ON)
    assert refused.value.code == "no_agreement"


def test_an_agreement_of_nothing_but_a_title_takes_one_page(town: Town) -> None:
    bare = town.awa.new("agreement", "title.en=Bare")
    texts = pages(draw_agreement_sheet(gather(DeskReader(town.desk), bare, "en", printed_on=ON), "en"))
    assert len(texts) == 1
    for heading in ("Parties", "Promises", "Exchanges", "Means", "Documents", "Budget"):
        assert heading not in texts[0]


def test_a_document_that_is_linked_by_id_belongs_to_its_agreement(town: Town) -> None:
    town.add("doc2", "document", "title=Avenant signé", "belongs_to+={talk}")
    told = gather(DeskReader(town.desk), town.ids["talk"], "fr", printed_on=ON)
    assert told.documents == (("Avenant signé", ""),)


def test_document_says_its_title_and_language(frame: AgreementFacts) -> None:
    reader = PdfReader(BytesIO(draw_agreement_sheet(frame, "fr")))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Convention de coopération Lomé–Lyon"
    assert draw_agreement_sheet(frame, "fr") == draw_agreement_sheet(frame, "fr")

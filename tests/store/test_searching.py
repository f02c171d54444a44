# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search over everything: scripts, accents, slips, languages, order, and whatever people type."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coopdesk.history.leaf import REMOVED
from coopdesk.language import LANGUAGES, Language, using
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store import checking, searching
from coopdesk.store.indexing import pending
from coopdesk.store.keeping import Store
from coopdesk.store.writing import BULK, Change

CITIES: tuple[Touches, ...] = (
    {"name": {"fr": "Ouagadougou", "ru": "Уагадугу"}, "country": "BF"},
    {"name": {"fr": "Lomé", "ru": "Ломе"}, "country": "TG"},
    {"name": {"fr": "Lokossa"}, "country": "BJ"},
    {"name": {"ru": "Порт-о-Пренс"}, "country": "HT"},
    {"name": {"ru": "Королёв"}, "country": "RU"},
    {"name": {"fr": "Œuilly"}, "country": "FR"},
    {"name": {"fr": "N’Djaména", "ru": "Нджамена"}, "country": "TD"},
    {"name": {"ru": "Бхактапур"}, "country": "NP"},
    {"name": {"fr": "Saint-Denis"}, "country": "FR"},
)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A desk with a few cities, which no test changes."""
    with Store.create(tmp_path_factory.mktemp("atlas") / "desk", None, "PC") as store:
        store.save([made("place", city) for city in CITIES], "Awa")
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "desk", None, "PC") as found:
        yield found


def made(type_key: str, touches: Touches) -> Change:
    return Change(BY_KEY[type_key], new_id(), touches, new=True)


def new(store: Store, type_key: str, **touches: object) -> str:
    change = made(type_key, touches)  # type: ignore[arg-type]
    store.save([change], "Awa")
    return change.id


def found(store: Store, text: str, of_type: str = "", limit: int = 50) -> list[str]:
    hits = searching.find(store.connection, text, of_type=of_type, limit=limit)
    return [hit.title for hit in hits]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        (text, city)
        for city, texts in {
            "Ouagadougou": "ouaga OUAGA уага Уагадугу ouagadougou wagadugu оуага",
            "Lomé": "lome Lomé LOMÉ ломе Ломе lomé\u0301 lom",
            "Lokossa": "lokossa locossa Локоса Локосса lokosa Lokos",
            "Порт-о-Пренс": "Порт-о-Пренс Порт-о-Прэнс порт-о-прен пренс port-o-prens",
            "Королёв": "королев Королёв korolev королё",
            "Œuilly": "oeuilly œuilly Œuil OEUILLY",
            "N’Djaména": "ndjamena N'Djamena n’djam нджамена",
            "Бхактапур": "бхактапур bhaktapur бактапур",
            "Saint-Denis": "saint-denis st-denis denis saint",
        }.items()
        for text in texts.split()
    ],
)
def test_a_city_is_found_however_it_is_written(atlas: Store, text: str, city: str) -> None:
    assert city in found(atlas, text)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("ouagadugu", "Ouagadougou"),
        ("ougadougou", "Ouagadougou"),
        ("lokosba", "Lokossa"),
        ("barktapur", "Бхактапур"),
    ],
)
def test_one_slip_is_forgiven_where_nothing_else_fits(atlas: Store, text: str, city: str) -> None:
    assert found(atlas, text) == [city]


@pytest.mark.parametrize("length", range(2, 12))
def test_a_half_typed_name_finds_what_the_whole_one_will(atlas: Store, length: int) -> None:
    for whole, city in (
        ("ouagadougou", "Ouagadougou"),
        ("уагадугу", "Ouagadougou"),
        ("bhaktapur", "Бхактапур"),
    ):
        assert city in found(atlas, whole[:length])


@pytest.mark.parametrize("text", ["ouaga lome", "ouagax", "xyz", "togo burkina"])
def test_every_word_must_be_there(atlas: Store, text: str) -> None:
    assert found(atlas, text) == []


def test_words_may_come_in_any_order_and_half_typed(atlas: Store) -> None:
    assert found(atlas, "burkina ouag") == found(atlas, "ouaga Буркина") == ["Ouagadougou"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_countries_themes_and_languages_are_found_in_any_language(
    store: Store, language: Language
) -> None:
    new(store, "note", title="Visite", kind="partner_visit")
    new(store, "agreement", title={"fr": "Eau"}, themes={"water": True}, stage="negotiating")
    new(store, "place", name={"fr": "Katmandou"}, country="NP", languages={"ne": True})
    types = BY_KEY
    with using(language):
        for other in LANGUAGES:
            kind = types["note"].field("kind").kind
            stage = types["agreement"].field("stage").kind
            assert any(found(store, word) == ["Visite"] for word in labels(kind, "partner_visit", other))
            assert any(found(store, word) == ["Eau"] for word in labels(stage, "negotiating", other))
        for word in ("Nepal", "Népal", "Непал", "Nepali", "népalais", "непальский"):
            assert found(store, word) == ["Katmandou"]


def labels(kind: object, code: str, language: Language) -> list[str]:
    return [kind.codes[code].text(language)]  # type: ignore[attr-defined]


def test_a_title_is_shown_in_the_language_of_the_screen(atlas: Store) -> None:
    with using("ru"):
        assert found(atlas, "ouaga") == ["Уагадугу"]
    with using("fr"):
        assert found(atlas, "уага") == ["Ouagadougou"]


def test_the_newest_come_first_among_equals(store: Store) -> None:
    for year in (2024, 2025, 2026):
        new(store, "note", title=f"Visite de {year}")
    assert found(store, "visite") == ["Visite de 2026", "Visite de 2025", "Visite de 2024"]
    assert found(store, "visite", limit=2) == ["Visite de 2026", "Visite de 2025"]


def test_whole_words_of_a_name_come_before_beginnings_and_other_fields(store: Store) -> None:
    for title, text in (("Port", ""), ("Portail web", ""), ("Gare", "près du port"), ("Aéroport, port", "")):
        new(store, "note", title=title, text=text or None)
    assert found(store, "port") == ["Aéroport, port", "Port", "Portail web", "Gare"]


def test_an_old_record_of_that_name_is_found_under_many_newer_ones(store: Store) -> None:
    new(store, "place", name={"fr": "Kara"})
    changes = [made("note", {"title": f"Karavane {number}", "text": "Kara"}) for number in range(BULK - 1)]
    store.save(changes, "Awa")
    assert found(store, "kara")[0] == "Kara"
    assert len(found(store, "kara")) == 50


def test_a_long_word_is_found_under_many_newer_ones_that_begin_alike(store: Store) -> None:
    new(store, "note", title="Ancien", text="intercommunalité")
    changes = [made("note", {"title": f"Note {n}", "text": "intercommunication"}) for n in range(BULK - 1)]
    store.save(changes, "Awa")
    assert found(store, "intercommunalité") == ["Ancien"]
    assert len(found(store, "intercommun")) == 50


def test_the_names_of_types_are_not_words_of_their_records(store: Store) -> None:
    new(store, "place", name={"fr": "Kara"})
    new(store, "follow-up", what="Écrire")
    for text in ("place", "pl", "followup", "f"):
        assert found(store, text) == found(store, text, "place") == []


def test_a_search_can_be_for_one_type(store: Store) -> None:
    new(store, "place", name={"fr": "Kara"})
    new(store, "follow-up", what="Écrire à Kara")
    assert found(store, "kara", "place") == ["Kara"]
    assert found(store, "kara", "follow-up") == ["Écrire à Kara"]
    assert found(store, "kara", "note") == []


def test_what_is_in_the_bin_is_not_found_until_it_comes_back(store: Store) -> None:
    note = new(store, "note", title="Visite du port")
    store.save([Change(BY_KEY["note"], note, {REMOVED: 1})], "Awa")
    assert found(store, "port") == []
    store.save([Change(BY_KEY["note"], note, {REMOVED: 0})], "Awa")
    assert found(store, "port") == ["Visite du port"]


def test_a_changed_word_is_found_and_the_old_one_is_not(store: Store) -> None:
    note = new(store, "note", title="Visite du port", venue="Mairie")
    store.save([Change(BY_KEY["note"], note, {"title": "Visite de la gare"})], "Awa")
    assert found(store, "port") == []
    assert found(store, "gare mairie") == ["Visite de la gare"]


@pytest.mark.parametrize(
    "text",
    [
        "+228 90 11 22 33",
        "90112233",
        "90 11 22 33",
        "0022890112233",
        "112233",
        "awa@example.org",
        "example.org",
    ],
)
def test_people_are_found_by_phone_and_mail(store: Store, text: str) -> None:
    new(
        store,
        "person",
        given_name="Awa",
        family_name="Exemple",
        phones={"+22890112233": True},
        emails={"awa@example.org": True},
    )
    assert found(store, text) == ["Awa Exemple"]


def test_links_and_figures_are_not_words(store: Store) -> None:
    place = new(store, "place", name={"fr": "Kara"}, population=104961)
    new(store, "note", title="Visite", place=place)
    assert found(store, place[:8]) == []
    assert found(store, "104961") == []


def bulk(store: Store, count: int = BULK) -> None:
    changes = [
        made("place", {"name": {"fr": f"Zébéville {number}", "ru": "Зебевиль"}}) for number in range(count)
    ]
    store.save(changes, "Awa")


def test_records_saved_in_bulk_are_found_before_and_after_they_are_indexed(store: Store) -> None:
    bulk(store)
    assert pending(store.connection) == BULK
    before = {text: found(store, text) for text in ("zebeville 77", "зебев", "ZÉBÉ", "zebeville", "fr", "ru")}
    assert before["zebeville 77"] == ["Zébéville 77"]
    assert len(before["зебев"]) == len(before["ZÉBÉ"]) == 50
    assert before["fr"] == before["ru"] == []
    assert store.index_all() == BULK
    assert pending(store.connection) == 0
    assert {text: found(store, text) for text in before} == before
    assert checking.check(store) == []


def test_what_waits_for_the_index_is_found_once_by_type_and_not_from_the_bin(store: Store) -> None:
    note = new(store, "note", title="Zébéville en fête")
    bulk(store)
    place = searching.find(store.connection, "zebeville 5", of_type="place")[0].record
    store.save([Change(BY_KEY["place"], place.id, {REMOVED: 1})], "Awa")
    assert "Zébéville 5" not in found(store, "zebeville 5")
    assert found(store, "zebeville", "note") == ["Zébéville en fête"]
    store.index_all()
    assert "Zébéville 5" not in found(store, "zebeville 5")
    assert note
    assert checking.check(store) == []


def test_changing_many_at_once_lets_old_words_go(store: Store) -> None:
    ids = [new(store, "note", title=f"Visite {number}") for number in range(BULK)]
    store.save([Change(BY_KEY["note"], one, {"title": f"Réunion {at}"}) for at, one in enumerate(ids)], "Awa")
    assert len(found(store, "reunion")) == 50
    store.index_all()
    assert found(store, "visite") == []


HOSTILE = (
    *('"', '""', "'", "*", "ouaga*", "-ouaga", "ouaga AND", "AND", "OR", "NOT ouaga", "NEAR(ouaga lome)"),
    *("title:ouaga", "{title}: x", "^ouaga", "(", ")", "ouaga\0lome", "\0", "%", "_", "\\", ";", "+", "c++"),
    *(
        "'; DROP TABLE search; --",
        "\ud800",
        "\u202eagauo",
        " ",
        "",
        "ʼ",
        "\n",
        "ا",
        "加德满都",
        "काठमाडौं",
        "🏙",
    ),
    *("x" * 10_000, "x " * 10_000, "%" * 60_000),
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_nothing_that_can_be_typed_breaks_the_search(atlas: Store, text: str) -> None:
    assert isinstance(found(atlas, text), list)
    assert found(atlas, text, "place") == found(atlas, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.text(max_size=60))
@example("NEAR/2")
def test_no_text_at_all_breaks_the_search(atlas: Store, text: str) -> None:
    assert set(found(atlas, text, "place")) <= {
        str(next(iter(city["name"].values()))) for city in CITIES if isinstance(city["name"], dict)
    }


def test_hostile_text_is_harmless_while_records_wait_for_the_index(store: Store) -> None:
    bulk(store)
    for text in HOSTILE:
        found(store, text)
    assert found(store, "%") == found(store, "_") == []


def test_names_are_compared_without_accents_and_case() -> None:
    assert searching.matches_plainly("lome", "Lomé")
    assert searching.matches_plainly("королев", "Королёв")
    assert searching.matches_plainly("saint denis", "Saint-Denis")
    assert not searching.matches_plainly("lom", "Lomé")
    assert not searching.matches_plainly("ломе", "Lomé")

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words in three languages: messages, plurals, contexts, and the sentences of errors."""

import pytest

from coopdesk.errors import BugError, FieldError, WorldError
from coopdesk.language import (
    LANGUAGES,
    N_,
    NC_,
    NP_,
    Language,
    Message,
    current,
    sentence,
    set_current,
    using,
)
from coopdesk.language.messages import of_system

AGREEMENT = N_("Agreement")
LATE = NP_("{n} day late", "{n} days late")


@pytest.fixture(autouse=True)
def english() -> None:
    set_current("en")


def in_all(message: Message) -> list[str]:
    return [message.text(language) for language in LANGUAGES]


def test_a_message_is_translated_when_it_is_shown() -> None:
    assert in_all(AGREEMENT) == ["Agreement", "Convention", "Соглашение"]
    assert str(AGREEMENT) == "Agreement"
    with using("fr"):
        assert f"{AGREEMENT}" == "Convention"
    assert Message("Agreement") == AGREEMENT


def test_a_context_tells_two_meanings_of_a_word_apart() -> None:
    closed, task = NC_("renewal", "None"), NC_("follow-up", "Open")
    assert closed.text("fr") == "Sans renouvellement"
    assert closed != N_("None")
    assert task.text("en") == "Open"
    assert task.text("ru") != "Open"


def test_a_text_that_no_catalogue_has_is_shown_in_english() -> None:
    assert in_all(Message("Nobody translated this yet")) == ["Nobody translated this yet"] * 3
    assert Message("Open", "a context that there is not").text("fr") == "Open"


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", {0: "0 days late", 1: "1 day late", 2: "2 days late"}),
        ("fr", {0: "0 jour de retard", 1: "1 jour de retard", 2: "2 jours de retard"}),
        (
            "ru",
            {
                1: "просрочено на 1 день",
                2: "просрочено на 2 дня",
                5: "просрочено на 5 дней",
                11: "просрочено на 11 дней",
                21: "просрочено на 21 день",
                104: "просрочено на 104 дня",
                111: "просрочено на 111 дней",
                1001: "просрочено на 1001 день",
            },
        ),
    ],
)
def test_plurals_follow_the_number_as_each_language_wants(
    language: Language, counted: dict[int, str]
) -> None:
    with using(language):
        assert {n: LATE.count(n) for n in counted} == counted


def test_facts_are_filled_in_and_messages_in_them_translated() -> None:
    told = N_("{what} is missing").format(what=AGREEMENT)
    assert told == "Agreement is missing"
    with using("ru"):
        assert "Соглашение" in N_("{what} is missing").format(what=AGREEMENT)


def test_braces_in_facts_and_in_texts_without_facts_are_left_alone() -> None:
    assert N_("{what} is missing").format(what="{x} {0}") == "{x} {0} is missing"
    assert sentence(WorldError("x", "Braces {like} these")) == "Braces {like} these"


def test_using_a_language_ends_with_its_block_whatever_happens() -> None:
    with using("fr"):
        with using("ru"):
            assert current() == "ru"
        assert current() == "fr"
    assert current() == "en"
    with pytest.raises(ValueError, match="inside"), using("ru"):
        raise ValueError("inside")
    assert current() == "en"


def test_a_language_that_we_do_not_speak_is_our_mistake() -> None:
    with pytest.raises(BugError):
        set_current("de")  # type: ignore[arg-type]
    assert current() == "en"


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "fr_TG.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru", "LC_MESSAGES": "de_DE"}, "ru"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ne_NP.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert of_system() == language


def test_an_error_is_told_in_the_language_of_the_hour() -> None:
    error = WorldError("not_found", "There is no {type} with the id {id}.", type=AGREEMENT, id="7zz")
    assert sentence(error) == str(error) == "There is no Agreement with the id 7zz."
    with using("fr"):
        assert "Convention" in sentence(error)
        assert "7zz" in sentence(error)
        assert "There is" not in sentence(error)


def test_an_error_within_an_error_is_told_in_the_same_language() -> None:
    inner = WorldError("not_found", "There is no {type} with the id {id}.", type=AGREEMENT, id="7zz")
    outer = WorldError("row", "Row {row}: {reason}", row=12, reason=inner)
    assert sentence(outer) == "Row 12: There is no Agreement with the id 7zz."
    with using("ru"):
        assert "Соглашение" in sentence(outer)


def test_an_error_of_a_field_names_it() -> None:
    error = FieldError("required", "{label} is missing.", field="title", label=AGREEMENT)
    assert (error.field, error.code, sentence(error)) == ("title", "required", "Agreement is missing.")
    assert isinstance(error, WorldError)
    assert FieldError("x", "Plain.").field == ""

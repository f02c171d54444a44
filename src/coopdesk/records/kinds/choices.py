# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Declared choices, languages and countries: a code is stored, a label is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import ClassVar

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import LANGUAGES, N_, Message, figures
from coopdesk.records.kinds.kind import NOWHERE, Kind, Locality, Scalar


@dataclass(frozen=True)
class Choice(Kind):
    """One of the declared codes; codes are never reused or renamed."""

    name: ClassVar[str] = "choice"
    label = N_("Choice")
    codes: Mapping[str, Message] = field(default_factory=dict, hash=False)

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        word = text.strip()
        if word in self.codes:
            return word
        found = self._by_label().get(word.casefold())
        if found is None:
            raise FieldError("choice", "{value} is not a choice here. Choose one of: {choices}.",
                             value=text, choices=", ".join(self._offered()))  # fmt: skip
        return found

    def _offered(self) -> Iterable[str]:
        """The choices by their code, with the label before it where that says more."""
        for code, label in self.codes.items():
            yield code if str(label).casefold().replace(" ", "_") == code else f"{label} ({code})"

    def _by_label(self) -> dict[str, str]:
        return {
            label.text(language).casefold(): code
            for language in reversed(LANGUAGES)
            for code, label in self.codes.items()
        }

    def show(self, scalar: Scalar) -> str:
        label = self.codes.get(str(scalar))
        return str(label) if label else str(scalar)

    def words(self, scalar: Scalar) -> Iterable[str]:
        label = self.codes.get(str(scalar))
        return {label.text(language) for language in LANGUAGES} if label else ()


@dataclass(frozen=True)
class Tongue(Kind):
    """A language, by its ISO 639 code."""

    name: ClassVar[str] = "language"
    label = N_("Language")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        code = figures.language_codes().get(text.strip().casefold())
        if code is None:
            raise FieldError("language", "Unknown language: {value}. Write its name or a code such as fr.",
                             value=text)  # fmt: skip
        return code

    def show(self, scalar: Scalar) -> str:
        return figures.language_name(str(scalar))

    def words(self, scalar: Scalar) -> Iterable[str]:
        return {figures.language_name(str(scalar), language) for language in LANGUAGES}


@dataclass(frozen=True)
class Country(Kind):
    """A country, by its ISO 3166 code of two letters."""

    name: ClassVar[str] = "country"
    label = N_("Country")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        code = figures.country_codes().get(figures.plainly(text))
        if code is None:
            raise FieldError("country", "Unknown country: {value}. Write its name or a code such as TG.",
                             value=text)  # fmt: skip
        return code

    def show(self, scalar: Scalar) -> str:
        return figures.country(str(scalar))

    def words(self, scalar: Scalar) -> Iterable[str]:
        return {figures.country(str(scalar), language) for language in LANGUAGES}

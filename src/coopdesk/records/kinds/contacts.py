# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telephones, e-mail and web addresses."""

import re
from collections.abc import Iterable
from typing import ClassVar

from coopdesk.errors import FieldError
from coopdesk.frozen import dataclass
from coopdesk.language import N_
from coopdesk.records.kinds.kind import NOWHERE, Kind, Locality, Scalar


@dataclass(frozen=True)
class Phone(Kind):
    """A telephone number, kept in E.164 form: "+22890112233"."""

    name: ClassVar[str] = "phone"
    label = N_("Telephone")

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        import phonenumbers

        try:
            number = phonenumbers.parse(text, where.country or None)
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise FieldError(
                "phone",
                "This is not a telephone number: {value}. Write it with its country, +228 90 11 22 33.",
                value=text,
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def show(self, scalar: Scalar) -> str:
        import phonenumbers

        number = phonenumbers.parse(str(scalar))
        shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        return shown.replace(" ", "\u00a0")


@dataclass(frozen=True)
class Email(Kind):
    """An e-mail address."""

    name: ClassVar[str] = "email"
    label = N_("E-mail")

    _FORM = re.compile(
        r"[^\s@<>\"(),:;\[\]\\]{1,64}@(?:[^\s@.<>\"(),:;\[\]\\_]{1,63}\.)+"
        r"[^\W\d_][^\s@.<>\"(),:;\[\]\\_]{1,62}"
    )

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        address = text.strip().removeprefix("mailto:")
        local, _, domain = address.rpartition("@")
        if not self._FORM.fullmatch(address) or ".." in address or local.strip(".") != local:
            raise FieldError("email", "This is not an e-mail address: {value}."
                             " Write it like name@example.org.", value=text)  # fmt: skip
        return f"{local}@{domain.lower()}"


@dataclass(frozen=True)
class WebAddress(Kind):
    """A web address; https:// is added where nothing stands before it."""

    name: ClassVar[str] = "web"
    label = N_("Web page")

    _FORM = re.compile(
        r"https?://[^\s/@\"<>?#:\\]+\.[^\s/@\"<>?#:.\\]{2,}(?::\d{1,5})?(?:[/?#][^\s\"<>]*)?", re.IGNORECASE
    )

    def parse(self, text: str, where: Locality = NOWHERE) -> Scalar:
        address = text.strip()
        if "://" not in address:
            address = f"https://{address}"
        if not self._FORM.fullmatch(address):
            raise FieldError("web", "This is not a web address: {value}. Write it as https://www.example.org.",
                             value=text)  # fmt: skip
        return address

    def words(self, scalar: Scalar) -> Iterable[str]:
        return (re.sub(r"^https?://(www\.)?", "", str(scalar)),)

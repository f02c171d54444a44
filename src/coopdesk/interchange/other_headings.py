# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Headings that sheets of other programs and people use for our fields, beside key and label."""

from collections.abc import Mapping

OTHER_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "family_name": ("nom de famille", "surname", "last name", "фамилия"),
    "given_name": ("prénoms", "first name", "forename", "имя"),
    "emails": (
        *("e-mail", "e-mails", "email", "e-mail address", "email address", "mail", "courriels"),
        *("adresse e-mail", "adresse électronique", "эл. почта", "электронная почта", "почта"),
    ),
    "phones": (
        *("tel", "tel.", "tél", "tél.", "telephone", "phone number", "mobile", "cell", "portable"),
        *("gsm", "тел", "тел.", "номер телефона", "мобильный"),
    ),
    "web": ("website", "web site", "url", "site", "site internet", "site web", "сайт", "веб-сайт"),
    "address": ("street address", "postal address", "adresse postale", "почтовый адрес"),
    "country": ("pays", "nation", "страна"),
    "population": ("inhabitants", "habitants", "население", "жители"),
    "birthday": ("date of birth", "born", "date de naissance", "né le", "née le", "дата рождения"),
    "notes": ("remarks", "comment", "comments", "remarques", "commentaire", "заметки", "комментарий"),
}
"""By the key of the field, in lower case; a key or label of another field always comes first."""

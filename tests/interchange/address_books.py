# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cards and calendars of invented people, written as the programs of this world write them."""

import quopri

RUSSIAN = "Петрова"
REMARK = "Говорит по-французски. " * 8


def quoted(text: str, codec: str) -> str:
    """A text as quoted-printable, folded softly."""
    return quopri.encodestring(text.encode(codec)).decode("ascii").replace("\n", "\r\n")


OUTLOOK_CYRILLIC = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    f"N;LANGUAGE=ru;CHARSET=WINDOWS-1251;ENCODING=QUOTED-PRINTABLE:{quoted(RUSSIAN, 'cp1251')};"
    f"{quoted('Анна', 'cp1251')};;{quoted('Г-жа', 'cp1251')}\r\n"
    f"FN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:{quoted('Анна Петрова', 'cp1251')}\r\n"
    f"ORG;CHARSET=windows-1251;QUOTED-PRINTABLE:{quoted('Мэрия Примера', 'cp1251')};"
    f"{quoted('Отдел связей', 'cp1251')}\r\n"
    f"TITLE;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:{quoted('Начальник', 'cp1251')}\r\n"
    "TEL;WORK;VOICE:+7 495 123-45-67\r\n"
    "TEL;WORK;FAX:+7 495 123-45-68\r\n"
    "ADR;WORK;PREF:;;;Москва;;;\r\n"
    "EMAIL;PREF;INTERNET:anna@example.org\r\n"
    f"NOTE;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:{quoted(REMARK, 'cp1251')}\r\n"
    "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQ\r\n AAAA\r\n\r\n"
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\n"
    "REV:20260101T100000Z\r\nEND:VCARD\r\n"
)

GOOGLE = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Awa Sow\nN:Sow;Awa;Marie;Mme;\n"
    "EMAIL;TYPE=INTERNET;TYPE=HOME:awa@example.org\nEMAIL;TYPE=INTERNET;TYPE=WORK:awa.sow@lome.example\n"
    "TEL;TYPE=CELL:90 11 22 33\nTEL;TYPE=WORK:*111#\nitem1.ORG:Mairie\\, centre\nitem1.X-ABLabel:\n"
    "TITLE:Adjointe au maire\nBDAY:1980-05-01\n"
    "NOTE:Première ligne\\nDeuxième\\; ligne qui est assez longue p\n"
    " our être pliée\nCATEGORIES:myContacts,Jumelage\nURL:https\\://awa.example\nEND:VCARD\n"
)

IPHONE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.0//EN\r\n"
    "N:Mensah;Kofi;;;\r\nFN:Kofi Mensah\r\nORG:ONG Exemple;\r\n"
    "item1.EMAIL;type=INTERNET;type=pref:kofi@example.org\r\nitem1.X-ABLabel:_$!<Home>!$_\r\n"
    "TEL;type=CELL;type=VOICE;type=pref:+228 90 11 22 44\r\n"
    "item2.ADR;type=WORK;type=pref:;;12 rue du Marché;Kara;;;Togo\r\n"
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-09\r\n"
    "END:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Hôtel Exemple\r\nORG:Hôtel Exemple;\r\n"
    "TEL;type=MAIN:+228 22 21 00 00\r\nADR;TYPE=WORK:;;Bd du Bord;Lomé;;;Togo\r\nX-ABShowAs:COMPANY\r\n"
    "END:VCARD\r\n"
)

THUNDERBIRD = (
    "\ufeffBEGIN:VCARD\r\nVERSION:4.0\r\nN:Diallo;Binta;;;\r\nFN;ALTID=1;LANGUAGE=en:Binta Diallo\r\n"
    "FN;ALTID=1;LANGUAGE=ru:Бинта Диалло\r\nEMAIL;PREF=1:mailto:binta@example.org\r\n"
    'TEL;TYPE="work,voice";VALUE=uri:tel:+228-90-11-22-55;ext=12\r\nLANG;PREF=1:fr-TG\r\nLANG;PREF=2:en\r\n'
    "BDAY;VALUE=DATE:19850312\r\nUID:0a1b2c3d-0000-4000-8000-000000000001\r\nKIND:individual\r\nEND:VCARD\r\n"
)

ZONE_OF_OUTLOOK = (
    "BEGIN:VTIMEZONE\r\nTZID:{name}\r\n"
    "BEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


def calendar(*entries: str, head: str = "") -> str:
    """A calendar of entries, each given by its lines between BEGIN and END."""
    found = "".join(
        f"BEGIN:{name}\r\n{body}END:{name}\r\n" for name, body in (entry.split("|", 1) for entry in entries)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\n{head}{found}END:VCALENDAR\r\n"


def event(*lines: str) -> str:
    """An event for `calendar`."""
    return "VEVENT|" + "".join(f"{line}\r\n" for line in lines)


def task(*lines: str) -> str:
    """A task for `calendar`."""
    return "VTODO|" + "".join(f"{line}\r\n" for line in lines)

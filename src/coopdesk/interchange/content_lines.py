# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lines of a vCard or iCalendar entry: NAME;PARAMETER=VALUE:TEXT, unfolded and decoded.

The forms are those of RFC 5545 §3.1 and RFC 6350 §3.3, with what vCard 2.1 adds: parameters
without a name, quoted-printable, and an encoding for each line. The work grows with the length
of the entry and nothing else.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coopdesk.interchange.wishes import FlawedCell
from coopdesk.language import N_

MOST_LINES = 3_000
MOST_PARTS = 5_000
LONGEST_TEXT = 2 * 1024 * 1024
_LONGEST_HEAD = 4096
_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_HEAD = re.compile(rb'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):')
_PARAMETER = re.compile(r';\s*([^=;:"]*)(?:=((?:[^";]|"[^"]*")*))?')
_ONE_VALUE = re.compile(r'"([^"]*)"|([^,"]+)')
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_ESCAPE = re.compile(r"\\(.)", re.S)
_CODEC = re.compile(
    r"utf-?8|utf-?16|us-?ascii|(x-)?(windows|cp)-?(125\d|8\d\d)|iso-?8859-?\d{1,2}|koi8-?[ru]|gb2312|gbk|gb18030"
    r"|big5|shift[_-]?jis|euc-(jp|kr)|iso-2022-jp|mac-?(roman|cyrillic)",
    re.I,
)
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))

TOO_LARGE = N_("The entry is too large. Export it anew, without photos and attached files.")
CUT_OFF = N_("The end of the entry is missing: the file was cut off.")
TOO_LONG = N_("The text is too long for a field.")
UNREADABLE = N_("It holds letters that cannot be read.")


class TooManyLines(Exception):
    """An entry that is beyond any real one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name and the names of its parameters in capitals, and its value still as it
    came; `codec` is the file's own."""

    name: str
    params: Mapping[str, tuple[str, ...]]
    value: bytes
    codec: str
    group: str = ""

    def param(self, name: str) -> str:
        """The first value of a parameter, "" where it has none."""
        return next(iter(self.params.get(name, ())), "")

    def types(self) -> frozenset[str]:
        """The values of TYPE in capitals, with those that stand without their name."""
        return frozenset(one.strip().upper() for one in self.params.get("TYPE", ()))

    def raw(self) -> str:
        """The value decoded, its escapes as they are; raises FlawedCell for unreadable letters."""
        data = self.value
        if len(data) > LONGEST_TEXT:
            raise FlawedCell(self.name, TOO_LONG)
        if "QUOTED-PRINTABLE" in self._encodings():
            data = binascii.a2b_qp(data)
        for codec in (self.param("CHARSET"), "utf-8", self.codec):
            if codec and _CODEC.fullmatch(codec):
                try:
                    return data.decode(codec.lower().removeprefix("x-"))
                except (LookupError, ValueError):
                    continue
        raise FlawedCell(self.name, UNREADABLE)

    def text(self) -> str:
        """The value as people read it."""
        return unescaped(self.raw())

    def parts(self, separator: str = ";") -> list[str]:
        """The parts of a value that has several, each as people read it."""
        return [unescaped(part) for part in self.raw_parts(separator)]

    def raw_parts(self, separator: str = ";") -> list[str]:
        """The same with their escapes; raises FlawedCell for more parts than any real value has."""
        text = self.raw()
        if text.count(separator) > MOST_PARTS:
            raise FlawedCell(self.name, TOO_LONG)
        return split(text, separator)

    def content(self) -> bytes:
        """The bytes of a value in base64; empty where they are none."""
        text = self.value
        if text[:5].lower() == b"data:":
            text = text.partition(b",")[2]
        elif not self._encodings() & {"B", "BASE64"}:
            return b""
        try:
            return binascii.a2b_base64(text)
        except binascii.Error:
            return b""

    def _encodings(self) -> frozenset[str]:
        return frozenset(one.upper() for one in self.params.get("ENCODING", ()))


def lines(body: bytes, codec: str) -> Iterator[Line]:
    """The lines of an entry; what is no line at all is passed over. Raises TooManyLines."""
    unfolded = _FOLD.sub(b"", body).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if unfolded.count(b"\n") > MOST_LINES:
        raise TooManyLines
    found = iter(unfolded.split(b"\n"))
    for text in found:
        head = _HEAD.match(text[:_LONGEST_HEAD])
        if not head:
            continue
        params = _parameters(head[3].decode("utf-8", "replace"))
        value = text[head.end() :]
        if "QUOTED-PRINTABLE" in params.get("ENCODING", ()):
            value = _with_soft_breaks(value, found)
        group = (head[1] or b"").decode("ascii", "replace").lower()
        yield Line(head[2].decode("ascii", "replace").upper(), params, value, codec, group)


def _with_soft_breaks(value: bytes, following: Iterator[bytes]) -> bytes:
    """A quoted-printable value goes on in the next line where it ends with "="."""
    pieces = [value]
    while pieces[-1].rstrip(b" \t").endswith(b"="):
        pieces[-1] = pieces[-1].rstrip(b" \t")[:-1]
        pieces.append(next(following, b""))
    return b"".join(pieces)


def _parameters(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, values in _PARAMETER.findall(text):
        key = name.strip().upper()
        if values:
            ones = tuple(_plain(quoted or bare) for quoted, bare in _ONE_VALUE.findall(values))
        elif key:
            key, ones = ("ENCODING" if key in _ENCODINGS else "TYPE"), (key,)
        else:
            continue
        if key == "ENCODING":
            ones = tuple(one.upper() for one in ones)
        found[key] = (*found.get(key, ()), *ones)
    return found


def _plain(value: str) -> str:
    """A value of a parameter without the escapes of RFC 6868."""
    return _CARET.sub(lambda caret: _CARETS[caret[1]], value)


def unescaped(text: str) -> str:
    """A text without its backslashes; "\\n" is the end of a line."""
    if "\\" not in text:
        return text
    parts = (part.replace("\\n", "\n").replace("\\N", "\n") for part in text.split("\\\\"))
    return "\\".join(_ESCAPE.sub(r"\1", part) for part in parts)


def split(text: str, separator: str) -> list[str]:
    """A text cut where a separator stands without a backslash before it."""
    parts: list[str] = []
    waiting = ""
    pieces = text.split(separator)
    for number, piece in enumerate(pieces):
        backslashes = len(piece) - len(piece.rstrip("\\"))
        waiting += piece
        if backslashes % 2 and number < len(pieces) - 1:
            waiting += separator
        else:
            parts.append(waiting)
            waiting = ""
    return parts

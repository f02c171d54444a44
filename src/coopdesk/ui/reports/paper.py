# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report as PDF in memory, and its pages as pictures.

Nothing of it is ever written to a temporary file: on a lost computer that file would be clear text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from coopdesk.desk.desk import Desk
from coopdesk.desk.reporting import Subject, drawn_report
from coopdesk.language import Language

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS_PER_INCH = 72
_ONE_AT_A_TIME = Lock()
"""PDFium does one thing at a time; preview and printer run on threads of their own."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as PDF: its bytes, and width and height of each page in points."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture so many pixels wide, and its words for those who cannot see it."""

    number: int
    width: int
    image: QImage
    words: str


def drawn(desk: Desk, name: str, language: Language, subject: Subject) -> Paper:
    """A report in a language; raises WorldError as `drawn_report` does."""
    return paper_of(drawn_report(desk, name, language, subject))


def paper_of(data: bytes) -> Paper:
    """A PDF with the sizes of its pages."""
    with _opened(data) as document:
        return Paper(data, tuple(document.get_page_size(number) for number in range(len(document))))


def pictured(data: bytes, number: int, width: int) -> PagePicture:
    """A page, counted from 0, as a picture so many pixels wide."""
    with _opened(data) as document:
        page = document[number]
        bitmap = page.render(scale=width / page.get_width(), prefer_bgrx=True)
        shown = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        )
        words = page.get_textpage().get_text_bounded()
        return PagePicture(number, width, shown.copy(), words)


@contextmanager
def _opened(data: bytes) -> Iterator["PdfDocument"]:
    from pypdfium2 import PdfDocument

    with _ONE_AT_A_TIME:
        document = PdfDocument(data)
        try:
            yield document
        finally:
            document.close()

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Qt's own words, of dialogues for files and printers and of the menus of text fields, in the language
that is current, whenever that changes.

One translator stands for all languages: to install another one would tell every widget anew that the
language has changed. The words of a language are read when the first of them is wanted.
"""

from functools import cache

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator

from coopdesk.language import Language, current


class QtWords(QTranslator):
    """Translates with Qt's catalogue of the current language."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("qt-words")

    def isEmpty(self) -> bool:
        """Never: what is empty is not asked."""
        return False

    def translate(self, context: str, text: str, remark: str | None = None, n: int = -1) -> str:
        """The text in the current language, as it is where the catalogue has none."""
        return _catalogue(current()).translate(context, text, remark or "", n) or text


@cache
def _catalogue(language: Language) -> QTranslator:
    found = QTranslator()
    found.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return found

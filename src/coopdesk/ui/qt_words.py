# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Qt's own words, of dialogues for files and printers and of the menus of text fields, in the language
that is current, whenever that changes.

One translator stands for all languages: to install another one would tell every widget anew that the
language has changed. The words of a language are read when the first of them is wanted.
"""

from functools import cache

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator

from coopdesk.language import N_, NC_, Language, current

OURS = {"Folder": NC_("file", "Folder"), "Drive": NC_("file", "Drive"), "File": N_("File")}
"""What Qt's own catalogues lack of a dialogue for files."""


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
        words = _catalogue(current())
        # Qt gave some labels a key of their own after its translators had seen them.
        for known in dict.fromkeys((text, text.replace("&", ""))):
            if found := words.translate(context, known, remark or "", n):
                return found
        return str(OURS[text]) if text in OURS else text


@cache
def _catalogue(language: Language) -> QTranslator:
    found = QTranslator()
    found.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return found

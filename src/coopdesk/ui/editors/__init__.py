# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One editor for each kind of field. A new kind is one class in records and one line here."""

from collections.abc import Callable, Mapping

from coopdesk.records.declaration import Field
from coopdesk.records.kinds import (
    Attachment,
    Choice,
    Coordinates,
    Count,
    Country,
    Day,
    Decimal,
    Email,
    Flag,
    Kind,
    Line,
    Link,
    Moment,
    Money,
    Percentage,
    Phone,
    Prose,
    Tongue,
    WebAddress,
)
from coopdesk.ui.editors.choices import ChoiceEditor, NameEditor
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.editors.files import FileEditor
from coopdesk.ui.editors.links import LinkEditor
from coopdesk.ui.editors.several import LanguagesEditor, SetEditor
from coopdesk.ui.editors.texts import FlagEditor, ProseEditor, TextEditor
from coopdesk.ui.work import Work

EDITORS: Mapping[type[Kind], Callable[[Field, Work], Editor]] = {
    Line: TextEditor,
    Prose: ProseEditor,
    Flag: FlagEditor,
    Day: TextEditor,
    Moment: TextEditor,
    Count: TextEditor,
    Decimal: TextEditor,
    Money: TextEditor,
    Percentage: TextEditor,
    Choice: ChoiceEditor,
    Tongue: NameEditor,
    Country: NameEditor,
    Phone: TextEditor,
    Email: TextEditor,
    WebAddress: TextEditor,
    Coordinates: TextEditor,
    Link: LinkEditor,
    Attachment: FileEditor,
}


def editor_of(what: Field, work: Work) -> Editor:
    """The editor of a field: of one value, of a set, or of a text in several languages."""
    make = EDITORS[type(what.kind)]
    if what.kind.multilingual:
        return LanguagesEditor(make, what, work)
    return SetEditor(make, what, work) if what.kind.many else make(what, work)


__all__ = ["EDITORS", "Editor", "editor_of"]

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The message catalogues: collecting what src/ says to users, and compiling the translations.

Started by dev.py: `catalogues.py update` (dev.py translate) and `catalogues.py compile` (set-up).

Messages are found in the syntax tree rather than by Babel's own extractor, which loses a call
that contains another, as in WorldError("code", "…", label=N_("Date")). What is written
depends only on the messages: no dates, no line numbers, no guesses at similar messages.
"""

import ast
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "translations"
LANGUAGES = ("fr", "ru")  # English is the source

HEADER = """\
# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Project-Id-Version: coopdesk\\n"
{lines}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


class Marker(NamedTuple):
    """Which arguments of a call are its message, its plural and its context (positions from 0)."""

    text: int
    plural: int | None = None
    context: int | None = None


MARKERS = {
    "_": Marker(0),
    "N_": Marker(0),
    "NC_": Marker(1, context=0),
    "NP_": Marker(0, plural=1),
    "ngettext": Marker(0, plural=1),
    "WorldError": Marker(1),
}


class Message(NamedTuple):
    """A message in the source, and the file that says it."""

    text: str
    plural: str | None
    context: str | None
    file: str


def messages_in(source: Path, root: Path = ROOT) -> list[Message]:
    """All messages of the Python files below `source`, by file and place; file names relative to `root`."""
    trees = {path: ast.parse(path.read_bytes(), str(path)) for path in sorted(source.rglob("*.py"))}
    markers = MARKERS | dict.fromkeys(error_names(trees.values()), MARKERS["WorldError"])
    return [
        message
        for path, tree in trees.items()
        for call in calls(tree)
        if (message := message_of(call, markers, path.relative_to(root).as_posix()))
    ]


def error_names(trees: Iterable[ast.Module]) -> set[str]:
    """Names of the classes that derive directly from WorldError; they take the same arguments."""
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(name_of(base) == "WorldError" for base in node.bases)
    }


def calls(tree: ast.Module) -> list[ast.Call]:
    """All calls, in the order in which they stand in the file."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def message_of(call: ast.Call, markers: dict[str, Marker], file: str) -> Message | None:
    """The message that a call marks; None if it marks none or does not spell it out."""
    marker = markers.get(name_of(call.func))
    text = literal(call, marker.text) if marker else None
    if marker is None or not text:
        return None
    return Message(text, literal(call, marker.plural), literal(call, marker.context), file)


def name_of(node: ast.expr) -> str:
    """The last word of a name such as `errors.WorldError`; empty for other expressions."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def literal(call: ast.Call, position: int | None) -> str | None:
    """The string literal at a position among the arguments, if there is one."""
    if position is None or position >= len(call.args):
        return None
    argument = call.args[position]
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def template(messages: list[Message]) -> Catalog:
    """The catalogue of untranslated messages, in the order given."""
    catalogue = Catalog()
    for message in messages:
        ids = (message.text, message.plural) if message.plural else message.text
        catalogue.add(ids, locations=[(message.file, 0)], context=message.context)
    for entry in catalogue:
        entry.locations = sorted(set(entry.locations))
        entry.flags.discard("python-format")  # our placeholders are in braces; a % is a per cent sign
    return catalogue


def updated(old: Catalog, new: Catalog) -> Catalog:
    """`new` with the translations of `old`, matched by message and context exactly."""
    old.update(new, no_fuzzy_matching=True)
    return old


def written(catalogue: Catalog, language: str = "") -> bytes:
    """The file of a catalogue; the same messages always give the same bytes."""
    lines = ""
    if language:
        lines = f'"Language: {language}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    body = BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return HEADER.format(lines=lines).encode() + body.getvalue()


def read(path: Path, language: str) -> Catalog:
    """A language's catalogue; an empty one when there is no file yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Write the template and bring each language up to date with it."""
    new = template(messages_in(ROOT / "src"))
    TRANSLATIONS.mkdir(exist_ok=True)
    (TRANSLATIONS / "coopdesk.pot").write_bytes(written(new))
    for language in LANGUAGES:
        path = TRANSLATIONS / language / "LC_MESSAGES" / "coopdesk.po"
        catalogue = updated(read(path, language), new)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue, language))
        missing = sum(not is_translated(entry.string) for entry in catalogue if entry.id)
        print(f"{language}: {len(catalogue)} messages, {missing} without translation")


def is_translated(string: str | list[str] | tuple[str, ...] | None) -> bool:
    """Whether a message, in all its plural forms, has a translation."""
    return all(string) if isinstance(string, (list, tuple)) else bool(string)


def compile_all() -> None:
    """Compile each language's catalogue to the .mo file beside it."""
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/coopdesk.po")):
        catalogue = read(path, path.parents[1].name)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()

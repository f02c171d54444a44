# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook on a terminal."""

import textwrap

import click

from coopdesk.commands.grammar import command
from coopdesk.commands.session import Session
from coopdesk.language import N_, current

WIDTH = 80


@command(
    "handbook",
    example="coopdesk handbook\ncoopdesk handbook bundles\ncoopdesk --language fr handbook safety",
    about=N_("Without a page, the pages are listed. As JSON the text is Markdown."),
)
@click.argument("name", metavar="[PAGE]", required=False)
@click.pass_obj
def handbook(session: Session, name: str | None) -> None:
    """A page of the handbook, or their names."""
    from coopdesk.desk import handbook as book

    if name:
        found = book.page(name, current())
        if session.json:
            session.put_json({"page": found.key, "title": found.title, "text": found.text})
        else:
            _put_page(session, book.plain_text(found.text))
    elif session.json:
        session.put_json([{"page": key, "title": str(title)} for key, title in book.TITLES.items()])
    else:
        heads = [str(N_("Page")), str(N_("Title"))]
        session.put_rows(heads, [[key, str(title)] for key, title in book.TITLES.items()])


def _put_page(session: Session, text: str) -> None:
    for line in text.split("\n"):
        indent = "  " if line.startswith("– ") else "   " if line[:1].isdigit() else ""
        for part in textwrap.wrap(line, WIDTH, subsequent_indent=indent) or [""]:
            session.put(part)

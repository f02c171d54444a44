# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which commands there are: their family, the module they live in, and their line of help."""

from typing import NamedTuple

from coopdesk.language import N_, NC_, Message


class Entry(NamedTuple):
    """A command as the list of commands shows it; `module` is its home in this room."""

    module: str
    words: Message


FAMILIES: tuple[tuple[Message, dict[str, Entry]], ...] = (
    (
        N_("Desk"),
        {
            "init": Entry("making", N_("Make a desk: the first computer of an office")),
            "demo": Entry("trying", N_("Make a desk filled with the example office")),
            "today": Entry("today", N_("Show what is due, ending or silent")),
            "find": Entry("asking", N_("Find records by the words they hold")),
            "handbook": Entry("handbook", N_("Read the handbook, or list its pages")),
        },
    ),
    (
        N_("Records"),
        {
            "new": Entry("records", N_("Make a record, or many as one save")),
            "set": Entry("records", N_("Change fields of a record, or of many as one save")),
            "remove": Entry("records", N_("Move a record with its parts to the bin")),
            "unremove": Entry("records", N_("Put a record back from the bin")),
            "show": Entry("asking", N_("Show a record, or its history")),
            "list": Entry("listing", N_("List the records of a type")),
            "types": Entry("declaring", N_("Show the record types and their fields")),
            "undo": Entry("reversing", N_("Take back the last saves of this computer")),
            "redo": Entry("reversing", N_("Bring back what the last undo took")),
        },
    ),
    (
        N_("Two versions and look-alikes"),
        {
            "conflicts": Entry("deciding", N_("List the fields that have two versions")),
            "resolve": Entry("deciding", N_("Choose one of two versions, or write a third")),
            "alike": Entry("joining", N_("List records that look alike")),
            "same": Entry("joining", N_("Join two records that mean the same")),
            "separate": Entry("joining", N_("Separate records that were joined")),
        },
    ),
    (
        N_("Files and paper"),
        {
            "import": Entry("exchanging_files", N_("Import a table, cards or a calendar")),
            "export": Entry("exchanging_files", N_("Write records to a file")),
            "report": Entry("reporting", N_("Print a report, or list the reports")),
        },
    ),
    (
        NC_("family of commands", "Bundles"),
        {
            "bundle": Entry("bundles", N_("Write, look into, read or take back bundles")),
        },
    ),
    (
        N_("Office"),
        {
            "join": Entry("membership", N_("Ask to join an office with this computer")),
            "admit": Entry("membership", N_("Give a computer access, with an invitation")),
            "devices": Entry("membership", N_("List the computers of the office")),
            "role": Entry("membership", N_("Make a computer steward, officer or reader")),
            "revoke": Entry("membership", N_("Withdraw the access of a computer")),
            "verify": Entry("membership", N_("Show the eight words of a computer, to compare them")),
            "quarantine": Entry("membership", N_("List the changes that are set aside")),
            "accept": Entry("membership", N_("Let changes count that are set aside")),
        },
    ),
    (
        N_("Safety"),
        {
            "backup": Entry("keeping", N_("Back up the desk, list backups, or restore one")),
            "check": Entry("keeping", N_("Check that everything kept is whole")),
            "state": Entry("keeping", N_("Show four words that are equal where two desks are equal")),
            "lock": Entry("locking", N_("Set or change the passphrase")),
            "recovery-sheet": Entry(
                "locking", N_("Print the sheet that opens the desk without its passphrase")
            ),
        },
    ),
)
COMMANDS: dict[str, Entry] = {name: entry for _, family in FAMILIES for name, entry in family.items()}

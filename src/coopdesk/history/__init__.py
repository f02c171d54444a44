# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How records change: saves in a chain of hashes, and settling many versions into one reading.

Pure: no SQLite, no files, no clock. `chain` gives every version its identity, `leaf` says what
a save holds, `settle` turns the versions of a record into what is shown, `prose` joins texts,
`reversal` finds what undo and redo write.
"""

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables that exchanging bundles needs beside the log."""

TABLES = (
    # Leaves whose values don't count: of a device that is not admitted, or of a save that came in part.
    "CREATE TABLE IF NOT EXISTS unaccepted (l INTEGER PRIMARY KEY, why TEXT NOT NULL)",
    # A segment of a branch whose first leaves lie in another segment (`base`) already.
    "CREATE TABLE IF NOT EXISTS segment_base (s INTEGER PRIMARY KEY, base INTEGER NOT NULL, shared INTEGER)",
    "CREATE INDEX IF NOT EXISTS segment_start ON segment (feed, start)",
    'CREATE INDEX IF NOT EXISTS segment_end ON segment ("end")',
    # What came in with one bundle: `before` says where log, segments, records and feeds ended, `last`
    # the last log row that came.
    "CREATE TABLE IF NOT EXISTS arrival (id TEXT PRIMARY KEY, at INTEGER, sender BLOB, file TEXT,"
    " summary TEXT, before TEXT, last INTEGER, undone INTEGER DEFAULT 0)",
    # What was written: `held` is the number of the last segment that was here then.
    "CREATE TABLE IF NOT EXISTS sending (id TEXT PRIMARY KEY, at INTEGER, file TEXT, summary TEXT,"
    " held INTEGER, last INTEGER)",
    # Signed words of the office: who is admitted, with which role, whose word no longer counts.
    "CREATE TABLE IF NOT EXISTS statement (hash BLOB PRIMARY KEY, signer BLOB, kind TEXT, body BLOB,"
    " signature BLOB)",
    # The newest receipt of each device: what it holds, what it wants; `at` is when it came, by our
    # clock, `passed` when it was last passed on.
    "CREATE TABLE IF NOT EXISTS receipt (device BLOB PRIMARY KEY, incarnation INTEGER, number INTEGER,"
    " at INTEGER, body BLOB, signature BLOB, passed INTEGER DEFAULT 0)",
    # Items of bundles that this version does not know, kept and passed on.
    "CREATE TABLE IF NOT EXISTS unknown_item (hash BLOB PRIMARY KEY, kind TEXT, body BLOB)",
    # Payloads that refer to versions which have not arrived: tried again after each import.
    "CREATE TABLE IF NOT EXISTS waiting_payload (hash BLOB PRIMARY KEY, body BLOB, at INTEGER)",
)
DOUBLES = (
    # Two doubles of a computer sign with one key: each incarnation has a receipt of its own.
    "CREATE TABLE receipt_each (device BLOB, incarnation INTEGER, number INTEGER, at INTEGER, body BLOB,"
    " passed INTEGER DEFAULT 0, PRIMARY KEY (device, incarnation))",
    "INSERT INTO receipt_each SELECT device, incarnation, number, at, body, passed FROM receipt",
    "DROP TABLE receipt",
    "ALTER TABLE receipt_each RENAME TO receipt",
    # Every bundle, and every part of one, that was read whole, or is none of ours: `arrival` is the entry
    # that it belongs to.
    "CREATE TABLE bundle_read (id BLOB PRIMARY KEY, shipment BLOB, part INTEGER, arrival TEXT)",
    "INSERT INTO bundle_read SELECT unhex(id), unhex(id), 1, id FROM arrival WHERE undone = 0 AND unhex(id)"
    " IS NOT NULL",
)
SHARED = (
    # An id can be borrowed: a bundle is known by the hash of its head. One that was noted by its id is read
    # once more, and brings nothing new.
    "ALTER TABLE bundle_read RENAME COLUMN id TO mark",
    # What this computer left in a shared folder: for which devices (none: for all), which segments are in it
    # (first and last of each run), whether it holds everything (1), for later members too (2), and whether
    # it got there (1) or was found there (2).
    "CREATE TABLE shared_bundle (mark BLOB PRIMARY KEY, sending TEXT, file TEXT, at INTEGER, readers TEXT,"
    " segments TEXT, complete INTEGER, lies INTEGER DEFAULT 0)",
)

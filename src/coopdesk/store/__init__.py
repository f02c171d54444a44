# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where records are kept: the only room that knows SQLite.

The log of saves is the truth; rows, links, search and open decisions are a cache that
`check --rebuild` makes again. `keeping.Store` is the face; the other modules are its parts.
"""

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sections that several reports share: exchanges, means, targets, promises.

Each module has the facts of its section, reads them from records and draws them as strips.
"""

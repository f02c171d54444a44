# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an officer keeps: kinds of field, the record types, and the rules that follow from them.

Pure: no SQLite, no Qt, no files.
"""

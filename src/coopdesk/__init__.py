# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""coopdesk: the desk of a municipal cooperation officer."""

__version__ = "0.1.0"

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports on the screen: chosen, seen page by page, saved and printed."""

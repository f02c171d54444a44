# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen of the handbook: its pages at the left, the page that is read at the right."""

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen Today: what is due, what else asks for a look, and the figures of the year."""

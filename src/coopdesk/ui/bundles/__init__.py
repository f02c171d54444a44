# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen of the bundles: what goes to the other computers of the office, and what they bring."""

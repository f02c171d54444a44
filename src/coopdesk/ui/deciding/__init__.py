# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deciding between two versions of a field: side by side, with what each changed, or a third one."""

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The benchmark: every figure a ratio to its floor, both measured in one run."""

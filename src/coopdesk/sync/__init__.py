# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How machines that never share a line agree: bundles, what is in them, and whom to believe.

FORMAT.md says what stands in a bundle, byte by byte.
"""

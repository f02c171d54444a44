# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How bundles travel: on sticks, by mail, through a folder that several machines see."""

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: they need no display."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

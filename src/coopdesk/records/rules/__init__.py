# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What follows from the records: pure functions of records and a day.

Every rule takes records as they are read (those in the bin are left out) and gives frozen
values. A day is always handed in: no rule looks at the clock.
"""

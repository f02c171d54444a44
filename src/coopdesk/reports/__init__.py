# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages on paper: `paper` sets and draws any page, each report says what stands on it.

A report has two halves: facts gathered from the records through a small protocol, and a
drawing of these facts. Neither half knows the other's means.

`sources` reads the desk and lets through only what may leave the office, `relation` finds
what concerns an organisation or lies between two, `parts` are sections that reports share,
`drawings` are charts and the map.
"""

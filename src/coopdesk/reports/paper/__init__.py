# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages on A4: fonts, lines of text, flow over pages, drawing. Every report is set with it.

`measures` holds the numbers, `fonts`, `shaping` and `lines` turn text into measured lines, `strips`,
`tables`, `prose`, `pictures` and `figures` make strips of a page's height, `flow` lays strips on
pages, `frame` draws what stands on every page. Only `fonts`, `sheet` and `tags` know reportlab.
Lengths are points (1/72 inch); y runs down from the top edge of the sheet.
"""

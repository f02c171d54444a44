# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files from and for other programs: CSV, TSV, XLSX, XLS, ODS, JSON lines, vCard and iCalendar.

Reading: `sheet` opens a file as rows of texts, `headers` and `mapping` say which records a row
feeds. Writing: `columns` says what a sheet of a type looks like, `writing` and `workbook_out`
make the file. Cards and calendars are cut by `blocks`, read by `cards` and `calendars`, written by
`card_writing` and `calendar_writing`. Nothing here knows a desk: what is done with rows is decided there.
"""

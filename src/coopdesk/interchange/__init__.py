# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets from and for other programs: CSV, TSV, XLSX, XLS, ODS and JSON lines.

Reading: `sheet` opens a file as rows of texts, `headers` and `mapping` say which records a row
feeds. Writing: `columns` says what a sheet of a type looks like, `writing` and `workbook_out`
make the file. Nothing here knows a desk: what is done with rows is decided there.
"""

# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheet files made by hand, part by part, to try what no program writes."""

import zipfile
from pathlib import Path

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def workbook(
    file: Path,
    rows: str,
    *,
    styles: str = "",
    strings: str = "",
    before: str = "",
    start: str = "xl/workbook.xml",
) -> Path:
    """An XLSX file whose only sheet has these rows (XML)."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT}">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="{start}"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{SHEETS}">'
        f"<sheetData>{rows}</sheetData></worksheet>",
    }
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{SHEETS}">{styles}</styleSheet>'
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SHEETS}">{strings}</sst>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, HEAD + text)
    return file


def text(place: str, content: str) -> str:
    """A cell with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{content}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def open_document(file: Path, rows: str, declaration: str = "") -> Path:
    """An ODS file whose only sheet has these rows (XML)."""
    names = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "table", "text", "calcext"))
    content = (
        f"{HEAD}{declaration}<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="One">{rows}</table:table>'
        '<table:table table:name="Two"><table:table-row/></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return file


def ods_row(*cells: str, repeated: int = 1) -> str:
    """A row of cells of an ODS file."""
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_cell(content: str = "", **attributes: str) -> str:
    """A cell of an ODS file; attributes with "__" for the colon."""
    told = " ".join(
        f'{name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items()
    )
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in content.split("\n")) if content else ""
    return f"<table:table-cell {told}>{paragraphs}</table:table-cell>"

"""Any table that a school can export, read as rows of text: CSV, XLSX, Wonde-style JSON, transfer file."""

from school.rosters.tablefiles.opening import NotUnicode, TableFile, read_table

__all__ = ["NotUnicode", "TableFile", "read_table"]

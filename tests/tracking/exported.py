"""What stands in an exported file."""

import csv
import io
from typing import Any

import openpyxl
from django.http import HttpResponse

Rows = list[list[Any]]


def rows_of_csv(content: bytes) -> Rows:
    assert content.startswith(b"\xef\xbb\xbf"), "without the mark Excel reads another encoding"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets_of_xlsx(content: bytes) -> dict[str, Rows]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {page.title: [["" if cell.value is None else cell.value for cell in row] for row in page] for page in book}


def rows_of(answer: HttpResponse) -> Rows:
    """The rows of a CSV, without its heading."""
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment")
    return rows_of_csv(answer.content)[1:]

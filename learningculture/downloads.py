"""A file handed to the browser: always saved, never shown, sniffed or kept."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from django.http import HttpResponse

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
PDF = "application/pdf"


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """An answer that the browser saves under this name (RFC 6266: plain ASCII, and the full name beside it)."""
    disposition = f"attachment; filename=\"{ascii_name(name)}\"; filename*=UTF-8''{quote(one_line(name), safe='')}"
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": disposition,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store, private",
        },
    )


def one_line(name: str) -> str:
    """Without separators of folders, control characters and anything else that no file name has."""
    kept = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return re.sub(r'[\\/:*?"<>|]+', "-", kept).strip(" .") or "file"


def ascii_name(name: str) -> str:
    """The name without accents, for browsers that read no other."""
    plain = unicodedata.normalize("NFKD", one_line(name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.") or "file"

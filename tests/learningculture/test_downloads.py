"""Files handed to the browser."""

from __future__ import annotations

import pytest

from learningculture.downloads import CSV, ascii_name, download


def test_download_is_saved_and_not_sniffed_or_kept() -> None:
    answer = download(b"a", "People of Żółć.csv", CSV)
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"People-of-Zoc.csv\"; filename*=UTF-8''People%20of%20%C5%BB%C3%B3%C5%82%C4%87.csv"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"] == CSV


@pytest.mark.parametrize("name", ['a".exe', "a\r\nSet-Cookie: x", "../../a", "a/b\\c", "\u202efdp.a"])
def test_name_cannot_leave_its_place(name: str) -> None:
    disposition = download(b"", name, CSV).headers["Content-Disposition"]
    assert disposition.count('"') == 2
    assert not set("\r\n/\\") & set(disposition)


def test_name_without_any_letter_is_still_a_name() -> None:
    assert ascii_name("日本.") == "file"

"""The page for when there is no network knows nobody, and loads nothing that it does not keep."""

import re

import pytest
from django.utils import translation

from tests.test_guards import ROOT
from tracking import shell


def test_page_loads_only_what_is_kept() -> None:
    loaded = set(re.findall(r'(?:src|href|data-outbox|data-notice)="(/static/[^"#]+)', shell.page_text()))
    assert loaded - set(shell.addresses()) == set()
    fonts = set(re.findall(r'url\("([^"]+)"\)', (ROOT / "static" / "site.css").read_text()))
    assert fonts - set(shell.FILES) == set()


def test_page_has_no_token_and_nobody_in_it() -> None:
    assert "csrf" not in shell.page_text().lower()
    assert "data-who" not in shell.page_text()


@pytest.mark.parametrize("changed", ["page_text", "addresses"])
def test_release_changes_with_page_and_files(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell.release()
    monkeypatch.setattr(shell, changed, lambda: "other words")
    shell._mark.cache_clear()
    after = shell.release()
    monkeypatch.undo()
    shell._mark.cache_clear()
    assert after != before == shell.release()


def test_release_is_of_a_language() -> None:
    with translation.override("cy"):
        welsh = shell.release()
    assert welsh != shell.release()

"""What is drawn from the data map says what the data map says."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from school.privacy import papers
from school.privacy.data_map import personal_records
from school.privacy.papers import record_of_processing, retention_schedule, stale_papers


def test_papers_are_not_stale() -> None:
    assert stale_papers() == [], "run: manage.py write_privacy_papers"


def test_every_personal_record_and_rule_is_told() -> None:
    text = record_of_processing()
    assert [record.model for record in personal_records() if f"| {record.label} |" not in text] == []
    assert "12 months after leaving" in retention_schedule()


def test_command_writes_what_is_stale(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "FOLDER", tmp_path)
    assert stale_papers() == ["retention", "record-of-processing"]
    call_command("write_privacy_papers", verbosity=0)
    assert stale_papers() == []

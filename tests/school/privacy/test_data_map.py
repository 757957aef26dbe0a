"""The data map is whole, and the list of what is held about people grows only on purpose."""

from __future__ import annotations

import pytest

from school.models import Characteristics, Member, User
from school.privacy.data_map import Ending, Record, data_map, mapped_models, personal_records, unmapped_fields
from school.privacy.schedule import BY_KEY, From

FROZEN = {
    User: {"id", "password", "email", "is_active"},
    Member: {
        *("id", "school", "user", "roles", "given_name", "family_name", "preferred_name", "year_group", "department"),
        *("source", "source_id", "sent_at", "joined_on", "left_on", "plain_name"),
    },
    Characteristics: {"id", "school", "student", "pupil_premium", "send", "eal", "sex"},
}
"""All that is held about who a person is. Another field needs a reason in the impact assessment first."""

NEVER = (
    "birth",
    "dob",
    "photo",
    "avatar",
    "address_line",
    "postcode",
    "phone",
    "mobile",
    "guardian",
    "parent_",
    "religio",
)


def test_every_field_of_every_table_is_in_the_data_map() -> None:
    wrong = unmapped_fields()
    assert not wrong, "\n".join(wrong)


def test_nothing_else_is_held_about_who_a_person_is() -> None:
    held = {model: {field.name for field in model._meta.local_fields} for model in FROZEN}
    held[User] -= set(ADDED_FOR_SIGN_IN)
    assert held == FROZEN


ADDED_FOR_SIGN_IN: tuple[str, ...] = ("is_support",)
"""Fields of the sign-in that say nothing of the person, each with its purpose in ``school/personal.py``."""


def test_no_field_for_birth_photo_address_phone_or_parent() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in mapped_models()
        for field in model._meta.local_fields
        if any(word in field.name for word in NEVER)
    ]
    assert wrong == []


def test_every_record_has_a_rule_of_the_schedule_and_a_purpose() -> None:
    assert [record.model for record in data_map().values() if record.rule not in BY_KEY or not record.purpose] == []


def test_what_stays_or_is_left_out_has_its_reason() -> None:
    silent = [
        record.model
        for record in personal_records()
        if not record.why
        and (record.ending != Ending.DELETE or not record.in_pack or (record.shared and record.personal))
    ]
    assert silent == []


@pytest.mark.parametrize("record", personal_records(), ids=lambda record: record.model)
@pytest.mark.django_db
def test_paths_lead_to_people(record: Record, people) -> None:
    record.rows_about(people.teacher).count()
    record.rows_with(people.teacher).count()


def test_rules_of_age_know_the_date_that_counts() -> None:
    """Rows that age by themselves say by which field."""
    wanting = [
        record.model
        for record in data_map().values()
        if BY_KEY[record.rule].since in (From.DATE, From.YEAR_END) and record.is_personal and not record.dated
    ]
    assert wanting == []


def test_a_forgotten_field_is_told_with_what_to_write_where(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = data_map()["tracking.Goal"]
    short = Record("tracking.Goal", whole.label, whole.purpose, rule="learning", about="student", plain=("term",))
    monkeypatch.setitem(data_map(), "tracking.Goal", short)
    monkeypatch.delitem(data_map(), "tracking.Noticing")
    told = "\n".join(unmapped_fields())
    assert "tracking.Goal.reflection is in no data map. In tracking/personal.py add 'reflection'" in told
    assert "add to RECORDS: Record('tracking.Noticing'" in told

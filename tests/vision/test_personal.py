"""What stays out of every copy of a person's data, because it is nobody's."""

from django.apps import apps

from school.privacy.data_map import data_map

NOBODYS = ("UnnamedRemark", "PulseBallot", "PulseWords", "SealedExplanation", "Explanation")


def test_personal_rows_without_a_name_lead_to_no_person() -> None:
    for name in NOBODYS:
        record, model = data_map()[f"vision.{name}"], apps.get_model("vision", name)
        referred = {field.related_model._meta.label for field in model._meta.local_fields if field.is_relation}
        assert not record.is_personal, name
        assert not referred & {"school.Member", "school.User"}, name


def test_personal_rows_without_a_name_hold_no_time() -> None:
    for name in NOBODYS:
        model = apps.get_model("vision", name)
        kinds = {field.get_internal_type() for field in model._meta.local_fields}
        assert not kinds & {"DateField", "DateTimeField", "BigAutoField", "AutoField"}, name

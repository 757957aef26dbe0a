"""What a form says where something is missing: how to mend it, in place of that it is required."""

import pytest
from django import forms

from school.models import School


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (forms.CharField(), "Please fill this in."),
        (forms.IntegerField(), "Please fill this in."),
        (forms.BooleanField(), "Please tick this to go on."),
        (forms.ChoiceField(choices=[("a", "A")]), "Please choose one."),
        (forms.TypedChoiceField(choices=[("a", "A")]), "Please choose one."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), "Please choose at least one."),
        (forms.ModelChoiceField(School.objects.none()), "Please choose one."),
        (forms.ModelMultipleChoiceField(School.objects.none()), "Please choose at least one."),
        (forms.DateField(), "Please give a day."),
        (forms.FileField(), "Please choose a file."),
        (forms.CharField(error_messages={"required": "Say why."}), "Say why."),
    ],
)
def test_what_is_missing_is_asked_for(field: forms.Field, sentence: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(None)
    assert refused.value.messages == [sentence]

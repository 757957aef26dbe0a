"""Fields that are not copied."""

from __future__ import annotations

from django import forms

from learningculture.shared_fields import sharing_fields


@sharing_fields
class Asked(forms.Form):
    number = forms.IntegerField(min_value=1)
    word = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


def test_forms_share_their_fields_and_nothing_else() -> None:
    good, bad = Asked({"number": "3", "word": "b"}), Asked({"number": "0", "word": "c"})
    assert good.fields is bad.fields
    assert good.is_valid() and not bad.is_valid()
    assert good.cleaned_data == {"number": 3, "word": "b"}
    assert set(bad.errors) == {"number", "word"}
    assert 'value="3"' in str(good["number"]) and 'value="3"' not in str(bad["number"])

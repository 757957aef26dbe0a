"""Cleaning of the nouns a school gives its own names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from school.models import School
from school.vocabulary import NOUNS, Noun, is_allowed

LONGEST_WORD = 40


class WordsForm(forms.Form):
    """Singular and plural of each noun; an empty pair means our own word."""

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for noun in NOUNS:
            own = (school.words or {}).get(noun.key, {})
            self._offer(noun, "one", _("One: %(word)s") % {"word": noun.one}, own)
            self._offer(noun, "many", _("Several: %(word)s") % {"word": noun.many}, own)

    def _offer(self, noun: Noun, number: str, label: str, own: dict[str, str]) -> None:
        ours = noun.one if number == "one" else noun.many
        field = forms.CharField(label=label, max_length=LONGEST_WORD, required=False, initial=own.get(number, ""))
        field.widget.attrs |= {"placeholder": ours, "autocomplete": "off"}
        self.fields[f"{noun.key}_{number}"] = field

    @property
    def rows(self) -> list[tuple[Noun, BoundField, BoundField]]:
        return [(noun, self[f"{noun.key}_one"], self[f"{noun.key}_many"]) for noun in NOUNS]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for noun in NOUNS:
            names = [f"{noun.key}_one", f"{noun.key}_many"]
            given = [_tidy(cleaned.get(name, "")) for name in names]
            for name, word, other in zip(names, given, reversed(given), strict=True):
                if other and not word and name not in self.errors:
                    self.add_error(name, _("Say the word for one and for several."))
                elif word and not is_allowed(word):
                    self.add_error(name, _("Letters and digits, with single spaces or hyphens between them."))
        return cleaned

    def words(self) -> dict[str, dict[str, str]]:
        """What :func:`school.vocabulary.choose_words` takes."""
        found = {}
        for noun in NOUNS:
            one, many = (_tidy(self.cleaned_data.get(f"{noun.key}_{number}", "")) for number in ("one", "many"))
            if one and many:
                found[noun.key] = {"one": one, "many": many}
        return found


def _tidy(word: str) -> str:
    """Single spaces, and the apostrophe that no page takes for the end of something."""
    return " ".join(word.split()).replace("'", "’")

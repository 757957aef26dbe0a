"""The school's own words: a preview, then everywhere at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from learningculture.htmx import render_page_or_fragment
from school.access import Permission, requires
from school.models import School
from school.office.word_forms import WordsForm
from school.vocabulary import choose_words, in_words_of

EXAMPLES = (
    gettext_lazy("A term has a focus: at most four behaviours for the whole school."),
    gettext_lazy("Choose a class, then a learner. What did you see?"),
    gettext_lazy("A PLC meets, a visit is arranged, an enquiry begins."),
    gettext_lazy("A noticing, a check-in and a goal stand on the student’s page."),
    gettext_lazy("Headteacher and governors read the term’s portfolio."),
)
"""Sentences that use most of the nouns."""


@requires(Permission.CHOOSE_WORDS)
def words(request: HttpRequest) -> HttpResponse:
    """The list of nouns; a preview in the words as typed, which saves nothing."""
    school = request.school  # type: ignore[attr-defined]
    form = WordsForm(request.POST or None, school=school)
    shown = school
    if form.is_valid():
        if "preview" not in request.POST:
            choose_words(school=school, words=form.words(), by=request.member)  # type: ignore[attr-defined]
            messages.success(request, _("Saved. Every page of the school says it so from now on."))
            return redirect("school:words", school.slug)
        shown = School(words=form.words())
    context = {"form": form, "examples": _in_words(shown), "is_preview": shown is not school}
    return render_page_or_fragment(request, "school/words.html", "school/_words_preview.html", context)


def _in_words(school: School) -> list[str]:
    with in_words_of(school):
        return [str(example) for example in EXAMPLES]


@require_POST
@requires(Permission.CHOOSE_WORDS)
def reset_words(request: HttpRequest) -> HttpResponse:
    """Back to our own words, all of them."""
    school: Any = request.school  # type: ignore[attr-defined]
    choose_words(school=school, words={}, by=request.member)  # type: ignore[attr-defined]
    messages.success(request, _("Every page uses our words again."))
    return redirect("school:words", school.slug)
